"""Split texts into words as the search compares them: ``Atlas.fold`` of ``assets/atlas.js`` in Python; a test compares the two."""

from __future__ import annotations

import re
import unicodedata

from generator.made_once import MadeOnce
from generator.render.language import LanguageData

# A word keeps a trailing + or #, so that C, C++ and C# differ.
_WORD = re.compile(r"[^\W_]+[+#]*")
_MARKS = re.compile("[\u0300-\u036f\u00ad]")
_DOUBLED = re.compile(r"([^\W\d_])\1+")


class WordSplitter:
    """Splitter of texts into words by the data of a language; the form of each word is computed once."""

    def __init__(self, data: LanguageData) -> None:
        self._alike = [
            *((written, _plain(letter)) for letter, written in data.letters.items()),
            *data.spellings.items(),
        ]
        self._folded = MadeOnce(self.fold)

    def of(self, text: str) -> frozenset[str]:
        """Return the folded words of a text."""
        return frozenset(map(self._folded.__getitem__, _WORD.findall(text)))

    def fold(self, word: str) -> str:
        """Return the form in which a word is compared: without case and accents, and the same for different spellings of a word."""
        form = _plain(word)
        for written, same in self._alike:
            form = form.replace(written, same)
        return _DOUBLED.sub(r"\1", form) if len(form) > 2 else form


def _plain(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.upper().lower()))
