"""A half-translated language: what its pages borrow bears the language that it is in, around the content too."""

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
"""Letters that tell texts of the lender from those of the language."""
HOLD_NO_ELEMENT = "ancestor::title or ancestor::script or ancestor::*[name()='svg']"
"""What shows text alone: the window's title, data for scripts, pictures (decision 18)."""


@pytest.fixture(scope="module", params=[0, 1], ids=["even", "odd"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, html.HtmlElement]:
    """Pages of a language that has every second text of the interface and none of the records, by path."""
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
    """Replace what a pattern finds in a file."""
    path.write_text(re.sub(pattern, text, path.read_text("utf-8")), "utf-8", newline="\n")


def around(text: Any) -> list[html.HtmlElement]:
    """Elements around a text, from the inside."""
    parent = text.getparent()
    inner = parent.getparent() if text.is_tail else parent
    return [inner, *inner.iterancestors()]


def is_wrong(text: Any) -> bool:
    """Tell whether a text does not stand in its language."""
    elements = around(text)
    borrowed, own = BORROWED in text, OWN in text
    if elements[0].tag == "option" and borrowed and own:
        return bool(elements[0].get("lang"))  # of two languages, and can hold no element
    language = next(element.get("lang") for element in elements if element.get("lang"))
    return bool((borrowed and language != LENDER) or (own and language != LANGUAGE))


def test_borrowed_texts_bear_their_language(pages: dict[str, html.HtmlElement]) -> None:
    """In the page and in what the theme puts around it; the page itself is in its own."""
    for path, page in pages.items():
        texts = page.xpath(f"//text()[not({HOLD_NO_ELEMENT})]")
        assert [str(text) for text in texts if is_wrong(text)] == [], path
        assert page.get("lang") == LANGUAGE


def test_header_drawer_and_choices_borrow(pages: dict[str, html.HtmlElement]) -> None:
    """The theme's parts and the choices of a form, which hold no text of the content's templates."""
    page = pages["roles/map-maker/index.html"]
    for place in ("div[@data-md-component='header-topic']", "label[@for='__drawer']", "ul[@class='md-nav__list']"):
        assert page.xpath(f"//{place}//span[@lang='{LENDER}']"), place
    assert pages["index.html"].xpath(f"//option[@lang='{LENDER}']")


def test_what_holds_no_element_holds_none(pages: dict[str, html.HtmlElement]) -> None:
    """Attributes, the window's title and choices show the text alone."""
    for path, page in pages.items():
        values = [*page.xpath("//@*"), *page.xpath("//title/text()"), *page.xpath("//option/text()")]
        assert not [value for value in values if "<span" in value], path
