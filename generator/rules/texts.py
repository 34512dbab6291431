"""Rules over texts in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.derive.facts import Facts
from generator.derive.passages import authored
from generator.model.base import ByLanguage, SomeByLanguage, walk
from generator.parse import Record
from generator.problems import Location, Problem, Severity, did_you_mean, shown

# Texts of up to three words are often the same in both languages: names and terms.
_WORDS_THAT_MAY_AGREE = 3
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|\*\*[^*]+\*\*|\]\(|^#{1,6} |`[^`]+`|\{\{|\{%", re.MULTILINE)
_MARKDOWN_FIELDS = frozenset({"description"})
_PUBLISHED_NAMES = frozenset({"credential", "mappings"})
# A certificate's name is a proper name in every language.
_NAME_FIELDS = frozenset({"credential"})

Path = tuple[str | int, ...]


def _local(record: Record[Any]) -> Iterator[tuple[Path, ByLanguage[object]]]:
    for path, value in walk(record.value):
        if isinstance(value, ByLanguage):
            yield path, value


def _name(path: Path) -> str:
    """Give the key under which an author finds a text; ``text`` may be left out, and list entries have no name."""
    return next(str(step) for step in reversed(path) if isinstance(step, str) and step != "text")


def translations_are_complete(facts: Facts) -> Iterator[Problem]:
    """Ensure that every text stands in each language of the site, and in no other."""
    catalog = facts.catalog
    languages = catalog.languages
    for record in authored(catalog):
        for path, texts in _local(record):
            for language in languages:
                if language not in texts and not isinstance(texts, SomeByLanguage):
                    found = f"no {shown(language)} for {shown(_name(path))}"
                    hint = f"add {language}: to it"
                    yield Problem(record.locate(*path), "missing-translation", found, "a text in each language", hint)
            for language in texts:
                if language not in languages:
                    place = record.locate(*path, language, key=True)
                    yield _unknown_language(place, language, languages)
    for name, pages in catalog.content.pages.items():
        for language in languages:
            if language not in pages:
                place = Location(next(iter(pages.values())).path)
                found = f"no {shown(language)} of the page {shown(name)}"
                yield Problem(place, "missing-translation", found, f"a file {name}.{language}.md")
        for language, page in pages.items():
            if language not in languages:
                yield _unknown_language(Location(page.path), language, languages)


def _unknown_language(place: Location, language: str, languages: tuple[str, ...]) -> Problem:
    return Problem(
        place, "unknown-language", shown(language), "one of " + ", ".join(languages), did_you_mean(language, languages)
    )


def translations_differ(facts: Facts) -> Iterator[Problem]:
    """Ensure that a text of more than three words is not the same in two languages: then it was not translated.

    Certificates and the labels of other schemes are exempt: they are shown as they are published.
    """
    for record in authored(facts.catalog):
        for path, texts in _local(record):
            if not _PUBLISHED_NAMES.isdisjoint(path):
                continue
            seen: dict[str, str] = {}
            for language, text in texts.items():
                if not isinstance(text, str) or len(text.split()) <= _WORDS_THAT_MAY_AGREE:
                    continue
                if text in seen:
                    found = f"the same text as in {seen[text]}: {shown(text)}"
                    yield Problem(
                        record.locate(*path, language), "same-translation", found, "a translation", "translate it"
                    )
                seen.setdefault(text, language)


def plain_text_holds_no_markup(facts: Facts) -> Iterator[Problem]:
    """Ensure that plain text holds nothing that looks like markup, since it would be shown literally."""
    for record in authored(facts.catalog):
        for path, texts in _local(record):
            if path[-1] in _MARKDOWN_FIELDS:
                continue
            for language, text in texts.items():
                if isinstance(text, str) and (match := _MARKUP.search(text)):
                    yield Problem(
                        record.locate(*path, language),
                        "markup-in-plain-text",
                        shown(match[0]),
                        "plain text",
                        "it will show literally; only description holds Markdown",
                        Severity.WARNING,
                    )
