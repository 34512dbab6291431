"""Write the files for search engines: one sitemap per language, one for the chooser, an index of them, and ``robots.txt``.

Each page names its versions in all languages. Readers of any other language get the chooser instead of the home page, and
the default language of all other pages. So the chooser is a version of the home page and is listed with the same versions.
It has a sitemap above the languages' folders, since a sitemap covers only its own folder. Dates are those of the records.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.publish.dates import PageDates
from generator.routes import Page, PageKind, Routes

_SITEMAP, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
CHOOSER = "sitemap-chooser.xml"
"""Name of the chooser's sitemap, beside the index."""
register_namespace("", _SITEMAP)
register_namespace("xhtml", _XHTML)


def write_sitemaps(stage: Path, facts: Facts, routes: Routes, base_url: str) -> None:
    """Write ``robots.txt`` and, if the site has a base URL, the sitemaps, which need absolute addresses."""
    catalog = facts.catalog
    robots = ["User-agent: *", "Allow: /"]
    if base_url:
        base = _with_slash(base_url)
        robots += ["", f"Sitemap: {base}sitemap.xml"]
        dates = PageDates(facts)
        for language in catalog.languages:
            (stage / language / "sitemap.xml").write_bytes(sitemap(catalog, routes, dates, base, language))
        if len(catalog.languages) > 1:
            (stage / CHOOSER).write_bytes(_chooser(catalog, base))
        (stage / "sitemap.xml").write_bytes(_index(catalog, dates, base))
    (stage / "robots.txt").write_text("\n".join(robots) + "\n", encoding="ascii", newline="\n")


def site_path(base_url: str) -> str:
    """Return the path of a site on its server, with a slash at both ends; "/" for a site without a base URL."""
    return _with_slash(urlsplit(base_url).path)


def home_versions(catalog: Catalog, base_url: str) -> dict[str, str]:
    """Return the address of the home page by language, and of the chooser as ``x-default``; empty for a site in one language."""
    base = _with_slash(base_url)
    versions = {language: f"{base}{language}/" for language in catalog.languages}
    return {**versions, "x-default": base} if len(versions) > 1 else {}


def sitemap(catalog: Catalog, routes: Routes, dates: PageDates, base: str, language: str) -> bytes:
    """Return the sitemap of one language; ``base`` is the base URL with a slash at its end."""
    root = Element(f"{{{_SITEMAP}}}urlset")
    for page in routes.pages:
        url = SubElement(root, f"{{{_SITEMAP}}}url")
        SubElement(url, f"{{{_SITEMAP}}}loc").text = _address(base, language, routes, page)
        modified = dates.of(page).modified
        if modified:
            SubElement(url, f"{{{_SITEMAP}}}lastmod").text = modified.isoformat()
        if len(catalog.languages) == 1:
            versions = {}
        elif page.kind == PageKind.HOME:
            versions = home_versions(catalog, base)
        else:
            versions = {other: _address(base, other, routes, page) for other in catalog.languages}
            versions["x-default"] = versions[catalog.languages[0]]
        _alternates(url, versions)
    return _xml(root)


def _chooser(catalog: Catalog, base: str) -> bytes:
    root = Element(f"{{{_SITEMAP}}}urlset")
    url = SubElement(root, f"{{{_SITEMAP}}}url")
    SubElement(url, f"{{{_SITEMAP}}}loc").text = base
    _alternates(url, home_versions(catalog, base))
    return _xml(root)


def _index(catalog: Catalog, dates: PageDates, base: str) -> bytes:
    root = Element(f"{{{_SITEMAP}}}sitemapindex")
    modified = dates.of(Page(PageKind.HOME, "", "index.md")).modified
    above = (CHOOSER,) if len(catalog.languages) > 1 else ()
    for name in (*above, *(f"{language}/sitemap.xml" for language in catalog.languages)):
        entry = SubElement(root, f"{{{_SITEMAP}}}sitemap")
        SubElement(entry, f"{{{_SITEMAP}}}loc").text = base + name
        if modified:
            SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = modified.isoformat()
    return _xml(root)


def _address(base: str, language: str, routes: Routes, page: Page) -> str:
    return f"{base}{language}/{routes.url(page)}"


def _alternates(url: Element, versions: Mapping[str, str]) -> None:
    for language, address in versions.items():
        SubElement(url, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": language, "href": address})


def _with_slash(address: str) -> str:
    return address.rstrip("/") + "/"


def _xml(root: Element) -> bytes:
    indent(root, " ")
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"
