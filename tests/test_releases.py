"""Snapshots as files: they are written and read again, and refused if edited; changes since the last one are noticed."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from generator.releases.diff import changes, next_version
from generator.releases.model import RELEASES_FOLDER, version_key
from generator.releases.snapshot import content_version, snapshot
from generator.releases.store import read_releases, write_release
from tests.atlas import FIXTURE, TODAY, Atlas
from tests.conftest import Ended
from tests.states import BASE, LAMP, state_with


def test_snapshot_survives_the_file(atlas: Atlas) -> None:
    """A snapshot that is written and read again equals the snapshot of the catalogue."""
    shutil.rmtree(atlas.root / RELEASES_FOLDER)
    taken = snapshot(atlas.catalog(), "1.0.0", datetime.date(2025, 6, 1))
    write_release(atlas.root, taken)
    found, problems = read_releases(atlas.root, "releases")
    assert problems == []
    assert found == (taken,)
    assert changes(found[0], snapshot(atlas.catalog(), "1.0.1", datetime.date(2025, 6, 2))) == ()
    with pytest.raises(FileExistsError):
        write_release(atlas.root, taken)
    assert atlas.problems() == ()


def test_a_training_that_lifts_a_skill_in_two_steps_is_told_from_start_to_end(atlas: Atlas) -> None:
    """Two steps of a skill become one lift from the first level to the last, in whichever order they are listed."""
    name = "trainings/star-course.yml"
    atlas.drop(name, r"^teaches:\n(  .*\n)+")
    steps = ["  - {skill: star-reading, from: none, to: seen}\n", "  - {skill: star-reading, from: seen, to: tried}\n"]
    for rows in (steps, steps[::-1]):
        text = atlas.read(name)
        atlas.write(name, f"{text}teaches:\n{''.join(rows)}")
        lift = snapshot(atlas.catalog(), "1.0.0", TODAY).trainings["star-course"].lifts["star-reading"]
        assert (lift.from_level, lift.to_level) == ("none", "tried")
        atlas.write(name, text)


def test_versions_sort_by_number(atlas: Atlas) -> None:
    """1.10.0 comes after 1.9.0."""
    shutil.rmtree(atlas.root / RELEASES_FOLDER)
    for version in ("1.10.0", "1.9.0"):
        write_release(atlas.root, snapshot(atlas.catalog(), version, datetime.date(2025, 6, 1)))
    assert [one.version for one in read_releases(atlas.root, "releases")[0]] == ["1.9.0", "1.10.0"]
    assert version_key("1.10.0") > version_key("1.9.0")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        pytest.param("releases/latest.json", "{}", "bad-release-name", id="name"),
        pytest.param("releases/1.0.0.json", "{}", "bad-release", id="broken"),
        pytest.param("releases/1.0.0.json", json.dumps(BASE), "bad-release", id="other version"),
    ],
)
def test_broken_releases_are_named(atlas: Atlas, name: str, text: str, code: str) -> None:
    """A snapshot with a wrong name or format is a problem of its file."""
    atlas.write(name, text)
    assert atlas.places() == [(name, 1, 1, code)]


def test_what_systems_hide_in_a_folder_is_no_release(atlas: Atlas) -> None:
    atlas.write("releases/.DS_Store", "x")
    assert atlas.places() == []


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        pytest.param({f"{LAMP}__level": "hihg"}, '"level": "hihg",', id="requirement"),
        pytest.param({f"{LAMP}__levels": {"full": "hihg"}}, '"full": "hihg"', id="requirement of a grade"),
        pytest.param({"skills__lamp__prerequisites__hihg": {}}, '"hihg": {}', id="level that asks for others"),
        pytest.param({"skills__lamp__prerequisites__high__tide": "hihg"}, '"tide": "hihg"', id="level asked for"),
        pytest.param({"skills__lamp__statements": {"hihg": "b"}}, '"hihg": "b"', id="statement"),
        pytest.param({"trainings__course__lifts__lamp__to_level": "hihg"}, '"to_level": "hihg"', id="goal"),
        pytest.param({"trainings__course__lifts__lamp__from_level": "hihg"}, '"from_level": "hihg",', id="start"),
    ],
)
def test_a_level_that_the_scale_lacks_is_named(changed: dict[str, Any], line: str, atlas: Atlas) -> None:
    """A snapshot edited by hand is refused at the line of the wrong level, with the nearest right one."""
    name = "releases/1.2.3.json"
    write_release(atlas.root, state_with(**changed))
    (problem,) = atlas.problems()
    assert atlas.place(problem)[0::3] == (name, "bad-release")
    assert atlas.read(name).splitlines()[problem.location.line - 1].strip() == line
    assert problem.found.startswith('the level "hihg" (')
    assert problem.hint == 'did you mean "high"?'


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param('"level": "low"', '"level": 1', '"level": 1,', id="type of a level"),
        pytest.param('"necessity": "essential"', '"necessity": "esential"', '"necessity": "esential"', id="necessity"),
        pytest.param('"state": "retired"', '"state": "retird"', '"state": "retird",', id="state of a training"),
        pytest.param('"qualification"', '"qualifikation"', '"keeper": {', id="missing key"),
        pytest.param('"version": "1.2.3",', '"version": "1.2.3"', "{", id="no JSON"),
        pytest.param("Keeper", "\udcff", "{", id="no UTF-8"),
    ],
)
def test_an_edited_release_is_refused_at_its_line(old: str, new: str, line: str, atlas: Atlas) -> None:
    """Anything that does not fit the format of snapshots is refused, at its line as far as that is known."""
    path = write_release(atlas.root, state_with())
    path.write_bytes(path.read_text(encoding="utf-8").replace(old, new, 1).encode(errors="surrogateescape"))
    (problem,) = atlas.problems()
    assert atlas.place(problem)[0::3] == ("releases/1.2.3.json", "bad-release")
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    assert lines[problem.location.line - 1].strip() == line


def test_releases_of_the_fixture_follow_the_rule() -> None:
    """The fictional releases have the versions that their changes require, so that the golden page shows possible ones."""
    releases, problems = read_releases(FIXTURE, RELEASES_FOLDER)
    assert problems == []
    assert [next_version(old.version, changes(old, new)) for old, new in pairwise(releases)] == [
        one.version for one in releases[1:]
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "changed"),
    [
        pytest.param("skills/lamp-care.yml", "the wick.", "the wicks.", True, id="text of a record"),
        pytest.param("pages/about.en.md", "---\n\n", "---\n\nMore. ", True, id="prose"),
        pytest.param("vocabularies/levels.yml", "en: Seen", "en: Looked at", True, id="vocabulary"),
        pytest.param("site.yml", "Erika Muster", "Erika Beispiel", False, id="settings"),
        pytest.param(
            "vocabularies/groups.yml", "- id: craft\n", "- id: craft\n  sign: star\n", False, id="look of a group"
        ),
        pytest.param("pages/about.*.md", "title: ", "audience: hr\ntitle: ", False, id="audience of a page"),
        pytest.param("skills/lamp-care.yml", "type: skill", "# note\ntype:   skill", False, id="comment"),
    ],
)
def test_a_change_since_the_release_is_noticed(name: str, old: str, new: str, atlas: Atlas, *, changed: bool) -> None:
    """A change of any text that readers see counts, not only what snapshots compare."""
    write_release(atlas.root, snapshot(atlas.catalog(), "9.0.0", datetime.date(2025, 6, 1)))
    assert content_version(atlas.catalog()).changed is False
    for path in atlas.root.glob(name):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    version = content_version(atlas.catalog())
    assert (version.release, version.changed) == ("9.0.0", changed)


def test_a_renamed_record_is_no_change(run: Callable[..., Ended], atlas: Atlas) -> None:
    """The snapshot keeps the old id; the redirect names the new id of the record."""
    released = sorted((atlas.root / "releases").iterdir())
    before = [path.read_bytes() for path in released]
    assert run("release", "9.0.0", "--content", atlas.root).code == 0
    for kind, old in (("skill", "lamp-care"), ("role", "map-maker"), ("training", "star-course")):
        assert run("rename", kind, old, f"new-{old}", "--yes", "--content", atlas.root).code == 0
    ended = run("changes", "--content", atlas.root)
    assert ended.out == "9.0.0 to work-tree: no changes but in texts; asks for version 9.0.1\n"
    # An older release is compared by the new ids too, and no snapshot is edited.
    assert "new-map-maker" not in run("changes", "2.0.0", "--content", atlas.root).out
    assert [path.read_bytes() for path in released] == before


def test_a_merged_record_is_told_as_removed(run: Callable[..., Ended], atlas: Atlas) -> None:
    """The record merged into another is a removed one, since the other asks for other abilities."""
    assert run("release", "9.0.0", "--content", atlas.root).code == 0
    assert run("merge", "skill", "key-keeping", "night-watch", "--yes", "--content", atlas.root).code == 0
    assert "skill-removed          key-keeping" in run("changes", "--content", atlas.root).out
