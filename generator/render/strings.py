"""Interface strings by stable key: one file per language, with the keys and placeholders of the English one.

A content folder may hold ``strings/<language>.yml`` too: single texts that its atlas words differently, or a whole language
that the package lacks.
"""

from __future__ import annotations

import datetime
import json
import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from generator.load import Node, decode, read_yaml, shown_path
from generator.model.base import LANGUAGE_PATTERN
from generator.model.borrowed import borrowed_from, borrowed_mark
from generator.model.site import Language
from generator.problems import ContentError, Location, Problem, Severity, did_you_mean, shown
from generator.render.foreign import Foreign, composed, pieces_of, unmarked

STRINGS_FOLDER = "strings"
REFERENCE = "en"
"""Language whose file in the package defines the keys and placeholders."""
_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
_BRIEF = frozenset({"zero", "one", "two"})
"""Plural forms for few numbers, whose texts may do without the number ("a boat")."""
_NUMBERS = (*range(201), 0.5, 1.5)
"""Numbers that cover every plural form an atlas needs (some languages have one more, for round millions)."""


@dataclass(frozen=True)
class Strings:
    """The interface's texts in one language."""

    language: str
    texts: Mapping[str, str]
    locale: Locale

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key with its ``{placeholders}`` filled. Raises ``KeyError`` for an unknown key."""
        text = self.texts[key]
        if not values:
            return text
        if type(text) is str and not any(isinstance(value, Foreign) for value in values.values()):
            return text.format(**values)
        return composed(_filled(text, values))

    def count(self, key: str, n: float, as_text: str = "", **values: object) -> str:
        """Return a text in the plural form for a number: ``key.one``, ``key.other`` and so on, by the language's rules (CLDR).

        ``as_text`` is written instead of the number, such as a range that ends with it.
        """
        form = self.locale.plural_form(n)
        chosen = f"{key}.{form}" if f"{key}.{form}" in self.texts else f"{key}.other"
        return self(chosen, n=as_text or self.number(n), **values)

    def language_name(self, id: str) -> str:
        """Return the name of a language in this language; its code when there is no name."""
        return str(self.locale.languages.get(id.split("-", maxsplit=1)[0], id))

    def number(self, value: float) -> str:
        """Return a number in the language's own form, with at most one decimal."""
        return _number(round(value, 1), self.locale)

    def money(self, amount: float, currency: str) -> str:
        """Return an amount of money in the language's own form."""
        return format_currency(amount, currency, locale=self.locale)

    def date(self, value: datetime.date | str) -> str:
        """Return a date in the language's own form; a year or month stays as precise as it is."""
        return _date(str(value), self.locale)


@lru_cache(maxsize=10_000)
def _number(value: float, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=10_000)
def _date(text: str, locale: Locale) -> str:
    day = datetime.date.fromisoformat((text + "-01-01")[:10])
    if len(text) == 4:
        return text
    return format_date(day, "LLLL yyyy" if len(text) == 7 else "long", locale=locale)


def load_strings(folders: Sequence[Path], language: Language) -> Strings:
    """Return the texts of a language from folders that hold ``strings/``; a later folder's texts replace an earlier one's.

    The first folder is the package's own. The language's ``locale`` sets the form of dates and numbers. Raises
    ``ContentError`` with all problems: a file that is missing or broken, and keys or placeholders other than those of
    the package's English texts.
    """
    locale = Locale.parse(language.locale or language.id, sep="-")
    reference, found = _read(folders[0] / STRINGS_FOLDER / f"{REFERENCE}.yml")
    problems = list(found)
    places = [folder / STRINGS_FOLDER / f"{language.id}.yml" for folder in folders]
    files = [path for path in places if path.is_file()]
    if not files:
        expected = f"a file of strings for {language.id}"
        hint = f"run: rollenatlas languages --add {language.id}, which writes it"
        place = Location(shown_path(places[-1]))
        problems.append(Problem(place, "missing-strings", "no interface strings", expected, hint))
        raise ContentError(problems)
    texts: dict[str, _Text] = {}
    readable = not found
    for path in files:
        own, faults = _read(path)
        readable &= bool(own or not faults)
        texts |= own
        problems += faults
    if readable:
        models = _models({key: text.value for key, text in reference.items()}, _forms(str(locale)))
        problems += _faults(models, texts, files[0])
    if problems:
        raise ContentError(problems)
    return Strings(language.id, {key: unmarked(text.value) for key, text in texts.items()}, locale)


def load_shipped(folder: Path, language: str) -> Strings | None:
    """Return the package's own texts of a language, for messages about an unreadable atlas; ``None`` where there are none."""
    if not re.fullmatch(LANGUAGE_PATTERN, language) or not (folder / STRINGS_FOLDER / f"{language}.yml").is_file():
        return None
    try:
        return load_strings((folder,), Language(id=language, title=language))
    except ContentError:
        return None


def load_every_language(folders: Sequence[Path], languages: Iterable[Language]) -> tuple[Strings, ...]:
    """Return the texts of several languages. Raises ``ContentError`` with the problems of all of them."""
    loaded: list[Strings] = []
    problems: list[Problem] = []
    for language in languages:
        try:
            loaded.append(load_strings(folders, language))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return tuple(loaded)


def unwritten(templates: Path, language: Language, default: str) -> Iterator[str]:
    """Yield the lines of a file of strings for a language that has none: each key with a text marked with its language.

    The texts are those of the atlas's default language, so that all missing ones are shown in one language; if the package lacks
    that language, the reference's. Raises ``ContentError`` when the reference is broken.
    """
    reference, problems = _read(templates / STRINGS_FOLDER / f"{REFERENCE}.yml")
    if problems:
        raise ContentError(problems)
    locale = Locale.parse(language.locale or language.id, sep="-")
    source = default if (templates / STRINGS_FOLDER / f"{default}.yml").is_file() else REFERENCE
    texts = _read(templates / STRINGS_FOLDER / f"{source}.yml")[0]
    for key, model in _models({key: text.value for key, text in reference.items()}, _forms(str(locale))).items():
        stem, _, form = key.rpartition(".")
        near = next((name for name in (key, f"{stem}.{'one' if form in _BRIEF else 'other'}") if name in texts), "")
        text = texts[near].value if near else model.text
        yield f"{key}: {json.dumps(borrowed_mark(source if near else REFERENCE) + text, ensure_ascii=False)}\n"


def marked_strings(folders: Sequence[Path], languages: Iterable[Language]) -> Iterator[Problem]:
    """Yield a problem for each file with texts marked as another language's (see ``unwritten``), at the first one, with their number."""
    ids = [language.id for language in languages]
    for path in (folder / STRINGS_FOLDER / f"{id}.yml" for folder in folders for id in ids):
        texts = _read(path)[0] if path.is_file() else {}
        marked = [text for text in texts.values() if borrowed_from(text.value)]
        if marked:
            found, hint = f"{len(marked)} texts marked as another language's", "translate them and take the mark away"
            yield Problem(marked[0].place, "marked-strings", found, "texts in this language", hint, Severity.WARNING)


def originals(templates: Path, content: Path, language: Language) -> Iterator[tuple[str, Location, str]]:
    """Yield key and place of each text in a content folder, with the text that it replaces.

    That is the package's text in the language or, if the package lacks the language, the reference's.
    """
    path = content / STRINGS_FOLDER / f"{language.id}.yml"
    if not path.is_file():
        return
    reference = _read(templates / STRINGS_FOLDER / f"{REFERENCE}.yml")[0]
    own = templates / STRINGS_FOLDER / f"{language.id}.yml"
    texts = _read(own)[0] if own.is_file() else {}
    forms = _forms(str(Locale.parse(language.locale or language.id, sep="-")))
    models = _models({key: text.value for key, text in reference.items()}, forms)
    for key, text in _read(path)[0].items():
        if key in models:
            yield key, text.key_place, texts[key].value if key in texts else models[key].text


def known_texts(templates: Path) -> Mapping[str, str]:
    """Return the reference's texts by key; every language has these keys, with the same placeholders."""
    return {key: text.value for key, text in _read(templates / STRINGS_FOLDER / f"{REFERENCE}.yml")[0].items()}


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces in a text. Raises ``ValueError`` for a brace without its counterpart."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _filled(text: str, values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text with its placeholders filled, each with its language."""
    language = text.language if isinstance(text, Foreign) else ""
    for literal, name, _, _ in string.Formatter().parse(text):
        yield literal, language
        if name is not None:
            yield from pieces_of(values[name], language)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its place and the place of its key."""

    value: str
    place: Location
    key_place: Location
    fits: bool = True
    """Whether its placeholders can be filled; if not, a problem says why."""


def _read(path: Path) -> tuple[Mapping[str, _Text], Sequence[Problem]]:
    text, problems = decode(path, shown_path(path))
    return ({}, problems) if problems else _parsed(text, shown_path(path))


@lru_cache(maxsize=16)
def _parsed(text: str, shown_as: str) -> tuple[Mapping[str, _Text], Sequence[Problem]]:
    """Return the texts of a file and its problems; cached, since every language reads the reference and a preview rereads all files."""
    node, problems = read_yaml(text, shown_as)
    if problems or node is None:
        return {}, problems
    if not isinstance(node.value, Mapping):
        return {}, [Problem(node.location, "bad-strings", "no keys with texts", "one key and its text a line")]
    texts = {}
    for key, value in node.value.items():
        problem = _unfit(key, value)
        problems += [problem] if problem else []
        texts[key] = _Text("" if problem else str(value.value), value.location, node.keys[key], problem is None)
    return texts, problems


def _unfit(key: str, node: Node) -> Problem | None:
    if not isinstance(node.value, str):
        return Problem(node.location, "bad-string", f"a list or mapping for {shown(key)}", "a text")
    try:
        plain = all(not spec and not conversion for _, _, spec, conversion in string.Formatter().parse(node.value))
    except ValueError:
        plain = False
    if plain:
        return None
    return Problem(node.location, "bad-string", shown(node.value), "each { with a } and a name alone between them")


@dataclass(frozen=True, slots=True)
class _Model:
    """Requirements on a text: the reference's text, the placeholders that it must have and those that it may have."""

    text: str
    least: frozenset[str]
    most: frozenset[str]


def _models(reference: Mapping[str, str], forms: frozenset[str]) -> dict[str, _Model]:
    """Return the keys that a language needs, plurals in its own forms, with the requirements on their texts."""
    models = {}
    for key, text in reference.items():
        stem, _, form = key.rpartition(".")
        names = placeholders(text)
        if form not in _FORMS or f"{stem}.other" not in reference:
            models[key] = _Model(text, names, names)
        elif form == "other":
            brief = reference.get(f"{stem}.one", text)
            for each in forms:
                few = each in _BRIEF
                models[f"{stem}.{each}"] = _Model(
                    brief if few else text, placeholders(brief) - {"n"} if few else names, names
                )
    return models


def _faults(models: Mapping[str, _Model], texts: Mapping[str, _Text], file: Path) -> Iterator[Problem]:
    """Yield problems for keys that are missing or unknown, and texts that are empty or have other placeholders than their models."""
    for key in models.keys() - texts.keys():
        expected = f"a text such as {shown(models[key].text)}"
        yield Problem(Location(shown_path(file)), "missing-string", f"no text for {shown(key)}", expected)
    for key, text in texts.items():
        if key not in models:
            hint = did_you_mean(key, models)
            yield Problem(text.key_place, "unknown-string", f"the key {shown(key)}", "a key of the English texts", hint)
            continue
        model, found = models[key], placeholders(text.value)
        if not text.fits:
            continue
        if model.text and not text.value.strip():
            expected = f"a text such as {shown(model.text)}"
            hint = "take the line away if the program's own is to stay"
            yield Problem(text.place, "empty-string", f"an empty text for {shown(key)}", expected, hint)
        elif not model.least <= found <= model.most:
            hint = f"in {REFERENCE} it is {shown(model.text)}"
            yield Problem(text.place, "other-placeholders", _named(found), _named(placeholders(model.text)), hint)


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


@lru_cache
def _forms(locale: str) -> frozenset[str]:
    """Return the plural forms (CLDR) that a language needs for the numbers of an atlas; always including ``other``."""
    rule = Locale.parse(locale).plural_form
    return frozenset({"other", *(rule(number) for number in _NUMBERS)})
