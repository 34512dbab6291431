"""Texts that a language lacks: shown in another one and marked as such, so that a half-translated atlas can be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from generator.model.borrowed import borrowed_from, mark

V = TypeVar("V")


class Foreign(str):
    """A text in another language than its page; where a template writes it alone it bears its ``lang``."""

    language: str


def in_language(texts: Mapping[str, V], language: str) -> tuple[str, V]:
    """Choose what stands in a language, else what stands first, with its language. Something must stand there."""
    chosen = language if language in texts else next(iter(texts))
    return chosen, texts[chosen]


def text_in(texts: Mapping[str, str], language: str) -> str:
    """Choose the text in a language, else one in another, marked; empty where there is none at all."""
    found = texts.get(language)
    if found is not None:
        return unmarked(found) if found[:1] == "[" else found  # this is asked for each text of each page
    if not texts:
        return ""
    other, text = in_language(texts, language)
    return foreign(text, other)


def unmarked(text: str) -> str:
    """Take the mark from a text that is borrowed from another language, which it bears then; any other stays as it is."""
    other = borrowed_from(text)
    return foreign(text.removeprefix(mark(other)), other) if other else text


def foreign(text: str, language: str) -> Foreign:
    """Mark a text as one in another language."""
    marked = Foreign(text)
    marked.language = language
    return marked
