"""Style of texts, ``content/style.yml``: optional settings for the rules of style."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from generator.model.base import Authored, Frozen, LanguageId, Line, Positive, ascending, languages_of, refuse
from generator.problems import did_you_mean

Percent = Annotated[int, Field(gt=0, le=100)]
Factor = Annotated[float, Field(gt=1, allow_inf_nan=False)]


def _bounds(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        raise refuse("bad-range", "a smallest and a largest number, such as [40, 300]")
    return value


def _pair(value: str) -> str:
    if len(value) != 2:
        raise refuse("bad-quotes", "two characters, the opening and the closing mark")
    return value


def _text_name(value: str, info: ValidationInfo) -> str:
    """Return the name of a text; refuse one that no text of a record has, as it would set nothing."""
    known = (info.context or {}).get("texts", (value,))
    if value not in known:
        hint = did_you_mean(value.rpartition(".")[2], known)
        raise refuse("unknown-value", "the key of a text, such as summary, which counts for all kinds of record", hint)
    return value


def _used(value: str, info: ValidationInfo) -> str:
    """Return the id of a language; refuse one that the atlas does not have."""
    known = languages_of(info) or (value,)
    if value not in known:
        raise refuse(
            "unknown-language", f"one of {', '.join(known)}, the languages in site.yml", did_you_mean(value, known)
        )
    return value


def _dictionary(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", value):
        raise refuse("bad-value", "the name of a dictionary, such as en_GB")
    return value


Limits = Annotated[tuple[Positive, Positive], BeforeValidator(_bounds), AfterValidator(ascending)]
"""Smallest and largest number allowed, written ``[40, 300]``."""
TextName = Annotated[str, AfterValidator(_text_name)]
"""Key of a text in the records, such as ``summary`` or ``why``."""


class TermRule(Authored):
    """A term or mark that is always written one way."""

    write: Line = Field(description="The form to write.")
    instead_of: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="Forms that are wrong; a final * stands for any ending."
    )


class FirstUse(Authored):
    """A term that a record explains where it first uses it: ``write`` holds ``term`` and its explanation."""

    term: Line = Field(description="The term.")
    write: Line = Field(description="The term with its explanation, as it stands at its first use.")


class SentenceShare(Authored):
    """How many texts of a field in one record may have the same number of sentences."""

    sentences: Positive = Field(description="The number of sentences.")
    most_percent: Percent = Field(description="Most of the field's texts in a record, in percent, that may have it.")
    from_texts: Positive = Field(8, description="Texts of the field from which on a record is counted.")


class RepeatedOpening(Authored):
    """How many texts of a field may begin with the same words."""

    words: Positive = Field(1, description="Words at the beginning that are compared.")
    most_of_record: Positive | None = Field(None, description="Most texts in one record that may begin with them.")
    most_of_kind: Positive | None = Field(
        None, description="Most texts in all records of a kind that may begin with them."
    )


class Phrases(Authored):
    """Words that tell a way of arguing, such as a threat, which a record should not use too often."""

    name: Line = Field(description="What the words do, as a message names them.")
    fields: Annotated[tuple[TextName, ...], Field(min_length=1)] = Field(description="Fields whose texts are counted.")
    words: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="The words or phrases; a final * stands for any ending."
    )
    most: Positive = Field(description="Most texts in one record that may hold one of them.")


class LanguageStyle(Authored):
    """Style of one language."""

    dictionary: Annotated[str, AfterValidator(_dictionary)] | None = Field(
        None, description="Name of the hunspell dictionary, such as en_GB."
    )
    openings: Annotated[Mapping[TextName, tuple[Line, ...]], AfterValidator(Frozen)] = Field(
        default_factory=Frozen, description="By field, how its texts may begin."
    )
    endings: Annotated[Mapping[TextName, tuple[Line, ...]], AfterValidator(Frozen)] = Field(
        default_factory=Frozen, description="By field, how its texts may end."
    )
    marks: tuple[TermRule, ...] = Field((), description="Marks such as apostrophes, and what must not stand for them.")
    quotes: tuple[Annotated[str, AfterValidator(_pair)], ...] = Field(
        (), description="Pairs of quotation marks, opening and closing, each as one text of two characters."
    )
    filler: tuple[Line, ...] = Field((), description="Words that say nothing.")
    terms: tuple[TermRule, ...] = Field((), description="Terms that have one name in all texts.")
    names: tuple[Line, ...] = Field((), description="Proper names, in which other forms of a term are right.")
    open_compounds: tuple[Line, ...] = Field((), description="Compounds that must be joined by hyphens.")
    first_use: tuple[FirstUse, ...] = Field((), description="Terms that each record explains where it first uses them.")
    repeated_openings: Annotated[Mapping[TextName, RepeatedOpening], AfterValidator(Frozen)] = Field(
        default_factory=Frozen, description="By field, how many of its texts may begin with the same words."
    )
    phrases: tuple[Phrases, ...] = Field((), description="Ways of arguing that a record should not use too often.")


class Evenness(Authored):
    """How much longer a text may be in one language than in another."""

    factor: Factor = Field(description="How many times longer it may be.")
    from_length: Positive = Field(60, description="Characters from which on texts are compared.")


class Style(Authored):
    """Style of all texts."""

    lengths: Annotated[Mapping[TextName, Limits], AfterValidator(Frozen)] = Field(
        default_factory=Frozen, description="By field, the smallest and largest number of characters of its texts."
    )
    evenness: Evenness | None = Field(None, description="How much the lengths of a text's languages may differ.")
    shared_words: Positive | None = Field(None, description="No two records share a sentence of so many words or more.")
    sentence_shares: Annotated[Mapping[TextName, SentenceShare], AfterValidator(Frozen)] = Field(
        default_factory=Frozen, description="By field, how many of its texts may have the same number of sentences."
    )
    languages: Annotated[
        Mapping[Annotated[LanguageId, AfterValidator(_used)], LanguageStyle], AfterValidator(Frozen)
    ] = Field(default_factory=Frozen, description="Style by language.")

    def of(self, language: str) -> LanguageStyle:
        """Return the style of a language; an empty one where none is written."""
        return self.languages.get(language) or LanguageStyle()
