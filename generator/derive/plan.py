"""The learning plan: what a reader still needs for a target role, and what to learn it with.

This module is the reference. The browser (``assets/plan-model.js``) mirrors it over candidates computed ahead
(``render/views/plan_data.py``), and a test compares the two.

**Steps.** The missing level steps are those between the reader's levels and the levels of the target's essential
skills. They stand in prerequisite order (``derive/paths.py``).

**Candidates** of a step are the courses and readings that lift exactly this step, as the catalogue orders them, less
what the filters hide. The language filter asks for instruction in one of the chosen languages, and a machine
translation does not count as one; "free only" keeps what is free as a whole. When the filters leave nothing, the step
says what they hid.

**Choice.** The plan walks the steps once, in order, and takes for each the candidate that comes first by:

1. the reader picked it;
2. it was chosen for an earlier step, so it costs nothing more;
3. what it presupposes is reached by then (from the reader's levels or earlier steps);
4. its tier, which is where the order of all pages begins (``preference``): active before changing, not
   machine-translated, free before partly free, unknown and paid, courses before readings;
5. it lifts more of the steps that are still to come;
6. the order of the catalogue.

That is greedy, not optimal: it never goes back, so another selection may need fewer trainings. In return the same
input gives the same plan everywhere, and each choice can be explained by looking at one step.

**Ticks** mark steps as done up to a level. They change what remains, never what was chosen, so that a plan does not
shift while one works through it.

**Length.** Only what is stated in hours counts, with its lower bound, each training once; the reader's own estimate
replaces it. Weeks are given only when every remaining part has a length, steps without a training included (they
share one estimate).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.catalog import Catalog, Step
from generator.derive.coverage import instructs_in
from generator.derive.paths import gap, in_prerequisite_order
from generator.kinds.training import Cost, Duration, TrainingKind
from generator.preference import tier


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader wants to see; an empty set leaves that question open."""

    free: bool = False
    languages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """A reader: ranks by skill (``have``), ranks ticked off since (``done``), picks, own estimates in hours."""

    target: str
    have: Mapping[str, int]
    done: Mapping[str, int] = field(default_factory=dict)
    filters: Filters = Filters()
    picks: frozenset[str] = frozenset()
    hours: Mapping[str, float] = field(default_factory=dict)
    hours_without_training: float | None = None
    hours_per_week: float | None = None
    grade: str | None = None
    """Grade of the target; by default the reference grade."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its best training (empty when none is left), the other candidates and how many the filters hide.

    ``too_early`` are the steps that the best training presupposes and that are not reached by then.
    """

    step: Step
    after: tuple[Step, ...]
    best: str
    alternatives: tuple[str, ...]
    hidden: int
    too_early: tuple[Step, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class Length:
    """How long the open steps take.

    Hours known, trainings without stated hours, steps without a training; weeks when all is known.
    """

    hours: float
    unstated: int
    without_training: int
    weeks: int | None


@dataclass(frozen=True, slots=True)
class LearningPlan:
    """The plan for a target."""

    steps: tuple[PlannedStep, ...]
    chosen: tuple[str, ...]
    length: Length


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a reader is from a role: essential skills reached of all, missing level steps of all from nothing."""

    reached: int
    essential: int
    missing: int
    steps: int


def standing(catalog: Catalog, role: str, have: Mapping[str, int], grade: str | None = None) -> Standing:
    """Compare ranks by skill with a role's essential skills at a grade, by default the reference."""
    required = catalog.requirement_ranks(role, essential_only=True, grade=grade)
    return Standing(
        sum(have.get(skill, 0) >= rank for skill, rank in required.items()),
        len(required),
        sum(max(0, rank - have.get(skill, 0)) for skill, rank in required.items()),
        sum(required.values()),
    )


def stated_hours(catalog: Catalog, training: str) -> float | None:
    """Lower bound of a training's length as stated in hours; other units are not converted."""
    duration = catalog.training(training).duration
    return duration.hours[0] if isinstance(duration, Duration) and duration.hours else None


def allowed(catalog: Catalog, filters: Filters, training: str) -> bool:
    """Tell whether a training passes the filters."""
    record = catalog.training(training)
    return (
        (not filters.free or record.cost == Cost.FREE)
        and (not filters.kinds or record.kind in filters.kinds)
        and (not filters.languages or any(instructs_in(catalog, training, language) for language in filters.languages))
    )


def hidden_by(catalog: Catalog, filters: Filters, step: Step) -> dict[str, dict[str, int]]:
    """Count a step's candidates by value for each active filter, to explain a step that is left without any.

    Each filter is counted as if it were the only one. Keys are ``languages`` (those chosen and those that have
    candidates), ``free`` (``yes`` and ``no``) and ``kinds``.
    """
    candidates = catalog.trainings_for(step)
    records = [catalog.training(id) for id in candidates]
    result = {}
    if filters.languages:
        spoken = {language for record in records for language in record.languages.instruction}
        counts = {
            language: sum(instructs_in(catalog, id, language) for id in candidates)
            for language in sorted(spoken | filters.languages)
        }
        result["languages"] = {language: n for language, n in counts.items() if n or language in filters.languages}
    if filters.free:
        free = sum(record.cost == Cost.FREE for record in records)
        result["free"] = {"yes": free, "no": len(records) - free}
    if filters.kinds:
        kinds = (TrainingKind.COURSE, TrainingKind.READING)
        result["kinds"] = {kind: sum(record.kind == kind for record in records) for kind in kinds}
    return result


def make_plan(catalog: Catalog, profile: Profile) -> LearningPlan:
    """Make the plan of a profile. Needs an acyclic catalogue; raises ``KeyError`` for an unknown target."""
    required = catalog.requirement_ranks(profile.target, essential_only=True, grade=profile.grade)
    ordered = in_prerequisite_order(catalog, gap(catalog, required, profile.have))
    offers = [
        [id for id in catalog.trainings_for(step) if allowed(catalog, profile.filters, id)] for step, _ in ordered
    ]
    reached = dict(profile.have)
    chosen: dict[str, None] = {}
    steps = []
    for place, (step, after) in enumerate(ordered):
        # min() keeps the catalogue's order among equals.
        wishes = {
            id: (
                id not in profile.picks,
                id not in chosen,
                bool(_too_early(catalog, id, reached)),
                tier(catalog.training(id)),
                -sum(id in offer for offer in offers[place:]),
            )
            for id in offers[place]
        }
        best = min(wishes, key=wishes.__getitem__, default="")
        if best:
            chosen[best] = None
        steps.append(
            PlannedStep(
                step,
                after,
                best,
                tuple(id for id in offers[place] if id != best),
                len(catalog.trainings_for(step)) - len(offers[place]),
                _too_early(catalog, best, reached) if best else (),
                profile.done.get(step.skill, 0) >= step.rank,
            )
        )
        reached[step.skill] = step.rank
    return LearningPlan(tuple(steps), tuple(chosen), _length(catalog, profile, steps))


def _too_early(catalog: Catalog, training: str, reached: Mapping[str, int]) -> tuple[Step, ...]:
    needed = (Step(item.skill, catalog.rank(item.level)) for item in catalog.training(training).prerequisites)
    return tuple(step for step in needed if reached.get(step.skill, 0) < step.rank)


def _length(catalog: Catalog, profile: Profile, steps: list[PlannedStep]) -> Length:
    left = [step for step in steps if not step.done]
    trainings = dict.fromkeys(step.best for step in left if step.best)
    lengths = [profile.hours.get(id, stated_hours(catalog, id)) for id in trainings]
    without = sum(not step.best for step in left)
    lengths += [profile.hours_without_training] * without
    hours = sum(length for length in lengths if length is not None)
    unstated = sum(length is None for length in lengths[: len(trainings)])
    known = bool(lengths) and None not in lengths
    weeks = math.ceil(hours / profile.hours_per_week) if known and profile.hours_per_week else None
    return Length(hours, unstated, without, weeks)
