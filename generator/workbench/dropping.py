"""Messages about what a merge removes: the removed values, the values that stay, and the comments removed with them."""

from __future__ import annotations

import re

from generator.workbench.document import Piece
from generator.workbench.edits import dash_of, line_after, line_start, with_comments_above

_LONGEST = 60
_COMMENT = re.compile(r"(?<!\S)#.*")


def values_told(dropped: Piece, kept: Piece | None, besides: str = "") -> str:
    """Return a text with the values of the removed and the kept piece that differ; the key ``besides``, which holds the id, is left out.

    The text is empty if there is no kept piece.
    """
    if kept is None:
        return ""
    gone, left = _values(dropped), _values(kept)
    keys = [
        key
        for key in dict.fromkeys((*gone, *left))
        if (not besides or key != besides) and gone.get(key) != left.get(key)
    ]
    if not keys:
        return "; both say the same"
    return f"; goes: {_listed(gone, keys)}; stays: {_listed(left, keys)}"


def _values(piece: Piece) -> dict[str, object]:
    whole = piece.plain()
    return whole if isinstance(whole, dict) else {"": whole}


def _listed(values: dict[str, object], keys: list[str]) -> str:
    words = [_shown(key, values[key]) for key in keys if key in values]
    return ", ".join(words) or "nothing"


def _shown(key: str, value: object) -> str:
    """Return key and value; only the key if the value is nested or longer than ``_LONGEST`` characters."""
    if not isinstance(value, str):
        pairs = value.items() if isinstance(value, dict) and key in ("", "levels") else ()
        value = ", ".join(f"{name}: {inner}" for name, inner in pairs)
    return f"{key} {value}".strip() if value and len(value) <= _LONGEST else key or "its value"


def comments_told(text: str, piece: Piece, *, start: int | None = None, whole_lines: bool) -> str:
    """Return a text with the comments that are removed together with a piece; empty if there are none.

    ``start`` is the offset of the piece's key, if it has one. With ``whole_lines``, comments above it and at the end of its line count too.
    """
    begin, end = start if start is not None else piece.start, piece.end
    if whole_lines:
        dash = dash_of(text, piece) if start is None else start
        line = line_start(text, dash)
        begin, end = with_comments_above(text, line, dash - line), line_after(text, piece.end)
    spans = [(one.start - begin, one.end - begin) for one in piece.texts()]
    found = [
        match[0].strip()
        for match in _COMMENT.finditer(text[begin:end])
        if not any(first <= match.start() < last for first, last in spans)
    ]
    return f'; with its comment{"s" if len(found) > 1 else ""} "{" ".join(found)}"' if found else ""
