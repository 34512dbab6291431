"""The way into a role from nothing, grade by grade, as the role's page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.derive.plan import LearningPlan, Unit
from generator.render.foreign import joined
from generator.render.lens import Lens, PageLink, TrainingLine
from generator.render.views.common import step_link, training_lines
from generator.render.views.ways import UnitCard, kinds_text, length_text, share_text, unit_card
from generator.routes import PageKind

FIRST = 3
"""Number of units that are shown without unfolding."""
SHOWN_OTHERS = 1
"""Number of other offers that are named beside the chosen one; the skill's page lists them all."""


@dataclass(frozen=True, slots=True)
class JourneyUnit:
    """A unit of the plan: its number on the way (from 1), the steps that must come before, other offers and exams for its steps."""

    number: int
    card: UnitCard
    after: tuple[PageLink, ...]
    others: tuple[PageLink, ...]
    more: PageLink | None
    exams: tuple[TrainingLine, ...]


@dataclass(frozen=True, slots=True)
class JourneyStage:
    """The units up to one grade; ``first`` of them are shown without unfolding.

    ``length`` says how long they take, ``share`` how much of that is stated or estimated.
    """

    anchor: str
    grade: str
    title: str
    length: str
    share: str
    units: tuple[JourneyUnit, ...]
    first: int

    @property
    def first_units(self) -> tuple[JourneyUnit, ...]:
        """Units that are shown without unfolding."""
        return self.units[: self.first]

    @property
    def more_units(self) -> tuple[JourneyUnit, ...]:
        """Units below the fold."""
        return self.units[self.first :]


@dataclass(frozen=True, slots=True)
class Journey:
    """The whole way by grades.

    ``length`` says how long the first stage takes, ``text`` how many units it has. ``whole`` gives both for all stages
    together, and how much of the length is stated or estimated; it is empty if there is only one stage.
    """

    length: str
    text: str
    whole: str
    stages: tuple[JourneyStage, ...]


def journey(lens: Lens, role: str, plan: LearningPlan) -> Journey | None:
    """Make the view of a plan from nothing to a role; ``None`` if there is nothing to do, or the atlas knows no way to do it."""
    if not plan.units or not lens.catalog.knows_ways:
        return None
    numbered = enumerate(plan.units, start=1)
    stages: list[JourneyStage] = []
    for place, pairs in groupby(numbered, key=lambda pair: plan.grades[pair[1].stage]):
        units = tuple(_unit(lens, number, unit) for number, unit in pairs)
        first = 0 if stages else min(FIRST, len(units))
        # A single further unit is shown too, since a fold would take as much room.
        first += first > 0 and len(units) - first == 1
        length = plan.lengths[plan.grades.index(place)]
        grade = lens.grade_title(place, role)
        key = "role.stage.more" if stages else "role.stage"
        title = lens.t.count(key, len(units), grade=grade) if grade else ""
        share = share_text(lens, length, [unit for unit in plan.units if plan.grades[unit.stage] == place])
        stages.append(JourneyStage(f"path-{place}", grade, title, length_text(lens, length), share, units, first))
    start = [unit for unit in plan.units if plan.grades[unit.stage] == plan.grades[plan.units[0].stage]]
    return Journey(
        stages[0].length,
        lens.t("role.path.untimed", text=_steps(lens, start)),
        _whole(lens, plan) if len(stages) > 1 else "",
        tuple(stages),
    )


def _steps(lens: Lens, units: Sequence[Unit]) -> str:
    return lens.t.count("role.path.text", len(units), kinds=kinds_text(lens, units))


def _whole(lens: Lens, plan: LearningPlan) -> str:
    """Return in words how many units all stages have, how long they take, and how much of that is stated or estimated."""
    steps, length = _steps(lens, plan.units), length_text(lens, plan.length)
    text = lens.t("role.path.time", text=steps, length=length) if length else lens.t("role.path.untimed", text=steps)
    sentences = (lens.t("role.path.whole"), text, share_text(lens, plan.length, plan.units))
    return joined(filter(None, sentences), " ")


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
