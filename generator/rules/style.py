"""Rules over how texts are written. What is right is data of ``style.yml``; without that file nothing is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from generator.derive.facts import Facts
from generator.derive.passages import Field
from generator.model.marks import TextRole
from generator.model.style import LanguageStyle
from generator.problems import Location, Problem, Severity, shown

_DOUBLE_QUOTES = re.compile('["„“”‟«»]')


def _texts(facts: Facts) -> Iterator[tuple[Field, str, str, LanguageStyle]]:
    """Each text with its field, language and that language's style; nothing where the site has no style."""
    if facts.catalog.content.style is None:
        return
    style = facts.catalog.content.style.value
    for field in facts.passages:
        for language, text in field.texts.items():
            yield field, language, text, style.of(language)


def _warning(place: Location, code: str, found: str, expected: str, hint: str = "") -> Problem:
    return Problem(place, code, found, expected, hint, Severity.WARNING)


@lru_cache(maxsize=4096)
def _words(forms: tuple[str, ...], *, any_case: bool = False) -> re.Pattern[str]:
    """Pattern of whole words or phrases, blanks matching any white space; a final ``*`` stands for any ending."""
    alternatives = []
    for form in forms:
        ending = r"\w*" if form.endswith("*") else ""
        alternatives.append(r"\s+".join(re.escape(part) for part in form.removesuffix("*").split()) + ending)
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)", re.IGNORECASE if any_case else 0)


class _Likely:
    """Forms that stand anywhere in a language's texts: most wrong forms never do, and cost no search then."""

    def __init__(self, facts: Facts, *, any_case: bool = False) -> None:
        self._fold = str.lower if any_case else str
        self._corpora = {language: self._fold(text) for language, text in facts.corpora.items()}
        self._known: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def _phrase(self, text: str) -> str:
        return self._fold(" ".join(text.split()))

    def of(self, language: str, forms: tuple[str, ...]) -> tuple[str, ...]:
        """Forms that a text in a language may hold."""
        if (language, forms) not in self._known:
            corpus = self._corpora.get(language, "")
            likely = tuple(form for form in forms if self._phrase(form.removesuffix("*")) in corpus)
            self._known[language, forms] = likely
        return self._known[language, forms]


def openings_have_their_form(facts: Facts) -> Iterator[Problem]:
    """Ensure that the texts of a field begin as its language asks, such as level statements with "You can"."""
    for field, language, text, style in _texts(facts):
        openings = style.openings.get(field.name, ())
        if openings and not _words(openings).match(text):
            expected = "a text that begins with " + " or ".join(shown(opening) for opening in openings)
            yield _warning(field.locate(language), "opening", shown(text), expected)


def endings_have_their_form(facts: Facts) -> Iterator[Problem]:
    """Ensure that the texts of a field end as its language asks, such as tasks with a full stop."""
    for field, language, text, style in _texts(facts):
        endings = style.endings.get(field.name, ())
        if endings and not text.rstrip().endswith(endings):
            expected = "a text that ends with " + " or ".join(shown(ending) for ending in endings)
            yield _warning(field.locate(language), "ending", shown(text[-40:]), expected)


def filler_is_left_out(facts: Facts) -> Iterator[Problem]:
    """Ensure that no text holds a word that says nothing."""
    likely = _Likely(facts, any_case=True)
    for field, language, text, style in _texts(facts):
        if filler := likely.of(language, style.filler):
            for match in _words(filler, any_case=True).finditer(text):
                place = field.locate(language, match.start())
                yield _warning(
                    place, "filler", shown(match[0]), "a word that says something", "leave it out, or say what is meant"
                )


def quotes_are_the_languages_own(facts: Facts) -> Iterator[Problem]:
    """Ensure that double quotes are the language's, each opened and closed."""
    for field, language, text, style in _texts(facts):
        if not style.quotes:
            continue
        closing = {pair[0]: pair[1] for pair in style.quotes}
        expected = "quotes such as " + " or ".join(f"{pair[0]}…{pair[1]}" for pair in style.quotes)
        awaited: tuple[str, int] | None = None
        for offset, mark in ((match.start(), match[0]) for match in _DOUBLE_QUOTES.finditer(text)):
            if awaited and mark == awaited[0]:
                awaited = None
            elif not awaited and mark in closing:
                awaited = closing[mark], offset
            else:
                yield _warning(
                    field.locate(language, offset),
                    "quotes",
                    f"the mark {mark} in {shown(text[max(0, offset - 20) :])}",
                    expected,
                )
                awaited = None
        if awaited:
            yield _warning(field.locate(language, awaited[1]), "quotes", "a quote that is not closed", expected)


def marks_are_the_languages_own(facts: Facts) -> Iterator[Problem]:
    """Ensure that marks such as apostrophes and dashes are the language's, not those of a typewriter."""
    for field, language, text, style in _texts(facts):
        for rule in style.marks:
            for wrong in rule.instead_of:
                for match in () if wrong not in text else re.finditer(re.escape(wrong), text):
                    around = text[max(0, match.start() - 15) : match.end() + 15]
                    place = field.locate(language, match.start())
                    yield _warning(place, "mark", f"{wrong} in {shown(around)}", f"the mark {rule.write}")


def terms_are_used(facts: Facts) -> Iterator[Problem]:
    """Ensure that a thing has one name in all texts; proper names and quotations keep theirs."""
    likely = _Likely(facts)
    for field, language, text, style in _texts(facts):
        wrong = [(term, forms) for term in style.terms if (forms := likely.of(language, term.instead_of))]
        if not any(_words(forms).search(text) for _, forms in wrong):
            continue
        own = _own_words(text, style)
        for term, forms in wrong:
            for match in _words(forms).finditer(own):
                yield _warning(field.locate(language, match.start()), "term", shown(match[0]), shown(term.write))


def compounds_are_joined(facts: Facts) -> Iterator[Problem]:
    """Ensure that compounds which a language joins by hyphens are not left open."""
    likely = _Likely(facts)
    for field, language, text, style in _texts(facts):
        compounds = likely.of(language, style.open_compounds)
        if compounds and _words(compounds).search(text):
            for match in _words(compounds).finditer(_own_words(text, style)):
                place = field.locate(language, match.start())
                yield _warning(place, "open-compound", shown(match[0]), shown("-".join(match[0].split())))


def _own_words(text: str, style: LanguageStyle) -> str:
    """Blank out proper names and quotations: their wording is somebody else's. Offsets stay as they are."""
    foreign = [re.compile(f"{re.escape(pair[0])}[^{re.escape(pair[1])}]*{re.escape(pair[1])}") for pair in style.quotes]
    if style.names:
        foreign.append(_words(style.names))
    for pattern in foreign:
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return text


def first_uses_explain(facts: Facts) -> Iterator[Problem]:
    """Ensure that a record explains a term where its running text first uses it, unless its title does."""
    catalog = facts.catalog
    if catalog.content.style is None:
        return
    style = catalog.content.style.value
    for _, group in groupby(facts.passages, key=lambda field: field.record):
        members = list(group)
        for language in catalog.languages:
            for rule in style.of(language).first_use:
                yield from _unexplained(members, language, rule.term, rule.write)


def _unexplained(members: list[Field], language: str, term: str, write: str) -> Iterator[Problem]:
    explanation, mention = _words((write,)), _words((term,))
    for field in members:
        text = field.texts.get(language, "")
        explained = explanation.search(text)
        if field.role is TextRole.TITLE:
            if explained:
                return
            continue
        if used := mention.search(text):
            if explained is None or used.start() < explained.start():
                yield _warning(
                    field.locate(language, used.start()),
                    "first-use",
                    f"{shown(term)} unexplained",
                    f"{shown(write)} at its first use",
                )
            return
