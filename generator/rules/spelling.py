"""Check the spelling of all content with hunspell: each text in its language, with a project word list per language.

1. ``words_of`` cuts texts into words; parts of hyphenated compounds count as words.
2. ``unknown_words`` asks hunspell, once per language.
3. ``spelling_problems`` reports each unknown word at its place, and the faults of the word lists.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.catalog import Catalog
from generator.derive.passages import fields, labels
from generator.kinds.texts import MARKDOWN
from generator.load import decode, shown_path
from generator.problems import Location, Problem, in_order, shown

WORDLISTS = "wordlists"
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# Addresses, words with digits and the heading ids of Markdown are not checked.
_NO_WORD = re.compile(
    r"https?://\S+|(?<=\]\()[a-z]+:[\w-]+|\{#[^}]*\}|\b[\w.]+@[\w.]+|\b(?:[\w-]+\.)+[a-z]{2,}\b|\b\w*\d\w*\b"
)
_SUGGESTIONS = 3


class SpellingUnavailableError(Exception):
    """Raised if hunspell or one of its dictionaries is missing; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place; ``joined`` marks a part of a hyphenated compound or a shared ending (``Lese-``)."""

    text: str
    place: Location
    joined: bool


def words_of(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the words of a text: offset, word, and whether a hyphen or slash touches it.

    A word that shares an ending with its neighbour keeps the hyphen ("Arbeits- und Lernzeit"): dictionaries know such forms.
    """
    hidden = _NO_WORD.sub(lambda match: " " * len(match[0]), text)
    for match in _WORD.finditer(hidden):
        before, after = hidden[max(0, match.start() - 2) : match.start()], hidden[match.end() : match.end() + 2]
        word = match[0].replace("’", "'")
        if after[:1] == "-" and not after[1:].isalpha():
            word += "-"
        elif before[-1:] == "-" and not before[:-1].isalpha():
            word = "-" + word
        yield match.start(), word, bool({"-", "/"} & {before[-1:], after[:1]})


def content_words(catalog: Catalog, language: str) -> Iterator[Word]:
    """Yield all words of the content in one language, including other names of things."""
    for field in fields(catalog):
        text = field.texts.get(language, "")
        for offset, word, joined in words_of(text):
            yield Word(
                word, field.locate(language, offset) if field.name == MARKDOWN else field.locate(language), joined
            )
    for label_language, text, place in labels(catalog):
        if label_language == language:
            for _, word, joined in words_of(text):
                yield Word(word, place, joined)


def spelling_problems(catalog: Catalog, content: Path) -> tuple[Problem, ...]:
    """Return the spelling problems in all languages for which ``style.yml`` names a dictionary, sorted.

    Raises ``SpellingUnavailableError`` if hunspell or a dictionary is missing.
    """
    if catalog.content.style is None:
        return ()
    problems: list[Problem] = []
    for language in catalog.languages:
        dictionary = catalog.content.style.value.of(language).dictionary
        if dictionary is None:
            continue
        path = content / WORDLISTS / f"{language}.txt"
        listed, found = read_wordlist(path)
        problems += found
        used = list(content_words(catalog, language))
        unknown = unknown_words({word.text for word in used}, dictionary)
        left = [word for word in used if word.text in unknown and not _is_listed(word, listed)]
        problems += _unknown_words(left, suggestions({word.text for word in left}, dictionary), path)
        problems += _unneeded(listed, unknown, path)
    return in_order(problems)


def _unknown_words(left: list[Word], near: Mapping[str, tuple[str, ...]], path: Path) -> Iterator[Problem]:
    add = f"a right word goes on a line of its own into {shown_path(path)} ('rollenatlas check --fix' sorts it)"
    for word in left:
        offered = " or ".join(shown(one) for one in near.get(word.text, ()))
        hint = f"{f'did you mean {offered}?' if offered else 'mend it;'} {add}"
        yield Problem(word.place, "unknown-word", shown(word.text), "a word of the dictionary or the word list", hint)


def _is_listed(word: Word, listed: Mapping[str, int]) -> bool:
    """Return whether a word list has a word, also in lower case (a sentence may start with it) or, in a compound, with a capital."""
    exact, stem, small, capital = _forms(word.text)
    return any(form in listed for form in (exact, stem, small)) or (word.joined and capital in listed)


def _unneeded(listed: Mapping[str, int], unknown: set[str], path: Path) -> Iterator[Problem]:
    """Yield a problem for each word of a list that no text needs, so that the list can't hide a later mistake."""
    needed = {form for text in unknown for form in _forms(text)}
    for word, line in listed.items():
        if word not in needed:
            place = Location(shown_path(path), line)
            yield Problem(place, "unneeded-word", shown(word), "a word that a text needs", "remove it")


def _forms(text: str) -> tuple[str, str, str, str]:
    """Return the forms of a word that a list may have: as it is, without genitive or hyphen, and that with a small or a capital initial."""
    stem = text.strip("-").removesuffix("'s")
    return text, stem, stem[:1].lower() + stem[1:], stem[:1].upper() + stem[1:]


def read_wordlist(path: Path) -> tuple[dict[str, int], list[Problem]]:
    """Return the words of a word list (one a line, sorted) with their lines, and the problems; a missing list is an empty one."""
    if not path.is_file():
        return {}, []
    text, problems = decode(path, shown_path(path))
    listed: dict[str, int] = {}
    for line, word in enumerate(text.splitlines(), start=1):
        place = Location(shown_path(path), line)
        if word != word.strip() or not _WORD.fullmatch(word):
            problems.append(Problem(place, "bad-word", shown(word), "one word a line"))
        elif word in listed:
            problems.append(
                Problem(
                    place, "duplicate-word", shown(word), "each word once", f"it stands first in line {listed[word]}"
                )
            )
        listed.setdefault(word, line)
    for word in _out_of_order(list(listed)):
        place = Location(shown_path(path), listed[word])
        hint = "'rollenatlas check --fix' sorts the list"
        problems.append(Problem(place, "unsorted-word", shown(word), "words sorted from A to Z", hint))
    return listed, problems


def sorted_words(text: str) -> str:
    """Return the text of a word list with sorted lines; a text that holds anything but words is returned as it is."""
    lines = text.splitlines(keepends=True)
    if not all(line.endswith("\n") and _WORD.fullmatch(line.strip()) for line in lines):
        return text
    return "".join(sorted(lines, key=lambda line: _order(line.strip())))


def _order(word: str) -> tuple[str, str]:
    return word.casefold(), word


def _out_of_order(words: list[str]) -> list[str]:
    """Return the fewest words to move so that a list is sorted: all but a longest sorted subsequence, which keeps the upper words."""
    ranks = {word: -rank for rank, word in enumerate(sorted(words, key=_order))}
    tops: list[int] = []  # by length, the least last rank of the sequences found so far, read from the end
    lengths = []
    for word in reversed(words):
        place = bisect_left(tops, ranks[word])
        tops[place : place + 1] = [ranks[word]]
        lengths.append(place)
    wanted, kept = len(tops) - 1, set[str]()
    for word, length in zip(words, reversed(lengths), strict=True):
        if length == wanted:
            kept.add(word)
            wanted -= 1
    return [word for word in words if word not in kept]


def unknown_words(vocabulary: Iterable[str], dictionary: str) -> set[str]:
    """Return the words that a dictionary knows neither with the hyphen they may carry nor without."""
    vocabulary = set(vocabulary)
    missed = misspelt(vocabulary | {word.strip("-") for word in vocabulary}, dictionary)
    return {word for word in vocabulary if word in missed and word.strip("-") in missed}


def misspelt(vocabulary: Iterable[str], dictionary: str) -> set[str]:
    """Return the words that a dictionary does not know.

    Raises ``SpellingUnavailableError`` if hunspell or the dictionary is missing.
    """
    # One word a line; none holds white space or a mark at which hunspell would cut it again.
    answer = _hunspell(sorted(vocabulary), "-l", dictionary)
    return set(answer.split())


def suggestions(unknown: Iterable[str], dictionary: str) -> dict[str, tuple[str, ...]]:
    """Return up to three similar words of the dictionary for each unknown word. Slow: ask for few words."""
    asked = sorted(unknown)
    if not asked:
        return {}
    # In this mode a leading "^" keeps hunspell from reading a word as a command; blank lines separate the answers.
    answers = _hunspell([f"^{word}" for word in asked], "-a", dictionary).partition("\n")[2].split("\n\n")
    near = (answer.partition(":")[2].split(",") if answer.startswith("&") else () for answer in answers)
    return {word: tuple(one.strip() for one in words)[:_SUGGESTIONS] for word, words in zip(asked, near, strict=False)}


def _hunspell(lines: list[str], mode: str, dictionary: str) -> str:
    """Run hunspell over lines and return its output. Raises ``SpellingUnavailableError`` if it or the dictionary is missing."""
    program = shutil.which("hunspell")
    if program is None:
        raise SpellingUnavailableError(f"hunspell is not installed; {_how_to_install(dictionary)}")
    result = subprocess.run(
        [program, mode, "-i", "utf-8", "-d", dictionary],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        raise SpellingUnavailableError(f"hunspell has no dictionary {dictionary}; {_how_to_install(dictionary)}")
    return result.stdout


def _how_to_install(dictionary: str) -> str:
    package = dictionary.lower().replace("_", "-")
    return f"on Debian and Ubuntu: apt-get install hunspell hunspell-{package} (package names differ elsewhere)"
