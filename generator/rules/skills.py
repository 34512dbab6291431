"""Rules over skills."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.facts import Facts
from generator.problems import Problem, Severity, shown


def skills_are_required_by_a_role(facts: Facts) -> Iterator[Problem]:
    """Ensure that some role requires each skill; an orphan is of no use to readers."""
    catalog = facts.catalog
    if not catalog.content.roles:
        return
    for skill, record in catalog.content.skills.items():
        if not catalog.roles_requiring(skill):
            found = f"no role that requires {shown(skill)}"
            yield Problem(
                record.locate(),
                "orphan-skill",
                found,
                "at least one",
                "require it, or remove the skill",
                Severity.WARNING,
            )


def relations_are_sensible(facts: Facts) -> Iterator[Problem]:
    """Ensure that a related skill is another one, listed once and not a prerequisite too."""
    for skill, record in facts.catalog.content.skills.items():
        prerequisites = {item.skill for item in record.value.prerequisites}
        seen: set[str] = set()
        for number, other in enumerate(record.value.related):
            if other == skill:
                fault = "own-relation", shown(other), "another skill"
            elif other in seen:
                fault = "duplicate-entry", f"{shown(other)} a second time", "each once"
            elif other in prerequisites:
                fault = "related-prerequisite", f"{shown(other)}, which is a prerequisite", "a skill that is none"
            else:
                seen.add(other)
                continue
            yield Problem(record.locate("related", number), *fault)


def level_statements_are_complete(facts: Facts) -> Iterator[Problem]:
    """Ensure that a skill which describes levels describes each one up to the highest that a role requires."""
    catalog = facts.catalog
    for skill, record in catalog.content.skills.items():
        if not record.value.levels:
            continue
        required = max(
            (
                catalog.highest_rank(row.role, row.requirement)
                for row in catalog.roles_requiring(skill)
                if row.requirement.level
            ),
            default=0,
        )
        for rank in range(1, required + 1):
            level = catalog.level_at(rank)
            if level not in record.value.levels:
                yield Problem(
                    record.locate("levels"),
                    "missing-statement",
                    f"no statement for {shown(level)}",
                    "one for each level that a role requires",
                    severity=Severity.WARNING,
                )
