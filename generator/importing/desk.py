"""What importers share: ids that never change, the report of what did not fit, and progress."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from generator.kinds.table import Records
from generator.model.base import RESERVED_IDS, Frozen
from generator.store.cells import written

LONGEST = {"roles": 40}
"""Characters of an id by kind: the name of a comparison in the bundle holds the ids of two roles."""
_LONGEST = 70


class Finding(NamedTuple):
    """Something that did not fit, and what was done about it; ``uri`` names the concept in its source."""

    what: str
    uri: str
    field: str
    language: str
    found: str
    done: str


class Concept(NamedTuple):
    """What an id is made from: the address that names a concept, its title, and what tells it from one of the same title."""

    uri: str
    title: str
    tail: str


class Ids:
    """Ids by kind and address. What the lock holds stays as it is, whatever a title becomes.

    ``taken`` are ids by kind that other records of the folder have.
    """

    def __init__(self, locked: Mapping[tuple[str, str], str], taken: Mapping[str, Set[str]] = Frozen()) -> None:
        self._locked = dict(locked)
        self._taken = taken

    @property
    def lock(self) -> Mapping[tuple[str, str], str]:
        """Ids by kind and address, those of concepts that are gone included."""
        return self._locked

    def assign(self, kind: str, concepts: Sequence[Concept], languages: Sequence[str]) -> Mapping[str, str]:
        """Give each concept an id, and say which by address.

        It is the title in small letters and hyphens. Where two would have the same, or another record has it already, each
        of them ends in its tail.
        """
        taken = {*self._taken.get(kind, ()), *(id for (of, _), id in self._locked.items() if of == kind)}
        new = [concept for concept in concepts if (kind, concept.uri) not in self._locked]
        longest = LONGEST.get(kind, _LONGEST)
        slugs = {concept.uri: slug(concept.title, longest) for concept in new}
        counts = Counter(slugs.values())
        for concept in sorted(new):
            id = slugs[concept.uri]
            if not id or counts[id] > 1 or id in taken or id in RESERVED_IDS or id in languages:
                tail = slug(concept.tail, 12)
                id = "-".join(filter(None, (slug(concept.title, longest - len(tail) - 1), tail)))
            if id in taken:
                id = "-".join((slug(concept.title, longest // 2), slug(concept.uri.rpartition("/")[2], 40)))
            taken.add(id)
            self._locked[kind, concept.uri] = id
        return {concept.uri: self._locked[kind, concept.uri] for concept in concepts}


def slug(title: str, longest: int) -> str:
    """Write a title in lower-case ASCII letters, digits and hyphens, cut between words."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9]+", "-", ascii_title).strip("-")
    if len(text) <= longest:
        return text
    cut = text[: longest + 1]
    return (cut.rpartition("-")[0] or cut[:longest]).rstrip("-")


def read_lock(path: Path) -> dict[tuple[str, str], str]:
    """Read the ids of an earlier run; none without a file."""
    if not path.is_file():
        return {}
    rows = csv.DictReader(StringIO(path.read_text(encoding="utf-8"), newline=""))
    return {(row["kind"], row["uri"]): row["id"] for row in rows}


def lock_text(lock: Mapping[tuple[str, str], str]) -> str:
    """Write ids as a table, in an order that stays."""
    return written(("kind", "uri", "id"), [(*key, id) for key, id in sorted(lock.items())])


Progress = Callable[[Sequence[Any], str], Iterator[Any]]
"""Gives the items of a sequence one after the other and shows how far it is."""


@dataclass
class Desk:
    """What an importer works with: ids, a place to tell what did not fit, and something to show progress with.

    ``only`` are beginnings of codes to which the import is limited; empty: everything. ``version`` is that of the source, empty where
    the reader of the files is to find it.
    """

    ids: Ids
    progress: Progress
    only: tuple[str, ...] = ()
    version: str = ""
    findings: list[Finding] = field(default_factory=list)

    def tell(self, *said: str) -> None:
        """Tell what did not fit and what was done about it: the values of a ``Finding`` in their order."""
        self.findings.append(Finding(*said))


@dataclass(frozen=True)
class Imported:
    """What an importer found: name and version of the source, plain records by kind and id.

    ``titles`` say by language how an atlas of it alone may be called.
    """

    name: str
    version: str
    records: Records
    titles: Mapping[str, str]


class Importer(Protocol):
    """Reads published files of one source."""

    def __call__(self, folder: Path, languages: Sequence[str], desk: Desk) -> Imported:
        """Read a folder. Raises ``OSError`` where a needed file is missing."""
