"""Break points in long words, for headings and table heads, which are too narrow for many German words.

A soft hyphen as a character would get into copies of the text. So each break point is an empty element, for which the style
sheet generates the soft hyphen (``.ra-shy`` in assets/atlas.css): the text stays clean for copying, searching and screen
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
"""Least number of letters before the first break point and after the last one in a word."""


class Hyphenator:
    """Marks the break points of long words in one language; in a language without known rules it marks none."""

    def __init__(self, locale: str) -> None:
        code = pyphen.language_fallback(locale.replace("-", "_"))
        if code:
            _recall_patterns(code)
        self._rules = pyphen.Pyphen(lang=code, left=_LEAST_LETTERS, right=_LEAST_LETTERS) if code else None
        self._word = cache(self._break_word)

    def text(self, html_text: str) -> str:
        """Return text between two HTML tags with break points marked in words of 12 letters or more."""
        return _LONG_WORD.sub(lambda match: self._word(match[0]), html_text) if self._rules else html_text

    def _break_word(self, word: str) -> str:
        assert self._rules is not None
        return str(self._rules.inserted(word, BREAK))


def _recall_patterns(code: str) -> None:
    """Give pyphen a language's patterns as parsed by an earlier run: parsing the German ones takes half a second."""
    file, folder = pyphen.LANGUAGES[code], own_folder("hyphens", make=True)
    if file in pyphen.hdcache or folder is None:
        return
    kept, basis = folder / code, f"{sys.version} {metadata.version('pyphen')} {file}"
    known = read_value(kept, basis)
    if known is None:
        known = pyphen.HyphDict(file)
        with suppress(OSError):  # without the file the next run parses the patterns again
            replace_file(kept, pickled(known, basis))
    pyphen.hdcache[file] = known
