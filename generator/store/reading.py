"""A file of a table, read to rows. One that was read before is read again only where somebody asks, or where it was edited."""

from __future__ import annotations

import io
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from generator.digests import digest_of
from generator.folder import TABLES, SourceFile
from generator.kinds.table import KEY, SEPARATOR, Table, are_pairs
from generator.load import decode, decoded
from generator.model.base import HIDDEN
from generator.problems import Location, Problem, did_you_mean, shown
from generator.store.cells import NoTableError, read_rows, restored
from generator.store.nodes import MAX_BYTES, Row, TableFile
from generator.store.rows import Part

RecordKey = tuple[str, str]
"""Plural of a record's kind, and its id."""


class Told(NamedTuple):
    """What a file in which nothing is wrong tells of: its records in the order of their first rows, and where its rows are.

    Of each row ``owners`` has the number of its record, and ``lines`` the line at which it begins.
    """

    records: tuple[RecordKey, ...]
    owners: Sequence[int]
    lines: Sequence[int]


class ReadTable:
    """A file of a table: its rows, and what is wrong with others. It is read when somebody asks.

    ``data`` gives its bytes, ``None`` for a file that can't be read, and ``digest`` tells these apart. ``known`` is the file that was
    there before, and ``told`` what an earlier run found in it when nothing was wrong.
    """

    def __init__(
        self,
        source: SourceFile,
        languages: Sequence[str],
        data: Callable[[], bytes | None],
        *,
        digest: str,
        known: TableFile | None = None,
        told: Told | None = None,
    ) -> None:
        self.source, self.languages, self.digest = source, tuple(languages), digest
        self.give, self._known = data, known
        self._is_right = told is not None
        if told is not None:
            self.__dict__["told"] = told

    @cached_property
    def told(self) -> Told:
        """What the rows that can be read tell of."""
        numbers: dict[RecordKey, int] = {}
        owners = array("I", (numbers.setdefault(_key(row), len(numbers)) for row in self.rows))
        return Told(tuple(numbers), owners, array("I", (row.line for row in self.rows)))

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
        return () if self._is_right else self._read[2]

    @cached_property
    def file(self) -> TableFile | None:
        """The file with its header, where it can be read to its end."""
        if not self._is_right or "_read" in self.__dict__:
            return self._read[0]
        # Only as far as is needed; of a file that an earlier run read, the bytes may be gone.
        text = io.TextIOWrapper(io.BytesIO(self.data or b""), "utf-8-sig", newline="")
        _, header = next(read_rows(text), (1, []))
        if self._known is None and header:
            self._known = TableFile(self.source, self.table, header, self.languages)
        return self._known

    @property
    def table(self) -> Table:
        """The table that the file holds rows of."""
        return TABLES[self.source.stem.partition(".")[0]]

    def rows_about(self, keys: Collection[RecordKey]) -> Sequence[Row]:
        """Rows that tell of some records; of a file that was read before only these are read."""
        numbers = sorted(number for key in keys for number in self._numbers.get(key, ()))
        if not self._is_right or "_read" in self.__dict__:
            return [self.rows[number] for number in numbers]
        if not numbers or self.file is None:  # the bytes that an earlier run kept are gone
            return ()
        reader, lines = _RowReader(self.file), self._lines
        pieces = [("".join(lines[self._span(number)]), self.told.lines[number]) for number in numbers]
        return [row for text, line in pieces for row in reader.read(text, line) or ()]

    @cached_property
    def _numbers(self) -> Mapping[RecordKey, Sequence[int]]:
        """Numbers of the rows by the record that they tell of."""
        of_record: list[list[int]] = [[] for _ in self.told.records]
        for number, owner in enumerate(self.told.owners):
            of_record[owner].append(number)
        return dict(zip(self.told.records, of_record, strict=True))

    @property
    def _text(self) -> str:
        return (self.data or b"").decode("utf-8-sig")

    @cached_property
    def _lines(self) -> Sequence[str]:
        return _lines_of(self._text)

    def _span(self, number: int) -> slice:
        """Places among the lines of those of a row."""
        lines = self.told.lines
        return slice(lines[number] - 1, lines[number + 1] - 1 if number + 1 < len(lines) else None)

    def edited(self, data: bytes | None) -> tuple[ReadTable, set[RecordKey]] | None:
        """Give the same file with other bytes, and the records of which these tell something else.

        Only what differs is read. ``None`` where that does not do: where something is wrong in it, records come or go, or
        rows move, since places are told by lines.
        """
        if data is None or self.problems or self.file is None:
            return None
        try:
            new = _lines_of(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return None
        old, told = self._lines, self.told
        differing = [number for number, (line, before) in enumerate(zip(new, old, strict=False)) if line != before]
        first = bisect_right(told.lines, differing[0] + 1) - 1 if differing else -1
        if len(new) != len(old) or first < 0:
            return None
        numbers = range(first, bisect_right(told.lines, differing[-1] + 1))
        spans = [self._span(number) for number in numbers]
        rows = _RowReader(self.file).read("".join(new[spans[0].start : spans[-1].stop]), spans[0].start + 1)
        same = [(told.lines[number], told.records[told.owners[number]]) for number in numbers]
        if rows is None or [(row.line, _key(row)) for row in rows] != same:
            return None
        self.file.__dict__.pop("lines", None)
        give, digest = partial(given, data), digest_of([data])
        found = ReadTable(self.source, self.languages, give, digest=digest, known=self.file, told=told)
        return found, {key for span, (_, key) in zip(spans, same, strict=True) if old[span] != new[span]}

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
        found = None
        try:
            line, header = next(written, (1, []))
            found = TableFile(source, self.table, header, self.languages)
            problems = _header_problems(found, line, self.languages)
            if problems:
                return None, (), problems
            if (
                self._known and self._known.header == found.header
            ):  # its parts are the same objects, so equal rows are equal
                found = self._known
                found.__dict__.pop("lines", None)
            reader = _RowReader(found)
            for line, cells in written:
                row = reader.row(line, cells)
                if isinstance(row, Row):
                    rows.append(row)
                else:
                    problems.append(row)
        except NoTableError as error:
            place = Location(source.shown_path, error.line)
            hint = 'a " inside a cell is written twice, and the cell then stands in quotes'
            problems = [*problems, Problem(place, "csv-syntax", shown(error), "a table as CSV", hint)]
            found = None  # nobody knows what else it says
        return found, rows, problems


class _RowReader:
    """Makes rows of a file from their cells."""

    def __init__(self, file: TableFile) -> None:
        self._file = file
        self._owner, self._width = file.header.index(file.table.owner), len(file.header)
        self._parts, self._pick = file.parts

    def row(self, line: int, cells: Sequence[str]) -> Row | Problem:
        """Give the row that begins at a line, or what is wrong with it."""
        if len(cells) != self._width:
            return _bad_width(self._file, line, len(cells))
        texts = [restored(text) if "'" in text else text for text in cells]
        part = self._pick(texts)
        if part is None:
            return _unknown_part(self._file, line, texts, self._parts)
        for number in (self._owner, *part.needed):
            if not texts[number]:
                found, expected = "an empty cell", f"the {self._file.header[number]}"
                return Problem(self._file.place(line, number), "missing-cell", found, expected)
        for number in part.pairs:
            if not are_pairs(texts[number]):
                return no_pairs(texts[number], self._file.place(line, number))
        return Row(self._file, line, texts, part, texts[self._owner])

    def read(self, text: str, first: int) -> list[Row] | None:
        """Read the rows of a piece of the file that begins at a line; ``None`` where something is wrong with it."""
        if HIDDEN.search(text):
            return None
        try:
            rows = [self.row(first - 1 + line, cells) for line, cells in read_rows(text)]
        except NoTableError:
            return None
        right = [row for row in rows if isinstance(row, Row)]
        return right if len(right) == len(rows) else None


def given(data: bytes | None) -> bytes | None:
    """Give what is known, as something to call."""
    return data


def _key(row: Row) -> RecordKey:
    return row.part.kind, row.id


def _lines_of(text: str) -> list[str]:
    """Lines with their ends, counted as the module ``csv`` does."""
    return list(io.StringIO(text, newline=""))


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
        if rows.has(column) and rows.path_of(column) == (KEY,) and not column.derived
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


def no_pairs(text: str, place: Location) -> Problem:
    """Say that a cell should hold pairs."""
    return Problem(place, "bad-pairs", shown(text), f"pairs such as start: working{SEPARATOR}full: expert")


def _bad_width(file: TableFile, line: int, count: int) -> Problem:
    expected = f"{len(file.header)}, as many as the header has"
    return Problem(
        Location(file.shown_path, line), "bad-row", f"{count} cells", expected, "a cell that holds a comma needs quotes"
    )
