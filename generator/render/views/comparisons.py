"""The overview of all comparisons of two roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.derive.compare import compare, likeness
from generator.render.lens import Lens, PageLink
from generator.render.views.matrix import SHADES
from generator.render.views.order import by_title
from generator.render.views.registry import shows
from generator.render.views.roles import NO_FAMILY
from generator.routes import PageKind

MOST_PAIRS = 500
"""Most pairs that the overview lists."""
FIRST_PAIRS = 20
"""Number of pairs that the overview shows before the reader asks for more."""


@dataclass(frozen=True, slots=True)
class PairCell:
    """A cell of the overview: a link to the pair, and its likeness in per cent; no link for a role with itself.

    ``shade`` grows with the likeness from 0 to ``SHADES``.
    """

    link: PageLink | None
    similarity: int
    shade: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair in the list: its likeness in per cent, and in words how many skills it shares and how many steps lie between."""

    link: PageLink
    similarity: int
    facts: str


@dataclass(frozen=True, slots=True)
class PairFamily:
    """The most similar pairs with at least one role of a family."""

    id: str
    title: str
    pairs: tuple[PairRow, ...]


@dataclass(frozen=True, slots=True)
class ComparisonsView:
    """The overview: a square of all roles unless there are many, and at most about ``MOST_PAIRS`` of ``total`` pairs.

    If there are many roles, pairs are listed by family, a pair of two families in both. Otherwise ``first`` pairs are shown at once.
    """

    title: str
    summary: str
    roles: tuple[PageLink, ...]
    rows: tuple[tuple[PageLink, tuple[PairCell, ...]], ...]
    pairs: tuple[PairRow, ...]
    families: tuple[PairFamily, ...]
    first: int
    total: int


@shows(PageKind.COMPARISONS)
def comparisons_view(lens: Lens) -> ComparisonsView:
    """Make the overview of comparisons."""
    pages = [page for page in lens.routes.pages if page.kind == PageKind.COMPARISON]
    alike = {page.key: round(100 * likeness(lens.catalog, *page.key.split("--"))) for page in pages}
    roles = by_title(lens, (id for id, record in lens.catalog.content.roles.items() if record.value.requires))
    rows = []
    if len(roles) <= lens.catalog.site.comparisons.all_up_to:
        for row in roles:
            cells = []
            for column in roles:
                key = "--".join(sorted((row, column)))
                percent = alike.get(key, 100)
                link = lens.comparison(row, column) if row != column else None
                cells.append(PairCell(link, percent, -(-SHADES * percent // 100) if link else 0))
            rows.append((lens.role(row), tuple(cells)))
    by_likeness = [key for key, _ in sorted(alike.items(), key=lambda item: (-item[1], item[0]))]
    families = () if rows else _by_family(lens, by_likeness, alike)
    listed = () if families else by_likeness[:MOST_PAIRS]
    return ComparisonsView(
        lens.title(PageKind.COMPARISONS),
        lens.t("comparisons.lead"),
        tuple(lens.role(role) for role in roles) if rows else (),
        tuple(rows),
        tuple(_pair_row(lens, key, alike[key]) for key in listed),
        families,
        FIRST_PAIRS,
        len(pages),
    )


def _by_family(lens: Lens, by_likeness: Sequence[str], alike: Mapping[str, int]) -> tuple[PairFamily, ...]:
    """Return the pairs by the families of their roles, with a limit for each that keeps the page small; none if no role has a family."""
    families = lens.facts.roles_by_family
    rows: dict[str, PairRow] = {}
    if not any(families):
        return ()
    most = -(-MOST_PAIRS // len(families))
    found = []
    for family, members in families.items():
        own = set(members)
        keys = tuple(islice((key for key in by_likeness if not own.isdisjoint(key.split("--"))), most))
        for key in keys:
            rows[key] = rows.get(key) or _pair_row(lens, key, alike[key])
        record = lens.catalog.content.families.get(family)
        title = lens.local(record.value.title) if record else lens.t("roles.no_family")
        if keys:
            found.append(PairFamily(family or NO_FAMILY, title, tuple(rows[key] for key in keys)))
    return tuple(found)


def _pair_row(lens: Lens, key: str, alike: int) -> PairRow:
    pair = compare(lens.catalog, *key.split("--"))
    if all(map(lens.catalog.states_levels, (pair.left, pair.right))):
        facts = lens.t("lists.pair", shared=len(pair.shared), there=pair.to_right, back=pair.to_left)
    else:
        facts = lens.t.count("comparison.shared.count", len(pair.shared))
    return PairRow(lens.link(PageKind.COMPARISON, key), alike, facts)
