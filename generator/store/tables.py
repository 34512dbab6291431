"""Read all tables of a content folder to records by kind and id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from generator.digests import digest_of
from generator.folder import TABLES_BY_NAME, SourceFile
from generator.kinds import BY_PLURAL, KINDS
from generator.kinds.table import Table
from generator.model.base import Frozen
from generator.problems import Location, Problem, shown
from generator.store.nodes import MAX_TABLE_BYTES, ReadRow, TableNode
from generator.store.reading import ReadTable, RecordKey, RowIndex, already_read

_Nodes = dict[str, dict[str, TableNode]]


class ReadPart(NamedTuple):
    """The records of some kinds alone, and the problems found; the rows of ``files`` without these kinds are not read yet."""

    files: Mapping[Path, ReadTable]
    nodes: _Nodes
    problems: list[Problem]

    def indexes(self, plural: str) -> dict[Path, tuple[str, RowIndex | None]]:
        """Return the digest of each file with rows of a kind, and its index if it has no rows of other kinds."""
        return {
            path: (read.digest, read.row_index if kinds_in(read.table) == {plural} else None)
            for path, read in self.files.items()
            if plural in kinds_in(read.table)
        }


class TableReader:
    """A reader of tables that, after an edit, returns the same node object for each record whose rows are unchanged.

    ``files`` are the files of the last reading by path, ``nodes`` its records; ``nodes`` is empty if the reading found a problem.
    """

    def __init__(
        self,
        files: Mapping[Path, ReadTable] = Frozen(),
        places: Mapping[RecordKey, Location] = Frozen(),
    ) -> None:
        """Take the ``files`` of an earlier run, and the ``places`` at which the records in them begin."""
        self.files = files
        self.nodes: _Nodes = _no_nodes() if files else {}
        for (plural, id), place in places.items():
            self.nodes[plural][id] = _node_at(files, plural, id, place)

    def read(self, files: Sequence[SourceFile], languages: Sequence[str]) -> tuple[_Nodes, list[Problem]]:
        """Read all tables; return the records by plural of the kind and id, and all problems found."""
        before, now, anew = self.files, {}, set[RecordKey]()
        for file in _in_order(files):
            now[file.path], differing = _read_again(file, languages, before.get(file.path))
            anew |= differing
        edited = {path for path, read in now.items() if read is not before.get(path)}
        known = self.nodes if before.keys() == now.keys() and all(before[path].file for path in edited) else {}
        if known and not edited:
            return known, []
        problems = [problem for read in now.values() for problem in read.problems]
        kept = {
            plural: {id: node for id, node in of_kind.items() if (plural, id) not in anew}
            for plural, of_kind in known.items()
        }
        nodes = _no_nodes()
        for read in now.values():
            for plural, id in read.row_index.records if kept else ():
                if id not in nodes[plural]:
                    nodes[plural][id] = kept[plural].get(id) or TableNode(_own_id(plural, id))
            problems += _put(read.rows_about(anew) if kept else read.rows, nodes, kept)
        for kind in _kinds_unread(now.values()) if problems else ():
            nodes[kind] = {}
        # Rows with problems are missing from the nodes, so the nodes must not be used again.
        self.files, self.nodes = now, {} if problems else nodes
        return nodes, problems

    def join(
        self,
        part: ReadPart,
        plural: str,
        places: Mapping[str, Location],
        indexes: Mapping[Path, tuple[str, RowIndex | None]],
    ) -> bool:
        """Take over a part that is without problems, and the records of another kind, which another process has read.

        ``places`` are the places of these records by id; their rows are read when they are first needed. Returns false if a file is
        not the same as the other process has read.
        """
        files = dict(part.files)
        for path, (digest, row_index) in indexes.items():
            read = files[path]
            if read.digest != digest:
                return False
            if row_index is not None:
                files[path] = ReadTable(read.source, read.languages, read.read_data, digest=digest, row_index=row_index)
        of_kind = {id: _node_at(files, plural, id, place) for id, place in places.items()}
        self.files, self.nodes = files, {**part.nodes, plural: of_kind}
        return True


def read_part(files: Sequence[SourceFile], languages: Sequence[str], plurals: Set[str]) -> ReadPart:
    """Read the records of some kinds alone."""
    known = {file.path: _read_again(file, languages, None)[0] for file in _in_order(files)}
    nodes, problems = _no_nodes(), list[Problem]()
    for read in known.values():
        if kinds_in(read.table) & plurals:
            problems += read.problems
            problems += _put((row for row in read.rows if row.layout.kind in plurals), nodes, {})
    return ReadPart(known, nodes, problems)


def kinds_in(table: Table) -> set[str]:
    """Return the plurals of the kinds that have rows in a table."""
    return {rows.kind for rows in table.rows}


def _in_order(files: Iterable[SourceFile]) -> list[SourceFile]:
    """Return the files in the order in which the tables are declared."""
    order = {name: place for place, name in enumerate(TABLES_BY_NAME)}
    return sorted(files, key=lambda file: (order[file.stem.partition(".")[0]], file.stem))


def _no_nodes() -> _Nodes:
    return {kind.plural: {} for kind in KINDS}


def _node_at(files: Mapping[Path, ReadTable], plural: str, id: str, place: Location) -> TableNode:
    """Return a record that is known to begin at a place, whose rows are read when they are first needed."""
    return TableNode(_own_id(plural, id), place, partial(_rows_about, files, (plural, id)))


def _kinds_unread(files: Iterable[ReadTable]) -> set[str]:
    """Return the plurals of the kinds that have rows in a file that can't be read to its end: their records are incomplete."""
    return {plural for read in files if read.file is None for plural in kinds_in(read.table)}


def _own_id(plural: str, id: str) -> str:
    """Return the id if records of the kind contain their id, otherwise an empty text."""
    return id if "id" in BY_PLURAL[plural].model.model_fields else ""


def _rows_about(files: Mapping[Path, ReadTable], key: RecordKey) -> Iterator[ReadRow]:
    for read in files.values():
        yield from read.rows_about((key,))


def _read_again(
    file: SourceFile, languages: Sequence[str], before: ReadTable | None
) -> tuple[ReadTable, set[RecordKey]]:
    """Read a file; return it and the records whose rows differ from ``before``, which are none if ``before`` is ``None``.

    If the bytes are the same, return ``before`` itself.
    """
    data = _bytes(file.path)
    digest = digest_of([data]) if data is not None else ""
    known = before if before and before.languages == tuple(languages) else None
    if known and known.digest == digest:
        known.read_data = partial(already_read, data)  # the bytes that an earlier run kept may be missing
        return known, set()
    if known and (edited := known.edited(data)):
        return edited
    read = ReadTable(file, languages, partial(already_read, data), digest=digest, known=known.file if known else None)
    if before is None:
        return read, set()
    rows = zip_longest(before.rows, read.rows)
    return read, {(row.layout.kind, row.id) for pair in rows if pair[0] != pair[1] for row in pair if row}


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= MAX_TABLE_BYTES else None
    except OSError:
        return None


def _put(rows: Iterable[ReadRow], nodes: _Nodes, kept: _Nodes) -> Iterator[Problem]:
    """Add rows of a file to the nodes of records that are not ``kept``; yield a problem for each own row of a record after the first."""
    for row in rows:
        kind, id = row.layout.kind, row.id
        if kept and id in kept[kind]:
            continue
        node = nodes[kind].get(id)
        if node is None:
            node = nodes[kind][id] = TableNode(_own_id(kind, id))
        if row.layout.is_whole and node.has_row:
            yield _twice(row, node)
        else:
            node.add(row)


def _twice(row: ReadRow, node: TableNode) -> Problem:
    hint = f"it stands first in {node.location.path}, line {node.location.line}"
    place = row.file.place(row.line, row.file.header.index(row.file.table.owner))
    return Problem(place, "duplicate-id", shown(row.id), "each id once", hint)
