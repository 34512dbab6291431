"""What changed between releases, and the version number that asks for."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from generator.derive.changes import Change, ChangeKind, changes, next_version, snapshot
from generator.releases import Snapshot, read_releases, version_key, write_release
from tests.atlas import Atlas

BASE: dict[str, Any] = {
    "version": "1.2.3",
    "date": "2025-01-01",
    "levels": ["low", "high"],
    "roles": {
        "keeper": {
            "title": {"en": "Keeper"},
            "requires": {"lamp": {"rank": 1, "necessity": "essential"}, "tide": {"rank": 2, "necessity": "optional"}},
        }
    },
    "skills": {"lamp": {"title": {"en": "Lamp"}}, "tide": {"title": {"en": "Tide"}}},
    "trainings": {"course": {"title": "Course", "state": "active"}},
}


def _with(**changed: Any) -> Snapshot:
    data = json.loads(json.dumps(BASE))
    for path, value in changed.items():
        *parents, last = path.split("__")
        place = data
        for name in parents:
            place = place[name]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return Snapshot.model_validate(data)


LAMP = "roles__keeper__requires__lamp"
TIDE = "roles__keeper__requires__tide"


@pytest.mark.parametrize(
    ("changed", "expected", "version"),
    [
        pytest.param({}, [], "1.2.4", id="texts only"),
        pytest.param(
            {f"{LAMP}__rank": 2},
            [Change(ChangeKind.REQUIREMENT_RAISED, "lamp", "keeper", 1, 2, True)],
            "2.0.0",
            id="raised",
        ),
        pytest.param(
            {f"{TIDE}__rank": 1},
            [Change(ChangeKind.REQUIREMENT_LOWERED, "tide", "keeper", 2, 1, False)],
            "1.3.0",
            id="lowered",
        ),
        pytest.param(
            {f"{TIDE}__necessity": "essential"},
            [Change(ChangeKind.REQUIREMENT_ESSENTIAL, "tide", "keeper", 2, 2, True)],
            "2.0.0",
            id="now essential",
        ),
        pytest.param(
            {f"{LAMP}__necessity": "optional"},
            [Change(ChangeKind.REQUIREMENT_OPTIONAL, "lamp", "keeper", 1, 1, False)],
            "1.3.0",
            id="now optional",
        ),
        pytest.param(
            {TIDE: None},
            [Change(ChangeKind.REQUIREMENT_REMOVED, "tide", "keeper", 2, 0)],
            "1.3.0",
            id="requirement removed",
        ),
        pytest.param(
            {
                "roles__keeper__requires__knot": {"rank": 1, "necessity": "essential"},
                "skills__knot": {"title": {"en": "Knot"}},
            },
            [
                Change(ChangeKind.REQUIREMENT_ADDED, "knot", "keeper", 0, 1, True),
                Change(ChangeKind.SKILL_ADDED, "knot"),
            ],
            "2.0.0",
            id="requirement added",
        ),
        pytest.param(
            {"roles__keeper__requires__knot": {"rank": 1, "necessity": "optional"}},
            [Change(ChangeKind.REQUIREMENT_ADDED, "knot", "keeper", 0, 1, False)],
            "1.3.0",
            id="optional requirement added",
        ),
        pytest.param({"roles__keeper": None}, [Change(ChangeKind.ROLE_REMOVED, "keeper")], "2.0.0", id="role removed"),
        pytest.param(
            {"trainings__course__state": "retired"},
            [Change(ChangeKind.TRAINING_RETIRED, "course")],
            "1.3.0",
            id="retired",
        ),
        pytest.param(
            {"trainings__course": None}, [Change(ChangeKind.TRAINING_REMOVED, "course")], "1.3.0", id="training removed"
        ),
        pytest.param(
            {"trainings__book": {"title": "B", "state": "retired"}},
            [Change(ChangeKind.TRAINING_ADDED, "book")],
            "1.3.0",
            id="training added",
        ),
    ],
)
def test_changes_and_version(changed: dict[str, Any], expected: list[Change], version: str) -> None:
    """Each kind of change, and what it means for the version."""
    found = changes(_with(), _with(**changed))
    assert list(found) == expected
    assert next_version("1.2.3", found) == version


def test_snapshot_survives_the_file(atlas: Atlas) -> None:
    """A snapshot that is written and read again equals the catalogue."""
    taken = snapshot(atlas.catalog(), "1.0.0", datetime.date(2025, 6, 1))
    write_release(atlas.root, taken)
    found, problems = read_releases(atlas.root, "releases")
    assert problems == []
    assert found == (taken,)
    assert changes(found[0], snapshot(atlas.catalog(), "1.0.1", datetime.date(2025, 6, 2))) == ()
    with pytest.raises(FileExistsError):
        write_release(atlas.root, taken)
    assert atlas.problems() == ()


def test_versions_sort_by_number(atlas: Atlas) -> None:
    """1.10.0 comes after 1.9.0."""
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
    """A snapshot that somebody edited stops the check at its file."""
    atlas.write(name, text)
    assert atlas.places() == [(name, 1, 1, code)]
