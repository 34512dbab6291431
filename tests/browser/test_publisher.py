"""Publisher data in the built pages: a banner while data are missing, and the pages that a German operator needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.pipeline import load_linked
from tests.atlas import Atlas
from tests.browser.conftest import ROOT

PAGES = ("imprint", "privacy", "accessibility")


@pytest.fixture(params=["web_site", "offline_site"])
def site(request: pytest.FixtureRequest) -> Path:
    """Each edition in turn."""
    path: Path = request.getfixturevalue(request.param)
    return path


def test_banner_until_the_publisher_is_named(site: Path) -> None:
    """Every page, chooser and 404 page included, says that it is a preview if and only if publisher data are missing."""
    missing = load_linked(ROOT / "content").site.publisher.missing
    pages = list(site.rglob("*.html"))
    assert {"index.html"} <= {path.name for path in pages if path.parent == site} <= {"index.html", "404.html"}
    assert len(pages) > 100
    assert {'class="ra-preview"' in path.read_text(encoding="utf-8") for path in pages} == {bool(missing)}


@pytest.mark.parametrize("name", ["coast_web", "coast_offline"])
def test_no_banner_once_the_publisher_is_named(request: pytest.FixtureRequest, name: str) -> None:
    """The fictional atlas names its publisher, so no page says that it is a preview."""
    named: Path = request.getfixturevalue(name)
    assert [path for path in named.rglob("*.html") if "ra-preview" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("address", ["index.html", "404.html", "de/", "en/roles/"])
def test_the_banner_is_seen(http_root: str, chromium: Browser, address: str, *, dark: bool) -> None:
    """While publisher data are missing, the banner is visible at once on a phone, in each language, without sideways scrolling."""
    words = {"de": "Vorschau:", "en": "Preview:"}
    shown = 1 if load_linked(ROOT / "content").site.publisher.missing else 0
    context = chromium.new_context(
        viewport={"width": 390, "height": 700}, color_scheme="dark" if dark else "light", locale="fr-FR"
    )
    page = context.new_page()
    page.goto(f"{http_root}/{address}")
    for language in words if address.endswith(".html") else (address[:2],):
        banner = page.locator(":is(p.ra-preview, .ra-preview p)", has_text=words[language])
        expect(banner).to_have_count(shown)
        if shown:
            expect(banner).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_publisher(site: Path, page: str) -> None:
    """The pages exist in each language, and the home page links them."""
    for language in ("de", "en"):
        file = next(
            path for path in (site / language / page / "index.html", site / language / f"{page}.html") if path.exists()
        )
        assert "<h1" in file.read_text(encoding="utf-8")
        home = (site / language / "index.html").read_text(encoding="utf-8")
        assert f'href="{page}/"' in home or f'href="{page}.html"' in home


def test_publishing_is_refused(atlas: Atlas, tmp_path: Path) -> None:
    """``build --publish`` ends with exit code 1, names the line and builds nothing."""
    atlas.replace("site.yml", "  email: post@coast.example\n", '  email: ""\n')
    assert atlas.catalog().site.publisher.missing == ("email",)
    out = tmp_path / "site"
    command = [sys.executable, "-m", "generator", "build", "--publish", "--content", str(atlas.root), "--out", str(out)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ})
    assert result.returncode == 1
    assert (
        f"site.yml:{atlas.read('site.yml')[: atlas.read('site.yml').index('email')].count(chr(10)) + 1}:"
        in result.stderr
    )
    assert "error[missing-publisher]" in result.stderr
    assert not out.exists()
