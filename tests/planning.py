"""Learning plans for tests: make a plan, find contradictions in it, and count what filters hide, which only the browser shows."""

from __future__ import annotations

from generator.catalog import Catalog, Step
from generator.derive.coverage import instructs_in
from generator.derive.filters import Filters
from generator.derive.paths import prerequisites_of
from generator.derive.plan import LearningPlan, Planner, Profile
from generator.kinds.training import Cost, TrainingKind


def contradictions(catalog: Catalog, profile: Profile, plan: LearningPlan) -> list[str]:
    """Return each step that a plan needs but nothing before it gives, and each offer that does not teach its step."""
    reached = dict(profile.have)
    found = []

    def miss(what: str, needed: Step) -> None:
        if reached.get(needed.skill, 0) < needed.rank:
            found.append(f"{what} needs {needed.skill} {needed.rank}")

    for unit in plan.units:
        if unit.offer:
            for item in catalog.training(unit.offer).prerequisites:
                miss(unit.offer, Step(item.skill, catalog.rank(item.level)))
        for planned in unit.steps:
            step = planned.step
            for needed in (*prerequisites_of(catalog, step), Step(step.skill, step.rank - 1)):
                miss(f"{step.skill} {step.rank}", needed)
            if unit.offer and unit.offer not in catalog.trainings_for(step):
                found.append(f"{unit.offer} does not lift {step.skill} {step.rank}")
            reached[step.skill] = step.rank
    for skill, rank in catalog.requirement_ranks(profile.target, essential_only=True, grade=plan.grades[-1]).items():
        miss("the target", Step(skill, rank))
    return found


def make_plan(catalog: Catalog, profile: Profile) -> LearningPlan:
    """Return the plan of a profile."""
    return Planner(catalog).plan(profile)


def hidden_by(catalog: Catalog, filters: Filters, step: Step) -> dict[str, dict[str, int]]:
    """Return the number of a step's offers by value for each active filter, to explain why a step has no offer left.

    Each filter is counted as if it were the only one. Keys are ``languages`` (those chosen and those that have
    offers), ``free`` (``yes`` and ``no``) and ``kinds``.
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
