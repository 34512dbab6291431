"""JSON Schemas of the published records, made from the authored models, so that both always agree.

``SCHEMA_VERSION`` follows SemVer: a new optional key raises the second number; a change to which readers of the data must
adapt raises the first, which is part of the addresses.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from generator import kinds
from generator.kinds.kind import Place
from generator.model.base import Authored, Date, LocalLine
from generator.model.site import Language, Licence

SCHEMA_VERSION = "3.0"
SCHEMAS_FOLDER = f"schema/v{SCHEMA_VERSION.partition('.')[0]}"
ATLAS_SCHEMA = f"{SCHEMAS_FOLDER}/atlas.schema.json"
RECORD_FILES: Mapping[str, type[Authored]] = {
    kind.plural: kind.model for kind in kinds.KINDS if kind.published and kind.place is Place.FOLDER
}
"""Models of the kinds whose records have a file each, by plural."""
LISTS: Mapping[str, type[Authored]] = {
    kind.plural: kind.model for kind in kinds.KINDS if kind.published and kind.place is not Place.FOLDER
}
"""Models of the kinds whose records stand in a list, by plural."""


def kind_name(plural: str) -> str:
    """Return the name of one record of a kind: "roles" -> "role"."""
    return kinds.BY_PLURAL[plural].name


@cache
def _record(kind: str) -> type[BaseModel]:
    """Return the model of the published records of a kind, made on demand: it takes time, and only writing the data needs it."""
    name, model = kind_name(kind), RECORD_FILES[kind]
    fields: dict[str, Any] = {
        "schema_": (
            str | None,
            Field(None, alias="$schema", description="Address of this schema, relative to the file."),
        ),
        "record": (Literal[name], Field(description="What the record is.")),
        "id": (str, Field(description="Name of the record: never used again, part of its addresses.")),
        "pages": (
            dict[str, str],
            Field(default_factory=dict, description="The record's pages by language, relative to the file."),
        ),
    }
    return create_model(f"Published{model.__name__}", __base__=model, __doc__=model.__doc__, **fields)


class _AtlasHead(BaseModel):
    """The whole atlas in one file: lists of terms, then all records. Levels and groups are in their order."""

    model_config = ConfigDict(extra="forbid", title="Atlas")

    schema_: str = Field(alias="$schema", description="Address of this schema, relative to the file.")
    schema_version: str = Field(description="Version of the form of these data (SemVer).")
    version: str | None = Field(None, description="Last release of the content (SemVer); missing while there is none.")
    changed_since: bool | None = Field(None, description="Whether the content has changed since that release.")
    generator: str = Field(description="Version of the program that wrote the file.")
    date: Date | None = Field(None, description="Day that the data are of.")
    title: LocalLine = Field(description="Name of the atlas.")
    description: LocalLine = Field(description="What the atlas is, in one sentence.")
    languages: tuple[Language, ...] = Field(description="Languages of the atlas, the default first.")
    licence: Licence = Field(description="Licence of the content.")


def _many(model: type[BaseModel]) -> Any:
    return types.GenericAlias(tuple, (model, ...))


def _atlas() -> type[BaseModel]:
    parts: dict[str, Any] = {
        **{name: (_many(model), ...) for name, model in LISTS.items()},
        **{kind: (_many(_record(kind)), ...) for kind in RECORD_FILES},
    }
    return create_model("Atlas", __base__=_AtlasHead, __doc__=_AtlasHead.__doc__, **parts)


_MODELS: Mapping[str, Callable[[], type[BaseModel]]] = {
    ATLAS_SCHEMA: _atlas,
    **{f"{SCHEMAS_FOLDER}/{kind_name(kind)}.schema.json": partial(_record, kind) for kind in RECORD_FILES},
}
SCHEMAS = tuple(_MODELS)
"""Names of the JSON Schemas below the data folder."""


def published_schema(name: str) -> dict[str, Any]:
    """Return a JSON Schema (2020-12) by its name below the data folder."""
    own = name.removeprefix(f"{SCHEMAS_FOLDER}/").removesuffix(".schema.json")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:rollenatlas:schema:{SCHEMA_VERSION}:{own}",
        **_MODELS[name]().model_json_schema(by_alias=True, mode="serialization"),
    }
