"""Recognitions of trainings have the names that the content folder's vocabulary gives them; without it, their ids are shown."""

from __future__ import annotations

from generator.derive.facts import Facts
from generator.render.lens import Lens
from generator.render.strings import load_strings
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas


def shown(atlas: Atlas, training: str) -> tuple[str, ...]:
    """Return the texts that a training's page shows of its recognitions."""
    catalog = atlas.catalog()
    routes = plan_routes(Facts(catalog, TODAY))
    strings = load_strings((templates_folder(),), catalog.site.languages[1])
    return Lens(Facts(catalog, TODAY), routes, strings, routes.page(PageKind.HOME)).recognition(
        catalog.training(training)
    )


def test_recognitions_have_the_names_of_their_vocabulary(atlas: Atlas) -> None:
    assert shown(atlas, "star-course") == ("AZAV approval (Germany)",)
    assert shown(atlas, "keeper-exam") == ("ECTS credits: 3 ECTS",)


def test_an_atlas_without_the_vocabulary_stays_valid(atlas: Atlas) -> None:
    atlas.path("vocabularies/recognitions.yml").unlink()
    assert atlas.problems() == ()
    assert shown(atlas, "star-course") == ("AZAV",)
