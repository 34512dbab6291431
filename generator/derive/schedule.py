"""Which offers a plan takes to reach the needed ranks, which steps are practised, and in which order; see ``plan`` for the rules."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from generator.catalog import Catalog, Step
from generator.derive.front import Front
from generator.derive.paths import prerequisites_of
from generator.derive.times import offer_time
from generator.preference import tier
from generator.reads import Memory

COST_OF_AN_OFFER = 10
"""Hours that each offer costs beside its own, for finding, starting and finishing it."""
UNTIMED_OFFER = 40
"""Hours assumed when an offer without a time is compared with others, so that a missing time is no advantage; never shown."""
MOST_FOR_A_STEP = 90
"""Cost in hours for each lifted step above which an offer is taken only if the reader picks it: nobody needs a whole course of
study for one level of one skill."""


class RankLift(NamedTuple):
    """The range of ranks that an offer lifts in a skill: from ``low`` (needed before) to ``high``."""

    skill: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A course or reading with what is needed to compare it; ``cost`` in hours, the extra hours for each offer included."""

    id: str
    lifts: tuple[RankLift, ...]
    needs: tuple[Step, ...]
    tier: int
    cost: float
    steps: frozenset[Step]
    """All steps that it can lift."""
    skills: frozenset[str]
    """The skills it lifts and those of all prerequisites: a rank reached in any other skill changes nothing for the offer."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An offer with the steps that it lifts, or (``offer`` is ``None``) a step to practise."""

    offer: Offer | None
    steps: tuple[Step, ...]


class _Stage(NamedTuple):
    """Ranks held and needed by skill, picked offers, and for each offer the lifts that count towards the needed ranks."""

    have: Mapping[str, int]
    needed: Mapping[str, int]
    picks: frozenset[str]
    useful: Mapping[str, Sequence[RankLift]]


class Scheduler:
    """Chooses and orders units over one catalogue and shares the look-ups between plans."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._looked_up = Memory(catalog.reads)
        # Filled by ``before``, which every plan calls first for its steps. Read directly because a plan reads it a thousand times.
        self._needs: dict[tuple[str, int], tuple[Step, ...]] = {}
        self._places: dict[str, int] = {}
        self._offers = self._weighed(catalog)

    def _weighed(self, catalog: Catalog) -> Mapping[str, Offer]:
        made = {}
        for id, record in catalog.content.trainings.items():
            training = record.value
            time = offer_time(training)
            lifts = tuple(
                RankLift(lift.skill, catalog.rank(lift.from_level), catalog.rank(lift.to_level))
                for lift in training.teaches
            )
            needs = tuple(Step(item.skill, catalog.rank(item.level)) for item in training.prerequisites)
            steps = frozenset(Step(lift.skill, rank) for lift in lifts for rank in range(lift.low + 1, lift.high + 1))
            before = [needed for step in steps for needed in self.before(step)]
            cost = (time.middle if time else UNTIMED_OFFER) + COST_OF_AN_OFFER
            skills = frozenset((*(lift.skill for lift in lifts), *(step.skill for step in (*needs, *before))))
            made[id] = Offer(id, lifts, needs, tier(training), cost, steps, skills)
        return made

    def before(self, step: Step) -> tuple[Step, ...]:
        """Return the steps of other skills that must come before a step."""
        return self._looked_up.remember(step, lambda: self._look_up(step))

    def _look_up(self, step: Step) -> tuple[Step, ...]:
        self._places[step.skill] = self._catalog.group_order[self._catalog.skill(step.skill).group]
        needs = self._needs[step] = prerequisites_of(self._catalog, step)
        return needs

    def with_prerequisites(
        self, wanted: Sequence[Mapping[str, int]], have: Mapping[str, int]
    ) -> tuple[dict[str, int], ...]:
        """Return the ranks that each stage needs by skill, including those of the stages before it and all prerequisites."""
        stages: list[dict[str, int]] = []
        for required in wanted:
            needed = dict(stages[-1]) if stages else {}
            todo = list(required.items())
            while todo:
                skill, rank = todo.pop()
                known = max(needed.get(skill, 0), have.get(skill, 0))
                if rank <= known:
                    continue
                needed[skill] = rank
                for at in range(known + 1, rank + 1):
                    todo += self.before(Step(skill, at))
            stages.append(needed)
        return tuple(stages)

    def choose(
        self, have: Mapping[str, int], picks: frozenset[str], stages: Sequence[Mapping[str, int]], offers: Iterable[str]
    ) -> list[Taken]:
        """Return the offers (chosen among ids) and practices that reach the ranks each stage needs.

        They are in order: everything that a unit needs comes before it. Each stage is planned alone, so the way to the first
        is the same whatever comes after it. Steps that an offer lifts beyond its stage count for the later stages.
        """
        reached = dict(have)
        left = {id: self._offers[id] for id in offers}
        result = []
        for needed in stages:
            useful = {id: lifts for id, offer in left.items() if (lifts := _useful(offer, needed, reached))}
            stage = _Stage(reached, needed, picks, useful)
            taken = self._schedule(stage, useful)
            for one in self._in_order(self._without_the_needless(stage, taken)):
                steps = one.steps
                if one.offer:
                    del left[one.offer.id]
                    steps += self._beyond(one, needed, stages[-1], reached)
                reached |= {step.skill: step.rank for step in steps}
                result.append(Taken(one.offer, steps))
        return result

    def _schedule(self, stage: _Stage, offers: Iterable[str], most: float = inf) -> list[Taken]:
        """Take offers and practices one by one until all needed ranks are reached, or until more than ``most`` steps are practised."""
        have, needed, picks, useful = stage
        reached = dict(have)
        left = {id: self._offers[id] for id in offers}
        missing = sum(max(0, rank - have.get(skill, 0)) for skill, rank in needed.items())
        result = []
        wishes: dict[str, tuple[bool, int, float, str]] = {}
        changed: Iterable[Offer] = left.values()
        front: Front | None = None
        while most >= 0 and missing:
            for offer in changed:
                count = len(self._lifted(useful[offer.id], reached)) if _open_to(offer, reached) else 0
                if count and (offer.cost <= MOST_FOR_A_STEP * count or offer.id in picks):
                    wishes[offer.id] = offer.id not in picks, offer.tier, offer.cost / count, offer.id
                else:
                    wishes.pop(offer.id, None)
            if wishes:
                best = left.pop(min(wishes.values())[-1])
                del wishes[best.id]
                taken = Taken(best, self._lifted(useful[best.id], reached))
                if front:
                    front.drop(best.steps)
            else:
                if front is None:
                    later = _lifted_later(left.values(), needed, have)
                    front = Front(needed, reached, later, self._needs, self._priority)
                taken = Taken(None, (front.first(),))
                most -= 1
            reached |= {step.skill: step.rank for step in taken.steps}
            if front:
                front.move(taken.steps)
            missing -= len(taken.steps)
            result.append(taken)
            touched = {step.skill for step in taken.steps}
            changed = [offer for offer in left.values() if not touched.isdisjoint(offer.skills)]
        return result

    def _beyond(
        self, one: Taken, needed: Mapping[str, int], final: Mapping[str, int], reached: Mapping[str, int]
    ) -> tuple[Step, ...]:
        """Return the steps of later stages that an offer also lifts after those of its own stage."""
        gained = {**reached, **{step.skill: step.rank for step in one.steps}}
        lifts = one.offer.lifts if one.offer else ()
        steps = []
        for lift in lifts:
            rank = max(gained.get(lift.skill, 0), needed.get(lift.skill, 0)) + 1
            while (
                rank == gained.get(lift.skill, 0) + 1
                and lift.low < rank <= min(lift.high, final.get(lift.skill, 0))
                and all(gained.get(skill, 0) >= at for skill, at in self.before(Step(lift.skill, rank)))
            ):
                steps.append(Step(lift.skill, rank))
                gained[lift.skill] = rank
                rank += 1
        return tuple(steps)

    def _lifted(self, lifts: Sequence[RankLift], reached: Mapping[str, int]) -> tuple[Step, ...]:
        """Return the steps that an offer's useful lifts can lift now, in an order in which they can be taken."""
        gained: dict[str, int] = {}
        steps: list[Step] = []
        before = -1
        while len(steps) > before:
            before = len(steps)
            for skill, low, top in lifts:
                rank = gained.get(skill, reached.get(skill, 0)) + 1
                while low < rank <= top and all(
                    gained.get(other, 0) >= at or reached.get(other, 0) >= at for other, at in self._needs[skill, rank]
                ):
                    steps.append(Step(skill, rank))
                    gained[skill] = rank
                    rank += 1
            if len(lifts) == 1:
                break
        return tuple(steps)

    def _without_the_needless(self, stage: _Stage, taken: list[Taken]) -> list[Taken]:
        """Leave out offers, the least preferred first, if the others lift their steps without more practice."""
        worst_first = sorted(
            (
                (one.offer.tier, one.offer.cost / len(one.steps), one.offer.id)
                for one in taken
                if one.offer and one.offer.id not in stage.picks
            ),
            reverse=True,
        )
        for _, _, id in worst_first:
            others = [one.offer for one in taken if one.offer and one.offer.id != id]
            steps = next((one.steps for one in taken if one.offer and one.offer.id == id), ())
            if not frozenset(steps) <= frozenset[Step]().union(*(offer.steps for offer in others)):
                continue
            without = self._schedule(stage, (offer.id for offer in others), most=_practised(taken))
            if _practised(without) <= _practised(taken):
                taken = without
        return taken

    def _priority(self, step: Step) -> tuple[int, int, str]:
        return step.rank, self._places[step.skill], step.skill

    def _in_order(self, taken: Sequence[Taken]) -> list[Taken]:
        """Return units sorted so that what each needs comes before it; among the possible ones lower levels first, then offers."""
        at = {step: place for place, one in enumerate(taken) for step in one.steps}
        waits: list[set[int]] = []
        followers: dict[int, list[int]] = {}
        for place, one in enumerate(taken):
            needed = [*(one.offer.needs if one.offer else ())]
            for step in one.steps:
                needed += [Step(step.skill, step.rank - 1), *self.before(step)]
            waits.append({at[step] for step in needed if step in at} - {place})
            for first in waits[place]:
                followers.setdefault(first, []).append(place)

        waiting = _numbers_waiting(followers, len(taken))

        def key(place: int) -> tuple[int, bool, int, tuple[int, int, str], int]:
            first = min(self._priority(step) for step in taken[place].steps)
            return first[0], taken[place].offer is None, -waiting[place], first, place

        ready = [key(place) for place, needed in enumerate(waits) if not needed]
        heapq.heapify(ready)
        ordered = []
        while ready:
            place = heapq.heappop(ready)[-1]
            ordered.append(taken[place])
            for follower in followers.get(place, ()):
                waits[follower].discard(place)
                if not waits[follower]:
                    heapq.heappush(ready, key(follower))
        return ordered


def _numbers_waiting(followers: Mapping[int, Sequence[int]], count: int) -> list[int]:
    """Return, for each of ``count`` units, the number of units that wait for it, directly or through others."""
    sets: dict[int, frozenset[int]] = {}

    def of(place: int) -> frozenset[int]:
        if place not in sets:
            direct = followers.get(place, ())
            sets[place] = frozenset(direct).union(*map(of, direct))
        return sets[place]

    return [len(of(place)) for place in range(count)]


def _useful(offer: Offer, needed: Mapping[str, int], have: Mapping[str, int]) -> list[RankLift]:
    """Return an offer's lifts cut to the needed ranks, without those that lift nothing beyond the ranks held."""
    lifts = (RankLift(skill, low, min(high, needed.get(skill, 0))) for skill, low, high in offer.lifts)
    return [lift for lift in lifts if lift.high > max(lift.low, have.get(lift.skill, 0))]


def _open_to(offer: Offer, reached: Mapping[str, int]) -> bool:
    """Return whether the prerequisites of an offer are reached."""
    return all(reached.get(skill, 0) >= rank for skill, rank in offer.needs)


def _lifted_later(offers: Iterable[Offer], needed: Mapping[str, int], have: Mapping[str, int]) -> Counter[Step]:
    """Return for each step the number of offers that could lift it once all needed ranks are reached."""
    attainable = {**have, **{skill: max(rank, have.get(skill, 0)) for skill, rank in needed.items()}}
    return Counter(step for offer in offers if _open_to(offer, attainable) for step in offer.steps)


def _practised(taken: Sequence[Taken]) -> int:
    return sum(one.offer is None for one in taken)
