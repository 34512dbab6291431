"""Keep equal parts of records only once in memory: a whole labour market has a hundred thousand requirements, few of them different."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from generator.model.base import Frozen

M = TypeVar("M", bound=BaseModel)


class SharedParts:
    """A collection of the different parts of all records passed to it so far."""

    def __init__(self) -> None:
        self._known: dict[BaseModel, BaseModel] = {}

    def shared(self, record: M) -> M:
        """Return an equal record in which each part that equals an earlier one is that earlier object; new parts are remembered."""
        fields = ((name, self._with_seen(value)) for name, value in record.__dict__.items() if value)
        return record.model_copy(update={name: value for name, value in fields if value is not None})

    def _with_seen(self, value: object) -> object:
        if isinstance(value, tuple) and isinstance(value[0], BaseModel):
            return tuple(self._known.setdefault(part, part) for part in value)
        if isinstance(value, Frozen) and isinstance(next(iter(value.values())), BaseModel):
            return type(value)({key: self._known.setdefault(part, part) for key, part in value.items()})
        return None
