"""Which trainings cover the level steps that roles require."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog import Catalog, Step
from generator.kinds.training import Cost


@dataclass(frozen=True, slots=True)
class StepCoverage:
    """A level step with all courses and readings that lift it, the free ones among them, and those in each language.

    Partly free trainings count as free. Machine translations do not count for a language.
    """

    step: Step
    trainings: tuple[str, ...]
    free: tuple[str, ...]
    by_language: dict[str, tuple[str, ...]]


def required_steps(catalog: Catalog) -> tuple[Step, ...]:
    """Return the level steps that at least one role requires as essential at some grade, sorted by skill and rank."""
    highest: dict[str, int] = {}
    for role in catalog.content.roles:
        for grade in catalog.grades_of(role):
            for skill, rank in catalog.ranks_to_reach(role, grade).items():
                highest[skill] = max(rank, highest.get(skill, 0))
    return tuple(Step(skill, rank) for skill in sorted(highest) for rank in range(1, highest[skill] + 1))


def coverage(catalog: Catalog) -> tuple[StepCoverage, ...]:
    """Return the coverage of every required step."""
    return tuple(step_coverage(catalog, step) for step in required_steps(catalog))


def step_coverage(catalog: Catalog, step: Step) -> StepCoverage:
    """Return the coverage of one step."""
    trainings = catalog.trainings_for(step)
    free = tuple(name for name in trainings if catalog.training(name).cost in (Cost.FREE, Cost.FREEMIUM))
    by_language = {
        language: tuple(name for name in trainings if instructs_in(catalog, name, language))
        for language in catalog.languages
    }
    return StepCoverage(step, trainings, free, by_language)


def instructs_in(catalog: Catalog, training: str, language: str) -> bool:
    """Return whether a training is given in a language; a machine translation does not count."""
    languages = catalog.training(training).languages
    return language in languages.instruction and not languages.machine_translated
