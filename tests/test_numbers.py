"""Numbers and the words that they count: one of a thing is not written as several."""

from __future__ import annotations

import re

import pytest
from lxml import html

from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import plan_routes
from tests.atlas import Atlas
from tests.broken import PORTER

SEVERAL = {
    "de": r"\b(?:1 (?:(?:notwendige )?Kompetenzen|Stufen|Schritten|Pfeilen?|Rollen|Angebote)|0 Pfeilen?|verlangt 0|Bei 0)\b",
    "en": r"\b(?:1 (?:essential skills|skills|levels|numbered steps|arrows|roles|courses)|0 arrows|requires 0|For 0)\b",
}
"""Patterns of one thing with a plural word, and of zero things where nothing need be said, by language."""
ONE = {"de": "1 notwendige Kompetenz, 1 Stufe", "en": "1 essential skill, 1 level"}


@pytest.mark.parametrize("language", SEVERAL)
def test_one_is_not_written_as_several(language: str, atlas: Atlas) -> None:
    text = atlas.read(PORTER)
    atlas.write(
        PORTER,
        re.sub(
            r"^requires:\n(?:  .*\n)+",
            "requires: [{skill: guest-care, level: seen, necessity: essential}]\n",
            text,
            flags=re.MULTILINE,
        ),
    )
    facts = atlas.facts()
    found, said = set(), ""
    for page in Renderer(facts, plan_routes(facts), templates_folder(), language).pages():
        shown = html.fragment_fromstring(page.html, create_parent="div").text_content()
        found |= {(page.page.kind, page.page.key, hit) for hit in re.findall(SEVERAL[language], shown)}
        said += shown
    assert found == set()
    assert ONE[language] in said
