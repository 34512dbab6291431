"""Find the references to a record by the marks on the types of fields, so that references in new fields are found without changes here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.content import Content, Record
from generator.derive.passages import IDENTITY, record_key
from generator.kinds import BY_SINGULAR, KINDS
from generator.kinds.authored import subschemas
from generator.kinds.kind import Kind
from generator.model.base import Authored
from generator.model.marks import NONE, KeyPath, Ref, find
from generator.problems import Location


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a record that names another record; ``is_key`` is true if the id is a key of a mapping."""

    record: Record[Any]
    path: KeyPath
    is_key: bool

    @property
    def place(self) -> Location:
        """Location of the id."""
        return self.record.locate(*self.path, key=self.is_key)

    @property
    def whole_path(self) -> KeyPath:
        """Path of the id from the root of the file."""
        return (*self.record.prefix, *self.path)

    @property
    def owner(self) -> str:
        """Plural of the kind and id of the record that contains the reference, such as ``roles/x``."""
        return record_key(self.record)


def references_to(content: Content, kind: Kind, id: str) -> tuple[Reference, ...]:
    """Return all references to a record. If a field may name several kinds, the id means the first of them that has it."""
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
    """Return the kinds that some field may name as well as this one, itself included; their ids must differ."""
    together = {kind.name}
    for other in KINDS:
        for names in _refs_in(other.model):
            if kind.name in names:
                together |= set(names)
    return tuple(one for one in KINDS if one.name in together)


def _refs_in(model: type[Authored]) -> Iterator[tuple[str, ...]]:
    """Yield for each reference in a model the names of the kinds that it may name."""
    for part in subschemas(model.model_json_schema(by_alias=True)):
        if isinstance(names := part.get("x-reference"), str):
            yield tuple(name for name in names.split(" or ") if name != NONE)


def renamed_lock_key(references: tuple[Reference, ...], path: KeyPath, value: Any, new: str) -> str:
    """Return the key of a text in the lock after the ``references`` in its record were changed to ``new``.

    The keys are built as in ``derive.passages``.
    """
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
