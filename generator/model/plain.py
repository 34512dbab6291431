"""Turn validated values into plain ones: keys as the author writes them, without unset fields."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel


@cache
def _keys(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the names of a model's fields with their keys; inherited fields come last, as authors write them."""
    own = [name for base in model.__mro__ for name in vars(base).get("__annotations__", ())]
    fields = model.model_fields
    return tuple((name, fields[name].alias or name) for name in dict.fromkeys(own) if name in fields)


def written_keys(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a model in the order in which authors write them."""
    return tuple(key for _, key in _keys(model))


def plain(value: Any) -> Any:
    """Return a validated value as dictionaries, lists, texts, numbers and truth values, without unset fields."""
    if type(value) is str:  # as nearly all values are
        return value
    if isinstance(value, BaseModel):
        said = value.__dict__
        return {
            key: item if type(item) is str else plain(item)
            for name, key in _keys(type(value))
            if (item := said[name]) is not None
        }
    if isinstance(value, tuple):
        return [item if type(item) is str else plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: item if type(item) is str else plain(item) for key, item in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
