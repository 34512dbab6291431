"""Ways into a role and on from it, as the role's page and its sheet show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.derive.near import ranks_of
from generator.derive.plan import standing
from generator.kinds.role import EntryRoute
from generator.render.lens import BasisMark, Lens, PageLink
from generator.render.views.ways import between


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A way in from an occupation, which brings ``reached`` of ``essential`` skills at the required level.

    ``via`` is the job that lies between, if the record names one; ``reached_then`` counts the skills that both together bring.
    """

    occupation: PageLink
    carries_over: str
    missing: str
    basis: BasisMark
    reached: int
    essential: int
    via: PageLink | None
    reached_then: int


@dataclass(frozen=True, slots=True)
class NextRow:
    """A role or an occupation that may come next."""

    target: PageLink
    text: str


def entry_rows(lens: Lens, id: str) -> tuple[EntryRow, ...]:
    """Return the ways into a role, those that bring the most skills first; ties in the order of its record."""
    rows = (_entry(lens, id, route) for route in lens.catalog.role(id).entry_routes)
    return tuple(sorted(rows, key=lambda row: -row.reached))


def _entry(lens: Lens, id: str, route: EntryRoute) -> EntryRow:
    have = ranks_of(lens.catalog, route.occupation)
    more = _brings(lens, route.via) if route.via else {}
    both = {skill: max(have.get(skill, 0), more.get(skill, 0)) for skill in have.keys() | more.keys()}
    grade = lens.catalog.grades_of(id)[0]
    figures = standing(lens.catalog, id, have, grade)
    return EntryRow(
        lens.occupation(route.occupation),
        lens.local(route.carries_over),
        lens.local(route.missing),
        lens.basis(route.basis, route.source, lens.catalog.role(id).sources),
        figures.reached,
        figures.essential,
        between(lens, route.via) if route.via else None,
        standing(lens.catalog, id, both, grade).reached,
    )


def _brings(lens: Lens, job: str) -> Mapping[str, int]:
    """Return the ranks by skill that an occupation or a role brings."""
    catalog = lens.catalog
    return ranks_of(catalog, job) if job in catalog.content.occupations else catalog.requirement_ranks(job)


def next_rows(lens: Lens, id: str) -> tuple[NextRow, ...]:
    """Return the roles and occupations that a role may lead to, in the order of its record."""
    return tuple(
        NextRow(lens.role(row.role) if row.role else lens.occupation(row.occupation or ""), lens.local(row.text))
        for row in lens.catalog.role(id).leads_to
    )
