"""Edit YAML text by offset: replace texts, remove and add items and entries. All other characters stay unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.workbench.document import Piece
from generator.workbench.writing import scalar


class Edit(NamedTuple):
    """A replacement of the characters from the offset ``start`` up to, but not including, ``end`` by ``new``."""

    start: int
    end: int
    new: str


class EditError(Exception):
    """A text has a form that can't be edited safely; the message says which."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits applied. Raises ``EditError`` if they overlap."""
    parts: list[str] = []
    done = 0
    for edit in sorted(set(edits)):
        if edit.start < done:
            raise EditError("two edits of the same place")
        parts += text[done : edit.start], edit.new
        done = edit.end
    return "".join((*parts, text[done:]))


def replace_text(text: str, piece: Piece, new: str) -> Edit:
    """Return the edit that replaces a short text, such as an id; quotes around it are kept."""
    written = scalar(new, flow=True)
    if piece.style in ("'", '"') and written == new:
        written = f"{piece.style}{new}{piece.style}"
    if piece.style in ("|", ">"):
        return Edit(piece.start, piece.end, written)
    lead = " " if piece.start == piece.end and text[piece.start - 1 : piece.start] == ":" else ""
    return Edit(piece.start, piece.end, lead + written)


def _with_comments_inside(text: str, end: int, indent: int) -> int:
    """Return the offset after the comment lines that follow an item and are indented deeper than its dash, so belong to the item."""
    inside = re.match(rf"(?: {{{indent + 1},}}#[^\n]*(?:\n|$))*", text[end:])
    return end + (inside.end() if inside else 0)


def remove_items(text: str, piece: Piece, gone: set[int]) -> Iterator[Edit]:
    """Yield the edits that remove items of a list by their 0-based numbers. Raises ``EditError`` if no item would be left."""
    kept = [number for number in range(len(piece.items)) if number not in gone]
    if not kept:
        raise EditError("no item would be left")
    if piece.style != "[":
        for number in sorted(gone):
            item = piece.items[number]
            dash = dash_of(text, item)
            begins = line_start(text, dash)
            ends = _with_comments_inside(text, line_after(text, item.end), dash - begins)
            yield Edit(with_comments_above(text, begins, dash - begins), ends, "")
        return
    for number in sorted(gone):
        if number < kept[-1]:
            yield Edit(piece.items[number].start, piece.items[number + 1].start, "")
    if kept[-1] < len(piece.items) - 1:
        yield Edit(piece.items[kept[-1]].end, piece.items[-1].end, "")


def remove_entries(text: str, piece: Piece, gone: set[str]) -> Iterator[Edit]:
    """Yield the edits that remove keys with their values from a mapping. Raises ``EditError`` if no entry would be left."""
    names = list(piece.entries)
    kept = [place for place, name in enumerate(names) if name not in gone]
    if not kept:
        raise EditError("no entry would be left")
    ends = [max(piece.entries[name].end, piece.keys[name].end + 1) for name in names]
    starts = [piece.keys[name].start for name in names]
    if piece.style == "{":
        yield from (
            Edit(starts[place], starts[place + 1], "")
            for place, name in enumerate(names)
            if name in gone and place < kept[-1]
        )
        if kept[-1] < len(names) - 1:
            yield Edit(ends[kept[-1]], ends[-1], "")
        return
    for place, name in enumerate(names):
        if name not in gone:
            continue
        begins = line_start(text, starts[place])
        if text[begins : starts[place]].strip():  # the line also has the dash of a list's item, which stays
            yield Edit(starts[place], starts[kept[0]], "")
        elif not (place < kept[0] and text[line_start(text, starts[0]) : starts[0]].strip()):
            yield Edit(with_comments_above(text, begins, starts[place] - begins), line_after(text, ends[place]), "")


def remove_entry(text: str, piece: Piece, key: str) -> Edit:
    """Return the edit that removes a key with its value from a mapping that has other keys."""
    (edit,) = remove_entries(text, piece, {key})
    return edit


def with_comments_above(text: str, start: int, indent: int) -> int:
    """Return the offset of the first comment line directly above a line with the same indent; such comments belong to the line."""
    while start:
        above = line_start(text, start - 1 - text[:start].endswith("\r\n"))
        line = text[above:start]
        if not line.startswith(" " * indent + "#"):
            break
        start = above
    return start


def add_item(text: str, piece: Piece, lines: str) -> Edit:
    """Return the edit that adds an item at the end of a list; in a list without brackets the item gets the indent of the list."""
    if piece.style == "[":
        if piece.items:
            return Edit(piece.items[-1].end, piece.items[-1].end, f", {lines}")
        return Edit(piece.start, piece.end, f"[{lines}]")
    last = piece.items[-1]
    dash = dash_of(text, last)
    indent = text[line_start(text, dash) : dash]
    end = line_after(text, last.end)
    lead = "" if text[:end].endswith(("\n", "\r")) else newline_of(text)
    return Edit(end, end, lead + _indented(f"- {lines}", indent, "  ", newline_of(text)))


def add_entry(text: str, piece: Piece, key: str, lines: str, after: Iterable[str] = ()) -> Edit:
    """Return the edit that adds a key to a mapping: after the last of its keys that are in ``after``, otherwise at its end.

    ``lines`` is the text after the colon: a space and a value, or a line break and indented lines.
    """
    names = list(piece.entries)
    earlier = [name for name in names if name in set(after)]
    before = earlier[-1] if earlier else names[-1]
    end = max(piece.entries[before].end, piece.keys[before].end + 1)
    if piece.style == "{":
        return Edit(end, end, f", {key}:{lines}")
    first = piece.keys[names[0]].start
    indent = " " * (first - line_start(text, first))
    place = line_after(text, end)
    lead = "" if text[:place].endswith(("\n", "\r")) else newline_of(text)
    return Edit(place, place, lead + _indented(f"{key}:{lines}", indent, "", newline_of(text)))


def _indented(lines: str, indent: str, more: str, newline: str) -> str:
    first, *rest = lines.rstrip("\n").split("\n")
    return newline.join([indent + first, *(indent + more + line if line else "" for line in rest)]) + newline


def dash_of(text: str, item: Piece) -> int:
    """Return the offset of the dash before an item of a list without brackets."""
    dash = text.rfind("-", 0, item.start)
    while dash > 0 and text[line_start(text, dash) : dash].strip():  # skip dashes in a comment between dash and item
        dash = text.rfind("-", 0, dash)
    return dash


def line_start(text: str, offset: int) -> int:
    """Return the offset at which the line with the character at ``offset`` begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_after(text: str, end: int) -> int:
    """Return the offset at which the next line after the offset ``end`` begins, so that a comment at the end of the line is included."""
    found = [place for place in (text.find("\n", end), text.find("\r", end)) if place >= 0]
    if not found:
        return len(text)
    place = min(found)
    return place + (2 if text.startswith("\r\n", place) else 1)


def newline_of(text: str) -> str:
    """Return the line break that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"
