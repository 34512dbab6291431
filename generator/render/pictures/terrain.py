"""Ground along a route: slopes between altitudes as Bézier curves, in either direction of the route."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Axes:
    """Where route and altitude lie on the paper; both in pixels from the route's start at altitude 0."""

    left: float
    base: float
    rise: float
    tall: bool

    def point(self, along: float, rank: float) -> tuple[float, float]:
        """Place of a point of the route at an altitude."""
        if self.tall:
            return round(self.left + rank * self.rise, 1), round(self.base + along, 1)
        return round(self.left + along, 1), round(self.base - rank * self.rise, 1)

    def path(self, command: str, *points: tuple[float, float]) -> str:
        """Write a path command through points of the route."""
        return command + " ".join("{:g} {:g}".format(*self.point(*point)) for point in points)


def ramp(axes: Axes, start: float, low: float, end: float, high: float) -> str:
    """Draw a whole slope, level at both ends; the pen stands at its start."""
    middle = (start + end) / 2
    return axes.path("C", (middle, low), (middle, high), (end, high))


def ridge(axes: Axes, edges: list[float], ranks: list[int], soft: float) -> str:
    """Draw the line over a mountain, from the ground to the ground; ``soft`` is half the length of a slope."""
    parts = [axes.path("M", (edges[0], 0))]
    parts.append(ramp(axes, edges[0], 0, edges[0] + soft, ranks[0]))
    for edge, (low, high) in zip(edges[1:-1], pairwise(ranks), strict=True):
        parts += [axes.path("L", (edge - soft, low)), ramp(axes, edge - soft, low, edge + soft, high)]
    parts += [axes.path("L", (edges[-1] - soft, ranks[-1])), ramp(axes, edges[-1] - soft, ranks[-1], edges[-1], 0)]
    return "".join(parts)


def area(axes: Axes, edges: tuple[float, float], ranks: tuple[int | None, int, int | None], soft: float) -> str:
    """Draw the ground below one stop: half of the slope on each side, at the mountain's edges the whole slope.

    ``ranks`` are those of the stop before (``None`` at the edge), of the stop itself and of the one after.
    """
    (start, end), (before, own, after) = edges, ranks
    parts = [axes.path("M", (start, 0))]
    if before is None:
        parts.append(ramp(axes, start, 0, start + soft, own))
    else:  # the second half of the slope's Bézier curve, cut at its middle (de Casteljau)
        parts += [
            axes.path("L", (start, (before + own) / 2)),
            axes.path("C", (start + soft / 4, (before + 3 * own) / 4), (start + soft / 2, own), (start + soft, own)),
        ]
    parts.append(axes.path("L", (end - soft, own)))
    if after is None:
        parts.append(ramp(axes, end - soft, own, end, 0))
    else:
        parts += [
            axes.path("C", (end - soft / 2, own), (end - soft / 4, (3 * own + after) / 4), (end, (own + after) / 2)),
            axes.path("L", (end, 0)),
        ]
    return "".join(parts) + "Z"
