"""Note which records were read: a page lists those it was made from, so that the pages of a changed record are known."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Key = tuple[str, Hashable]
"""A record, such as ``("roles", "map-maker")``; a field of it, such as ``("roles/title", "map-maker")``; or the name of a look-up and
a key looked up in it."""
ALL_KEYS = "*"
"""Stands for all keys of a look-up and their order, or for a field of all records."""


class Reads:
    """Notes of the records read; ``seen`` are those since the last ``start``."""

    def __init__(self) -> None:
        self.seen: set[Key] = set()

    def start(self) -> None:
        """Forget the records read so far."""
        self.seen = set()

    def apart(self, make: Callable[[], T]) -> tuple[T, frozenset[Key]]:
        """Return a value made by ``make`` and the records that were read for it, which are not noted in ``seen``."""
        before, self.seen = self.seen, set()
        try:
            value = make()
            return value, frozenset(self.seen)
        finally:
            self.seen = before


class Memory:
    """Cache of values made once; each later use of a value notes the records that were read to make it."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._known: dict[Hashable, tuple[Any, frozenset[Key]]] = {}

    def forget(self) -> None:
        """Forget all values."""
        self._known.clear()

    def remember(self, key: Hashable, make: Callable[[], T], *of_all: str) -> T:
        """Return the value of a key, made by ``make`` if it is not known yet.

        ``of_all`` are fields such as ``skills/title`` if the value depends on these fields of all records and otherwise only on what all
        pages share: one note for each field stands for all records.
        """
        value: T
        known = self._known.get(key)
        if known is None:
            value, read = self._reads.apart(make)
            known = self._known[key] = value, frozenset((name, ALL_KEYS) for name in of_all) or read
        value, read = known
        self._reads.seen |= read
        return value


class Watched(Mapping[K, V]):
    """The records of a kind as a mapping that notes each record asked for."""

    def __init__(self, name: str, records: Mapping[K, V], reads: Reads) -> None:
        self._name = name
        self._records = records
        self._reads = reads

    def __getitem__(self, id: K) -> V:
        self._reads.seen.add((self._name, id))
        return self._records[id]

    def field(self, id: K, name: str) -> Any:
        """Return a field of a record, and note only that field as read."""
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
    """Return a field of a record, noted alone where reads are noted: a page that only names a record does not depend on all of it."""
    return records.field(id, name) if isinstance(records, Watched) else getattr(records[id].value, name)


class LookUp(Watched[K, V]):
    """A look-up over all records; its keys depend on what the records say, so asking for the keys is noted too.

    ``find`` computes the look-up when it is first used.
    """

    def __init__(self, name: str, find: Callable[[], Mapping[K, V]], reads: Reads) -> None:
        self._name = name
        self._find = find
        self._reads = reads

    @cached_property
    def _records(self) -> Mapping[K, V]:  # type: ignore[override]  # computed on first use, not set in ``__init__``
        return self._find()

    def __iter__(self) -> Iterator[K]:
        self._reads.seen.add((self._name, ALL_KEYS))
        return super().__iter__()

    def __len__(self) -> int:
        self._reads.seen.add((self._name, ALL_KEYS))
        return super().__len__()

    def __contains__(self, id: object) -> bool:
        self._reads.seen.add((self._name, id))
        return super().__contains__(id)
