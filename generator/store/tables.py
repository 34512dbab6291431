"""All tables of a content folder: plain records by kind and id, and where in which file each value of them stands.

A place is looked up only when somebody asks, by reading the file again: of some hundred thousand cells a check asks
for a few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from generator.folder import TABLES, SourceFile
from generator.kinds import KINDS
from generator.kinds.table import KEY, Records, Table
from generator.load import decode
from generator.problems import Location, Problem, did_you_mean, shown
from generator.store.cells import NoTableError, cell_place, read_rows, restored
from generator.store.rows import Part, Prefix, parts_of

MAX_BYTES = 64 * 1_048_576


class TableFile:
    """A file of a table with its header; ``lines`` are read when a place in it is asked for."""

    def __init__(self, file: SourceFile, table: Table, header: Sequence[str]) -> None:
        self.path, self.shown_path = file.path, file.shown_path
        self.table, self.header = table, tuple(header)

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the file."""
        return decode(self.path, self.shown_path, MAX_BYTES)[0].split("\n")

    def place(self, line: int, number: int) -> Location:
        """Place of the cell with a number, from 0 on, of the row that begins at a line."""
        return Location(self.shown_path, *cell_place(self.lines, line, number))


class TableNode:
    """A record from tables: plural of its kind, its plain value, and the place of each part of it."""

    __slots__ = ("_data", "_spots", "kind")

    def __init__(self, kind: str, data: dict[str, Any]) -> None:
        self.kind = kind
        self._data = data
        self._spots: dict[Prefix, tuple[TableFile, int, Part]] = {}

    def note(self, prefix: Prefix, file: TableFile, line: int, part: Part) -> None:
        """Note which row says what stands at a path; the first one counts."""
        self._spots.setdefault(prefix, (file, line, part))

    @property
    def has_row(self) -> bool:
        """Whether a row of its own tells of the record, and not only rows of what it lists."""
        return () in self._spots

    def plain(self) -> Any:
        """Give the record as its author wrote it: texts, lists and dicts."""
        return self._data

    @property
    def location(self) -> Location:
        """Beginning of the record's own row, or of the first row about it."""
        file, line, _ = self._spots.get(()) or next(iter(self._spots.values()))
        return Location(file.shown_path, line)

    def locate(self, *path: str | int, key: bool = False) -> Location:
        """Find the position of a path such as ``("requires", 0, "skill")``: its cell, or the row that should have it."""
        del key  # a table writes keys and values alike as cells
        if not path:
            return self.location
        length = next((length for length in range(len(path), -1, -1) if path[:length] in self._spots), None)
        if length is None:
            return self.location
        file, line, part = self._spots[path[:length]]
        rest = path[length:]
        fitting = [slot for slot in part.slots if slot.steps == rest[: len(slot.steps)]]
        if not fitting:
            return Location(file.shown_path, line)
        return file.place(line, max(fitting, key=lambda slot: len(slot.steps)).number)


def read_tables(
    files: Sequence[SourceFile], languages: Sequence[str]
) -> tuple[Mapping[str, Mapping[str, TableNode]], list[Problem]]:
    """Read all tables. Returns the records by plural of the kind and id, and all problems of reading."""
    records: Records = {kind.plural: {} for kind in KINDS}
    nodes: dict[str, dict[str, TableNode]] = {kind.plural: {} for kind in KINDS}
    problems: list[Problem] = []
    order = {name: place for place, name in enumerate(TABLES)}
    for file in sorted(files, key=lambda file: (order[file.stem.partition(".")[0]], file.stem)):
        problems += _read(file, languages, records, nodes)
    for kind in KINDS:
        if "id" in kind.model.model_fields:
            for id, record in records[kind.plural].items():
                record["id"] = id
    return nodes, problems


def _read(
    file: SourceFile, languages: Sequence[str], records: Records, nodes: dict[str, dict[str, TableNode]]
) -> list[Problem]:
    text, problems = decode(file.path, file.shown_path, MAX_BYTES)
    if problems:
        return problems
    table = TABLES[file.stem.partition(".")[0]]
    rows = read_rows(text)
    try:
        line, header = next(rows, (1, []))
        found = TableFile(file, table, header)
        problems = _header_problems(found, line, languages)
        if problems:
            return problems
        parts, pick = parts_of(table, header, languages)
        owner, width, whole = header.index(table.owner), len(header), not table.rows[0].path
        for line, written in rows:
            cells = [restored(text) if "'" in text else text for text in written]
            if len(cells) != width:
                problems.append(_bad_width(found, line, len(cells)))
                continue
            part = pick(cells)
            if part is None:
                texts = sorted(text for each in parts for _, text in each.fixed)
                number = parts[0].fixed[0][0]
                expected = "one of " + ", ".join(texts)
                place = found.place(line, number)
                problems.append(Problem(place, "unknown-value", shown(cells[number]), expected))
                continue
            id = cells[owner]
            known = nodes[part.kind]
            node = known.get(id)
            if node is not None and whole and node.has_row:
                problems.append(_twice(found, line, owner, id, node))
                continue
            if node is None:
                data = records[part.kind][id] = {}
                node = known[id] = TableNode(part.kind, data)
            _, prefix = part.put(cells, records)
            node.note(prefix, found, line, part)
    except NoTableError as error:
        place = Location(file.shown_path, error.line)
        hint = 'a " inside a cell is written twice, and the cell then stands in quotes'
        return [*problems, Problem(place, "csv-syntax", shown(error), "a table as CSV", hint)]
    return problems


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


def _twice(file: TableFile, line: int, owner: int, id: str, node: TableNode) -> Problem:
    hint = f"it stands first in {node.location.path}, line {node.location.line}"
    return Problem(file.place(line, owner), "duplicate-id", shown(id), "each id once", hint)
