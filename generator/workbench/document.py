"""Read YAML text as pieces with exact offsets, so that an edit changes only its own characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from generator.load import LOADER
from generator.model.base import Frozen
from generator.model.marks import KeyPath
from generator.model.older import older_key

_BLOCK_TEXTS = ("|", ">")


class Piece(NamedTuple):
    """A text, list or mapping with the 0-based offsets of its first character and of the character after its last.

    ``style`` is the quote or block sign of a text, or the opening bracket of a list or mapping; it is empty if there is none.
    """

    value: str | tuple[Piece, ...] | Mapping[str, Piece]
    start: int
    end: int
    style: str = ""
    keys: Mapping[str, Piece] = Frozen()

    @property
    def items(self) -> tuple[Piece, ...]:
        """Items of a list; empty for anything else."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def entries(self) -> Mapping[str, Piece]:
        """Entries of a mapping; empty for anything else."""
        return self.value if isinstance(self.value, Mapping) else {}

    def inside(self, step: str | int) -> Piece | None:
        """Return the piece at a key, or at an older name of the key, or at a 0-based number in a list; ``None`` if there is none."""
        if isinstance(step, int):
            return self.items[step] if step < len(self.items) else None
        written = self.written(step)
        found = self.entries[written] if written is not None else None
        # An older key may hold a single text where the key of today holds a list.
        if found is not None and written != step and isinstance(found.value, str):
            return Piece((found,), found.start, found.end, "older")
        return found

    def written(self, key: str) -> str | None:
        """Return the key as it is written in the mapping: itself or an older name of it; ``None`` if there is neither."""
        return key if key in self.entries else older_key(self.entries, key)

    def at(self, path: KeyPath) -> Piece | None:
        """Return the piece at a path; a step ``text`` is skipped if there is no such key, since languages may be written without it."""
        piece: Piece | None = self
        for step in path:
            found = piece.inside(step) if piece is not None else None
            if found is None and step == "text":
                continue
            piece = found
        return piece

    def texts(self) -> Iterator[Piece]:
        """Yield all texts in the piece, including the piece itself."""
        if isinstance(self.value, str):
            yield self
        for inner in (*self.items, *self.entries.values()):
            yield from inner.texts()

    def plain(self) -> Any:
        """Return the value as text, lists and dicts."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, tuple):
            return [piece.plain() for piece in self.value]
        return {key: piece.plain() for key, piece in self.value.items()}


def read_pieces(text: str) -> Piece | None:
    """Read one YAML document; return ``None`` if it is empty.

    Raises ``yaml.YAMLError`` or ``ValueError`` for a text that ``load.read_yaml`` does not accept either.
    """
    events = iter(LOADER(text).get_event, None)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return _piece(next(events), events, text)
    return None


def _piece(event: Any, events: Iterator[Any], text: str) -> Piece:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""
        if style in _BLOCK_TEXTS:
            end = start + len(text[start:end].rstrip())
        return Piece(event.value, start, end, style)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Piece] = []
        following = next(events)
        while not isinstance(following, yaml.SequenceEndEvent):
            items.append(_piece(following, events, text))
            following = next(events)
        if event.flow_style:
            return Piece(tuple(items), start, _end(following), "[")
        return Piece(tuple(items), start, items[-1].end)
    if not isinstance(event, yaml.MappingStartEvent):
        raise ValueError(f"unexpected {type(event).__name__}")
    values: dict[str, Piece] = {}
    keys: dict[str, Piece] = {}
    following = next(events)
    while not isinstance(following, yaml.MappingEndEvent):
        name = _piece(following, events, text)
        if not isinstance(name.value, str):
            raise ValueError("a key that is no text")
        keys[name.value] = name
        values[name.value] = _piece(next(events), events, text)
        following = next(events)
    if event.flow_style:
        return Piece(values, start, _end(following), "{", keys)
    last = list(values)[-1]
    return Piece(values, start, max(values[last].end, keys[last].end + 1), "", keys)


def _end(event: Any) -> int:
    """Return the offset after the last character of an event."""
    index: int = event.end_mark.index
    return index
