"""Rules over prerequisites between skills."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.problems import Problem, shown


def prerequisites_have_no_cycle(facts: Facts) -> Iterator[Problem]:
    """Ensure that no skill is its own prerequisite, directly or through others; each cycle is reported once, from its first id."""
    catalog = facts.catalog
    done: set[str] = set()
    for start in sorted(catalog.content.skills):
        # Depth-first with an explicit stack: a chain of prerequisites may be longer than Python's recursion allows.
        path: list[str] = []
        on_path: set[str] = set()
        stack = [(start, False)]
        while stack:
            skill, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(skill)
                done.add(skill)
                continue
            if skill in done:
                continue
            if skill in on_path:
                yield _cycle(catalog, path[path.index(skill) :])
                continue
            path.append(skill)
            on_path.add(skill)
            stack.append((skill, True))
            stack.extend((item.skill, False) for item in reversed(catalog.skill(skill).prerequisites))


def _cycle(catalog: Catalog, members: list[str]) -> Problem:
    first = members.index(min(members))
    members = members[first:] + members[:first]
    record = catalog.content.skills[members[0]]
    following = members[1] if len(members) > 1 else members[0]
    number = next(n for n, item in enumerate(record.value.prerequisites) if item.skill == following)
    shown_cycle = " -> ".join([*members, members[0]])
    return Problem(
        record.locate("prerequisites", number, "skill"),
        "cycle",
        shown_cycle,
        "prerequisites without a circle",
        "remove one of them",
    )


def prerequisites_are_unique(facts: Facts) -> Iterator[Problem]:
    """Ensure that each prerequisite skill is named once per level that it opens."""
    for record in facts.catalog.content.skills.values():
        seen: set[tuple[str, str]] = set()
        for number, item in enumerate(record.value.prerequisites):
            if (item.skill, item.from_level) in seen:
                place = record.locate("prerequisites", number)
                found = f"{shown(item.skill)} a second time from {item.from_level}"
                yield Problem(place, "duplicate-prerequisite", found, "each skill once per level")
            seen.add((item.skill, item.from_level))


def roles_hold_their_prerequisites(facts: Facts) -> Iterator[Problem]:
    """Ensure that the essential skills of a role include, at each of its grades, the prerequisites of their levels."""
    catalog = facts.catalog
    if not any(record.value.prerequisites for record in catalog.content.skills.values()):
        return  # saves a labour market the check of 100,000 requirements
    for role, record in catalog.content.roles.items():
        skills = [item.skill for item in record.value.requires]
        if len(set(skills)) < len(skills):
            continue  # a skill listed twice has no definite level; another rule reports it
        seen: set[tuple[int, str]] = set()
        for grade in catalog.grades_of(role):
            for key, problem in _missing(catalog, role, grade):
                if key not in seen:  # usually the next grade lacks the same
                    yield problem
                seen.add(key)


def _missing(catalog: Catalog, role: str, grade: str) -> Iterator[tuple[tuple[int, str], Problem]]:
    """Yield a problem for each prerequisite that a grade of a role lacks, with the index of the requirement and the skill."""
    record = catalog.content.roles[role]
    required = catalog.requirement_ranks(role, essential_only=True, grade=grade)
    for number, requirement in enumerate(record.value.requires):
        level = catalog.level_at_grade(role, requirement, grade)
        if requirement.skill not in required or level is None:
            continue
        for item in catalog.skill(requirement.skill).prerequisites:
            opened = catalog.rank(item.from_level) <= required[requirement.skill]
            has = required.get(item.skill, 0)
            if opened and has < catalog.rank(item.level):
                held = (
                    f"{shown(item.skill)} only at {catalog.level_at(has)}"
                    if has
                    else f"no essential {shown(item.skill)}"
                )
                at_grade = f" ({grade})" if len(catalog.grades_of(role)) > 1 else ""
                yield (
                    (number, item.skill),
                    Problem(
                        record.locate("requires", number),
                        "missing-prerequisite",
                        f"{requirement.skill} at {level}{at_grade}, but {held}",
                        f"{item.skill} at {item.level}, since {requirement.skill} needs it from {item.from_level}",
                        "add or raise the requirement, or correct the skill's prerequisites",
                    ),
                )
