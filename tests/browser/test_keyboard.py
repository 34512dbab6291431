"""Use by keyboard and in a window as narrow as at 400 % zoom: switches, focus rings, the search, and no sideways scrolling."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Edition, Watched

SCHEME = "document.body.dataset.mdColorScheme"
FOCUS = "document.activeElement"
NARROW = ("", "roles", "skills", "trainings", "compare", "matrix", "plan", "glossary", "quality", "data")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"selector => {FOCUS}.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_space_works_the_theme_switch(edition: Edition, watched: Watched) -> None:
    """Space switches the theme as Enter does. The focus stays on the switch, so that another press switches back."""
    page = watched.page
    page.goto(edition.url("en", "glossary"))
    tab_to(page, "input.md-option")
    before, path = page.evaluate(SCHEME), page.evaluate("scrollY")
    schemes = []
    for key in (" ", "Enter", " "):
        page.keyboard.press(key)
        schemes.append(page.evaluate(SCHEME))
        assert page.evaluate(f"{FOCUS}.matches('input.md-option:checked')")
    assert schemes[0] == schemes[2] != before == schemes[1]
    assert page.evaluate("scrollY") == path
    assert (watched.errors, watched.foreign) == ([], [])


@pytest.mark.parametrize("width", [320, 1280])
def test_the_ring_around_a_section_is_whole(web: Edition, watched: Watched, width: int) -> None:
    """The focus ring of a section's link is not cut off, although the line of sections scrolls sideways and hides what overflows."""
    page = watched.page
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(web.url("de", "glossary"))
    tab_to(page, ".ra-sections__list a")
    lacking = page.evaluate(
        """() => {
          const style = getComputedStyle(document.activeElement);
          const out = Math.max(0, parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth));
          const ring = document.activeElement.getBoundingClientRect();
          const box = document.querySelector(".ra-sections__list").getBoundingClientRect();
          return [style.outlineStyle, ring.top - out >= box.top, ring.bottom + out <= box.bottom, ring.left - out >= box.left];
        }"""
    )
    assert lacking == ["solid", True, True, True]


@pytest.mark.parametrize("steps", [0, 2], ids=["from the field", "from a hit"])
def test_escape_gives_the_focus_back(edition: Edition, watched: Watched, steps: int) -> None:
    """Escape closes the search and returns the focus to where it was before."""
    page = watched.page
    page.goto(edition.url("de", "glossary"))
    place = ".ra-sections__list li:nth-child(3) a"
    page.locator(place).focus()
    page.keyboard.press("/")
    page.keyboard.type("KI")
    page.locator(".md-search-result__item").first.wait_for()
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate(f"selector => {FOCUS}.matches(selector)", place)
    assert page.locator(".md-search-result__list").is_hidden()


def test_passing_the_search_changes_nothing(edition: Edition, watched: Watched) -> None:
    """Tab passes through the search field without opening the search or darkening the page; typing opens it."""
    page = watched.page
    page.goto(edition.url("en", "glossary"))
    closed = (
        "!document.getElementById('__search').checked && !document.querySelector('.md-search__overlay').offsetWidth"
    )
    tab_to(page, "input[name=query]")
    page.wait_for_timeout(400)  # time in which an overlay would have appeared
    assert page.evaluate(closed)
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUS}.closest('.ra-sections') !== null")
    assert page.evaluate(closed)
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("a")
    page.locator(".md-search-result__item").first.wait_for()
    assert not page.evaluate(closed)


def test_no_page_scrolls_sideways(web: Edition, watched: Watched) -> None:
    """At 320 pixels no page scrolls sideways; only boxes such as the matrix do."""
    page = watched.page
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for language in ("de", "en"):
        for address in NARROW:
            page.goto(web.url(language, address))
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide[language, address] = width
    assert wide == {}


def test_letters_stand_beside_each_other(edition: Edition, watched: Watched) -> None:
    """On a phone the letters of the glossary fill at most four lines, and each is large enough for a finger."""
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(edition.url("de", "glossary"))
    boxes = [link.bounding_box() for link in page.locator(".ra-contents a").all()]
    assert len(boxes) > 10
    assert all(box and box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    assert len({round(box["y"]) for box in boxes if box}) <= 4
