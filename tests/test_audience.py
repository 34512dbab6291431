"""A page for an audience is found by the key ``audience`` in its front matter, not by its name."""

from __future__ import annotations

from generator.derive.facts import Facts
from generator.render.lens import Lens, PageLink
from generator.render.strings import load_strings
from generator.render.views.prose import Tools, page_for, prose_view
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas


def found(atlas: Atlas, audience: str, anchor: str = "") -> PageLink | None:
    """Return the link from the plan to the page for an audience."""
    catalog = atlas.catalog()
    routes = plan_routes(Facts(catalog, TODAY))
    strings = load_strings((templates_folder(),), catalog.site.languages[1])
    return page_for(Lens(Facts(catalog, TODAY), routes, strings, routes.page(PageKind.PLAN)), audience, anchor)


def test_a_page_is_found_by_its_audience(atlas: Atlas) -> None:
    assert found(atlas, "hr") is None
    for language in ("de", "en"):
        atlas.replace(f"pages/tower-guide.{language}.md", "reviewed: ", "audience: hr\nreviewed: ")
    assert found(atlas, "hr") == PageLink("Moving into the tower", "../guides/tower-guide/")
    assert found(atlas, "hr", "oil") == PageLink("Moving into the tower", "../guides/tower-guide/#oil")
    assert found(atlas, "hr", "gone") == found(atlas, "hr")
    assert found(atlas, "guests") is None


def test_the_guide_for_hr_leads_to_what_one_takes_away(atlas: Atlas) -> None:
    """The page for the audience "hr" offers sheets, texts, the workbook and the matrix; another page offers none of these."""
    for language in ("de", "en"):
        atlas.replace(f"pages/tower-guide.{language}.md", "reviewed: ", "audience: hr\nreviewed: ")
    facts = atlas.facts()
    routes = plan_routes(facts)
    strings = load_strings((templates_folder(),), facts.catalog.site.languages[1])

    def tools(page: str) -> Tools | None:
        return prose_view(Lens(facts, routes, strings, routes.page(PageKind.PROSE, page))).tools

    assert tools("about") is None
    found = tools("tower-guide")
    assert found is not None
    assert [row.role.text for row in found.roles] == ["Lighthouse keeper", "Map maker"]
    assert found.roles[0].sheet.href == "../../roles/lighthouse-keeper/sheet/"
    assert [link.href for link in found.roles[0].texts] == [
        "../../roles/lighthouse-keeper/sheet/#advertisement",
        "../../roles/lighthouse-keeper/sheet/#talk",
    ]
    assert found.workbook.startswith("../../../data/")
    assert found.matrix == PageLink("Matrix", "../../matrix/")
