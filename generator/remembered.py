"""Cache of the records in a content folder's tables from one run to the next: to read and validate a labour market takes seconds.

A folder of the user's cache holds the values of all records from tables (``base-...``, and in ``later`` those changed since), the bytes
of the tables, by which the rows of an edit are found, and in ``checked`` what rules found in the tables as they then were. The cache is
used only if program, paths and languages are the same, and each file only if it is undamaged; else all tables are read anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from generator.cache import own_folder, pickled, read_value
from generator.content import Record, record_of
from generator.digests import digest_of, program_digest
from generator.folder import SourceFile
from generator.kinds import BY_PLURAL
from generator.parse import ParsedFiles
from generator.problems import Location, Problem
from generator.replacing import replace_file
from generator.store.reading import ReadTable, RecordKey, RowIndex
from generator.store.tables import TableReader

LEAST_BYTES = 1_000_000
"""Least size of all tables, in bytes, from which they are cached: smaller ones are read as fast as the cache."""
_MOST_LATER = 1000
"""Most records that may differ from the base; with more of them the base is written anew."""
_LATER, _CHECKED = "later", "checked"

_Values = dict[RecordKey, tuple[Location, Any, Mapping[str, str]]]
"""Values by record: the place where it begins, its value, and the digests of its fields."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Data of the file ``later``: the tables with their records, the values that differ from the base, and the ids of all records."""

    base: str
    tables: tuple[tuple[SourceFile, tuple[str, ...], str, RowIndex], ...]
    keys: tuple[RecordKey, ...]
    values: _Values
    ids: Mapping[str, tuple[str, ...]]


class Remembered:
    """Cache of the parsed files of a content folder, from this run or an earlier one.

    It lies in the user's cache folder unless ``cache`` names another.
    """

    def __init__(self, content: Path, cache: Path | None = None) -> None:
        self.content = content.absolute()
        self._cache = cache
        self._parsed: ParsedFiles | None = None
        self._base: _Values = {}
        self._base_name = ""
        self._tables: tuple[ReadTable, ...] = ()
        self._recalled_records: Mapping[RecordKey, Record[Any]] = {}
        self._recalled_tables: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether ``parsed`` has not been used yet."""
        return self._parsed is None

    @property
    def parsed(self) -> ParsedFiles:
        """The parsed files, at first those that an earlier run stored."""
        if self._parsed is None:
            folder = self._folder()
            self._parsed = (self._recalled(folder) if folder else None) or ParsedFiles()
        return self._parsed

    def keep(self) -> None:
        """Store the records of the tables for the next run if they have changed and ``is_worth_it``; errors of writing are ignored."""
        tables = self._read_tables
        if tables == self._tables or not self.is_worth_it:
            return
        with suppress(OSError):
            folder = self._folder(make=True)
            if folder:
                self._write(folder, self.parsed, tables)

    @property
    def _read_tables(self) -> tuple[ReadTable, ...]:
        return tuple(self.parsed.tables.files.values())

    @property
    def is_worth_it(self) -> bool:
        """Whether all records of the tables were read and linked, and the tables are large enough to be cached."""
        return self.parsed.is_whole and sum(len(table.data or b"") for table in self._read_tables) >= LEAST_BYTES

    # --- what rules found

    def clean_records(self, basis: str) -> Set[RecordKey]:
        """Return the records in which rules that look at each record on its own found nothing in an earlier run with the same basis.

        ``basis`` names all that those rules read besides the record. Records changed since are left out. The set is empty if
        records were added or removed, or if one has changed on whose kind other records depend (one that is not ``reviewed``).
        """
        folder = self._folder()
        checked = self._read(folder / _CHECKED) if folder and self._recalled_tables else None
        now = self.parsed.table_records
        if (
            checked is None
            or checked[:2] != (basis, self._recalled_tables)
            or now.keys() != self._recalled_records.keys()
        ):
            return frozenset()
        changed = {key for key, record in now.items() if record is not self._recalled_records[key]}
        if not all(BY_PLURAL[plural].reviewed for plural, _ in changed):
            return frozenset()
        problematic: Set[RecordKey] = checked[2]
        return now.keys() - changed - problematic

    def keep_checked(self, basis: str, problems: Iterable[Problem], others: Set[RecordKey] = frozenset()) -> None:
        """Store for the next run in which records of the tables rules found problems; ``others`` are to be checked again too."""
        if not self.is_worth_it:
            return
        found = others | {key for problem in problems for key in self._owners(problem.location)}
        digests = tuple(table.digest for table in self._read_tables)
        with suppress(OSError):
            folder = self._folder(make=True)
            if folder:
                replace_file(folder / _CHECKED, self._pickled((basis, digests, found)))

    def _owners(self, place: Location) -> Iterator[RecordKey]:
        """Yield the record to which the row at a place in a table belongs."""
        for table in self._read_tables:
            if table.source.shown_path == place.path:
                number = bisect_right(table.row_index.lines, place.line) - 1
                if number >= 0:
                    yield table.row_index.records[table.row_index.owners[number]]

    # --- the folder

    def _folder(self, *, make: bool = False) -> Path | None:
        return own_folder("tables", digest_of([str(self.content)]), cache=self._cache, make=make)

    @property
    def _basis(self) -> str:
        """Digest of what values and messages depend on besides the tables: the program, the content folder and the current folder."""
        return digest_of((program_digest(), str(Path.cwd()), str(self.content)))

    def _pickled(self, value: object) -> bytes:
        return pickled(value, self._basis)

    def _read(self, path: Path) -> Any:
        """Return the value that ``_pickled`` stored; ``None`` if another version of the program did, whose models may differ."""
        return read_value(path, self._basis)

    # --- reading

    def _recalled(self, folder: Path) -> ParsedFiles | None:
        kept = self._read(folder / _LATER)
        base = self._read(folder / kept.base) if kept else None
        if base is None:
            return None
        self._base, self._base_name = base, kept.base
        values = {key: kept.values.get(key) or base[key] for key in kept.keys}
        reader = TableReader(
            {
                source.path: ReadTable(
                    source, languages, partial(_bytes, folder, digest), digest=digest, row_index=row_index
                )
                for source, languages, digest, row_index in kept.tables
            },
            {key: place for key, (place, _, _) in values.items()},
        )
        self._tables = tuple(reader.files.values())
        parsed = ParsedFiles(reader)
        for (plural, id), (_, value, digests) in values.items():
            parsed.table_records[plural, id] = record_of(id, value, reader.nodes[plural][id], digests)
        self._recalled_records = dict(parsed.table_records)
        self._recalled_tables = tuple(table.digest for table in self._tables)
        parsed.linked = {
            plural: {id: parsed.table_records.get((plural, id)) for id in ids} for plural, ids in kept.ids.items()
        }
        return parsed

    # --- writing

    def _write(self, folder: Path, parsed: ParsedFiles, tables: tuple[ReadTable, ...]) -> None:
        values = {key: (record.locate(), record.value, record.digests) for key, record in parsed.table_records.items()}
        later = {key: value for key, value in values.items() if not _is_same(self._base.get(key), value)}
        if len(later) > _MOST_LATER or not self._base_name:
            data = self._pickled(values)
            self._base, self._base_name, later = values, f"base-{digest_of([data])}", {}
            replace_file(folder / self._base_name, data)
        for table in tables:
            path = folder / f"table-{table.digest}"
            if not path.exists():
                replace_file(path, table.data or b"")
        kept = _Kept(
            base=self._base_name,
            tables=tuple((table.source, table.languages, table.digest, table.row_index) for table in tables),
            keys=tuple(values),
            values=later,
            ids={plural: tuple(records) for plural, records in (parsed.linked or {}).items()},
        )
        replace_file(folder / _LATER, self._pickled(kept))
        self._tables = tables
        _drop_others(folder, {_LATER, _CHECKED, self._base_name, *(f"table-{table.digest}" for table in tables)})


def _is_same(known: tuple[Location, Any, object] | None, value: tuple[Location, Any, object]) -> bool:
    return known is not None and known[1] is value[1] and known[0] == value[0]


def _bytes(folder: Path, digest: str) -> bytes | None:
    """Return the bytes of a table as they were stored; ``None`` if the file is missing or damaged."""
    try:
        data = (folder / f"table-{digest}").read_bytes()
    except OSError:
        return None
    return data if digest_of([data]) == digest else None


def _drop_others(folder: Path, names: Iterable[str]) -> None:
    wanted = set(names)
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink(missing_ok=True)
