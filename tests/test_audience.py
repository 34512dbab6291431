"""The page for an audience is found by what its front matter says, not by its name."""

from __future__ import annotations

from generator.derive.facts import Facts
from generator.render.lens import Lens, Link
from generator.render.strings import load_strings
from generator.render.views.prose import page_for
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas


def found(atlas: Atlas, audience: str, anchor: str = "") -> Link | None:
    """Link from the plan to the page for an audience."""
    catalog = atlas.catalog()
    routes = plan_routes(Facts(catalog, TODAY))
    strings = load_strings((templates_folder(),), catalog.site.languages[1])
    return page_for(Lens(Facts(catalog, TODAY), routes, strings, routes.page(PageKind.PLAN)), audience, anchor)


def test_a_page_is_found_by_its_audience(atlas: Atlas) -> None:
    assert found(atlas, "hr") is None
    for language in ("de", "en"):
        atlas.replace(f"pages/tower-guide.{language}.md", "reviewed: ", "audience: hr\nreviewed: ")
    assert found(atlas, "hr") == Link("Moving into the tower", "../guides/tower-guide/")
    assert found(atlas, "hr", "oil") == Link("Moving into the tower", "../guides/tower-guide/#oil")
    assert found(atlas, "hr", "gone") == found(atlas, "hr")
    assert found(atlas, "guests") is None
