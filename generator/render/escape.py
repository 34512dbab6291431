"""Long texts to HTML: the small Markdown subset, with what the search and the link check need to know of it."""

from __future__ import annotations

import re

from markdown_it.token import Token
from markupsafe import Markup

from generator.markdown import SUBSET
from generator.render.foreign import Foreign


class Rich(Markup):
    """HTML of a long text; ``lines`` are its texts by block, ``links`` the addresses it links to."""

    lines: tuple[str, ...]
    links: tuple[str, ...]


def rich(text: str) -> Rich:
    """Render the small Markdown subset of long fields: paragraphs, emphasis, lists, tables, quotes and links to http, https and mailto.

    Raw HTML shows as text. A link with another scheme shows as the text it was written as.
    """
    tokens = SUBSET.parse(text)
    html = re.sub(r"\n{2,}", "\n", SUBSET.renderer.render(tokens, SUBSET.options, {})).strip()
    if isinstance(text, Foreign) and html:
        html = f'<div lang="{text.language}">{html}</div>'
    result = Rich(html)  # rendered with raw HTML off
    blocks = [token.children or [] for token in tokens if token.type == "inline"]
    result.lines = tuple(line for block in blocks if (line := _text(block)))
    result.links = tuple(str(token.attrs["href"]) for block in blocks for token in block if token.type == "link_open")
    return result


def _text(tokens: list[Token]) -> str:
    """Text of a block, one line."""
    parts = (" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)
    return " ".join("".join(parts).split())
