"""The overview of roles: few as cards, many by family and in a table that can be filtered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.derive.families import FEW, LISTED
from generator.render.lens import Lens, PageLink, noted
from generator.render.views.branch import BranchRow, family_rows
from generator.render.views.facets import Facet, ListColumn, facet, joined_marks, list_part
from generator.render.views.grades import taken_grade
from generator.render.views.order import by_title
from generator.render.views.registry import shows
from generator.render.views.shares import SharesView, group_shares
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role as a card."""

    id: str
    link: PageLink
    summary: str
    draft: bool
    maturity: str
    nearest: PageLink | None
    shares: SharesView | None


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Roles of a family as cards; without ``id``, all roles, ungrouped."""

    id: str
    title: str
    description: str
    roles: tuple[RoleCard, ...]


@dataclass(frozen=True, slots=True)
class FamilyCard:
    """A family of roles: its description, the number of its roles and, if there are not too many, links to them."""

    id: str
    link: PageLink
    description: str
    count: str
    roles: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role in the table, with other names to find it by."""

    link: PageLink
    summary: str
    family: str
    skills: str
    labels: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RolesView:
    """The overview of roles, or one part of its table: either cards, or families and rows.

    ``branches`` are the upper families, if families have pages of their own.
    """

    title: str
    summary: str
    total: int
    cards: tuple[CardGroup, ...]
    families: tuple[FamilyCard, ...]
    facets: tuple[Facet, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[RoleRow, ...]
    parts: tuple[PageLink, ...]
    branches: tuple[BranchRow, ...] = ()


def card_groups(lens: Lens) -> tuple[CardGroup, ...]:
    """Return all roles as cards, by family if ``_parted``; none if there are no roles or more than ``FEW``."""
    content = lens.catalog.content
    if not 0 < len(content.roles) <= FEW:
        return ()
    if not _parted(lens):
        return (CardGroup("", "", "", _cards(lens, content.roles)),)
    groups = []
    for id, roles in lens.facts.roles_by_family.items():
        family = content.families[id].value
        groups.append(CardGroup(id, lens.local(family.title), lens.local(family.description), _cards(lens, roles)))
    return tuple(groups)


def _parted(lens: Lens) -> bool:
    """Return whether every role names a family and the families group them: there are several, and fewer than roles."""
    families = lens.facts.roles_by_family
    return all(families) and 1 < len(families) < len(lens.catalog.content.roles)


def _cards(lens: Lens, ids: Iterable[str]) -> tuple[RoleCard, ...]:
    return tuple(_card(lens, id) for id in by_title(lens, ids))


def _card(lens: Lens, id: str) -> RoleCard:
    role = lens.catalog.role(id)
    near = lens.facts.near[id]
    return RoleCard(
        id,
        lens.role(id),
        lens.local(role.summary),
        role.draft,
        lens.t(f"maturity.{role.maturity.state}") if role.maturity else "",
        # With only two roles each is the other's nearest, which is no information.
        lens.role(near[0]) if near and len(lens.catalog.content.roles) > 2 else None,
        group_shares(lens, id),
    )


def family_cards(lens: Lens) -> tuple[FamilyCard, ...]:
    """Return the families of roles; none if roles are few enough for cards, no role names a family, or families have pages."""
    families = lens.facts.roles_by_family
    many = len(lens.catalog.content.roles)
    if many <= FEW or not any(families) or family_rows(lens):
        return ()
    return tuple(_family(lens, family, roles, named=many <= LISTED) for family, roles in families.items())


def _family(lens: Lens, id: str, roles: tuple[str, ...], *, named: bool) -> FamilyCard:
    record = lens.catalog.content.families.get(id)
    title = lens.local(record.value.title) if record else lens.t("roles.no_family")
    links = sorted(map(lens.role, roles), key=lambda link: lens.sort_key(link.text)) if named else ()
    return FamilyCard(
        id or NO_FAMILY,
        family_link(lens, id, title),
        lens.local(record.value.description) if record else "",
        lens.t.count("roles.count", len(roles)),
        tuple(links),
    )


NO_FAMILY = "none"
"""Stands for the family of roles without one; the id of a family must not be this."""


def family_link(lens: Lens, id: str, title: str) -> PageLink:
    """Return a link to a family's page or its place in the overview of roles; no address if the overview does not show families."""
    many = len(lens.catalog.content.roles)
    if many <= FEW and not _parted(lens):
        return PageLink(title)
    if id and lens.routes.has(PageKind.FAMILY, id):
        return lens.link(PageKind.FAMILY, id)
    if many <= LISTED:
        return lens.link(PageKind.ROLES, anchor=f"family-{id or NO_FAMILY}", text=title)
    return lens.filtered(PageKind.ROLES, title, family=id or NO_FAMILY) or lens.link(PageKind.ROLES, text=title)


@shows(PageKind.ROLES)
def roles_view(lens: Lens) -> RolesView:
    """Make the overview of roles, or one part of its table."""
    content = lens.catalog.content
    total, cards = len(content.roles), card_groups(lens)
    summary = lens.t("roles.lead" if lens.catalog.knows_ways else "roles.lead.plain")
    if total <= FEW:
        return RolesView(lens.title(PageKind.ROLES), summary, total, cards, (), (), (), (), ())
    of_all = "roles/title", "roles/name_forms"
    ids = lens.memory.remember("roles-a-z", lambda: by_title(lens, content.roles), *of_all)
    part = list_part(lens, PageKind.ROLES, ids)
    titles = {id: lens.local(record.value.title) for id, record in content.families.items()}
    titles[NO_FAMILY] = lens.t("roles.no_family")
    marks = [(lens.catalog.role(id).family or NO_FAMILY,) for id in part.ids]
    facets = facet("family", lens.t("role.family"), titles, marks, boxes=True) if content.families else ()
    names = (("skill.role", "title"), *((("role.family", "family"),) if facets else ()), ("role.skills", "skills"))
    return RolesView(
        part.title,
        summary,
        total,
        (),
        () if lens.page.key else family_cards(lens),
        facets,
        tuple(ListColumn(lens.t(key), name) for key, name in names),
        tuple(_row(lens, id, titles, with_family=bool(facets), short=bool(part.parts)) for id in part.ids),
        part.parts,
        () if lens.page.key else family_rows(lens),
    )


def _row(lens: Lens, id: str, families: dict[str, str], *, with_family: bool, short: bool) -> RoleRow:
    role = lens.catalog.role(id)
    family = role.family or NO_FAMILY
    others = (title for language, title in role.title.items() if language != lens.language)
    graded = (lens.local(grade.title) for grade in role.grades if grade.title)
    return RoleRow(
        lens.role(id),
        lens.local(role.summary),
        families[family] if with_family else "",
        noted(lens.t.number(len(lens.catalog.requirement_ranks(id))), taken_grade(lens, id)),
        "" if short else " · ".join((*lens.locals(role.alternative_titles), *graded, *others)),
        joined_marks({"family": (family,)}) if with_family else (),
    )
