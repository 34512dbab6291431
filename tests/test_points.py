"""Statements of several points: one list on the page, kept in tables, with the same number of points in each language."""

from __future__ import annotations

import pytest

from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import Atlas
from tests.test_tables import assert_nothing_is_lost

ONE = "      de: Sie können eine Nacht wach bleiben.\n      en: You can stay awake for a night.\n"


def with_points(atlas: Atlas, german: str, english: str) -> None:
    """Replace the statement of the night watch's lowest level."""
    atlas.replace("skills/night-watch.yml", ONE, f"      de: {german}\n      en: {english}\n")


def test_a_statement_of_several_points_is_a_list(atlas: Atlas) -> None:
    """Each point is an item of the list with its characters escaped; a statement of one text stays a paragraph."""
    with_points(atlas, "['Eins *', 'Zwei <b>']", "['One *', 'Two <b>']")
    facts = atlas.facts()
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), "en")
    text = renderer.render(plan_routes(facts).page(PageKind.SKILL, "night-watch")).html
    assert '<ul class="ra-can">\n<li>One *</li>\n<li>Two &lt;b&gt;</li>\n</ul>' in text
    assert '<p class="ra-can">You can report incidents calmly.</p>' in text


def test_points_survive_the_tables(atlas: Atlas) -> None:
    with_points(atlas, "[Eins, 'Zwei | drei']", "[One, 'Two | three']")
    assert_nothing_is_lost(atlas.catalog())


def test_each_language_has_as_many_points(atlas: Atlas) -> None:
    with_points(atlas, "[Eins, Zwei]", "‸[One, Two, Three]")
    (problem,) = atlas.problems()
    assert atlas.place(problem)[:3] == atlas.marks[0]
    assert (problem.code, problem.found) == ("points-differ", "a statement of 3 points")


@pytest.mark.parametrize("wrong", ["[]", "['']", "[{a: b}]"])
def test_points_are_texts(wrong: str, atlas: Atlas) -> None:
    with_points(atlas, "‸" + wrong, "[One]")
    (problem,) = atlas.problems()
    assert atlas.place(problem)[:3] == atlas.marks[0]
    assert problem.code == "wrong-type"
    assert "a list of texts" in problem.expected
