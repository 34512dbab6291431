"""Read YAML for its values alone, in half the time and a third of the memory; positions are read only when asked for.

Most files of an atlas have no errors, so nobody asks for positions in them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from generator.load import LOADER, MAX_DEPTH, Node, read_yaml
from generator.problems import Location, Problem


class _UnclearError(Exception):
    """Raised for a text that ``read_yaml`` has to judge."""


class YamlText:
    """A YAML document of which only the values were read; it is read again, with positions, when one is asked for.

    Raises ``_UnclearError`` or ``YAMLError`` for any text for which ``read_yaml`` would report a problem.
    """

    __slots__ = ("_line_offset", "_node", "_path", "_text", "_values")

    def __init__(self, text: str, path: str, line_offset: int) -> None:
        self._text, self._path, self._line_offset = text, path, line_offset
        self._node: Node | None = None
        self._values = _values(text)

    @property
    def _with_places(self) -> Node:
        if self._node is None:
            self._node, _ = read_yaml(self._text, self._path, self._line_offset)
            assert self._node
        return self._node

    @property
    def location(self) -> Location:
        """Position at which the document begins."""
        return self._with_places.location

    def locate(self, *path: str | int, key: bool = False) -> Location:
        """Return the position of a path as ``Node.locate`` does."""
        return self._with_places.locate(*path, key=key)

    def plain(self) -> Any:
        """Return the value as text, lists and dicts; it is kept only until the first call, and read again for each later one."""
        values, self._values = self._values, None
        return _values(self._text) if values is None else values


Document = Node | YamlText


def read_values(text: str, path: str, line_offset: int = 0) -> tuple[Document | None, list[Problem]]:
    """Return one YAML document as ``read_yaml`` does, without positions if possible, and the problems."""
    try:
        return YamlText(text, path, line_offset), []
    except (_UnclearError, yaml.YAMLError):
        return read_yaml(text, path, line_offset)


def _values(text: str) -> Any:
    if "\t" in text:
        raise _UnclearError
    take = LOADER(text).get_event
    take()
    if (
        type(take()) is not yaml.DocumentStartEvent
    ):  # done for every event; ``type`` takes half the time of ``isinstance``
        raise _UnclearError
    values = _value(take(), take, 1)
    take()
    if type(take()) is not yaml.StreamEndEvent:
        raise _UnclearError
    return values


def _value(event: Any, take: Callable[[], Any], depth: int) -> Any:
    if event.anchor or event.tag or depth > MAX_DEPTH:
        raise _UnclearError
    kind = type(event)
    if kind is yaml.ScalarEvent:
        return event.value
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(item := take()) is not yaml.SequenceEndEvent:
            items.append(_value(item, take, depth + 1))
        return items
    values: dict[str, Any] = {}
    while type(key := take()) is not yaml.MappingEndEvent:
        if type(key) is not yaml.ScalarEvent or key.anchor or key.tag or key.value in values:
            raise _UnclearError
        if key.value == "<<" and not key.style:
            raise _UnclearError
        values[key.value] = _value(take(), take, depth + 1)
    return values
