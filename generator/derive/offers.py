"""Trainings that are still offered, and the skills, level steps and roles that a training helps with."""

from __future__ import annotations

from generator.catalog import Catalog, Step
from generator.kinds.training import TrainingState


def offered(catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of all trainings that are not retired; a retired one is kept only for readers who look for it."""
    trainings = catalog.content.trainings
    return tuple(id for id, record in trainings.items() if record.value.state is not TrainingState.RETIRED)


def steps_of(catalog: Catalog, training: str) -> tuple[Step, ...]:
    """Return the level steps that a course or reading lifts or an exam attests; none for a reference."""
    record = catalog.training(training)
    lifted = (step for item in record.teaches for step in catalog.lifted(item))
    attested = (Step(item.skill, catalog.rank(item.level)) for item in record.attests)
    return tuple(dict.fromkeys((*lifted, *attested)))


def skills_of(catalog: Catalog, training: str) -> tuple[str, ...]:
    """Return the skills that a training teaches, attests or is about, in the record's order."""
    record = catalog.training(training)
    return tuple(dict.fromkeys((*(step.skill for step in steps_of(catalog, training)), *record.about)))


def roles_helped(catalog: Catalog, training: str) -> tuple[str, ...]:
    """Return the roles whose essential skills include a step of the training or a skill that it is about, sorted by id."""
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
