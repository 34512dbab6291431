"""Validate the records in tables. Of large tables a second process reads the kind with most bytes, while this one reads the others."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from generator.content import Record, record_of
from generator.explain import bad_id, reserved_id, validate
from generator.folder import TABLES_BY_NAME, SourceFile
from generator.kinds import BY_PLURAL, KINDS
from generator.kinds.kind import Place
from generator.problems import Location, Problem, shown
from generator.store.nodes import TableNode
from generator.store.reading import RecordKey, RowIndex
from generator.store.shared import SharedParts
from generator.store.tables import TableReader, kinds_in, read_part
from generator.workers import Worker, WorkerError

LEAST_BYTES = 4_000_000
"""Least size in bytes of the files of the kind that is read apart, and of those of the other kinds: less is read sooner than sent."""
_Records = dict[str, dict[str, Record[Any]]]
TableRecords = dict[RecordKey, Record[Any]]
"""Records from tables in which no problem was found."""


class _Sent(NamedTuple):
    """What the second process sends of the records of its kind, by id: places, and values with the digests of their fields.

    ``indexes`` is what ``ReadPart.indexes`` returns about its files.
    """

    places: Mapping[str, Location]
    values: Mapping[str, tuple[Any, Mapping[str, str]]]
    indexes: Mapping[Path, tuple[str, RowIndex | None]]


def add_from_tables(
    files: Sequence[SourceFile],
    languages: tuple[str, ...],
    records: _Records,
    reader: TableReader,
    before: TableRecords,
) -> tuple[TableRecords, list[Problem]]:
    """Validate the records in tables and add them to ``records``, which holds those from other files.

    ``before`` are the records of the reader's last reading; a record with the same node is taken over. Returns the records without
    problems, and the problems.
    """
    apart = "" if reader.files else kind_apart(files)
    if apart and (sound := _add_in_two_processes(files, languages, records, reader, apart)):
        return sound, []
    nodes, problems = reader.read(files, languages)
    sound, faults = _add(nodes, languages, records, before)
    return sound, problems + faults


def kind_apart(files: Iterable[SourceFile]) -> str:
    """Return the plural of the kind whose files a second process reads: the one with most bytes, or an empty text if it is not worth it.

    It is worth it only on Linux, where processes are forked, which is safe while there is a single thread. Files with rows of several
    kinds are read by both processes and do not count.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2 or threading.active_count() > 1:
        return ""
    sizes: Counter[str] = Counter()
    for file in files:
        of_kinds = kinds_in(TABLES_BY_NAME[file.stem.partition(".")[0]])
        if len(of_kinds) == 1:
            with suppress(OSError):  # its problem is found where it is read
                sizes[of_kinds.pop()] += file.path.stat().st_size
    first, most = next(iter(sizes.most_common(1)), ("", 0))
    return first if min(most, sizes.total() - most) >= LEAST_BYTES else ""


def _add_in_two_processes(
    files: Sequence[SourceFile], languages: tuple[str, ...], records: _Records, reader: TableReader, apart: str
) -> TableRecords:
    """Do what ``add_from_tables`` does while another process reads one kind; return no records and add none if there is any problem.

    The problems are then found by reading all tables here: which of them count depends on what else can't be read.
    """
    try:
        worker = Worker(_read_apart, files, languages, apart)
    except OSError:  # no process or no memory is left
        return {}
    try:
        part = read_part(files, languages, {kind.plural for kind in KINDS if kind.plural != apart})
        filled = {plural: {**of_kind} for plural, of_kind in records.items()}
        others, faults = _add(part.nodes, languages, filled, {})
        if part.problems or faults:
            return {}
        for record in others.values():
            _ = record.digests  # a build and the cache need them, and the other process is mostly still reading
        sent = worker.result()
    except WorkerError:  # whatever failed there also fails here, with its own message, or not at all
        return {}
    finally:
        worker.stop()
    if sent is None or not reader.join(part, apart, sent.places, sent.indexes):
        return {}
    nodes = {apart: reader.nodes[apart]}
    known = {
        (apart, id): record_of(id, value, nodes[apart][id], digests) for id, (value, digests) in sent.values.items()
    }
    own, faults = _add(nodes, languages, filled, known)
    if faults:
        return {}
    records.update(filled)
    return {**others, **own}


def _read_apart(files: Sequence[SourceFile], languages: tuple[str, ...], plural: str) -> _Sent | None:
    """Read and validate the records of a kind; return ``None`` if there is any problem."""
    part = read_part(files, languages, {plural})
    sound, faults = _add(part.nodes, languages, {kind.plural: {} for kind in KINDS}, {})
    if part.problems or faults:
        return None
    places = {id: record.locate() for (_, id), record in sound.items()}
    values = {id: (record.value, record.digests) for (_, id), record in sound.items()}
    return _Sent(places, values, part.indexes(plural))


def _add(
    nodes: Mapping[str, Mapping[str, TableNode]],
    languages: tuple[str, ...],
    records: _Records,
    before: TableRecords,
) -> tuple[TableRecords, list[Problem]]:
    """Validate the records that were read and add them to ``records``; return those without problems, and the problems."""
    sound: TableRecords = {}
    problems: list[Problem] = []
    parts = SharedParts()
    for plural, of_kind in nodes.items():
        kind, known = BY_PLURAL[plural], records[plural]
        for id, node in of_kind.items():
            same = before.get((plural, id))
            if same is not None and same.node is node and id not in known:
                known[id] = sound[plural, id] = same
                continue
            place = node.location
            if id in known:
                hint = f"it stands in {known[id].path} too"
                problems.append(Problem(place, "duplicate-id", shown(id), "each id once", hint))
                continue
            own = "id" in kind.model.model_fields  # the model validates it then
            found = reserved_id(id, place) if own else bad_id(id, place)
            value, faults = validate(node, (), node.plain(), kind.model, languages)
            problems += (*found, *faults)
            if value is not None:
                known[id] = Record(id, parts.shared(value), place.path, node)
                if not (found or faults):
                    sound[plural, id] = known[id]
        if kind.place is Place.FOLDER and of_kind:
            records[plural] = dict(sorted(known.items()))
    return sound, problems
