"""Both editions in a browser: pages load without errors or foreign requests, the switch keeps page and anchor, the search works."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Edition, Watched

PAGES = [
    "", "roles", "roles/ai-model-curator", "skills", "skills/data-quality", "trainings", "trainings/elements-of-ai-de",
    "compare", "compare/ai-ethicist--ai-trainer", "glossary", "about", "guides/introduce-and-fund",
]  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_load_cleanly(edition: Edition, watched: Watched, language: str) -> None:
    """No page has a console error or sends a request beyond the site."""
    for address in PAGES:
        watched.page.goto(edition.url(language, address), wait_until="load")
        assert watched.page.locator("h1").count() == 1, address
        assert watched.page.evaluate("document.documentElement.lang") == language
    assert watched.errors == []
    assert watched.foreign == []


def test_switch_keeps_page_and_anchor(edition: Edition, watched: Watched) -> None:
    """The language switch leads to the same page and anchor."""
    watched.page.goto(edition.url("de", "roles/ai-trainer") + "#path")
    watched.page.locator("[data-ra-language]").first.click()
    watched.page.wait_for_url(edition.url("en", "roles/ai-trainer") + "#path")
    assert watched.page.evaluate("document.documentElement.lang") == "en"
    assert watched.errors == []


@pytest.mark.parametrize(
    ("language", "query", "address"),
    [("de", "Datenkuratierung", "skills/data-curation"), ("en", "AI ethicist", "roles/ai-ethicist")],
)
def test_search_finds(edition: Edition, watched: Watched, language: str, query: str, address: str) -> None:
    """The search finds a page by its title in the language of the index."""
    watched.page.goto(edition.url(language))
    watched.page.locator("input[name=query]").click()
    watched.page.locator("input[name=query]").press_sequentially(query, delay=20)
    watched.page.locator(".md-search-result__item").first.wait_for()
    links = watched.page.locator(".md-search-result__item a.md-search-result__link").evaluate_all(
        "items => items.slice(0, 5).map(a => a.href)"
    )
    assert any(address in link for link in links), links
    assert watched.errors == []
    assert watched.foreign == []
