"""All tables of a content folder, read to records by kind and id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import zip_longest
from pathlib import Path

from generator.digests import digest_of
from generator.folder import TABLES, SourceFile
from generator.kinds import BY_PLURAL, KINDS
from generator.kinds.table import KEY
from generator.load import decode, decoded
from generator.model.base import Frozen
from generator.problems import Location, Problem, did_you_mean, shown
from generator.store.cells import NoTableError, read_rows, restored
from generator.store.nodes import MAX_BYTES, Row, TableFile, TableNode
from generator.store.rows import Part

RecordKey = tuple[str, str]
"""Plural of a record's kind, and its id."""
_Nodes = dict[str, dict[str, "TableNode"]]


class ReadTable:
    """A file of a table: its rows, and what is wrong with others. It is read when somebody asks.

    ``data`` gives its bytes, ``None`` for a file that can't be read, and ``digest`` tells these apart. ``known`` is the file that was
    there before, and ``records`` what an earlier run found in it.
    """

    def __init__(
        self,
        source: SourceFile,
        languages: Sequence[str],
        data: Callable[[], bytes | None],
        *,
        digest: str,
        known: TableFile | None = None,
        records: Iterable[RecordKey] | None = None,
    ) -> None:
        self.source, self.languages, self.digest = source, tuple(languages), digest
        self.give, self._known = data, known
        if records is not None:
            self.__dict__["records"] = records

    @cached_property
    def records(self) -> Iterable[RecordKey]:
        """Plural of the kind and id of each record that the file tells of, in the order of their first rows."""
        return dict.fromkeys((row.part.kind, row.id) for row in self.rows)

    @property
    def data(self) -> bytes | None:
        """Bytes of the file; ``None`` where it can't be read."""
        return self.give()

    @property
    def rows(self) -> Sequence[Row]:
        """Rows that can be read."""
        return self._read[1]

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the file."""
        return self._read[2]

    @property
    def file(self) -> TableFile | None:
        """The file with its header, where that can be read."""
        return self._read[0]

    @cached_property
    def _read(self) -> tuple[TableFile | None, Sequence[Row], Sequence[Problem]]:
        source, data = self.source, self.data
        if data is None:
            return None, (), decode(source.path, source.shown_path, MAX_BYTES)[1]
        text, problems = decoded(data, source.shown_path)
        if problems:
            return None, (), problems
        written = read_rows(text)
        rows: list[Row] = []
        try:
            line, header = next(written, (1, []))
            found = TableFile(source, TABLES[source.stem.partition(".")[0]], header, self.languages)
            problems = _header_problems(found, line, self.languages)
            if problems:
                return None, (), problems
            if (
                self._known and self._known.header == found.header
            ):  # its parts are the same objects, so equal rows are equal
                found = self._known
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
            place = Location(source.shown_path, error.line)
            hint = 'a " inside a cell is written twice, and the cell then stands in quotes'
            problems = [*problems, Problem(place, "csv-syntax", shown(error), "a table as CSV", hint)]
        return found, rows, problems


class TableReader:
    """Reads tables; one that reads them again after an edit gives the same node for each record whose rows are the same.

    ``files`` are those that it read last, ``nodes`` the records that it found, where nothing was wrong.
    """

    def __init__(
        self,
        files: Mapping[Path, ReadTable] = Frozen(),
        places: Mapping[RecordKey, Location] = Frozen(),
    ) -> None:
        """``files``, and ``places`` at which the records in them begin, are those of an earlier run."""
        self.files = files
        self.nodes: _Nodes = {kind.plural: {} for kind in KINDS} if files else {}
        rows = _RowsByRecord(files)
        for (plural, id), place in places.items():
            self.nodes[plural][id] = TableNode(_own_id(plural, id), place, partial(rows.of, (plural, id)))

    def read(
        self, files: Sequence[SourceFile], languages: Sequence[str]
    ) -> tuple[Mapping[str, Mapping[str, TableNode]], list[Problem]]:
        """Read all tables. Returns the records by plural of the kind and id, and all problems of reading."""
        order = {name: place for place, name in enumerate(TABLES)}
        in_order = sorted(files, key=lambda file: (order[file.stem.partition(".")[0]], file.stem))
        before, now = self.files, {}
        for file in in_order:
            now[file.path] = _read_again(file, languages, before.get(file.path))
        edited = {path for path, read in now.items() if read is not before.get(path)}
        known = self.nodes if before.keys() == now.keys() and all(before[path].file for path in edited) else {}
        if known and not edited:
            return known, []
        problems = [problem for read in now.values() for problem in read.problems]
        kept = {plural: {**of_kind} for plural, of_kind in known.items()}
        for plural, id in _told_anew((before[path], now[path]) for path in edited) if kept else ():
            kept[plural].pop(id, None)
        nodes: _Nodes = {kind.plural: {} for kind in KINDS}
        for read in now.values():
            for plural, id in read.records if kept else ():
                if id not in nodes[plural]:
                    nodes[plural][id] = kept[plural].get(id) or TableNode(_own_id(plural, id))
            problems += _put(read.rows, nodes, kept)
        # With problems some rows are in no node.
        self.files, self.nodes = now, {} if problems else nodes
        return nodes, problems


class _RowsByRecord:
    """Rows of files by the record of which they tell; they are read when somebody asks for the first."""

    def __init__(self, files: Mapping[Path, ReadTable]) -> None:
        self._files = files

    def of(self, key: RecordKey) -> Sequence[Row]:
        return self._all.get(key, ())

    @cached_property
    def _all(self) -> Mapping[RecordKey, Sequence[Row]]:
        found: dict[RecordKey, list[Row]] = {}
        for read in self._files.values():
            for row in read.rows:
                found.setdefault((row.part.kind, row.id), []).append(row)
        return found


def _own_id(plural: str, id: str) -> str:
    """The id that is part of a record's value, if it is."""
    return id if "id" in BY_PLURAL[plural].model.model_fields else ""


def _told_anew(edited: Iterable[tuple[ReadTable, ReadTable]]) -> set[RecordKey]:
    """Find the records of which a row is new, changed, moved or gone in files, each given as it was and as it is."""
    rows = (rows for old, new in edited for rows in zip_longest(old.rows, new.rows) if rows[0] != rows[1])
    return {(row.part.kind, row.id) for pair in rows for row in pair if row}


def _read_again(file: SourceFile, languages: Sequence[str], before: ReadTable | None) -> ReadTable:
    """Take a file; with the same bytes as ``before``, that is given back."""
    data = _bytes(file.path)
    digest = digest_of([data]) if data is not None else ""
    known = before if before and before.languages == tuple(languages) else None
    if known and known.digest == digest:
        known.give = partial(_given, data)  # what an earlier run kept may be gone
        return known
    return ReadTable(file, languages, partial(_given, data), digest=digest, known=known.file if known else None)


def _given(data: bytes | None) -> bytes | None:
    return data


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
            node = nodes[kind][id] = TableNode(_own_id(kind, id))
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
