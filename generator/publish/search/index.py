"""Collect the pages of one build and write ``search/search_index.json``; this module does not depend on the kinds of record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.render.recorder import Passage

INDEX = Path("search") / "search_index.json"

Doc = dict[str, Any]
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACE = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")


@dataclass(frozen=True, slots=True)
class SearchKind:
    """A kind of page: the label of its hits (empty: no label) and the factor of their rank."""

    title: str
    weight: float


class SearchIndex:
    """The pages of one language in the form that the search engine reads.

    ``{"kinds": {id: {title, weight}}, "docs": [{location, title, text, kind?, names?}], "small": [word]}``: one doc
    per section. The first doc of a page has its ``kind``; ``names`` are other names of the page or section, in any
    language; ``small`` are words such as articles, which carry no meaning beside other words of a query.
    """

    def __init__(self, kinds: Mapping[str, SearchKind], small: Iterable[str] = ()) -> None:
        self._kinds = kinds
        self._small = list(small)
        self._docs: list[str] = []

    def add(self, url: str, kind: str, names: Iterable[str], *passages: tuple[Passage, Iterable[str]]) -> None:
        """Add a page: address below the site, kind, other names, and passages with their other names, the page itself first."""
        (first, _), *others = passages
        self._docs.append(compact_json({**_doc(url, first, names), "kind": kind}))
        self._docs += [compact_json(_doc(f"{url}#{passage.anchor}", passage, other)) for passage, other in others]

    def write(self, site: Path, *, script: bool) -> None:
        """Write the index into a built site.

        With ``script`` it is also written as a script, since pages opened from ``file://`` can't load data otherwise.
        """
        kinds = {name: {"title": kind.title, "weight": kind.weight} for name, kind in self._kinds.items()}
        head = compact_json({"kinds": kinds, "small": self._small})
        data = f'{head[:-1]},"docs":[{",".join(self._docs)}]}}'
        path = site / INDEX
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, encoding="utf-8", newline="\n")
        if script:
            path.with_suffix(".js").write_text(f"var __index = {data}\n", encoding="utf-8", newline="\n")


def compact_json(value: Any) -> str:
    """Return a value as JSON without white space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _doc(location: str, passage: Passage, names: Iterable[str]) -> Doc:
    doc: Doc = {"location": location, "title": readable(passage.title), "text": readable(passage.text)}
    if other := [name for name in dict.fromkeys(names) if name != doc["title"]]:
        doc["names"] = other
    return doc


def readable(text: str) -> str:
    """Return text without invisible characters and surplus spaces; line breaks stay."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text))
