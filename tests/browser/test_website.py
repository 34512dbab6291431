"""The website around its pages: unknown and moved addresses, language versions, previews, icons, and every published address."""

from __future__ import annotations

import json
import posixpath
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from playwright.sync_api import Browser, BrowserContext

from tests.browser.checkers import AXE, RUN_AXE
from tests.browser.guarded import guarded

BASE = "https://coast.example/atlas/"
LANGUAGES = ("de", "en")
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def coast(coast_web: Path) -> Iterator[str]:
    """Address of the fictional atlas, below a sub-path."""
    with guarded(coast_web) as address:
        yield address


def parsed(path: Path) -> html.HtmlElement:
    """Return the parsed page."""
    return html.document_fromstring(path.read_bytes().decode("utf-8"))


def readable_pages(site: Path) -> dict[str, html.HtmlElement]:
    """Return the chooser and every page below the languages by path, without redirects and the 404 page."""
    found = {path.relative_to(site).as_posix(): parsed(path) for path in sorted(site.rglob("*.html"))}
    return {
        name: page for name, page in found.items() if not page.xpath("//meta[@name='robots' or @http-equiv='refresh']")
    }


# --- addresses without a page


@pytest.mark.parametrize("address", ["nowhere", "de/roles/nobody/at/all/", "en/roles/nobody"])
def test_unknown_address_below_a_sub_path(coast: str, context: BrowserContext, address: str) -> None:
    """An unknown address gets status 404 and a styled page, which leads to each language's home page at any depth of the address."""
    page = context.new_page()
    loaded: dict[str, int] = {}
    page.on("response", lambda response: loaded.update({response.url: response.status}))
    response = page.goto(f"{coast}/{address}")
    assert response is not None
    assert response.status == 404
    assert loaded[f"{coast}/de/assets/root.css"] == 200
    assert loaded.pop(f"{coast}/{address}") == 404
    assert set(loaded.values()) <= {200}
    assert page.evaluate("getComputedStyle(document.querySelector('ul')).listStyleType") == "none"
    links = page.locator("main a").evaluate_all("links => links.map(link => link.href)")
    assert links == [f"{coast}/{language}/" for language in LANGUAGES]
    assert [page.goto(link).status for link in links] == [200, 200]  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("edition", ["web", "offline"])
def test_a_moved_page_leads_on(
    coast: str, coast_offline: Path, chromium: Browser, edition: str, language: str, *, scripts: bool
) -> None:
    """A moved page leads to the new one in the same language, with scripts also to the same anchor. Going back skips the old page."""
    root, form = (coast, "{}/") if edition == "web" else (coast_offline.as_uri(), "{}.html")
    old, new = (f"{root}/{language}/{form.format(f'roles/{id}')}" for id in ("tower-warden", "lighthouse-keeper"))
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    home = f"{root}/{language}/{'' if edition == 'web' else 'index.html'}"
    page.goto(home)
    page.goto(f"{old}#path", wait_until="commit")
    page.wait_for_url(f"{new}#path" if scripts else new)
    assert page.locator("h1").count() == 1
    page.go_back()
    page.wait_for_url(home)
    context.close()


@pytest.mark.parametrize("dark", [False, True])
def test_pages_above_the_languages_are_accessible(http_root: str, chromium: Browser, *, dark: bool) -> None:
    """axe finds nothing on a phone on the chooser and the 404 page. The browser's language is one that leads to no redirect."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 900}, color_scheme="dark" if dark else "light", locale="fr-FR"
    )
    page = context.new_page()
    for address in ("", "404.html"):
        page.goto(f"{http_root}/{address}")
        assert page.locator("main a").count() == len(LANGUAGES)
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == []
    context.close()


# --- language versions


def sitemap_entries(site: Path) -> dict[str, dict[str, str]]:
    """Return the versions of each address in the sitemaps that the index names; each sitemap is above the pages it lists."""
    found: dict[str, dict[str, str]] = {}
    for place in etree.parse(str(site / "sitemap.xml")).findall("s:sitemap/s:loc", NAMES):
        name = str(place.text).removeprefix(BASE)
        for url in etree.parse(str(site / name)).findall("s:url", NAMES):
            address = str(url.findtext("s:loc", namespaces=NAMES))
            assert address.startswith(f"{BASE}{name.rpartition('/')[0]}")
            assert address not in found
            found[address] = {str(x.get("hreflang")): str(x.get("href")) for x in url.findall("x:link", NAMES)}
    return found


def test_versions_of_every_page_are_mutual(coast_web: Path) -> None:
    """Every page is listed; each version that a page names, x-default included, is listed too and names the same versions."""
    entries = sitemap_entries(coast_web)
    pages = readable_pages(coast_web)
    assert {f"{BASE}{name.removesuffix('index.html')}" for name in pages} == entries.keys()
    for address, versions in entries.items():
        assert versions.keys() == {*LANGUAGES, "x-default"}
        assert address in versions.values()
        for target in versions.values():
            assert entries[target] == versions, (address, target)
    for name, page in pages.items():
        links = page.xpath("//link[@rel='alternate' and @hreflang]")
        stated = {link.get("hreflang"): link.get("href") for link in links}
        address = f"{BASE}{name.removesuffix('index.html')}"
        assert stated in ({}, entries[address]), name
        assert page.xpath("//link[@rel='canonical']/@href") == [address]
    assert pages["index.html"].xpath("//link[@rel='alternate']/@hreflang") == [*LANGUAGES, "x-default"]


# --- what other services and devices show of a page


def size_of(picture: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG image in pixels."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_every_page_has_a_preview(coast_web: Path) -> None:
    """Each page, the chooser included, names a title, a text, its whole address and an existing picture in its language."""
    pages = readable_pages(coast_web)
    assert len(pages) > 50
    for name, page in pages.items():
        properties = {meta.get("property"): meta.get("content") for meta in page.xpath("//meta[@property]")}
        language = name.partition("/")[0] if "/" in name else LANGUAGES[0]
        assert properties["og:url"] == f"{BASE}{name.removesuffix('index.html')}"
        assert properties["og:image"] == f"{BASE}{language}/assets/images/social.png"
        assert properties["og:type"] == "website"
        assert properties["og:title"]
        assert properties["og:image:alt"] == properties["og:site_name"]
        assert page.xpath("//meta[@name='description']/@content") == [properties["og:description"]]
        assert page.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
        if "/" in name:
            assert properties["og:locale"] == {"de": "de_DE", "en": "en_GB"}[language]
    chooser = pages["index.html"].xpath("//meta[@property='og:title']/@content")
    assert chooser == ["Küstenatlas / Coast Atlas"]
    pictures = [(coast_web / language / "assets/images/social.png").read_bytes() for language in LANGUAGES]
    assert [size_of(picture) for picture in pictures] == [(1200, 630)] * 2
    assert pictures[0] != pictures[1]


@pytest.mark.content
def test_without_an_address_no_page_names_one(web_site: Path) -> None:
    """The shipped atlas has no address yet, so there is no canonical address, no preview picture and no sitemap."""
    page = parsed(web_site / "index.html")
    assert (
        page.xpath("//link[@rel='canonical' or @rel='alternate'] | //meta[@property='og:image' or @property='og:url']")
        == []
    )
    assert page.xpath("//meta[@name='description']/@content")
    assert not (web_site / "sitemap.xml").exists()


@pytest.mark.parametrize("name", ["coast_web", "coast_offline"])
def test_every_page_has_its_own_icons(request: pytest.FixtureRequest, name: str) -> None:
    """Each page, redirects, chooser and 404 page included, has a drawing, a small picture and one for home screens as icons."""
    site: Path = request.getfixturevalue(name)
    sizes = {"favicon.png": (32, 32), "apple-touch-icon.png": (180, 180)}
    for path in sorted(site.rglob("*.html")):
        page = parsed(path)
        links = page.xpath("//link[@rel='icon' or @rel='apple-touch-icon']")
        assert [posixpath.basename(link.get("href")) for link in links] == ["favicon.svg", *sizes], path
        for link in links:
            href = link.get("href")
            file = site / href.removeprefix("/atlas/") if href.startswith("/") else path.parent / href
            if file.suffix == ".png":
                assert size_of(file.read_bytes()) == sizes[file.name]
            else:
                assert file.read_text(encoding="utf-8").startswith("<svg")


# --- addresses that programs read


def pages_of(value: Any) -> Iterator[str]:
    """Yield the addresses of pages that occur anywhere in a file of data."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner.values() if key == "pages" and isinstance(inner, dict) else pages_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pages_of(inner)


def addresses_for_programs(site: Path) -> Iterator[tuple[str, str]]:
    """Yield each address with the file that names it: from the records, both llms.txt and the search indexes."""
    for path in sorted(site.glob("data/**/*.json")):
        name = path.relative_to(site).as_posix()
        if not name.startswith("data/schema/"):
            for address in pages_of(json.loads(path.read_text(encoding="utf-8"))):
                yield name, address
    for name in ("llms.txt", "data/llms.txt"):
        for address in re.findall(r"\]\(([^)]+)\)", (site / name).read_text(encoding="utf-8")):
            # If the site has an address, llms.txt names whole addresses; without ``BASE`` they are relative to the root.
            yield ("llms.txt" if address.startswith(BASE) else name), address.removeprefix(BASE)
    for language in LANGUAGES:
        index = json.loads((site / language / "search/search_index.json").read_text(encoding="utf-8"))
        for entry in index["docs"]:
            yield f"{language}/index.html", entry["location"]


@pytest.mark.parametrize("name", ["web_site", "offline_site", "coast_web"])
def test_every_published_address_is_a_file(request: pytest.FixtureRequest, name: str) -> None:
    """Data, llms.txt, search and sitemaps name only files that exist, and only anchors that exist in them."""
    site: Path = request.getfixturevalue(name)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    anchors: dict[str, set[str]] = {}
    found = list(addresses_for_programs(site))
    assert {name.partition("/")[0] for name, _ in found} == {"data", "llms.txt", *LANGUAGES}
    assert len(found) > 400
    lost = []
    for origin, address in found:
        parts = urlsplit(address)
        if parts.scheme == "https":
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(origin), parts.path))
        target = target if target in files else posixpath.join(target, "index.html").removeprefix("./")
        if target not in files:
            lost.append((origin, address))
        elif parts.fragment and not parts.fragment.startswith("?"):  # "?" starts the state of a list
            known = anchors.setdefault(target, set())
            known.update([] if known else parsed(site / target).xpath("//@id"))
            lost += [] if parts.fragment in known else [(origin, address)]
    assert lost == [], lost[:3]
    if (site / "sitemap.xml").exists():
        listed = [address.removeprefix(BASE) + "index.html" for address in sitemap_entries(site)]
        assert set(listed) <= files
