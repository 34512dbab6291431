"""Compare two states of the scale of levels by the ids of the levels, since their ranks shift when a level is inserted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.model.marks import NONE


@dataclass(frozen=True, slots=True)
class Scales:
    """The level ids of the old and the new scale, each lowest first."""

    old: tuple[str, ...]
    new: tuple[str, ...]

    def direction(self, before: str | None, after: str | None) -> int:
        """Return 1 if the level ``after`` is above ``before``, a level of the old scale, -1 if it is below, 0 if they are the same.

        ``None`` and ``NONE`` rank below all levels. If neither scale has both levels, the number of shared levels up to each
        of them decides. If that is equal too, one level took the other's place; it counts as above, the stricter reading.
        """
        if before == after:
            return 0
        for scale in (self.new, self.old):
            places = _places(scale)
            if before in places and after in places:
                return _sign(places[after] - places[before])
        shared = set(self.old) & set(self.new)
        return _sign(_below(self.new, after, shared) - _below(self.old, before, shared)) or 1

    def counterpart(self, level: str) -> str | None:
        """Return the old level that corresponds to a level of the new scale: itself, or the nearest lower level that both scales have."""
        below = self.new[: self.new.index(level) + 1]
        return next((each for each in reversed(below) if each in self.old), None)

    def moved(self) -> tuple[str, ...]:
        """Return the levels that both scales have and whose order among these levels changed."""
        old = [level for level in self.old if level in self.new]
        new = [level for level in self.new if level in self.old]
        kept = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        stay = {level for block in kept for level in old[block.a : block.a + block.size]}
        return tuple(level for level in new if level not in stay)


def _places(scale: Sequence[str]) -> dict[str | None, int]:
    return {None: -1, NONE: -1, **{level: place for place, level in enumerate(scale)}}


def _below(scale: Sequence[str], level: str | None, counted: set[str]) -> int:
    """Return how many of the ``counted`` levels the scale has up to a level, itself included."""
    place = _places(scale).get(level, -1)
    return sum(each in counted for each in scale[: place + 1])


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
