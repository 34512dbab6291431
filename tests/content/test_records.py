"""The live content has no problems, says what the source article says, and is as large as promised.

``article_statements.csv`` lists, in our own words, what the article says about each role, and the skills that cover it.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.kinds.role import Requirement
from generator.model.parts import Basis
from generator.pipeline import load_facts
from generator.rules.bounds import quality_is_within_bounds
from tests.content.conftest import CONTENT, TODAY

ROLES = (
    "ai-business-strategist", "ai-cloud-architect", "ai-data-engineer", "ai-ethicist", "ai-model-curator", "ai-trainer",
)  # fmt: skip
KINDS = {"task", "requirement", "placement", "entry", "partner", "market"}
with (Path(__file__).parent / "article_statements.csv").open(encoding="utf-8", newline="") as file:
    STATEMENTS = list(csv.DictReader(file))
PAIRS = sorted(
    {
        (role, skill)
        for row in STATEMENTS
        for role in (ROLES if row["role"] == "all" else (row["role"],))
        for skill in row["skill_ids"].split(";")
    }
)


def requirement(live: Catalog, role: str, skill: str) -> Requirement | None:
    """Return the requirement of a role for a skill, or None."""
    return next((item for item in live.role(role).requires if item.skill == skill), None)


def test_the_content_checks_clean() -> None:
    _, problems = load_facts(CONTENT, TODAY)
    assert [str(problem) for problem in problems] == []


def test_quality_is_within_its_bounds(live: Catalog) -> None:
    assert [str(problem) for problem in quality_is_within_bounds(Facts(live, TODAY))] == []


def test_the_table_of_statements_is_whole() -> None:
    assert {row["kind"] for row in STATEMENTS} == KINDS
    assert {row["role"] for row in STATEMENTS} == {"all", *ROLES}
    assert all(row["statement"] and row["skill_ids"] for row in STATEMENTS)


def test_the_six_roles(live: Catalog) -> None:
    assert tuple(live.content.roles) == ROLES


@pytest.mark.parametrize(("role", "skill"), PAIRS)
def test_what_the_article_says_is_required(role: str, skill: str, live: Catalog) -> None:
    found = requirement(live, role, skill)
    assert found is not None, f"{role} does not require {skill}"
    assert found.basis is Basis.ARTICLE


@pytest.mark.parametrize("role", ROLES)
def test_nothing_else_is_ascribed_to_the_article(role: str, live: Catalog) -> None:
    ascribed = {item.skill for item in live.role(role).requires if item.basis is Basis.ARTICLE}
    assert ascribed == {skill for name, skill in PAIRS if name == role}


@pytest.mark.parametrize("role", ROLES)
def test_tasks_of_the_article(role: str, live: Catalog) -> None:
    stated = sum(row["role"] == role and row["kind"] == "task" for row in STATEMENTS)
    assert sum(task.basis is Basis.ARTICLE for task in live.role(role).tasks) >= stated


@pytest.mark.parametrize("role", sorted({row["role"] for row in STATEMENTS if row["kind"] in {"placement", "partner"}}))
def test_placement_of_the_article(role: str, live: Catalog) -> None:
    placement = live.role(role).placement
    assert placement is not None
    assert placement.basis is Basis.ARTICLE


@pytest.mark.parametrize("role", sorted({row["role"] for row in STATEMENTS if row["kind"] == "entry"}))
def test_entry_of_the_article(role: str, live: Catalog) -> None:
    """A way in that the article names is in an entry route or, if it is no occupation, in the placement."""
    found = live.role(role)
    assert any(item is not None and item.basis is Basis.ARTICLE for item in (found.placement, *found.entry_routes))


@pytest.mark.parametrize("role", ROLES)
def test_profiles_are_neither_thin_nor_endless(role: str, live: Catalog) -> None:
    levels = Counter(item.level for item in live.role(role).requires)
    assert 18 <= levels.total() <= 30
    assert levels[live.level_ids[-1]] <= 5
    assert None not in levels


@pytest.mark.parametrize("role", ROLES)
def test_each_requirement_says_why(role: str, live: Catalog) -> None:
    assert [item.skill for item in live.role(role).requires if item.why is None] == []


def test_how_much_there_is(live: Catalog) -> None:
    content = live.content
    german = [
        name
        for name, record in content.trainings.items()
        if "de" in record.value.languages.instruction and not record.value.languages.machine_translated
    ]
    assert live.languages == ("de", "en")
    assert len(content.skills) >= 75
    assert len(content.trainings) >= 328
    assert len(german) >= 127
    assert len(content.occupations) >= 22


def test_each_skill_is_whole(live: Catalog) -> None:
    for name, record in live.content.skills.items():
        skill = record.value
        named = set(record.node.plain())
        assert "type" in named, name
        assert len({"group", "groups"} & named) == 1, name
        assert skill.description is not None, name
        assert set(skill.title) == set(skill.description) == {"de", "en"}, name
        assert list(skill.levels) == list(live.level_ids), name


def test_each_training_says_when_and_how_it_was_checked(live: Catalog) -> None:
    assert [name for name, record in live.content.trainings.items() if record.value.checked is None] == []


def test_each_training_has_hours(live: Catalog) -> None:
    """Hours are stated by a source or estimated; laws, standards and tool documentation need none."""
    trainings = {
        name: record.value for name, record in live.content.trainings.items() if record.value.kind != "reference"
    }
    timed = {name for name, item in trainings.items() if item.effort or getattr(item.duration, "hours", None)}
    assert timed == set(trainings)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_says_how_to_get_on(role: str, live: Catalog) -> None:
    found = live.role(role)
    assert found.portfolio is not None
    assert found.interview
    assert found.leads_to
    assert any(item.levels for item in found.requires)
