"""What came of a content folder's tables, kept from one run to the next: to read and validate a labour market takes seconds.

In a folder of the user's cache lie the values of all records from tables (``base-...``, and in ``later`` what has changed since) and the
tables' bytes, by which the rows of an edit are told. They count where program, place and languages are the same, and each file only
while it is as it was written; else all is read as if there were none. Values are kept as Python pickles them. To read such a file
may run what stands in it, so the folder must be one that only this user may write.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from generator.content import Record
from generator.digests import digest_of, program_digest
from generator.folder import SourceFile
from generator.parse import ParsedFiles
from generator.problems import Location
from generator.store.tables import ReadTable, RecordKey, TableReader

LEAST_BYTES = 1_000_000
"""Smaller tables are read as fast as what was kept of them."""
_MOST_LATER = 1000
"""Records that may differ from the base before that is written anew."""
_LATER = "later"
_DIGEST_LENGTH = len(digest_of(()))

_Values = dict[RecordKey, tuple[Location, Any]]
"""Where a record begins, and its value."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept beside the base: the tables with the records that they tell of, what differs from the base, and all ids."""

    base: str
    tables: tuple[tuple[SourceFile, tuple[str, ...], str, tuple[RecordKey, ...]], ...]
    keys: tuple[RecordKey, ...]
    values: _Values
    ids: Mapping[str, tuple[str, ...]]


class Remembered:
    """The files of a content folder that were parsed before, in this run or an earlier one.

    ``cache`` is the user's unless another is named.
    """

    def __init__(self, content: Path, cache: Path | None = None) -> None:
        self._content = content.absolute()
        self._cache = cache
        self._parsed: ParsedFiles | None = None
        self._base: _Values = {}
        self._base_name = ""
        self._tables: tuple[ReadTable, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether nobody has asked for the files yet."""
        return self._parsed is None

    @property
    def parsed(self) -> ParsedFiles:
        """What is known of the files."""
        if self._parsed is None:
            folder = self._folder()
            self._parsed = (self._recalled(folder) if folder else None) or ParsedFiles()
        return self._parsed

    def keep(self) -> None:
        """Keep what came of the tables for the next run, where that is worth it; what can't be written is done without."""
        parsed = self.parsed
        tables = tuple(parsed.tables.files.values())
        if (
            tables == self._tables
            or not parsed.is_whole
            or sum(len(table.data or b"") for table in tables) < LEAST_BYTES
        ):
            return
        with suppress(OSError):
            folder = self._folder(make=True)
            if folder:
                self._write(folder, parsed, tables)

    # --- the folder

    def _folder(self, *, make: bool = False) -> Path | None:
        """Folder of what is kept; ``None`` where there is none, or others may write to it."""
        cache = self._cache or user_cache_path("rollenatlas")
        folder = cache / "tables" / digest_of([str(self._content)])
        try:
            if make:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = folder.stat()
        except OSError:
            return None
        is_own = os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
        return folder if is_own else None

    @property
    def _basis(self) -> str:
        """Digest of what values and messages depend on beside the tables: the program, and whence paths are shown."""
        return digest_of((program_digest(), str(Path.cwd()), str(self._content)))

    def _pickled(self, value: object) -> bytes:
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return digest_of([self._basis, data]).encode() + data

    def _read(self, path: Path) -> Any:
        """Read back what ``_pickled`` made; nothing where that is gone, damaged or made by another program, whose models are others."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        digest, rest = data[:_DIGEST_LENGTH], data[_DIGEST_LENGTH:]
        is_ours = digest == digest_of([self._basis, rest]).encode()
        return pickle.loads(rest) if is_ours else None  # noqa: S301 see the module's docstring

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
                    source, languages, partial(_bytes, folder, digest), digest=digest, records=records
                )
                for source, languages, digest, records in kept.tables
            },
            {key: place for key, (place, _) in values.items()},
        )
        self._tables = tuple(reader.files.values())
        parsed = ParsedFiles(reader)
        for (plural, id), (place, value) in values.items():
            parsed.of_tables[plural, id] = Record(id, value, place.path, reader.nodes[plural][id])
        parsed.linked = {
            plural: {id: parsed.of_tables.get((plural, id)) for id in ids} for plural, ids in kept.ids.items()
        }
        return parsed

    # --- writing

    def _write(self, folder: Path, parsed: ParsedFiles, tables: tuple[ReadTable, ...]) -> None:
        values = {key: (record.locate(), record.value) for key, record in parsed.of_tables.items()}
        later = {key: value for key, value in values.items() if not _is_same(self._base.get(key), value)}
        if len(later) > _MOST_LATER or not self._base_name:
            data = self._pickled(values)
            self._base, self._base_name, later = values, f"base-{digest_of([data])}", {}
            _replace(folder / self._base_name, data)
        for table in tables:
            path = folder / f"table-{table.digest}"
            if not path.exists():
                _replace(path, table.data or b"")
        kept = _Kept(
            base=self._base_name,
            tables=tuple((table.source, table.languages, table.digest, tuple(table.records)) for table in tables),
            keys=tuple(values),
            values=later,
            ids={plural: tuple(records) for plural, records in (parsed.linked or {}).items()},
        )
        _replace(folder / _LATER, self._pickled(kept))
        self._tables = tables
        _drop_others(folder, {_LATER, self._base_name, *(f"table-{table.digest}" for table in tables)})


def _is_same(known: tuple[Location, Any] | None, value: tuple[Location, Any]) -> bool:
    return known is not None and known[1] is value[1] and known[0] == value[0]


def _bytes(folder: Path, digest: str) -> bytes | None:
    """Bytes of a table as they were when it was kept; ``None`` where these are lost."""
    try:
        data = (folder / f"table-{digest}").read_bytes()
    except OSError:
        return None
    return data if digest_of([data]) == digest else None


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_bytes(data)
    new.replace(path)


def _drop_others(folder: Path, names: Iterable[str]) -> None:
    wanted = set(names)
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink(missing_ok=True)
