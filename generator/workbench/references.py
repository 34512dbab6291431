"""Where records refer to a record: found by the marks on the types of fields, so that a new field is found without a word here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.content import Content, Record
from generator.derive.passages import IDENTITY, record_key
from generator.kinds import BY_SINGULAR, KINDS
from generator.kinds.authored import parts
from generator.kinds.kind import Kind
from generator.model.base import Authored
from generator.model.marks import NONE, KeyPath, Ref, find
from generator.problems import Location


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a record that names another; with ``is_key`` the id is a key of a mapping."""

    record: Record[Any]
    path: KeyPath
    is_key: bool

    @property
    def place(self) -> Location:
        """Where it stands."""
        return self.record.locate(*self.path, key=self.is_key)

    @property
    def whole_path(self) -> KeyPath:
        """Path from the root of the file."""
        return (*self.record.prefix, *self.path)

    @property
    def owner(self) -> str:
        """Kind and id of the record that holds it."""
        return record_key(self.record)


def references_to(content: Content, kind: Kind, id: str) -> tuple[Reference, ...]:
    """All places that name a record. Where an id may be of two kinds, the first kind that has it is meant."""
    return tuple(
        Reference(record, path, is_key)
        for record in content.all_records
        for path, ref, target, is_key in find(record.value, Ref)
        if target == id and _meant(content, ref, id) == kind.name
    )


def _meant(content: Content, ref: Ref, id: str) -> str:
    kinds = [BY_SINGULAR[name] for name in ref.kinds if name in BY_SINGULAR]
    return next((kind.name for kind in kinds if id in content.records[kind.plural]), "")


def sharing(kind: Kind) -> tuple[Kind, ...]:
    """Kinds that some field may name instead of this one, itself included: their ids must differ."""
    together = {kind.name}
    for other in KINDS:
        for names in _refs_in(other.model):
            if kind.name in names:
                together |= set(names)
    return tuple(one for one in KINDS if one.name in together)


def _refs_in(model: type[Authored]) -> Iterator[tuple[str, ...]]:
    """Names of the kinds that each reference of a model may lead to."""
    for part in parts(model.model_json_schema(by_alias=True)):
        if isinstance(names := part.get("x-reference"), str):
            yield tuple(name for name in names.split(" or ") if name != NONE)


def renamed_lock_key(references: tuple[Reference, ...], path: KeyPath, value: Any, new: str) -> str:
    """Key of a text in the lock once these references of its record name ``new``; compare ``derive.passages``."""
    keys = {one.path for one in references if one.is_key}
    values = {one.path for one in references if not one.is_key}
    parts = []
    for place, step in enumerate(path):
        before = path[:place]
        if isinstance(step, int):
            value = value[step]
            name = next((name for name in IDENTITY if getattr(value, name, None)), None)
            if name is None:
                parts.append(str(step))
            else:
                parts.append(new if (*before, step, name) in values else str(getattr(value, name)))
        else:
            value = value[step] if isinstance(value, Mapping) else getattr(value, step)
            parts.append(new if (*before, step) in keys else step)
    return ".".join(part for part in parts if part != "text")
