"""What learning costs: hours as a range, weeks at a reader's pace, money."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from generator.catalog import Catalog, Step
from generator.kinds.training import Cost, Duration, Training

SELF_STUDY = 3
"""What a practice without an offer takes, in times of its own hours: once to do it, twice to read up on it first."""


@dataclass(frozen=True, slots=True)
class Time:
    """Hours from-to; ``stated`` by the provider or a source, else our estimate."""

    low: float
    high: float
    stated: bool

    @property
    def middle(self) -> float:
        """Middle of the range, in hours."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes: hours from-to, the middle hours that are stated and estimated, parts without a time.

    ``weeks`` are those at the reader's pace, from-to.
    """

    low: float
    high: float
    stated: float
    estimated: float
    untimed: int
    weeks: tuple[int, int]

    @property
    def middle(self) -> float:
        """Middle of the range, in hours."""
        return self.stated + self.estimated


@dataclass(frozen=True, slots=True)
class Money:
    """What offers cost: the number of free ones and of others, and of those that cost something what is known.

    ``prices`` are sums by currency of the prices that are known; ``unpriced`` counts paid offers without a price,
    ``partly`` those that are partly free, ``unknown`` those of which it isn't known whether they cost anything.
    """

    free: int
    partly: int
    priced: int
    prices: Mapping[str, float]
    unpriced: int
    unknown: int


def offer_time(training: Training) -> Time | None:
    """Hours of a training: as stated, else as estimated. Days, weeks or lessons are not converted."""
    if isinstance(training.duration, Duration) and training.duration.hours:
        return Time(*training.duration.hours, stated=True)
    return Time(*training.effort.hours, stated=False) if training.effort else None


def practice_time(catalog: Catalog, steps: Iterable[Step]) -> Time | None:
    """Hours that the practice of steps takes together, as estimated; ``None`` where none of them has any."""
    levels = [catalog.written(step) for step in steps]
    hours = [level.practice.hours for level in levels if level and level.practice and level.practice.hours]
    return Time(_total(low for low, _ in hours), _total(high for _, high in hours), stated=False) if hours else None


def unit_time(catalog: Catalog, training: Training | None, steps: Iterable[Step]) -> Time | None:
    """Hours of an offer with all steps that it lifts, or of steps that are practised without one.

    An offer takes at least as long as the practice of its steps, since nobody can do afterwards what they never tried;
    without an offer there is ``SELF_STUDY`` for reading up. An offer without a time has none, whatever its practice.
    """
    practice = practice_time(catalog, steps)
    if training is None:
        return practice and Time(practice.low * SELF_STUDY, practice.high * SELF_STUDY, stated=False)
    offer = offer_time(training)
    if offer is None or practice is None or (practice.low <= offer.low and practice.high <= offer.high):
        return offer
    return Time(max(offer.low, practice.low), max(offer.high, practice.high), stated=False)


def length_of(times: Iterable[Time | None], hours_per_week: float) -> Length:
    """Add up times at a pace in hours a week."""
    all_times = list(times)
    known = [time for time in all_times if time is not None]
    low, high = _total(time.low for time in known), _total(time.high for time in known)
    return Length(
        low,
        high,
        _total(time.middle for time in known if time.stated),
        _total(time.middle for time in known if not time.stated),
        len(all_times) - len(known),
        (math.ceil(low / hours_per_week), math.ceil(high / hours_per_week)),
    )


def _total(numbers: Iterable[float]) -> float:
    """Add up as browsers do, one after the other; ``sum`` compensates for rounding from Python 3.12 on."""
    return reduce(operator.add, numbers, 0)


def money_of(trainings: Iterable[Training]) -> Money:
    """Add up what trainings cost."""
    offers = list(trainings)
    prices: dict[str, float] = {}
    paid = [training for training in offers if training.cost is Cost.PAID]
    for training in paid:
        if training.price:
            prices[training.price.currency] = prices.get(training.price.currency, 0) + training.price.amount
    priced = sum(training.price is not None for training in paid)
    return Money(
        free=sum(training.cost is Cost.FREE for training in offers),
        partly=sum(training.cost is Cost.FREEMIUM for training in offers),
        priced=priced,
        prices=prices,
        unpriced=len(paid) - priced,
        unknown=sum(training.cost is Cost.UNKNOWN for training in offers),
    )
