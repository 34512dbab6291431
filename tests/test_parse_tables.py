"""Large tables are read by two processes, which say the same as one."""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import parse_tables
from generator.folder import SourceFile, find_files
from generator.parse_tables import kind_apart
from generator.pipeline import load_linked
from generator.remembered import Remembered
from generator.store.reading import RowIndex
from generator.store.tables import TableReader, read_part
from generator.workers import Worker
from tests.atlas import Atlas
from tests.test_remembered import edits, seen
from tests.test_store import in_tables


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which each start of a second process adds the plural of the kind that it reads."""
    started: list[str] = []

    def counted(function: Callable[..., object], *arguments: object) -> Worker[object]:
        started.append(str(arguments[-1]))
        return Worker(function, *arguments)

    monkeypatch.setattr(parse_tables, "Worker", counted)
    return started


@pytest.fixture
def read_alone(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list to which each reading of all tables by this process adds their number."""
    counts: list[int] = []
    real = TableReader.read

    def read(reader: TableReader, files: list[SourceFile], languages: tuple[str, ...]) -> object:
        counts.append(len(files))
        return real(reader, files, languages)

    monkeypatch.setattr(TableReader, "read", read)
    return counts


@pytest.mark.parametrize("plural", ["roles", "skills"])
def test_two_processes_read_what_one_reads(
    atlas: Atlas,
    plural: str,
    tmp_path: Path,
    workers: list[str],
    read_alone: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Records, places and problems are the same, at once and after edits of what two processes have read."""
    in_tables(atlas, atlas.catalog())
    two = Remembered(atlas.root, tmp_path / "two")
    states: Counter[bool] = Counter()
    for act in edits(atlas.root / "tables", random.Random(plural), 20):
        monkeypatch.setattr(parse_tables, "kind_apart", lambda files: "")
        alone = seen(atlas, Remembered(atlas.root, tmp_path / "one"))
        monkeypatch.setattr(parse_tables, "kind_apart", lambda files: plural)
        read_alone.clear()
        assert seen(atlas, Remembered(atlas.root, tmp_path / "three")) == alone, act
        assert bool(read_alone) is bool(alone[1])  # only problems are looked for again
        assert seen(atlas, two) == alone, act
        states[bool(alone[1])] += 1
    assert min(states[True], states[False]) > 3
    assert workers == [plural] * 21


def test_digests_are_the_same(atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_tables(atlas, atlas.catalog())
    digests = []
    for plural in ("", "roles"):
        monkeypatch.setattr(parse_tables, "kind_apart", lambda files, plural=plural: plural)
        records = load_linked(atlas.root, Remembered(atlas.root, tmp_path)).content.records
        digests.append({(kind, id): record.digests for kind in records for id, record in records[kind].items()})
    assert digests[0] == digests[1]


@pytest.mark.parametrize("failure", ["killed", "not started"])
def test_if_the_other_process_fails_this_one_reads_all(
    atlas: Atlas, failure: str, tmp_path: Path, read_alone: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_tables(atlas, atlas.catalog())
    alone = seen(atlas, Remembered(atlas.root, tmp_path))
    monkeypatch.setattr(parse_tables, "kind_apart", lambda files: "roles")
    if failure == "killed":
        monkeypatch.setattr(parse_tables, "_read_apart", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    else:
        monkeypatch.setattr(parse_tables, "Worker", not_started)
    read_alone.clear()
    assert seen(atlas, Remembered(atlas.root, tmp_path)) == alone
    assert len(read_alone) == 1


def not_started(*_: object) -> None:
    """Fail as a system does that has no more processes."""
    raise BlockingIOError(errno.EAGAIN, "no more processes")


def test_a_file_that_changes_between_two_readings_is_not_taken_over(atlas: Atlas) -> None:
    in_tables(atlas, atlas.catalog())
    files = tables(atlas)
    others, apart = read_part(files, ("en",), {"roles"}), read_part(files, ("en",), {"skills"})
    indexes = apart.indexes("skills")
    (changed, (digest, index)) = next(iter(indexes.items()))
    wrong: dict[Path, tuple[str, RowIndex | None]] = {**indexes, changed: (f"{digest}0", index)}
    assert not TableReader().join(others, "skills", {}, wrong)
    assert TableReader().join(others, "skills", {}, indexes)


def tables(atlas: Atlas) -> list[SourceFile]:
    """Return the files with tables."""
    return [file for file in find_files(atlas.root)[0] if file.folder == "tables"]


@pytest.mark.parametrize(
    ("sizes", "apart"),
    [
        ({"roles": 3, "requirements": 3, "skills": 5}, "roles"),
        ({"roles": 3, "requirements": 1, "skills": 5}, "skills"),
        ({"roles": 9, "skills": 1}, ""),  # the other process would have nothing to do
        ({"roles": 1, "skills": 1}, ""),
        ({"sources": 9, "skills": 9, "roles": 1}, ""),  # both processes read files with rows of several kinds
        ({}, ""),
    ],
)
def test_the_kind_with_most_bytes_is_read_apart(
    tmp_path: Path, sizes: dict[str, int], apart: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse_tables, "LEAST_BYTES", 2)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    files = []
    for name, size in sizes.items():
        path = tmp_path / f"{name}.esco.csv"
        path.write_bytes(b"x" * size)
        files.append(SourceFile("tables", path.stem, path, path.name))
    assert kind_apart(files) == apart
    for module, name, value in (
        (os, "sched_getaffinity", lambda process: {0}),
        (threading, "active_count", lambda: 2),
        (sys, "platform", "darwin"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, value)
            assert kind_apart(files) == ""
