"""Rules over texts that are built alike: each is right by itself, but many of them are tiresome. ``style.yml`` sets the limits.

Like the bounds of quality, they are checked by ``rollenatlas check`` only: to mend them takes changes in many texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from generator.derive.facts import Facts
from generator.derive.passages import Field
from generator.model.style import RepeatedOpening, Style
from generator.problems import Problem, Severity, shown
from generator.rules.sharing import sentences
from generator.rules.style import words_pattern

_Group = list[tuple[Field, str]]


def pattern_problems(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for all texts that are built alike too often."""
    for rule in (sentence_counts_vary, openings_vary, phrases_are_rare):
        yield from rule(facts)


def sentence_counts_vary(facts: Facts) -> Iterator[Problem]:
    """Ensure that not too many texts of a field in one record have the same number of sentences."""
    for name, limit in _style(facts).sentence_shares.items():
        for language in facts.texts:
            for group in _groups(facts, language, name, _record).values():
                alike = [(field, text) for field, text in group if _has_sentences(text, limit.sentences)]
                if len(group) >= limit.from_texts and len(alike) * 100 > limit.most_percent * len(group):
                    of_length = "one sentence" if limit.sentences == 1 else f"{limit.sentences} sentences"
                    found = f"{len(alike)} of {len(group)} texts {shown(name)} of {of_length}"
                    yield _warning(alike, language, "same-sentences", found, f"at most {limit.most_percent} percent")


def openings_vary(facts: Facts) -> Iterator[Problem]:
    """Ensure that not too many texts of a field begin with the same words, in one record and in all of a kind."""
    for language in facts.texts:
        for name, limit in _style(facts).of(language).repeated_openings.items():
            for most, owner in ((limit.most_of_record, _record), (limit.most_of_kind, _kind)):
                for group in _groups(facts, language, name, owner).values() if most else ():
                    yield from _repeated(group, language, name, limit, most or 0)


def _repeated(group: _Group, language: str, name: str, limit: RepeatedOpening, most: int) -> Iterator[Problem]:
    by_opening = defaultdict[str, _Group](list)
    for field, text in group:
        by_opening[" ".join(text.split(maxsplit=limit.words)[: limit.words])].append((field, text))
    for opening, alike in by_opening.items():
        if len(alike) > most:
            found = f"{len(alike)} of {len(group)} texts {shown(name)} that begin with {shown(opening)}"
            yield _warning(alike, language, "same-opening", found, f"at most {most}")


def phrases_are_rare(facts: Facts) -> Iterator[Problem]:
    """Ensure that not too many texts of a record hold the phrases of the same way of arguing."""
    for language in facts.texts:
        for limit in _style(facts).of(language).phrases:
            pattern = words_pattern(limit.words, any_case=True)
            for name in limit.fields:
                for group in _groups(facts, language, name, _record).values():
                    alike = [(field, text) for field, text in group if pattern.search(text)]
                    if len(alike) > limit.most:
                        found = f"{limit.name} in {len(alike)} of {len(group)} texts {shown(name)}"
                        yield _warning(alike, language, "same-phrase", found, f"at most {limit.most}")


def _style(facts: Facts) -> Style:
    """Return the style of the atlas; without one, an empty style that limits nothing."""
    written = facts.catalog.content.style
    return written.value if written else Style()


def _groups(facts: Facts, language: str, name: str, owner: Callable[[Field], str]) -> Mapping[str, _Group]:
    groups = defaultdict[str, _Group](list)
    for field, text in facts.texts[language]:
        if field.name == name:
            groups[owner(field)].append((field, text))
    return groups


def _record(field: Field) -> str:
    return field.record


def _kind(field: Field) -> str:
    return field.record.partition("/")[0]


def _has_sentences(text: str, number: int) -> bool:
    return len(tuple(islice(sentences(text), number + 1))) == number


def _warning(alike: _Group, language: str, code: str, found: str, expected: str) -> Problem:
    """Return one problem for all texts that are alike, at the first of them."""
    hint = "write some of them another way"
    return Problem(alike[0][0].locate(language), code, f"{found} ({language})", expected, hint, Severity.WARNING)
