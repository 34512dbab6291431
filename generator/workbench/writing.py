"""Write values as YAML text in the form that authors use: without quotes where YAML allows it, long texts folded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml

from generator.load import LOADER

WIDTH = 110
_SHORT = 96
"""Greatest length in characters of a value on one line."""
_SINGLE_BLANKS = re.compile(r"\S+( \S+)*")


@lru_cache(maxsize=4096)
def scalar(text: str, *, flow: bool = False) -> str:
    """Return a text as YAML on one line, without quotes if YAML then reads it back unchanged; ``flow``: inside brackets."""
    sample = f"{{k: {text}, l: x}}" if flow else f"k: {text}"
    if text and _read(sample) == ["k", text, *(("l", "x") if flow else ())]:
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def _read(sample: str) -> list[str] | None:
    """Return the texts of a YAML document in their order; ``None`` if it can't be read or has anchors or tags."""
    try:
        events = list(iter(LOADER(sample).get_event, None))
    except yaml.YAMLError:
        return None
    if any(getattr(event, "anchor", None) or getattr(event, "tag", None) for event in events):
        return None
    return [event.value for event in events if isinstance(event, yaml.ScalarEvent)]


def behind_key(value: Any, indent: int = 0, sign: str = "") -> str:
    """Return the YAML text after a key and its colon: a space and a value, or a line break and lines indented by two more.

    ``indent`` is the column of the key. ``sign`` is the block sign that the text had before; a folded text (``>``) stays folded.
    """
    if isinstance(value, str):
        return _text(value, sign)
    one_line = flow(value)
    if len(one_line) + indent <= _SHORT and not _holds_long(value):
        return f" {one_line}"
    lines = _lines(value, indent)
    return "\n" + "\n".join(f"  {line}" if line else "" for line in lines)


def item(value: Any, indent: int = 0) -> str:
    """Return the YAML text of an item of a list, without its dash."""
    if isinstance(value, str):
        return scalar(value)
    one_line = flow(value)
    if len(one_line) + indent <= _SHORT and not _holds_long(value):
        return one_line
    return "\n".join(_lines(value, indent))


def _text(text: str, sign: str = "") -> str:
    one_line = scalar(text)
    if "\n" in text and not text.startswith((" ", "\n")) and "\r" not in text:
        body = text.rstrip("\n")
        end = {0: "|-", 1: "|"}.get(len(text) - len(body), "|+")
        return f" {end}\n" + "\n".join(f"  {line}" if line else "" for line in text.removesuffix("\n").split("\n"))
    if (len(one_line) <= _SHORT and sign != ">") or not _SINGLE_BLANKS.fullmatch(text):
        return f" {one_line}"
    return " >-\n" + "\n".join(f"  {line}" for line in _wrapped(text))


def _wrapped(text: str) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def flow(value: Any) -> str:
    """Return a value as YAML on one line, with lists and mappings in brackets."""
    if isinstance(value, Mapping):
        pairs = (f"{scalar(str(key), flow=True)}: {flow(inner)}" for key, inner in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return scalar(str(value), flow=True)


def _holds_long(value: Any) -> bool:
    """Return whether a value holds a text of several lines or a list of mappings, so that it is not written on one line."""
    if isinstance(value, Mapping):
        return any(_holds_long(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return any(isinstance(inner, Mapping) or _holds_long(inner) for inner in value)
    return "\n" in str(value)


def _lines(value: Any, indent: int) -> list[str]:
    """Return the lines of a list or mapping without brackets."""
    lines: list[str] = []
    if isinstance(value, Mapping):
        for key, inner in value.items():
            lines += f"{scalar(str(key))}:{behind_key(inner, indent + 2)}".split("\n")
    else:
        for inner in value:
            first, *rest = item(inner, indent + 2).split("\n")
            lines += [f"- {first}", *(f"  {line}" if line else "" for line in rest)]
    return lines
