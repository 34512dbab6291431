"""The pictures of the live content are complete, small and correctly linked, and its matrix is right."""

from __future__ import annotations

import pytest

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.content.conftest import TODAY
from tests.test_pictures import check_matrix, check_pictures


@pytest.mark.parametrize("language", ["de", "en"])
def test_pictures_are_whole(live: Catalog, language: str) -> None:
    check_pictures(Facts(live, TODAY), language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_matrix_says_what_the_roles_require(live: Catalog, language: str) -> None:
    check_matrix(Facts(live, TODAY), language)


COMPARISON = 83_000
"""Most bytes of a comparison's HTML without the theme's frame, which has some 17 kB."""


@pytest.mark.parametrize("language", ["de", "en"])
def test_comparisons_weigh_little(live: Catalog, language: str) -> None:
    facts = Facts(live, TODAY)
    plan = plan_routes(facts)
    renderer = Renderer(facts, plan, templates_folder(), language)
    pages = [page for page in plan.pages if page.kind == PageKind.COMPARISON]
    weights = {page.key: len(renderer.render(page).html.encode()) for page in pages}
    assert {key: weight for key, weight in weights.items() if weight > COMPARISON} == {}
