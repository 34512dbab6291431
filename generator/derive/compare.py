"""Pairs of roles: what both require, who requires it higher, how far the way is, and which roles are near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from generator.catalog import Catalog
from generator.derive.paths import gap


@dataclass(frozen=True, slots=True)
class SharedSkill:
    """A skill that both roles require, with the rank each requires."""

    skill: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two roles side by side; ids in alphabetical order.

    ``to_right`` counts the steps that someone who fulfils all requirements of the left role still has to take for the
    essential skills of the right one; ``to_left`` the other way round.
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
    """Compare two roles by their required levels, optional skills included."""
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
    return len(gap(catalog, catalog.ranks_to_reach(target), have))


def _skill_order(catalog: Catalog, skill: str) -> tuple[int, str]:
    return catalog.group_order[catalog.skill(skill).group], skill


def similarity(a: Mapping[str, int], b: Mapping[str, int]) -> float:
    """Likeness of two level profiles from 0 to 1 (Ruzicka similarity).

    It is the sum of the smaller ranks over the sum of the larger ones.
    """
    smaller = sum(min(rank, b[skill]) for skill, rank in a.items() if skill in b)
    # Of two ranks the larger is what both are together less the smaller.
    larger = sum(a.values()) + sum(b.values()) - smaller
    return smaller / larger if larger else 0.0


def likeness(catalog: Catalog, left: str, right: str) -> float:
    """Likeness of two roles by the levels they require; by the skills alone where one of them states no levels."""
    a, b = catalog.requirement_ranks(left), catalog.requirement_ranks(right)
    if not (catalog.states_levels(left) and catalog.states_levels(right)):
        a, b = dict.fromkeys(a, 1), dict.fromkeys(b, 1)
    return similarity(a, b)


def neighbours(catalog: Catalog, role: str) -> tuple[tuple[str, float], ...]:
    """Other roles that share a skill with this one, the most similar first, with their similarity."""
    own = catalog.requirement_ranks(role)
    overlap: Counter[str] = Counter(
        row.role for skill in own for row in catalog.roles_requiring(skill) if row.role != role
    )
    # Similarity is costly; only roles that share many skills can be near, so a generous shortlist by overlap is enough.
    shortlist = [other for other, _ in sorted(overlap.items(), key=lambda item: (-item[1], item[0]))[:60]]
    scored = [(other, likeness(catalog, role, other)) for other in shortlist]
    return tuple(sorted(scored, key=lambda item: (-item[1], item[0])))


def pairs(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Pairs of roles that get a page: all up to ``comparisons.all_up_to`` roles, above it the nearest of each role.

    A role that requires nothing is compared with none.
    """
    roles = sorted(role for role, record in catalog.content.roles.items() if record.value.requires)
    limits = catalog.site.comparisons
    if len(roles) <= limits.all_up_to:
        return tuple(combinations(roles, 2))
    if len(roles) > limits.none_above:
        return ()
    near = {
        (min(role, other), max(role, other))
        for role in roles
        for other, _ in neighbours(catalog, role)[: limits.nearest]
    }
    return tuple(sorted(near))
