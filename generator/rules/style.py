"""Rules over how texts are written. ``style.yml`` sets the right forms; without that file nothing is checked."""

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


_Texts = tuple[tuple[Field, str], ...]

_KEYS = {
    "opening": "openings",
    "ending": "endings",
    "filler": "filler",
    "quotes": "quotes",
    "mark": "marks",
    "term": "terms",
    "open-compound": "open_compounds",
    "first-use": "first_use",
}
"""Key of ``style.yml`` that sets the right form, by problem code."""


def _styles(facts: Facts) -> Iterator[tuple[str, LanguageStyle, _Texts]]:
    """Yield each language with its style and its texts; nothing if the site has no style."""
    if facts.catalog.content.style is not None:
        for language, texts in facts.texts.items():
            yield language, facts.catalog.content.style.value.of(language), texts


def _warning(language: str, place: Location, code: str, found: str, expected: str, *, hint: str = "") -> Problem:
    key = f"languages.{language}.{_KEYS[code]} in style.yml"
    return Problem(place, code, found, f"{expected} ({key})", hint, Severity.WARNING)


@lru_cache(maxsize=4096)
def words_pattern(forms: tuple[str, ...], *, any_case: bool = False) -> re.Pattern[str]:
    """Return a pattern of whole words or phrases: blanks match any white space, a final ``*`` matches any ending."""
    alternatives = []
    for form in forms:
        ending = r"\w*" if form.endswith("*") else ""
        alternatives.append(r"\s+".join(re.escape(part) for part in form.removesuffix("*").split()) + ending)
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)", re.IGNORECASE if any_case else 0)


def _likely(corpus: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the forms that stand anywhere in all texts: most wrong forms never do, so no text need be searched for them."""
    return tuple(form for form in forms if " ".join(form.removesuffix("*").split()) in corpus)


def _holding(texts: _Texts, forms: tuple[str, ...]) -> Iterator[tuple[Field, str]]:
    """Return the texts that hold the first word of a form, even as a part of a longer word."""
    starts = {form.removesuffix("*").split()[0] for form in forms}
    return ((field, text) for field, text in texts if any(start in text for start in starts))


def openings_have_their_form(facts: Facts) -> Iterator[Problem]:
    """Ensure that the texts of a field begin as the style of their language requires, such as level statements with "You can"."""
    for language, style, texts in _styles(facts):
        for field, text in texts if style.openings else ():
            openings = style.openings.get(field.name, ())
            if openings and not words_pattern(openings).match(text):
                expected = "a text that begins with " + " or ".join(shown(opening) for opening in openings)
                yield _warning(language, field.locate(language), "opening", shown(text), expected)


def endings_have_their_form(facts: Facts) -> Iterator[Problem]:
    """Ensure that the texts of a field end as the style of their language requires, such as tasks with a full stop."""
    for language, style, texts in _styles(facts):
        for field, text in texts if style.endings else ():
            endings = style.endings.get(field.name, ())
            if endings and not text.rstrip().endswith(endings):
                expected = "a text that ends with " + " or ".join(shown(ending) for ending in endings)
                yield _warning(language, field.locate(language), "ending", shown(text[-40:]), expected)


def filler_is_left_out(facts: Facts) -> Iterator[Problem]:
    """Ensure that no text holds a filler word."""
    expected, hint = "a word that says something", "leave it out, or say what is meant"
    for language, style, texts in _styles(facts):
        corpus = facts.corpora[language].lower() if style.filler else ""
        filler = tuple(form for form in style.filler if _likely(corpus, (form.lower(),)))
        for field, text in texts if filler else ():
            for match in words_pattern(filler, any_case=True).finditer(text):
                yield _warning(
                    language, field.locate(language, match.start()), "filler", shown(match[0]), expected, hint=hint
                )


def quotes_are_the_languages_own(facts: Facts) -> Iterator[Problem]:
    """Ensure that double quotes are those of the language, and that each is opened and closed."""
    for language, style, texts in _styles(facts):
        for field, text in texts if style.quotes else ():
            yield from _wrong_quotes(field, language, text, style)


def _wrong_quotes(field: Field, language: str, text: str, style: LanguageStyle) -> Iterator[Problem]:
    awaited: tuple[str, int] | None = None
    for match in _DOUBLE_QUOTES.finditer(text):
        mark, offset = match[0], match.start()
        closing = next((pair[1] for pair in style.quotes if pair[0] == mark), None)
        if awaited and mark == awaited[0]:
            awaited = None
        elif not awaited and closing:
            awaited = closing, offset
        else:
            found = f"the mark {mark} in {shown(text[max(0, offset - 20) :])}"
            yield _warning(language, field.locate(language, offset), "quotes", found, _quotes_expected(style))
            awaited = None
    if awaited:
        place = field.locate(language, awaited[1])
        yield _warning(language, place, "quotes", "a quote that is not closed", _quotes_expected(style))


def _quotes_expected(style: LanguageStyle) -> str:
    return "quotes such as " + " or ".join(f"{pair[0]}…{pair[1]}" for pair in style.quotes)


def marks_are_the_languages_own(facts: Facts) -> Iterator[Problem]:
    """Ensure that marks such as apostrophes and dashes are the language's, not those of a typewriter."""
    for language, style, texts in _styles(facts):
        for rule in style.marks:
            for wrong in rule.instead_of:
                for field, text in texts if " ".join(wrong.split()) in facts.corpora[language] else ():
                    for match in re.finditer(re.escape(wrong), text):
                        around = text[max(0, match.start() - 15) : match.end() + 15]
                        place = field.locate(language, match.start())
                        yield _warning(language, place, "mark", f"{wrong} in {shown(around)}", f"the mark {rule.write}")


def terms_are_used(facts: Facts) -> Iterator[Problem]:
    """Ensure that a thing has the same name in all texts; proper names and quotations are exempt."""
    for language, style, texts in _styles(facts):
        for term in style.terms:
            wrong = _likely(facts.corpora[language], term.instead_of)
            for field, text in _holding(texts, wrong) if wrong else ():
                if words_pattern(wrong).search(text):
                    for match in words_pattern(wrong).finditer(_own_words(text, style)):
                        place = field.locate(language, match.start())
                        yield _warning(language, place, "term", shown(match[0]), shown(term.write))


def compounds_are_joined(facts: Facts) -> Iterator[Problem]:
    """Ensure that compounds which a language joins by hyphens are not left open."""
    for language, style, texts in _styles(facts):
        wrong = _likely(facts.corpora[language], style.open_compounds)
        for field, text in _holding(texts, wrong) if wrong else ():
            if words_pattern(wrong).search(text):
                for match in words_pattern(wrong).finditer(_own_words(text, style)):
                    place = field.locate(language, match.start())
                    yield _warning(language, place, "open-compound", shown(match[0]), shown("-".join(match[0].split())))


def _own_words(text: str, style: LanguageStyle) -> str:
    """Return a text with proper names and quotations blanked out, since their wording is not the author's; offsets stay the same."""
    foreign = [re.compile(f"{re.escape(pair[0])}[^{re.escape(pair[1])}]*{re.escape(pair[1])}") for pair in style.quotes]
    if style.names:
        foreign.append(words_pattern(style.names))
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
    explanation, mention = words_pattern((write,)), words_pattern((term,))
    start = term.split(maxsplit=1)[0]
    for field in members:
        text = field.texts.get(language, "")
        if start not in text:
            continue
        explained = explanation.search(text)
        if field.role is TextRole.TITLE:
            if explained:
                return
            continue
        if used := mention.search(text):
            if explained is None or used.start() < explained.start():
                yield _warning(
                    language,
                    field.locate(language, used.start()),
                    "first-use",
                    f"{shown(term)} unexplained",
                    f"{shown(write)} at its first use",
                )
            return
