"""Plain values as JSON files."""

from __future__ import annotations

import json
from typing import Any


def as_json(value: Any) -> bytes:
    """Write a plain value as a JSON file: UTF-8, indented so that versions can be compared line by line."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
