"""The changes between two releases whose levels or grades differ, and the version number that they require."""

from __future__ import annotations

from typing import Any

import pytest

from generator.releases.diff import Change, ChangeKind, changes, next_version
from generator.releases.scales import Scales
from generator.releases.snapshot import asked_for
from tests.states import LAMP, REQUIRES, TIDE, state_with

LOW, MIDDLE, HIGH = ({"id": id, "title": {"en": id.title()}} for id in ("low", "middle", "high"))


@pytest.mark.parametrize(
    ("changed", "expected", "version"),
    [
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
            {"levels": [LOW, MIDDLE, HIGH], "skills__lamp__prerequisites__middle": {"oil": "low", "tide": "low"}},
            [
                Change(ChangeKind.PREREQUISITE_ADDED, "tide", "lamp", "middle", new="low", until="middle"),
                Change(ChangeKind.LEVEL_ADDED, "middle"),
            ],
            "1.3.0",
            id="prerequisites at a level put in between",
        ),
        pytest.param(
            {"levels": [LOW, MIDDLE, HIGH], "skills__lamp__statements__middle": "d"},
            [Change(ChangeKind.LEVEL_ADDED, "middle")],
            "1.3.0",
            id="statement of a level put in between",
        ),
    ],
)
def test_changes_and_version(changed: dict[str, Any], expected: list[Change], version: str) -> None:
    """Each change is found, although the levels changed too, and the next version number follows from it."""
    found = changes(state_with(), state_with(**changed))
    assert list(found) == expected
    assert next_version("1.2.3", found) == version


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
