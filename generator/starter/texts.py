"""Turn files of the example into files of a new atlas, with the languages, levels and title of the atlas and the date.

In the example each text is written on one line as ``{de: "...", en: "..."}``. ``DAY``, ``LANGUAGE`` and ``TITLE`` are placeholders for
the date, the default language and the title of the atlas. Lines of the README that begin with ``EXAMPLE`` are only for an atlas with
the records of the example, lines that begin with ``EMPTY`` only for one without them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import babel.localedata
from babel import Locale

from generator.model.base import LANGUAGE_PATTERN
from generator.model.borrowed import borrowed_mark

_VALUE = r'"(?:[^"\\]|\\.)*"|\[[^\]]*\]'
_ENTRY = re.compile(rf"([a-z]{{2,3}}): ({_VALUE})")
_TEXT = re.compile(rf"\{{((?:[a-z]{{2,3}}: (?:{_VALUE})(?:, )?)+)\}}")
_LEVEL = re.compile(r"^(?:- \{id:|  )\s*([a-z-]+)(?:,|: \{statement:)")
_LANGUAGE = re.compile(r"^  - \{id: ([a-z]{2,3}),.*\}$", re.MULTILINE)
_TITLE = re.compile(r"^title: .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NewAtlas:
    """The requested properties of a new atlas; with an empty ``title`` it keeps the title of the example.

    ``day`` is an ISO date. ``reference`` is the language whose texts are used, with a mark, if the example has a text in no language of the
    atlas. ``left_out`` are the levels of the example that the atlas does not have. ``empty_texts`` are texts in ``site.yml`` by key and
    language that replace those of the example; if there are any, the atlas has no example records.
    """

    languages: tuple[str, ...]
    title: str
    day: str
    reference: str
    left_out: frozenset[str]
    empty_texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def texts(self, written: str) -> str:
        """Return the text of a file of records with the languages and levels of the atlas."""
        lines = (line for line in written.splitlines() if not self._left_out(line))
        text = "\n".join(lines) + "\n"
        text = _TEXT.sub(lambda match: self._local(dict(_ENTRY.findall(match[1]))), text)
        return self.words(text)

    def names(self, written: str) -> str:
        """Return the text of a file of records whose titles are in one language, as their publishers write them."""
        return self.texts(re.sub(r"title: \{([^}]*)\}", lambda match: f"title: {self._one(match[1])}", written))

    def site(self, written: str) -> str:
        """Return the text of ``site.yml`` with the languages and the title of the atlas."""
        written = self.with_empty_texts(written)
        known = {match[1]: match[0] for match in _LANGUAGE.finditer(written)}
        first, last = (
            min(map(written.index, known.values())),
            max(written.index(line) + len(line) for line in known.values()),
        )
        lines = [
            known.get(id) or f"  - {{id: {id}, title: {json.dumps(own_name(id), ensure_ascii=False)}}}"
            for id in self.languages
        ]
        text = written[:first] + "\n".join(lines) + written[last:]
        if self.title:
            quoted = json.dumps(self.title, ensure_ascii=False)
            entries = ", ".join(f"{id}: {quoted}" for id in self.languages)
            text = _TITLE.sub(lambda _: f"title: {{{entries}}}", text, count=1)
        return self.texts(text)

    def with_empty_texts(self, written: str) -> str:
        """Return the text of ``site.yml`` with the texts in ``empty_texts`` instead of those of the example."""
        for key, texts in self.empty_texts.items():
            entries = ", ".join(f"{id}: {json.dumps(text, ensure_ascii=False)}" for id, text in texts.items())
            line = f"{key}: {{{entries}}}"
            written = re.sub(rf"^{key}: .*$", line.replace("\\", r"\\"), written, count=1, flags=re.MULTILINE)
        return written

    def readme(self, written: str) -> str:
        """Return the README with only the lines for an atlas with the example's records, or with only those for one without them."""
        other, own = ("EXAMPLE", "EMPTY") if self.empty_texts else ("EMPTY", "EXAMPLE")
        written = re.sub(rf"^{other} .*\n", "", written, flags=re.MULTILINE)
        return re.sub(rf"^{own} ", "", written, flags=re.MULTILINE)

    def words(self, written: str) -> str:
        """Return a text with the date and the default language filled in."""
        return re.sub(r"\bLANGUAGE\b", self.languages[0], re.sub(r"\bDAY\b", self.day, written))

    def _left_out(self, line: str) -> bool:
        match = _LEVEL.match(line)
        return bool(match and match[1] in self.left_out)

    def _one(self, written: str) -> str:
        texts: dict[str, str] = dict(_ENTRY.findall(written))
        return texts.get(self.languages[0]) or texts[self.reference]

    def _local(self, texts: Mapping[str, str]) -> str:
        """Return the YAML of a text in the languages of the atlas; missing languages are left out, so that the check reports them."""
        chosen = {id: texts[id] for id in self.languages if id in texts}
        lines = all(text.startswith("[") for text in texts.values())
        if not chosen and lines:
            return "{}"
        if not chosen:
            chosen = {self.languages[0]: f'"{borrowed_mark(self.reference)}{texts[self.reference][1:]}'}
        if len(self.languages) == 1 and not lines:
            return str(chosen[self.languages[0]])
        return "{" + ", ".join(f"{id}: {text}" for id, text in chosen.items()) + "}"


def is_language(id: str) -> bool:
    """Return whether a text is the code of a language in the Unicode CLDR."""
    return bool(re.fullmatch(LANGUAGE_PATTERN, id)) and babel.localedata.exists(id.replace("-", "_"))


def own_name(language: str) -> str:
    """Return the name of a language in that language, with a capital initial, as a list of languages shows it."""
    name = Locale.parse(language, sep="-").get_display_name(language.replace("-", "_")) or language
    return name[:1].upper() + name[1:]


def scale(ids: Sequence[str], left_out: Sequence[str], levels: int) -> frozenset[str]:
    """Return the first of the ``left_out`` levels that have to be left out so that ``levels`` of the ``ids`` remain."""
    return frozenset(left_out[: len(ids) - levels])
