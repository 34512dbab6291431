"""What pages show first, and in which order: roles, entry routes, the hours of the first grade, the newest changes."""

from __future__ import annotations

import pytest

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.publish.theme import navigation
from generator.render.lens import Lens, PageLink
from generator.render.pages import Renderer
from generator.render.views.changes import SHOWN_LINES, ChangeGroup, ChangeLine
from generator.render.views.comparisons import comparisons_view
from generator.render.views.entries import entry_rows
from generator.render.views.home import home_view
from generator.render.views.journey import journey
from generator.render.views.matrix import matrix_view
from generator.render.views.sheet import sheet_view
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas

ORDER = {
    "de": ["Kartenmacher/in", "Leuchtturmwärter/in", "Nachtportier/in"],
    "en": ["Lighthouse keeper", "Map maker", "Night porter"],
}


def renderer_of(catalog: Catalog, language: str = "en") -> Renderer:
    facts = Facts(catalog, TODAY)
    return Renderer(facts, plan_routes(facts), templates_folder(), language)


def lens_of(catalog: Catalog, kind: str, key: str = "", language: str = "en") -> Lens:
    renderer = renderer_of(catalog, language)
    return Lens(renderer.facts, renderer.routes, renderer.strings, renderer.routes.page(kind, key))


@pytest.mark.parametrize("language", sorted(ORDER))
def test_roles_have_one_order_on_all_pages(catalog: Catalog, language: str) -> None:
    """Roles are sorted by title in the page's language on the home page, in its table, in the table of comparisons and in the matrix."""
    home = home_view(lens_of(catalog, PageKind.HOME, language=language))
    assert home.heat is not None
    assert [card.link.text for group in home.roles for card in group.roles] == ORDER[language]
    assert [row.role.text for row in home.heat.rows] == ORDER[language]
    square = comparisons_view(lens_of(catalog, PageKind.COMPARISONS, language=language))
    assert [role.text for role in square.roles] == ORDER[language]
    assert [row.text for row, _ in square.rows] == ORDER[language]
    matrix = matrix_view(lens_of(catalog, PageKind.MATRIX, language=language))
    assert [role.text for role in matrix.roles] == ORDER[language]


def test_the_way_in_that_brings_most_comes_first(atlas: Atlas) -> None:
    """Entry routes that reach the same share keep the order of the record."""
    words = "carries_over: {de: x, en: x}, missing: {de: x, en: x}, basis: editorial"
    routes = "".join(f"  - {{occupation: {id}, {words}}}\n" for id in ("archivist", "baker"))
    atlas.replace("roles/lighthouse-keeper.yml", "entry_routes:\n", f"entry_routes:\n{routes}")
    rows = entry_rows(lens_of(atlas.catalog(), PageKind.ROLE, "lighthouse-keeper"), "lighthouse-keeper")
    reached = [row.reached for row in rows]
    assert reached == sorted(reached, reverse=True)
    assert rows[-1].occupation.text == "Archivist"
    assert reached[-1] < reached[0]


def test_a_way_says_first_what_the_start_takes(atlas: Atlas) -> None:
    """The hours of the first grade come before its steps; those of all grades together come with the later steps."""
    atlas.replace("roles/lighthouse-keeper.yml", "level: teaching", "levels: {start: seen, full: teaching}")
    catalog = atlas.catalog()
    lens = lens_of(catalog, PageKind.ROLE, "lighthouse-keeper")
    plan = lens.facts.plan_from_nothing("lighthouse-keeper", "en")
    found = journey(lens, "lighthouse-keeper", plan)
    assert found is not None
    assert [stage.grade for stage in found.stages] == ["To start", "Full profile"]
    low = lens.t.number(round(plan.lengths[0].low))
    assert found.length == found.stages[0].length
    assert low in found.length
    assert str(len(found.stages[0].units)) in found.text
    assert str(len(plan.units)) in found.whole
    html = renderer_of(catalog).render(lens.page).html
    assert html.index(found.length) < html.index('id="path-start"') < html.index(found.whole[:40])


def test_the_guide_for_hr_stands_in_the_navigation(atlas: Atlas) -> None:
    """A page that names HR as its audience is in the navigation; the page about the atlas stays last."""
    before = [title for entry in navigation(renderer_of(atlas.catalog())) for title in entry]
    for language in ("de", "en"):
        atlas.replace(f"pages/tower-guide.{language}.md", "reviewed: ", "audience: hr\nreviewed: ")
    after = [title for entry in navigation(renderer_of(atlas.catalog())) for title in entry]
    assert after == [*before[:-1], "Moving into the tower", before[-1]]


def test_the_sheet_leads_to_each_of_its_parts(catalog: Catalog) -> None:
    page = renderer_of(catalog).render(lens_of(catalog, PageKind.SHEET, "lighthouse-keeper").page)
    listed = {heading.id for heading in page.contents}
    blocks = sheet_view(lens_of(catalog, PageKind.SHEET, "lighthouse-keeper")).blocks
    assert {"tasks", "essential", "entry", *(block.id for block in blocks)} <= listed
    assert page.html.index('href="#advertisement"') < page.html.index('id="tasks"')


@pytest.mark.parametrize(
    ("lines", "shown"), [(1, 1), (SHOWN_LINES + 1, SHOWN_LINES + 1), (SHOWN_LINES + 2, SHOWN_LINES)]
)
def test_long_lists_of_changes_are_folded(lines: int, shown: int) -> None:
    """A single line is not folded, since the fold would need as much room."""
    group = ChangeGroup("role-added", "New roles", tuple(ChangeLine(PageLink(str(n)), None) for n in range(lines)))
    assert group.shown == shown


def test_older_releases_are_folded(catalog: Catalog) -> None:
    """The changes since the last release, and those of that release, are not folded."""
    html = renderer_of(catalog).render(lens_of(catalog, PageKind.CHANGES).page).html
    releases = len(catalog.content.releases)
    folded = [n for n in range(1, releases + 2) if f'<summary><h2 id="release-{n}"' in html]
    assert folded == list(range(1, releases))
