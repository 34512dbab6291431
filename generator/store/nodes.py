"""Records read from tables: their plain values, and the file and position of each value.

The position of a cell is looked up only on demand, by reading the file again: a check needs the positions of a few cells
among some hundred thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from generator.folder import SourceFile
from generator.kinds.table import Table
from generator.load import decode
from generator.model.marks import KeyPath
from generator.problems import Location
from generator.store.cells import cell_place
from generator.store.rows import Pick, RowLayout, row_layouts

MAX_TABLE_BYTES = 64 * 1_048_576


class TableFile:
    """A file of a table with its header; its ``lines`` are read when the first position is looked up."""

    def __init__(self, file: SourceFile, table: Table, header: Sequence[str], languages: Sequence[str]) -> None:
        self.path, self.shown_path = file.path, file.shown_path
        self.table, self.header, self.languages = table, tuple(header), tuple(languages)

    def __getstate__(self) -> dict[str, Any]:
        """Return the state to pickle, without ``layouts`` and ``lines``, which the receiving process computes again."""
        return {name: value for name, value in self.__dict__.items() if name not in ("layouts", "lines")}

    @cached_property
    def layouts(self) -> tuple[tuple[RowLayout, ...], Pick]:
        """Layouts of the table's rows, and a function that returns the layout of a row."""
        return row_layouts(self.table, self.header, self.languages)

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the file."""
        return decode(self.path, self.shown_path, MAX_TABLE_BYTES)[0].split("\n")

    def place(self, line: int, number: int) -> Location:
        """Return the location of the cell with a 0-based number in the row that begins at ``line``."""
        return Location(self.shown_path, *cell_place(self.lines, line, number))


class ReadRow(NamedTuple):
    """A row of a table: its file, the 1-based line at which it begins, its cells, its layout and its record's id."""

    file: TableFile
    line: int
    cells: list[str]
    layout: RowLayout
    id: str


class TableNode:
    """A record read from tables: its plain value and the location of each value in it.

    ``id`` is given only for a kind whose records contain their id; otherwise it is empty. For a record that an earlier run
    read, ``place`` is its location, and ``rows`` is called to read its rows when they are first needed.
    """

    __slots__ = ("_id", "_known_data", "_known_rows", "_known_spots", "_place", "_read")

    def __init__(
        self, id: str = "", place: Location | None = None, rows: Callable[[], Iterable[ReadRow]] | None = None
    ) -> None:
        self._id = id
        self._place = place
        self._known_data: dict[str, Any] = {}
        self._known_rows: list[ReadRow] = []
        self._known_spots: dict[KeyPath, ReadRow] = {}
        self._read = rows

    def add(self, row: ReadRow) -> None:
        """Add the values of a row to the record."""
        row.layout.put(row.cells, self._known_data)
        self._known_rows.append(row)

    @property
    def _rows(self) -> Sequence[ReadRow]:
        if self._read is not None:
            read, self._read = self._read, None
            for row in read():
                self.add(row)
        return self._known_rows

    @property
    def _spots(self) -> Mapping[KeyPath, ReadRow]:
        """The row that holds the value at each path; the first one if several rows do."""
        if not self._known_spots:
            again: dict[str, Any] = {}
            for row in self._rows:
                self._known_spots.setdefault(row.layout.put(row.cells, again), row)
        return self._known_spots

    @property
    def has_row(self) -> bool:
        """Whether the record has a row of its own, not only rows for the items that it lists."""
        return any(row.layout.is_whole for row in self._rows)

    def plain(self) -> Any:
        """Return the record as its author wrote it: texts, lists and dicts."""
        if self._rows and self._id:
            self._known_data["id"] = self._id
        return self._known_data

    @property
    def location(self) -> Location:
        """Location of the record's own row or, if it has none, of the first row about it."""
        if self._place is None:
            row = next((row for row in self._rows if row.layout.is_whole), self._rows[0])
            self._place = Location(row.file.shown_path, row.line)
        return self._place

    def locate(self, *path: str | int, key: bool = False) -> Location:
        """Return the location of a path such as ``("requires", 0, "skill")``: its cell, or the row that should contain the cell."""
        del key  # in a table a key has no position apart from its value's
        if not path:
            return self.location
        spots = self._spots
        length = next((length for length in range(len(path), -1, -1) if path[:length] in spots), None)
        if length is None:
            return self.location
        row, rest = spots[path[:length]], path[length:]
        fitting = [slot for slot in row.layout.slots if slot.steps == rest[: len(slot.steps)]]
        if not fitting:
            return Location(row.file.shown_path, row.line)
        return row.file.place(row.line, max(fitting, key=lambda slot: len(slot.steps)).number)
