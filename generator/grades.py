"""Rules of grades: which grades a role has, and which level of a skill it requires at each of them.

A level holds from the grade that names it until a later grade names another; ``none`` ends the requirement. Before the
first grade named, the skill is not required. ``level: x`` means level x at the reference grade. Where tracks run side by
side, a grade inherits the highest level of the grades right before it. A role without the reference grade is compared at
its own grade nearest to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.content import Content
from generator.kinds.role import Requirement, Role
from generator.model.marks import NONE

NAMELESS = ""
"""Id of the one stage that a role has where the atlas names no grades."""


@dataclass(frozen=True, eq=False)
class Grades:
    """Grades of an atlas in their order, the id of the reference grade, and the rank of each level."""

    ids: tuple[str, ...]
    reference: str
    ranks: Mapping[str, int]

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {grade: place for place, grade in enumerate(self.ids)}

    def of(self, role: Role) -> tuple[str, ...]:
        """Return the grades of a role in their order: those it lists, or else those that its requirements name and the reference.

        A role that lists no grades lacks the reference grade if all its requirements begin at later grades.
        """
        named = {one.grade for one in role.grades} or {grade for item in role.requires for grade in item.levels or ()}
        if not role.grades and not (role.requires and all(map(self._begins_late, role.requires))):
            named.add(self.reference)
        return tuple(grade for grade in self.ids if grade in named)

    def _begins_late(self, requirement: Requirement) -> bool:
        reference = self._order[self.reference]
        return bool(requirement.levels) and all(self._order[grade] > reference for grade in requirement.levels or ())

    def reference_of(self, role: Role) -> str:
        """Return the grade at which a role is compared: the reference, or else its nearest grade, the lower of two equally near."""
        own, reference = self.of(role), self._order[self.reference]
        return min(own, key=lambda grade: abs(self._order[grade] - reference))

    def before(self, role: Role, grade: str) -> tuple[str, ...]:
        """Return the grades of a role that come right before a grade: several where tracks meet, none at a start."""
        own = next((one for one in role.grades if one.grade == grade), None)
        earlier = [other for other in self.of(role) if self._order[other] < self._order[grade]]
        if own is None or own.after is None:
            return tuple(earlier[-1:])
        return tuple(other for other in earlier if other in own.after)

    def level(self, role: Role, requirement: Requirement, grade: str, reference: str) -> str | None:
        """Return the level that a role requires at a grade: an id, "none" if the skill is not required, ``None`` if no level is stated.

        ``reference`` is the grade that ``reference_of`` returns for the role.
        """
        named: Mapping[str, str | None] = requirement.levels or {reference: requirement.level}
        if grade in named:
            return named[grade]
        levels = [self.level(role, requirement, earlier, reference) for earlier in self.before(role, grade)]
        return max(levels, key=self.rank_asked, default=NONE)

    def rank_asked(self, level: str | None) -> int:
        """Return the rank that a level asks for: 0 for "none"; a requirement without a level counts as the lowest."""
        return 1 if level is None else self.ranks[level]


def atlas_grades(content: Content) -> Grades:
    """Return the grades of a content; without any there is one nameless stage."""
    grades = content.grades
    ids = tuple(grades) or (NAMELESS,)
    reference = next((id for id, record in grades.items() if record.value.reference), ids[-1])
    ranks = {NONE: 0, **{level: rank for rank, level in enumerate(content.levels, start=1)}}
    return Grades(ids, reference, ranks)
