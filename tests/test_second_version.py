"""Pages of an atlas with version 2 of the records: each can be made, and shows only what its record has."""

from __future__ import annotations

from generator.derive.facts import Facts
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas
from tests.test_tables import second_version


def test_every_page_can_be_made(atlas: Atlas) -> None:
    second_version(atlas)
    facts = Facts(atlas.catalog(), TODAY)
    routes = plan_routes(facts)
    for language in facts.catalog.languages:
        renderer = Renderer(facts, routes, templates_folder(), language)
        assert all(renderer.render(page).html for page in routes.pages)


def test_a_training_without_address_has_no_link_to_it(atlas: Atlas) -> None:
    atlas.replace("vocabularies/providers.yml", "Küstenschule Beispiel}", "Küstenschule Beispiel, own: true}")
    atlas.drop("trainings/star-course.yml", r"^url: .*\n")
    facts = Facts(atlas.catalog(), TODAY)
    routes = plan_routes(facts)
    renderer = Renderer(facts, routes, templates_folder(), "en")
    own, other = (renderer.render(routes.page(PageKind.TRAINING, id)).html for id in ("star-course", "lamp-handbook"))
    assert 'class="md-button' in other
    assert 'class="md-button' not in own


def test_a_skill_that_is_needed_at_the_start_only_counts_nowhere_else(atlas: Atlas) -> None:
    """A level that ends before the reference grade is no requirement at that grade, and all pages can be made."""
    atlas.replace(
        "roles/map-maker.yml",
        "  - skill: storytelling\n    level: seen\n",
        "  - skill: storytelling\n    levels: {start: seen, full: none}\n",
    )
    facts = Facts(atlas.catalog(), TODAY)
    assert "storytelling" not in facts.catalog.requirement_ranks("map-maker")
    routes = plan_routes(facts)
    renderer = Renderer(facts, routes, templates_folder(), "en")
    assert all(renderer.render(page).html for page in routes.pages)
