"""In a half-translated language, each borrowed text is marked with the language it is in, also in the theme's parts around the content."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.sites import EPOCH, project, succeed

LANGUAGE, LENDER = "sv", "de"
BORROWED, OWN = "\u0416", "\u0428"
"""Letters that mark texts of the lending language and texts of the borrowing language."""
HOLD_NO_ELEMENT = "ancestor::title or ancestor::script or ancestor::*[name()='svg']"
"""XPath condition for text inside elements that can hold text only: the window's title, data for scripts, pictures (decision 18)."""


@pytest.fixture(scope="module", params=[0, 1], ids=["even", "odd"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, html.HtmlElement]:
    """Return the pages, by path, of a language that has every second text of the interface and no texts of records."""
    folder = project(tmp_path_factory.mktemp("borrowed") / "project")
    succeed("generator", "languages", "--add", LANGUAGE, "--yes", cwd=folder)
    content = folder / "content"
    for path in content.rglob("*.yml"):
        if path.parent.name not in ("strings", "languages"):
            replace(path, rf"\b{LENDER}: [\"']?[^\W\d]", rf"\g<0>{BORROWED}")
    for path in content.glob(f"pages/*.{LENDER}.md"):
        replace(path, r"(?m)^(title: |#+ )?[A-ZÄÖÜ]", rf"\g<0>{BORROWED}")
    count = itertools.count(request.param)
    marked = (f"[{LENDER}] {BORROWED}", OWN)
    replace(content / "strings" / f"{LANGUAGE}.yml", rf"\[{LENDER}\] ", lambda _: marked[next(count) % 2])
    succeed("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    site = folder / "site" / LANGUAGE
    parser = html.HTMLParser(encoding="utf-8")
    return {path.relative_to(site).as_posix(): html.parse(path, parser).getroot() for path in site.rglob("*.html")}


def replace(path: Path, pattern: str, text: str | Callable[[re.Match[str]], str]) -> None:
    """Replace all matches of a pattern in a file."""
    path.write_text(re.sub(pattern, text, path.read_text("utf-8")), "utf-8", newline="\n")


def around(text: Any) -> list[html.HtmlElement]:
    """Return the elements around a text, innermost first."""
    parent = text.getparent()
    inner = parent.getparent() if text.is_tail else parent
    return [inner, *inner.iterancestors()]


def is_wrong(text: Any) -> bool:
    """Return whether a text is marked with a language that is not its own."""
    elements = around(text)
    borrowed, own = BORROWED in text, OWN in text
    if elements[0].tag == "option" and borrowed and own:
        return bool(elements[0].get("lang"))  # its text is in two languages, and an option can hold no element
    language = next(element.get("lang") for element in elements if element.get("lang"))
    return bool((borrowed and language != LENDER) or (own and language != LANGUAGE))


def test_borrowed_texts_bear_their_language(pages: dict[str, html.HtmlElement]) -> None:
    """Each borrowed text is marked with its language, in the content and in the theme's parts; the page is marked with its own."""
    for path, page in pages.items():
        texts = page.xpath(f"//text()[not({HOLD_NO_ELEMENT})]")
        assert [str(text) for text in texts if is_wrong(text)] == [], path
        assert page.get("lang") == LANGUAGE


def test_header_drawer_and_choices_borrow(pages: dict[str, html.HtmlElement]) -> None:
    """Borrowed texts are also marked in the theme's parts and in the choices of a form, which the content's templates do not make."""
    page = pages["roles/map-maker/index.html"]
    for place in ("div[@data-md-component='header-topic']", "label[@for='__drawer']", "ul[@class='md-nav__list']"):
        assert page.xpath(f"//{place}//span[@lang='{LENDER}']"), place
    assert pages["index.html"].xpath(f"//option[@lang='{LENDER}']")


def test_what_holds_no_element_holds_none(pages: dict[str, html.HtmlElement]) -> None:
    """Attributes, the window's title and the choices of forms hold plain text without elements."""
    for path, page in pages.items():
        values = [*page.xpath("//@*"), *page.xpath("//title/text()"), *page.xpath("//option/text()")]
        assert not [value for value in values if "<span" in value], path
