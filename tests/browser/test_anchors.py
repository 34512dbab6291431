"""Links to a place on a page lead to exactly that place, also inside a fold."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MISS, Edition

NEAR = 2
"""Pixels by which a heading may be off its place."""
SIZES = {"desktop": (1400, 900), "phone": (390, 800)}
LISTS = ".md-nav--secondary .md-nav__link, .ra-contents a"


def headings(page: Page) -> list[str]:
    """Return the ids of a page's headings below its title."""
    found = page.locator("article :is(h2, h3)[id]").evaluate_all("found => found.map(heading => heading.id)")
    assert isinstance(found, list)
    return found


def longest(site: Path, kind: str) -> str:
    """Return the address of the longest page of a kind."""
    pages = [path for path in (site / "de" / kind).iterdir() if path.is_dir()]
    return f"{kind}/{max(pages, key=lambda path: (path / 'index.html').stat().st_size).name}"


@pytest.mark.parametrize(
    ("size", "kind"),
    [
        ("phone", "role"),
        ("desktop", "skill"),
        ("phone", "list"),
        pytest.param("desktop", "role", marks=pytest.mark.audit),
        pytest.param("phone", "skill", marks=pytest.mark.audit),
        pytest.param("desktop", "list", marks=pytest.mark.audit),
    ],
)
def test_links_lead_to_their_headings(web_site: Path, web: Edition, chromium: Browser, size: str, kind: str) -> None:
    """Each link leads to its heading from the top of a newly opened page: a link in the contents where shown, otherwise the address."""
    address = "skills" if kind == "list" else longest(web_site, f"{kind}s")
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    url = web.url("de", address)
    page.goto(url)
    misses = {}
    for id in headings(page):
        page.goto("about:blank")
        page.goto(url)
        fold = page.locator(".ra-contents summary")
        if fold.is_visible():
            fold.click()
        link = page.locator(LISTS).and_(page.locator(f'[href$="#{id}"]')).locator("visible=true")
        if link.count():
            link.first.click()
        else:
            page.evaluate("id => { location.hash = id; }", id)
        miss = page.evaluate(MISS, id)
        if abs(miss) > NEAR:
            misses[id] = round(miss)
    context.close()
    assert misses == {}


@pytest.mark.parametrize("size", SIZES)
def test_jumps_of_the_plan_lead_to_their_headings(web: Edition, chromium: Browser, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(web.url("de", "plan"))
    page.locator("#plan-target").select_option(index=1)
    expect(page.locator(".ra-planstep")).not_to_have_count(0)
    misses = {}
    for button in page.locator(".ra-plan-jumps button").all():
        page.evaluate("scrollTo(0, 0)")
        button.click()
        id = page.evaluate("document.activeElement.id")
        miss = page.evaluate(MISS, id)
        if abs(miss) > NEAR:
            misses[id] = round(miss)
    context.close()
    assert misses == {}
