"""Equal parts of records, held once: a labour market has a hundred thousand requirements, and few of them differ."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from generator.model.base import Frozen

M = TypeVar("M", bound=BaseModel)


class SharedParts:
    """The parts of records seen so far."""

    def __init__(self) -> None:
        self._known: dict[BaseModel, BaseModel] = {}

    def shared(self, record: M) -> M:
        """Give the same record with parts that were seen before, where they equal its own; these are seen from now on."""
        fields = ((name, self._with_seen(value)) for name, value in record.__dict__.items() if value)
        return record.model_copy(update={name: value for name, value in fields if value is not None})

    def _with_seen(self, value: object) -> object:
        if isinstance(value, tuple) and isinstance(value[0], BaseModel):
            return tuple(self._known.setdefault(part, part) for part in value)
        if isinstance(value, Frozen) and isinstance(next(iter(value.values())), BaseModel):
            return type(value)({key: self._known.setdefault(part, part) for key, part in value.items()})
        return None
