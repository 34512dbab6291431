"""The descriptions that search engines show below a page's title."""

from __future__ import annotations

from collections import defaultdict

import pytest

from generator.pipeline import load_facts
from generator.render.foreign import Foreign
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import FIXTURE, TODAY, Atlas


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_page_has_a_description_of_its_own(language: str) -> None:
    """No two pages share a description; sheets of roles are left out, since they have the description of their role."""
    facts, _ = load_facts(FIXTURE, TODAY)
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), language)
    pages = defaultdict(set)
    for page in renderer.routes.pages:
        if page.kind != PageKind.SHEET:
            pages[renderer.render(page).description].add(page.source)
    assert [sources for sources in pages.values() if len(sources) > 1] == []
    assert pages


def test_a_long_description_is_told_by_its_first_block_without_markup(atlas: Atlas) -> None:
    """A long description is represented by its first block as plain text; a text in another language keeps its language."""
    atlas.replace(
        "skills/night-watch.yml",
        "  de: Worum es bei Nachtwache geht, in *einem* Satz.",
        "  de: |\n    Erst *wachen*.\n\n    Dann schlafen.",
    )
    atlas.drop("skills/night-watch.yml", r"^  en: What Night watch is about, in \*one\* sentence\.\n")
    facts = atlas.facts()
    page = plan_routes(facts).page(PageKind.SKILL, "night-watch")
    told = {
        language: Renderer(facts, plan_routes(facts), templates_folder(), language).render(page).description
        for language in ("de", "en")
    }
    assert told == dict.fromkeys(told, "Erst wachen.")
    assert isinstance(told["en"], Foreign)
