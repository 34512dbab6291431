"""Places where long words may break, for headings and table heads, which are too narrow for many a German word.

A soft hyphen as a character would end up in copies of the text. So the place is an empty element, and the style sheet
generates the soft hyphen there (``.ra-shy`` in assets/atlas.css): text stays text for copying, searching and screen
readers.
"""

from __future__ import annotations

import re
from functools import cache

from pyphen import Pyphen, language_fallback

BREAK = '<span class="ra-shy"></span>'
_LONG_WORD = re.compile(r"[^\W\d_]{12,}")
_LEAST_LETTERS = 4
"""Letters that stay together at the beginning and the end of a word."""


class Hyphenator:
    """Marks the breaks of long words in one language; in a language without known rules it marks none."""

    def __init__(self, locale: str) -> None:
        code = language_fallback(locale.replace("-", "_"))
        self._rules = Pyphen(lang=code, left=_LEAST_LETTERS, right=_LEAST_LETTERS) if code else None
        self._word = cache(self._break_word)

    def text(self, html_text: str) -> str:
        """Mark the breaks in text between two HTML tags."""
        return _LONG_WORD.sub(lambda match: self._word(match[0]), html_text) if self._rules else html_text

    def _break_word(self, word: str) -> str:
        assert self._rules is not None
        return str(self._rules.inserted(word, BREAK))
