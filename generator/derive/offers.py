"""Which trainings there still are; the skills and level steps that one concerns, and the roles on whose way they lie."""

from __future__ import annotations

from generator.catalog import Catalog, Step
from generator.kinds.training import TrainingState


def offered(catalog: Catalog) -> tuple[str, ...]:
    """List the trainings that there still are; a retired one stays only so that those who look for it learn that."""
    trainings = catalog.content.trainings
    return tuple(id for id, record in trainings.items() if record.value.state is not TrainingState.RETIRED)


def steps_of(catalog: Catalog, training: str) -> tuple[Step, ...]:
    """List the level steps that a course or reading lifts or an exam attests; a reference has none."""
    record = catalog.training(training)
    lifted = (step for item in record.teaches for step in catalog.lifted(item))
    attested = (Step(item.skill, catalog.rank(item.level)) for item in record.attests)
    return tuple(dict.fromkeys((*lifted, *attested)))


def skills_of(catalog: Catalog, training: str) -> tuple[str, ...]:
    """List the skills that a training teaches, attests or is about, in the record's order."""
    record = catalog.training(training)
    return tuple(dict.fromkeys((*(step.skill for step in steps_of(catalog, training)), *record.about)))


def roles_helped(catalog: Catalog, training: str) -> tuple[str, ...]:
    """List the roles whose learning path holds one of its steps or a skill that it is about, sorted by id."""
    wanted = [*steps_of(catalog, training), *(Step(skill, 1) for skill in catalog.training(training).about)]
    return tuple(
        sorted(
            {
                row.role
                for step in wanted
                for row in catalog.roles_requiring(step.skill)
                if row.requirement.necessity == "essential"
                and catalog.highest_rank(row.role, row.requirement) >= step.rank
            }
        )
    )
