"""The home page: which roles there are, which is near, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from generator.derive.offers import offered
from generator.derive.paths import gap
from generator.render.lens import Lens, Link
from generator.render.views.finder import FinderView, finder_view
from generator.render.views.registry import shows
from generator.render.views.shares import HeatView, SharesView, group_shares, heat_view
from generator.routes import PageKind

SHOWN_NEAR = 2
"""Roles named for an occupation; the table has a column for each."""


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role at a glance."""

    id: str
    link: Link
    summary: str
    maturity: str
    essential: int
    steps: int
    nearest: Link | None
    shares: SharesView | None


@dataclass(frozen=True, slots=True)
class NearRole:
    """A role seen from an occupation: level steps that are missing, and essential skills that are reached."""

    role: Link
    missing: int
    reached: int
    of: int


@dataclass(frozen=True, slots=True)
class NearRow:
    """A starting occupation with the ``SHOWN_NEAR`` roles that have the fewest missing level steps, the nearest first."""

    occupation: str
    roles: tuple[NearRole, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the home page shows; counts by name."""

    title: str
    tagline: str
    description: str
    roles: tuple[RoleCard, ...]
    near: tuple[NearRow, ...]
    heat: HeatView | None
    finder: FinderView | None
    counts: dict[str, int]
    links: dict[str, Link]


def role_cards(lens: Lens) -> tuple[RoleCard, ...]:
    """All roles as cards, in the order of their ids."""
    cards = []
    for id, record in lens.catalog.content.roles.items():
        required = lens.catalog.requirement_ranks(id, essential_only=True)
        near = lens.facts.neighbours(id)
        maturity = record.value.maturity
        cards.append(
            RoleCard(
                id,
                lens.role(id),
                lens.local(record.value.summary),
                lens.t(f"maturity.{maturity.state}") if maturity else "",
                len(required),
                len(gap(lens.catalog, required, {})),
                lens.role(near[0][0]) if near else None,
                group_shares(lens, id),
            )
        )
    return tuple(cards)


@shows(PageKind.HOME)
def home_view(lens: Lens) -> HomeView:
    """Make the view of the home page."""
    content = lens.catalog.content
    kinds = (
        PageKind.ROLES,
        PageKind.SKILLS,
        PageKind.TRAININGS,
        PageKind.COMPARISONS,
        PageKind.MATRIX,
        PageKind.PLAN,
        PageKind.GLOSSARY,
    )
    return HomeView(
        title=lens.local(lens.catalog.site.title),
        tagline=lens.local(lens.catalog.site.tagline),
        description=lens.local(lens.catalog.site.description),
        roles=role_cards(lens),
        near=tuple(
            _near(lens, id)
            for id in sorted(content.occupations, key=lambda id: lens.local(content.occupations[id].value.title))
        ),
        heat=heat_view(lens),
        finder=finder_view(lens),
        counts={
            "roles": len(content.roles),
            "skills": len(content.skills),
            "trainings": len(offered(lens.catalog)),
            "levels": len(content.levels),
            "occupations": len(content.occupations),
        },
        links={kind: lens.link(kind) for kind in kinds if lens.routes.has(kind)},
    )


def _near(lens: Lens, occupation: str) -> NearRow:
    record = lens.catalog.content.occupations[occupation].value
    have = {skill: lens.catalog.rank(level) for skill, level in record.levels.items()}
    rows = []
    for role in lens.catalog.content.roles:
        required = lens.catalog.requirement_ranks(role, essential_only=True)
        reached = sum(have.get(skill, 0) >= rank for skill, rank in required.items())
        rows.append((len(gap(lens.catalog, required, have)), role, reached, len(required)))
    return NearRow(
        lens.local(record.title),
        tuple(
            NearRole(lens.role(role), missing, reached, of) for missing, role, reached, of in sorted(rows)[:SHOWN_NEAR]
        ),
    )
