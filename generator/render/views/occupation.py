"""Pages of occupations, from which readers start: which roles are near and what to do first."""

from __future__ import annotations

from dataclasses import dataclass

from generator.derive.near import nearest
from generator.render.lens import BasisMark, Lens, LevelMark, PageLink
from generator.render.views.common import RecordFoot, record_foot
from generator.render.views.order import by_title
from generator.render.views.registry import shows
from generator.render.views.ways import (
    NearRole,
    between,
    carrying,
    hours_text,
    length_text,
    near_role,
    near_title,
    standing_text,
)
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class OtherWay:
    """A role that is not among the nearest: how far it is, and the job in between if the role's record names one."""

    role: PageLink
    standing: str
    length: str
    via: PageLink | None
    far: bool


@dataclass(frozen=True, slots=True)
class RouteRow:
    """What a role's own record says about the way from the occupation."""

    role: PageLink
    carries_over: str
    missing: str
    basis: BasisMark


@dataclass(frozen=True, slots=True)
class BroughtLevel:
    """The skills that people typically bring at a level."""

    level: LevelMark
    skills: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class OccupationView:
    """Everything an occupation's page shows."""

    title: str
    alternative_titles: tuple[str, ...]
    summary: str
    description: str
    near_title: str
    near: tuple[NearRole, ...]
    others: tuple[OtherWay, ...]
    routes: tuple[RouteRow, ...]
    brings: tuple[BroughtLevel, ...]
    basis: BasisMark
    foot: RecordFoot


@dataclass(frozen=True, slots=True)
class OccupationRow:
    """An occupation with its near roles: for each the link, the hours to its first grade, and a note if it is far."""

    link: PageLink
    also: tuple[str, ...]
    near: tuple[tuple[PageLink, str, str], ...]


@dataclass(frozen=True, slots=True)
class OccupationsView:
    """The overview of occupations."""

    title: str
    summary: str
    rows: tuple[OccupationRow, ...]


@shows(PageKind.OCCUPATION)
def occupation_view(lens: Lens) -> OccupationView:
    """Make the view of an occupation's page."""
    id = lens.page.key
    record = lens.catalog.content.occupations[id].value
    ways = lens.facts.ways(id, lens.language)
    title = lens.local(record.title)
    close = nearest(ways)
    near = tuple(near_role(lens, id, way) for way in close)
    names = " · ".join(f"{way.role.text}: {way.standing}" for way in near)
    return OccupationView(
        title=title,
        alternative_titles=lens.locals(record.alternative_titles),
        summary=lens.local(record.summary),
        description=lens.t("occupation.description", occupation=title, near=names),
        near_title=near_title(lens, near),
        near=near,
        others=tuple(
            OtherWay(
                carrying(lens.role(way.role), id),
                standing_text(lens, way),
                length_text(lens, way.plan.length),
                between(lens, way.via) if way.via else None,
                way.far,
            )
            for way in ways
            if way not in close
        ),
        routes=tuple(
            RouteRow(
                carrying(lens.role(role), id),
                lens.local(route.carries_over),
                lens.local(route.missing),
                lens.basis(route.basis, route.source, lens.catalog.role(role).sources),
            )
            for role in by_title(lens, lens.catalog.content.roles)
            for route in lens.catalog.role(role).entry_routes
            if route.occupation == id
        ),
        brings=_brings(lens, id),
        basis=lens.basis(record.basis, None, record.sources),
        foot=record_foot(lens, record),
    )


def _brings(lens: Lens, id: str) -> tuple[BroughtLevel, ...]:
    """Return the skills that people bring from an occupation, by level, the highest first."""
    levels = lens.catalog.content.occupations[id].value.levels
    ranks = sorted({lens.catalog.rank(level) for level in levels.values()}, reverse=True)
    return tuple(
        BroughtLevel(
            lens.level(rank),
            tuple(
                sorted(
                    (lens.skill(skill) for skill, level in levels.items() if lens.catalog.rank(level) == rank),
                    key=lambda link: lens.sort_key(link.text),
                )
            ),
        )
        for rank in ranks
    )


@shows(PageKind.OCCUPATIONS)
def occupations_view(lens: Lens) -> OccupationsView:
    """Make the overview of occupations, in the order of their names."""
    content = lens.catalog.content
    rows = []
    for id, record in content.occupations.items():
        near = tuple(
            (
                carrying(lens.role(way.role), id),
                hours_text(lens, way.plan.length) if way.plan.length.high or not way.plan.units else "",
                lens.t("way.far") if way.far else "",
            )
            for way in nearest(lens.facts.ways(id, lens.language))
        )
        rows.append(OccupationRow(lens.occupation(id), lens.locals(record.value.alternative_titles), near))
    return OccupationsView(
        lens.title(PageKind.OCCUPATIONS),
        lens.t("occupations.lead"),
        tuple(sorted(rows, key=lambda row: lens.sort_key(row.link.text))),
    )
