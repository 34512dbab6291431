"""Set and remove values at a path of a YAML text; everything else in the text stays unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.model.marks import KeyPath
from generator.workbench.document import Piece, read_pieces
from generator.workbench.edits import (
    Edit,
    EditError,
    add_entry,
    add_item,
    apply_edits,
    dash_of,
    line_after,
    line_start,
    newline_of,
    remove_entry,
    remove_items,
)
from generator.workbench.writing import behind_key, flow, item


def set_value(text: str, path: KeyPath, value: Any, order: Sequence[str] = ()) -> str:
    """Return the text with a value set at a path; missing keys on the path are added. ``order`` are the record's keys in their usual order.

    Raises ``EditError`` if the text is empty or the path names the whole file.
    """
    way, rest = _walk(text, path)
    last = way[-1]
    if not rest:
        return text if last.plain() == value else _replaced(text, way, path, value)
    whole = value
    for step in reversed(rest[1:]):
        whole = {step: whole} if isinstance(step, str) else [whole]
    in_flow = any(piece.style in ("[", "{") for piece in way)
    step = rest[0]
    if isinstance(step, str) and last.entries:
        after = order[: order.index(step)] if len(way) == 1 and step in order else ()
        lines = f" {flow(whole)}" if in_flow else behind_key(whole, _column(text, last))
        return apply_edits(text, [add_entry(text, last, step, lines, after)])
    whole = {step: whole} if isinstance(step, str) else [whole]
    return _replaced(text, way, path[: len(path) - len(rest)], whole)


def add_to_list(text: str, path: KeyPath, value: Any, order: Sequence[str] = ()) -> str:
    """Return the text with an item added at the end of a list; a missing list is added."""
    way, rest = _walk(text, path)
    items = way[-1]
    if rest or not items.items:
        return set_value(text, path, [value], order)
    in_flow = any(piece.style in ("[", "{") for piece in way)
    return apply_edits(text, [add_item(text, items, flow(value) if in_flow else item(value))])


def remove_value(text: str, path: KeyPath) -> str:
    """Return the text without an entry or item; a list or mapping that would then be empty is removed too.

    Raises ``EditError`` if nothing would be left of the text.
    """
    way, rest = _walk(text, path)
    if rest:
        return text
    steps = [step for step in path if step != "text" or len(way) > len(path)]
    parent, step = way[-2], steps[-1]
    if len(parent.items or parent.entries) == 1:
        if len(way) == 2:
            raise EditError("nothing would be left")
        return remove_value(text, tuple(steps[:-1]))
    if isinstance(step, int):
        return apply_edits(text, remove_items(text, parent, {step}))
    return apply_edits(text, [remove_entry(text, parent, parent.written(step) or step)])


def _walk(text: str, path: KeyPath) -> tuple[list[Piece], KeyPath]:
    """Return the pieces along a path, root first, and the rest of the path, for which there is no piece."""
    root = read_pieces(text)
    if root is None:
        raise EditError("an empty file")
    way = [root]
    for number, step in enumerate(path):
        found = way[-1].inside(step)
        if found is not None:
            way.append(found)
        elif step != "text" or not way[-1].entries:
            return way, path[number:]
    return way, ()


def _replaced(text: str, way: list[Piece], path: KeyPath, value: Any) -> str:
    """Return the text with the last piece of ``way`` replaced by a value."""
    piece = way[-1]
    if any(one.style in ("[", "{") for one in way[:-1]):
        return apply_edits(text, [Edit(piece.start, piece.end, flow(value))])
    if len(way) == 1:
        raise EditError("a whole file")
    parent = way[-2]
    bracketed = piece.style in ("[", "{") and not isinstance(value, str)
    newline = newline_of(text)
    if parent.items:
        dash = dash_of(text, piece)
        lines = flow(value) if bracketed else item(value)
        indent = " " * (dash - line_start(text, dash) + 2)
        return apply_edits(text, [Edit(piece.start, piece.end, _joined(lines, indent, newline))])
    name = next(key for key, inner in parent.entries.items() if inner.start == piece.start and inner.end == piece.end)
    key = parent.keys[name]
    if piece.style == "older" and isinstance(value, list) and len(value) > 1:
        # An older key can hold only one value, so the key of today replaces it.
        step = next(step for step in reversed(path) if isinstance(step, str))
        return apply_edits(text, [Edit(key.start, piece.end, f"{step}: {flow(value)}")])
    if piece.style == "older" and isinstance(value, list):
        value = value[0]
    colon = text.index(":", key.end) + 1
    lines = f" {flow(value)}" if bracketed else behind_key(value, _column(text, parent), piece.style)
    if "\n" in lines and "#" in text[piece.end : line_after(text, piece.end)] and piece.style not in ("|", ">"):
        lines = f" {flow(value)}"
    indent = " " * _column(text, parent)
    return apply_edits(text, [Edit(colon, max(piece.end, colon), _joined(lines, indent, newline))])


def _joined(lines: str, indent: str, newline: str) -> str:
    first, *rest = lines.split("\n")
    return newline.join([first, *(indent + line if line else "" for line in rest)])


def _column(text: str, piece: Piece) -> int:
    """Return the 0-based column of the first key of a mapping, or of the first dash of a list."""
    if piece.entries:
        first = next(iter(piece.keys.values())).start
        return first - line_start(text, first)
    return piece.start - line_start(text, piece.start)
