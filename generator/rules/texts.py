"""Rules over texts in several languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.catalog import Catalog
from generator.content import Record
from generator.derive.facts import Facts
from generator.model.borrowed import borrowed_from
from generator.model.marks import KeyPath, TextRole, Words, find
from generator.problems import Location, Problem, Severity, did_you_mean, shown

# Texts of up to three words are often the same in several languages: names and terms.
_WORDS_THAT_MAY_AGREE = 3
MISSING, MARKED = "missing-translation", "marked-text"
"""Codes of the problems of texts that a public site must not have."""
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|\*\*[^*]+\*\*|\]\(|^#{1,6} |`[^`]+`|\{\{|\{%", re.MULTILINE)

_Written = tuple[Record[Any], KeyPath, Words, Mapping[str, Any]]
"""A text in its languages: its record, its path in the record, its mark, and the text by language."""


def _name(path: KeyPath) -> str:
    """Return the last key of a path by which an author finds the text; ``text`` may be left out there, and list indexes are no keys."""
    return next(str(step) for step in reversed(path) if isinstance(step, str) and step != "text")


def translations_are_complete(facts: Facts) -> Iterator[Problem]:
    """Ensure that every text exists in each language of the site, and in no other.

    A missing text is a warning, since a preview shows it in another language; a public site must have it (``publisher``).
    """
    catalog = facts.catalog
    languages = catalog.languages
    written = _written_in(facts)
    yield from (problem for _, problem in missing_texts(catalog, written))
    for record, path, _, texts in written:
        for language in texts:
            if language not in languages:
                place = record.locate(*path, language, key=True)
                yield _unknown_language(place, language, languages)
    for pages in catalog.content.pages.values():
        for language, page in pages.items():
            if language not in languages:
                yield _unknown_language(Location(page.path), language, languages)


def _written_in(facts: Facts) -> tuple[_Written, ...]:
    return facts.remember("written", lambda: tuple(_written(facts.catalog_to_check)))


def _written(catalog: Catalog) -> Iterator[_Written]:
    """Yield every text of the records in its languages."""
    for record in catalog.content.all_records:
        yield from ((record, path, words, texts) for path, words, texts, _ in find(record.value, Words))


def missing_texts(catalog: Catalog, written: Iterable[_Written] | None = None) -> Iterator[tuple[str, Problem]]:
    """Yield a problem for each text and page that a language of the site lacks, with that language; ``written`` are all texts, if known."""
    languages = catalog.languages
    for record, path, words, texts in _written(catalog) if written is None else written:
        for language in languages:
            if language not in texts and words.role is not TextRole.LABELS:
                found = f"no {shown(language)} for {shown(_name(path))}"
                hint = f"add {language}: to it"
                place = record.locate(*path)
                yield language, Problem(place, MISSING, found, "a text in each language", hint, Severity.WARNING)
    for name, pages in catalog.content.pages.items():
        for language in catalog.languages:
            if language not in pages:
                place = Location(next(iter(pages.values())).path)
                found = f"no {shown(language)} of the page {shown(name)}"
                expected = f"a file {name}.{language}.md"
                yield language, Problem(place, MISSING, found, expected, severity=Severity.WARNING)


def by_file(facts: Facts, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, with one in place of several texts of a file that a language lacks or borrows.

    A new language lacks all of them.
    """
    alike: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for language, problem in missing_texts(facts.catalog):
        path = problem.location.path
        hint = f"'rollenatlas translations {path}' lists them"
        alike[path, f"no {shown(language)} for {{}} texts", hint].append(problem)
    for problem in marked_texts_are_translated(facts):
        found = problem.found.replace("a text", "{} texts", 1)
        alike[problem.location.path, found, problem.hint].append(problem)
    several = {key: found for key, found in alike.items() if len(found) > 1}
    gathered = {problem: key for key, found in several.items() for problem in found}
    reported = set()
    for problem in problems:
        key = gathered.get(problem)
        if key is None:
            yield problem
        elif key not in reported:
            reported.add(key)
            _, found, hint = key
            first = min(several[key], key=lambda one: one.location)
            yield replace(first, found=found.format(len(several[key])), hint=hint)


def _unknown_language(place: Location, language: str, languages: tuple[str, ...]) -> Problem:
    return Problem(
        place, "unknown-language", shown(language), "one of " + ", ".join(languages), did_you_mean(language, languages)
    )


def marked_texts_are_translated(facts: Facts) -> Iterator[Problem]:
    """Ensure that no text begins with the mark of another language, such as ``[en]``, which a new atlas has before texts to translate."""
    for field in facts.passages:
        for language, text in field.texts.items():
            if (other := borrowed_from(text)) and other != language:
                found, expected = f"a text marked as {shown(other)}", f"a text in {shown(language)}"
                hint = "translate it and take the mark away"
                yield Problem(field.locate(language), MARKED, found, expected, hint, Severity.WARNING)


def translations_differ(facts: Facts) -> Iterator[Problem]:
    """Ensure that no text of more than three words is the same in two languages: then it was not translated.

    Copied texts, such as a certificate's name or the label of another scheme, are exempt: they are shown as published.
    """
    site = facts.catalog.content.site
    for record, path, words, texts in _written_in(facts):
        if words.role is TextRole.COPIED or (record is site and path == ("title",)):
            continue  # an atlas may have the name of its organisation in each language
        if len(set(texts.values())) == len(texts):
            continue
        seen: dict[str, str] = {}
        for language, text in texts.items():
            if not isinstance(text, str) or len(text.split()) <= _WORDS_THAT_MAY_AGREE:
                continue
            if text in seen:
                found = f"the same text as in {seen[text]}: {shown(text)}"
                # A title may be a proper name, such as that of a program.
                severity = Severity.WARNING if words.role is TextRole.TITLE else Severity.ERROR
                place = record.locate(*path, language)
                yield Problem(place, "same-translation", found, "a translation", "translate it", severity)
            seen.setdefault(text, language)


def plain_text_holds_no_markup(facts: Facts) -> Iterator[Problem]:
    """Ensure that plain text holds nothing that looks like markup, since it would be shown literally."""
    for record, path, words, texts in _written_in(facts):
        for language, text in texts.items() if words.role is not TextRole.MARKDOWN else ():
            if isinstance(text, str) and (match := _MARKUP.search(text)):
                yield Problem(
                    record.locate(*path, language),
                    "markup-in-plain-text",
                    shown(match[0]),
                    "plain text",
                    "it will show literally; only long descriptions hold Markdown",
                    Severity.WARNING,
                )
