"""The level steps that could be practised next, kept up to date while a stage is planned; see ``schedule``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.catalog import Step


class Front:
    """For each needed skill, the step after the ``reached`` rank, once all prerequisites of that step are reached.

    The caller updates ``reached`` and passes the new steps to ``move``. ``later`` counts the offers that can still lift a step,
    ``needs`` gives the prerequisites of each step, and steps with a lower ``priority`` come first.
    """

    def __init__(
        self,
        needed: Mapping[str, int],
        reached: Mapping[str, int],
        later: Counter[Step],
        needs: Mapping[tuple[str, int], Sequence[Step]],
        priority: Callable[[Step], tuple[int, int, str]],
    ) -> None:
        self._needed, self._reached, self._later, self._needs, self._priority = needed, reached, later, needs, priority
        self._ready: dict[Step, tuple[bool, tuple[int, int, str]]] = {}
        self._waiting_for: dict[Step, list[Step]] = {}
        for skill in needed:
            self._look_at(Step(skill, reached.get(skill, 0) + 1))

    def first(self) -> Step:
        """Return the step to practise next: steps that no offer can still lift come first, then by priority."""
        _, (rank, _, skill) = min(self._ready.values())
        return Step(skill, rank)

    def drop(self, steps: Iterable[Step]) -> None:
        """Stop counting an offer among those that can still lift these steps."""
        for step in steps:
            self._later[step] -= 1
            if step in self._ready:
                self._weigh(step)

    def move(self, steps: Iterable[Step]) -> None:
        """Replace steps that have been reached by the steps that are possible after them."""
        for step in steps:
            self._ready.pop(step, None)
            for other in (Step(step.skill, step.rank + 1), *self._waiting_for.pop(step, ())):
                self._look_at(other)

    def _look_at(self, step: Step) -> None:
        """Add a step if it is needed and the next of its skill, or let it wait for the first prerequisite that is not reached."""
        if not self._reached.get(step.skill, 0) < step.rank <= self._needed[step.skill]:
            return
        missing = (need for need in self._needs[step] if self._reached.get(need.skill, 0) < need.rank)
        if first := next(missing, None):
            self._waiting_for.setdefault(first, []).append(step)
        else:
            self._weigh(step)

    def _weigh(self, step: Step) -> None:
        self._ready[step] = self._later[step] > 0, self._priority(step)
