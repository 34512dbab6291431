"""Which records were read: a page names those that it was made from, so that a changed record names its pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Key = tuple[str, Hashable]
"""Plural of a kind and id, such as ``("roles", "map-maker")``; the same with a field, such as ``("roles/title", "map-maker")``; or name
of a look-up and what was looked up."""
KEYS = "*"
"""Stands for the keys of a look-up and their order."""


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


class Watched(Mapping[K, V]):
    """The records of a kind; each that is asked for is noted."""

    def __init__(self, name: str, records: Mapping[K, V], reads: Reads) -> None:
        self._name = name
        self._records = records
        self._reads = reads

    def __getitem__(self, id: K) -> V:
        self._reads.seen.add((self._name, id))
        return self._records[id]

    def field(self, id: K, name: str) -> Any:
        """Give a field of a record; only that is noted."""
        self._reads.seen.add((f"{self._name}/{name}", id))
        record: Any = self._records[id]
        return getattr(record.value, name)

    def __iter__(self) -> Iterator[K]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, id: object) -> bool:
        return id in self._records


def field_of(records: Mapping[str, Any], id: str, name: str) -> Any:
    """Give a field of a record; who only names a record does not depend on all that it says."""
    return records.field(id, name) if isinstance(records, Watched) else getattr(records[id].value, name)


class LookUp(Watched[K, V]):
    """What is looked up over all records; unlike those, its keys change with what the records say, so they are noted too.

    ``find`` gives it, when somebody first looks.
    """

    def __init__(self, name: str, find: Callable[[], Mapping[K, V]], reads: Reads) -> None:
        self._name = name
        self._find = find
        self._reads = reads

    @cached_property
    def _records(self) -> Mapping[K, V]:  # type: ignore[override]  # found late, where records are there from the start
        return self._find()

    def __iter__(self) -> Iterator[K]:
        self._reads.seen.add((self._name, KEYS))
        return super().__iter__()

    def __len__(self) -> int:
        self._reads.seen.add((self._name, KEYS))
        return super().__len__()

    def __contains__(self, id: object) -> bool:
        self._reads.seen.add((self._name, id))
        return super().__contains__(id)
