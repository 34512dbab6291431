"""Values in YAML are set, added and removed, and the rest of the text does not change."""

from __future__ import annotations

from typing import Any

import pytest

from generator.load import read_yaml
from generator.workbench.values import add_to_list, remove_value, set_value


@pytest.mark.parametrize(
    ("text", "path", "value", "after"),
    [
        ("a: x  # c\n", ("a",), "y", "a: y  # c\n"),
        ("a: 'x'\nb: z\n", ("a",), "a: b", 'a: "a: b"\nb: z\n'),
        ("a: {b: x}\n", ("a", "b"), "y, z", 'a: {b: "y, z"}\n'),
        ("a: {b: x}\n", ("a", "c"), "y", "a: {b: x, c: y}\n"),
        ("a:\n  b: x\nc: d\n", ("a", "e"), "y", "a:\n  b: x\n  e: y\nc: d\n"),
        ("a: x\nc: d\n", ("b", "e"), "y", "a: x\nb: {e: y}\nc: d\n"),
        ("a:\n  - b: x\n    c: y\n", ("a", 0, "b"), "z", "a:\n  - b: z\n    c: y\n"),
        ("a: unknown\n", ("a", "hours", 0), "3", "a: {hours: [3]}\n"),
        ("a: >-\n  x\n  y\nb: z\n", ("a",), "k l", "a: >-\n  k l\nb: z\n"),
        ("a: |-\n  x\n  y\nb: z\n", ("a",), "k\nl", "a: |-\n  k\n  l\nb: z\n"),
        ("a:\nb: z\n", ("a",), "x", "a: x\nb: z\n"),
        ("- {id: x}\n- {id: y, b: z}\n", (1, "b"), "q", "- {id: x}\n- {id: y, b: q}\n"),
        ("a: [x, y]\n", ("a",), ["x", "z"], "a: [x, z]\n"),
    ],
)  # fmt: skip
def test_set_values(text: str, path: tuple[str | int, ...], value: Any, after: str) -> None:
    found = set_value(text, path, value, ("a", "b", "c"))
    assert found == after
    assert read_yaml(found, "x")[1] == []


def test_add_and_remove_values() -> None:
    assert add_to_list("a:\n  - x\nb: y\n", ("a",), {"k": "v"}) == "a:\n  - x\n  - {k: v}\nb: y\n"
    assert add_to_list("b: y\n", ("a",), "x", ("a", "b")) == "b: y\na: [x]\n"
    assert add_to_list("a: []\n", ("a",), "x") == "a: [x]\n"
    assert remove_value("a:\n  b: x\nc: d\n", ("a", "b")) == "c: d\n"
    assert remove_value("a: [x, y, z]\n", ("a", 1)) == "a: [x, z]\n"
    assert remove_value("a: {b: x, c: y}\n", ("a", "b")) == "a: {c: y}\n"
    assert remove_value("a: x\n", ("b", "c")) == "a: x\n"
