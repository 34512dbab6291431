"""A second check, which looks only at records changed since a check that found nothing in them, finds what a check of all records finds."""

from __future__ import annotations

import csv
import datetime
import io
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator import remembered, rules
from generator.derive.facts import Facts
from generator.pipeline import load_linked
from generator.problems import ContentError
from generator.remembered import Remembered
from generator.rules.again import check_again
from generator.store.cells import csv_text
from tests.atlas import TODAY, Atlas
from tests.broken.rules import RULES
from tests.broken.texts import TEXTS
from tests.test_rules import GOOD_AND_BAD
from tests.test_store import MAP, in_tables

REQUIREMENTS, SCHEMES = "tables/requirements.csv", "tables/schemes.csv"
Change = Callable[[Atlas], None]
CHANGES = [
    *(pytest.param(row.change, id=row.name) for row in (*TEXTS, *RULES)),
    *(pytest.param(change, id=f"{rule.__name__}-{name}") for rule, name, change, count in GOOD_AND_BAD if count),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_wrong_with_a_record_shows_without_those_that_are_right(change: Change, atlas: Atlas) -> None:
    """Rules find the same problems if all records without a problem are passed as clean, so no rule needs clean records to compare with."""
    change(atlas)
    try:
        facts = Facts(load_linked(atlas.root), TODAY)
    except ContentError:
        return  # linking already rejects this change
    found = rules.find_problems(facts)
    files = {problem.location.path for problem in found}
    right = frozenset(
        (plural, id)
        for plural, of_kind in facts.catalog.content.records.items()
        for id, record in of_kind.items()
        if record.path not in files
    )
    assert rules.find_problems(replace(facts, clean_records=right)) == found


@pytest.fixture
def cache(atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the cache folder of a build that has checked the atlas's records in tables."""
    monkeypatch.setattr(remembered, "LEAST_BYTES", 0)
    in_tables(atlas, atlas.catalog())
    atlas.write(SCHEMES, "id,title_de,title_en\ncrafts,Handwerk,Crafts\n")
    folder = tmp_path / "cache"
    built(atlas, folder)
    return folder


def built(atlas: Atlas, cache: Path, day: datetime.date = TODAY) -> int:
    """Check as a build does, assert that a full check finds the same, and return the number of records that were not checked again."""
    run = Remembered(atlas.root, cache)
    facts, numbers = Facts(load_linked(atlas.root, run), day), list[int]()

    class Noted(Remembered):
        def clean_records(self, basis: str) -> frozenset[tuple[str, str]]:
            found = frozenset(super().clean_records(basis))
            numbers.append(len(found))
            return found

    run.__class__ = Noted
    assert check_again(facts, run) == rules.check(facts)
    run.keep()
    return numbers[0]


def test_a_second_build_looks_at_nothing_that_is_the_same(atlas: Atlas, cache: Path) -> None:
    whole = built(atlas, cache)
    atlas.write(MAP, atlas.read(MAP).replace("Map maker", "Chart maker"))
    assert built(atlas, cache) == whole - 1 > 10


def test_what_was_wrong_is_looked_at_again(atlas: Atlas, cache: Path) -> None:
    whole = built(atlas, cache)
    atlas.write(MAP, atlas.read(MAP).replace("Map maker", "**Map** maker"))
    assert (built(atlas, cache), built(atlas, cache)) == (whole - 1, whole - 1)


def on_another_day(atlas: Atlas, cache: Path) -> datetime.date:
    """Return the next day."""
    return TODAY + datetime.timedelta(days=1)


def with_another_site(atlas: Atlas, cache: Path) -> datetime.date:
    """Change the site's settings."""
    atlas.replace("site.yml", "  orphan_skills: 0", "  orphan_skills: 9")
    return TODAY


def with_another_scheme(atlas: Atlas, cache: Path) -> datetime.date:
    """Change a record in a table on which other records depend."""
    atlas.write(SCHEMES, atlas.read(SCHEMES).replace("Crafts", "Trades"))
    return TODAY


def with_a_new_record(atlas: Atlas, cache: Path) -> datetime.date:
    """Add a role."""
    row = next(line for line in atlas.read(MAP).splitlines(keepends=True) if "Map maker" in line)
    atlas.write(MAP, atlas.read(MAP) + row.replace("map-maker", "new-maker", 1))
    return TODAY


def after_another_verb(atlas: Atlas, cache: Path) -> datetime.date:
    """Read the tables, also after a change, as a command does that stores no findings of rules."""
    run = Remembered(atlas.root, cache)
    load_linked(atlas.root, run)
    atlas.write(MAP, atlas.read(MAP).replace("Map maker", "Chart maker"))
    load_linked(atlas.root, run)
    run.keep()
    return TODAY


@pytest.mark.parametrize(
    "change", [on_another_day, with_another_site, with_another_scheme, with_a_new_record, after_another_verb]
)
def test_where_more_has_changed_all_is_looked_at(
    change: Callable[[Atlas, Path], datetime.date], atlas: Atlas, cache: Path
) -> None:
    assert built(atlas, cache)
    assert not built(atlas, cache, change(atlas, cache))


def test_a_link_to_a_page_that_other_records_make_is_looked_at_again(atlas: Atlas, cache: Path) -> None:
    """A link to the plan is right only as long as some role states levels: then the plan has a page."""
    atlas.write(
        "tables/skills.csv", atlas.read("tables/skills.csv").replace("*one* sentence", "[one](page:plan) sentence", 1)
    )
    assert built(atlas, cache) == built(atlas, cache) > 10
    lines = list(csv.reader(io.StringIO(atlas.read(REQUIREMENTS).removeprefix("\ufeff"))))
    stated = [lines[0].index(name) for name in ("level", "levels")]
    atlas.write(
        REQUIREMENTS,
        csv_text(lines[0], [["" if n in stated else cell for n, cell in enumerate(line)] for line in lines[1:]]),
    )
    assert "unknown-page" in {problem.code for problem in atlas.problems()}
    assert built(atlas, cache)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.audit) for seed in (1, 2))])
def test_after_any_edits_the_same_is_found(atlas: Atlas, cache: Path, seed: int) -> None:
    chance, known = random.Random(seed), 0
    tables = sorted((atlas.root / "tables").iterdir())
    for _ in range(25):
        path = chance.choice(tables)
        before = path.read_bytes()
        lines = before.splitlines(keepends=True)
        at, other = chance.randrange(1, len(lines)), chance.randrange(1, len(lines))
        if chance.random() < 0.5:
            lines[at] = lines[at].replace(b"e", chance.choice([b"ee", b"<b>", b"[en] e"]), 1)
        else:
            lines[at], lines[other] = lines[other], lines[at]
        path.write_bytes(b"".join(lines))
        try:
            known += bool(built(atlas, cache))
        except ContentError:
            path.write_bytes(before)
    assert known > 5
