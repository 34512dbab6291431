"""Shares of a role by group of skills: the numbers of the bar and of the table of all roles."""

from __future__ import annotations

import pytest
from lxml import html

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.derive.paths import learning_path
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.render.views.comparisons import comparisons_view
from generator.render.views.matrix import SHADES
from generator.render.views.shares import LARGEST, group_shares, group_steps, heat_view, percentages
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas


def home(catalog: Catalog) -> Lens:
    facts = Facts(catalog, TODAY)
    routes = plan_routes(facts)
    return Renderer(facts, routes, templates_folder(), "en").lens(routes.page(PageKind.HOME))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 1, "b": 1}, {"a": 50, "b": 50}),
        ({"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}),
        ({"a": 1, "b": 5}, {"a": 17, "b": 83}),
        ({"a": 1, "b": 999}, {"a": 0, "b": 100}),
        ({"a": 7}, {"a": 100}),
        ({}, {}),
    ],
)
def test_percentages_add_up(counts: dict[str, int], expected: dict[str, int]) -> None:
    assert percentages(counts) == expected


def test_steps_are_those_of_the_path(catalog: Catalog) -> None:
    lens = home(catalog)
    for role in catalog.content.roles:
        assert sum(group_steps(lens, role).values()) == len(learning_path(catalog, role))


def test_a_bar_is_whole(catalog: Catalog) -> None:
    """The sections of a bar follow one another and end at its end; the largest ones are named."""
    lens = home(catalog)
    views = [view for role in catalog.content.roles if (view := group_shares(lens, role))]
    assert views
    for view in views:
        ends = [one.x + one.width for one in view.shares]
        assert all(start.x > end for start, end in zip(view.shares[1:], ends, strict=False))
        assert ends[-1] == pytest.approx(100, abs=0.1)
        assert sum(one.percent for one in view.shares) == 100
        assert len(view.largest) == min(LARGEST, len(view.shares))
        assert view.largest[0].steps == max(one.steps for one in view.shares)
        assert all(one.title in view.description for one in view.shares)


def test_a_role_of_one_group_has_its_bar_and_no_empty_line(atlas: Atlas) -> None:
    """The role's card has a bar and no empty paragraph, and its row of the table has a single share of 100 per cent."""
    for line in ("night-watch, level: tried", "key-keeping, level: tried"):
        atlas.drop("roles/night-porter.yml", rf"^  - {{skill: {line}.*\n")
    atlas.drop("roles/night-porter.yml", r"^  - {skill: lamp-care.*\n")
    catalog = atlas.catalog()
    view = group_shares(home(catalog), "night-porter")
    assert view is not None
    assert [(one.id, one.percent, one.width) for one in view.shares] == [("people", 100, 100)]
    routes = plan_routes(Facts(catalog, TODAY))
    renderer = Renderer(Facts(catalog, TODAY), routes, templates_folder(), "en")
    page = html.fromstring(renderer.render(routes.page(PageKind.HOME)).html)
    (card,) = page.xpath("//li[@data-role='night-porter']")
    assert card.xpath(".//*[local-name()='rect']")
    assert not card.xpath(".//p[not(normalize-space())]")
    (row,) = page.xpath("//table[contains(@class, 'ra-heat')]//tr[th[contains(., 'Night porter')]]")
    assert ["".join(cell.xpath("span[1]//text()")) for cell in row.xpath("td")] == ["0", "0", "100"]


def test_the_table_says_what_the_bars_say(catalog: Catalog) -> None:
    lens = home(catalog)
    view = heat_view(lens)
    assert view is not None
    for role, row in zip(catalog.content.roles, view.rows, strict=True):
        steps = group_steps(lens, role)
        assert [cell.steps for cell in row.cells] == [steps.get(group, 0) for group, _ in view.groups]
        assert all((cell.shade > 0) == (cell.percent > 0) for cell in row.cells)
    assert max(cell.shade for row in view.rows for cell in row.cells) == SHADES


@pytest.mark.parametrize(("limit", "shown"), [(1, False), (12, True)])
def test_the_table_is_left_out_above_its_bound(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, limit: int, shown: bool
) -> None:
    monkeypatch.setattr("generator.render.views.shares.HEAT_LIMIT", limit)
    assert (heat_view(home(catalog)) is not None) is shown


def test_a_role_that_requires_nothing_has_neither_row_nor_numbers(atlas: Atlas) -> None:
    """Neither the home page nor the comparisons list the role, and its own page has no numbers of skills."""
    text = atlas.read("roles/night-porter.yml")
    start, end = text.index("requires:\n"), text.index("reviewed:")
    atlas.write("roles/night-porter.yml", f"{text[:start]}requires: []\n{text[end:]}")
    facts = Facts(atlas.catalog(), TODAY)
    routes = plan_routes(facts)
    renderer = Renderer(facts, routes, templates_folder(), "en")
    heat = heat_view(renderer.lens(routes.page(PageKind.HOME)))
    assert heat is not None
    assert [row.role.text for row in heat.rows] == ["Lighthouse keeper", "Map maker"]
    assert facts.pairs == (("lighthouse-keeper", "map-maker"),)
    square = comparisons_view(renderer.lens(routes.page(PageKind.COMPARISONS)))
    assert len(square.rows) == len(square.roles) == 2
    page = renderer.render(routes.page(PageKind.ROLE, "night-porter")).html
    assert "0 essential" not in page
    assert "<dt>Skills</dt>" not in page
    assert "essential, 2 optional" in renderer.render(routes.page(PageKind.ROLE, "map-maker")).html
