"""Rules over prerequisites between skills."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.problems import Problem, shown


def prerequisites_have_no_cycle(facts: Facts) -> Iterator[Problem]:
    """Ensure that no skill is, through others, its own prerequisite; each cycle is shown once, from its first id."""
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
    """Ensure that a role which requires a skill as essential requires what that level presupposes as essential too."""
    catalog = facts.catalog
    for role, record in catalog.content.roles.items():
        required = catalog.requirement_ranks(role, essential_only=True)
        for number, requirement in enumerate(record.value.requires):
            if requirement.skill not in required or requirement.level is None:
                continue
            for item in catalog.skill(requirement.skill).prerequisites:
                opened = catalog.rank(item.from_level) <= required[requirement.skill]
                if opened and required.get(item.skill, 0) < catalog.rank(item.level):
                    has = required.get(item.skill, 0)
                    held = (
                        f"{shown(item.skill)} only at {catalog.level_at(has)}"
                        if has
                        else f"no essential {shown(item.skill)}"
                    )
                    yield Problem(
                        record.locate("requires", number),
                        "missing-prerequisite",
                        f"{requirement.skill} at {requirement.level}, but {held}",
                        f"{item.skill} at {item.level}, since {requirement.skill} needs it from {item.from_level}",
                        "add or raise the requirement, or correct the skill's prerequisites",
                    )
