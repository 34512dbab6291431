"""Collects the pages of one build and writes ``search/search_index.json``; knows nothing of roles and skills."""

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
    """A kind of page: what its hits are marked as (empty: not marked) and the factor of their rank."""

    title: str
    weight: float


class SearchIndex:
    """The pages of one language as the search engine reads them.

    ``{"kinds": {id: {title, weight}}, "docs": [{location, title, text, kind?, names?}], "small": [word]}``: one doc
    per section. The first of a page has its ``kind``; ``names`` are what a page or section is also called, in any
    language; ``small`` are words such as articles, which say nothing beside others in a query.
    """

    def __init__(self, kinds: Mapping[str, SearchKind], small: Iterable[str] = ()) -> None:
        self._kinds = kinds
        self._small = list(small)
        self._docs: list[str] = []

    def add(self, url: str, kind: str, names: Iterable[str], *passages: tuple[Passage, Iterable[str]]) -> None:
        """Take a page into the index: address below the site, kind, other names, and passages with theirs, the page first."""
        (first, _), *others = passages
        self._docs.append(written({**_doc(url, first, names), "kind": kind}))
        self._docs += [written(_doc(f"{url}#{passage.anchor}", passage, other)) for passage, other in others]

    def write(self, site: Path, *, script: bool) -> None:
        """Write the index into a built site.

        With ``script`` it is also written as a script, the only way to load data from ``file://``.
        """
        kinds = {name: {"title": kind.title, "weight": kind.weight} for name, kind in self._kinds.items()}
        head = written({"kinds": kinds, "small": self._small})
        data = f'{head[:-1]},"docs":[{",".join(self._docs)}]}}'
        path = site / INDEX
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, encoding="utf-8", newline="\n")
        if script:
            path.with_suffix(".js").write_text(f"var __index = {data}\n", encoding="utf-8", newline="\n")


def written(value: Any) -> str:
    """Write a value as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _doc(location: str, passage: Passage, names: Iterable[str]) -> Doc:
    doc: Doc = {"location": location, "title": readable(passage.title), "text": readable(passage.text)}
    if other := [name for name in dict.fromkeys(names) if name != doc["title"]]:
        doc["names"] = other
    return doc


def readable(text: str) -> str:
    """Remove characters that don't show, and surplus blanks; lines stay."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text))
