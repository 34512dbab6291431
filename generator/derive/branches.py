"""Families and groups as trees: the branches below each branch, down to roles or skills.

Where ``broader`` forms a cycle, the tree is cut at that place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.catalog import Catalog


@dataclass(frozen=True)
class Branches:
    """A tree of branches: their ``order``, the ``broader`` branch of each, and the ``members`` directly in each."""

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
        """Return the number of different members of a branch and of all branches below it."""
        return len(self._all[id])

    def below(self, id: str = "") -> tuple[str, ...]:
        """Return the branches directly below a branch, by default those at the top; branches without members are left out."""
        return self._below.get(id, ())

    def above(self, id: str) -> tuple[str, ...]:
        """Return the branches above a branch, the nearest first."""
        found: list[str] = []
        while (id := self.broader.get(id, "")) and id not in found:
            found.append(id)
        return tuple(found)

    @property
    def filled(self) -> tuple[str, ...]:
        """Branches that have members themselves or in a branch below."""
        return tuple(id for id in self.order if self.total(id))


def family_tree(catalog: Catalog) -> Branches:
    """Return the tree of families with their roles."""
    content = catalog.content
    members: dict[str, list[str]] = defaultdict(list)
    for id, record in content.roles.items():
        if record.value.family:
            members[record.value.family].append(id)
    broader = {id: record.value.broader for id, record in content.families.items() if record.value.broader}
    return Branches(tuple(content.families), broader, {id: tuple(ids) for id, ids in members.items()})


def group_tree(catalog: Catalog) -> Branches:
    """Return the tree of groups; a skill is a member of each group that it names, the main one or another."""
    content = catalog.content
    members: dict[str, list[str]] = defaultdict(list)
    for id, record in content.skills.items():
        for group in record.value.groups:
            members[group].append(id)
    broader = {id: record.value.broader for id, record in content.groups.items() if record.value.broader}
    return Branches(tuple(content.groups), broader, {id: tuple(ids) for id, ids in members.items()})
