"""A role's sheet gives each line the same origin as the role's page."""

from __future__ import annotations

import re

import pytest

from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import Atlas

KEEPER = "roles/lighthouse-keeper.yml"


@pytest.mark.parametrize(
    ("basis", "origin"),
    [("editorial", "Editors"), ("article", "Article"), ("source, source: almanac", "Source: Almanac of the Coast")],
)
def test_a_way_in_has_one_origin(basis: str, origin: str, atlas: Atlas) -> None:
    """The origin of an entry route has the same wording on both pages."""
    head, marker, ways = atlas.read(KEEPER).partition("entry_routes:\n")
    before, _, after = ways.partition("basis: editorial")
    atlas.write(KEEPER, f"{head}{marker}{before}basis: {basis.replace(', ', chr(10) + '    ')}{after}")
    facts = atlas.facts()
    routes = plan_routes(facts)
    renderer = Renderer(facts, routes, templates_folder(), "en")
    found = []
    for kind in (PageKind.ROLE, PageKind.SHEET):
        html = renderer.render(routes.page(kind, "lighthouse-keeper")).html
        entry = re.split('id="entry"', html, maxsplit=1)[1]
        mark = re.search(r'<span class="ra-basis[^>]*>(.*?)</span>', entry, re.DOTALL)
        assert mark
        found.append(re.sub(r"<[^>]*>", "", mark[1]))
    assert found == [origin, origin]
