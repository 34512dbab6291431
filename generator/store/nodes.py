"""Records as tables tell of them: plain values, and where in which file each value of them stands.

A place is looked up only when somebody asks, by reading the file again: of some hundred thousand cells a check asks
for a few.
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
from generator.store.rows import Part, Pick, parts_of

MAX_BYTES = 64 * 1_048_576


class TableFile:
    """A file of a table with its header; ``lines`` are read when a place in it is asked for."""

    def __init__(self, file: SourceFile, table: Table, header: Sequence[str], languages: Sequence[str]) -> None:
        self.path, self.shown_path = file.path, file.shown_path
        self.table, self.header, self.languages = table, tuple(header), tuple(languages)

    def __getstate__(self) -> dict[str, Any]:
        """What another process is sent: what is made of it again there is left out."""
        return {name: value for name, value in self.__dict__.items() if name not in ("parts", "lines")}

    @cached_property
    def parts(self) -> tuple[tuple[Part, ...], Pick]:
        """Parts of the table, and what tells of a row to which of them it belongs."""
        return parts_of(self.table, self.header, self.languages)

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the file."""
        return decode(self.path, self.shown_path, MAX_BYTES)[0].split("\n")

    def place(self, line: int, number: int) -> Location:
        """Place of the cell with a number, from 0 on, of the row that begins at a line."""
        return Location(self.shown_path, *cell_place(self.lines, line, number))


class Row(NamedTuple):
    """A row of a table: its file, the line at which it begins, its cells, and the id of the record that it tells of."""

    file: TableFile
    line: int
    cells: list[str]
    part: Part
    id: str


class TableNode:
    """A record from tables: its plain value, and the place of each part of it.

    ``id`` is part of the value of an entry of a list, and empty for others. Of a record that an earlier run read, ``place`` is
    where it begins, and ``rows`` gives all rows about it, should somebody ask.
    """

    __slots__ = ("_id", "_known_data", "_known_rows", "_known_spots", "_place", "_read")

    def __init__(
        self, id: str = "", place: Location | None = None, rows: Callable[[], Iterable[Row]] | None = None
    ) -> None:
        self._id = id
        self._place = place
        self._known_data: dict[str, Any] = {}
        self._known_rows: list[Row] = []
        self._known_spots: dict[KeyPath, Row] = {}
        self._read = rows

    def add(self, row: Row) -> None:
        """Add what a row says."""
        row.part.put(row.cells, self._known_data)
        self._known_rows.append(row)

    @property
    def _rows(self) -> Sequence[Row]:
        if self._read is not None:
            read, self._read = self._read, None
            for row in read():
                self.add(row)
        return self._known_rows

    @property
    def _spots(self) -> Mapping[KeyPath, Row]:
        """The row that says what stands at a path; the first one counts."""
        if not self._known_spots:
            again: dict[str, Any] = {}
            for row in self._rows:
                self._known_spots.setdefault(row.part.put(row.cells, again), row)
        return self._known_spots

    @property
    def has_row(self) -> bool:
        """Whether a row of its own tells of the record, and not only rows of what it lists."""
        return any(row.part.is_whole for row in self._rows)

    def plain(self) -> Any:
        """Give the record as its author wrote it: texts, lists and dicts."""
        if self._rows and self._id:
            self._known_data["id"] = self._id
        return self._known_data

    @property
    def location(self) -> Location:
        """Beginning of the record's own row, or of the first row about it."""
        if self._place is None:
            row = next((row for row in self._rows if row.part.is_whole), self._rows[0])
            self._place = Location(row.file.shown_path, row.line)
        return self._place

    def locate(self, *path: str | int, key: bool = False) -> Location:
        """Find the position of a path such as ``("requires", 0, "skill")``: its cell, or the row that should have it."""
        del key  # a table writes keys and values alike as cells
        if not path:
            return self.location
        spots = self._spots
        length = next((length for length in range(len(path), -1, -1) if path[:length] in spots), None)
        if length is None:
            return self.location
        row, rest = spots[path[:length]], path[length:]
        fitting = [slot for slot in row.part.slots if slot.steps == rest[: len(slot.steps)]]
        if not fitting:
            return Location(row.file.shown_path, row.line)
        return row.file.place(row.line, max(fitting, key=lambda slot: len(slot.steps)).number)
