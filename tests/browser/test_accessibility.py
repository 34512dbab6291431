"""axe finds no violation on any kind of page, in both languages and colour schemes, on a phone, a tablet and a desktop."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from tests.browser.checkers import REPEATED, access_faults
from tests.browser.conftest import ARGUMENTS, Edition, shell_path
from tests.browser.samples import sample_pages

LOOKS = (("de", False, 1280), ("de", True, 390), ("en", False, 768))


@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_no_violation(chromium: Browser, web: Edition, web_site: Path, look: int) -> None:
    """Each kind of page is checked in one of the looks, and is no wider than its window; ``make audit`` checks all pages."""
    language, dark, width = LOOKS[look]
    addresses = [web.url(language, address) for address in sample_pages(web_site, language)] + [
        f"{web.root}/",
        f"{web.root}/404.html",
    ]
    addresses = addresses[look :: len(LOOKS)]
    assert addresses
    assert access_faults(chromium, addresses, dark=dark, width=width, left_out=REPEATED) == []


def test_no_page_is_too_wide_with_large_letters(chromium: Browser, web: Edition, web_site: Path) -> None:
    """On a phone whose letters are set to twice their size, no page has to be moved sideways to be read."""
    wide = []
    large = chromium.browser_type.launch(
        executable_path=shell_path(), args=[*ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    )
    page = large.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    for language in ("de", "en"):
        for address in sample_pages(web_site, language):
            page.goto(web.url(language, address))
            if (width := page.evaluate("document.scrollingElement.scrollWidth")) > 390:
                wide.append((language, address, width))
    large.close()
    assert wide == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_skip_link_leads_to_the_title(web_site: Path, language: str) -> None:
    """The skip link leads to the title, not to the first heading below it: the text between the two is the most important part."""
    for address in sample_pages(web_site, language):
        (article,) = (page := html.parse(str(web_site / language / address / "index.html"))).xpath("//article")
        assert page.xpath("//a[@class='md-skip']/@href") == [f"#{article.xpath('.//h1/@id')[0]}"], address


@pytest.mark.parametrize("address", ["", "roles/ai-trainer"])
def test_focus_is_never_out_of_sight(chromium: Browser, web: Edition, address: str) -> None:
    """With the window of a desktop at 200 % zoom, no link in the closed menu gets the focus."""
    context = chromium.new_context(viewport={"width": 640, "height": 450}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(web.url("de", address))
    page.keyboard.press("Tab")
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden += page.evaluate("""() => {
            const {left, right, width} = document.activeElement.getBoundingClientRect();
            const kept = document.activeElement.closest(".ra-sections, .ra-scroll, .md-option"); // the last shows it on its label
            return (right > 0 && left < innerWidth && width) || kept ? [] : [document.activeElement.outerHTML.slice(0, 120)];
        }""")
    context.close()
    assert hidden == []


def test_contents_stand_where_there_is_room(chromium: Browser, web: Edition) -> None:
    """The contents are beside the text on a desktop, and folded above it on a phone, where a role's page is twenty-five screens long."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(web.url("de", "roles/ai-trainer"))
    own, theirs = page.locator(".ra-contents"), page.locator(".md-sidebar--secondary")
    assert (own.is_visible(), theirs.is_visible()) == (True, False)
    own.locator("summary").click()
    own.get_by_role("link", name="Quellen").click()
    assert page.url.endswith("#sources")
    page.set_viewport_size({"width": 1280, "height": 844})
    assert (own.is_visible(), theirs.is_visible()) == (False, True)
    context.close()
