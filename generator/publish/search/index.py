"""Collects the pages of one build and writes ``search/search_index.json``; knows nothing of roles and skills."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.publish.search.sections import Section, sections

INDEX = Path("search") / "search_index.json"

Doc = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SearchKind:
    """A kind of page: what its hits are marked as (empty: not marked) and the factor of their rank."""

    title: str
    weight: float


class SearchIndex:
    """The pages of one language as the search engine reads them.

    ``{"kinds": {id: {title, weight}}, "docs": [{location, title, text, kind?, names?}], "small": [word]}``: one doc per
    section. The first of a page has its ``kind``; ``names`` are what a page or section is also called, in any language;
    ``small`` are words such as articles, which say nothing beside others in a query.
    """

    def __init__(self, kinds: Mapping[str, SearchKind], small: Iterable[str] = ()) -> None:
        self._kinds = kinds
        self._small = list(small)
        self._docs: dict[str, list[Doc]] = {}

    def add(
        self,
        url: str,
        markup: str,
        kind: str,
        names: Iterable[str] = (),
        instead: Iterable[tuple[Section, Iterable[str]]] | None = None,
    ) -> None:
        """Take a page into the index: its address below the site, its content as HTML, its kind and other names.

        ``instead`` are sections with their names to use instead of those below the page's headings.
        """
        first, *others = sections(markup)
        found = [(section, ()) for section in others] if instead is None else instead
        self._docs[url] = [
            {**_doc(url, first, names), "kind": kind},
            *(_doc(f"{url}#{section.anchor}", section, other) for section, other in found),
        ]

    def write(self, site: Path, *, script: bool) -> None:
        """Write the index into a built site.

        With ``script`` it is also written as a script, the only way to load data from ``file://``.
        """
        kinds = {name: {"title": kind.title, "weight": kind.weight} for name, kind in self._kinds.items()}
        docs = [doc for page in self._docs.values() for doc in page]
        data = json.dumps(
            {"kinds": kinds, "docs": docs, "small": self._small}, ensure_ascii=False, separators=(",", ":")
        )
        path = site / INDEX
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, encoding="utf-8", newline="\n")
        if script:
            path.with_suffix(".js").write_text(f"var __index = {data}\n", encoding="utf-8", newline="\n")


def _doc(location: str, section: Section, names: Iterable[str]) -> Doc:
    doc: Doc = {"location": location, "title": section.title, "text": section.text}
    if other := [name for name in dict.fromkeys(names) if name != section.title]:
        doc["names"] = other
    return doc
