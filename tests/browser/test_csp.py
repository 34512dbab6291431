"""The site under its own Content-Security-Policy, served as the examples of servers do: nothing is blocked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from generator.derive.facts import Facts
from generator.pipeline import load_linked
from generator.render.views import VIEWS
from generator.routes import PageKind, plan_routes
from tests.atlas import FIXTURE, TODAY
from tests.browser.conftest import ROOT
from tests.browser.guarded import guarded

LANGUAGES = ("de", "en")
REPORT = """
window.__refused = [];
addEventListener("securitypolicyviolation", event => {
  window.__refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
}, true);
"""


@pytest.fixture(scope="module")
def shipped(web_site: Path) -> Iterator[str]:
    """Address of the shipped atlas, served with its policies."""
    with guarded(web_site) as address:
        yield address


@pytest.fixture(scope="module")
def coast(coast_web: Path) -> Iterator[str]:
    """Address of the fictional atlas, served with its policies."""
    with guarded(coast_web) as address:
        yield address


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that records what the policy blocks. The browser also logs each case as an error, even on a page that redirects at once."""
    context.add_init_script(REPORT)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert page.evaluate("window.__refused") == []
    assert errors == []


def addresses(content: Path) -> dict[str, str]:
    """Return the address of the first page of each kind, below a language's root."""
    plan = plan_routes(Facts(load_linked(content), TODAY))
    first: dict[str, str] = {}
    for each in plan.pages:
        first.setdefault(each.kind, plan.url(each))
    return first


def look_at(page: Page, address: str) -> None:
    """Open a page below a language and check that its policy is strict, the theme's inline scripts ran and nothing was blocked."""
    response = page.goto(address, wait_until="load")
    assert response is not None
    assert response.status == 200, address
    policy = response.headers["content-security-policy"]
    assert "'sha256-" in policy
    assert "unsafe" not in policy
    assert page.evaluate("window.__refused") == [], address
    assert page.evaluate("typeof __md_get") == "function", address


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_kind_is_refused_anything(shipped: str, page: Page, language: str) -> None:
    """No kind of page has a violation or a console error, and the theme's own scripts run."""
    found = addresses(ROOT / "content")
    assert found.keys() == set(VIEWS) - {PageKind.FAMILY, PageKind.GROUP}  # these need very many records
    assert found[PageKind.SHEET].count("/") == 3  # the deepest pages, which have a policy of their own
    for address in found.values():
        look_at(page, f"{shipped}/{language}/{address}")


def test_another_atlas_is_refused_nothing_either(coast: str, page: Page) -> None:
    """The policies also fit the fictional atlas, as they are made from the built pages. Its heads hold more, since it has an address."""
    for address in addresses(FIXTURE).values():
        look_at(page, f"{coast}/de/{address}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_moved_page_leads_on(coast: str, page: Page, language: str) -> None:
    """The script that keeps the anchor on a redirect is allowed."""
    page.goto(f"{coast}/{language}/roles/tower-warden/#path")
    page.wait_for_url(f"{coast}/{language}/roles/lighthouse-keeper/#path")


def test_search_and_colours_work_under_the_policy(shipped: str, page: Page) -> None:
    """The policy also allows what starts only on use: the index and engine of the search, and the other colour scheme."""
    page.goto(f"{shipped}/de/")
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially("Datenqual", delay=20)
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("label[for=__palette_1]:visible, label[for=__palette_0]:visible").first.click()
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_tools_work_under_the_policy(shipped: str, page: Page, context: BrowserContext) -> None:
    """Finder, filters, learning plan and copy button all give their result."""
    page.goto(f"{shipped}/en/")
    page.locator("#ra-finder summary").click()
    page.locator("#finder-like").select_option(index=1)
    page.locator("#ra-finder button[type=submit]").click()
    expect(page.locator("#finder-result a").first).to_be_visible()
    assert page.evaluate("window.__refused") == []

    page.goto(f"{shipped}/en/trainings/")
    rows = page.locator(".ra-list tbody tr:visible")
    everything = rows.count()
    page.locator("form.ra-filter input[type=checkbox]").first.check()
    expect(rows).not_to_have_count(everything)
    assert page.evaluate("window.__refused") == []

    page.goto(f"{shipped}/en/plan/")
    page.locator("#plan-target").select_option(index=1)
    expect(page.locator(".ra-planstep").first).to_be_visible()
    assert page.evaluate("window.__refused") == []

    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{shipped}/en/{addresses(ROOT / 'content')[PageKind.SHEET]}")
    button = page.locator("[data-ra-copy]").first
    button.click()
    expect(button.locator("xpath=following-sibling::*[1]")).to_have_text(button.get_attribute("data-ra-done") or "-")


def test_the_chooser_leads_on_under_the_policy(shipped: str, page: Page) -> None:
    """The pages above the languages hold no inline code, so they have the strictest policy; the chooser's script is allowed."""
    response = page.goto(f"{shipped}/", wait_until="commit")
    assert response is not None
    assert "'sha256-" not in response.headers["content-security-policy"]
    page.wait_for_url(f"{shipped}/en/")
    page.goto(f"{shipped}/index.html")
    assert page.locator("main a").count() == len(LANGUAGES)


def test_a_foreign_script_is_refused(shipped: str, context: BrowserContext) -> None:
    """The policy is in force: an inline script that is not part of the site does not run."""
    context.add_init_script(REPORT)
    page = context.new_page()
    page.goto(f"{shipped}/de/")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.foreign = 1'; document.body.append(s)"
    )
    page.wait_for_function("window.__refused.length === 1")
    assert page.evaluate("window.foreign") is None
