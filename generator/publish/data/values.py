"""Write plain values as JSON files."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json


def as_json(value: Any) -> bytes:
    """Return a plain value as a JSON file: UTF-8, indented so that versions can be compared line by line."""
    return to_json(value, indent=1) + b"\n"
