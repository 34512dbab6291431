"""Gap and learning path: which level steps a role asks for, in prerequisite order, and what lifts each of them.

A path is a topological order of level steps. A step comes after the step below it in the same skill and after those of its
prerequisite steps that are in the path. Among the steps that could come next, the one with the lower level goes first, then
by group order, then by skill id (Kahn's algorithm with a priority queue, O(n log n) for n steps).
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.catalog import Catalog, Step


class Means(StrEnum):
    """How a step can be taken, as far as the catalogue knows."""

    TRAINING = "training"
    PRACTICE = "practice"
    """No course or reading lifts it; the skill's record says how to practise."""
    OPEN = "open"
    """Neither training nor practice is known."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of a learning path.

    ``after`` are the prerequisite steps (of other skills, within this path) that must come before it. ``trainings`` lift
    exactly this step, preferred ones first; ``exams`` attest the level it reaches; ``references`` accompany its skill.
    """

    step: Step
    after: tuple[Step, ...]
    way: Means
    trainings: tuple[str, ...]
    exams: tuple[str, ...]
    references: tuple[str, ...]


def gap(required: Mapping[str, int], have: Mapping[str, int]) -> tuple[Step, ...]:
    """Return the level steps between what someone has and what is required (ranks by skill), sorted by skill and rank."""
    return tuple(
        Step(skill, rank) for skill in sorted(required) for rank in range(have.get(skill, 0) + 1, required[skill] + 1)
    )


def learning_path(
    catalog: Catalog, role: str, have: Mapping[str, int] | None = None, grade: str | None = None
) -> tuple[PathStep, ...]:
    """Return the missing steps of a role's essential skills at a grade (by default the reference), in order, with what lifts each.

    ``have`` gives ranks by skill; without it the path starts from nothing. Raises ``ValueError`` if prerequisites form a cycle.
    """
    steps = gap(catalog.ranks_to_reach(role, grade), have or {})
    return tuple(_path_step(catalog, step, after) for step, after in in_prerequisite_order(catalog, steps))


def in_prerequisite_order(catalog: Catalog, steps: tuple[Step, ...]) -> list[tuple[Step, tuple[Step, ...]]]:
    """Return steps sorted so that prerequisites come first, each with those of its prerequisite steps that are among ``steps``.

    Raises ``ValueError`` when the prerequisites form a cycle.
    """
    present = set(steps)
    waits: dict[Step, set[Step]] = {}
    reasons: dict[Step, tuple[Step, ...]] = {}
    for step in steps:
        reasons[step] = tuple(needed for needed in prerequisites_of(catalog, step) if needed in present)
        below = Step(step.skill, step.rank - 1)
        waits[step] = {*reasons[step], *({below} & present)}
    followers: dict[Step, list[Step]] = {}
    for step, needed in waits.items():
        for one in needed:
            followers.setdefault(one, []).append(step)
    ready = [(_priority(catalog, step), step) for step in steps if not waits[step]]
    heapq.heapify(ready)
    ordered = []
    while ready:
        _, step = heapq.heappop(ready)
        ordered.append((step, reasons[step]))
        for follower in followers.get(step, ()):
            waits[follower].discard(step)
            if not waits[follower]:
                heapq.heappush(ready, (_priority(catalog, follower), follower))
    if len(ordered) < len(steps):
        raise ValueError("the prerequisites form a cycle")
    return ordered


def prerequisites_of(catalog: Catalog, step: Step) -> tuple[Step, ...]:
    """Return the steps of other skills that must come before this one: the prerequisites whose ``from`` is exactly this level."""
    return tuple(
        Step(item.skill, catalog.rank(item.level))
        for item in catalog.skill(step.skill).prerequisites
        if catalog.rank(item.from_level) == step.rank
    )


def _priority(catalog: Catalog, step: Step) -> tuple[int, int, str]:
    return step.rank, catalog.group_order[catalog.skill(step.skill).group], step.skill


def _path_step(catalog: Catalog, step: Step, after: tuple[Step, ...]) -> PathStep:
    trainings = catalog.trainings_for(step)
    level = catalog.written(step)
    way = Means.TRAINING if trainings else Means.PRACTICE if level and level.practice else Means.OPEN
    return PathStep(step, after, way, trainings, catalog.exams_for(step), catalog.references_for(step.skill))
