"""What comes before what: skills in layers from left to right, each after all that it presupposes (Sugiyama's method).

Steps: drop lines that say nothing new (transitive reduction), give each node the layer behind its last prerequisite,
let long lines pass through placeholders so that they do not run behind boxes, order each layer by its neighbours'
places, draw. Nodes without any line stand apart: they can come at any time. On a phone the layers become one column
with arcs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from generator.render.pictures.boxes import HEAD, Arrow, Box, Caption, Diagram, SkillNode, arc, box, curve, move
from generator.render.pictures.paper import paper
from generator.render.pictures.text import wrap

MAX_NODES = 48
"""Above this a picture needs more looking than the list needs reading; the roles of the atlas have up to 30 skills."""

_SWEEPS = 6
_BOX = 58.0
_FLAT = 40.0
_APART = 12.0
_GAP = 10.0
_PASS = 8.0


def chained(
    nodes: tuple[SkillNode, ...], edges: frozenset[tuple[str, str]]
) -> tuple[tuple[tuple[str, ...], ...], frozenset[tuple[str, str]]]:
    """Layers of the nodes that have a line, and the lines that remain.

    Level steps have no cycles, but their skills may (A at level 1 before B, B at level 2 before A at level 3); such a
    line back is dropped, seen from the order in which the nodes come. Kahn's algorithm, then a reduction of O(lines x
    nodes).
    """
    keys = [node.key for node in nodes]
    before: dict[str, set[str]] = {key: {a for a, b in edges if b == key and a != key} for key in keys}
    order: list[str] = []
    while len(order) < len(keys):
        waiting = [key for key in keys if key not in order]
        order.append(next((key for key in waiting if not before[key] - set(order)), waiting[0]))
    place = {key: number for number, key in enumerate(order)}
    forward = {(a, b) for a, b in edges if place[a] < place[b]}
    reach: dict[str, set[str]] = {}
    for key in reversed(order):
        followers = {b for a, b in forward if a == key}
        reach[key] = followers.union(*(reach[follower] for follower in followers))
    kept = frozenset(
        (a, b) for a, b in forward if not any(b in reach[via] for a2, via in forward if a2 == a and via != b)
    )
    depth: dict[str, int] = {}
    for key in order:
        depth[key] = max((depth[a] + 1 for a, b in kept if b == key), default=0)
    linked = {key for edge in kept for key in edge}
    layers = [
        tuple(key for key in keys if key in linked and depth[key] == level)
        for level in range(max(depth.values(), default=0) + 1)
    ]
    return tuple(layer for layer in layers if layer), kept


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in a layer: a node, or a placeholder that a long line passes through."""

    key: str
    passing: bool


def layered(
    nodes: tuple[SkillNode, ...], edges: frozenset[tuple[str, str]], free: str, *, tall: bool
) -> Diagram | None:
    """Draw skills in layers; ``free`` is the heading of those without a line.

    ``None`` when nothing follows on anything, or when there are more than ``MAX_NODES``.
    """
    layers, kept = chained(nodes, edges)
    if not kept or len(nodes) > MAX_NODES:
        return None
    by_key = {node.key: node for node in nodes}
    linked = {key for layer in layers for key in layer}
    loose = tuple(node for node in nodes if node.key not in linked)
    if tall:
        return _column([[by_key[key] for key in layer] for layer in layers], kept, loose, free)
    slots, segments = _with_passages(layers, kept)
    rows = _ordered(slots, segments)
    return _draw(rows, segments, by_key, loose, free)


def _with_passages(
    layers: tuple[tuple[str, ...], ...], edges: frozenset[tuple[str, str]]
) -> tuple[list[list[_Slot]], list[tuple[_Slot, ...]]]:
    slots = [[_Slot(key, passing=False) for key in layer] for layer in layers]
    depth = {key: level for level, layer in enumerate(layers) for key in layer}
    chains = []
    for a, b in sorted(
        edges, key=lambda edge: (depth[edge[0]], layers[depth[edge[0]]].index(edge[0]), depth[edge[1]], edge[1])
    ):
        passages = [_Slot(f"{a}>{b}@{level}", passing=True) for level in range(depth[a] + 1, depth[b])]
        for level, slot in enumerate(passages, start=depth[a] + 1):
            slots[level].append(slot)
        chains.append((_Slot(a, passing=False), *passages, _Slot(b, passing=False)))
    return slots, chains


def _ordered(slots: list[list[_Slot]], chains: list[tuple[_Slot, ...]]) -> list[list[_Slot]]:
    """Order each layer by the mean place of its neighbours, forwards and backwards in turn."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for chain in chains:
        for a, b in pairwise(chain):
            after.setdefault(a.key, []).append(b.key)
            before.setdefault(b.key, []).append(a.key)
    rows = [list(layer) for layer in slots]
    for sweep in range(_SWEEPS):
        forwards = sweep % 2 == 0
        neighbours = before if forwards else after
        place: dict[str, float] = {}
        for row in rows if forwards else reversed(rows):
            old = {slot.key: (number + 0.5) / len(row) for number, slot in enumerate(row)}
            mean = {
                slot.key: sum(place[key] for key in near) / len(near)
                if (near := neighbours.get(slot.key))
                else old[slot.key]
                for slot in row
            }
            row.sort(key=lambda slot: (mean[slot.key], old[slot.key]))
            place |= {slot.key: (number + 0.5) / len(row) for number, slot in enumerate(row)}
    return rows


def _draw(
    rows: list[list[_Slot]],
    chains: list[tuple[_Slot, ...]],
    nodes: dict[str, SkillNode],
    loose: tuple[SkillNode, ...],
    free: str,
) -> Diagram:
    count = len(rows)
    wide = min(210.0, max(140.0, (800 - 36 * (count - 1)) / count))
    gutter = max(36.0, (800 - wide * count) / (count - 1))
    heights = [sum((_PASS if slot.passing else _BOX) + _GAP for slot in row) - _GAP for row in rows]
    high = max(heights)
    ports: dict[str, tuple[float, float]] = {}
    boxes: list[Box] = []
    for level, row in enumerate(rows):
        x = level * (wide + gutter)
        spare = (high - heights[level]) / len(row)
        y = 2 + spare / 2
        for slot in row:
            size = _PASS if slot.passing else _BOX
            if not slot.passing:
                boxes.append(box(nodes[slot.key], x, y, (wide, size), badge=True, lines=4))
            ports[slot.key] = (x, y + size / 2)
            y += size + _GAP + spare
    arrows = tuple(_line(chain, ports, wide) for chain in chains)
    total = wide * count + gutter * (count - 1)
    apart = _grid(loose, high + 56, total)
    captions = (Caption(0, high + 42, free),) if loose else ()
    bottom = max(item.y + item.height for item in (*boxes, *apart)) + 4
    return Diagram(paper(total, bottom), False, (*boxes, *apart), arrows, captions)


def _line(chain: tuple[_Slot, ...], ports: dict[str, tuple[float, float]], wide: float) -> Arrow:
    """Lead a line from box to box, through the placeholders between them."""
    x, y = ports[chain[0].key]
    x += wide
    path = move(x, y)
    for slot in chain[1:]:
        to_x, to_y = ports[slot.key]
        path += curve(x, y, to_x - (0 if slot.passing else HEAD), to_y)
        x, y = to_x + wide, to_y
        if slot.passing:
            path += f"H{x:.1f}"
    return Arrow(path)


def _grid(nodes: tuple[SkillNode, ...], top: float, total: float) -> tuple[Box, ...]:
    """Place boxes in rows of equal width."""
    across = max(1, int((total + _APART) // (188 + _APART)))
    cell = round((total - _APART * (across - 1)) / across, 1)
    places = [
        (number % across * (cell + _APART), top + number // across * (_FLAT + _GAP)) for number in range(len(nodes))
    ]
    return tuple(box(node, x, y, (cell, _FLAT), badge=True) for node, (x, y) in zip(nodes, places, strict=True))


def _column(
    layers: list[list[SkillNode]], edges: frozenset[tuple[str, str]], loose: tuple[SkillNode, ...], free: str
) -> Diagram:
    wide, y = 250.0, 2.0
    boxes: list[Box] = []
    for layer in layers:
        for node in layer:
            boxes.append(box(node, 0, y, (wide, _FLAT), badge=True))
            y += _FLAT + _GAP / 2
        y += _GAP
    middle = {item.node.key: item.y + _FLAT / 2 for item in boxes}
    farthest = max(middle[b] - middle[a] for a, b in edges)
    arrows = tuple(
        Arrow(arc((wide, middle[a] + 6), (wide + HEAD, middle[b] - 6), 36 + 100 * (middle[b] - middle[a]) / farthest))
        for a, b in sorted(edges)
    )
    apart = tuple(
        box(node, 0, y + 42 + number * (_FLAT + _GAP / 2), (wide, _FLAT), badge=True)
        for number, node in enumerate(loose)
    )
    captions = (
        tuple(Caption(0, y + 14 + 16 * number, line) for number, line in enumerate(wrap(free, 13, 358, 2)))
        if loose
        else ()
    )
    bottom = max(item.y + item.height for item in (*boxes, *apart)) + 4
    return Diagram(paper(358, bottom), True, (*boxes, *apart), arrows, captions)
