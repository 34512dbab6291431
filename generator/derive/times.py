"""How long learning takes and what it costs: hours as a range, weeks at a reader's pace, money."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from generator.catalog import Catalog, Step
from generator.kinds.training import Cost, Duration, Training

SELF_STUDY = 3
"""A practice without an offer takes this many times its own hours: once to do it, twice to read up on it first."""


@dataclass(frozen=True, slots=True)
class Time:
    """A range of hours; ``stated`` if the provider or a source gives it, else our estimate."""

    low: float
    high: float
    stated: bool

    @property
    def middle(self) -> float:
        """Middle of the range, in hours."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Length:
    """How long several units take together: the range in hours (``low`` to ``high``).

    ``stated`` and ``estimated`` are the hours of the middles, by whether the time is stated; ``untimed`` counts units without
    a time; ``weeks`` is the range in whole weeks at the reader's pace, rounded up.
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
    """What offers cost: the numbers of free, partly free, priced, unpriced and unknown offers, and the known prices.

    ``prices`` are the sums of the known prices by currency; ``priced`` counts paid offers with a price, ``unpriced`` those
    without, ``partly`` offers that are partly free, ``unknown`` those for which it is unknown whether they cost anything.
    """

    free: int
    partly: int
    priced: int
    prices: Mapping[str, float]
    unpriced: int
    unknown: int


def offer_time(training: Training) -> Time | None:
    """Return the hours of a training: as stated, else as estimated, else ``None``. Days, weeks and lessons are not converted."""
    if isinstance(training.duration, Duration) and training.duration.hours:
        return Time(*training.duration.hours, stated=True)
    return Time(*training.effort.hours, stated=False) if training.effort else None


def practice_time(catalog: Catalog, steps: Iterable[Step]) -> Time | None:
    """Return the estimated hours of practising steps, added up; ``None`` if no step has any."""
    levels = [catalog.written(step) for step in steps]
    hours = [level.practice.hours for level in levels if level and level.practice and level.practice.hours]
    return Time(_total(low for low, _ in hours), _total(high for _, high in hours), stated=False) if hours else None


def unit_time(catalog: Catalog, training: Training | None, steps: Iterable[Step]) -> Time | None:
    """Return the hours of an offer with all steps that it lifts, or of steps that are practised without one.

    An offer takes at least as long as the practice of its steps, since its learner has to practise them too. Practice without
    an offer is multiplied by ``SELF_STUDY``. An offer without a time has none, even if its practice has.
    """
    practice = practice_time(catalog, steps)
    if training is None:
        return practice and Time(practice.low * SELF_STUDY, practice.high * SELF_STUDY, stated=False)
    offer = offer_time(training)
    if offer is None or practice is None or (practice.low <= offer.low and practice.high <= offer.high):
        return offer
    return Time(max(offer.low, practice.low), max(offer.high, practice.high), stated=False)


def length_of(times: Iterable[Time | None], hours_per_week: float) -> Length:
    """Return the total length of units with these times, at a pace in hours a week."""
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
    """Add numbers one after the other as browsers do, since ``sum`` compensates for rounding from Python 3.12 on."""
    return reduce(operator.add, numbers, 0)


def money_of(trainings: Iterable[Training]) -> Money:
    """Return the total cost of trainings."""
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
