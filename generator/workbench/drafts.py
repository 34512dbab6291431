"""Write drafts of new records from the models of their kinds: required fields to fill in, optional ones as comments."""

from __future__ import annotations

import datetime
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.folder import find_files
from generator.kinds import BY_SINGULAR
from generator.kinds.kind import Kind, Place
from generator.load import shown_path
from generator.model.marks import SOURCE, Needed, Ref, TextRole, Words
from generator.model.parts import Basis
from generator.model.plain import written_keys
from generator.workbench.moves import add_entries
from generator.workbench.names import Names, known_names, refuse_taken
from generator.workbench.plan import Plan, WorkbenchError, kind_of
from generator.workbench.workspace import Workspace

_WRITTEN: Mapping[Any, str] = {bool: "true | false", datetime.date: "a day such as 2026-11-24"}
"""Note on how a value of a type is written."""
_KEY = "KEY"
"""Placeholder in a draft for a key of a mapping."""
_SHOWN_IDS = 12
"""Greatest number of ids that a comment lists; for kinds with more records it names only the kind."""
_FEW = 3
"""Greatest depth of nested lists and mappings that a draft writes out."""
_FEW_KEYS = 6
"""A draft writes out the keys of a mapping, such as level ids, if there are at most this many."""


def plan_draft(root: Path, word: str, id: str) -> Plan:
    """Plan a draft record of the kind ``word``. Raises ``WorkbenchError`` if the id is taken or not valid."""
    kind, known = kind_of(word), known_names(root)
    refuse_taken(known, kind, id)
    workspace = Workspace(root)
    draft = _Draft(known, from_article=_is_from_article(root))
    if kind.place is Place.FOLDER:
        name = f"{kind.plural}/{id}.yml"
        if (root / name).exists():
            raise WorkbenchError(f"{shown_path(root / name)} exists")
        workspace.write(name, "\n".join(draft.record(kind)) + "\n")
        return Plan(workspace, [f"{shown_path(root / name)}: fill in what is empty, remove the # before what you need"])
    add_entries(workspace, kind.file, ["\n".join(draft.entry(kind, id))])
    return Plan(workspace, [f"{shown_path(root / kind.file)}: fill in what is empty at its end"])


def _is_from_article(root: Path) -> bool:
    """Return whether an atlas was started from an article, that is, whether any record has ``basis: article``."""
    written = re.compile(r"""\bbasis:\s*["']?article\b|(?:^|,)article(?:,|$)""", re.MULTILINE)
    return any(written.search(file.path.read_text(encoding="utf-8", errors="replace")) for file in find_files(root)[0])


class _Draft:
    """A writer of drafts for one atlas, with its languages and ids; the basis ``article`` is offered only if ``from_article``."""

    def __init__(self, known: Names, *, from_article: bool) -> None:
        self._known = known
        self._left_out = () if from_article else (Basis.ARTICLE,)
        self._languages = known.languages

    def record(self, kind: Kind) -> Iterator[str]:
        """Yield the lines of a record in a file of its own."""
        needed = "Lines without # are needed" + (", others where it says so" if _some_needed(kind) else "")
        about = (kind.model.__doc__ or "").strip().splitlines()[0]
        yield f"# {about} {needed}; an empty value is to be filled in."
        for key, field in _fields(kind.model):
            yield f"# {_described(field)}"
            if key == "draft":
                yield "draft: true"
            else:
                yield from self._field(key, field, comment=not field.is_required())

    def entry(self, kind: Kind, id: str) -> Iterator[str]:
        """Yield the lines of an entry in a list, without its dash."""
        yield f"id: {id}"
        for key, field in _fields(kind.model):
            if key != "id":
                yield f"# {_described(field)}"
                yield from self._field(key, field, comment=not field.is_required())

    def _field(self, key: str, field: FieldInfo, *, comment: bool) -> Iterator[str]:
        value, note = self._value(field.annotation, tuple(field.metadata), 0)
        lines = _lines(key, value, note)
        yield from (f"# {line}" if comment else line for line in lines)

    def _value(self, hint: Any, metadata: tuple[Any, ...], depth: int) -> tuple[Any, str]:
        """Return an example value for a type and a note for the comment after it; ``depth`` counts the lists and mappings around it."""
        while get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            metadata = (*more, *metadata)
        origin, args = get_origin(hint), get_args(hint)
        if ref := next((mark for mark in metadata if isinstance(mark, Ref)), None):
            return "", self._ids(ref)
        if words := next((mark for mark in reversed(metadata) if isinstance(mark, Words)), None):
            return self._texts(words, args), ""
        if origin in (Union, types.UnionType):
            some = [arg for arg in args if arg is not type(None)]
            stated = [arg for arg in some if not _is_literal(arg)]
            return self._value((stated or some)[0], (), depth)
        if _is_literal(hint):
            return " | ".join(map(str, args)), ""
        if isinstance(hint, type) and issubclass(hint, Enum):
            return "", " | ".join(str(one.value) for one in hint if one not in self._left_out)
        if isinstance(hint, type) and hint in _WRITTEN:
            return "", _WRITTEN[hint]
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return self._model(hint, depth), ""
        if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
            value, note = self._value(args[0], (), depth + 1)
            return [value] if value != "" else [], note
        if origin is tuple:
            return ["", ""], ""
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._mapping(args, depth)
        return "", ""

    def _mapping(self, args: tuple[Any, ...], depth: int) -> tuple[Any, str]:
        """Return a mapping with its possible keys or, if they are many or free, with one placeholder key, and a note."""
        _, note = self._value(args[0], (), depth + 1)
        value, more_note = self._value(args[1], (), depth + 1)
        if 0 < note.count(" | ") < _FEW_KEYS:
            return dict.fromkeys(note.split(" | "), value), more_note
        told = f"{_KEY}: {note or 'a name of your choice'}"
        return {_KEY: value}, f"{told}; {more_note}" if more_note else told

    def _texts(self, words: Words, args: tuple[Any, ...]) -> Any:
        labels = words.role is TextRole.LABELS
        if len(self._languages) == 1 and not labels:
            return ""
        inner: Any = [] if labels and get_origin(args[1]) is tuple else ""
        if labels and inner == "" and isinstance(args[1], type) and issubclass(args[1], BaseModel):
            inner = {key: "" for key, _ in _fields(args[1])}
        return dict.fromkeys(self._languages, inner)

    def _model(self, model: type[BaseModel], depth: int) -> Any:
        if depth > _FEW:
            return {}
        found: dict[str, Any] = {}
        for key, field in _fields(model):
            value, note = self._value(field.annotation, tuple(field.metadata), depth + 1)
            if key == "text" and isinstance(value, dict) and hasattr(model, "_gather"):
                found |= value
            else:
                optional = "" if field.is_required() else "may be left out"
                found[key] = _Noted(value, "; ".join(part for part in (note, optional) if part))
        return found

    def _ids(self, ref: Ref) -> str:
        if ref.kind == SOURCE:
            return "a key under sources"
        ids = [id for name in ref.kinds for id in self._known.ids[BY_SINGULAR[name].plural]]
        ids += ["none"] if ref.none else []
        return " | ".join(ids) if 0 < len(ids) <= _SHOWN_IDS else f"id of {' or '.join(ref.kinds)}"


class _Noted:
    """A value of a draft with a note that is written after it as a comment."""

    def __init__(self, value: Any, note: str) -> None:
        self.value, self.note = value, note


def _fields(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    by_key = {field.alias or name: field for name, field in model.model_fields.items()}
    return [(key, by_key[key]) for key in written_keys(model)]


def _described(field: FieldInfo) -> str:
    needed = "".join(f" Needed {mark.where}." for mark in field.metadata if isinstance(mark, Needed))
    return f"{field.description or ''}{needed}"


def _some_needed(kind: Kind) -> bool:
    return any(isinstance(mark, Needed) for _, field in _fields(kind.model) for mark in field.metadata)


def _is_literal(hint: Any) -> bool:
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return get_origin(hint) is Literal


def _lines(key: str, value: Any, note: str = "", indent: str = "") -> list[str]:
    if isinstance(value, _Noted):
        return _lines(key, value.value, value.note, indent)
    behind = f"  # {note}" if note else ""
    if isinstance(value, str):
        return [f"{indent}{key}:{f' {value}' if value else ''}{behind}"]
    if _is_simple(value):
        return [f"{indent}{key}: {_simple(value)}{behind}"]
    lines = [f"{indent}{key}:{behind}"]
    if isinstance(value, Mapping):
        for inner, each in value.items():
            lines += _lines(inner, each, "", f"{indent}  ")
        return lines
    first = True
    for inner, each in value[0].items():
        for line in _lines(inner, each, "", f"{indent}    "):
            lines.append(f"{indent}  - {line.strip()}" if first else line)
            first = False
    return lines


def _is_simple(value: Any) -> bool:
    """Return whether a value is written on one line: texts by language, and lists of texts."""
    if isinstance(value, Mapping):
        return all(isinstance(each, str) or each == [] for each in value.values())
    if isinstance(value, Sequence):
        return all(isinstance(each, str) for each in value)
    return False


def _simple(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_simple(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_simple(each) for each in value) + "]"
    return value or '""'
