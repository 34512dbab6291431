"""Write the search index of many pages in parts: a query loads only the parts with its words and with the pages that it shows.

``search/search_index.json`` says where the parts begin. ``search/words/<n>.js`` hold the words in order, each with its pages
and its largest share in a name of each page; an end of a compound is listed as a word of its own, marked by ``~``.
``search/pages/<n>.js`` hold what is shown of pages. These files are scripts, since only scripts load from ``file://``.
``parts.js`` beside them reads them; ``generator/decisions/0024-search-in-parts.md`` gives the measurements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import log
from pathlib import Path

from generator.publish.assets import write_script
from generator.publish.search.index import INDEX, SearchKind, compact_json, readable
from generator.publish.search.words import WordSplitter
from generator.render.recorder import Passage

PAGES, WORDS = "pages", "words"
PAGES_IN_PART = 64
LETTERS_IN_PART = 14_000
"""Characters after which a part of the words ends; it is transferred as 5 to 10 kB."""
SHARES = 9
"""Steps in which a word's share of a name is given, from 0 (the letter A) to this number."""
_SHORTEST_WORD, _SHORTEST_HEAD, _SHORTEST_END, _ENDS = 8, 3, 4, 2
_SHOWN_TEXT = 180
_MOST_SHARED = 40


@dataclass(frozen=True, slots=True)
class _Entry:
    """A page or a section of a page: what is shown of it, its names as sets of words, and the words of its text."""

    kind: str
    heading: bool
    shown: tuple[str, ...]
    names: tuple[frozenset[str], ...]
    others: frozenset[str]


class PartedIndex:
    """The search index of one language in parts, with the same methods as ``SearchIndex``, which is a single file."""

    def __init__(
        self, kinds: Mapping[str, SearchKind], small: Iterable[str], words: WordSplitter, reader: Path
    ) -> None:
        """Begin an empty index; ``reader`` is the path of the browser's script that reads it."""
        self._kinds = kinds
        self._small = list(small)
        self._words = words
        self._reader = reader
        self._entries: list[_Entry] = []

    def add(self, url: str, kind: str, names: Iterable[str], *passages: tuple[Passage, Iterable[str]]) -> None:
        """Add a page: address below the site, kind, other names, and passages with their other names, the page itself first."""
        (first, own), *others = passages
        self._entries.append(self._entry(kind, (url, readable(first.title)), first, (*names, *own)))
        for passage, more in others:
            shown = (f"{url}#{passage.anchor}", readable(first.title), readable(passage.title))
            self._entries.append(self._entry(kind, shown, passage, more))

    def _entry(self, kind: str, shown: tuple[str, ...], passage: Passage, names: Iterable[str]) -> _Entry:
        title, text = readable(passage.title), readable(passage.text)
        heading = len(shown) > 2
        first_line = text.partition("\n")[0][:_SHOWN_TEXT]
        whole = (*shown, *(() if heading else ("",)), first_line) if first_line else shown
        called = tuple(dict.fromkeys(found for name in (title, *names) if (found := self._words.of(name))))
        return _Entry(kind, heading, whole, called, self._words.of(text) if text else frozenset())

    def write(self, site: Path, *, script: bool) -> None:
        """Write the index into a built site; with ``script`` its head is also written as a script."""
        order = list(self._kinds)
        entries = sorted(self._entries, key=lambda entry: (order.index(entry.kind), entry.heading))
        folder = (site / INDEX).parent
        shown = [entry.shown for entry in entries]
        pages = [shown[start : start + PAGES_IN_PART] for start in range(0, len(shown), PAGES_IN_PART)]
        _write(folder / PAGES, (compact_json(part) for part in pages))
        parts = list(_in_parts(_lines(_answers(entries))))
        _write(folder / WORDS, (compact_json("\n".join(lines)) for _, lines in parts))
        write_script(self._reader, folder)
        head = {
            "kinds": {name: {"title": kind.title, "weight": kind.weight} for name, kind in self._kinds.items()},
            "small": self._small,
            "entries": len(entries),
            "runs": [
                [kind, heading, sum(1 for _ in run)]
                for (kind, heading), run in groupby(entries, lambda entry: (entry.kind, int(entry.heading)))
            ],
            PAGES: PAGES_IN_PART,
            WORDS: [first for first, _ in parts],
        }
        path = site / INDEX
        path.write_text(compact_json(head), encoding="utf-8", newline="\n")
        if script:
            path.with_suffix(".js").write_text(f"var __index = {compact_json(head)}\n", encoding="utf-8", newline="\n")


def _write(folder: Path, parts: Iterable[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, part in enumerate(parts):
        text = f'AtlasSearch.take("{folder.name}/{number}",{part});\n'
        (folder / f"{number}.js").write_text(text, encoding="utf-8", newline="\n")


def _answers(entries: list[_Entry]) -> dict[tuple[str, str], list[str]]:
    """Return the entries of each word and of each end of compounds (``~``): distance from the entry before (nothing for 1), and share."""
    spread = Counter(word for entry in entries for word in frozenset().union(*entry.names))
    rarity = {word: log(1 + len(entries) / count) for word, count in spread.items()}
    ends = {word: tuple(_ends(word, spread)) for word in spread}
    answers: dict[tuple[str, str], list[str]] = {}
    last: dict[tuple[str, str], int] = {}
    for number, entry in enumerate(entries):
        best = dict.fromkeys(((word, " ") for word in entry.others), 0)
        for name in entry.names:
            whole = sum(rarity[word] for word in name)
            for word in name:
                share = round(SHARES * rarity[word] / whole)
                for key in ((word, " "), *((end, "~") for end in ends[word])):
                    if best.get(key, -1) < share:
                        best[key] = share
        for key, share in best.items():
            step = number - last.get(key, -1)
            last[key] = number
            answers.setdefault(key, []).append(f"{'' if step == 1 else step}{chr(ord('A') + share)}")
    return answers


def _ends(word: str, known: Mapping[str, int]) -> Iterator[str]:
    """Yield the ends of a word that are words of the site themselves, the longest first, at most ``_ENDS``."""
    found = 0
    if len(word) < _SHORTEST_WORD:
        return
    for start in range(_SHORTEST_HEAD, len(word) - _SHORTEST_END + 1):
        if word[start:] in known:
            yield word[start:]
            found += 1
            if found == _ENDS:
                return


def _lines(answers: Mapping[tuple[str, str], list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield word, mark and entries of each line, in the order in which JavaScript compares strings."""
    for word, mark in sorted(answers, key=lambda key: (key[0].encode("utf-16-be"), key[1])):
        yield word, mark, "".join(answers[word, mark])


def _in_parts(lines: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the first word of each part with its lines; a line gives the number of letters shared with the word before, and the rest.

    A word and an end of compounds with the same letters stay in one part.
    """
    first = before = ""
    part: list[str] = []
    letters = 0
    for word, mark, found in lines:
        if letters > LETTERS_IN_PART and word != before:
            yield first, part
            part, letters, before = [], 0, ""
        if not part:
            first = word
        shared = _shared(before, word)
        part.append(f"{chr(ord('0') + shared)}{word[shared:]}{mark}{found}")
        letters += len(part[-1])
        before = word
    if part:
        yield first, part


def _shared(before: str, word: str) -> int:
    most = min(len(before), len(word), _MOST_SHARED)
    return next((place for place in range(most) if before[place] != word[place]), most)
