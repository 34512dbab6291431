"""What must hold of every plan, for the tests of the program and of this atlas's content."""

from __future__ import annotations

from generator.catalog import Catalog, Step
from generator.derive.paths import prerequisites_of
from generator.derive.plan import LearningPlan, Profile


def contradictions(catalog: Catalog, profile: Profile, plan: LearningPlan) -> list[str]:
    """Find what a plan needs and neither the reader holds nor an earlier part of the plan gives."""
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
