"""Rows of sheets and of records, and what a comparison of the two finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.catalog import Catalog
from generator.kinds.table import ITSELF, KEY, LANGUAGE, Column, Row, Rows, Table, reader, rows_of
from generator.model.marks import KeyPath
from generator.model.plain import plain
from generator.problems import Location, Problem
from generator.workbench.spreadsheet.baseline import Baseline, RowKey, numbered
from generator.workbench.spreadsheet.sheets import KEYS


@dataclass(frozen=True, slots=True)
class Known:
    """A row that the records give: where it comes from, its place in its list, its texts by column name."""

    rows: Rows
    row: Row
    texts: Mapping[str, str]

    @property
    def path(self) -> KeyPath:
        """Path of the row's value in its record."""
        return (*self.rows.path, self.row.key or self.row.number - 1) if self.rows.path else ()

    def locate(self, catalog: Catalog, column: Column | None = None, language: str = "") -> Location:
        """Position in the record of the row, or of what a column of it shows."""
        steps = steps_to(self.rows, column, language) if column else ()
        return catalog.content.records[self.rows.kind][self.row.owner].locate(*self.path, *steps)


def steps_to(rows: Rows, column: Column, language: str) -> KeyPath:
    """Path of what a column shows, from the row's value on."""
    path = rows.path_of(column)
    return (
        ()
        if path in (ITSELF, (KEY,))
        else tuple(language if step is LANGUAGE else str(step) if not isinstance(step, int) else step for step in path)
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that differs; ``language`` is that of its column, if it has one. ``cell`` is all that the cell says."""

    known: Known
    column: Column
    language: str
    text: str
    place: Location
    cell: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: its texts by column name and the places of its cells."""

    texts: Mapping[str, str]
    places: Mapping[str, Location]
    place: Location


@dataclass(frozen=True, slots=True)
class Emptied:
    """A requirement that somebody took out of the matrix by emptying its cell."""

    known: Known
    place: Location


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filled cell of the matrix where the role does not require the skill."""

    role: str
    skill: str
    text: str
    place: Location


@dataclass(frozen=True, slots=True)
class Against:
    """What a sheet is compared with: the table of its name, the records, and what the sheet held when it was exported."""

    table: Table
    catalog: Catalog
    base: Baseline | None

    def cells(self) -> Iterator[tuple[str, Column, str]]:
        """Give the name of each cell of a row, with its column and language."""
        for column in self.table.columns:
            languages = self.catalog.languages if column.local else ("",)
            for name, language in zip(column.names(self.catalog.languages), languages, strict=True):
                yield name, column, language


@dataclass(slots=True)
class Difference:
    """What a sheet says otherwise than the records.

    ``gone`` are rows of records that the sheet does not have, ``left`` rows as they were exported that the records have no more.
    ``emptied`` are requirements whose cell in the matrix is empty now, ``wanted`` cells of the matrix without a requirement.
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
    """Rows that the records give, by what tells them apart; of alike ones the later bear their number too, from "2" on."""
    names = table.header(catalog.languages)
    found: list[tuple[RowKey, Known]] = []
    for rows in table.rows:
        read = reader(table, rows, catalog.languages, catalog.ranks)
        for id, record in catalog.content.records[rows.kind].items():
            for row in rows_of(rows, id, plain(record.value)):
                texts = dict(zip(names, read(row), strict=True))
                found.append((tuple(texts[name] for name in KEYS[table.name]), Known(rows, row, texts)))
    keys = numbered(key for key, _ in found)
    return {key: known for key, (_, known) in zip(keys, found, strict=True)}
