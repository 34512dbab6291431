"""Marks on the types of fields, and the walk that finds marked values; ``base.walk`` visits everything.

The type of a field says what it is for: ``Annotated[Id, Ref("skill")]`` names a skill, ``LocalMarkdown`` holds Markdown, ``Date`` is a
day that has passed. Linking, rules, freshness and schemas look for marks, not for names of fields, so a new field of a marked type is
found everywhere.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema

KeyPath = tuple[str | int, ...]
Found = tuple[KeyPath, Any, Any, bool]
"""Path with keys as the author writes them, mark, value, and whether the value is the last key itself."""
_Visitor = Callable[[Any, KeyPath, list[Found]], None]
"""Function that appends what it finds in a value to a list: generators that call each other took twice the time."""

_EMPTY = ()
"""The empty tuple, a single object, which is therefore compared by identity."""
NONE = "none"
"""Word that an author writes for no level or no successor."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a record of a kind, or of one of two kinds; with ``none`` the word "none" may stand instead.

    An ``open`` reference may hold any id as long as there are no records of the kind.
    """

    kind: str
    other: str = ""
    none: bool = False
    open: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of the kinds that the target may be of."""
        return (self.kind, self.other) if self.other else (self.kind,)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Add to the schema which kinds of records may stand here, for editors and programs."""
        return {**handler(core), "x-reference": " or ".join((*self.kinds, *((NONE,) if self.none else ())))}


SOURCE = "source"
"""Kind of the references that lead to the record's own ``sources``."""


class TextRole(StrEnum):
    """What a text in several languages is, by which rules know whether they apply to it."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    TITLE = "title"
    """A heading: it is no running text, so it need not explain terms or begin in a certain way."""
    COPIED = "copied"
    """A text shown as somebody else published it: it is not spell-checked, styled or translated here."""
    LABELS = "labels"
    """Other names of a thing, which need not exist in every language."""


@dataclass(frozen=True, slots=True)
class Words:
    """Mark of a text in several languages."""

    role: TextRole = TextRole.PLAIN

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Add to the schema what kind of text it is, for editors and programs."""
        return {**handler(core), "x-text": self.role.value}


@dataclass(frozen=True, slots=True)
class Past:
    """Mark of a day, month or year that must not lie in the future."""


@dataclass(frozen=True, slots=True)
class Address:
    """Mark of a web address, which can be opened."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Mark of a field that sets how the site shows a record and tells its readers nothing, so that no release reports a change of it."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Mark of an optional key that some records need all the same; ``where`` says which ones, in words for a draft."""

    where: str


@cache
def settings_of(model: type[BaseModel]) -> frozenset[str]:
    """Return the keys of a model's fields that are settings."""
    fields = model.model_fields.items()
    marked = ((field.alias or name, field.metadata) for name, field in fields)
    return frozenset(key for key, metadata in marked if any(isinstance(mark, Setting) for mark in metadata))


def find(value: BaseModel, wanted: Any) -> Sequence[Found]:
    """Return everything in a validated record that bears a mark of the class ``wanted``, or that is a model of this class."""
    found: list[Found] = []
    _fields(type(value), wanted).visit(value, (), found)
    return found


@dataclass(frozen=True, slots=True)
class _Fields:
    """Name, key and visitor of each field of a model that can hold something wanted.

    ``names`` are the fields of which at least one must be stated for that; empty where a default holds something wanted.
    """

    fields: tuple[tuple[str, str, _Visitor], ...]
    names: frozenset[str]

    def visit(self, value: BaseModel, path: KeyPath, found: list[Found]) -> None:
        if self.names and self.names.isdisjoint(value.__pydantic_fields_set__):  # true of most parts of most records
            return
        values = value.__dict__
        for name, key, visit in self.fields:
            inner = values[name]
            if inner is not None and inner is not _EMPTY:
                visit(inner, (*path, key), found)


@cache
def _fields(model: type[BaseModel], wanted: Any) -> _Fields:
    """Return the compiled walk of a model."""
    compiled = (
        (name, field.alias or name, _compile(field.annotation, tuple(field.metadata), wanted))
        for name, field in model.model_fields.items()
    )
    fields = tuple((name, key, visit) for name, key, visit in compiled if visit is not None)
    known = (model.model_fields[name] for name, *_ in fields)
    is_default = any(field.get_default(call_default_factory=True) for field in known if not field.is_required())
    return _Fields(fields, frozenset() if is_default else frozenset(name for name, *_ in fields))


def _compile(hint: Any, metadata: tuple[Any, ...], wanted: Any) -> _Visitor | None:
    """Return the compiled walk of a type, or ``None`` if nothing wanted can stand in it."""
    while get_origin(hint) is Annotated:
        hint, *more = get_args(hint)
        metadata = (*more, *metadata)
    if marks := [mark for mark in metadata if isinstance(mark, wanted)]:
        return _leaf(marks[-1])
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(args, wanted)
    if origin is tuple:
        return _items(_compile(args[0], (), wanted))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _entries(_compile(args[0], (), wanted), _compile(args[1], (), wanted))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _model(hint, wanted)
    return None


def _leaf(mark: Any) -> _Visitor:
    def visit(value: Any, path: KeyPath, found: list[Found]) -> None:
        found.append((path, mark, value, False))

    return visit


def _model(model: type[BaseModel], wanted: Any) -> _Visitor | None:
    own, inner = issubclass(model, wanted), _fields(model, wanted)
    if not own and not inner.fields:
        return None

    def visit(value: Any, path: KeyPath, found: list[Found]) -> None:
        if own:
            found.append((path, None, value, False))
        inner.visit(value, path, found)

    return visit


def _items(inner: _Visitor | None) -> _Visitor | None:
    if inner is None:
        return None

    def visit(value: Any, path: KeyPath, found: list[Found]) -> None:
        for number, item in enumerate(value):
            inner(item, (*path, number), found)

    return visit


def _entries(on_key: _Visitor | None, on_value: _Visitor | None) -> _Visitor | None:
    if on_key is None and on_value is None:
        return None

    def visit(value: Any, path: KeyPath, found: list[Found]) -> None:
        for key, item in value.items():
            place = (*path, key)
            if on_key is not None:
                before = len(found)
                on_key(key, place, found)
                found[before:] = [(place, mark, key, True) for _, mark, _, _ in found[before:]]
            if on_value is not None:
                on_value(item, place, found)

    return visit


def _union(parts: tuple[Any, ...], wanted: Any) -> _Visitor | None:
    """Return the compiled walk of alternatives; the Python type of a value tells which of them it is."""
    choices = [(_python_type(part), walk) for part in parts if (walk := _compile(part, (), wanted)) is not None]
    if not choices:
        return None

    def visit(value: Any, path: KeyPath, found: list[Found]) -> None:
        for kind, inner in choices:
            if isinstance(value, kind):
                inner(value, path, found)
                return

    return visit


def _python_type(hint: Any) -> type[Any]:
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    found = get_origin(hint) or hint
    return found if isinstance(found, type) else object
