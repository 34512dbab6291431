"""The learning plan: what a reader still needs for a role, what to learn it with, in which order, and how long it takes.

This module is the reference. The browser (``assets/plan-model.js``) repeats it over tables prepared by
``render/views/plan_data.py``, and a test compares the two on random readers.

**Stages.** A plan leads to a grade of a role through the grades before it: first to the start, then to the full profile.

**Steps** are the level steps between the reader's levels and those that a stage requires as essential. Where a step
needs a step of a skill that the role does not ask for, that step is added and names the step that needs it.

**Units.** A plan is made of units: an offer with all steps that it lifts, or one step by practice. An offer may be taken
once its own prerequisites are reached; it lifts the steps whose prerequisites are reached by then. Each offer costs its hours
(the middle of its range) plus ten, since finding, starting and finishing it takes time that no record states.

**Choice.** Stage by stage, the plan takes the offer that comes first by:

1. whether the reader picked it;
2. its tier, the first part of the order used on all pages (``preference``): active before changing, not
   machine-translated, free before partly free, unknown and paid, courses before readings;
3. its cost in hours divided by the number of steps of the stage that it lifts;
4. its id.

An offer that costs more than ninety hours for each of those steps is taken only if the reader picked it. When no offer may
be taken, a step is practised; a step that an offer could still lift later waits while another can be practised. At the
end of each stage every offer is left out if the others lift as much without it, starting with the least preferred.

**Order.** Stage by stage, units are sorted so that everything a unit needs comes before it. Among those that could come
next, a lower level goes first, then an offer before a practice, then the unit that more of the others wait for, then by group,
then by skill (Kahn's algorithm, as in ``derive/paths.py``). So basics come first, and the way to the first grade is
the same whatever comes after it.

**Filters** take offers away, never steps: a step that no offer lifts is practised. **Ticks** mark steps as done up to a level;
they change what remains, never what was chosen, so that a plan does not change while the reader works through it.

**Time** is a range of hours: as stated, else our estimate of the effort, and never less than our estimate of the practice
of its steps. A practice without an offer takes three times its hours, since the reader has to read up on it alone (``times``).
Units without a time are counted, never added as zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.catalog import Catalog, Step
from generator.derive.filters import Filters, allowed
from generator.derive.paths import gap
from generator.derive.schedule import Scheduler, Taken
from generator.derive.times import Length, Money, Time, length_of, money_of, unit_time

HOURS_PER_WEEK = 5
"""Hours a week that a plan assumes until the reader sets a pace."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A reader: target role, ranks by skill at the start (``have``) and ticked off since (``done``), picked offers, hours a week."""

    target: str
    have: Mapping[str, int]
    done: Mapping[str, int] = field(default_factory=dict)
    filters: Filters = field(default_factory=Filters)
    picks: frozenset[str] = frozenset()
    hours_per_week: float = HOURS_PER_WEEK
    grade: str | None = None
    """Grade of the target role that the plan leads to; by default the reference grade."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A level step of a plan.

    ``stage`` counts from 0. ``after`` are the steps of other skills that must come before and that the reader does not
    bring. ``needed_for`` is set on a step that the role does not ask for: it is the first step that needs it.
    """

    step: Step
    stage: int
    after: tuple[Step, ...]
    needed_for: Step | None
    done: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """An offer with all steps that it lifts, or one step by practice (``offer`` is empty then).

    ``alternatives`` are other offers for the first of the steps; ``hidden`` counts those that the filters take away.
    """

    offer: str
    steps: tuple[PlannedStep, ...]
    alternatives: tuple[str, ...]
    hidden: int
    time: Time | None

    @property
    def stage(self) -> int:
        """The earliest stage of any of its steps."""
        return min(step.stage for step in self.steps)

    @property
    def done(self) -> bool:
        """Whether all its steps are ticked off."""
        return all(step.done for step in self.steps)


@dataclass(frozen=True, slots=True)
class LearningPlan:
    """The plan to a grade: its units in order, and the length (by stage and in total) and the cost of the units not yet done."""

    grades: tuple[str, ...]
    """Grades that the stages lead to."""
    units: tuple[Unit, ...]
    lengths: tuple[Length, ...]
    length: Length
    money: Money

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """All level steps in order."""
        return tuple(step for unit in self.units for step in unit.steps)

    @property
    def offers(self) -> tuple[str, ...]:
        """Ids of the offers in order."""
        return tuple(unit.offer for unit in self.units if unit.offer)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a reader is from a role: essential skills reached and in total, level steps missing and in total from nothing."""

    reached: int
    essential: int
    missing: int
    steps: int


def standing(catalog: Catalog, role: str, have: Mapping[str, int], grade: str | None = None) -> Standing:
    """Compare ranks by skill with a role's essential skills at a grade, by default the reference grade."""
    required = catalog.ranks_to_reach(role, grade)
    return Standing(
        sum(have.get(skill, 0) >= rank for skill, rank in required.items()),
        len(required),
        sum(max(0, rank - have.get(skill, 0)) for skill, rank in required.items()),
        sum(required.values()),
    )


def has_path(catalog: Catalog, role: str) -> bool:
    """Return whether a role's page shows a learning path: the role asks for levels, and some training or practice leads to levels."""
    return catalog.knows_ways and bool(catalog.ranks_to_reach(role))


class Planner:
    """Makes plans over one catalogue and shares the look-ups between them."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._scheduler = Scheduler(catalog)

    def plan(self, profile: Profile) -> LearningPlan:
        """Return the plan for a profile. Needs an acyclic catalogue; raises ``KeyError`` for an unknown target."""
        catalog, scheduler = self.catalog, self._scheduler
        grades = stages_of(catalog, profile.target, profile.grade)
        asked = [catalog.ranks_to_reach(profile.target, grade) for grade in grades]
        needed = scheduler.with_prerequisites(asked, profile.have)
        have = profile.have
        candidates = {id for step in gap(needed[-1], have) for id in catalog.trainings_for(step)}
        passing = tuple(id for id in sorted(candidates) if allowed(catalog, profile.filters, id))
        taken = scheduler.choose(have, profile.picks, needed, passing)
        stage_of = {
            Step(skill, at): place
            for place, stage in reversed(tuple(enumerate(needed)))
            for skill, rank in stage.items()
            for at in range(1, rank + 1)
        }
        extra = self._extra(taken, asked)
        units = tuple(self._unit(one, profile, stage_of, extra, passing) for one in taken)
        left = [unit for unit in units if not unit.done]
        pace = profile.hours_per_week
        return LearningPlan(
            grades,
            units,
            tuple(length_of([unit.time for unit in left if unit.stage == place], pace) for place in range(len(grades))),
            length_of([unit.time for unit in left], pace),
            money_of(catalog.training(unit.offer) for unit in left if unit.offer),
        )

    def _extra(self, ordered: Sequence[Taken], asked: Sequence[Mapping[str, int]]) -> dict[Step, Step]:
        """Return the steps that the role does not ask for, each with the first step that needs it."""
        own = {Step(skill, at) for stage in asked for skill, rank in stage.items() for at in range(1, rank + 1)}
        found: dict[Step, Step] = {}
        for step in (step for one in ordered for step in one.steps):
            below = Step(step.skill, step.rank - 1)
            for needed in (*self._scheduler.before(step), below):
                if needed.rank and needed not in own:
                    found.setdefault(needed, step)
        return found

    def _unit(
        self,
        one: Taken,
        profile: Profile,
        stage_of: Mapping[Step, int],
        extra: Mapping[Step, Step],
        passing: tuple[str, ...],
    ) -> Unit:
        have, done, first = profile.have, profile.done, one.steps[0]
        offer = one.offer.id if one.offer else ""
        others = [id for id in self.catalog.trainings_for(first) if id != offer]
        training = self.catalog.training(offer) if offer else None
        # Steps of later grades that the offer lifts as well must not make the way to this grade longer.
        stage = min(stage_of[step] for step in one.steps)
        time = unit_time(self.catalog, training, (step for step in one.steps if stage_of[step] == stage))
        steps = tuple(
            PlannedStep(
                step,
                stage_of[step],
                tuple(needed for needed in self._scheduler.before(step) if have.get(needed.skill, 0) < needed.rank),
                extra.get(step),
                done.get(step.skill, 0) >= step.rank,
            )
            for step in one.steps
        )
        alternatives = tuple(id for id in others if id in passing)
        return Unit(offer, steps, alternatives, len(others) - len(alternatives), time)


def ends_of(catalog: Catalog, role: str) -> tuple[str, ...]:
    """Return the grades that a plan may lead to, in their order.

    Every plan shows the start and the reference anyway, so a role with no other grades gets the reference alone.
    """
    grades, reference = catalog.grades_of(role), catalog.reference_of(role)
    return grades if set(grades) - {grades[0], reference} else (reference,)


def stages_of(catalog: Catalog, role: str, grade: str | None = None) -> tuple[str, ...]:
    """Return the grades on the way to a grade (by default the reference), in order, with that grade last."""
    target = catalog.reference_of(role) if grade is None else grade
    wanted, todo = {target}, [target]
    while todo:
        for before in catalog.grades_before(role, todo.pop()):
            if before not in wanted:
                wanted.add(before)
                todo.append(before)
    return tuple(one for one in catalog.grades_of(role) if one in wanted) or (target,)
