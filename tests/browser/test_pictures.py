"""Pictures in a browser: one form shows, keyboard and focus work, nothing overflows, axe finds nothing, print works."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.checkers import UNFOLD
from tests.browser.conftest import Edition, Watched

PAGES = [
    "roles/ai-cloud-architect",
    "skills/fine-tuning",
    "",
    "compare/ai-cloud-architect--ai-model-curator",
    "matrix",
]
WIDTHS = [390, 768, 1280]
TABLES = {"": ".ra-heat", "matrix": ".ra-matrix", "compare": ".ra-duo-figure"}
"""Selectors of what a page shows instead of a picture, by the first part of its address."""

SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll('.ra-picture__svg')]
  .filter(svg => svg.getClientRects().length)
  .flatMap(svg => [...svg.querySelectorAll('text')].map(text =>
    parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a)))"""
SHOWN = """() => [...document.querySelectorAll('figure.ra-picture')].map(figure =>
  [...figure.querySelectorAll('.ra-picture__svg')].filter(svg => svg.getClientRects().length).length)"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def open_page(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url, wait_until="load")
    page.evaluate(UNFOLD)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_picture_shows_one_form_that_fits_and_can_be_read(web: Edition, watched: Watched, width: int) -> None:
    """One orientation is visible, its letters are at least 10.5 pixels high, and the page does not scroll sideways."""
    for address in PAGES:
        open_page(watched.page, web.url("de", address), width)
        shown = watched.page.evaluate(SHOWN)
        assert shown == [1] * len(shown), address
        assert watched.page.evaluate(OVERFLOW) <= 0, address
        assert bool(shown) is address.startswith(("roles/", "skills/")), address
        if shown:
            assert watched.page.evaluate(SMALLEST_TEXT) >= 10.5, address
    assert watched.errors == []


def test_links_in_pictures_work_by_keyboard(edition: Edition, watched: Watched) -> None:
    """Tab reaches the links of a picture one after the other, the focus is visible, and Enter follows the link."""
    page = watched.page
    open_page(page, edition.url("de", "roles/ai-trainer"), 1280)
    links = page.locator(".ra-picture__svg--wide").first.locator("a")
    links.first.focus()
    for number in range(3):
        assert links.nth(number).evaluate("link => document.activeElement === link")
        page.keyboard.press("Tab")
    hit = links.nth(3).locator(".ra-hit")
    assert hit.evaluate("rect => getComputedStyle(rect).stroke") != "none"
    assert hit.evaluate("rect => parseFloat(getComputedStyle(rect).strokeWidth)") >= 2
    name = links.nth(3).get_attribute("aria-label") or ""
    page.keyboard.press("Enter")
    page.wait_for_url("**/skills/**")
    assert name.startswith(
        page.locator("h1").evaluate("h => h.firstChild.textContent.trim()").replace("\u00ad", "")[:12]
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_matrix_flows_with_the_page_and_keeps_its_heads_in_sight(web: Edition, watched: Watched, width: int) -> None:
    """The page itself scrolls, and the names of the roles stay directly below its header."""
    page = watched.page
    open_page(page, web.url("de", "matrix"), width)
    table = page.locator(".ra-matrix")
    assert table.evaluate("table => table.getBoundingClientRect().height") > 2000
    page.evaluate("scrollTo(0, 1500)")
    header = page.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom")
    assert abs(table.locator("thead th").first.evaluate("cell => cell.getBoundingClientRect().top") - header) < 4


@pytest.mark.parametrize(("scheme", "width"), [pytest.param("light", 1280, marks=pytest.mark.audit), ("dark", 390)])
def test_pictures_have_no_axe_violation(web: Edition, chromium: Browser, scheme: str, width: int) -> None:
    """axe finds nothing inside the pictures and the matrix; other tests check whole pages."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for address in PAGES:
        page.goto(web.url("de", address), wait_until="load")
        page.evaluate(UNFOLD)
        selector = TABLES.get(address.partition("/")[0], ".ra-picture")
        result = Axe().run(page, context=selector)
        assert result.violations_count == 0, f"{address}: {result.generate_report()}"
    context.close()


def test_print_shows_the_whole_matrix_and_one_form_of_each_picture(web: Edition, watched: Watched) -> None:
    """In print nothing is hidden by a scrolling box."""
    page = watched.page
    open_page(page, web.url("de", "matrix"), 794)
    page.emulate_media(media="print")
    assert page.evaluate(OVERFLOW) <= 0
    assert page.locator(".ra-matrix thead th").first.evaluate("cell => getComputedStyle(cell).position") == "static"
    page.goto(web.url("de", "roles/ai-cloud-architect"))
    assert set(page.evaluate(SHOWN)) == {1}


def test_names_beside_the_square_of_roles_are_words_on_a_phone(page: Page, web: Edition) -> None:
    """The square of roles scrolls within its box; the names of its rows are not broken into single letters."""
    open_page(page, web.url("de", "compare"), 390)
    heights = page.locator(".ra-square tbody th").evaluate_all("found => found.map(head => head.offsetHeight)")
    assert heights
    assert max(heights) < 100
    assert page.evaluate(OVERFLOW) == 0
