"""JSON Schemas of what authors write, made from the models, for editors and for checks without this program.

They differ from those of the published data: a text takes every scalar, since the field decides what it means; a
statement's languages may stand beside its other keys; one number may stand for a range; older names are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.kinds import KINDS
from generator.kinds.kind import Place
from generator.model.base import LocalText
from generator.model.marks import TextRole
from generator.model.page import FrontMatter
from generator.model.site import Site
from generator.model.style import Style

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR = ["string", "number", "boolean", "null"]


class _Schema(GenerateJsonSchema):
    """Texts take every scalar: an author need not know which words YAML takes for numbers or truth values."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": _SCALAR}


def authored_schemas(languages: Sequence[str]) -> dict[str, dict[str, Any]]:
    """JSON Schemas (2020-12) by name: one for each kind of record, of a list for those that stand in one, and settings.

    ``languages`` are those of the atlas; of one language a text needs no mapping.
    """
    schemas = {kind.name: _schema(kind.model, languages, listed=kind.place is not Place.FOLDER) for kind in KINDS}
    schemas |= {
        name: _schema(model, languages) for name, model in (("site", Site), ("style", Style), ("page", FrontMatter))
    }
    return schemas


def _schema(model: type[BaseModel], languages: Sequence[str], *, listed: bool = False) -> dict[str, Any]:
    whole = model.model_json_schema(by_alias=True, schema_generator=_Schema)
    definitions = whole.pop("$defs", {})
    if listed:
        whole = {"title": f"{whole.get('title', '')} list", "type": "array", "items": whole}
    schema = {"$schema": DIALECT, **whole, "$defs": definitions}
    for part in list(_parts(schema)):
        if part.pop("x-older-text", False):
            part.update(TypeAdapter(LocalText).json_schema(schema_generator=_Schema))
        if part.pop("x-text-beside", False):
            _let_languages_stand_beside(part, languages)
        if "x-text" in part:
            _name_languages(part, languages)
    return schema


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """All objects of a schema, outer ones first."""
    if isinstance(schema, dict):
        yield schema
        for value in list(schema.values()):
            yield from _parts(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _parts(value)


def _name_languages(part: dict[str, Any], languages: Sequence[str]) -> None:
    """Let a text in several languages take exactly those of the atlas."""
    inner = part.pop("additionalProperties", None) or next(iter(part.pop("patternProperties").values()))
    part.pop("propertyNames", None)
    mapping = {"type": part.pop("type"), "properties": dict.fromkeys(languages, inner), "additionalProperties": False}
    if part["x-text"] != TextRole.LABELS:
        mapping["required"] = list(languages)
    if len(languages) == 1 and part["x-text"] != TextRole.LABELS:
        part["anyOf"] = [*inner.get("anyOf", [{"type": _SCALAR}]), mapping]
    else:
        part.update(mapping)


def _let_languages_stand_beside(part: dict[str, Any], languages: Sequence[str]) -> None:
    """Let a statement hold its languages or ``text``, and be a plain text in an atlas of one language."""
    beside = {language: {"type": _SCALAR, "description": "The text in this language."} for language in languages}
    part["properties"] = {**beside, **part["properties"]}
    part["anyOf"] = [{"required": ["text"]}, {"required": list(languages)}]
    if len(languages) == 1:
        whole = {key: part.pop(key) for key in list(part) if key not in ("title", "description")}
        part["anyOf"] = [{"type": _SCALAR}, whole]
