"""All tables of a content folder: plain records by kind and id, and where in which file each value of them stands.

A place is looked up only when somebody asks, by reading the file again: of some hundred thousand cells a check asks
for a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from generator.folder import TABLES, SourceFile
from generator.kinds import KINDS
from generator.kinds.table import KEY, Table
from generator.load import decode
from generator.problems import Location, Problem, did_you_mean, shown
from generator.store.cells import NoTableError, cell_place, read_rows, restored
from generator.store.rows import Part, Pick, Prefix, parts_of

MAX_BYTES = 64 * 1_048_576

_Nodes = dict[str, dict[str, "TableNode"]]


class TableFile:
    """A file of a table with its header; ``lines`` are read when a place in it is asked for."""

    def __init__(self, file: SourceFile, table: Table, header: Sequence[str], languages: Sequence[str]) -> None:
        self.path, self.shown_path = file.path, file.shown_path
        self.table, self.header, self.languages = table, tuple(header), tuple(languages)

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
    """A record from tables: its plain value, and the place of each part of it."""

    __slots__ = ("_data", "_known_spots", "_rows")

    def __init__(self) -> None:
        self._data: dict[str, Any] = {}
        self._rows: list[Row] = []
        self._known_spots: dict[Prefix, Row] = {}

    def add(self, row: Row) -> None:
        """Add what a row says."""
        row.part.put(row.cells, self._data)
        self._rows.append(row)

    @property
    def _spots(self) -> Mapping[Prefix, Row]:
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
        return self._data

    @property
    def location(self) -> Location:
        """Beginning of the record's own row, or of the first row about it."""
        row = next((row for row in self._rows if row.part.is_whole), self._rows[0])
        return Location(row.file.shown_path, row.line)

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


@dataclass(frozen=True)
class _ReadFile:
    """What the bytes of a file were read to: its rows, and what is wrong with others."""

    data: bytes | None
    file: TableFile | None = None
    rows: Sequence[Row] = ()
    problems: Sequence[Problem] = ()

    @cached_property
    def records(self) -> Iterable[tuple[str, str]]:
        """Plural of the kind and id of each record that the file tells of, in the order of their first rows."""
        return dict.fromkeys((row.part.kind, row.id) for row in self.rows)


class TableReader:
    """Reads tables; one that reads them again after an edit gives the same node for each record whose rows are the same."""

    def __init__(self) -> None:
        self._files: dict[Path, _ReadFile] = {}
        self._nodes: _Nodes = {}

    def read(
        self, files: Sequence[SourceFile], languages: Sequence[str]
    ) -> tuple[Mapping[str, Mapping[str, TableNode]], list[Problem]]:
        """Read all tables. Returns the records by plural of the kind and id, and all problems of reading."""
        order = {name: place for place, name in enumerate(TABLES)}
        in_order = sorted(files, key=lambda file: (order[file.stem.partition(".")[0]], file.stem))
        before, now = self._files, {}
        for file in in_order:
            now[file.path] = _read(file, languages, before.get(file.path))
        problems = [problem for read in now.values() for problem in read.problems]
        known = self._nodes if before.keys() == now.keys() else {}
        kept = {plural: {**of_kind} for plural, of_kind in known.items()}
        for plural, id in _told_anew(before, now) if kept else ():
            kept[plural].pop(id, None)
        nodes: _Nodes = {kind.plural: {} for kind in KINDS}
        for read in now.values():
            for plural, id in read.records if kept else ():
                if id not in nodes[plural]:
                    nodes[plural][id] = kept[plural].get(id) or TableNode()
            problems += _put(read.rows, nodes, kept)
        for kind in KINDS:
            if "id" in kind.model.model_fields:
                for id, node in nodes[kind.plural].items():
                    node.plain()["id"] = id
        # With problems some rows are in no node.
        self._files, self._nodes = now, {} if problems else nodes
        return nodes, problems


def _told_anew(before: Mapping[Path, _ReadFile], now: Mapping[Path, _ReadFile]) -> set[tuple[str, str]]:
    """Find the records, by plural of the kind and id, of which a row is new, changed, moved or gone."""
    pairs = ((before[path], read) for path, read in now.items() if read is not before[path])
    rows = (rows for old, new in pairs for rows in zip_longest(old.rows, new.rows) if rows[0] != rows[1])
    return {(row.part.kind, row.id) for pair in rows for row in pair if row}


def _read(file: SourceFile, languages: Sequence[str], before: _ReadFile | None) -> _ReadFile:
    """Read the rows of a file; with the same bytes as ``before``, that is given back."""
    data = _bytes(file.path)
    known = before.file if before and before.file and before.file.languages == tuple(languages) else None
    if before and known and before.data == data is not None:
        return before
    text, problems = decode(file.path, file.shown_path, MAX_BYTES)
    if problems:
        return _ReadFile(data, problems=problems)
    written = read_rows(text)
    rows: list[Row] = []
    try:
        line, header = next(written, (1, []))
        found = TableFile(file, TABLES[file.stem.partition(".")[0]], header, languages)
        problems = _header_problems(found, line, languages)
        if problems:
            return _ReadFile(data, problems=problems)
        if known and known.header == found.header:  # its parts are the same objects, so equal rows are equal
            found = known
            found.__dict__.pop("lines", None)
        owner, width = header.index(found.table.owner), len(header)
        parts, pick = found.parts
        for line, cells in written:
            if len(cells) != width:
                problems.append(_bad_width(found, line, len(cells)))
                continue
            texts = [restored(text) if "'" in text else text for text in cells]
            part = pick(texts)
            if part is None:
                problems.append(_unknown_part(found, line, texts, parts))
                continue
            rows.append(Row(found, line, texts, part, texts[owner]))
    except NoTableError as error:
        place = Location(file.shown_path, error.line)
        hint = 'a " inside a cell is written twice, and the cell then stands in quotes'
        problems = [*problems, Problem(place, "csv-syntax", shown(error), "a table as CSV", hint)]
    return _ReadFile(data, found, rows, problems)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError:
        return None


def _put(rows: Iterable[Row], nodes: _Nodes, kept: _Nodes) -> Iterator[Problem]:
    """Add what rows of a file say to the nodes of the records that are not ``kept``; yield the rows that come twice."""
    for row in rows:
        kind, id = row.part.kind, row.id
        if kept and id in kept[kind]:
            continue
        node = nodes[kind].get(id)
        if node is None:
            node = nodes[kind][id] = TableNode()
        if row.part.is_whole and node.has_row:
            yield _twice(row, node)
        else:
            node.add(row)


def _unknown_part(file: TableFile, line: int, cells: Sequence[str], parts: Sequence[Part]) -> Problem:
    texts = sorted(text for each in parts for _, text in each.fixed)
    number = parts[0].fixed[0][0]
    return Problem(file.place(line, number), "unknown-value", shown(cells[number]), "one of " + ", ".join(texts))


def _header_problems(file: TableFile, line: int, languages: Sequence[str]) -> list[Problem]:
    known = file.table.header(languages)
    keys = {
        column.name
        for column in file.table.columns
        for rows in file.table.rows
        if rows.has(column) and rows.path_of(column) == (KEY,)
    }
    needed = {file.table.owner, *(name for rows in file.table.rows for name in rows.fixed), *keys}
    problems = []
    for number, name in enumerate(file.header):
        if name not in known:
            place, expected = file.place(line, number), "one of " + ", ".join(known)
            problems.append(Problem(place, "unknown-column", shown(name), expected, did_you_mean(name, known)))
        elif name in file.header[:number]:
            problems.append(
                Problem(file.place(line, number), "duplicate-key", f"{shown(name)} a second time", "each column once")
            )
    problems += [
        Problem(Location(file.shown_path, line), "missing-column", f"no column {shown(name)}", "this column")
        for name in sorted(needed - set(file.header))
    ]
    return problems


def _bad_width(file: TableFile, line: int, count: int) -> Problem:
    expected = f"{len(file.header)}, as many as the header has"
    return Problem(
        Location(file.shown_path, line), "bad-row", f"{count} cells", expected, "a cell that holds a comma needs quotes"
    )


def _twice(row: Row, node: TableNode) -> Problem:
    hint = f"it stands first in {node.location.path}, line {node.location.line}"
    place = row.file.place(row.line, row.file.header.index(row.file.table.owner))
    return Problem(place, "duplicate-id", shown(row.id), "each id once", hint)
