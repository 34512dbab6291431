"""Pairs of roles: the skills that both require and at which ranks, the steps from one to the other, and the most similar roles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import chain, combinations

from generator.catalog import Catalog
from generator.derive.paths import gap

NAMED = 2
"""Number of near roles that a role's page names."""
_SHORTLIST = 60
"""Number of roles whose likeness to a given role is computed."""


@dataclass(frozen=True, slots=True)
class SharedSkill:
    """A skill that both roles require, with the rank that each requires."""

    skill: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two roles side by side, with their ids in alphabetical order.

    ``similarity`` runs from 0 to 1. ``to_right`` counts the level steps that someone who meets all requirements of the left role
    still has to take for the essential skills of the right one; ``to_left`` counts those in the other direction.
    """

    left: str
    right: str
    shared: tuple[SharedSkill, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    similarity: float
    to_right: int
    to_left: int


def compare(catalog: Catalog, left: str, right: str) -> Comparison:
    """Compare two roles by the ranks that they require, optional skills included."""
    a, b = catalog.requirement_ranks(left), catalog.requirement_ranks(right)
    shared = sorted(a.keys() & b.keys(), key=lambda skill: _skill_order(catalog, skill))
    return Comparison(
        left,
        right,
        tuple(SharedSkill(skill, a[skill], b[skill]) for skill in shared),
        tuple(sorted(a.keys() - b.keys(), key=lambda skill: _skill_order(catalog, skill))),
        tuple(sorted(b.keys() - a.keys(), key=lambda skill: _skill_order(catalog, skill))),
        likeness(catalog, left, right),
        _steps(catalog, a, right),
        _steps(catalog, b, left),
    )


def _steps(catalog: Catalog, have: Mapping[str, int], target: str) -> int:
    return len(gap(catalog.ranks_to_reach(target), have))


def _skill_order(catalog: Catalog, skill: str) -> tuple[int, str]:
    return catalog.group_order[catalog.skill(skill).group], skill


def similarity(a: Mapping[str, int], b: Mapping[str, int]) -> float:
    """Return the likeness of two sets of ranks by skill, from 0 to 1 (Ruzicka similarity).

    It is the sum of the smaller ranks divided by the sum of the larger ones.
    """
    smaller = sum(min(rank, b[skill]) for skill, rank in a.items() if skill in b)
    # The larger of two ranks is their sum less the smaller one.
    larger = sum(a.values()) + sum(b.values()) - smaller
    return smaller / larger if larger else 0.0


def likeness(catalog: Catalog, left: str, right: str) -> float:
    """Return the likeness of two roles by the ranks they require, or by the skills alone where one of them states no levels."""
    a, b = catalog.requirement_ranks(left), catalog.requirement_ranks(right)
    if catalog.states_levels(left) and catalog.states_levels(right):
        return similarity(a, b)
    return _of_sets(len(a), len(b), len(a.keys() & b.keys()))


def _of_sets(left: int, right: int, shared: int) -> float:
    """Return the likeness of two sets, given the size of each and of their intersection, from 0 to 1 (Jaccard index)."""
    either = left + right - shared
    return shared / either if either else 0.0


class Neighbours(Mapping[str, tuple[str, ...]]):
    """For each role, the ids of the nearest other roles: those that share a skill with it, the most similar first.

    Each role gets as many as its page names or as it is compared with, whichever is more. They are computed on first access.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._count = max(NAMED, catalog.site.comparisons.nearest)
        self._known: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _ranks(self) -> Mapping[str, Mapping[str, int]]:
        """Ranks by skill that each role requires, kept because asking the catalogue for every pair takes four times as long."""
        return {role: self._catalog.requirement_ranks(role) for role in self}

    @cached_property
    def _levelled(self) -> frozenset[str]:
        return frozenset(filter(self._catalog.states_levels, self))

    @cached_property
    def _requiring(self) -> Mapping[str, list[str]]:
        """Ids of the roles that require each skill."""
        requiring: dict[str, list[str]] = defaultdict(list)
        for role, ranks in self._ranks.items():
            for skill in ranks:
                requiring[skill].append(role)
        return requiring

    def __getitem__(self, role: str) -> tuple[str, ...]:
        found = self._known.get(role)
        if found is None:
            found = self._known[role] = self._nearest(role)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._catalog.content.roles)

    def __len__(self) -> int:
        return len(self._catalog.content.roles)

    def _nearest(self, role: str) -> tuple[str, ...]:
        own = self._ranks[role]
        shared = Counter(chain.from_iterable(map(self._requiring.__getitem__, own)))
        del shared[role]
        levelled = self._levelled if role in self._levelled else frozenset()
        scored = []
        for other in _shortlist(shared):
            ranks = self._ranks[other]
            alike = similarity(own, ranks) if other in levelled else _of_sets(len(own), len(ranks), shared[other])
            scored.append((-alike, other))
        return tuple(other for _, other in nsmallest(self._count, scored))


def _shortlist(shared: Mapping[str, int]) -> list[str]:
    """Return the roles that share the most skills, ties by id, since likeness is costly to compute and only these can be near."""
    if len(shared) <= _SHORTLIST:
        return list(shared)
    least = sorted(shared.values())[-_SHORTLIST]
    more = [role for role, number in shared.items() if number > least]
    equal = sorted(role for role, number in shared.items() if number == least)
    return more + equal[: _SHORTLIST - len(more)]


def pairs(catalog: Catalog, near: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of roles that get a page: all pairs up to ``comparisons.all_up_to`` roles, above it each role's nearest ones.

    Above ``comparisons.none_above`` roles there are no pairs. ``near`` gives the nearest roles by role. A role that requires
    nothing is compared with none.
    """
    roles = sorted(role for role, record in catalog.content.roles.items() if record.value.requires)
    limits = catalog.site.comparisons
    if len(roles) <= limits.all_up_to:
        return tuple(combinations(roles, 2))
    if len(roles) > limits.none_above:
        return ()
    chosen = {(min(role, other), max(role, other)) for role in roles for other in near[role][: limits.nearest]}
    return tuple(sorted(chosen))
