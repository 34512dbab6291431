"""A learning path as a timetable: a line for each skill, a column for each level, a numbered stop for each level step.

Lines are in the order in which the path first reaches their skills, columns from the lowest level up. The number of a stop
is the place, in the list on the page, of the offer or practice that reaches it. In the wide form arrows lead from a level
to the levels that wait for it; on a phone they would tangle, so the order is shown by the numbers alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.render.pictures.boxes import move_to
from generator.render.pictures.paper import Paper, paper
from generator.render.pictures.text import wrap

MAX_LINES = 48
"""Most lines of a picture: with more the list is easier to read. The roles of the atlas have up to 30 skills."""

_SIZE = 12.5
_LEADING = 13.5
_RADIUS = 10.5
_AWAY = 4.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stop:
    """A level step: its number on the path, the rank it reaches, the way it is taken, the steps it waits for."""

    number: int
    step: Hashable
    rank: int
    way: str
    after: tuple[Hashable, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill on the path: name, address of its page, text for screen readers, group and stops."""

    text: str
    href: str
    words: str
    group: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class PlacedStop:
    """A stop with its position."""

    stop: Stop
    x: float
    y: float

    @property
    def baseline(self) -> float:
        """Height at which its number is written."""
        return self.y + 4


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with the positions of its name's lines, its track from first to last stop, its stops, and the arrows into these."""

    line: SkillLine
    names: tuple[tuple[float, float, str], ...]
    hit: tuple[float, float, float, float]
    sign: Point
    track: tuple[float, float, float]
    stops: tuple[PlacedStop, ...]
    arrows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a level above its column, and the lower end of the thin line below it."""

    title: str
    x: float
    lines: tuple[tuple[float, float, str], ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class Timetable:
    """The picture in one orientation."""

    paper: Paper
    tall: bool
    heads: tuple[Head, ...]
    lines: tuple[PlacedLine, ...]

    @property
    def waits(self) -> int:
        """Number of arrows in the wide form, one for each prerequisite of its steps."""
        return sum(len(stop.stop.after) for line in self.lines for stop in line.stops)

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways in which its steps are taken, in their order on the path, for the key."""
        stops = sorted((stop.stop.number, stop.stop.way) for line in self.lines for stop in line.stops)
        return tuple(dict.fromkeys(way for _, way in stops))


def timetable(lines: tuple[SkillLine, ...], levels: Mapping[int, str], *, tall: bool) -> Timetable | None:
    """Return the picture of a path; ``levels`` are titles by rank. ``None`` for fewer than two lines or more than ``MAX_LINES``."""
    if not 2 <= len(lines) <= MAX_LINES:
        return None
    total, pitch, top = (358.0, 34.0, 24.0) if tall else (800.0, 30.0, 34.0)
    names = max(120.0, total - 40 * len(levels)) if tall else 268.0
    column = (total - names) / len(levels)
    places = {rank: names + column * (number + 0.5) for number, rank in enumerate(sorted(levels))}
    placed = tuple(_line(line, places, top + pitch * (number + 0.5), names) for number, line in enumerate(lines))
    bottom = top + pitch * len(lines)
    heads = tuple(_head(x, levels[rank], column, top, bottom, tall=tall) for rank, x in places.items())
    if not tall:
        at = {stop.stop.step: (stop.x, stop.y) for line in placed for stop in line.stops}
        placed = tuple(replace(line, arrows=tuple(_arrows(line, at, column))) for line in placed)
    return Timetable(paper(total, bottom + 4), tall, heads, placed)


def _line(line: SkillLine, places: Mapping[int, float], y: float, names: float) -> PlacedLine:
    rows = wrap(line.text, _SIZE, names - 26, 2)
    first = y + 4 - _LEADING / 2 * (len(rows) - 1)
    stops = tuple(PlacedStop(stop, round(places[stop.rank], 1), y) for stop in line.stops)
    return PlacedLine(
        line,
        tuple((18.0, round(first + _LEADING * number, 1), row) for number, row in enumerate(rows)),
        (0.0, y - 14, names - 4, 28.0),
        (5.0, y),
        (stops[0].x, stops[-1].x, y),
        stops,
    )


def _head(x: float, title: str, column: float, top: float, bottom: float, *, tall: bool) -> Head:
    rows = wrap(title, _SIZE, column - 2, 1) if tall else wrap(title, _SIZE, column - 8, 2)
    first = top - 10 - _LEADING * (len(rows) - 1)
    placed = tuple((round(x, 1), first + _LEADING * n, row) for n, row in enumerate(rows))
    return Head(title, round(x, 1), placed, bottom)


def _arrows(line: PlacedLine, at: Mapping[Hashable, Point], column: float) -> Iterator[str]:
    for stop in line.stops:
        for needed in stop.stop.after:
            yield _arrow(at[needed], (stop.x, stop.y), column)


def _arrow(start: Point, end: Point, column: float) -> str:
    """Return an SVG path that enters a stop in a later column from the left, or one in the same column around its right side."""
    (x1, y1), (x2, y2) = start, end
    reach = _RADIUS + _AWAY
    if x2 > x1:
        tip = x2 - reach - 3
        bend = min(column * 0.55, (tip - x1) * 0.6)
        return f"{move_to(x1 + _RADIUS, y1)}C{x1 + bend:.1f} {y1:.1f} {tip - bend:.1f} {y2:.1f} {tip:.1f} {y2:.1f}"
    far = x1 + min(column * 0.42, 24 + abs(y2 - y1) * 0.16)
    return f"{move_to(x1 + _RADIUS, y1)}C{far:.1f} {y1:.1f} {far:.1f} {y2:.1f} {x2 + reach + 3:.1f} {y2:.1f}"
