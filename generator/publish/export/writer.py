"""Write the elements of an article as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import count, repeat

import lxml.html
from lxml.html import HtmlElement

from generator.publish.export.layout import Block, BlockKind, beside, bold, definitions, emphasised, items, join, table
from generator.publish.export.literal import anchor, code, destination, fence, line, literal
from generator.publish.export.sorts import HEADINGS, Sorts, raw

AddressRewriter = Callable[[str], str]
"""Function from an address in HTML to one for Markdown; an empty result means that the export lacks the target, so no link is written."""

_EMPHASIS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_KEPT = frozenset({"code", "kbd", "sub", "sup"})
_STATE = "#?"


def to_markdown(html: str, address: AddressRewriter) -> str:
    """Return an article, given as HTML, as Markdown."""
    article = lxml.html.fragment_fromstring(html, create_parent="article")
    writer = _Writer(article, address)
    return join([*writer.blocks(article), *writer.ids()]) + "\n"


class _Writer:
    """Writer of one article. Ids of dissolved elements wait until the next line is written."""

    def __init__(self, article: HtmlElement, address: AddressRewriter) -> None:
        self._sorts = Sorts(article)
        self._address = address
        self._ids: list[str] = []

    def blocks(self, parent: HtmlElement) -> list[Block]:
        """Return the content of an element as blocks; text and inline elements between two blocks form one line."""
        result: list[Block] = []
        run = literal(parent.text or "")
        for child in parent:
            if self._sorts.is_out(child):
                pass
            elif self._sorts.is_block(child):
                result += self._line(run)
                run = ""
                result += self._block(child)
            else:
                run = beside(run, self._piece(child))
            run += literal(child.tail or "")
        return result + self._line(run)

    def ids(self) -> list[Block]:
        """Return a block of the waiting ids; no block if none is waiting."""
        anchors = self._take_ids()
        return [Block(anchors)] if anchors else []

    def _take_ids(self) -> str:
        anchors = "".join(map(anchor, self._ids))
        self._ids.clear()
        return anchors

    def _wait(self, element: HtmlElement) -> None:
        if id := element.get("id"):
            self._ids.append(id)

    def _line(self, run: str) -> list[Block]:
        text = _trimmed(run)
        return [Block(self._take_ids() + line(text))] if text else []

    # --- blocks

    def _block(self, element: HtmlElement) -> list[Block]:
        tag = element.tag
        if self._sorts.is_html(element):
            return [Block(raw(element), BlockKind.ROOT)]
        if tag in HEADINGS:
            return self._heading(element)
        self._wait(element)
        if tag in ("ul", "ol"):
            return self._list(element)
        if tag == "dl":
            return self._definitions(element)
        if tag == "table":
            return self._table(element)
        if tag == "pre":
            return [*self.ids(), Block(fence(element.text_content()), BlockKind.ROOT)]
        if tag == "hr":
            return [Block("* * *")]
        if tag == "summary" and not any(map(self._sorts.is_block, element)):
            return self._line(bold(self._inline(element)))
        return self.blocks(element)

    def _heading(self, element: HtmlElement) -> list[Block]:
        text = _trimmed(self._inline(element)).replace("<br>", " ")
        id = f" {{#{element.get('id')}}}" if element.get("id") else ""
        # Markdown would drop a "#" at the end of a heading.
        text = re.sub(r"#$", r"\\#", text)
        return [Block(f"{'#' * int(element.tag[1])} {self._take_ids()}{text}{id}")] if text else []

    def _list(self, element: HtmlElement) -> list[Block]:
        contents = []
        for item in element.iterchildren("li"):
            if not self._sorts.is_out(item):
                self._wait(item)
                contents.append(self.blocks(item))
        start = int(element.get("start") or 1)
        return items((f"{number}. " for number in count(start)) if element.tag == "ol" else repeat("- "), contents)

    def _definitions(self, element: HtmlElement) -> list[Block]:
        groups: list[tuple[list[str], list[list[Block]]]] = []
        for part in self._terms_and_meanings(element):
            if not groups or (part.tag == "dt" and groups[-1][1]):
                groups.append(([], []))
            terms, meanings = groups[-1]
            if part.tag == "dt":
                terms += (block.text for block in self._line(self._inline(part)))
            else:
                meanings.append(self.blocks(part))
        return definitions(groups)

    def _terms_and_meanings(self, element: HtmlElement) -> Iterator[HtmlElement]:
        for child in element:
            if self._sorts.is_out(child):
                continue
            self._wait(child)
            if child.tag in ("dt", "dd"):
                yield child
            else:
                yield from self._terms_and_meanings(child)

    def _table(self, element: HtmlElement) -> list[Block]:
        """Return the caption and a pipe table. The heading of a group of rows is a row of its own."""
        caption = []
        for child in element.iterchildren("caption"):
            self._wait(child)
            caption += self._line(self._inline(child))
        rows = [row for row in element.iter("tr") if not self._sorts.is_out(row)]
        if not rows:
            return caption
        cells = [self._cells(row) for row in rows]
        head = cells.pop(0) if rows[0].getparent().tag == "thead" else []
        return [*caption, table(head, cells)]

    def _cells(self, row: HtmlElement) -> list[str]:
        self._wait(row)
        result: list[str] = []
        for cell in row.iterchildren("td", "th"):
            self._wait(cell)
            text = _trimmed(self._inline(cell))
            if cell.get("scope") == "rowgroup":
                text = bold(text)
            result += [self._take_ids() + text, *[""] * (int(cell.get("colspan") or 1) - 1)]
        return result

    # --- pieces of a line; "\n" stands for a line break

    def _inline(self, parent: HtmlElement) -> str:
        result = literal(parent.text or "")
        for child in parent:
            if not self._sorts.is_out(child):
                piece = self._piece(child)
                result = f"{result}\n{piece}\n" if self._sorts.is_block(child) else beside(result, piece)
            result += literal(child.tail or "")
        return result

    def _piece(self, element: HtmlElement) -> str:
        id = element.get("id")
        return (anchor(id) if id else "") + self._content(element)

    def _content(self, element: HtmlElement) -> str:
        tag = element.tag
        if tag == "br":
            return "\n"
        if tag == "img":
            return f"![{literal(element.get('alt', ''))}]({destination(self._address(element.get('src', '')))})"
        if tag == "svg":
            return literal(element.get("aria-label") or element.findtext(".//title") or "")
        if tag == "code" and not any(child.text_content() for child in element):
            return code(element.text_content())
        text = self._inline(element)
        if tag == "a" and element.get("href"):
            return self._link(element.get("href"), text)
        if tag in _EMPHASIS:
            return emphasised(_EMPHASIS[tag], text)
        return f"<{tag}>{text}</{tag}>" if tag in _KEPT else text

    def _link(self, href: str, text: str) -> str:
        if not text.strip():
            return text
        if _STATE in href:
            return f'<a href="{escape(href)}">{text}</a>'
        address = self._address(href)
        return f"[{text}]({destination(address)})" if address else text


def _trimmed(run: str) -> str:
    """Return a line with ``<br>`` for line breaks, without white space at its edges and with single spaces between pieces."""
    return re.sub(r" *\n[ \n]*", "<br>", re.sub(" {2,}", " ", run).strip(" \n"))
