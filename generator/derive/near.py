"""Which roles are near an occupation: those whose first grade takes the fewest hours to reach from it.

By hours alone everyone would be sent to the role that is quickest to begin with, whatever they bring. So the roles whose own
record names the occupation as a way in come first. Beside such a role, another role is near only if the occupation brings at
least a third of its skills. Among the near roles, one that was only forecast and is hardly found as a job comes after one that is
found, unless the latter is too far. The figures of the home page and of the occupations' pages come from one function here, and
those of the plan's page from the same plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.catalog import Catalog
from generator.derive.filters import Filters
from generator.derive.plan import LearningPlan, Planner, Profile, standing

NEAR = 2
"""Most roles that are called near an occupation."""
KINDRED = 1 / 3
"""Least share of a role's first-grade skills that an occupation must bring for it to be near beside a role that names the occupation."""
EXACT = 12
"""Number of roles for which a plan is made, those with the fewest missing steps first, since planning all roles of a large atlas
would take too long."""


@dataclass(frozen=True, slots=True)
class WayToRole:
    """The way from an occupation to the first grade of a role.

    ``held`` is the share of the grade's essential skills that the occupation brings. ``named`` is true if the role's record
    names the occupation as a way in; ``via`` is the occupation or role that this entry names as lying between, or empty.
    ``far`` is true above the site's bound of hours, ``forecast`` if the role is hardly found as a job yet.
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
        """Hours to the grade, the middle of the range."""
        return self.plan.length.middle


def ranks_of(catalog: Catalog, occupation: str) -> Mapping[str, int]:
    """Return the ranks by skill that people typically bring from an occupation."""
    levels = catalog.content.occupations[occupation].value.levels
    return {skill: catalog.rank(level) for skill, level in levels.items()}


def ways_from(planner: Planner, occupation: str, languages: frozenset[str] = frozenset()) -> tuple[WayToRole, ...]:
    """Return the ways from an occupation, the nearest role first: by hours, then by number of units without a time, then by id.

    ``languages`` are the languages of instruction that the reader understands, by default all. Only the ``EXACT`` roles with
    the fewest missing steps are returned. Roles that state no levels or require nothing are left out.
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
        ways.append(
            WayToRole(role, first[role], plan, held, route is not None, via, far, catalog.role(role).only_forecast)
        )
    return tuple(sorted(ways, key=lambda way: (way.hours, way.plan.length.untimed, way.role)))


def nearest(ways: tuple[WayToRole, ...]) -> tuple[WayToRole, ...]:
    """Return the ways to the roles that are called near, ``NEAR`` at most.

    Roles whose records name the occupation are chosen first, then others of whose skills a share of ``KINDRED`` is held; where
    no record names it, the first ways are chosen. Roles within the site's bound come first, and among these the ones that are
    found as a job.
    """
    named = [way for way in ways if way.named]
    kindred = [way for way in ways if not way.named and (not named or way.held >= KINDRED)]
    return tuple(sorted([*named, *kindred][:NEAR], key=lambda way: (way.far, way.forecast)))
