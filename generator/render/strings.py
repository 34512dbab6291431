"""Interface strings by stable key, one file per language with equal key sets."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from generator.load import decode, read_yaml
from generator.model.site import Language
from generator.problems import ContentError, Location, Problem


@dataclass(frozen=True)
class Strings:
    """The interface's texts in one language."""

    language: str
    texts: Mapping[str, str]
    locale: Locale

    def __call__(self, key: str, **values: object) -> str:
        """Text of a key with its ``{placeholders}`` filled. Raises ``KeyError`` for an unknown key."""
        text = self.texts[key]
        return text.format(**values) if values else text

    def count(self, key: str, n: float, **values: object) -> str:
        """Text of a key in the plural form of a number: ``key.one``, ``key.other`` as the language's rules (CLDR) ask."""
        form = self.locale.plural_form(n)
        chosen = f"{key}.{form}" if f"{key}.{form}" in self.texts else f"{key}.other"
        return self(chosen, n=self.number(n), **values)

    def language_name(self, id: str) -> str:
        """Name of a language in this language; its code when there is no name."""
        return str(self.locale.languages.get(id.split("-", maxsplit=1)[0], id))

    def number(self, value: float) -> str:
        """A number in the language's own form, at most one decimal."""
        return format_decimal(round(value, 1), locale=self.locale)

    def date(self, value: datetime.date | str) -> str:
        """A date in the language's own form; a year or month stays as precise as it is."""
        text = str(value)
        day = datetime.date.fromisoformat((text + "-01-01")[:10])
        if len(text) == 4:
            return text
        return format_date(day, "LLLL yyyy" if len(text) == 7 else "long", locale=self.locale)


def load_strings(folder: Path, language: Language) -> Strings:
    """Read ``strings/<language>.yml``; the language's ``locale`` sets the form of dates and numbers.

    Raises ``ContentError`` when the file is missing or broken.
    """
    path = folder / "strings" / f"{language.id}.yml"
    if not path.is_file():
        place = Location(path.as_posix())
        raise ContentError(
            [Problem(place, "missing-strings", "no interface strings", f"a file of strings for {language.id}")]
        )
    text, problems = decode(path, path.as_posix())
    node, found = read_yaml(text, path.as_posix())
    if problems or found or node is None:
        raise ContentError([*problems, *found])
    texts = {key: str(value) for key, value in node.plain().items()}
    return Strings(language.id, texts, Locale.parse(language.locale or language.id, sep="-"))
