"""Long texts as HTML: the small Markdown subset, with the plain texts for the search and the addresses for the link check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown_it.token import Token
from markupsafe import Markup

from generator.kinds import LINKED
from generator.markdown import PAGE, SUBSET, own_link
from generator.render.foreign import Foreign, foreign, tagged
from generator.routes import Page, Routes

LinkResolver = Callable[[str, str], str]
"""Function from the kind and id that a link names to its address; empty if there is no such page, so that only the link's text stays."""


class Rich(Markup):
    """HTML of a long text; ``blocks`` are its texts without markup, ``links`` the addresses it links to."""

    blocks: tuple[str, ...]
    links: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The blocks as the search reads them."""
        return tuple(map(tagged, self.blocks))


def link_resolver(routes: Routes, origin: Page) -> LinkResolver:
    """Return the function for links in a page's long texts: to the page of that name, or to the page that shows the record."""

    def address(kind: str, id: str) -> str:
        if kind == PAGE:
            target = routes.named(id)
            return routes.href(origin, target) if target else ""
        page = LINKED[kind].page
        place, anchor = ((page, id), "") if page else ((LINKED[kind].overview, ""), id)
        return routes.href(origin, routes.page(*place), anchor) if routes.has(*place) else ""

    return address


def rich(text: str, address: LinkResolver = lambda kind, id: "") -> Rich:
    """Return a long field as HTML by the small Markdown subset: paragraphs, emphasis, lists, tables, quotes and links.

    Links lead to http, https and mailto, or name a record or page (``role:map-maker``), which ``address`` turns into an address.
    Raw HTML and links of any other form are shown as they are written.
    """
    tokens = SUBSET.parse(text)
    inline = [token for token in tokens if token.type == "inline"]
    for block in inline if "](" in text else ():
        block.children = list(_addressed(block.children or [], address))
    html = re.sub(r"\n{2,}", "\n", SUBSET.renderer.render(tokens, SUBSET.options, {})).strip()
    if isinstance(text, Foreign) and html:
        html = f'<div lang="{text.language}">{html}</div>'
    result = Rich(html)  # safe, since the subset renders with raw HTML off
    pieces = [block.children or [] for block in inline]
    blocks = [line for block in pieces if (line := _text(block))]
    result.blocks = tuple(foreign(line, text.language) if isinstance(text, Foreign) else line for line in blocks)
    result.links = tuple(str(token.attrs["href"]) for block in pieces for token in block if token.type == "link_open")
    return result


def _addressed(tokens: list[Token], address: LinkResolver) -> Iterator[Token]:
    """Yield tokens with links to records and pages resolved, leaving out links without an address; Markdown links never nest."""
    left_out = False
    for token in tokens:
        if token.type == "link_open" and (named := own_link(str(token.attrs["href"]))):
            href = address(*named)
            left_out = not href
            token.attrs["href"] = href
        if not (left_out and token.type in ("link_open", "link_close")):
            yield token
        if token.type == "link_close":
            left_out = False


def _text(tokens: list[Token]) -> str:
    """Return the text of a block as one line."""
    parts = (" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)
    return " ".join("".join(parts).split())
