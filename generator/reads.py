"""Which records were read: a page names those that it was made from, so that a changed record names its pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeVar

T = TypeVar("T")
V = TypeVar("V")
Key = tuple[str, str]
"""Plural of a kind and id, such as ``("roles", "map-maker")``."""


class Reads:
    """Notes which records are read; ``seen`` are those since the last ``start``."""

    def __init__(self) -> None:
        self.seen: set[Key] = set()

    def start(self) -> None:
        """Begin anew."""
        self.seen = set()

    def apart(self, make: Callable[[], T]) -> tuple[T, frozenset[Key]]:
        """Make a value and say which records were read for it; they are not noted here."""
        before, self.seen = self.seen, set()
        try:
            value = make()
            return value, frozenset(self.seen)
        finally:
            self.seen = before


class Memory:
    """Values that are made once; whoever asks again has read the same records as the first."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._known: dict[Hashable, tuple[Any, frozenset[Key]]] = {}

    def forget(self) -> None:
        """Begin anew."""
        self._known.clear()

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of a key, made if it is not known yet."""
        if key not in self._known:
            self._known[key] = self._reads.apart(make)
        value: T
        value, read = self._known[key]
        self._reads.seen |= read
        return value


class Watched(Mapping[str, V]):
    """The records of a kind; each that is asked for is noted."""

    def __init__(self, plural: str, records: Mapping[str, V], reads: Reads) -> None:
        self._plural = plural
        self._records = records
        self._reads = reads

    def __getitem__(self, id: str) -> V:
        record = self._records[id]
        self._reads.seen.add((self._plural, id))
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, id: object) -> bool:
        return id in self._records
