"""The subset of Markdown allowed in long fields: one parser for the rules that check it and for the pages that show it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from generator.kinds import LINKED

PAGE = "page"
"""Prefix of links to prose pages, which stands where links to records have the kind."""
_LINKED_SCHEMES = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
_OWN = re.compile(rf"({'|'.join((*LINKED, PAGE))}):([^:/?#]*)")


def own_link(address: str) -> tuple[str, str] | None:
    """Return the kind and the id of the record or page that a link names, or ``None`` for any other address."""
    match = _OWN.fullmatch(address)
    return (match[1], match[2]) if match else None


def leads_out(address: str) -> bool:
    """Return whether an address leads out of the site by an allowed scheme: http, https or mailto."""
    return bool(_LINKED_SCHEMES.match(address.strip()))


def relinked(text: str, kind: str, old: str, new: str) -> str:
    """Return a text with its links to a record changed to another record of the kind."""
    return re.sub(rf"(\]\(\s*<?){kind}:{re.escape(old)}(?=[>\s)])", rf"\g<1>{kind}:{new}", text)


def _subset() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    markdown.enable(["emphasis", "link", "list", "table", "newline", "entity", "escape", "blockquote"])
    # markdown-it documents this method as a hook to be replaced on the parser.
    markdown.validateLink = lambda url: leads_out(url) or own_link(url) is not None  # type: ignore[method-assign]
    return markdown


SUBSET = _subset()
"""Paragraphs, emphasis, lists, tables, quotes and links to http, https, mailto and records; raw HTML and other links are text."""
ADDRESSES = _subset()
"""The same subset with links to any address, for the rule that reports the links which would show as text."""
ADDRESSES.validateLink = lambda url: True  # type: ignore[method-assign]
