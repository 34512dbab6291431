"""A search index in parts, in a browser: from a server and from files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.serving import served
from tests.test_search_parts import index


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory, web_site: Path) -> Path:
    """A page of the site with the index of a few invented pages in place of its own."""
    folder = tmp_path_factory.mktemp("parted") / "de"
    folder.mkdir()
    shutil.copy(web_site / "de" / "index.html", folder)
    (folder / "assets").symlink_to(web_site / "de" / "assets")
    index().write(folder, script=True)
    return folder.parent


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, parted: Path) -> Iterator[str]:
    """Address of the page."""
    if request.param == "file":
        yield f"{parted.as_uri()}/de/index.html"
        return
    with served(parted) as root:
        yield f"{root}/de/index.html"


def test_hits_come_from_parts(address: str, context: BrowserContext) -> None:
    """Hits come while the reader types. The hits of the last query replace all others, and a hit in a text leads to its section."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    field = page.locator("input[name=query]")
    field.focus()
    field.press_sequentially("krankenschwester")
    hit = page.locator("a.md-search-result__link").first
    page.get_by_text("Krankenpfleger/Krankenpflegerin").wait_for()
    assert (hit.get_attribute("href") or "").endswith("/de/roles/nurse/")
    field.fill("xqzwvjk")
    page.locator(".md-search-result__item").first.wait_for(state="detached")
    field.fill("Meister")
    page.get_by_text("Bäckermeister").wait_for()
    assert page.locator(".md-search-result__item").count() == 2
    field.fill("harbour office")
    page.get_by_text("Ask the harbour office.").wait_for()
    assert (hit.get_attribute("href") or "").endswith("/de/about/#rights")
    assert page.locator("mark").all_inner_texts() == ["harbour", "office"]
    assert errors == []


def test_says_when_a_part_is_missing(parted: Path, context: BrowserContext) -> None:
    page = context.new_page()
    with served(parted) as root:
        page.route("**/search/words/*", lambda route: route.abort())
        page.goto(f"{root}/de/index.html")
        page.locator("input[name=query]").fill("nurse")
        page.get_by_text("Die Suche ließ sich nicht laden").wait_for()
        page.unroute("**/search/words/*")
        page.locator("input[name=query]").fill("nurse ")
        page.locator(".md-search-result__item").first.wait_for()
