"""First view of every page: at most 150 kB over the network (gzip) before any interaction, with fonts, which come first."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from generator.publish.assets import JOINED
from generator.resources import templates_folder

MOST = 150_000
MOST_SCRIPTS = 30_000
MOST_PLAN = 190_000
# A browser loads only one of several icons; it prefers a drawing to a picture of fixed size.
_LOADED = "//link[contains(@rel, 'stylesheet')]/@href | (//link[@rel='icon'])[1]/@href | //script/@src | //img/@src"
_CSS_URL = re.compile(r"url\(\"?([^\")]+)\"?\)")


@cache
def weight(path: Path) -> int:
    """Return the bytes of a file over the network; files that a style sheet names count with it."""
    content = path.read_bytes()
    if path.suffix == ".woff2":
        return len(content)
    used = _CSS_URL.findall(content.decode("utf-8")) if path.suffix == ".css" else []
    files = {(path.parent / urlsplit(url).path).resolve() for url in used if not url.startswith(("data:", "#"))}
    return len(gzip.compress(content, 6)) + sum(weight(file) for file in files)


def first_view(page: Path) -> int:
    """Return the bytes that a browser loads for a page before any interaction."""
    urls = html.parse(str(page)).xpath(_LOADED)
    files = {(page.parent / urlsplit(url).path).resolve() for url in urls if not url.startswith(("data:", "/"))}
    return len(gzip.compress(page.read_bytes(), 6)) + sum(weight(file) for file in files)


def test_first_view_is_light(web_site: Path) -> None:
    """No page of the web edition exceeds the limit; the message lists the heaviest first."""
    heavy = {}
    for page in sorted(web_site.rglob("*.html")):
        total = first_view(page)
        if total > MOST:
            heavy[page.relative_to(web_site).as_posix()] = total
    assert sorted(heavy.items(), key=lambda item: -item[1]) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_scripts_are_light(web_site: Path, language: str) -> None:
    """All our scripts together keep the limit as published, those loaded late included."""
    scripts = sorted((web_site / language / "assets").glob("*.js"))
    parts = {part for names in JOINED.values() for part in names}
    assert {path.name for path in scripts} | parts == {
        path.name for path in (templates_folder() / "static/assets").glob("*.js")
    }
    weights = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in scripts}
    assert sum(weights.values()) <= MOST_SCRIPTS, weights


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_first_step_of_a_plan_is_light(web_site: Path, language: str) -> None:
    """All that loads before the first step is shown keeps the limit: the page and the details of skills and trainings."""
    page = web_site / language / "plan" / "index.html"
    assert first_view(page) + weight(page.with_name("details.js")) <= MOST_PLAN


@pytest.mark.content
def test_fonts_come_before_what_they_set(web_site: Path, offline_site: Path) -> None:
    """Fonts load before style sheets: if no similar font is installed, a late one moves the page (measured: a layout shift of 0.16)."""
    for page in [*web_site.glob("*/index.html"), *web_site.glob("*/*/index.html"), *web_site.glob("*/*/*/index.html")]:
        (head,) = html.parse(str(page)).xpath("//head")
        wanted = [
            (page.parent / href).resolve()
            for href in head.xpath("link[@rel='preload' and @as='font' and @crossorigin]/@href")
        ]
        if not head.xpath("link[@rel='stylesheet']"):
            assert wanted == []  # a redirect
            continue
        tokens = next(page.parent / href for href in head.xpath("link[@rel='stylesheet']/@href") if "tokens" in href)
        assert set(wanted) == {
            (tokens.parent / url).resolve() for url in _CSS_URL.findall(tokens.read_text(encoding="utf-8"))
        }, page
        places = [link.get("rel") for link in head.iterchildren("link") if link.get("rel") in ("preload", "stylesheet")]
        assert places == sorted(places), f"{page}: style sheets before fonts"
    refused = [page for page in offline_site.rglob("*.html") if b'rel="preload"' in page.read_bytes()]
    assert refused == []  # browsers refuse to preload from file://
