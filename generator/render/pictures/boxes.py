"""Boxes with a name, and arrows (on a phone arcs) between them, for the pictures of prerequisites."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.pictures.paper import Paper
from generator.render.pictures.text import wrap

SIZE = 12.5
"""Type size of names, as in pictures.css."""
LINE = 13.5
"""Distance between the lines of a name."""
RADIUS = 8.0
"""Radius of the disc with a level beside a box."""
HEAD = 7.0
"""Length of an arrowhead, which is drawn beyond the end of its line."""


@dataclass(frozen=True, slots=True)
class SkillNode:
    """A skill: name, address of its page, text for screen readers, and group."""

    text: str
    href: str
    words: str
    group: str


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its position, size and wrapped lines of text, each with its own position."""

    node: SkillNode
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line with an arrowhead at its end; ``rank`` is the level shown beside it, at ``x`` and ``y``."""

    path: str
    rank: int
    x: float
    y: float

    @property
    def baseline(self) -> float:
        """Height at which the rank is written."""
        return self.y + 4


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes and arrows in one orientation."""

    paper: Paper
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def box(node: SkillNode, x: float, y: float, size: tuple[float, float]) -> Box:
    """Return a node's box at a position; its name takes at most two lines."""
    wide, high = size
    rows = wrap(node.text, SIZE, wide - 20, 2)
    top = y + high / 2 - LINE * (len(rows) - 1) / 2 + SIZE * 0.35
    placed = tuple((round(x + 13, 1), round(top + LINE * number, 1), row) for number, row in enumerate(rows))
    return Box(node, round(x, 1), round(y, 1), wide, high, placed)


def move_to(x: float, y: float) -> str:
    """Return the SVG path command that starts at a point."""
    return f"M{x:.1f} {y:.1f}"


def curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return the SVG path command for a curve from left to right, horizontal at both ends."""
    middle = (x1 + x2) / 2
    return f"C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"


def arc(start: tuple[float, float], end: tuple[float, float], bulge: float) -> str:
    """Return an SVG path for an arc to the right of a column of boxes, from one height to another."""
    (x1, y1), (x2, y2) = start, end
    far = max(x1, x2) + bulge
    return f"{move_to(x1, y1)}C{far:.1f} {y1:.1f} {far:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
