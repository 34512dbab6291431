"""Two states of the scale of levels, compared by the levels' ids: their number changes when one is put in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.catalog import NO_LEVEL


@dataclass(frozen=True, slots=True)
class Scales:
    """Level ids of the old and the new scale, each from the lowest on."""

    old: tuple[str, ...]
    new: tuple[str, ...]

    def direction(self, before: str | None, after: str | None) -> int:
        """Tell whether a level is above (1) or below (-1) one of the old scale, or the same (0).

        No level is below each level. Where no scale knows both, the levels that the scales share decide; a level that
        merely took another's place counts as above it, which is the stricter reading.
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
        """Give the old level that a new one continues: itself, or the nearest below that both scales know."""
        below = self.new[: self.new.index(level) + 1]
        return next((each for each in reversed(below) if each in self.old), None)

    def moved(self) -> tuple[str, ...]:
        """Levels of both scales whose order among the shared ones is another."""
        old = [level for level in self.old if level in self.new]
        new = [level for level in self.new if level in self.old]
        kept = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        stay = {level for block in kept for level in old[block.a : block.a + block.size]}
        return tuple(level for level in new if level not in stay)


def _places(scale: Sequence[str]) -> dict[str | None, int]:
    return {None: -1, NO_LEVEL: -1, **{level: place for place, level in enumerate(scale)}}


def _below(scale: Sequence[str], level: str | None, counted: set[str]) -> int:
    """Number of counted levels up to a level."""
    place = _places(scale).get(level, -1)
    return sum(each in counted for each in scale[: place + 1])


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
