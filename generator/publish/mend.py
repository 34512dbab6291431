"""Repairs of the theme's HTML, after MkDocs has written a page and the search has read it.

1. Faults of the theme that the Nu checker finds. Each repair insists that it finds its place, so that an update of
   the theme is noticed.
2. Breaks for long words in headings and table heads, which must not reach search index, contents list or exported
   Markdown.
"""

from __future__ import annotations

import re

from mkdocs.exceptions import PluginError

from generator.render.hyphens import Hyphenator

_ONCE = (
    # The attribute is not allowed on a checkbox (material#1513).
    ('id="__drawer" autocomplete="off"', 'id="__drawer"'),
    ('id="__search" autocomplete="off"', 'id="__search"'),
)
_TOC_TOGGLE, _TOC_LABEL = 'id="__toc"', '<label class="md-nav__title" for="__toc"'
_HEAD = re.compile(r"<(h[1-6]|th)\b[^>]*>.*?</\1>", re.DOTALL)
_TEXT = re.compile(r"(?<=>)[^<]+")


class ThemeChangedError(PluginError):
    """The theme's HTML is not what a repair expects."""


def mend(html: str, hyphenator: Hyphenator) -> str:
    """Repair a built page. Raises ``ThemeChangedError`` when a repair does not find its place exactly once."""
    for fault, repaired in _ONCE:
        html = _replace_once(html, fault, repaired)
    # The theme labels a toggle that it only makes for pages of the navigation.
    if _TOC_TOGGLE not in html and _TOC_LABEL in html:
        html = _replace_once(html, _TOC_LABEL, '<label class="md-nav__title"')
    start, end = html.find("<article"), html.rfind("</article>")
    if start < 0 or end < start:
        raise ThemeChangedError("no <article> around the content")
    return html[:start] + _HEAD.sub(lambda match: _break_words(match[0], hyphenator), html[start:end]) + html[end:]


def _replace_once(html: str, fault: str, repaired: str) -> str:
    if html.count(fault) != 1:
        raise ThemeChangedError(f"{html.count(fault)} places instead of one for: {fault}")
    return html.replace(fault, repaired)


def _break_words(head: str, hyphenator: Hyphenator) -> str:
    return _TEXT.sub(lambda match: hyphenator.text(match[0]), head)
