"""Decide for each element of an article whether it becomes Markdown, stays HTML or is left out."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("dl", "dt", "dd", "li", "ol", "ul")
_TABLES = ("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr")
_WRAPPERS = frozenset({"address", "article", "aside", "div", "figure", "footer", "header", "main", "section"})
_TEXTS = ("blockquote", "details", "fieldset", "figcaption", "hr", "nav", "p", "pre", "summary")
_BLOCKS = _WRAPPERS | {*HEADINGS, *_LISTS, *_TABLES, *_TEXTS}
_HELPERS = frozenset({"link", "script"})
_FIELDS = "descendant::input | descendant::select | descendant::textarea"


class Sorts:
    """Classification of the elements of one article."""

    def __init__(self, article: HtmlElement) -> None:
        self._filters = set(article.xpath(".//table/@data-filter"))
        self._has_tool = any(self._is_tool(element) for element in article.iterdescendants("form", "div", "section"))

    def _is_tool(self, element: HtmlElement) -> bool:
        if element.tag == "form":
            return element.get("id") not in self._filters
        return element.tag in ("div", "section") and bool(element.get("id")) and bool(element.xpath(_FIELDS))

    def is_out(self, element: HtmlElement) -> bool:
        """Return whether the export leaves the element out; text after it stays."""
        if not isinstance(element.tag, str) or element.tag in ("button", "label", "template", "style"):
            return True
        if element.tag == "form":
            return not self._is_tool(element)
        if element.tag in _HELPERS:
            return not self._has_tool
        if element.tag == "nav":
            return all(href.startswith("#") for href in element.xpath(".//a/@href"))
        if element.get("aria-hidden") == "true" or "headerlink" in element.get("class", "").split():
            return True
        return element.get("hidden") is not None and not self._is_tool(element)

    def is_html(self, element: HtmlElement) -> bool:
        """Return whether the element stays HTML. A drawing within a line does not: it is replaced by its label."""
        if element.tag in _HELPERS or element.tag == "noscript" or self._is_tool(element):
            return True
        if element.tag == "svg":
            return element.getparent().tag in _WRAPPERS
        return element.tag == "figure" and element.find(".//svg") is not None

    def is_block(self, element: HtmlElement) -> bool:
        """Return whether the element is a block, which ends the line before it."""
        return element.tag in _BLOCKS or self.is_html(element)


def raw(element: HtmlElement) -> str:
    """Return an element as HTML without blank lines, which could end the block of HTML."""
    html = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    html = re.sub(r"\n\s*\n", "\n", html.strip())
    # Python-Markdown would wrap these two elements in a paragraph.
    return f"<div>{html}</div>" if element.tag in ("link", "svg") else html
