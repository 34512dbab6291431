"""The home page's view."""

from __future__ import annotations

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.render.pages import Renderer
from generator.render.views.home import SHOWN_NEAR, home_view
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY


def test_the_view_holds_the_roles_that_the_table_shows(catalog: Catalog) -> None:
    """The nearest come first, and no further ones are made."""
    facts = Facts(catalog, TODAY)
    routes = plan_routes(facts)
    view = home_view(Renderer(facts, routes, templates_folder(), "en").lens(routes.page(PageKind.HOME)))
    assert len(catalog.content.roles) > SHOWN_NEAR
    assert {len(row.roles) for row in view.near} == {SHOWN_NEAR}
    assert all(row.roles[0].missing <= row.roles[1].missing for row in view.near)
