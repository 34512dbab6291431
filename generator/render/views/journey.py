"""The way into a role from nothing, grade by grade: as the role's page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.derive.plan import LearningPlan, Unit
from generator.render.lens import Lens, Link, TrainingLine
from generator.render.views.common import step_link, training_lines
from generator.render.views.ways import UnitCard, kinds_text, length_text, share_text, shown_hours, unit_card
from generator.routes import PageKind

FIRST = 3
"""Units that a reader sees before anything is unfolded."""
SHOWN_OTHERS = 1
"""Other offers that are named beside the chosen one; the skill's page has them all."""


@dataclass(frozen=True, slots=True)
class JourneyUnit:
    """What is done in one go: its place on the way, what must come before, what else lifts or attests the same."""

    number: int
    card: UnitCard
    after: tuple[Link, ...]
    others: tuple[Link, ...]
    more: Link | None
    exams: tuple[TrainingLine, ...]


@dataclass(frozen=True, slots=True)
class JourneyStage:
    """What is done up to one grade; ``first`` of the units are shown before anything is unfolded."""

    anchor: str
    title: str
    note: str
    units: tuple[JourneyUnit, ...]
    first: int

    @property
    def first_units(self) -> tuple[JourneyUnit, ...]:
        """Units that are shown before anything is unfolded."""
        return self.units[: self.first]

    @property
    def more_units(self) -> tuple[JourneyUnit, ...]:
        """The others."""
        return self.units[self.first :]


@dataclass(frozen=True, slots=True)
class Journey:
    """The whole way; ``text`` says how many steps it has and how long they take, ``share`` how sure that is."""

    text: str
    share: str
    stages: tuple[JourneyStage, ...]


def journey(lens: Lens, plan: LearningPlan) -> Journey | None:
    """Make the view of a plan from nothing; ``None`` where nothing is to be done, or known of how to do it."""
    if not plan.units or not lens.catalog.knows_ways:
        return None
    numbered = enumerate(plan.units, start=1)
    stages: list[JourneyStage] = []
    for place, pairs in groupby(numbered, key=lambda pair: plan.grades[pair[1].stage]):
        units = tuple(_unit(lens, number, unit) for number, unit in pairs)
        first = 0 if stages else min(FIRST, len(units))
        # A single one is as short as the fold that would hide it.
        first += first > 0 and len(units) - first == 1
        hours = shown_hours(plan.lengths[plan.grades.index(place)])
        note = lens.amount("hours", *hours) if hours[1] else ""
        title = lens.grade_title(place)
        title = lens.t.count("role.stage", len(units), grade=title) if title else ""
        stages.append(JourneyStage(f"path-{place}", title, note, units, first))
    text = lens.t.count("role.path.text", len(plan.units), kinds=kinds_text(lens, plan.units))
    length = length_text(lens, plan.length)
    return Journey(
        lens.t("role.path.time", text=text, length=length) if length else lens.t("role.path.untimed", text=text),
        share_text(lens, plan.length, plan.units),
        tuple(stages),
    )


def _unit(lens: Lens, number: int, unit: Unit) -> JourneyUnit:
    own = {planned.step for planned in unit.steps}
    after = dict.fromkeys(needed for planned in unit.steps for needed in planned.after if needed not in own)
    step = unit.steps[0].step
    surplus = len(unit.alternatives) - SHOWN_OTHERS
    anchor = lens.catalog.level_at(step.rank)
    exams = dict.fromkeys(exam for planned in unit.steps for exam in lens.catalog.exams_for(planned.step))
    return JourneyUnit(
        number,
        unit_card(lens, unit),
        tuple(step_link(lens, needed) for needed in after),
        tuple(lens.link(PageKind.TRAINING, id) for id in unit.alternatives[:SHOWN_OTHERS]),
        lens.link(PageKind.SKILL, step.skill, anchor, lens.t.count("step.more", surplus)) if surplus > 0 else None,
        training_lines(lens, exams),
    )
