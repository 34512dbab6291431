"""Read the file of a table to rows. Of a file known from an earlier run, only rows that are asked for or were edited are read again."""

from __future__ import annotations

import io
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from generator.conflicts import merge_conflict
from generator.digests import digest_of
from generator.folder import TABLES_BY_NAME, SourceFile
from generator.kinds.table import KEY, SEPARATOR, Table, are_pairs
from generator.load import decode, decoded
from generator.model.base import HIDDEN
from generator.problems import Location, Problem, did_you_mean, shown
from generator.store.cells import NoTableError, read_rows, restored
from generator.store.nodes import MAX_TABLE_BYTES, ReadRow, TableFile
from generator.store.rows import RowLayout

RecordKey = tuple[str, str]
"""Plural of a record's kind, and its id."""


class RowIndex(NamedTuple):
    """An index of the rows of a file: its ``records`` in the order of their first rows, and two values for each row.

    ``owners`` has for each row the 0-based number of its record in ``records``, ``lines`` the 1-based line at which the row begins.
    """

    records: tuple[RecordKey, ...]
    owners: Sequence[int]
    lines: Sequence[int]


class ReadTable:
    """A file of a table with its valid rows and the problems of the others. It is read on first use.

    ``read_data`` returns the bytes of the file, or ``None`` if it can't be read; ``digest`` is their digest. ``known`` is the
    ``TableFile`` of an earlier reading. ``row_index`` is the index of an earlier reading that found no problem.
    """

    def __init__(
        self,
        source: SourceFile,
        languages: Sequence[str],
        read_data: Callable[[], bytes | None],
        *,
        digest: str,
        known: TableFile | None = None,
        row_index: RowIndex | None = None,
    ) -> None:
        self.source, self.languages, self.digest = source, tuple(languages), digest
        self.read_data, self._known = read_data, known
        self._is_right = row_index is not None
        if row_index is not None:
            self.__dict__["row_index"] = row_index

    @cached_property
    def row_index(self) -> RowIndex:
        """Index of the valid rows."""
        numbers: dict[RecordKey, int] = {}
        owners = array("I", (numbers.setdefault(_key(row), len(numbers)) for row in self.rows))
        return RowIndex(tuple(numbers), owners, array("I", (row.line for row in self.rows)))

    @property
    def data(self) -> bytes | None:
        """Bytes of the file; ``None`` if it can't be read."""
        return self.read_data()

    @property
    def rows(self) -> Sequence[ReadRow]:
        """Valid rows."""
        return self._read[1]

    @property
    def problems(self) -> Sequence[Problem]:
        """Problems of the file."""
        return () if self._is_right else self._read[2]

    @cached_property
    def file(self) -> TableFile | None:
        """The file with its header; ``None`` if the file can't be read to its end."""
        if not self._is_right or "_read" in self.__dict__:
            return self._read[0]
        # Read the header alone. The bytes of a file that an earlier run read may be missing.
        text = io.TextIOWrapper(io.BytesIO(self.data or b""), "utf-8-sig", newline="")
        _, header = next(read_rows(text), (1, []))
        if self._known is None and header:
            self._known = TableFile(self.source, self.table, header, self.languages)
        return self._known

    @property
    def table(self) -> Table:
        """The table whose rows the file holds, by the first part of its name."""
        return TABLES_BY_NAME[self.source.stem.partition(".")[0]]

    def rows_about(self, keys: Collection[RecordKey]) -> Sequence[ReadRow]:
        """Return the rows about some records; of a file with an index from an earlier run only these rows are read."""
        numbers = sorted(number for key in keys for number in self._numbers.get(key, ()))
        if not self._is_right or "_read" in self.__dict__:
            return [self.rows[number] for number in numbers]
        if not numbers or self.file is None:  # there is no file if the bytes that an earlier run kept are missing
            return ()
        reader, lines = _RowReader(self.file), self._lines
        pieces = [("".join(lines[self._span(number)]), self.row_index.lines[number]) for number in numbers]
        return [row for text, line in pieces for row in reader.read(text, line) or ()]

    @cached_property
    def _numbers(self) -> Mapping[RecordKey, Sequence[int]]:
        """0-based numbers of the rows by the record to which they belong."""
        of_record: list[list[int]] = [[] for _ in self.row_index.records]
        for number, owner in enumerate(self.row_index.owners):
            of_record[owner].append(number)
        return dict(zip(self.row_index.records, of_record, strict=True))

    @property
    def _text(self) -> str:
        return (self.data or b"").decode("utf-8-sig")

    @cached_property
    def _lines(self) -> Sequence[str]:
        return _lines_of(self._text)

    def _span(self, number: int) -> slice:
        """Return the slice of ``_lines`` that a row takes up."""
        lines = self.row_index.lines
        return slice(lines[number] - 1, lines[number + 1] - 1 if number + 1 < len(lines) else None)

    def edited(self, data: bytes | None) -> tuple[ReadTable, set[RecordKey]] | None:
        """Return the file with the new bytes ``data``, and the records whose rows differ in them; read only the rows that differ.

        Return ``None`` if the whole file has to be read: if the old or new rows have problems, or if the edit adds, removes or
        moves rows or changes their ids, since the index holds lines and record numbers.
        """
        if data is None or self.problems or self.file is None:
            return None
        try:
            new = _lines_of(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return None
        old, index = self._lines, self.row_index
        differing = [number for number, (line, before) in enumerate(zip(new, old, strict=False)) if line != before]
        first = bisect_right(index.lines, differing[0] + 1) - 1 if differing else -1
        if len(new) != len(old) or first < 0:
            return None
        numbers = range(first, bisect_right(index.lines, differing[-1] + 1))
        spans = [self._span(number) for number in numbers]
        rows = _RowReader(self.file).read("".join(new[spans[0].start : spans[-1].stop]), spans[0].start + 1)
        same = [(index.lines[number], index.records[index.owners[number]]) for number in numbers]
        if rows is None or [(row.line, _key(row)) for row in rows] != same:
            return None
        self.file.__dict__.pop("lines", None)
        read_data, digest = partial(already_read, data), digest_of([data])
        found = ReadTable(self.source, self.languages, read_data, digest=digest, known=self.file, row_index=index)
        return found, {key for span, (_, key) in zip(spans, same, strict=True) if old[span] != new[span]}

    @cached_property
    def _read(self) -> tuple[TableFile | None, Sequence[ReadRow], Sequence[Problem]]:
        source, data = self.source, self.data
        if data is None:
            return None, (), decode(source.path, source.shown_path, MAX_TABLE_BYTES)[1]
        text, problems = decoded(data, source.shown_path)
        if problems:
            return None, (), problems
        if separated := _wrong_separator(text, source.shown_path):
            return None, (), [separated]
        written = read_rows(text)
        rows: list[ReadRow] = []
        found = None
        try:
            line, header = next(written, (1, []))
            found = TableFile(source, self.table, header, self.languages)
            problems = _header_problems(found, line, self.languages)
            if problems:
                return None, (), problems
            if self._known and self._known.header == found.header:
                # Rows compare equal only if their layouts are the same objects, so the known file is used again.
                found = self._known
                found.__dict__.pop("lines", None)
            reader = _RowReader(found)
            for line, cells in written:
                row = reader.row(line, cells)
                if isinstance(row, ReadRow):
                    rows.append(row)
                else:
                    problems.append(row)
        except NoTableError as error:
            place = Location(source.shown_path, error.line)
            hint = 'a " inside a cell is written twice, and the cell then stands in quotes'
            problems = [*problems, Problem(place, "csv-syntax", shown(error), "a table as CSV", hint)]
            found = None  # the rows after the faulty one are unknown
        return found, rows, problems


class _RowReader:
    """A reader that makes the ``ReadRow`` objects of a file from cells."""

    def __init__(self, file: TableFile) -> None:
        self._file = file
        self._owner, self._width = file.header.index(file.table.owner), len(file.header)
        self._layouts, self._pick = file.layouts

    def row(self, line: int, cells: Sequence[str]) -> ReadRow | Problem:
        """Return the row that begins at ``line``, or the problem if it is not valid."""
        if len(cells) != self._width:
            return _bad_width(self._file, line, len(cells))
        texts = [restored(text) if "'" in text else text for text in cells]
        layout = self._pick(texts)
        if layout is None:
            return _unknown_layout(self._file, line, texts, self._layouts)
        for number in (self._owner, *layout.needed):
            if not texts[number]:
                found, expected = "an empty cell", f"the {self._file.header[number]}"
                return Problem(self._file.place(line, number), "missing-cell", found, expected)
        for number in layout.pairs:
            if not are_pairs(texts[number]):
                return no_pairs(texts[number], self._file.place(line, number))
        return ReadRow(self._file, line, texts, layout, texts[self._owner])

    def read(self, text: str, first: int) -> list[ReadRow] | None:
        """Return the rows in ``text``, a piece of the file that begins at line ``first``; ``None`` if any of it is not valid."""
        if HIDDEN.search(text) or merge_conflict(text, self._file.shown_path):
            return None
        try:
            rows = [self.row(first - 1 + line, cells) for line, cells in read_rows(text)]
        except NoTableError:
            return None
        right = [row for row in rows if isinstance(row, ReadRow)]
        return right if len(right) == len(rows) else None


def already_read(data: bytes | None) -> bytes | None:
    """Return ``data``; as a ``partial`` it is a function that returns known bytes and can be pickled."""
    return data


def _key(row: ReadRow) -> RecordKey:
    return row.layout.kind, row.id


def _lines_of(text: str) -> list[str]:
    """Return the lines with their line ends, split as the module ``csv`` counts them."""
    return list(io.StringIO(text, newline=""))


def _unknown_layout(file: TableFile, line: int, cells: Sequence[str], layouts: Sequence[RowLayout]) -> Problem:
    texts = sorted(text for layout in layouts for _, text in layout.fixed)
    number = layouts[0].fixed[0][0]
    return Problem(file.place(line, number), "unknown-value", shown(cells[number]), "one of " + ", ".join(texts))


def _wrong_separator(text: str, path: str) -> Problem | None:
    """Return the problem of a header whose columns are separated by semicolons or tabs, as spreadsheets may save them, or ``None``."""
    header = text.partition("\n")[0]
    separator = next((char for char in ";\t" if char in header and "," not in header), None)
    if separator is None:
        return None
    place = Location(path, 1, header.index(separator) + 1)
    found = f"columns that are separated by {'tabs' if separator == chr(9) else shown(separator)}"
    hint = "save the table with commas (LibreOffice asks for the separator; Excel takes that of the system's region)"
    return Problem(place, "wrong-separator", found, "columns that are separated by commas", hint)


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
    """Return the problem of a cell that should hold pairs and does not."""
    return Problem(place, "bad-pairs", shown(text), f"pairs such as start: working{SEPARATOR}full: expert")


def _bad_width(file: TableFile, line: int, count: int) -> Problem:
    expected = f"{len(file.header)}, as many as the header has"
    return Problem(
        Location(file.shown_path, line), "bad-row", f"{count} cells", expected, "a cell that holds a comma needs quotes"
    )
