"""A real browser over the real site: both editions are built once per test run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import filelock
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.atlas import FIXTURE
from tests.serving import served

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path(*names: str) -> str:
    """Path of the first of the programs that is installed; their absence fails the tests, it never skips them."""
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.fail(f"no {names[0]} found; make test installs it with apt when run as root")


def chromium_path() -> str:
    """Path of the installed Chromium."""
    return browser_path("chromium", "chromium-browser", "google-chrome")


def shell_path() -> str:
    """Path of Chromium without its windows, which takes a third less time for the same pages, or else of Chromium."""
    return browser_path("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def build(target: Path, edition: str, content: Path | None = None) -> Path:
    """Build an edition of the shipped atlas, or of another content folder, into a folder."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "ROLLENATLAS_EDITION": edition,
        **({"ROLLENATLAS_CONTENT": str(content)} if content else {}),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(target)]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return target


def unzip_bundle(folder: Path, content: Path = ROOT / "content") -> None:
    """Make the bundle of the shipped atlas, or of another content folder, and unzip it as its readers do."""
    archive = folder.with_name("atlas-offline.zip")
    command = [sys.executable, "-m", "generator", "bundle", "--content", str(content), "--out", str(archive)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    unpacked = folder.with_name(f"{folder.name}.partial")
    shutil.unpack_archive(archive, unpacked)
    unpacked.rename(folder)


def _shared(factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], object]) -> Path:
    """Make a folder once and share it between the workers of pytest-xdist."""
    base = factory.getbasetemp() if worker == "master" else factory.getbasetemp().parent
    target = base / name
    with filelock.FileLock(f"{target}.lock"):
        if not target.exists():
            make(target)
    return target


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """Name of the xdist worker, or "master"."""
    return os.environ.get("PYTEST_XDIST_WORKER", "master")


@pytest.fixture(scope="session")
def web_site(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Path:
    """The web edition as it is published: with the PDFs, as the bundle has them too."""
    return _shared(tmp_path_factory, worker, "edition-web", lambda target: build(target, "web"))


@pytest.fixture(scope="session")
def offline_site(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Path:
    """The offline edition as its readers have it: the unzipped bundle, in a folder with blanks and umlauts."""
    return _shared(tmp_path_factory, worker, "Übung mit Lücken", unzip_bundle) / "atlas"


@pytest.fixture(scope="session")
def coast_web(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Path:
    """The web edition of the fictional atlas, which knows its address and its publisher and has a moved page."""
    return _shared(tmp_path_factory, worker, "coast-web", lambda target: build(target, "web", FIXTURE))


@pytest.fixture(scope="session")
def coast_offline(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Path:
    """The offline edition of the fictional atlas."""
    return _shared(tmp_path_factory, worker, "coast-offline", lambda target: build(target, "offline", FIXTURE))


@pytest.fixture(scope="session")
def http_root(web_site: Path) -> Iterator[str]:
    """Address of the web edition on a local server, below a sub-path-free root."""
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
    """An edition as a reader meets it: where it starts and how its addresses look."""

    name: str
    root: str

    def url(self, language: str, address: str = "") -> str:
        """Address of a page, such as ``url("de", "roles/ai-trainer")``; the empty address is the home page."""
        if self.name == "web":
            return f"{self.root}/{language}/{address}/" if address else f"{self.root}/{language}/"
        overview = address in (
            "roles",
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


@pytest.fixture
def web(http_root: str) -> Edition:
    """The web edition alone."""
    return Edition("web", http_root)


@dataclass
class Watched:
    """A page whose console errors and foreign requests are remembered."""

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
    """A fresh page; requests beyond the site itself and console errors are recorded and blocked."""
    page = context.new_page()
    result = Watched(page, [], [])
    page.on("console", lambda message: result.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: result.errors.append(str(error)))

    def watch(route: object, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if url.startswith((http_root, "file://", "data:", "blob:")):
            route.continue_()  # type: ignore[attr-defined]
        else:
            result.foreign.append(url)
            route.abort()  # type: ignore[attr-defined]

    page.route("**/*", watch)
    return result


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    """A page without a network; the test fails on a console error or on a request to another server."""
    yield watched.page
    assert watched.errors == []
    assert watched.foreign == []
