"""Which roles are near an occupation: those whose first grade takes the fewest hours to reach from it.

One function gives the figures of the home page, the occupations' pages and, through the same plan, of the plan's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.catalog import Catalog
from generator.derive.plan import LearningPlan, Planner, Profile, standing

EXACT = 12
"""Roles for which a plan is made, those with the fewest missing steps first; an atlas of many roles need not plan them all."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way from an occupation to the first grade of a role.

    ``via`` is the occupation or role that lies between, where the role names one; ``far``: above the bound of the site.
    """

    role: str
    grade: str
    plan: LearningPlan
    via: str
    far: bool

    @property
    def hours(self) -> float:
        """Middle hours to the grade."""
        return self.plan.length.middle


def ranks_of(catalog: Catalog, occupation: str) -> Mapping[str, int]:
    """Ranks by skill that one typically brings from an occupation."""
    levels = catalog.content.occupations[occupation].value.levels
    return {skill: catalog.rank(level) for skill, level in levels.items()}


def ways_from(planner: Planner, occupation: str) -> tuple[Way, ...]:
    """Ways from an occupation, the nearest role first: by hours, then by steps without a time, then by id.

    Roles that require nothing are none that one could be near to.
    """
    catalog = planner.catalog
    have = ranks_of(catalog, occupation)
    first = {role: catalog.grades_of(role)[0] for role in catalog.content.roles}
    stands = {role: standing(catalog, role, have, grade) for role, grade in first.items()}
    shortlist = sorted((stands[role].missing, role) for role in first if stands[role].essential)[:EXACT]
    ways = []
    for _, role in shortlist:
        plan = planner.plan(Profile(role, have, grade=first[role]))
        via = next((item.via for item in catalog.role(role).entry_routes if item.occupation == occupation), None)
        far = plan.length.middle > catalog.site.bounds.far_hours
        ways.append(Way(role, first[role], plan, via or "", far))
    return tuple(sorted(ways, key=lambda way: (way.hours, way.plan.length.untimed, way.role)))
