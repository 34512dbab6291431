"""Find typographic corrections that need no judgement: apostrophes between letters, dots for an ellipsis, straight quotes in pairs.

``style.yml`` gives the correct marks of each language. Ambiguous cases are not corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.model.style import LanguageStyle

_FOREIGN = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+|\{[^}]*\}")
"""Matches code, addresses and text in braces, which have no typographic marks."""
_OPENS = re.compile(r'(?:^|(?<=[\s(\[–—]))"(?=\w)')
_CLOSES = re.compile(r'(?<=[\w.,;:!?…)])"(?=$|[\s.,;:!?)\]–—])')
_QUOTES = re.compile('["„“”‟«»]')


class Replacement(NamedTuple):
    """A replacement of the characters ``old``, which begin at the offset ``start`` of a text, by ``new``."""

    start: int
    old: str
    new: str


def corrections(text: str, style: LanguageStyle) -> tuple[Replacement, ...]:
    """Return the replacements of marks in a text, sorted by offset."""
    foreign = [match.span() for match in _FOREIGN.finditer(text)]
    found = [
        one
        for one in (*_marks(text, style), *_straight_quotes(text, style))
        if not any(start <= one.start < end for start, end in foreign)
    ]
    return tuple(sorted(found))


def _marks(text: str, style: LanguageStyle) -> Iterator[Replacement]:
    for rule in style.marks:
        for wrong in rule.instead_of:
            for match in re.finditer(re.escape(wrong), text):
                before, after = text[: match.start()][-1:], text[match.end() :][:1]
                # A single character may also be a quote or a unit; only between letters is it surely an apostrophe.
                between_letters = before.isalpha() and after.isalpha()
                alone = before not in wrong and after not in wrong if before and after else bool(before)
                if between_letters if len(wrong) == 1 else alone:
                    yield Replacement(match.start(), wrong, rule.write)


def _straight_quotes(text: str, style: LanguageStyle) -> Iterator[Replacement]:
    """Yield the replacements of straight double quotes; none unless all double quotes of the text are straight and in plain pairs."""
    marks = list(_QUOTES.finditer(text))
    if not style.quotes or len(marks) % 2 or any(match[0] != '"' for match in marks):
        return
    opening, closing = style.quotes[0][0], style.quotes[0][1]
    places = [match.start() for match in marks]
    opens = {match.start() for match in _OPENS.finditer(text)}
    closes = {match.start() for match in _CLOSES.finditer(text)}
    if all(place in (opens if number % 2 == 0 else closes) for number, place in enumerate(places)):
        for number, place in enumerate(places):
            yield Replacement(place, '"', closing if number % 2 else opening)


def corrected(text: str, found: tuple[Replacement, ...]) -> str:
    """Return the text with the replacements made."""
    parts, done = [], 0
    for one in found:
        parts += [text[done : one.start], one.new]
        done = one.start + len(one.old)
    return "".join((*parts, text[done:]))


def in_raw(raw: str, style: str, value: str, found: tuple[Replacement, ...]) -> Iterator[Replacement]:
    """Yield the replacements ``found`` in ``value`` as replacements in ``raw``, its YAML text; ``style`` is its quote, if any.

    The n-th mark of the value is taken for the n-th mark of the YAML text; marks of which the two hold different numbers are skipped.
    """
    for old in {one.old for one in found}:
        written = old.replace("'", "''") if style == "'" else old.replace('"', '\\"') if style == '"' else old
        inner = range(1, len(raw) - 1) if style in ("'", '"') else range(len(raw))
        in_text = [place for place in _places(raw, written) if place in inner]
        in_value = list(_places(value, old))
        if len(in_text) != len(in_value):
            continue
        wanted = {one.start: one for one in found if one.old == old}
        for place, start in zip(in_text, in_value, strict=True):
            if start in wanted:
                yield Replacement(place, written, wanted[start].new)


def _places(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + len(part))
