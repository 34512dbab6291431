"""Content as data: what turns authored text into something that neither Markdown, HTML nor Jinja2 can take for its own."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from generator.markdown import SUBSET

# Every character that means something to HTML or to a Markdown extension becomes a character reference; the reader sees the character.
_SPECIAL = re.compile(r"[&<>\"'`*_{}\[\]\\|#~^$=+!@]")
# At the start of a line these would open a list, a quote, a heading or a definition.
_OPENING = re.compile(r"^(\d+)([.)])|^([-:>])")


def literal(value: object) -> Markup:
    """Make plain text show literally, in Markdown as well as in HTML text and attributes; white space becomes one blank."""
    text = " ".join(str(value).split())
    text = _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)
    return Markup(_OPENING.sub(_open, text))  # noqa: S704 every special character is a reference by now


def _open(match: re.Match[str]) -> str:
    if match[3]:
        return f"&#{ord(match[3])};"
    return f"{match[1]}&#{ord(match[2])};"


def finalize(value: Any) -> Any:
    """Jinja2's last step for every ``{{ value }}``: anything that is not markup already is shown literally."""
    if isinstance(value, float):
        return f"{value:g}"
    return value if hasattr(value, "__html__") else literal("" if value is None else value)


def rich(text: str) -> Markup:
    """Render the small Markdown subset of long fields: paragraphs, emphasis, lists, tables, quotes and links to http, https and mailto.

    Raw HTML shows as text. A link with another scheme shows as the text it was written as.
    """
    # Blank lines would end the HTML block in the outer Markdown document, so there are none.
    return Markup(re.sub(r"\n{2,}", "\n", SUBSET.render(text)).strip())  # noqa: S704 rendered with raw HTML off
