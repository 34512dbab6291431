"""What search engines read: one sitemap per language, an index of them, and ``robots.txt``.

Each page names its versions in all languages; readers of any other language get the chooser on the home page and the
default language elsewhere. Dates are those of the records.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from generator.catalog import Catalog
from generator.publish.dates import PageDates
from generator.render.plan import Kind, Page, Plan

_SITEMAP, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
register_namespace("", _SITEMAP)
register_namespace("xhtml", _XHTML)


def write_sitemaps(stage: Path, catalog: Catalog, plan: Plan, base_url: str) -> None:
    """Write ``robots.txt`` and, for a site with an address of its own (they need whole addresses), the sitemaps."""
    robots = ["User-agent: *", "Allow: /"]
    if base_url:
        base = base_url.rstrip("/") + "/"
        robots += ["", f"Sitemap: {base}sitemap.xml"]
        dates = PageDates(catalog)
        for language in catalog.languages:
            (stage / language / "sitemap.xml").write_bytes(sitemap(catalog, plan, dates, base, language))
        (stage / "sitemap.xml").write_bytes(_index(catalog, dates, base))
    (stage / "robots.txt").write_text("\n".join(robots) + "\n", encoding="ascii", newline="\n")


def sitemap(catalog: Catalog, plan: Plan, dates: PageDates, base: str, language: str) -> bytes:
    """The sitemap of one language; ``base`` ends with a slash."""
    root = Element(f"{{{_SITEMAP}}}urlset")
    for page in plan.pages:
        url = SubElement(root, f"{{{_SITEMAP}}}url")
        SubElement(url, f"{{{_SITEMAP}}}loc").text = _address(base, language, plan, page)
        modified = dates.of(page).modified
        if modified:
            SubElement(url, f"{{{_SITEMAP}}}lastmod").text = modified.isoformat()
        for other in catalog.languages:
            _alternate(url, other, _address(base, other, plan, page))
        _alternate(
            url, "x-default", base if page.kind is Kind.HOME else _address(base, catalog.languages[0], plan, page)
        )
    return _xml(root)


def _index(catalog: Catalog, dates: PageDates, base: str) -> bytes:
    root = Element(f"{{{_SITEMAP}}}sitemapindex")
    modified = dates.of(Page(Kind.HOME, "", "index.md")).modified
    for language in catalog.languages:
        entry = SubElement(root, f"{{{_SITEMAP}}}sitemap")
        SubElement(entry, f"{{{_SITEMAP}}}loc").text = f"{base}{language}/sitemap.xml"
        if modified:
            SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = modified.isoformat()
    return _xml(root)


def _address(base: str, language: str, plan: Plan, page: Page) -> str:
    return f"{base}{language}/{plan.url(page)}"


def _alternate(url: Element, language: str, address: str) -> None:
    SubElement(url, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": language, "href": address})


def _xml(root: Element) -> bytes:
    indent(root, " ")
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"
