"""The changes between two releases, and the version number that they require."""

from __future__ import annotations

from typing import Any

import pytest

from generator.releases.diff import Change, ChangeKind, changes, next_version
from generator.releases.scales import Scales
from generator.releases.snapshot import asked_for
from tests.states import LAMP, state_with

LOW, MIDDLE, HIGH = ({"id": id, "title": {"en": id.title()}} for id in ("low", "middle", "high"))
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
            [Change(ChangeKind.TRAINING_EXTENDED, "lamp", "course", old="low", new="", begins=True)],
            "1.3.0",
            id="course begins lower",
        ),
        pytest.param(
            {"trainings__course__lifts__lamp": {"from_level": "none", "to_level": "low"}},
            [
                Change(ChangeKind.TRAINING_EXTENDED, "lamp", "course", old="low", new="", begins=True),
                Change(ChangeKind.TRAINING_REDUCED, "lamp", "course", old="high", new="low"),
            ],
            "1.3.0",
            id="course begins and ends lower",
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
    """Each change is found, and the next version number follows from it."""
    found = changes(state_with(), state_with(**changed))
    assert list(found) == expected
    assert next_version("1.2.3", found) == version


START, FULL = (
    {"id": id, "title": {"en": id.title()}, "reference": reference}
    for id, reference in (("start", False), ("full", True))
)
GRADES: dict[str, Any] = {
    "grades": [START, FULL],
    "roles__keeper__grades": ["start", "full"],
    f"{LAMP}__levels": {"start": "low", "full": "low"},
    f"{TIDE}__levels": {"start": "none", "full": "high"},
}
"""The tiny atlas with grades: its requirements without grades are those at the reference grade."""
ONE = {
    "grades": [FULL],
    "roles__keeper__grades": ["full"],
    f"{LAMP}__levels": {"full": "low"},
    f"{TIDE}__levels": {"full": "high"},
}
KEEPER = "roles__keeper__grades"


@pytest.mark.parametrize(
    ("before", "after", "expected", "version"),
    [
        pytest.param({}, ONE, [], "1.2.4", id="a name for the one stage"),
        pytest.param(ONE, {}, [], "1.2.4", id="no name for the one stage"),
        pytest.param({}, GRADES, [Change(ChangeKind.GRADE_ADDED, "start")], "1.3.0", id="a grade is one line"),
        pytest.param(GRADES, {}, [Change(ChangeKind.GRADE_REMOVED, "start")], "2.0.0", id="a grade less is one line"),
        pytest.param(GRADES, GRADES, [], "1.2.4", id="texts only"),
        pytest.param(
            GRADES,
            {**GRADES, f"{LAMP}__levels": {"start": "low", "full": "high"}},
            [
                Change(
                    ChangeKind.REQUIREMENT_RAISED, "lamp", "keeper", old="low", new="high", essential=True, grade="full"
                )
            ],
            "2.0.0",
            id="raised at one grade",
        ),
        pytest.param(
            GRADES,
            {**GRADES, f"{LAMP}__levels": {"start": "high", "full": "high"}},
            [Change(ChangeKind.REQUIREMENT_RAISED, "lamp", "keeper", old="low", new="high", essential=True)],
            "2.0.0",
            id="raised at all grades",
        ),
        pytest.param(
            GRADES,
            {**GRADES, f"{TIDE}__levels": {"start": "low", "full": "high"}},
            [Change(ChangeKind.REQUIREMENT_ADDED, "tide", "keeper", new="low", grade="start")],
            "1.3.0",
            id="needed earlier",
        ),
        pytest.param(
            GRADES,
            {**GRADES, f"{LAMP}__levels": {"start": "low", "full": "none"}},
            [Change(ChangeKind.REQUIREMENT_REMOVED, "lamp", "keeper", old="low", essential=True, grade="full")],
            "1.3.0",
            id="needed no longer",
        ),
        pytest.param(
            GRADES,
            {
                **GRADES,
                f"{REQUIRES}__oil": {
                    "level": "high",
                    "necessity": "essential",
                    "levels": {"start": "low", "full": "high"},
                },
            },
            [
                Change(ChangeKind.REQUIREMENT_ADDED, "oil", "keeper", new="low", essential=True, grade="start"),
                Change(ChangeKind.REQUIREMENT_ADDED, "oil", "keeper", new="high", essential=True, grade="full"),
            ],
            "2.0.0",
            id="added at each grade, in their order",
        ),
        pytest.param(
            {},
            {**GRADES, f"{LAMP}__levels": {"start": "low", "full": "high"}},
            [
                Change(ChangeKind.GRADE_ADDED, "start"),
                Change(
                    ChangeKind.REQUIREMENT_RAISED, "lamp", "keeper", old="low", new="high", essential=True, grade="full"
                ),
            ],
            "2.0.0",
            id="a new grade, and more at the reference",
        ),
        pytest.param(
            {**GRADES, KEEPER: ["full"]},
            GRADES,
            [Change(ChangeKind.GRADE_ADDED, "start", "keeper")],
            "1.3.0",
            id="a role gets a grade",
        ),
        pytest.param(
            GRADES,
            {**GRADES, KEEPER: ["full"]},
            [Change(ChangeKind.GRADE_REMOVED, "start", "keeper")],
            "2.0.0",
            id="a role loses a grade",
        ),
    ],
)
def test_changes_by_grade(before: dict[str, Any], after: dict[str, Any], expected: list[Change], version: str) -> None:
    """Requirements are compared grade by grade; those of a state without grades count for the reference grade."""
    found = changes(state_with(**before), state_with(**after))
    assert list(found) == expected
    assert next_version("1.2.3", found) == version


def test_what_any_grade_asks_for_is_asked() -> None:
    """A requirement at a lower grade only leads to prerequisites too."""
    levels = {f"{LAMP}__levels": {"start": "high", "full": "none"}}
    assert asked_for(state_with(**{**GRADES, **levels})) == {"lamp": 2, "oil": 1, "tide": 1}
    assert asked_for(state_with(**GRADES)) == {"lamp": 1, "oil": 1}


def test_every_kind_of_change_is_tested_above() -> None:
    """Each kind of change has a row in a table above; only lowered prerequisites are tested here, as the reverse of raised ones."""
    tables = (test_changes_and_version, test_changes_by_grade)
    rows = [row for test in tables for mark in test.pytestmark for row in mark.args[1]]
    named = {change.kind for row in rows for change in row.values[-2]}
    back = changes(state_with(skills__lamp__prerequisites__low__oil="high"), state_with())
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
    """Levels of two scales, also of different lengths, are compared by id; each letter stands for a level."""
    assert Scales(tuple(old), tuple(new)).direction(before, after) == direction


def test_moved_levels() -> None:
    """Only the level that moved is named, not those between its old and its new place."""
    assert Scales(tuple("abcd"), tuple("dabxc")).moved() == ("d",)
    assert Scales(tuple("abc"), tuple("abc")).moved() == ()


def test_what_is_asked_includes_prerequisites() -> None:
    """Skills asked for are those of essential requirements with all their prerequisites; optional requirements don't count."""
    assert asked_for(state_with()) == {"lamp": 1, "oil": 1}
    assert asked_for(state_with(**{f"{LAMP}__level": "high"})) == {"lamp": 2, "oil": 1, "tide": 1}
