"""Turn views into plain values for typst: texts stay texts, the HTML of long fields becomes a tree of a few known elements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from lxml import html


def chosen(view: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return the named fields of a view as dictionaries, lists, texts and numbers."""
    return {name: as_data(getattr(view, name)) for name in names}


def as_data(value: Any) -> Any:
    """Return a value of a view as dictionaries, lists, texts and numbers."""
    if hasattr(value, "__html__"):
        return rich_nodes(str(value))
    if is_dataclass(value) and not isinstance(value, type):
        return chosen(value, (field.name for field in fields(value)))
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [as_data(item) for item in value]
    if isinstance(value, str):
        return str(value)
    return value


def rich_nodes(markup: str) -> list[Any]:
    """Return the HTML that ``render.escape.rich`` makes as a list of texts and nodes with ``tag``, ``href`` and ``children``."""
    if not markup.strip():
        return []
    return _children(html.fragment_fromstring(markup, create_parent="div"))


def _children(element: html.HtmlElement) -> list[Any]:
    nodes: list[Any] = [element.text] if element.text else []
    for child in element:
        if child.tag == "div":  # wraps a text in another language
            nodes += _children(child)
            continue
        nodes.append({"tag": child.tag, "href": child.get("href", ""), "children": _children(child)})
        if child.tail:
            nodes.append(child.tail)
    return [node for node in nodes if not isinstance(node, str) or node.strip() or element.tag != "div"]
