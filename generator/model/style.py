"""How texts are written, ``content/style.yml``: data for the rules of style, which need not exist."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from generator.model.base import Authored, LanguageId, Line, refuse

Positive = Annotated[int, Field(gt=0)]
Factor = Annotated[float, Field(gt=1, allow_inf_nan=False)]


def _frozen(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(value))


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


def _bounds(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        raise refuse("bad-range", "a smallest and a largest number, such as [40, 300]")
    return value


def _ascending(value: tuple[int, int]) -> tuple[int, int]:
    if value[0] > value[1]:
        raise refuse("bad-range", "the smaller number first")
    return value


def _pair(value: str) -> str:
    if len(value) != 2:
        raise refuse("bad-quotes", "two characters, the opening and the closing mark")
    return value


Bounds = Annotated[tuple[Positive, Positive], BeforeValidator(_bounds), AfterValidator(_ascending)]
"""Smallest and largest number allowed, written ``[40, 300]``."""
FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""Key of a text in the records, such as ``summary`` or ``why``."""


class TermRule(Authored):
    """A term or mark that is always written one way."""

    write: Line
    instead_of: Annotated[tuple[Line, ...], Field(min_length=1)]


class FirstUse(Authored):
    """A term that a record explains where it first uses it: ``write`` holds ``term`` and its explanation."""

    term: Line
    write: Line


class LanguageStyle(Authored):
    """Style of one language.

    ``openings`` and ``endings``: how the texts of a field begin and end. ``quotes``: pairs of marks, such as „“.
    ``names``: proper names, in which other forms of a term or an open compound are right. ``dictionary``: name of the
    hunspell dictionary, such as de_DE.
    """

    dictionary: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")] | None = None
    openings: Annotated[Mapping[FieldName, tuple[Line, ...]], AfterValidator(_frozen)] = Field(default_factory=_none)
    endings: Annotated[Mapping[FieldName, tuple[Line, ...]], AfterValidator(_frozen)] = Field(default_factory=_none)
    marks: tuple[TermRule, ...] = ()
    quotes: tuple[Annotated[str, AfterValidator(_pair)], ...] = ()
    filler: tuple[Line, ...] = ()
    terms: tuple[TermRule, ...] = ()
    names: tuple[Line, ...] = ()
    open_compounds: tuple[Line, ...] = ()
    first_use: tuple[FirstUse, ...] = ()


class Evenness(Authored):
    """How much longer a text may be in one language than in another, for texts of at least so many characters."""

    factor: Factor
    from_length: Positive = 60


class Style(Authored):
    """Style of all texts.

    ``lengths`` are in characters, by field. ``shared_words``: no two records share a sentence of so many words or more.
    """

    lengths: Annotated[Mapping[FieldName, Bounds], AfterValidator(_frozen)] = Field(default_factory=_none)
    evenness: Evenness | None = None
    shared_words: Positive | None = None
    languages: Annotated[Mapping[LanguageId, LanguageStyle], AfterValidator(_frozen)] = Field(default_factory=_none)

    def of(self, language: str) -> LanguageStyle:
        """Style of a language; an empty one where none is written."""
        return self.languages.get(language) or LanguageStyle()
