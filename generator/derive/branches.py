"""Families and groups as trees: what lies below each, down to roles or skills.

A family that is named as broader than itself, however indirectly, is cut off from the tree at that place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.catalog import Catalog


@dataclass(frozen=True)
class Branches:
    """A tree over ``order``: the broader of each, and the members that each has itself."""

    order: tuple[str, ...]
    broader: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]

    @cached_property
    def _below(self) -> Mapping[str, tuple[str, ...]]:
        rows: dict[str, list[str]] = defaultdict(list)
        for id in self.order:
            if self.total(id):
                rows[self.broader.get(id, "")].append(id)
        return {id: tuple(ids) for id, ids in rows.items()}

    @cached_property
    def _all(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {id: set() for id in self.order}
        for id in self.order:
            for above in (id, *self.above(id)):
                found[above].update(self.members.get(id, ()))
        return {id: frozenset(ids) for id, ids in found.items()}

    def total(self, id: str) -> int:
        """Count the different members of a branch and of all below it."""
        return len(self._all[id])

    def below(self, id: str = "") -> tuple[str, ...]:
        """Branches right below one, by default those at the top; empty ones are left out."""
        return self._below.get(id, ())

    def above(self, id: str) -> tuple[str, ...]:
        """Branches above one, the nearest first."""
        found: list[str] = []
        while (id := self.broader.get(id, "")) and id not in found:
            found.append(id)
        return tuple(found)

    @property
    def filled(self) -> tuple[str, ...]:
        """Branches that have members, or branches with members below them."""
        return tuple(id for id in self.order if self.total(id))


def families(catalog: Catalog) -> Branches:
    """Families with their roles."""
    content = catalog.content
    members: dict[str, list[str]] = defaultdict(list)
    for id, record in content.roles.items():
        if record.value.family:
            members[record.value.family].append(id)
    broader = {id: record.value.broader for id, record in content.families.items() if record.value.broader}
    return Branches(tuple(content.families), broader, {id: tuple(ids) for id, ids in members.items()})


def groups(catalog: Catalog) -> Branches:
    """Groups with the skills that name them, as the main group or as another one."""
    content = catalog.content
    members: dict[str, list[str]] = defaultdict(list)
    for id, record in content.skills.items():
        for group in record.value.groups:
            members[group].append(id)
    broader = {id: record.value.broader for id, record in content.groups.items() if record.value.broader}
    return Branches(tuple(content.groups), broader, {id: tuple(ids) for id, ids in members.items()})
