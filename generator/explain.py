"""Validate a node against its model, and report every error of pydantic's in the program's own words, at its line and column."""

from __future__ import annotations

import re
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.kinds.texts import text_names
from generator.misread import NO_BREAK, NO_BREAK_TEXTS
from generator.model.base import DECIMAL_POINT, RESERVED_IDS, Id
from generator.model.marks import KeyPath
from generator.problems import Location, Problem, did_you_mean, shown
from generator.store.nodes import TableNode
from generator.unplaced import Document

M = TypeVar("M", bound=BaseModel)
_ID: TypeAdapter[str] = TypeAdapter(Id)

A_LIST = 'a list (each entry on a line of its own that starts with "- ")'
BLOCK = 'keys with values (lines such as "key: value")'
_EXPECTED = {
    "string_type": "a text",
    "tuple_type": A_LIST,
    "dict_type": BLOCK,
    "mapping_type": BLOCK,
    "model_type": BLOCK,
    "model_attributes_type": BLOCK,
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a number",
    "date_type": "a date such as 2026-11-24",
    "bool_type": "true or false",
}
_NOT_READ = frozenset({"tuple_type", "dict_type", "mapping_type", "model_type", "wrong-type", "unknown-value"})
"""Types of errors if a text was found where keys or entries were expected."""
_WITH_NO_BREAK = re.compile(rf"(?:[\w-]+:|-)?{NO_BREAK}")


def validate(
    root: Document | TableNode, prefix: tuple[int, ...], data: Any, model: type[M], languages: tuple[str, ...] = ()
) -> tuple[M | None, list[Problem]]:
    """Validate ``data``, which stands at the path ``prefix`` in ``root``; return the model's instance, or ``None`` and the problems.

    ``languages`` are those of the atlas, where they are known: with a single one, a text may be written without a mapping.
    """
    try:
        return model.model_validate(data, context={"languages": languages, "texts": text_names()}), []
    except ValidationError as error:
        # pydantic skips a default computed from other fields when these have errors: that is no further mistake of the author.
        errors = [e for e in error.errors(include_url=False) if e["type"] != "default_factory_not_called"]
    mistyped = {
        (details["loc"][:-1], _nearest_key(model, details["loc"]))
        for details in errors
        if details["type"] == "extra_forbidden"
    }
    # A mistyped key is one mistake: if the right name is suggested for it, the missing key is not reported too.
    # The value of an invalid key is not reported either.
    at_bad_keys = {e["loc"][:-1] for e in errors if e["loc"] and e["loc"][-1] == "[key]"}
    # pydantic does not count entries with errors, so a list of them seems too short.
    holding = {e["loc"][:depth] for e in errors for depth in range(len(e["loc"]))}
    shown_errors = [
        e
        for e in errors
        if not (e["type"] == "missing" and (e["loc"][:-1], str(e["loc"][-1])) in mistyped)
        and not (e["type"] == "too_short" and e["loc"] in holding)
        and e["loc"] not in at_bad_keys
    ]
    return None, [_problem(root, prefix, model, details) for details in shown_errors]


def _problem(
    root: Document | TableNode, prefix: tuple[int, ...], model: type[BaseModel], details: ErrorDetails
) -> Problem:
    path, kind, context = details["loc"], details["type"], details.get("ctx", {})
    place = root.locate(*prefix, *path)
    last = str(path[-1]) if path else ""
    keys = path[:-1] if last == "[key]" else path if kind == "extra_forbidden" else ()
    if keys and (space := _WITH_NO_BREAK.match(str(keys[-1]))):
        return _no_break(root.locate(*prefix, *keys, key=True), space.end() - 1)
    if kind in _NOT_READ and (space := _WITH_NO_BREAK.match(str(details["input"]))):
        return _no_break(place, space.end() - 1)
    if kind == "missing":
        return Problem(place, "missing-key", f"no {shown(last)}", "this key", f"add {last}:")
    if kind == "extra_forbidden":
        fields = _fields_at(model, path[:-1])
        expected = "one of " + ", ".join(fields) if fields else "no further key"
        place = root.locate(*prefix, *path, key=True)
        hint = did_you_mean(last, fields) or _comma(last)
        return Problem(place, "unknown-key", f"the key {shown(last)}", expected, hint)
    if last == "[key]":
        place = root.locate(*prefix, *path[:-1], key=True)
        hint = _comma(str(path[-2])) or str(context.get("hint", ""))
        return Problem(place, "bad-key", f"the key {shown(path[-2])}", details["msg"], hint)
    found = found_kind(details["input"])
    if kind == "enum":
        values = re.findall(r"'([^']*)'", str(context["expected"]))
        return Problem(
            place, "unknown-value", found, "one of " + ", ".join(values), did_you_mean(str(details["input"]), values)
        )
    if kind == "string_too_long":
        return Problem(
            place, "too-long", f"{len(details['input'])} characters", f"at most {context['max_length']}", "shorten it"
        )
    if kind in ("too_short", "too_long"):
        limit = f"at least {context['min_length']}" if kind == "too_short" else f"at most {context['max_length']}"
        return Problem(place, kind.replace("_", "-"), f"a list of {context['actual_length']}", f"{limit} in the list")
    if "expected" in context:
        found = shown(context["found"])[1:-1] if context.get("found") else found
        return Problem(place, kind, found, str(context["expected"]), str(context.get("hint", "")))
    expected = _EXPECTED.get(kind) or details["msg"].removeprefix("Input should be ")
    hint = _decimal(details["input"]) if kind == "float_parsing" else ""
    return Problem(place, "wrong-type" if kind in _EXPECTED else "bad-value", found, expected, hint)


def _no_break(place: Location, offset: int) -> Problem:
    """Return the problem of a no-break space that ``offset`` characters after ``place`` keeps YAML from seeing a key or an entry."""
    return Problem(Location(place.path, place.line, place.column + offset), "no-break-space", *NO_BREAK_TEXTS)


def _decimal(value: object) -> str:
    """Return a hint if a text is a number with a comma, else an empty text."""
    if not isinstance(value, str) or not re.fullmatch(r"[+-]?\d+,\d+", value):
        return ""
    point = value.replace(",", ".")
    thousands = re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", value)
    return f"write {value.replace(',', '')}, or {point} for a decimal number" if thousands else f"write {point}"


def _comma(key: str) -> str:
    """Return a hint if a key may be what stands after a comma in a text or number in braces; else an empty text."""
    if key.isdecimal():
        return DECIMAL_POINT
    return "a text in braces that holds a comma needs quotes" if " " in key else ""


def found_kind(value: Any) -> str:
    """Return the name of a found value for a message: a text is quoted, anything else is named by its kind."""
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list | tuple):
        return "a list"
    return "nothing" if value == "" else shown(value)


def _nearest_key(model: type[BaseModel], path: KeyPath) -> str:
    hint = did_you_mean(str(path[-1]), _fields_at(model, path[:-1]))
    return hint.split('"')[1] if hint else ""


def _fields_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """Return the names of the fields that are allowed at a path, found by walking the model along it.

    Indexes of lists and free keys of mappings are skipped: the walk goes on in the model of their entries.
    """
    current: Any = model
    for step in path:
        inner = _model_in(current)
        if inner is not None and step in (fields := _fields(inner)):
            current = fields[str(step)]
    inner = _model_in(current)
    return list(_fields(inner)) if inner is not None else []


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the first model in an annotation such as ``Annotated[tuple[Duration, ...] | None, ...]``, or ``None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part)) is not None), None)


def bad_id(
    id: str, place: Location, reserved: frozenset[str] = RESERVED_IDS, *, code: str = "bad-id", hint: str = ""
) -> list[Problem]:
    """Return a list with the problem of a text that can't be an id, or an empty one; ``code`` and ``hint`` suit the text's place."""
    try:
        _ID.validate_python(id)
    except ValidationError as error:
        told = error.errors()[0]
        hints = filter(None, (hint, told.get("ctx", {}).get("hint", "")))
        return [Problem(place, code, shown(id), told["msg"], ", ".join(hints))]
    return reserved_id(id, place, reserved)


def reserved_id(id: str, place: Location, reserved: frozenset[str] = RESERVED_IDS) -> list[Problem]:
    """Return a list with the problem of an id that is reserved for another use, or an empty one."""
    hint = "the site, a record or a file system uses this one itself"
    return [Problem(place, "reserved-id", shown(id), "another name", hint)] if id in reserved else []
