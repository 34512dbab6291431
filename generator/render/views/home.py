"""The home page: the choice of the reader's occupation first, then the roles and other ways to find one."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.page import HR
from generator.render.lens import Lens, PageLink
from generator.render.views.branch import BranchRow, family_rows
from generator.render.views.finder import FinderView, finder_view
from generator.render.views.occupation_data import ANSWERS
from generator.render.views.prose import page_for
from generator.render.views.registry import shows
from generator.render.views.roles import CardGroup, FamilyCard, card_groups, family_cards
from generator.render.views.shares import HeatView, heat_view
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class Start:
    """An occupation that can be chosen."""

    id: str
    link: PageLink


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the home page shows: few ``roles`` as cards, many by family or by a link to all of them.

    ``answers`` is the folder of the scripts with the answer for each occupation.
    """

    title: str
    tagline: str
    description: str
    roles: tuple[CardGroup, ...]
    families: tuple[FamilyCard, ...]
    branches: tuple[BranchRow, ...]
    all_roles: PageLink | None
    starts: tuple[Start, ...]
    answers: str
    heat: HeatView | None
    finder: FinderView | None
    links: dict[str, PageLink | None]
    guide: PageLink | None
    has_sheets: bool


@shows(PageKind.HOME)
def home_view(lens: Lens) -> HomeView:
    """Make the view of the home page."""
    content = lens.catalog.content
    kinds = (
        PageKind.OCCUPATIONS,
        PageKind.SKILLS,
        PageKind.TRAININGS,
        PageKind.COMPARISONS,
        PageKind.MATRIX,
        PageKind.PLAN,
    )
    starts = (Start(id, lens.occupation(id)) for id in content.occupations)
    return HomeView(
        title=lens.local(lens.catalog.site.title),
        tagline=lens.local(lens.catalog.site.tagline),
        description=lens.local(lens.catalog.site.description),
        roles=card_groups(lens),
        families=family_cards(lens),
        branches=family_rows(lens),
        all_roles=lens.link(PageKind.ROLES, text=lens.t("home.roles.all", n=lens.t.number(len(content.roles))))
        if content.roles
        else None,
        starts=tuple(sorted(starts, key=lambda start: lens.sort_key(start.link.text))),
        answers=lens.routes.relative(lens.page, ANSWERS),
        heat=heat_view(lens),
        finder=finder_view(lens),
        links={kind: lens.link(kind) if lens.routes.has(kind) else None for kind in kinds},
        guide=page_for(lens, HR),
        has_sheets=PageKind.SHEET in lens.routes.kinds,
    )
