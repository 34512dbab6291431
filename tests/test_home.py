"""The home page asks for the reader's occupation and gives the same answer as the occupation's page."""

from __future__ import annotations

import json

import pytest
from lxml import html

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.derive.near import nearest
from generator.render.pages import Renderer
from generator.render.views.home import home_view
from generator.render.views.occupation import occupation_view, occupations_view
from generator.render.views.occupation_data import ANSWERS, OCCUPATION_LINES_FILE
from generator.resources import templates_folder
from generator.routes import PageKind, Routes, plan_routes
from tests.atlas import TODAY


@pytest.fixture
def renderer(catalog: Catalog) -> Renderer:
    """Return the renderer of the English pages of the fictional atlas."""
    facts = Facts(catalog, TODAY)
    return Renderer(facts, plan_routes(facts), templates_folder(), "en")


def data_of(script: str) -> dict[str, object]:
    """Return the data in a script."""
    value: dict[str, object] = json.loads(script[script.index('{"') : script.rindex("}") + 1])
    return value


def test_each_occupation_can_be_chosen(renderer: Renderer) -> None:
    view = home_view(renderer.lens(renderer.routes.page(PageKind.HOME)))
    assert {start.id for start in view.starts} == set(renderer.catalog.content.occupations)
    titles = [start.link.text for start in view.starts]
    assert titles == sorted(titles)


def test_the_answer_is_what_the_occupations_page_says(renderer: Renderer) -> None:
    scripts = dict(renderer.scripts())
    for id in renderer.catalog.content.occupations:
        page = renderer.routes.page(PageKind.OCCUPATION, id)
        (near,) = html.fromstring(renderer.render(page).html).xpath("//div[@class='ra-nears']")
        answer = str(data_of(scripts[f"{ANSWERS}/{id}.js"])[id])
        (shown,) = html.fromstring(f"<div>{answer}</div>").xpath("//div[@class='ra-nears']")
        assert shown.text_content() == near.text_content()


def test_a_travelling_occupation_has_a_line_for_each_role(renderer: Renderer) -> None:
    travelling = data_of(dict(renderer.scripts())[OCCUPATION_LINES_FILE])
    content = renderer.catalog.content
    assert set(travelling["occupations"]) == set(content.occupations)  # type: ignore[call-overload]  # of JSON
    for title, ways in travelling["occupations"].values():  # type: ignore[attr-defined]  # of JSON
        assert title
        assert set(ways) == set(content.roles)


def test_links_from_an_occupation_carry_it_along(renderer: Renderer) -> None:
    for id in renderer.catalog.content.occupations:
        view = occupation_view(renderer.lens(renderer.routes.page(PageKind.OCCUPATION, id)))
        roles = [*(way.role for way in view.near), *(way.role for way in view.others)]
        assert roles
        assert all(link.href.endswith(f"/?from={id}") for link in roles)
        assert view.near
        assert all(f"/?from={id}#?v=" in way.plan.href for way in view.near)


def test_near_and_other_roles_are_all_roles_that_require_something(renderer: Renderer) -> None:
    roles = {role for role in renderer.catalog.content.roles if renderer.catalog.requirement_ranks(role)}
    for id in renderer.catalog.content.occupations:
        view = occupation_view(renderer.lens(renderer.routes.page(PageKind.OCCUPATION, id)))
        assert len(view.near) + len(view.others) == len(roles)


def test_the_overview_names_the_same_near_roles(renderer: Renderer) -> None:
    lens = renderer.lens(renderer.routes.page(PageKind.OCCUPATIONS))
    ids = {lens.title(PageKind.OCCUPATION, id): id for id in renderer.catalog.content.occupations}
    rows = occupations_view(lens).rows
    assert {row.link.text for row in rows} == set(ids)
    for row in rows:
        near = nearest(renderer.facts.ways(ids[row.link.text], "en"))
        assert [link.text for link, *_ in row.near] == [lens.role_title(way.role) for way in near]


def test_home_of_many_roles_does_without_a_matrix(catalog: Catalog) -> None:
    """The home page links to no matrix if there is no page for it, as with more roles than fit side by side."""
    facts = Facts(catalog, TODAY)
    routes = plan_routes(facts)
    few = Routes(tuple(page for page in routes.pages if page.kind != PageKind.MATRIX))
    renderer = Renderer(facts, few, templates_folder(), "en")
    (door,) = html.fromstring(renderer.render(few.page(PageKind.HOME)).html).xpath(
        "//li[a[contains(@href, 'compare')]]"
    )
    assert len(door.xpath("a")) == 1
