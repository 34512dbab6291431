"""Texts about the steps of a path: how many have a course, an exercise or neither, and how many hours they take."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.catalog import Catalog
from generator.render.views.plan_data import plan_data
from generator.render.views.role import role_view
from generator.routes import PageKind
from tests.atlas import Atlas
from tests.test_plan_page import lens_of


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("lighthouse-keeper", "2 courses and readings, 3 exercises, 3 with neither course nor exercise"),
        ("night-porter", "1 exercise, 6 with neither course nor exercise"),
    ],
)
def test_steps_of_which_nothing_is_known_are_no_exercises(role: str, words: str, catalog: Catalog) -> None:
    view = role_view(lens_of(catalog, PageKind.ROLE, role)).journey
    assert view is not None
    assert f"({words})" in view.text
    cards = [unit.card for stage in view.stages for unit in stage.units]
    found = Counter("offer" if card.offer else "practice" if card.practice else "open" for card in cards)
    assert found["open"] == int(words.rpartition(", ")[2].split()[0])


def test_hours_are_the_least_where_steps_have_no_time(catalog: Catalog) -> None:
    """Six of eight steps add no hours to the sum."""
    view = role_view(lens_of(catalog, PageKind.ROLE, "lighthouse-keeper")).journey
    assert view is not None
    assert view.length.startswith("at least 14 to 26 hours")
    assert plan_data(lens_of(catalog))["t"]["least"] == "at least {hours}"


def test_hours_of_an_exercise_alone_say_that_reading_up_is_in_them(atlas: Atlas) -> None:
    """The skill's page gives the hours of the exercise alone."""
    plain = (
        "    practice:\n      de: Führen Sie eine Woche lang ein Wachbuch.\n      en: Keep a watch book for a week.\n"
    )
    text = "    practice:\n      text: {de: Führen Sie ein Wachbuch., en: Keep a watch book.}\n      hours: [1, 2]\n"
    atlas.replace("skills/night-watch.yml", plain, text)
    catalog = atlas.catalog()
    view = role_view(lens_of(catalog, PageKind.ROLE, "night-porter")).journey
    assert view is not None
    cards = [unit.card for stage in view.stages for unit in stage.units]
    assert [card.facts for card in cards if card.practice] == [("3 to 6 hours with background reading (our estimate)",)]
    assert plan_data(lens_of(catalog))["t"]["estimate"] == "{hours} with background reading (our estimate)"


@pytest.mark.parametrize(
    ("reads", "role", "said"),
    [
        pytest.param("", "lighthouse-keeper", "", id="all-languages"),
        pytest.param(
            ", reads: [en]", "lighthouse-keeper", " The courses and readings counted are in English.", id="one"
        ),
        pytest.param(
            ", reads: [en, de]",
            "lighthouse-keeper",
            " The courses and readings counted are in English or German.",
            id="two",
        ),
        pytest.param(", reads: [en]", "night-porter", "", id="exercises-alone"),
    ],
)
def test_a_path_names_the_languages_of_its_offers(reads: str, role: str, said: str, atlas: Atlas) -> None:
    """Another language's page may count other courses, so that its path takes longer."""
    atlas.replace("site.yml", "locale: en-GB}", f"locale: en-GB{reads}}}")
    view = role_view(lens_of(atlas.catalog(), PageKind.ROLE, role)).journey
    assert view is not None
    share = " ".join(stage.share for stage in view.stages)
    assert share.endswith(f".{said}")
    assert ("readings counted" in share) == bool(said)
