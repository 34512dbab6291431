"""The skill shape: a role's required levels as mountains along a route, one mountain for each skill group.

A level is an altitude, a skill a stretch of the route; a group's highest skills stand in its middle. The first series
of levels is filled, a second one (to compare two roles) is drawn over it as a line. ``tall`` turns the route
downwards, so that labels stay level on a phone.

Steps: order the stops of each group, give each stop its stretch, draw slopes between neighbouring altitudes, place
labels.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from generator.render.pictures.paper import Paper, paper
from generator.render.pictures.terrain import Axes, area, ridge
from generator.render.pictures.text import cut, spread, width, wrap

MAX_STOPS = 60
"""Stretches of a route; with more of them a stretch gets narrower than its label is high."""

MIN_STOPS = 3
"""Fewer levels than this make no shape."""

_LABEL = 12.0
_SMALL = 12.0
_LINE = 14.0
_LONGEST = 300.0
_TURN = 60

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Stop:
    """A skill on the route: its name, its page and what a screen reader says.

    For each series it has a rank (0: not required) and whether it is essential.
    """

    text: str
    href: str
    words: str
    ranks: tuple[int, ...]
    essential: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Massif:
    """The stops of a skill group."""

    group: str
    title: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text at their places."""

    lines: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class RankMark:
    """What stands at the top of a stop: a rank, and whether it is essential."""

    x: float
    y: float
    rank: int
    essential: bool


@dataclass(frozen=True, slots=True)
class StopColumn:
    """A stop with its area, its label and the rectangle that reacts to a pointer.

    A single series has its rank as ``number``, of two series the second has a ``dot`` on its ridge.
    """

    stop: Stop
    area: str
    hit: Rectangle
    label: Label
    number: RankMark | None
    dot: RankMark | None


@dataclass(frozen=True, slots=True)
class Mountain:
    """A group: its columns, the ridge of each series, its title and the line that leads from there to the mountain."""

    group: str
    columns: tuple[StopColumn, ...]
    ridges: tuple[str, ...]
    title: Label
    leader: str


@dataclass(frozen=True, slots=True)
class Contour:
    """The line of a level with its name."""

    line: Rectangle
    label: tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Elevation:
    """The picture in one orientation; ``turn`` is the angle of the stops' labels."""

    paper: Paper
    tall: bool
    turn: int
    contours: tuple[Contour, ...]
    mountains: tuple[Mountain, ...]


def bearable(massifs: tuple[Massif, ...]) -> bool:
    """Tell whether a picture of these stops helps."""
    return MIN_STOPS <= sum(len(massif.stops) for massif in massifs) <= MAX_STOPS


def peaked(stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Order stops so that the highest stands in the middle and the others fall off to both sides."""
    row: deque[Stop] = deque()
    for number, stop in enumerate(sorted(stops, key=lambda stop: (-max(stop.ranks), -sum(stop.ranks), stop.text))):
        row.append(stop) if number % 2 else row.appendleft(stop)
    return tuple(row)


def profile(massifs: tuple[Massif, ...], levels: tuple[str, ...], *, tall: bool) -> Elevation:
    """Draw the mountains of some groups; ``levels`` are the names of the scale from the lowest."""
    return _tall(massifs, levels) if tall else _wide(massifs, levels)


def _wide(massifs: tuple[Massif, ...], levels: tuple[str, ...]) -> Elevation:
    count = sum(len(massif.stops) for massif in massifs)
    margin, gap, rise = 124.0, 8.0, 44.0
    spare = margin + 12 + gap * len(massifs)
    pitch = min(40.0, max(17.0, (800 - spare) / count))
    total = max(800.0, spare + count * pitch)
    titles = [wrap(massif.title, _SMALL, max(100.0, len(massif.stops) * pitch), 2) for massif in massifs]
    head = _LINE * max(len(title) for title in titles) + 36
    base, bar = head + rise * len(levels), head - 22
    axes = Axes(margin, base, rise, tall=False)
    starts = [
        gap / 2 + sum(len(massif.stops) * pitch + gap for massif in massifs[:number]) for number in range(len(massifs))
    ]
    spans = [
        (margin + start, margin + start + len(massif.stops) * pitch)
        for start, massif in zip(starts, massifs, strict=True)
    ]
    widths = [max(width(line, _SMALL) for line in title) for title in titles]
    places = spread([(left + right) / 2 for left, right in spans], widths, 4, total - 4, 10)
    mountains = []
    for start, massif, title, span, place in zip(starts, massifs, titles, spans, places, strict=True):
        columns, ridges = _columns(axes, massif, start, pitch, lambda stop, x, y: _hanging(stop, x, y, pitch, bar + 2))
        lines = tuple((round(place, 1), 12 + _LINE * row, line) for row, line in enumerate(title))
        leader = f"M{span[0] + 1:.1f} {bar:g}H{span[1] - 1:.1f}"
        leader += f"M{sum(span) / 2:.1f} {bar:g}L{place:.1f} {_LINE * len(title) + 2:g}"
        mountains.append(Mountain(massif.group, columns, ridges, Label(lines), leader))
    contours = tuple(
        Contour(
            (margin, base - rank * rise, total, base - rank * rise),
            (margin - 8, base - rank * rise + 4, f"{rank} {name}"),
        )
        for rank, name in enumerate(levels, start=1)
    )
    labels = [line for mountain in mountains for column in mountain.columns for line in column.label.lines]
    bottom = max(y + width(line, _LABEL) * math.sin(math.radians(_TURN)) for _, y, line in labels) + 6
    return Elevation(paper(total, bottom), False, -_TURN, contours, tuple(mountains))


def _hanging(stop: Stop, x: float, y: float, pitch: float, top: float) -> tuple[Label, Rectangle]:
    """Hang a label aslant below its stop, as long as the paper on its left allows."""
    room = min(_LONGEST, (x - 4) / math.cos(math.radians(_TURN)))
    label = Label(((x + 3, y + 14, cut(stop.text, _LABEL, room)),))
    return label, (round(x - pitch / 2, 1), top, round(pitch, 1), round(y - top + 6, 1))


def _tall(massifs: tuple[Massif, ...], levels: tuple[str, ...]) -> Elevation:
    total, margin, row, head = 358.0, 190.0, 30.0, 18.0
    rise = (total - margin - 16) / len(levels)
    axes = Axes(margin, head, rise, tall=True)
    mountains, along = [], 0.0
    for massif in massifs:
        start = along + 30
        columns, ridges = _columns(axes, massif, start, row, lambda stop, x, y: _beside(stop, x, y, row, total))
        title = cut(massif.title, _LABEL + 1, total)
        mountains.append(
            Mountain(
                massif.group,
                columns,
                ridges,
                Label(((0, head + start - 8, title),)),
                f"M0 {head + start - 2:g}H{total:g}",
            )
        )
        along = start + len(massif.stops) * row + 4
    contours = tuple(
        Contour((x, head, x, head + along), (x, 11, str(rank)))
        for rank, x in ((rank, margin + rank * rise) for rank in range(1, len(levels) + 1))
    )
    return Elevation(paper(total, head + along + 4), True, 0, contours, tuple(mountains))


def _beside(stop: Stop, x: float, y: float, row: float, total: float) -> tuple[Label, Rectangle]:
    """Set a label level beside its stop."""
    lines = wrap(stop.text, _LABEL, x - 12, 2)
    first = y + 4 - 6.5 * (len(lines) - 1)
    label = Label(tuple((x - 8, round(first + 13 * number, 1), line) for number, line in enumerate(lines)))
    return label, (0.0, round(y - row / 2, 1), total, row)


def _columns(
    axes: Axes,
    massif: Massif,
    start: float,
    pitch: float,
    labelled: Callable[[Stop, float, float], tuple[Label, Rectangle]],
) -> tuple[tuple[StopColumn, ...], tuple[str, ...]]:
    """Draw the columns of a mountain that starts at a place of the route, and the ridge of each series."""
    stops = peaked(massif.stops)
    edges = [start + number * pitch for number in range(len(stops) + 1)]
    soft = pitch * 0.3
    columns = []
    for number, stop in enumerate(stops):
        before = stops[number - 1].ranks[0] if number else None
        after = stops[number + 1].ranks[0] if number + 1 < len(stops) else None
        middle = edges[number] + pitch / 2
        label, hit = labelled(stop, *axes.point(middle, 0))
        ground = area(axes, (edges[number], edges[number + 1]), (before, stop.ranks[0], after), soft)
        columns.append(StopColumn(stop, ground, hit, label, *_marks(axes, stop, middle)))
    series = range(len(stops[0].ranks))
    return tuple(columns), tuple(ridge(axes, edges, [stop.ranks[one] for stop in stops], soft) for one in series)


def _marks(axes: Axes, stop: Stop, along: float) -> tuple[RankMark | None, RankMark | None]:
    """Give a single series its number at the top, of two series the second its dot."""
    rank, need = stop.ranks[-1], stop.essential[-1]
    if not rank:
        return None, None
    x, y = axes.point(along, rank)
    if len(stop.ranks) > 1:
        return None, RankMark(x, y, rank, need)
    return RankMark(x + 9, y + 4, rank, need) if axes.tall else RankMark(x, y - 6, rank, need), None
