"""The changes between two releases, and the version number that they require."""

from __future__ import annotations

from typing import Any

import pytest

from generator.releases.diff import Change, ChangeKind, changes, next_version
from generator.releases.snapshot import asked_for
from tests import test_changes_of_levels_and_grades as levels_and_grades
from tests.states import LAMP, REQUIRES, TIDE, state_with

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


def test_every_kind_of_change_is_tested_above() -> None:
    """Each kind of change has a row here or with levels and grades; only lowered prerequisites are tested as the reverse of raised ones."""
    tables = (
        test_changes_and_version,
        levels_and_grades.test_changes_and_version,
        levels_and_grades.test_changes_by_grade,
    )
    rows = [row for test in tables for mark in test.pytestmark for row in mark.args[1]]
    named = {change.kind for row in rows for change in row.values[-2]}
    back = changes(state_with(skills__lamp__prerequisites__low__oil="high"), state_with())
    assert named | {change.kind for change in back} == set(ChangeKind)


def test_what_is_asked_includes_prerequisites() -> None:
    """Skills asked for are those of essential requirements with all their prerequisites; optional requirements don't count."""
    assert asked_for(state_with()) == {"lamp": 1, "oil": 1}
    assert asked_for(state_with(**{f"{LAMP}__level": "high"})) == {"lamp": 2, "oil": 1, "tide": 1}
