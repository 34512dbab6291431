"""Search in a browser: expected pages among the first five in both editions and languages, late loading, keyboard."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Edition, Watched
from tests.browser.queries import ENGLISH, GERMAN

FIRST = 5
INDEX_LIMIT, SCRIPTS_LIMIT = 300_000, 10_000
"""Limits in bytes, compressed: the index of one language, and all scripts of the search."""

QUERIES = {"de": GERMAN, "en": ENGLISH}
RANKED = {
    "de": [
        "Prompt Engineering",
        "RAG",
        "Fine-Tuning",
        "MLOps",
        "Datenqualität",
        "Kubernetes",
        "Bias",
        "EU AI Act",
        "Ethik",
        "Red Teaming",
    ],
    "en": [
        "prompt engineering",
        "RAG",
        "fine-tuning",
        "MLOps",
        "data quality",
        "Kubernetes",
        "bias",
        "EU AI Act",
        "ethics",
        "red teaming",
    ],
}
"""Queries that match a skill or role as well as trainings."""


@dataclass
class Search:
    """An open search field with its page and language."""

    page: Page
    language: str

    def find(self, query: str) -> list[str]:
        """Fill in a query and return its hits."""
        self.page.locator("input[name=query]").fill(query)
        return self.hits()

    def hits(self) -> list[str]:
        """Return the addresses of the hits shown, below the language and without the endings that differ by edition."""
        links = self.page.locator(".md-search-result__item a.md-search-result__link").evaluate_all(
            "links => links.map(link => link.href)"
        )
        return [
            link.partition(f"/{self.language}/")[2].replace("/index.html", "/").replace(".html", "/") for link in links
        ]

    def texts(self) -> list[str]:
        """Return the text of each hit."""
        return self.page.locator(".md-search-result__item").all_inner_texts()


def opened(page: Page, edition: Edition, language: str) -> Search:
    """Open the search of a home page and wait until it is ready."""
    page.goto(edition.url(language))
    page.locator("input[name=query]").focus()
    page.wait_for_function("typeof AtlasSearch === 'object'")
    page.locator("input[name=query]").fill("e")
    page.locator(".md-search-result__item").first.wait_for()
    return Search(page, language)


@pytest.fixture(
    scope="module", params=[(edition, language) for edition in ("web", "offline") for language in QUERIES], ids="-".join
)
def search(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Search]:
    """An open search, shared by all queries of an edition and language."""
    name, language = request.param
    root = request.getfixturevalue("http_root") if name == "web" else request.getfixturevalue("offline_site").as_uri()
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield opened(page, Edition(name, root), language)
    page.close()


def test_wanted_page_is_among_the_first(search: Search) -> None:
    """Each query finds its page, or the page that holds the place, among the first five hits."""
    missed = {}
    for query, wanted in QUERIES[search.language].items():
        hits = search.find(query)[:FIRST]
        if wanted not in hits and wanted not in [hit.partition("#")[0].rstrip("/") for hit in hits]:
            missed[query] = hits
    assert missed == {}


def test_roles_and_skills_rank_above_trainings(search: Search) -> None:
    """If a query matches both, the first hit is a role or skill, not a training."""
    wrong = {
        query: hits[:FIRST]
        for query in RANKED[search.language]
        if not (hits := search.find(query))[0].startswith(("roles/", "skills/"))
    }
    assert wrong == {}


def test_what_people_ask_of_trainings_leads_to_trainings(search: Search) -> None:
    """Words for cost, language and certificate find the list of trainings and trainings, not pages that only mention trainings."""
    asked = {
        "de": ["Zertifikat", "kostenlos", "weiterbildung deutsch kostenlos"],
        "en": ["certificate", "free", "free training german"],
    }
    for query in asked[search.language]:
        hits = search.find(query)
        assert len(hits) > 10, query
        assert {hit.partition("/")[0] for hit in hits[:FIRST]} == {"trainings"}, query


def test_occupations_are_found_by_short_names(search: Search) -> None:
    """A short name of an occupation finds its page or the home page first."""
    for query in ("sysadmin", "admin"):
        assert search.find(query)[0] in ("", "index/", "occupations/systems-administrator/"), query


def test_hits_show_readable_text(search: Search) -> None:
    """Each hit shows a title and a text of its page, without markup, entities or soft hyphens."""
    for query in QUERIES[search.language]:
        search.find(query)
        for text in search.texts():
            assert len(text.splitlines()) >= 2, (query, text)
            assert not any(sign in text for sign in ("<p", "</", "&amp;", "&lt;", "\u00ad", "undefined", "[object")), (
                query,
                text,
            )


def test_names_of_the_other_language_stay_hidden(search: Search) -> None:
    """A hit found by its title in the other language shows the title in this language."""
    query, title = {
        "de": ("AI cloud architect", "KI-Cloud-Architekt/in"),
        "en": ("KI-Cloud-Architektin", "AI cloud architect"),
    }[search.language]
    search.find(query)
    first = search.texts()[0]
    assert title in first
    assert query not in first


def test_typing_finds_the_same_as_filling(search: Search) -> None:
    """Typing key by key gives the same hits as filling the field at once, as the other tests do."""
    filled = search.find("Cloud Kosten")
    search.find("")
    search.page.locator("input[name=query]").press_sequentially("Cloud Kosten")
    assert search.hits() == filled
    assert filled


def test_nonsense_and_operators_do_no_harm(search: Search) -> None:
    """Characters that other search engines read as operators count as text; nonsense finds nothing."""
    assert search.find('"+RAG" -cloud AND (title:bias~2^3 *')
    assert search.find("xqzwvjk") == []
    assert search.page.locator(".md-search-result__meta").inner_text()
    assert search.find("  ") == []


@pytest.mark.parametrize(
    "pair",
    [
        "Führung Fuehrung",
        "Straße Strasse",
        "behaviour behavior",
        "modelling modeling",
        "analyse analyze",
        "Ökonom okonom",
    ],
)
def test_spellings_of_one_word_are_one(search: Search, pair: str) -> None:
    """The engine reduces both spellings to the same form."""
    left, right = search.page.evaluate("words => words.map(AtlasSearch.fold)", pair.split())
    assert left == right


def test_signs_that_make_a_name_stay(search: Search) -> None:
    """C, C++ and C# stay three different words."""
    assert len(set(search.page.evaluate("['C', 'C++', 'C#'].map(AtlasSearch.fold)"))) == 3


def test_loads_on_first_focus(edition: Edition, watched: Watched) -> None:
    """The index, the engine and workers are not loaded before the field has the focus."""
    requested: list[str] = []
    watched.page.on("request", lambda request: requested.append(request.url))
    watched.page.goto(edition.url("de", "roles/ai-trainer"), wait_until="networkidle")
    early = ("search_index", "search-engine", "worker", "lunr")
    assert not [url for url in requested if any(name in url for name in early)]
    watched.page.locator("input[name=query]").focus()
    watched.page.wait_for_function("typeof AtlasSearch === 'object'")
    assert [url for url in requested if "search_index" in url]
    watched.page.locator("input[name=query]").fill("Ethik")
    watched.page.locator(".md-search-result__item").first.wait_for()
    assert (watched.errors, watched.foreign) == ([], [])


def test_keyboard(edition: Edition, watched: Watched) -> None:
    """A slash opens the search, arrows move through the hits, Escape closes it, and Enter opens the best hit."""
    page = watched.page
    page.goto(edition.url("de", "skills/data-quality"))
    page.keyboard.press("/")
    page.keyboard.type("KI-Ethikerin")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("a.md-search-result__link").nth(1).evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert page.locator(".md-search-result__list").is_hidden()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.wait_for_url(edition.url("de", "roles/ai-ethicist"))


def test_small_screen_opens_by_label(edition: Edition, watched: Watched) -> None:
    """On a phone the magnifier opens the field, and a tap on a hit leads to its page."""
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(edition.url("en"))
    page.locator("label.md-header__button[for=__search]").click()
    page.keyboard.type("curator")
    page.locator(".md-search-result__item").first.click()
    page.wait_for_url(edition.url("en", "roles/ai-model-curator"))


def test_says_when_it_cannot_load(web: Edition, watched: Watched) -> None:
    """If the index can't be loaded, the search says so and tries again at the next focus."""
    page = watched.page
    page.route("**/search_index.json", lambda route: route.abort())
    page.goto(web.url("en"))
    field = page.locator("input[name=query]")
    field.focus()
    page.get_by_text("The search could not be loaded").wait_for()
    page.unroute("**/search_index.json")
    field.blur()
    field.focus()
    field.fill("RAG")
    page.locator(".md-search-result__item").first.wait_for()


def test_index_stays_small(web_site: Path, offline_site: Path) -> None:
    """Index and scripts keep their limits; the indexes of both editions have the same number of entries."""
    for language in QUERIES:
        index = (web_site / language / "search" / "search_index.json").read_bytes()
        assert len(gzip.compress(index)) <= INDEX_LIMIT
        script = (offline_site / language / "search" / "search_index.js").read_text(encoding="utf-8")
        assert script.startswith("var __index = {")
        texts = [
            [(doc["title"], doc["text"]) for doc in json.loads(data)["docs"]]
            for data in (index, script.partition("=")[2])
        ]
        assert len(texts[0]) == len(texts[1])
        scripts = [web_site / language / "assets" / name for name in ("search.js", "search-engine.js")]
        assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) <= SCRIPTS_LIMIT
