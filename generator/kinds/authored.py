"""JSON Schemas of the files that authors write, made from the models, for editors and for checks without this program.

They differ from those of the published data: a text may be any scalar, since the field decides what it means; the languages
of a statement may stand beside its other keys; one number may stand for a range; older names of keys are allowed. With the
ids of an atlas, references are closed lists that editors complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.kinds import KINDS
from generator.kinds.kind import Place
from generator.kinds.meanings import MEANINGS
from generator.model.base import LocalText
from generator.model.marks import NONE, TextRole
from generator.model.page import FrontMatter
from generator.model.site import Site
from generator.model.style import Style

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR = ["string", "number", "boolean", "null"]


class _Schema(GenerateJsonSchema):
    """Generator of schemas in which a text may be any scalar: authors need not know which words YAML takes for numbers or truth values."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": _SCALAR}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return the schema of a mapping with what its keys refer to, which pydantic leaves out."""
        keys = self.generate_inner(schema["keys_schema"]) if "keys_schema" in schema else {}
        named = {"x-keys": keys["x-reference"]} if "x-reference" in keys else {}
        return {**super().dict_schema(schema), **named}


KnownIds = Mapping[str, Mapping[str, str]]
"""Title by id, by name of the kind, such as ``ids["skill"]["cloud-platforms"]``."""


def authored_schemas(languages: Sequence[str], ids: KnownIds | None = None) -> dict[str, dict[str, Any]]:
    """Return JSON Schemas (2020-12) by name: one for each kind that authors write (of a list if its records stand in one), and settings.

    ``languages`` are those of the atlas; with a single one, a text needs no mapping. With ``ids`` a reference may be only one of these.
    """
    known = ids or {}
    schemas = {
        kind.name: _schema(kind.model, languages, known, listed=kind.place is not Place.FOLDER)
        for kind in KINDS
        if kind.authored
    }
    schemas |= {
        name: _schema(model, languages, known)
        for name, model in (("site", Site), ("style", Style), ("page", FrontMatter))
    }
    return schemas


def _schema(model: type[BaseModel], languages: Sequence[str], ids: KnownIds, *, listed: bool = False) -> dict[str, Any]:
    whole = model.model_json_schema(by_alias=True, schema_generator=_Schema)
    definitions = whole.pop("$defs", {})
    if listed:
        whole = {"title": f"{whole.get('title', '')} list", "type": "array", "items": whole}
    schema = {"$schema": DIALECT, **whole, "$defs": definitions}
    for part in list(subschemas(schema)):
        if part.pop("x-older-text", False):
            part.update(TypeAdapter(LocalText).json_schema(schema_generator=_Schema))
        if part.pop("x-text-beside", False):
            _let_languages_stand_beside(part, languages)
        if "x-text" in part:
            _name_languages(part, languages)
        if "enum" in part and "x-reference" not in part:
            part["enumDescriptions"] = [MEANINGS[part["title"]][word] for word in part["enum"]]
        if "x-reference" in part:
            _name_ids(part, ids)
        if "x-keys" in part:
            _name_keys(part, ids)
    return schema


def _targets(reference: str, ids: KnownIds) -> dict[str, str]:
    """Return the titles, by id, of the records that a reference may lead to; empty if they are not known."""
    kinds = reference.split(" or ")
    found = {id: title for kind in kinds for id, title in ids.get(kind, {}).items()}
    return found | {NONE: "nothing of the kind"} if found and NONE in kinds else found


def _name_ids(part: dict[str, Any], ids: KnownIds) -> None:
    """Restrict a reference to the ids that exist."""
    if targets := _targets(part["x-reference"], ids):
        part.update(type="string", enum=list(targets), enumDescriptions=list(targets.values()))


def _name_keys(part: dict[str, Any], ids: KnownIds) -> None:
    """Restrict the keys of a mapping to the ids that exist."""
    if targets := _targets(part["x-keys"], ids):
        value = part.pop("additionalProperties", {})
        if "x-reference" in value:
            _name_ids(value, ids)
        part["properties"] = {
            id: {**value, "description": title} if "$ref" not in value else {"description": title, **value}
            for id, title in targets.items()
        }
        part["additionalProperties"] = False


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects of a schema, outer ones first."""
    if isinstance(schema, dict):
        yield schema
        for value in list(schema.values()):
            yield from subschemas(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from subschemas(value)


def _name_languages(part: dict[str, Any], languages: Sequence[str]) -> None:
    """Restrict a text in several languages to exactly the languages of the atlas."""
    inner = part.pop("additionalProperties", None) or next(iter(part.pop("patternProperties").values()))
    part.pop("propertyNames", None)
    mapping = {"type": part.pop("type"), "properties": dict.fromkeys(languages, inner), "additionalProperties": False}
    if part["x-text"] != TextRole.LABELS:
        mapping["required"] = list(languages)
    if len(languages) == 1 and part["x-text"] != TextRole.LABELS:
        part["anyOf"] = [*inner.get("anyOf", [inner]), mapping]
    else:
        part.update(mapping)


def _let_languages_stand_beside(part: dict[str, Any], languages: Sequence[str]) -> None:
    """Allow a statement to hold its languages or ``text``, and to be a plain text in an atlas of one language."""
    inner = {"description": "The text in this language.", **_text_of(part["properties"]["text"])}
    beside = dict.fromkeys(languages, inner)
    part["properties"] = {**beside, **part["properties"]}
    part["anyOf"] = [{"required": ["text"]}, {"required": list(languages)}]
    if len(languages) == 1:
        part_text = part["properties"]["text"]
        whole = {key: part.pop(key) for key in list(part) if key not in ("title", "description")}
        part["anyOf"] = [_text_of(part_text), whole]


def _text_of(local: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of the text in one language, from that of a text in several."""
    return dict(
        local.get("additionalProperties")
        or next(iter(local.get("patternProperties", {"": {"type": _SCALAR}}).values()))
    )
