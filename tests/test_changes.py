"""What changed between releases, and the version number that asks for."""

from __future__ import annotations

import datetime
import json
import shutil
from itertools import pairwise
from typing import Any

import pytest

from generator.derive.changes import Change, ChangeKind, changes, next_version
from generator.derive.scales import Scales
from generator.derive.snapshots import asked_for, content_version, snapshot
from generator.releases import FOLDER, Snapshot, read_releases, version_key, write_release
from tests.atlas import FIXTURE, Atlas

BASE: dict[str, Any] = {
    "version": "1.2.3",
    "date": "2025-01-01",
    "digest": "0",
    "levels": [{"id": "low", "title": {"en": "Low"}}, {"id": "high", "title": {"en": "High"}}],
    "roles": {
        "keeper": {
            "title": {"en": "Keeper"},
            "requires": {
                "lamp": {"level": "low", "necessity": "essential"},
                "tide": {"level": "high", "necessity": "optional"},
            },
            "qualification": "a",
        }
    },
    "skills": {
        "lamp": {
            "title": {"en": "Lamp"},
            "prerequisites": {"low": {"oil": "low"}, "high": {"tide": "low"}},
            "statements": {"low": "b", "high": "c"},
        },
        "oil": {"title": {"en": "Oil"}, "prerequisites": {}, "statements": {}},
        "tide": {"title": {"en": "Tide"}, "prerequisites": {}, "statements": {}},
    },
    "trainings": {
        "course": {
            "title": "Course",
            "state": "active",
            "lifts": {"lamp": {"from_level": "low", "to_level": "high"}},
        },
        "book": {"title": "Book", "state": "doubtful", "lifts": {}},
        "exam": {"title": "Exam", "state": "retired", "lifts": {"tide": {"from_level": None, "to_level": "low"}}},
    },
}
LOW, MIDDLE, HIGH = ({"id": id, "title": {"en": id.title()}} for id in ("low", "middle", "high"))


def _with(**changed: Any) -> Snapshot:
    data = json.loads(json.dumps(BASE))
    for path, value in changed.items():
        *parents, last = path.split("__")
        place = data
        for name in parents:
            place = place[name]
        if value is None and last != "qualification":
            del place[last]
        else:
            place[last] = value
    return Snapshot.model_validate(data)


LAMP = "roles__keeper__requires__lamp"
TIDE = "roles__keeper__requires__tide"
REQUIRES = "roles__keeper__requires"
KNOT = {"title": {"en": "Knot"}, "prerequisites": {}, "statements": {}}


@pytest.mark.parametrize(
    ("changed", "expected", "version"),
    [
        pytest.param({}, [], "1.2.4", id="texts only"),
        pytest.param(
            {f"{LAMP}__level": "high"},
            [Change(ChangeKind.REQUIREMENT_RAISED, "lamp", "keeper", old="low", new="high", essential=True)],
            "2.0.0",
            id="raised",
        ),
        pytest.param(
            {f"{TIDE}__level": "low"},
            [Change(ChangeKind.REQUIREMENT_LOWERED, "tide", "keeper", old="high", new="low")],
            "1.3.0",
            id="lowered",
        ),
        pytest.param(
            {f"{TIDE}__necessity": "essential"},
            [Change(ChangeKind.REQUIREMENT_ESSENTIAL, "tide", "keeper", old="high", new="high", essential=True)],
            "2.0.0",
            id="now essential",
        ),
        pytest.param(
            {f"{LAMP}__necessity": "optional"},
            [Change(ChangeKind.REQUIREMENT_OPTIONAL, "lamp", "keeper", old="low", new="low")],
            "1.3.0",
            id="now optional",
        ),
        pytest.param(
            {TIDE: None},
            [Change(ChangeKind.REQUIREMENT_REMOVED, "tide", "keeper", old="high")],
            "1.3.0",
            id="requirement removed",
        ),
        pytest.param(
            {LAMP: None},
            [Change(ChangeKind.REQUIREMENT_REMOVED, "lamp", "keeper", old="low", essential=True)],
            "1.3.0",
            id="essential requirement removed",
        ),
        pytest.param(
            {f"{REQUIRES}__knot": {"level": "low", "necessity": "essential"}, "skills__knot": KNOT},
            [
                Change(ChangeKind.REQUIREMENT_ADDED, "knot", "keeper", new="low", essential=True),
                Change(ChangeKind.SKILL_ADDED, "knot"),
            ],
            "2.0.0",
            id="requirement added",
        ),
        pytest.param(
            {f"{REQUIRES}__oil": {"level": None, "necessity": "essential"}},
            [Change(ChangeKind.REQUIREMENT_ADDED, "oil", "keeper", essential=True)],
            "2.0.0",
            id="requirement without level added",
        ),
        pytest.param(
            {f"{REQUIRES}__oil": {"level": "low", "necessity": "optional"}},
            [Change(ChangeKind.REQUIREMENT_ADDED, "oil", "keeper", new="low")],
            "1.3.0",
            id="optional requirement added",
        ),
        pytest.param({"roles__keeper": None}, [Change(ChangeKind.ROLE_REMOVED, "keeper")], "2.0.0", id="role removed"),
        pytest.param(
            {
                "roles__diver": {
                    "title": {"en": "D"},
                    "requires": {"lamp": {"level": "high", "necessity": "essential"}},
                    "qualification": None,
                }
            },
            [Change(ChangeKind.ROLE_ADDED, "diver")],
            "1.3.0",
            id="role added",
        ),
        pytest.param({"skills__tide": None}, [Change(ChangeKind.SKILL_REMOVED, "tide")], "1.3.0", id="skill removed"),
        pytest.param(
            {"levels": [LOW, MIDDLE, HIGH]},
            [Change(ChangeKind.LEVEL_ADDED, "middle")],
            "1.3.0",
            id="level put in between",
        ),
        pytest.param(
            {"levels": [MIDDLE, LOW, HIGH]}, [Change(ChangeKind.LEVEL_ADDED, "middle")], "1.3.0", id="level put below"
        ),
        pytest.param(
            {"levels": [LOW, MIDDLE, HIGH], f"{LAMP}__level": "middle"},
            [
                Change(ChangeKind.REQUIREMENT_RAISED, "lamp", "keeper", old="low", new="middle", essential=True),
                Change(ChangeKind.LEVEL_ADDED, "middle"),
            ],
            "2.0.0",
            id="raised to a level put in between",
        ),
        pytest.param(
            {
                "levels": [LOW, MIDDLE],
                f"{TIDE}__level": "low",
                "skills__lamp__prerequisites__high": None,
                "trainings__course": None,
            },
            [
                Change(ChangeKind.REQUIREMENT_LOWERED, "tide", "keeper", old="high", new="low"),
                Change(ChangeKind.LEVEL_ADDED, "middle"),
                Change(ChangeKind.LEVEL_REMOVED, "high"),
                Change(ChangeKind.TRAINING_REMOVED, "course"),
            ],
            "1.3.0",
            id="lowered from a level that is gone",
        ),
        pytest.param(
            {"levels": [HIGH, LOW], "skills__lamp__prerequisites": {}},
            [
                Change(ChangeKind.PREREQUISITE_REMOVED, "oil", "lamp", "high", old="low"),
                Change(ChangeKind.PREREQUISITE_REMOVED, "tide", "lamp", "high", old="low", until="high"),
                Change(ChangeKind.LEVEL_MOVED, "high"),
            ],
            "2.0.0",
            id="levels changed places",
        ),
        pytest.param(
            {"skills__lamp__prerequisites__low__tide": "low"},
            [Change(ChangeKind.PREREQUISITE_ADDED, "tide", "lamp", "low", new="low", essential=True, until="low")],
            "2.0.0",
            id="prerequisite added below the level that had it",
        ),
        pytest.param(
            {"skills__lamp__prerequisites__high__oil": "low"}, [], "1.2.4", id="prerequisite repeated at a higher level"
        ),
        pytest.param(
            {"skills__lamp__prerequisites": {"high": {"oil": "low", "tide": "low"}}},
            [Change(ChangeKind.PREREQUISITE_REMOVED, "oil", "lamp", "low", old="low", until="low")],
            "1.3.0",
            id="prerequisite moved one level up",
        ),
        pytest.param(
            {"levels": [LOW, MIDDLE, HIGH], "skills__lamp__prerequisites__middle": {"oil": "low", "tide": "low"}},
            [
                Change(ChangeKind.PREREQUISITE_ADDED, "tide", "lamp", "middle", new="low", until="middle"),
                Change(ChangeKind.LEVEL_ADDED, "middle"),
            ],
            "1.3.0",
            id="prerequisites at a level put in between",
        ),
        pytest.param(
            {"skills__oil__prerequisites__low": {"tide": "low"}},
            [Change(ChangeKind.PREREQUISITE_ADDED, "tide", "oil", "low", new="low", essential=True)],
            "2.0.0",
            id="prerequisite of a prerequisite added",
        ),
        pytest.param(
            {"skills__lamp__prerequisites__high__oil": "high"},
            [Change(ChangeKind.PREREQUISITE_RAISED, "oil", "lamp", "high", "low", "high")],
            "1.3.0",
            id="prerequisite raised at a level that nobody must reach",
        ),
        pytest.param(
            {"skills__lamp__prerequisites__low__oil": "high"},
            [Change(ChangeKind.PREREQUISITE_RAISED, "oil", "lamp", "low", "low", "high", True)],
            "2.0.0",
            id="prerequisite raised",
        ),
        pytest.param(
            {"skills__lamp__prerequisites__low": None},
            [Change(ChangeKind.PREREQUISITE_REMOVED, "oil", "lamp", "low", old="low")],
            "1.3.0",
            id="prerequisite removed",
        ),
        pytest.param(
            {"roles__keeper__qualification": "d"},
            [Change(ChangeKind.QUALIFICATION_CHANGED, "keeper")],
            "1.3.0",
            id="formal qualification worded anew",
        ),
        pytest.param(
            {"roles__keeper__qualification": None},
            [Change(ChangeKind.QUALIFICATION_CHANGED, "keeper")],
            "1.3.0",
            id="formal qualification dropped",
        ),
        pytest.param(
            {"skills__lamp__statements__high": "d", "skills__oil__statements__low": "e"},
            [
                Change(ChangeKind.STATEMENT_CHANGED, "lamp", at="high"),
                Change(ChangeKind.STATEMENT_CHANGED, "oil", at="low"),
            ],
            "1.3.0",
            id="statements worded anew or added",
        ),
        pytest.param(
            {"levels": [LOW, MIDDLE, HIGH], "skills__lamp__statements__middle": "d"},
            [Change(ChangeKind.LEVEL_ADDED, "middle")],
            "1.3.0",
            id="statement of a level put in between",
        ),
        pytest.param(
            {"trainings__course__state": "retired"},
            [Change(ChangeKind.TRAINING_RETIRED, "course")],
            "1.3.0",
            id="retired",
        ),
        pytest.param(
            {"trainings__exam__state": "active"},
            [Change(ChangeKind.TRAINING_REACTIVATED, "exam")],
            "1.3.0",
            id="offered again",
        ),
        pytest.param({"trainings__course__state": "changing"}, [], "1.2.4", id="suggested as before"),
        pytest.param(
            {"trainings__course__state": "doubtful"},
            [Change(ChangeKind.TRAINING_DOUBTFUL, "course")],
            "1.3.0",
            id="no longer suggested",
        ),
        pytest.param(
            {"trainings__book__state": "changing"},
            [Change(ChangeKind.TRAINING_SUGGESTED, "book")],
            "1.3.0",
            id="suggested again",
        ),
        pytest.param(
            {"trainings__book__state": "retired"},
            [Change(ChangeKind.TRAINING_RETIRED, "book")],
            "1.3.0",
            id="doubtful and now retired",
        ),
        pytest.param(
            {"trainings__exam__state": "doubtful"},
            [Change(ChangeKind.TRAINING_DOUBTFUL, "exam")],
            "1.3.0",
            id="retired and now doubtful",
        ),
        pytest.param(
            {"trainings__course": None}, [Change(ChangeKind.TRAINING_REMOVED, "course")], "1.3.0", id="training removed"
        ),
        pytest.param(
            {"trainings__film": {"title": "F", "state": "retired", "lifts": {}}},
            [Change(ChangeKind.TRAINING_ADDED, "film")],
            "1.3.0",
            id="training added",
        ),
        pytest.param(
            {"trainings__course__lifts__lamp__from_level": "none"},
            [Change(ChangeKind.TRAINING_EXTENDED, "lamp", "course", old="high", new="high")],
            "1.3.0",
            id="course begins lower",
        ),
        pytest.param(
            {"trainings__course__lifts": {"oil": {"from_level": "none", "to_level": "low"}}},
            [
                Change(ChangeKind.TRAINING_EXTENDED, "oil", "course", new="low"),
                Change(ChangeKind.TRAINING_REDUCED, "lamp", "course", old="high"),
            ],
            "1.3.0",
            id="course teaches another skill",
        ),
        pytest.param(
            {"trainings__exam__lifts__tide__to_level": "high"},
            [Change(ChangeKind.TRAINING_EXTENDED, "tide", "exam", old="low", new="high")],
            "1.3.0",
            id="exam attests more",
        ),
    ],
)
def test_changes_and_version(changed: dict[str, Any], expected: list[Change], version: str) -> None:
    """Each kind of change, and what it means for the version."""
    found = changes(_with(), _with(**changed))
    assert list(found) == expected
    assert next_version("1.2.3", found) == version


def test_every_kind_of_change_is_tested_above() -> None:
    """A new kind needs a row in the table; lowered prerequisites are the mirror of raised ones."""
    table = next(mark for mark in test_changes_and_version.pytestmark if mark.name == "parametrize")
    named = {change.kind for row in table.args[1] for change in row.values[1]}
    back = changes(_with(skills__lamp__prerequisites__low__oil="high"), _with())
    assert named | {change.kind for change in back} == set(ChangeKind)


@pytest.mark.parametrize(
    ("old", "new", "before", "after", "direction"),
    [
        pytest.param("ab", "axb", "b", "b", 0, id="the same level of a longer scale"),
        pytest.param("ab", "axb", "a", "x", 1, id="new scale knows both"),
        pytest.param("axb", "ab", "x", "a", -1, id="old scale knows both"),
        pytest.param("axb", "ayb", "x", "y", 1, id="took its place: the stricter reading"),
        pytest.param("axb", "aby", "x", "y", 1, id="shared levels decide, above"),
        pytest.param("abx", "ayb", "x", "y", -1, id="shared levels decide, below"),
        pytest.param("ab", "ab", None, "a", 1, id="from no level"),
        pytest.param("ab", "ab", "a", None, -1, id="to no level"),
    ],
)
def test_levels_are_compared_by_id(old: str, new: str, before: str | None, after: str | None, direction: int) -> None:
    """Scales of different lengths; letters are levels."""
    assert Scales(tuple(old), tuple(new)).direction(before, after) == direction


def test_moved_levels() -> None:
    """Only the level that moved is named, not those that made room."""
    assert Scales(tuple("abcd"), tuple("dabxc")).moved() == ("d",)
    assert Scales(tuple("abc"), tuple("abc")).moved() == ()


def test_what_is_asked_includes_prerequisites() -> None:
    """Essential requirements and all they build on; optional ones don't count."""
    assert asked_for(_with()) == {"lamp": 1, "oil": 1}
    assert asked_for(_with(**{f"{LAMP}__level": "high"})) == {"lamp": 2, "oil": 1, "tide": 1}


def test_snapshot_survives_the_file(atlas: Atlas) -> None:
    """A snapshot that is written and read again equals the catalogue."""
    shutil.rmtree(atlas.root / FOLDER)
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
    shutil.rmtree(atlas.root / FOLDER)
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


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        pytest.param({f"{LAMP}__level": "hihg"}, '"level": "hihg",', id="requirement"),
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
    write_release(atlas.root, _with(**changed))
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
    """Whatever does not fit the format of snapshots, as far as its place can be told."""
    path = write_release(atlas.root, _with())
    path.write_bytes(path.read_text(encoding="utf-8").replace(old, new, 1).encode(errors="surrogateescape"))
    (problem,) = atlas.problems()
    assert atlas.place(problem)[0::3] == ("releases/1.2.3.json", "bad-release")
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    assert lines[problem.location.line - 1].strip() == line


def test_releases_of_the_fixture_follow_the_rule() -> None:
    """The fictional releases have the versions that their changes ask for, so that the golden page shows true ones."""
    releases, problems = read_releases(FIXTURE, FOLDER)
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
        pytest.param("skills/lamp-care.yml", "type: skill", "# note\ntype:   skill", False, id="comment"),
    ],
)
def test_a_change_since_the_release_is_noticed(name: str, old: str, new: str, atlas: Atlas, *, changed: bool) -> None:
    """Any change in what readers read counts, not only what snapshots compare."""
    write_release(atlas.root, snapshot(atlas.catalog(), "9.0.0", datetime.date(2025, 6, 1)))
    assert content_version(atlas.catalog()).changed is False
    atlas.write(name, atlas.read(name).replace(old, new, 1))
    version = content_version(atlas.catalog())
    assert (version.release, version.changed) == ("9.0.0", changed)
