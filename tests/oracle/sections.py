"""HTML of a page to its sections as plain text, one line per block."""

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
# What stands before and after an element, also where a style sheet alone sets neighbours apart.
_AROUND = {
    **dict.fromkeys(_BLOCKS, ("\n", "\n")),
    "dt": ("\n", ""),
    "dd": (": ", "\n"),
    "td": (" · ", ""),
    "th": (" · ", ""),
    "span": (" ", ""),
}
_BREAK = "ra-shy"
"""Class of the empty element within a long word where it may break."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACE = re.compile(r"[^\S\n]+")
_REPEATED = re.compile(r"(?: [·:])+(?= [·:])")
_LINES = re.compile(r"[\s·:]*\n[\s·:]*")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's id (empty at the top of the page), its text and the text below it."""

    anchor: str
    title: str
    text: str


def sections(markup: str) -> list[Section]:
    """Cut a page's content at its headings with an id; the first section is the page itself, with its h1 as title.

    Left out: elements with the attribute ``data-search-exclude`` and what is no text (pictures, controls).
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
    """Remove soft hyphens, zero-width characters, surplus blanks and separators; lines stay."""
    text = _REPEATED.sub("", _SPACE.sub(" ", _UNSEEN.sub("", text)))
    return _LINES.sub("\n", text).strip(" \n·:")


def _read(element: html.HtmlElement, found: list[str | html.HtmlElement]) -> None:
    """Gather texts and headings in reading order."""
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
    """Text of a heading without its permanent link."""
    parts: list[str | html.HtmlElement] = [heading.text or ""]
    for child in heading:
        if child.get("class") != "headerlink":
            _read(child, parts)
        parts.append(child.tail or "")
    return " ".join("".join(part for part in parts if isinstance(part, str)).split())
