"""Places where long words may break, for headings and table heads, which are too narrow for many a German word.

A soft hyphen as a character would end up in copies of the text. So the place is an empty element, and the style sheet
generates the soft hyphen there (``.ra-shy`` in assets/atlas.css): text stays text for copying, searching and screen
readers.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from functools import cache
from importlib import metadata

import pyphen

from generator.cache import own_folder, pickled, read_value
from generator.replacing import replace_file

BREAK = '<span class="ra-shy"></span>'
_LONG_WORD = re.compile(r"[^\W\d_]{12,}")
_LEAST_LETTERS = 4
"""Letters that stay together at the beginning and the end of a word."""


class Hyphenator:
    """Marks the breaks of long words in one language; in a language without known rules it marks none."""

    def __init__(self, locale: str) -> None:
        code = pyphen.language_fallback(locale.replace("-", "_"))
        if code:
            _recall_patterns(code)
        self._rules = pyphen.Pyphen(lang=code, left=_LEAST_LETTERS, right=_LEAST_LETTERS) if code else None
        self._word = cache(self._break_word)

    def text(self, html_text: str) -> str:
        """Mark the breaks in text between two HTML tags."""
        return _LONG_WORD.sub(lambda match: self._word(match[0]), html_text) if self._rules else html_text

    def _break_word(self, word: str) -> str:
        assert self._rules is not None
        return str(self._rules.inserted(word, BREAK))


def _recall_patterns(code: str) -> None:
    """Let pyphen find the patterns of a language as an earlier run read them: to parse the German ones takes half a second."""
    file, folder = pyphen.LANGUAGES[code], own_folder("hyphens", make=True)
    if file in pyphen.hdcache or folder is None:
        return
    kept, basis = folder / code, f"{sys.version} {metadata.version('pyphen')} {file}"
    known = read_value(kept, basis)
    if known is None:
        known = pyphen.HyphDict(file)
        with suppress(OSError):  # then the next run parses them too
            replace_file(kept, pickled(known, basis))
    pyphen.hdcache[file] = known
