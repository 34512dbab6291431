"""Pages of records first show what readers act on. All else is in folds, which open for links and in print."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MISS, ROOT, Edition, browser_path

MOST = {1280: 6_000, 390: 9_000}
"""Greatest height of a role's page in pixels before anything is unfolded, by the width of the window."""
TRAINER = "roles/ai-trainer"
FOLDS = "article details:not(.ra-contents details)"
OPEN = f"{FOLDS}[open]"
UNSEEN = f"""() => [...document.querySelectorAll("{FOLDS} > :not(summary)")].filter(
  part => !part.getBoundingClientRect().height || !part.checkVisibility()).length"""


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("width", MOST)
def test_a_role_is_short_before_it_is_unfolded(
    web_site: Path, chromium: Browser, web: Edition, width: int, language: str
) -> None:
    """Each shipped role is at most as high as ``MOST`` says and has exactly one main action."""
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    heights = {}
    for role in sorted(path.name for path in (web_site / "de" / "roles").iterdir() if path.is_dir()):
        page.goto(web.url(language, f"roles/{role}"), wait_until="load")
        page.evaluate("document.fonts.ready.then(() => null)")
        heights[role] = page.evaluate("document.documentElement.scrollHeight")
        expect(page.locator(".ra-button--main")).to_have_count(1)
        expect(page.locator(OPEN)).to_have_count(0)
    context.close()
    assert {role: height for role, height in heights.items() if height > MOST[width]} == {}


@pytest.mark.parametrize(
    ("address", "id", "opened"),
    [
        (TRAINER, "sources", 1),
        (TRAINER, "path-full", 1),
        (TRAINER, "forecast", 1),
        (TRAINER, "optional", 1),
        (TRAINER, "tasks", 0),
        ("skills/fine-tuning", "mappings", 1),
    ],
)
def test_a_link_into_a_fold_opens_it(edition: Edition, page: Page, address: str, id: str, opened: int) -> None:
    """A link opens the fold when the page loads, when the reader follows it, and again after the reader has closed the fold."""
    url = edition.url("de", address)
    page.goto(f"{url}#{id}")
    expect(page.locator(OPEN)).to_have_count(opened)
    assert abs(page.evaluate(MISS, id)) <= 2
    page.goto("about:blank")
    page.goto(url)
    expect(page.locator(OPEN)).to_have_count(0)
    page.evaluate("id => { location.hash = id; }", id)
    expect(page.locator(OPEN)).to_have_count(opened)
    assert abs(page.evaluate(MISS, id)) <= 2
    page.evaluate("document.querySelectorAll('article details').forEach(fold => { fold.open = false; })")
    page.locator(f".md-nav--secondary a[href$='#{id}']").evaluate("link => link.click()")
    expect(page.locator(OPEN)).to_have_count(opened)


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_shows_what_is_folded(chromium: Browser, web: Edition, scripts: bool) -> None:
    """The style sheet alone shows folded parts in print. A script also opens the folds while the page is printed."""
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    for address in (TRAINER, "skills/fine-tuning", "compare/ai-ethicist--ai-trainer", "trainings/elements-of-ai-de"):
        page.emulate_media(media="screen")
        page.goto(web.url("de", address))
        assert page.evaluate(UNSEEN) > 0, address
        page.emulate_media(media="print")
        assert page.evaluate(UNSEEN) == 0, address
        if scripts:
            folds = page.locator(FOLDS).count()
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            expect(page.locator(OPEN)).to_have_count(folds)
            page.evaluate("dispatchEvent(new Event('afterprint'))")
            expect(page.locator(OPEN)).to_have_count(0)
    context.close()


def test_folds_and_switch_work_without_scripts(chromium: Browser, edition: Edition) -> None:
    """A click opens a fold. Marks of origin show once their switch is on, and always in print."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(edition.url("de", TRAINER))
    summary = page.locator("summary:has(#portfolio)")
    text = page.locator("details:has(> summary #portfolio) p").first
    expect(text).to_be_hidden()
    summary.click()
    expect(text).to_be_visible()
    mark = page.locator(".ra-statements .ra-basis").first
    expect(mark).to_be_hidden()
    page.emulate_media(media="print")
    expect(mark).to_be_visible()
    expect(page.locator(".ra-bases")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_label("Herkunft der Aussagen zeigen").check()
    expect(mark).to_be_visible()
    context.close()


@pytest.mark.audit
def test_places_are_reached_exactly_in_firefox_too(web: Edition) -> None:
    """Firefox reaches headings, folds and places inside folds exactly, by a newly opened address and by a change of the fragment."""
    program = browser_path("firefox-esr", "firefox")
    ids = ("path", "path-full", "forecast")  # a heading, a fold, a place inside a fold
    command = ["node", str(ROOT / "tests/node/land.mjs"), program, web.url("de", TRAINER), *ids]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stderr
    misses = json.loads(result.stdout)
    assert list(misses) == list(ids)
    assert {id: pair for id, pair in misses.items() if max(map(abs, pair)) > 2} == {}
