"""The chooser above the languages, which follows the browser on the first visit only, and what the browser stores."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Edition
from tests.serving import served

BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
# Keys that may be stored, with the words of the privacy pages that announce them.
ANNOUNCED = {
    r"rollenatlas\.language:/.*": {"de": "welche Sprache", "en": "which language"},
    r"rollenatlas\.plan:/.*": {"de": "wenn Sie den Lernplan benutzen", "en": "if you use the learning plan"},
    r"/.*/(de|en)/\.__palette|/(de|en)/\.__palette": {"de": "die dunkle Ansicht", "en": "the dark view"},
}


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a new browser with these languages; fail if the chooser logs an error."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(*languages: str, script: str = "", **options: bool) -> Page:
        context = chromium.new_context(locale=languages[0], **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_init_script(
            f"Object.defineProperty(navigator, 'languages', {{ get: () => {list(languages)} }});{script}"
        )
        page = context.new_page()
        page.on("console", lambda message: note(page.url, message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: note(page.url, str(error)))
        return page

    def note(url: str, error: str) -> None:
        # Other tests check the pages below the languages, where the theme's own script logs an error if storage is blocked.
        if not re.search(r"/(de|en)/", url):
            errors.append(f"{url}: {error}")

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def chooser(edition: Edition) -> str:
    """Return the address of the chooser as visitors type or open it."""
    return f"{edition.root}/" if edition.name == "web" else f"{edition.root}/index.html"


def remembered(page: Page, edition: Edition, name: str) -> str | None:
    """Return what the browser stores for this site under a name; the key contains the path of the site."""
    key = f"rollenatlas.{name}:{urlsplit(edition.root).path}/"
    value: str | None = page.evaluate("key => localStorage.getItem(key)", key)
    return value


def stays(page: Page, edition: Edition) -> bool:
    """Open the chooser, wait, and return whether it is still shown."""
    page.goto(chooser(edition))
    page.wait_for_timeout(300)
    return page.url == chooser(edition) and page.locator("main a:visible").count() == 2


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [(("de-AT", "en"), "de"), (("en-GB", "de"), "en"), (("fr-CH", "DE-ch", "en"), "de"), (("en",), "en")],
)
def test_first_visit_follows_the_browser(
    edition: Edition, visit: Callable[..., Page], languages: tuple[str, ...], chosen: str
) -> None:
    """A first visit leads to the first language that the atlas has. Going back skips the chooser, and a second visit stays on it."""
    page = visit(*languages)
    before = edition.url("de", "glossary")
    page.goto(before)
    page.goto(chooser(edition), wait_until="commit")
    page.wait_for_url(edition.url(chosen))
    assert remembered(page, edition, "language") == chosen
    page.go_back()
    page.wait_for_url(before)
    assert stays(page, edition)
    for language in ("de", "en"):
        page.goto(chooser(edition))
        page.locator(f"main a[hreflang={language}]").click()
        page.wait_for_url(edition.url(language))


def test_a_choice_by_the_switch_is_kept(edition: Edition, visit: Callable[..., Page]) -> None:
    """A reader who came by another page and switched the language is not sent to the browser's language."""
    page = visit("en")
    page.goto(edition.url("en", "glossary"))
    page.locator("[data-ra-language]").click()
    page.wait_for_url(edition.url("de", "glossary"))
    assert remembered(page, edition, "language") == "de"
    assert stays(page, edition)


@pytest.mark.parametrize(
    ("languages", "script", "options"),
    [
        pytest.param(("fr-FR", "it"), "", {}, id="no language of the atlas"),
        pytest.param(("de",), BLOCKED, {}, id="storage blocked"),
        pytest.param(("de",), FULL, {}, id="storage full"),
        pytest.param(("de",), "", {"java_script_enabled": False}, id="no script"),
    ],
)
def test_the_chooser_stays(
    edition: Edition, visit: Callable[..., Page], languages: tuple[str, ...], script: str, options: dict[str, bool]
) -> None:
    """The chooser stays if no language matches, if the choice can't be stored, and without scripts."""
    page = visit(*languages, script=script, **options)
    assert stays(page, edition)
    page.locator("main a[hreflang=en]").click()
    page.wait_for_url(edition.url("en"))


def test_the_browser_remembers_what_the_privacy_page_says(
    edition: Edition, visit: Callable[..., Page], web_site: Path
) -> None:
    """After all tools were used, only announced keys are stored: no cookie, no session storage and no database."""
    page = visit("en")
    page.goto(chooser(edition), wait_until="commit")
    page.wait_for_url(edition.url("en"))
    page.locator("#ra-finder summary").click()
    page.locator("#finder-like").select_option(index=1)
    page.locator("#ra-finder button[type=submit]").click()
    page.locator("label[for=__palette_1]:visible, label[for=__palette_0]:visible").first.click()
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially("data", delay=20)
    page.locator(".md-search-result__item").first.wait_for()
    page.goto(edition.url("en", "trainings"))
    page.locator("form.ra-filter input[type=checkbox]").first.check()
    page.goto(edition.url("en", "plan"))
    page.locator("#plan-target").select_option(index=1)
    page.locator(".ra-planstep").first.wait_for()
    page.wait_for_function("Object.keys(localStorage).some(key => key.startsWith('rollenatlas.plan:'))")
    assert "t=" in (remembered(page, edition, "plan") or "")
    page.locator("[data-ra-language]").click()
    page.wait_for_url(edition.url("de", "plan") + "#*")
    page.goto(edition.url("de", "roles/ai-trainer"))

    keys = page.evaluate("Object.keys(localStorage)")
    found = {pattern: [key for key in keys if re.fullmatch(pattern, key)] for pattern in ANNOUNCED}
    assert sorted(key for group in found.values() for key in group) == sorted(keys)
    assert all(found.values()), found
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert page.context.cookies() == []
    if edition.name == "web":
        assert page.evaluate("indexedDB.databases()") == []
        assert page.evaluate("caches.keys()") == []
    for language in ("de", "en"):
        tree = html.document_fromstring((web_site / language / "privacy/index.html").read_bytes().decode("utf-8"))
        text = " ".join(tree.xpath("string(//article)").split())
        for words in ANNOUNCED.values():
            assert words[language] in text


def test_two_atlases_on_one_host_keep_their_plans_apart(
    visit: Callable[..., Page], web_site: Path, tmp_path: Path
) -> None:
    """Two atlases on one host store their plans apart: one does not offer the plan of the other."""
    for name in ("one", "two"):
        (tmp_path / name).symlink_to(web_site, target_is_directory=True)
    with served(tmp_path) as root:
        page = visit("en")
        one, two = (Edition("web", f"{root}/{name}") for name in ("one", "two"))
        page.goto(one.url("en", "plan"))
        page.locator("#plan-target").select_option(index=1)
        page.locator(".ra-planstep").first.wait_for()
        page.wait_for_function("Object.keys(localStorage).some(key => key.startsWith('rollenatlas.plan:/one/'))")
        page.goto(two.url("en", "plan"))
        page.locator("#plan-target").wait_for()
        assert page.locator("#plan-target").input_value() == "-1"
        page.goto(one.url("de", "plan"))
        page.locator(".ra-planstep").first.wait_for()
