"""Which roles are near an occupation: those whose first grade takes the fewest hours to reach from it.

Hours alone would send everyone to the role that is quickest to begin with, whatever they bring. So a role whose own
record names the occupation among its ways in is near before one that does not, and such a one is near beside it only
when a good part of its skills is there already. Of the near roles one that was forecast but is hardly found as a job
comes after one that is, unless that one is too far. One function gives the figures of the home page, the occupations'
pages and, through the same plan, of the plan's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.catalog import Catalog
from generator.derive.filters import Filters
from generator.derive.plan import LearningPlan, Planner, Profile, standing

NEAR = 2
"""Roles that are called near an occupation, at most."""
KINDRED = 1 / 3
"""Share of the skills of its first grade from which on a role is near beside one whose record names the occupation."""
EXACT = 12
"""Roles for which a plan is made, those with the fewest missing steps first; an atlas of many roles need not plan them all."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way from an occupation to the first grade of a role.

    ``held`` is the share of the grade's essential skills that the occupation brings; ``named``: the role's record names
    the occupation as a way in; ``via`` is the occupation or role that it says lies
    between; ``far``: above the bound of the site; ``forecast``: hardly found as a job yet.
    """

    role: str
    grade: str
    plan: LearningPlan
    held: float
    named: bool
    via: str
    far: bool
    forecast: bool

    @property
    def hours(self) -> float:
        """Middle hours to the grade."""
        return self.plan.length.middle


def ranks_of(catalog: Catalog, occupation: str) -> Mapping[str, int]:
    """Ranks by skill that one typically brings from an occupation."""
    levels = catalog.content.occupations[occupation].value.levels
    return {skill: catalog.rank(level) for skill, level in levels.items()}


def ways_from(planner: Planner, occupation: str, languages: frozenset[str] = frozenset()) -> tuple[Way, ...]:
    """Ways from an occupation, the nearest role first: by hours, then by steps without a time, then by id.

    ``languages`` are those of instruction that the reader understands, by default all. Roles that require nothing are
    none that one could be near to.
    """
    catalog = planner.catalog
    have = ranks_of(catalog, occupation)
    first = {role: catalog.grades_of(role)[0] for role in catalog.content.roles if catalog.states_levels(role)}
    stands = {role: standing(catalog, role, have, grade) for role, grade in first.items()}
    shortlist = sorted((stands[role].missing, role) for role in first if stands[role].essential)[:EXACT]
    filters = Filters(languages=languages)
    ways = []
    for _, role in shortlist:
        plan = planner.plan(Profile(role, have, filters=filters, grade=first[role]))
        route = next((item for item in catalog.role(role).entry_routes if item.occupation == occupation), None)
        far = plan.length.middle > catalog.site.bounds.far_hours
        held = stands[role].reached / stands[role].essential
        via = (route and route.via) or ""
        ways.append(Way(role, first[role], plan, held, route is not None, via, far, catalog.role(role).only_forecast))
    return tuple(sorted(ways, key=lambda way: (way.hours, way.plan.length.untimed, way.role)))


def nearest(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """Choose the roles that are called near: those whose records name the occupation, then others of which much is held.

    Where no record names it, the first ways are near. Those within the site's bound come first, of these those that are
    found as a job.
    """
    named = [way for way in ways if way.named]
    kindred = [way for way in ways if not way.named and (not named or way.held >= KINDRED)]
    return tuple(sorted([*named, *kindred][:NEAR], key=lambda way: (way.far, way.forecast)))
