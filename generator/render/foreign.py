"""Texts that a language lacks: shown in another language and marked as such, so that a half-translated atlas is usable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from markupsafe import Markup, escape

from generator.model.borrowed import borrowed_from, borrowed_mark

V = TypeVar("V")

_PIECE = re.compile(r".{1,80}(?:\s+|\Z)|\S+\s*|\s+", re.DOTALL)
_GAP = re.compile(r"(\{\w+\})")
_TAG, _CANCEL, _TAGS = "\U000e0001", "\U000e007f", 0xE0000
"""Unicode's language tag character, the tag that ends it, and the distance from letters to the tags that spell a language code."""


class Foreign(str):
    """A text in another language than its page; in HTML it gets the attribute ``lang``."""

    language: str

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """Its pieces, each with its language, which is empty for the page's own."""
        return ((str(self), self.language),)


class Mixed(Foreign):
    """A text made of pieces in several languages, such as an interface sentence with a name in it."""

    language = ""
    _pieces: tuple[tuple[str, str], ...]

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """Its pieces, each with its language, which is empty for the page's own."""
        return self._pieces


def pieces_of(value: object, own: str = "") -> tuple[tuple[str, str], ...]:
    """Return the pieces of a value; ``own`` is the language for a value without letters, such as a number in a sentence."""
    if isinstance(value, Foreign):
        return value.pieces
    text = str(value)
    return ((text, "" if any(map(str.isalpha, text)) else own),)


def joined(parts: Iterable[str], between: str) -> str:
    """Join texts so that each keeps its language."""
    known = tuple(parts)
    if not any(isinstance(part, Foreign) for part in known):
        return between.join(known)
    pieces = [pieces_of(part) for part in known]
    return composed(
        piece for place, each in enumerate(pieces) for piece in (*(((between, ""),) if place else ()), *each)
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text, each in the text's language."""
    lines = text.splitlines()
    return tuple(foreign(line, text.language) for line in lines) if isinstance(text, Foreign) else tuple(lines)


def composed(pieces: Iterable[tuple[str, str]]) -> str:
    """Return a text made of pieces; a piece without letters takes the language of the one before it, at the start of the one after."""
    merged: list[tuple[str, str]] = []
    for text, language in pieces:
        if merged and (merged[-1][1] == language or not any(map(str.isalpha, text))):
            merged[-1] = (merged[-1][0] + text, merged[-1][1])
        elif merged and not any(map(str.isalpha, merged[-1][0])):
            merged[-1] = (merged[-1][0] + text, language)
        elif text:
            merged.append((text, language))
    whole = "".join(text for text, _ in merged)
    if len(merged) < 2:
        return foreign(whole, merged[0][1]) if merged and merged[0][1] else whole
    mixed = Mixed(whole)
    mixed._pieces = tuple(merged)
    return mixed


def as_html(value: str, own: Callable[[str], str] = str) -> Markup:
    """Return a text as escaped HTML, with ``lang`` on pieces in another language; ``own`` converts the escaped pieces in the page's."""
    if not isinstance(value, Foreign):
        return Markup(own(str(escape(value))))  # noqa: S704 escaped right there
    pieces = ((str(escape(text)), language) for text, language in value.pieces)
    return Markup("".join(f'<span lang="{code}">{text}</span>' if code else own(text) for text, code in pieces))  # noqa: S704 escaped above


def tagged(value: str) -> str:
    """Return a text for a script, with each piece in another language between Unicode's language tags, which are invisible.

    ``foreign/foreign.js`` turns the tags into elements. A search hit may show a part from the middle of a text, so a long text is
    tagged in pieces of some 80 characters, and the end of each names the language too. What a script fills into ``{gaps}`` has its
    own language, so gaps are left outside. Source of the tags: The Unicode Standard, section 23.9.
    """
    if not isinstance(value, Foreign):
        return value
    return "".join(_within_tags(text, code) if code else text for text, code in value.pieces)


def _within_tags(text: str, code: str) -> str:
    tags = "".join(chr(_TAGS + ord(letter)) for letter in code)
    parts = (piece for part in _GAP.split(text) for piece in ([part] if _GAP.fullmatch(part) else _PIECE.findall(part)))
    return "".join(
        f"{_TAG}{tags}{part}{_TAG}{tags}{_CANCEL}" if any(map(str.isalpha, part)) and not _GAP.fullmatch(part) else part
        for part in parts
    )


def in_language(texts: Mapping[str, V], language: str) -> tuple[str, V]:
    """Return the value in a language, else the first one, with the language of the value. ``texts`` must not be empty."""
    chosen = language if language in texts else next(iter(texts))
    return chosen, texts[chosen]


def text_in(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language, else one in another language, marked as such; empty if there is none."""
    found = texts.get(language)
    if found is not None:
        return unmarked(found) if found[:1] == "[" else found  # tested first: this runs for each text of each page
    if not texts:
        return ""
    other, text = in_language(texts, language)
    return foreign(text, other)


def unmarked(text: str) -> str:
    """Return a text borrowed from another language without its mark, as a text in that language; any other text unchanged."""
    other = borrowed_from(text)
    return foreign(text.removeprefix(borrowed_mark(other)), other) if other else text


def foreign(text: str, language: str) -> Foreign:
    """Return a text marked as being in another language."""
    marked = Foreign(text)
    marked.language = language
    return marked
