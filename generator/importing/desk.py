"""Common parts of the importers: ids that never change, the report of what did not fit, and the display of progress."""

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

from generator.digests import digest_of
from generator.kinds.table import Records
from generator.model.base import RESERVED_IDS, Frozen
from generator.store.cells import csv_text

LONGEST = {"roles": 40}
"""Greatest length of an id in characters, for kinds that need a shorter one: a comparison's file name holds the ids of two roles."""
_LONGEST = 70
_LEAST_DIGITS = 8
"""Digits of a digest at the end of an id; more if two ids would still be the same."""


class Finding(NamedTuple):
    """A line of the report: a value of the source that did not fit, and what was done about it; ``uri`` identifies the concept."""

    what: str
    uri: str
    field: str
    language: str
    found: str
    done: str


CsvRow = Mapping[str, str]
"""The cells of a row of a source's file, by column."""


class Concept(NamedTuple):
    """A concept that needs an id: its URI, its title, and a ``tail`` that distinguishes it from others with the same title."""

    uri: str
    title: str
    tail: str


class Ids:
    """The ids of concepts by kind and URI. Ids in the lock never change, even if the title of the concept does.

    ``taken`` are, by kind, the ids of other records in the content folder.
    """

    def __init__(self, locked: Mapping[tuple[str, str], str], taken: Mapping[str, Set[str]] = Frozen()) -> None:
        self._locked = dict(locked)
        self._taken = taken

    @property
    def lock(self) -> Mapping[tuple[str, str], str]:
        """Ids by kind and URI, including those of concepts that the source no longer has."""
        return self._locked

    def assign(self, kind: str, concepts: Sequence[Concept], languages: Sequence[str]) -> Mapping[str, str]:
        """Give an id to each concept that has none, and return the ids of all ``concepts`` by URI.

        An id is the title in lower-case letters, digits and hyphens. It ends in the tail of the concept if the title alone is
        empty, is shared by several new concepts, is the id of another record, is reserved, or is the code of a language. If that
        id is taken too, it ends in a digest of the URI.
        """
        taken = {*self._taken.get(kind, ()), *(id for (of, _), id in self._locked.items() if of == kind)}
        new = [concept for concept in concepts if (kind, concept.uri) not in self._locked]
        longest = LONGEST.get(kind, _LONGEST)
        shared = Counter(slug(concept.title, longest) for concept in new)
        unfit = {"", *RESERVED_IDS, *languages, *(id for id, count in shared.items() if count > 1)}
        for concept in sorted(new):
            id = next(id for id in _candidates(concept, longest) if id not in taken and id not in unfit)
            taken.add(id)
            self._locked[kind, concept.uri] = id
        return {concept.uri: self._locked[kind, concept.uri] for concept in concepts}


def _candidates(concept: Concept, longest: int) -> Iterator[str]:
    """Yield possible ids of a concept, each of at most ``longest`` characters, the most readable ones first."""
    digest = digest_of((concept.uri,))
    for tail in ("", slug(concept.tail, 12), *(digest[:length] for length in range(_LEAST_DIGITS, len(digest) + 1))):
        yield "-".join(filter(None, (slug(concept.title, longest - len(tail) - 1 if tail else longest), tail)))


def slug(title: str, longest: int) -> str:
    """Return a title in lower-case ASCII letters, digits and hyphens, cut between words to at most ``longest`` characters."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9]+", "-", ascii_title).strip("-")
    if len(text) <= longest:
        return text
    cut = text[: longest + 1]
    return (cut.rpartition("-")[0] or cut[:longest]).rstrip("-")


def read_ids_lock(path: Path) -> dict[tuple[str, str], str]:
    """Read the ids of an earlier run by kind and URI; none if there is no file."""
    if not path.is_file():
        return {}
    rows = csv.DictReader(StringIO(path.read_text(encoding="utf-8"), newline=""))
    return {(row["kind"], row["uri"]): row["id"] for row in rows}


def ids_lock_text(lock: Mapping[tuple[str, str], str]) -> str:
    """Return ids as a CSV table, sorted by kind and URI."""
    return csv_text(("kind", "uri", "id"), [(*key, id) for key, id in sorted(lock.items())])


Progress = Callable[[Sequence[Any], str], Iterator[Any]]
"""A function that yields the items of a sequence and shows progress under a label."""


@dataclass
class Desk:
    """The tools of an importer: ids, the report (``findings``) and the display of progress.

    ``only`` limits the import to codes with these beginnings; if it is empty, everything is imported. ``version`` is the version of
    the source, empty if the importer is to find it.
    """

    ids: Ids
    progress: Progress
    only: tuple[str, ...] = ()
    version: str = ""
    findings: list[Finding] = field(default_factory=list)

    def tell(self, *said: str) -> None:
        """Add a ``Finding`` to the report; ``said`` are the values of its fields in their order."""
        self.findings.append(Finding(*said))


@dataclass(frozen=True)
class Imported:
    """The result of an importer: name and version of the source, and plain records by kind and id.

    ``titles`` gives by language a title for an atlas with only these records.
    """

    name: str
    version: str
    records: Records
    titles: Mapping[str, str]


class Importer(Protocol):
    """A function that reads the published files of one source."""

    def __call__(self, folder: Path, languages: Sequence[str], desk: Desk) -> Imported:
        """Read a folder. Raises ``OSError`` if a needed file is missing."""
