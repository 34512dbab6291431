"""The small Markdown of long fields: one parser for the rules that check it and for the pages that show it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_LINKED_SCHEMES = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)


def _subset() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    markdown.enable(["emphasis", "link", "list", "table", "newline", "entity", "escape", "blockquote"])
    # The library documents this method as the hook for it, to be replaced on the parser.
    markdown.validateLink = lambda url: bool(_LINKED_SCHEMES.match(url.strip()))  # type: ignore[method-assign]
    return markdown


SUBSET = _subset()
"""Paragraphs, emphasis, lists, tables, quotes and links to http, https and mailto; raw HTML and other links are text."""
