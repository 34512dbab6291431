"""Cached tables, of the same run or an earlier one: loading with the cache gives the same records and problems as reading all tables."""

from __future__ import annotations

import pickle
import random
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator import explain, parse_tables, pipeline, remembered
from generator.derive.facts import Facts
from generator.model.marks import Ref, find
from generator.model.plain import plain
from generator.pipeline import faults_at_once, load_linked
from generator.problems import ContentError, Problem
from generator.remembered import Remembered
from generator.rules import check
from generator.store import reading
from generator.store.nodes import ReadRow
from tests.atlas import TODAY, Atlas
from tests.test_store import MAP, NEEDS, in_tables


def seen(atlas: Atlas, remembered: Remembered) -> tuple[object, list[Problem]]:
    """Return the records of a content folder with the places of their fields, or ``None`` with the problems."""
    try:
        records = load_linked(atlas.root, remembered).content.records
    except ContentError as error:
        return None, list(error.problems)
    told = [
        (
            plural,
            id,
            plain(record.value),
            record.locate(),
            [record.locate(*path) for path, *_ in find(record.value, Ref)],
            record.written(),
        )
        for plural, of_kind in records.items()
        for id, record in of_kind.items()
    ]
    return told, []


def edits(folder: Path, chance: random.Random, count: int) -> Iterator[str]:
    """Edit the tables in a folder ``count`` times by chance, sometimes put them back, and yield what was done."""
    tables = sorted(folder.iterdir())
    whole = {path: path.read_bytes() for path in tables}
    for number in range(count):
        path = chance.choice(tables)
        lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
        at, other = chance.randrange(len(lines) or 1), chance.randrange(len(lines) or 1)
        act = chance.choice(["word", "word", "twice", "gone", "swap", "cell", "away", "back", "back", "back"])
        if act == "back" or not lines:
            for each, data in whole.items():
                each.write_bytes(data)
        elif act == "away":
            path.unlink()
        else:
            if act == "word":
                lines[at] = lines[at].replace(b"e", b"ee" if number % 2 else b"", 1)
            elif act == "twice":
                lines.insert(other, lines[at])
            elif act == "gone":
                del lines[at]
            elif act == "swap":
                lines[at], lines[other] = lines[other], lines[at]
            else:
                lines[at] = lines[at].rstrip(b"\n") + b",\n"
            path.write_bytes(b"".join(lines))
        yield act


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.audit) for seed in (1, 2))])
def test_tables_read_again_after_edits_say_what_tables_say_that_are_read_at_first(
    atlas: Atlas, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache gives the same in the same run and in later ones, which use what an earlier run kept of its last good state."""
    monkeypatch.setattr(remembered, "LEAST_BYTES", 0)
    in_tables(atlas, atlas.catalog())
    cache, none = tmp_path / "cache", tmp_path / "none"
    chance, known = random.Random(seed), Remembered(atlas.root, cache)
    recalled = 0
    states: Counter[bool] = Counter()
    for act in edits(atlas.root / "tables", chance, 60):
        found, problems = seen(atlas, known)
        assert (found, problems) == seen(atlas, Remembered(atlas.root, none)), act
        states[bool(problems)] += 1
        if not problems and chance.random() < 0.7:
            known.keep()
        if chance.random() < 0.3:
            known = Remembered(atlas.root, cache)
            recalled += bool(known.parsed.table_records)
    assert min(states[True], states[False], recalled) > 10
    assert not none.exists() or not any(none.rglob("*"))


def test_a_record_whose_rows_are_the_same_is_the_same_object(atlas: Atlas, tmp_path: Path) -> None:
    in_tables(atlas, atlas.catalog())
    known = Remembered(atlas.root, tmp_path)
    before = load_linked(atlas.root, known).content.records
    text = atlas.read(MAP)
    atlas.write(MAP, text.replace("Map maker", "Chart maker"))
    after = load_linked(atlas.root, known).content.records
    others = {
        (plural, id)
        for plural, of_kind in after.items()
        for id, record in of_kind.items()
        if record is not before[plural][id]
    }
    assert others == {("roles", "map-maker")}


@pytest.fixture
def kept(atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the cache folder of a first run that has kept the atlas's tables."""
    monkeypatch.setattr(remembered, "LEAST_BYTES", 0)
    in_tables(atlas, atlas.catalog())
    first = Remembered(atlas.root, tmp_path / "cache")
    load_linked(atlas.root, first)
    first.keep()
    (folder,) = (tmp_path / "cache/tables").iterdir()
    return folder


def recalls(atlas: Atlas, kept: Path) -> bool:
    """Return whether a later run finds cached records; assert that it reads the same as a run without a cache."""
    later = Remembered(atlas.root, kept.parents[1])
    found = bool(later.parsed.table_records)
    assert seen(atlas, later) == seen(atlas, Remembered(atlas.root, kept / "none"))
    return found


def test_a_later_run_validates_only_what_has_changed(atlas: Atlas, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    validated: list[object] = []
    real = explain.validate

    def counted(node: Any, prefix: Any, data: Any, *more: Any) -> Any:
        validated.append(data.get("title"))
        return real(node, prefix, data, *more)

    later = Remembered(atlas.root, kept.parents[1])
    later.parsed  # noqa: B018 what this reads is read before the count
    monkeypatch.setattr(parse_tables, "validate", counted)
    atlas.write(MAP, atlas.read(MAP).replace("Map maker", "Chart maker"))
    load_linked(atlas.root, later)
    table_records = [title for title in validated if isinstance(title, dict) and "Chart maker" in title.values()]
    assert len(table_records) == 1
    assert not any(isinstance(title, dict) and "Night porter" in title.values() for title in validated)


def test_a_folder_named_from_where_one_stands_is_the_same(
    atlas: Atlas, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``check`` gets ``content`` and a build the whole path; each must find what the other has kept."""
    monkeypatch.chdir(atlas.root.parent)
    for folder in (atlas.root, Path(atlas.root.name)):
        run = Remembered(folder, kept.parents[1])
        load_linked(folder, run)
        run.keep()
    before = (kept / "later").stat().st_mtime_ns
    last = Remembered(atlas.root, kept.parents[1])
    load_linked(atlas.root, last)
    last.keep()
    assert (kept / "later").stat().st_mtime_ns == before


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which each row that is read adds the id of its record."""
    ids: list[str] = []
    real = reading._RowReader.row

    def noted(self: Any, line: int, cells: Any) -> Any:
        row = real(self, line, cells)
        ids.append(row.id if isinstance(row, ReadRow) else "")
        return row

    monkeypatch.setattr(reading._RowReader, "row", noted)
    return ids


def test_of_a_table_edited_in_place_only_the_rows_of_what_was_edited_are_read(
    atlas: Atlas, kept: Path, read: list[str]
) -> None:
    read.clear()
    table = atlas.root / MAP
    table.write_bytes(table.read_bytes().replace(b"Map maker", b"Chart maker"))
    load_linked(atlas.root, Remembered(atlas.root, kept.parents[1]))
    assert set(read) == {"map-maker"}


def test_to_list_all_faults_only_the_rows_of_what_was_edited_are_read(
    atlas: Atlas, kept: Path, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The faults are the same as those found without a cache."""
    table = atlas.root / NEEDS
    before, _, after = table.read_bytes().partition(b'"essential"')
    table.write_bytes(before + b'"esential"' + after)
    owner = before.splitlines()[-1].split(b'"')[1].decode()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    faults = faults_at_once(atlas.root)
    assert [fault.found for fault in faults] == ['"esential"']
    monkeypatch.setattr(pipeline, "Remembered", partial(Remembered, cache=kept.parents[1]))
    read.clear()
    assert faults_at_once(atlas.root) == faults
    assert set(read) == {owner}


@pytest.mark.parametrize("name", ["later", "base-", "table-"])
@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_what_is_damaged_counts_for_nothing(atlas: Atlas, kept: Path, name: str, damage: str) -> None:
    assert recalls(atlas, kept)
    for path in [path for path in kept.iterdir() if path.name.startswith(name)]:
        if damage == "gone":
            path.unlink()
        else:
            data = path.read_bytes()
            path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    text = atlas.read(MAP)
    atlas.write(MAP, text.replace("Map maker", "Chart maker"))
    recalls(atlas, kept)
    atlas.write(MAP, "".join(text.splitlines(keepends=True)[:-1]))
    recalls(atlas, kept)


def test_a_folder_that_others_may_write_to_is_not_read(atlas: Atlas, kept: Path) -> None:
    kept.chmod(0o770)
    assert not recalls(atlas, kept)
    kept.chmod(0o700)
    assert recalls(atlas, kept)


@pytest.mark.parametrize("what", ["program", "folder"])
def test_of_another_program_or_seen_from_another_folder_nothing_counts(
    what: str, atlas: Atlas, kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if what == "program":
        monkeypatch.setattr(remembered, "program_digest", lambda: "another")
    else:
        monkeypatch.chdir(tmp_path)
    assert not recalls(atlas, kept)


def test_nothing_is_left_of_what_no_run_needs(atlas: Atlas, kept: Path) -> None:
    for number in range(3):
        atlas.write(MAP, atlas.read(MAP).replace("Map maker", f"Map maker {number}"))
        run = Remembered(atlas.root, kept.parents[1])
        load_linked(atlas.root, run)
        run.keep()
    assert len(list(kept.glob("table-*"))) == len(list((atlas.root / "tables").iterdir()))
    assert len(list(kept.glob("base-*"))) == 1


def test_another_process_may_be_sent_what_is_known(atlas: Atlas, kept: Path) -> None:
    """Where processes are not forked, as on Windows, facts and the cache to be written are sent to the checking process."""
    for later in (Remembered(atlas.root, kept / "none"), Remembered(atlas.root, kept.parents[1])):
        facts = Facts(load_linked(atlas.root, later), TODAY)
        sent, known = pickle.loads(pickle.dumps((facts, later)))
        assert check(sent) == check(facts)
        known.keep()
