"""The small Markdown of long fields: one parser for the rules that check it and for the pages that show it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from generator.kinds import LINKED

PAGE = "page"
"""Stands in a link for the kind of what is no record: a prose page."""
_LINKED_SCHEMES = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
_OWN = re.compile(rf"({'|'.join((*LINKED, PAGE))}):([^:/?#]*)")


def own_link(address: str) -> tuple[str, str] | None:
    """Kind and id of the record or page that a link names; nothing for any other address."""
    match = _OWN.fullmatch(address)
    return (match[1], match[2]) if match else None


def leads_out(address: str) -> bool:
    """Tell whether a link leads out of the site, to a scheme that is allowed."""
    return bool(_LINKED_SCHEMES.match(address.strip()))


def relinked(text: str, kind: str, old: str, new: str) -> str:
    """Let the links of a text to a record name another one of its kind."""
    return re.sub(rf"(\]\(\s*<?){kind}:{re.escape(old)}(?=[>\s)])", rf"\g<1>{kind}:{new}", text)


def _subset() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    markdown.enable(["emphasis", "link", "list", "table", "newline", "entity", "escape", "blockquote"])
    # The library documents this method as the hook for it, to be replaced on the parser.
    markdown.validateLink = lambda url: leads_out(url) or own_link(url) is not None  # type: ignore[method-assign]
    return markdown


SUBSET = _subset()
"""Paragraphs, emphasis, lists, tables, quotes and links to http, https, mailto and records; raw HTML and other links are text."""
ADDRESSES = _subset()
"""The same with links to whatever is written, for the rule that says which of them would show as text."""
ADDRESSES.validateLink = lambda url: True  # type: ignore[method-assign]
