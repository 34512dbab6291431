"""Fixtures for tests in a real browser on the built site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.serving import served

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=20_000)  # for a busy machine
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no test uses a network
]

LIVE = frozenset({
    "test_accessibility.py", "test_bundle.py", "test_chooser.py", "test_editions.py", "test_equal.py", "test_folds.py", "test_guidance.py",
    "test_keyboard.py", "test_lighthouse.py", "test_list_order.py", "test_lists.py", "test_paper.py", "test_pictures.py", "test_plan.py",
    "test_plan_access.py", "test_plan_answers.py", "test_plan_around.py", "test_plan_mirror.py", "test_plan_quality.py",
    "test_publisher.py", "test_search.py",
})  # fmt: skip
"""Tests that name ids, words or counts of the live content; all others hold for any content."""

MISS = """id => new Promise(resolve => {
  let last = NaN, still = 0;
  const look = () => {
    still = scrollY === last ? still + 1 : 0;
    last = scrollY;
    if (still < 6) return requestAnimationFrame(look);
    const heading = document.getElementById(id);
    const atEnd = document.documentElement.scrollHeight - innerHeight - scrollY < 2;
    const miss = heading.getBoundingClientRect().top - parseFloat(getComputedStyle(heading).scrollMarginTop);
    resolve(atEnd && miss > 0 ? 0 : miss);
  };
  look();
})"""
"""Pixels by which a heading is below its place once scrolling has ended; 0 if the page ends before the heading can reach its place."""


OFFLINE_TOO = {
    "test_folds.py": {"test_folds_and_switch_work_without_scripts"},
    "test_guidance.py": {"test_the_occupation_travels_and_can_be_left_behind", "test_without_javascript_two_links_lead_there"},
    "test_list_order.py": set(),
    "test_lists.py": {"test_filters_narrow_together", "test_keyboard_only"},
    "test_plan_access.py": {"test_without_javascript_the_page_explains_and_leads_to_the_paths"},
    "test_plan_around.py": {"test_a_role_leads_to_its_plan_and_its_sheet"},
    "test_search.py": {"test_keyboard", "test_loads_on_first_focus", "test_roles_and_skills_rank_above_trainings"},
}  # fmt: skip
"""Tests of these modules that ``make test`` also runs in the offline edition, which has the same scripts but other addresses.

All other tests of these modules run there only with ``make audit``.
"""


@pytest.hookimpl(tryfirst=True)  # before the marks are evaluated
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that depend on the live content, and those that run only with ``make audit``."""
    for item in items:
        if item.path.parent != Path(__file__).parent:
            continue
        if item.path.name in LIVE:
            item.add_marker("content")
        test, _, parameters = item.name.partition("[")
        if "offline" in parameters and test not in OFFLINE_TOO.get(item.path.name, {test}):
            item.add_marker("audit")


def browser_path(*names: str) -> str:
    """Return the path of the first of the programs that is installed. If none is, the test fails; it is never skipped."""
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.fail(f"no {names[0]} found; make test installs it with apt when run as root")


def chromium_path() -> str:
    """Return the path of the installed Chromium."""
    return browser_path("chromium", "chromium-browser", "google-chrome")


def shell_path() -> str:
    """Return the path of Chromium's headless shell, which is a third faster on the same pages, or of Chromium if there is none."""
    return browser_path("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def http_root(web_site: Path) -> Iterator[str]:
    """Address of the web edition on a local server, at the root of the host."""
    with served(web_site) as root:
        yield root


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shell_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Edition:
    """An edition of the site: its name (``web`` or ``offline``) and its root address."""

    name: str
    root: str

    def url(self, language: str, address: str = "") -> str:
        """Return the address of a page, for example of ``url("de", "roles/ai-trainer")``; the empty address is the home page."""
        if self.name == "web":
            return f"{self.root}/{language}/{address}/" if address else f"{self.root}/{language}/"
        overview = address in (
            "roles",
            "occupations",
            "skills",
            "trainings",
            "compare",
            "glossary",
            "matrix",
            "plan",
            "quality",
            "data",
        )
        name = f"{address}/index" if overview else address or "index"
        return f"{self.root}/{language}/{name}.html"


@pytest.fixture(params=["web", "offline"])
def edition(request: pytest.FixtureRequest) -> Edition:
    """Each edition in turn."""
    if request.param == "web":
        return Edition("web", request.getfixturevalue("http_root"))
    return Edition("offline", request.getfixturevalue("offline_site").as_uri())


@contextmanager
def in_english(site: Path, chromium: Browser) -> Iterator[tuple[Page, str]]:
    """Yield a page and the address of the site in English; fail if a script on the page raises an error."""
    with served(site) as address, chromium.new_context() as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page, f"{address.rstrip('/')}/en/"
        assert faults == []


@pytest.fixture
def web(http_root: str) -> Edition:
    """The web edition alone."""
    return Edition("web", http_root)


@dataclass
class Watched:
    """A page with lists of its console errors and of its requests to other servers."""

    page: Page
    errors: list[str]
    foreign: list[str]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh browser context at desktop width."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def watched(context: BrowserContext, http_root: str) -> Watched:
    """A new page that records console errors and requests beyond the site itself."""
    page = context.new_page()
    result = Watched(page, [], [])
    page.on("console", lambda message: result.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: result.errors.append(str(error)))

    def watch(request: Request) -> None:
        if not request.url.startswith((http_root, "file://", "data:", "blob:")):
            result.foreign.append(request.url)

    page.on("request", watch)
    return result


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    """A page; the test fails on a console error or on a request to another server."""
    yield watched.page
    assert watched.errors == []
    assert watched.foreign == []
