"""Data of a language, ``languages/<id>.yml``: how its words are folded, split and sorted.

The program itself has no rules for any language: without a file or a key, Unicode's rules alone apply.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator

from generator.explain import validate
from generator.load import decode, read_yaml, shown_path
from generator.model.base import Authored, refuse
from generator.problems import ContentError, Problem

LANGUAGES_FOLDER = "languages"
_LAST = "\U0010ffff"
"""Sorts after every character: a language's own letter comes after all words that begin with the letter before it."""


def _letters(value: str) -> str:
    if not value.isalpha() or value != unicodedata.normalize("NFC", value.lower()):
        raise refuse("bad-letters", "one or several lower-case letters")
    return value


Letters = Annotated[str, AfterValidator(_letters)]
"""A letter, or several that count as one, in lower case."""


class LanguageData(Authored):
    """What the file of a language may say; the header of ``site_templates/languages/de.yml`` explains the keys."""

    letters: Mapping[Letters, Letters] = {}
    spellings: Mapping[Letters, Letters] = {}
    linking: tuple[Letters, ...] = ()
    own_letters: Mapping[Letters, tuple[Letters, ...]] = {}

    def with_words_of(self, others: Iterable[LanguageData]) -> LanguageData:
        """Return the data with letters, spellings and linking letters of other languages added; its own come first and win."""
        every = (self, *others)
        return self.model_copy(
            update={
                "letters": _joined(data.letters for data in every),
                "spellings": _joined(data.spellings for data in every),
                "linking": tuple(dict.fromkeys(letter for data in every for letter in data.linking)),
            }
        )


def _joined(tables: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the tables merged; the first one that has a key decides its value."""
    result: dict[str, str] = {}
    for table in tables:
        result |= {key: value for key, value in table.items() if key not in result}
    return result


def load_language(folders: Sequence[Path], language: str) -> LanguageData:
    """Return the data of a language from folders that hold ``languages/``; a later folder's keys replace an earlier one's.

    A regional language (``pt-br``) starts from its main one (``pt``). Raises ``ContentError`` with every problem.
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for folder in folders:
        for id in dict.fromkeys((language.partition("-")[0], language)):
            path = folder / LANGUAGES_FOLDER / f"{id}.yml"
            if path.is_file():
                values, faults = _read(path)
                found |= values
                problems += faults
    if problems:
        raise ContentError(problems)
    return LanguageData().model_copy(update=found)


def load_words(folders: Sequence[Path], language: str, languages: Iterable[str]) -> LanguageData:
    """Return the data of a language with the words of all languages of an atlas added, since its pages hold names in each.

    Raises ``ContentError`` with every problem of the first file that has any.
    """
    own = load_language(folders, language)
    return own.with_words_of(load_language(folders, other) for other in languages if other != language)


def _read(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return the keys that a file sets, and its problems."""
    shown = shown_path(path)
    text, problems = decode(path, shown)
    node, faults = read_yaml(text, shown)
    if problems or faults or node is None:  # node is None for an empty file
        return {}, [*problems, *faults]
    data, faults = validate(node, (), node.plain(), LanguageData)
    return {name: getattr(data, name) for name in data.model_fields_set} if data else {}, faults


class Collation:
    """The sort order of words in a language: case and accents count last; letters of its own have their own place."""

    def __init__(self, data: LanguageData = LanguageData()) -> None:  # noqa: B008 frozen
        self._places = {
            letter: f"{before}{_LAST}{place}"
            for before, letters in data.own_letters.items()
            for place, letter in enumerate(letters)
        }
        longest_first = sorted(self._places, key=len, reverse=True)
        self._parts = re.compile(f"({'|'.join(map(re.escape, longest_first))})" if longest_first else r"(?!)")

    def key(self, text: str) -> tuple[str, str]:
        """Return the key by which to sort a text."""
        folded = unicodedata.normalize("NFC", text).casefold()
        parts = self._parts.split(folded)
        return "".join(self._places.get(part) or _bare(part) for part in parts), text

    def initial(self, text: str) -> str:
        """Return the capital letter under which a text is listed from A to Z; empty for an empty text."""
        folded = unicodedata.normalize("NFC", text).casefold()
        own = self._parts.match(folded)
        return own[0].capitalize() if own else _bare(folded)[:1].upper()


def _bare(text: str) -> str:
    """Return a text without accents, case-folded."""
    if text.isascii():
        return text.casefold()
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()
