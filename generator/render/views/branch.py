"""Pages of families and groups, for atlases with more roles or skills than one page can list."""

from __future__ import annotations

from dataclasses import dataclass

from generator.derive.branches import Branches
from generator.render.lens import Lens, PageLink
from generator.render.views.registry import shows
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch with the number of roles or skills in it, and the branches directly below it."""

    link: PageLink
    count: str
    below: tuple[BranchRow, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchView:
    """A branch: the branches above it, from the top, those below it, and its own roles or skills."""

    title: str
    description: str
    above: tuple[PageLink, ...]
    below: tuple[BranchRow, ...]
    members: tuple[PageLink, ...]


@shows(PageKind.FAMILY)
def family_view(lens: Lens) -> BranchView:
    """Make the view of a family of roles."""
    return _branch_view(lens, lens.facts.family_tree, PageKind.FAMILY, PageKind.ROLES, PageKind.ROLE)


@shows(PageKind.GROUP)
def group_view(lens: Lens) -> BranchView:
    """Make the view of a group of skills."""
    return _branch_view(lens, lens.facts.group_tree, PageKind.GROUP, PageKind.SKILLS, PageKind.SKILL)


def _branch_view(lens: Lens, tree: Branches, kind: str, overview: str, member: str) -> BranchView:
    id = lens.page.key
    content = lens.catalog.content
    record = (content.families if kind == PageKind.FAMILY else content.groups)[id].value
    links = (lens.link(member, one) for one in tree.members.get(id, ()))
    return BranchView(
        lens.title(kind, id),
        lens.local(record.description),
        (lens.link(overview), *(lens.link(kind, above) for above in reversed(tree.above(id)))),
        branch_rows(lens, tree, kind, id),
        tuple(sorted(links, key=lambda link: lens.sort_key(link.text))),
    )


def branch_rows(lens: Lens, tree: Branches, kind: str, id: str = "", depth: int = 1) -> tuple[BranchRow, ...]:
    """Return rows for the branches directly below a branch, with ``depth`` levels of branches in all."""
    if not depth:
        return ()
    return tuple(
        BranchRow(lens.link(kind, one), lens.t.number(tree.total(one)), branch_rows(lens, tree, kind, one, depth - 1))
        for one in tree.below(id)
    )


def family_rows(lens: Lens) -> tuple[BranchRow, ...]:
    """Return rows for the two upper levels of families; none if families have no pages."""
    tree = lens.facts.family_tree
    return branch_rows(lens, tree, PageKind.FAMILY, depth=2) if has_pages(lens, tree, PageKind.FAMILY) else ()


def group_rows(lens: Lens) -> tuple[BranchRow, ...]:
    """Return rows for the two upper levels of groups; none if groups have no pages."""
    tree = lens.facts.group_tree
    return branch_rows(lens, tree, PageKind.GROUP, depth=2) if has_pages(lens, tree, PageKind.GROUP) else ()


def has_pages(lens: Lens, tree: Branches, kind: str) -> bool:
    """Return whether the branches of a tree have pages."""
    return any(lens.routes.has(kind, id) for id in tree.below())
