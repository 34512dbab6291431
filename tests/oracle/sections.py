"""Divide the HTML of a page into its sections as plain text, one line per block."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset({"script", "style", "svg", "template", "noscript", "select", "button", "input"})
_BLOCKS = frozenset({
    "article", "aside", "blockquote", "br", "caption", "details", "div", "dl", "fieldset", "figcaption", "figure",
    "footer", "form", "header", "label", "li", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tr", "ul", *_HEADINGS,
})  # fmt: skip
# Text to add before and after an element, also where only the style sheet separates neighbours.
_AROUND = {
    **dict.fromkeys(_BLOCKS, ("\n", "\n")),
    "dt": ("\n", ""),
    "dd": (": ", "\n"),
    "td": (" · ", ""),
    "th": (" · ", ""),
    "span": (" ", ""),
}
_BREAK = "ra-shy"
"""Class of the empty element inside a long word that marks where it may break."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACE = re.compile(r"[^\S\n]+")
_REPEATED = re.compile(r"(?: [·:])+(?= [·:])")
_LINES = re.compile(r"[\s·:]*\n[\s·:]*")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page: the id of its heading (empty at the top of the page), the heading's text, and the text below it."""

    anchor: str
    title: str
    text: str


def sections(markup: str) -> list[Section]:
    """Return the sections of a page's content, divided at headings with an id; the first is the page's top, with its h1 as title.

    Elements with the attribute ``data-search-exclude`` are left out, and so are elements without text (pictures, controls).
    """
    anchors, titles, texts = [""], [""], [list[str]()]
    found: list[str | html.HtmlElement] = []
    _read(html.fragment_fromstring(markup, create_parent="div"), found)
    for piece in found:
        if isinstance(piece, str):
            texts[-1].append(piece)
        elif piece.tag == "h1":
            titles[0] = _title(piece)
        else:
            anchors.append(piece.get("id"))
            titles.append(_title(piece))
            texts.append([])
    return [
        Section(anchor, readable(title), readable("".join(parts)))
        for anchor, title, parts in zip(anchors, titles, texts, strict=True)
    ]


def readable(text: str) -> str:
    """Return a text without soft hyphens, zero-width characters, surplus blanks and separators; lines stay apart."""
    text = _REPEATED.sub("", _SPACE.sub(" ", _UNSEEN.sub("", text)))
    return _LINES.sub("\n", text).strip(" \n·:")


def _read(element: html.HtmlElement, found: list[str | html.HtmlElement]) -> None:
    """Append the texts and headings of an element in reading order."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED or "data-search-exclude" in element.attrib:
        return
    if tag == "h1" or (tag in _HEADINGS and "id" in element.attrib):
        found.append(element)
        return
    before, after = ("", "") if element.get("class") == _BREAK else _AROUND.get(tag, ("", ""))
    if text := before + (element.text or ""):
        found.append(text)
    for child in element:
        _read(child, found)
        if child.tail:
            found.append(child.tail)
    if after:
        found.append(after)


def _title(heading: html.HtmlElement) -> str:
    """Return the text of a heading without its permanent link."""
    parts: list[str | html.HtmlElement] = [heading.text or ""]
    for child in heading:
        if child.get("class") != "headerlink":
            _read(child, parts)
        parts.append(child.tail or "")
    return " ".join("".join(part for part in parts if isinstance(part, str)).split())
