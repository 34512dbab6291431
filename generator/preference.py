"""The one order in which trainings are offered, on every page and in the plan."""

from __future__ import annotations

from generator.kinds.training import Cost, Training, TrainingKind, TrainingState

_COSTS = (Cost.FREE, Cost.FREEMIUM, Cost.UNKNOWN, Cost.PAID)


def tier(training: Training) -> int:
    """Return the tier of a training; smaller ones are preferred.

    Active trainings come before changing ones, then those not machine-translated, then those that cost less, then courses
    before readings.
    """
    changing, reading = training.state is not TrainingState.ACTIVE, training.kind is not TrainingKind.COURSE
    return 16 * changing + 8 * training.languages.machine_translated + 2 * _COSTS.index(training.cost) + reading


def preference(id: str, training: Training) -> tuple[int, bool, str]:
    """Return the key that sorts trainings, the preferred ones first: by tier, then those that state a length, then by id."""
    return tier(training), training.duration == "unknown", id
