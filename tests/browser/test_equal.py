"""The text of every page is the same in both editions.

Only pages that link the PDFs differ, by those links: the bundle holds the PDFs, the web edition only after publishing.
"""

from __future__ import annotations

from pathlib import Path

from lxml import html


def texts(site: Path) -> dict[str, str]:
    """Return the text of every page by language and address; the address is the same in both editions."""
    found = {}
    for path in sorted(site.glob("*/**/*.html")):
        tree = html.parse(str(path))
        articles = tree.findall(".//article")
        if not articles:
            continue  # a redirect, or a file that is no page
        name = path.relative_to(site).as_posix().removesuffix("/index.html").removesuffix(".html")
        for element in articles[0].iter("script", "style"):
            element.text = ""
        for element in articles[0].xpath(".//p[@class='ra-meta']//a[contains(@href, '/handbook/')]"):
            before = element.getprevious()
            before.tail = ""  # the dot before the link
            element.drop_tree()
        found[name] = " ".join("".join(articles[0].itertext()).split())
    return found


def test_every_page_says_the_same(web_site: Path, offline_site: Path) -> None:
    """Both editions have the same pages with the same words, apart from the data pages."""
    web, offline = texts(web_site), texts(offline_site)
    assert len(web) > 500
    assert web.keys() == offline.keys()
    assert {name for name in web if web[name] != offline[name]} == {"de/data", "en/data"}
