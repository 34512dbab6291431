"""Rules over role profiles."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.facts import Facts
from generator.model.marks import Ref, find
from generator.model.parts import Basis, Sourced
from generator.problems import Problem, shown


def requirements_are_unique(facts: Facts) -> Iterator[Problem]:
    """Ensure that a role requires a skill once and lists each neighbour, starting occupation and next step once."""
    for record in facts.catalog_to_check.content.roles.values():
        for key, ids in (
            ("requires", [item.skill for item in record.value.requires]),
            ("boundary", [item.role for item in record.value.boundary]),
            ("entry_routes", [item.occupation for item in record.value.entry_routes]),
            ("leads_to", [item.role or item.occupation or "" for item in record.value.leads_to]),
        ):
            seen: set[str] = set()
            for number, other in enumerate(ids):
                if other in seen:
                    yield Problem(
                        record.locate(key, number), "duplicate-entry", f"{shown(other)} a second time", "each once"
                    )
                seen.add(other)


def tasks_take_required_skills(facts: Facts) -> Iterator[Problem]:
    """Ensure that a task names only skills that its role requires."""
    for record in facts.catalog_to_check.content.roles.values():
        required = {item.skill for item in record.value.requires}
        for number, task in enumerate(record.value.tasks):
            for place, skill in enumerate(task.skills):
                if skill not in required:
                    yield Problem(
                        record.locate("tasks", number, "skills", place),
                        "task-skill",
                        f"{shown(skill)}, which the role does not require",
                        "a skill in requires:",
                    )


def levels_are_stated_for_all_or_none(facts: Facts) -> Iterator[Problem]:
    """Ensure that a role states a level for all of its requirements or for none."""
    for record in facts.catalog_to_check.content.roles.values():
        ungraded = [number for number, item in enumerate(record.value.requires) if item.level is None]
        if len(ungraded) == len(record.value.requires):
            continue
        for number in ungraded:
            skill = record.value.requires[number].skill
            yield Problem(
                record.locate("requires", number),
                "missing-level",
                f"no level for {shown(skill)}",
                "a level",
                "add level:",
            )


def roles_name_other_roles(facts: Facts) -> Iterator[Problem]:
    """Ensure that a role does not name itself, neither as a neighbouring role nor as one that it leads to."""
    for own, record in facts.catalog_to_check.content.roles.items():
        for path, ref, target, _ in find(record.value, Ref):
            if target == own and "role" in ref.kinds:
                code = "own-boundary" if path[0] == "boundary" else "own-role"
                yield Problem(record.locate(*path), code, shown(own), "another role")


def statements_from_a_source_name_it(facts: Facts) -> Iterator[Problem]:
    """Ensure that a statement with ``basis: source`` names the key of its source."""
    for record in facts.catalog_to_check.content.reviewed:
        for path, _, part, _ in find(record.value, Sourced):
            if part.basis is Basis.SOURCE and part.source is None:
                place = record.locate(*path, "basis")
                expected = "source: with a key of sources:"
                yield Problem(place, "missing-source", "basis: source without a source", expected)
