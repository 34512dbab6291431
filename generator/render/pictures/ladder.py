"""A skill's levels as a ladder, between its prerequisites (left) and the skills that build on it (right).

A line leads from a prerequisite's level to the rung that needs it, or from a rung to the level of the other skill that needs
it. The number beside a box is the level of the box's skill. On a phone everything is in one column and the lines are arcs.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.pictures.boxes import HEAD, RADIUS, Arrow, Box, Diagram, SkillNode, arc, box, curve, move_to
from generator.render.pictures.paper import paper

MAX_SIDE = 16
"""Most boxes on one side of the ladder; the page also lists the skills, and more than these are shown in the list alone."""

_BOX = 44.0
_GAP = 10.0
_RUNG = 48.0
_AWAY = 14.0


@dataclass(frozen=True, slots=True)
class Tie:
    """A skill on one side, with pairs of its rank and the rank of this page's skill."""

    node: SkillNode
    ranks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """A level of the skill: rank, name, the note below the name, its anchor on the page."""

    rank: int
    title: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class PlacedRung:
    """A rung with its position and size."""

    rung: Rung
    x: float
    y: float
    width: float
    height: float

    @property
    def mark(self) -> float:
        """Width of the bar that grows with the level."""
        return 6.0 * self.rung.rank

    @property
    def title_at(self) -> tuple[float, float]:
        """Position of the level's name."""
        return self.x + 34, self.y + self.height / 2 + (-2 if self.rung.note else 4)

    @property
    def note_at(self) -> tuple[float, float]:
        """Position of the note."""
        return self.x + 34, self.y + self.height / 2 + 13


@dataclass(frozen=True, slots=True)
class Ladder:
    """The picture in one orientation."""

    diagram: Diagram
    rungs: tuple[PlacedRung, ...]


def ladder(before: tuple[Tie, ...], rungs: tuple[Rung, ...], after: tuple[Tie, ...], *, tall: bool) -> Ladder | None:
    """Return a ladder; ``rungs`` from the lowest level. ``None`` if the skill has no ties to others, or too many for a picture."""
    if not (before or after) or max(len(before), len(after)) > MAX_SIDE:
        return None
    sides = (_by_rung(before), _by_rung(after))
    return _stacked(sides[0], rungs, sides[1]) if tall else _beside(sides[0], rungs, sides[1])


def _by_rung(ties: tuple[Tie, ...]) -> tuple[Tie, ...]:
    """Return ties sorted by rung, the highest first, so that few lines cross."""
    return tuple(sorted(ties, key=lambda tie: (-sum(here for _, here in tie.ranks) / len(tie.ranks), tie.node.text)))


def _beside(before: tuple[Tie, ...], rungs: tuple[Rung, ...], after: tuple[Tie, ...]) -> Ladder:
    total = 800.0
    both = bool(before and after)
    wide, rung = (236.0, 164.0) if both else (330.0, 220.0)
    left = (total - rung) / 2 if both else total - rung if before else 0.0
    stack = max(len(before), len(after)) * (_BOX + _GAP) - _GAP
    high = max(stack, len(rungs) * _RUNG)
    placed = _place(rungs, left, 2 + (high - len(rungs) * _RUNG) / 2, rung)
    heights = {item.rung.rank: item.y + _RUNG / 2 for item in placed}
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    for ties, entering in ((before, True), (after, False)):
        step = max(_BOX + _GAP, high / max(1, len(ties)))
        for tie, number in zip(ties, range(len(ties)), strict=True):
            y = 2 + (high - (step * (len(ties) - 1) + _BOX)) / 2 + number * step
            item = box(tie.node, 0 if entering else total - wide, y, (wide, _BOX))
            boxes.append(item)
            for (there, here), port in zip(tie.ranks, _ports(item, len(tie.ranks)), strict=True):
                if entering:
                    x = wide + _AWAY
                    path = move_to(x + RADIUS, port) + curve(x + RADIUS, port, left - HEAD, heights[here])
                else:
                    x = total - wide - _AWAY
                    path = move_to(left + rung, heights[here]) + curve(
                        left + rung, heights[here], x - RADIUS - HEAD, port
                    )
                arrows.append(Arrow(path, there, x, port))
    return Ladder(Diagram(paper(total, high + 4), tuple(boxes), tuple(arrows)), placed)


def _stacked(before: tuple[Tie, ...], rungs: tuple[Rung, ...], after: tuple[Tie, ...]) -> Ladder:
    total, wide = 358.0, 240.0
    boxes = [box(tie.node, 0, 2 + number * (_BOX + 6), (wide, _BOX)) for number, tie in enumerate(reversed(before))]
    top = 2 + len(before) * (_BOX + 6) + (12 if before else 0)
    placed = _place(rungs, 0, top, wide)
    below = top + len(rungs) * _RUNG + 18
    boxes += [box(tie.node, 0, below + number * (_BOX + 6), (wide, _BOX)) for number, tie in enumerate(after)]
    heights = {item.rung.rank: item.y + _RUNG / 2 for item in placed}
    ties = [(tie, True) for tie in reversed(before)] + [(tie, False) for tie in after]
    ports = [
        (port, there, here, entering)
        for item, (tie, entering) in zip(boxes, ties, strict=True)
        for (there, here), port in zip(tie.ranks, _ports(item, len(tie.ranks)), strict=True)
    ]
    farthest = max(abs(port - heights[here]) for port, _, here, _ in ports)
    arrows = []
    for port, there, here, entering in ports:
        x = wide + _AWAY
        bulge = 40 + 84 * abs(port - heights[here]) / farthest
        if entering:
            path = arc((x + RADIUS, port), (wide + HEAD, heights[here] - 6), bulge)
        else:
            path = arc((wide, heights[here] + 6), (x + RADIUS + HEAD, port), bulge)
        arrows.append(Arrow(path, there, x, port))
    return Ladder(Diagram(paper(total, below + len(after) * (_BOX + 6)), tuple(boxes), tuple(arrows)), placed)


def _place(rungs: tuple[Rung, ...], x: float, top: float, wide: float) -> tuple[PlacedRung, ...]:
    """Return the rungs stacked, the highest level on top."""
    return tuple(
        PlacedRung(rung, x, round(top + (len(rungs) - 1 - number) * _RUNG, 1), wide, _RUNG)
        for number, rung in enumerate(rungs)
    )


def _ports(item: Box, count: int) -> tuple[float, ...]:
    """Return the heights at which lines meet a box, spread around its middle."""
    middle = item.y + item.height / 2
    return tuple(round(middle + (number - (count - 1) / 2) * (2 * RADIUS + 2), 1) for number in range(count))
