"""Rows of sheets and of records, and the differences between the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.catalog import Catalog
from generator.kinds.table import ITSELF, KEY, LANGUAGE, Column, Row, RowSource, Table, reader, rows_of
from generator.model.marks import KeyPath
from generator.model.plain import plain
from generator.problems import Location, Problem
from generator.workbench.spreadsheet.baseline import Baseline, RowKey, numbered
from generator.workbench.spreadsheet.sheets import KEY_COLUMNS


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the records: the declaration that it comes from, its value with its place in a list, and its texts by column name."""

    rows: RowSource
    row: Row
    texts: Mapping[str, str]

    @property
    def path(self) -> KeyPath:
        """Path of the row's value in its record."""
        return (*self.rows.path, self.row.key or self.row.number - 1) if self.rows.path else ()

    def locate(self, catalog: Catalog, column: Column | None = None, language: str = "") -> Location:
        """Return the location in the record of the row's value or, with ``column``, of the value that the column shows."""
        steps = steps_to(self.rows, column, language) if column else ()
        return catalog.content.records[self.rows.kind][self.row.owner].locate(*self.path, *steps)


def steps_to(rows: RowSource, column: Column, language: str) -> KeyPath:
    """Return the path, from the row's value on, of the value that a column shows."""
    path = rows.path_of(column)
    return (
        ()
        if path in (ITSELF, (KEY,))
        else tuple(language if step is LANGUAGE else str(step) if not isinstance(step, int) else step for step in path)
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that differs from the records; ``language`` is that of its column, empty if it has none.

    ``text`` is the new text of the column; ``cell`` is the whole text of the cell, which in the matrix holds several columns.
    """

    known: Known
    column: Column
    language: str
    text: str
    place: Location
    cell: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: its texts and the locations of its cells by column name, and its own location."""

    texts: Mapping[str, str]
    places: Mapping[str, Location]
    place: Location


@dataclass(frozen=True, slots=True)
class Emptied:
    """A requirement whose cell in the matrix was emptied, which removes it."""

    known: Known
    place: Location


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filled cell of the matrix for a skill that the role does not require."""

    role: str
    skill: str
    text: str
    place: Location


@dataclass(frozen=True, slots=True)
class Against:
    """The things with which a sheet is compared: the table of its name, the records, and the sheet's state at its export."""

    table: Table
    catalog: Catalog
    base: Baseline | None

    def cells(self) -> Iterator[tuple[str, Column, str]]:
        """Yield the name of each cell of a row, with its column and language."""
        for column in self.table.columns:
            languages = self.catalog.languages if column.local else ("",)
            for name, language in zip(column.names(self.catalog.languages), languages, strict=True):
                yield name, column, language


@dataclass(slots=True)
class Difference:
    """The differences between a sheet and the records.

    ``based`` says whether the state of the sheet at its export is known. ``gone`` are rows of the records that the sheet
    lacks, ``left`` unchanged exported rows that the records no longer have. ``emptied`` are requirements whose cell in the
    matrix was emptied, ``wanted`` cells of the matrix without a requirement.
    """

    path: str = ""
    based: bool = False
    changed: list[Changed] = field(default_factory=list)
    added: list[SheetRow] = field(default_factory=list)
    gone: list[Known] = field(default_factory=list)
    left: list[SheetRow] = field(default_factory=list)
    emptied: list[Emptied] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problems_of_gone: list[Problem] = field(default_factory=list)


def known_rows(table: Table, catalog: Catalog) -> dict[RowKey, Known]:
    """Return the rows of the records by key; if several have the same key, the later ones have their number appended, from "2" on."""
    names = table.header(catalog.languages)
    found: list[tuple[RowKey, Known]] = []
    for rows in table.rows:
        read = reader(table, rows, catalog.languages, catalog.ranks)
        records = catalog.content.records[rows.kind].items()
        of_all = [row for id, record in records for row in rows_of(rows, id, plain(record.value))]
        for row, cells in zip(of_all, read(of_all), strict=True):
            texts = dict(zip(names, cells, strict=True))
            found.append((tuple(texts[name] for name in KEY_COLUMNS[table.name]), Known(rows, row, texts)))
    keys = numbered(key for key, _ in found)
    return {key: known for key, (_, known) in zip(keys, found, strict=True)}
