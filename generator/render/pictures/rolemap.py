"""The map of roles: alike roles lie near each other.

Steps: ``scaling`` finds places, they are fitted into the paper in one scale, roles too near for their names push each
other apart, each role is joined with the one most alike, names go where they cover least. Everything is
deterministic.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.render.pictures.paper import Paper, paper
from generator.render.pictures.scaling import Point, distances, embed, level
from generator.render.pictures.text import width, wrap

MAX_ROLES = 40
"""With more roles the labels cover the map; the overview then lists the nearest pairs only."""

MIN_ROLES = 3
"""Two roles have a distance but no place."""

_PUSHES = 300
_SIZE = 14.0
_LINE = 17.0
_OFF = 15.0
_NUMBERS_UP_TO = 12

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapRole:
    """A role to be placed: its name, its page and what a screen reader says."""

    key: str
    text: str
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A role on the map with its label."""

    place: MapRole
    x: float
    y: float
    lines: tuple[tuple[float, float, str], ...]
    anchor: str
    hit: Rectangle


@dataclass(frozen=True, slots=True)
class Road:
    """The line between a role and the one nearest to it, with their likeness in percent.

    ``number`` is where that is shown when there is room: centre and baseline.
    """

    line: Rectangle
    likeness: int
    number: tuple[float, float, float] | None
    weight: float


@dataclass(frozen=True, slots=True)
class RoleMap:
    """The map in one size."""

    paper: Paper
    tall: bool
    spots: tuple[Spot, ...]
    roads: tuple[Road, ...]


def role_map(places: tuple[MapRole, ...], likeness: dict[tuple[str, str], float], *, tall: bool) -> RoleMap:
    """Draw a map of ``MIN_ROLES`` to ``MAX_ROLES`` roles; ``likeness`` from 0 to 1 by ordered pairs of their keys."""
    keys = [place.key for place in places]
    alike = [[1.0 if a == b else likeness[a, b] for b in keys] for a in keys]
    total = 358.0 if tall else 800.0
    high = max(400.0 if tall else 380.0, len(places) * (56.0 if tall else 17.0))
    labels = [wrap(place.text, _SIZE, 150, 2) for place in places]
    sizes = [(max(width(line, _SIZE) for line in lines) + 12, 17.0 * len(lines) + 30) for lines in labels]
    points = level(embed(distances(alike)))
    if tall:
        points = [(y, x) for x, y in points]
    points = _apart(_fit(points, sizes, total, high), sizes, total, high)
    roads = _roads(alike, points)
    return RoleMap(paper(total, high), tall, _spots(places, labels, points, roads, (total, high)), roads)


def _fit(points: list[Point], sizes: list[Point], total: float, high: float) -> list[Point]:
    """Scale the points, both directions alike, so that they and their labels fill the paper."""
    half = max(size[0] for size in sizes) / 2
    below = max(size[1] for size in sizes)
    spans = [max(abs(point[axis]) for point in points) or 1e-9 for axis in (0, 1)]
    scale = min((total / 2 - half) / spans[0], (high / 2 - below / 2) / spans[1])
    return [(total / 2 + scale * x, high / 2 - below / 2 + 16 + scale * y) for x, y in points]


def _apart(points: list[Point], sizes: list[Point], total: float, high: float) -> list[Point]:
    """Push roles apart until no label covers another, at most a fixed number of rounds."""
    moved = [list(point) for point in points]
    for push_round in range(_PUSHES):
        calm = True
        for i in range(len(moved)):
            for j in range(i + 1, len(moved)):
                dx, dy = moved[j][0] - moved[i][0], moved[j][1] - moved[i][1]
                over_x = (sizes[i][0] + sizes[j][0]) / 2 - abs(dx)
                over_y = (sizes[i][1] + sizes[j][1]) / 2 - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                calm = False
                # The paper's edges may undo each push sideways; later ones go up and down only.
                sideways = over_x < over_y and push_round < _PUSHES // 2
                axis, over, delta = (0, over_x, dx) if sideways else (1, over_y, dy)
                push = (over / 2 + 0.5) * (1 if delta >= 0 else -1)
                moved[i][axis] -= push
                moved[j][axis] += push
        for point, size in zip(moved, sizes, strict=True):
            point[0] = min(max(point[0], size[0] / 2), total - size[0] / 2)
            point[1] = min(max(point[1], 16.0), high - size[1] + 12)
        if calm:
            break
    return [(round(x, 1), round(y, 1)) for x, y in moved]


def _spots(
    places: tuple[MapRole, ...],
    labels: list[tuple[str, ...]],
    points: list[Point],
    roads: tuple[Road, ...],
    size: Point,
) -> tuple[Spot, ...]:
    """Name the roles below, above, right or left of the dot, where a name covers the fewest lines, dots and names."""
    crowd = [*points, *(place for road in roads for place in _along(road))]
    sizes = [(max(width(line, _SIZE) for line in lines), _LINE * len(lines)) for lines in labels]
    # Below the dots there is room for all names; a name may only leave that room for another that is free.
    taken = [(x - wide / 2, y + _OFF, wide, high) for (x, y), (wide, high) in zip(points, sizes, strict=True)]
    spots = []
    for number, (place, lines, (x, y), (wide, high)) in enumerate(zip(places, labels, points, sizes, strict=True)):
        sides = (
            (x - wide / 2, y + _OFF, x, "middle"),
            (x - wide / 2, y - _OFF - high, x, "middle"),
            (x + _OFF, y - high / 2, x + _OFF, "start"),
            (x - _OFF - wide, y - high / 2, x - _OFF, "end"),
        )
        others = taken[:number] + taken[number + 1 :]
        costs = [_cost((side[0], side[1], wide, high), crowd, others, size) for side in sides]
        left, top, at, anchor = sides[costs.index(min(costs))]
        taken[number] = (left, top, wide, high)
        rows = tuple((round(at, 1), round(top + _SIZE + _LINE * row, 1), line) for row, line in enumerate(lines))
        hit = (min(left, x - _OFF) - 4, min(top, y - _OFF) - 4)
        far = (max(left + wide, x + _OFF) + 4, max(top + high, y + _OFF) + 4)
        spots.append(Spot(place, x, y, rows, anchor, (*_round(hit), *_round((far[0] - hit[0], far[1] - hit[1])))))
    return tuple(spots)


def _cost(name: Rectangle, crowd: list[Point], taken: list[Rectangle], size: Point) -> float:
    left, top, wide, high = name
    covered = sum(left - 4 < x < left + wide + 4 and top - 4 < y < top + high + 4 for x, y in crowd)
    crossed = sum(
        left < other[0] + other[2] and other[0] < left + wide and top < other[1] + other[3] and other[1] < top + high
        for other in taken
    )
    outside = left < 0 or top < 0 or left + wide > size[0] or top + high > size[1]
    return covered + 20 * crossed + 1000 * outside


def _along(road: Road) -> list[Point]:
    """Points on a line, close enough together that no name slips between them; its number weighs more."""
    x1, y1, x2, y2 = road.line
    parts = max(2, int(math.dist((x1, y1), (x2, y2)) / 8))
    points = [(x1 + (x2 - x1) * part / parts, y1 + (y2 - y1) * part / parts) for part in range(1, parts)]
    return points + ([road.number[:2]] * 5 if road.number else [])


def _round(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def _roads(alike: list[list[float]], points: list[Point]) -> tuple[Road, ...]:
    """Draw a line from each role to the one most alike."""
    n = len(points)
    pairs = set()
    for i in range(n):
        j = max((j for j in range(n) if j != i), key=lambda j: (alike[i][j], -j))
        if alike[i][j] > 0:
            pairs.add((min(i, j), max(i, j)))
    roads = []
    for i, j in sorted(pairs):
        (x1, y1), (x2, y2) = points[i], points[j]
        middle = (round((x1 + x2) / 2, 1), round((y1 + y2) / 2, 1))
        number = (*middle, middle[1] + 4) if n <= _NUMBERS_UP_TO else None
        roads.append(Road((x1, y1, x2, y2), round(100 * alike[i][j]), number, round(1.5 + 6 * alike[i][j], 1)))
    return tuple(roads)
