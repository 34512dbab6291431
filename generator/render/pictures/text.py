"""Widths of labels, estimated without a font file, and their wrapping into lines.

SVG does not wrap text, so lines are broken here. The estimate errs on the wide side for humanist typefaces: a label
may be cut a little early, but never overlaps its neighbour.
"""

from __future__ import annotations

import re
from functools import lru_cache

SOFT_HYPHEN = "\u00ad"
_NARROW = frozenset("iljtfrI.,:;'’|!()[]/ -·")
_WIDE = frozenset("mwMWÄÖ@%&—–…")
_PIECES = re.compile(r"[^\s/-]+(?:[/-]+(?:[^\s/-]{1,2}(?![^\s/-]))?)*|[/-]+")


def width(text: str, size: float) -> float:
    """Return the estimated width of a text in pixels at a font size in pixels."""
    return size * _advances(text)


@lru_cache(maxsize=10_000)
def _advances(text: str) -> float:
    return sum(_advance(char) for char in text)


@lru_cache(maxsize=1_000)
def _advance(char: str) -> float:
    if char in _NARROW:
        return 0.31
    if char in _WIDE:
        return 0.86
    return 0.61 if char.isupper() else 0.52


def cut(text: str, size: float, room: float) -> str:
    """Return the text, or as much of it as fits into ``room`` pixels with an ellipsis."""
    if width(text, size) <= room:
        return text
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip(' ,/-(')}…"


def wrap(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """Break a text into at most ``lines`` lines, at blanks, hyphens and slashes (not before a short ending such as "/in").

    A word wider than ``room`` pixels breaks at its soft hyphens. Text that does not fit is cut with an ellipsis.
    """
    rows, joints = [""], [""]
    for word in text.split():
        pieces = [part for piece in _PIECES.findall(word) for part in _narrow(piece, size, room)]
        for number, piece in enumerate(pieces):
            glue = " " if rows[-1] and number == 0 else ""
            if rows[-1] and width(rows[-1] + glue + piece, size) > room:
                rows.append(piece)
                joints.append(glue)
            else:
                rows[-1] += glue + piece
    if len(rows) > lines:
        rest = "".join(glue + row for glue, row in zip(joints[lines - 1 :], rows[lines - 1 :], strict=True)).strip()
        return (*(cut(row, size, room) for row in rows[: lines - 1]), cut(f"{rest}…", size, room))
    return tuple(cut(row, size, room) for row in rows)


def _narrow(piece: str, size: float, room: float) -> list[str]:
    """Break a piece that is too wide for a line at its soft hyphens; unused soft hyphens are removed."""
    whole = piece.replace(SOFT_HYPHEN, "")
    if width(whole, size) <= room:
        return [whole]
    parts = [""]
    for syllable in piece.split(SOFT_HYPHEN):
        if parts[-1] and width(f"{parts[-1]}{syllable}-", size) > room:
            parts[-1] += "-"
            parts.append(syllable)
        else:
            parts[-1] += syllable
    return parts
