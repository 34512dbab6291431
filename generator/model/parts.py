"""Parts that records of several kinds share: statements with their origin, sources, mappings, what every reviewed record holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, ValidationInfo, model_validator
from pydantic_core import CoreSchema

from generator.model.base import (
    DECIMAL_POINT,
    LANGUAGE_PATTERN,
    Authored,
    Date,
    Day,
    Frozen,
    Id,
    Line,
    LocalName,
    LocalText,
    PartialDate,
    Url,
    YesNo,
    ascending,
    languages_of,
    refuse,
)
from generator.model.marks import SOURCE, Ref
from generator.model.older import older_names, read_older_names


class Basis(StrEnum):
    """Where an editorial statement comes from."""

    ARTICLE = "article"
    SOURCE = "source"
    EDITORIAL = "editorial"


class Volatility(StrEnum):
    """How fast a subject changes; sets when a review is due."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Match(StrEnum):
    """How a concept of another scheme relates to ours.

    ``broad``: the other is broader; ``narrow``: it is narrower (SKOS mapping properties).
    """

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"
    NONE = "none"
    NOT_DETERMINED = "not-determined"


SourceKey = Annotated[Id, Ref(SOURCE)]
"""A key under the record's own ``sources``."""


class Sourced(Authored):
    """A part of a record that says where it comes from."""

    basis: Basis = Field(
        Basis.EDITORIAL,
        description=(
            "Where this comes from: the text from which the atlas started (article), a source listed in the record, "
            "or our own judgement (editorial), which is meant where nothing is said."
        ),
    )
    source: SourceKey | None = Field(None, description="Key of the source under sources; needed with basis: source.")


def _gather_languages(data: Any, info: ValidationInfo) -> Any:
    """Return a part with its texts by language under ``text`` if they stand beside its other keys."""
    if isinstance(data, str) and len(languages := languages_of(info)) == 1:
        return {"text": {languages[0]: data}}
    if not isinstance(data, dict) or "text" in data:
        return data
    texts = {key: value for key, value in data.items() if re.fullmatch(LANGUAGE_PATTERN, key)}
    return {**{key: value for key, value in data.items() if key not in texts}, "text": texts}


class Said(Authored):
    """A text in several languages. The languages may stand beside the other keys or under ``text``."""

    text: LocalText = Field(description="The text; its languages may also stand directly beside the other keys.")

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, data: Any, info: ValidationInfo) -> Any:
        return _gather_languages(data, info)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Allow the languages beside the other keys in the schema for authors."""
        reference = handler(core)
        if handler.mode == "validation":
            schema = handler.resolve_ref_schema(reference)
            schema["required"] = [key for key in schema["required"] if key != "text"]
            schema["x-text-beside"] = True
        return reference


class Statement(Said, Sourced):
    """A text in several languages with its origin."""


def _some_key(pattern: str) -> dict[str, Any]:
    """Return the schema of an object that has some key of a pattern."""
    return {"not": {"propertyNames": {"not": {"pattern": f"^{pattern}$".replace("?P<date>", "")}}}}


class WithOlderNames(Authored):
    """A part some of whose keys had other names; ``part`` is its name in ``model.older``."""

    part: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _read_older_names(cls, data: Any) -> Any:
        return read_older_names(data, cls.part)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Allow the older names in the schema for authors."""
        reference = handler(core)
        if handler.mode == "validation":
            schema = handler.resolve_ref_schema(reference)
            for older in older_names(cls.part):
                new = schema["properties"][older.name]
                value = new["items"] if older.listed else {"x-older-text": True} if older.under else new
                described = {**value, "description": f"Older name of {older.name}."}
                schema.setdefault("patternProperties", {})[f"^{older.pattern.pattern}$".replace("?P<date>", "")] = (
                    described
                )
                if older.name in schema.get("required", ()):
                    schema["required"] = [key for key in schema["required"] if key != older.name]
                    literal = older.pattern.pattern.isidentifier()
                    one = {"required": [older.pattern.pattern]} if literal else _some_key(older.pattern.pattern)
                    schema.setdefault("allOf", []).append({"anyOf": [{"required": [older.name]}, one]})
        return reference


class Source(Authored):
    """Where a fact was read. The title stands as published, in its own language."""

    title: Line = Field(description="Title as published, in its own language.")
    url: Url | None = Field(None, description="Address at which it can be read.")
    date: PartialDate | None = Field(None, description="When it was published, as precise as it is known.")


Sources = Annotated[Mapping[Id, Source], AfterValidator(Frozen)]


class Mapped(Authored):
    """Relation of a record to a concept of another scheme.

    ``none``: somebody looked and found none; ``not-determined``: nobody has looked.
    """

    scheme: Annotated[Id, Ref("scheme")] = Field(description="Id of the other scheme.")
    version: Line | None = Field(None, description="Version of the scheme that was looked at.")
    match: Match = Field(
        description="How the other concept relates to this record; none: looked, there is none; not-determined: nobody looked."
    )
    uri: Url | None = Field(None, description="Address that names the other concept.")
    code: Line | None = Field(None, description="Code of the other concept.")
    title: LocalName | None = Field(None, description="Label of the other concept as published.")
    note: LocalText | None = Field(None, description="What a reader should know about the match.")
    source: SourceKey | None = Field(None, description="Key of the source of this mapping under sources.")


ReviewDays = tuple[Day, ...]
REVIEW_BY = (
    "Days on which something changes that the text speaks of, such as the end of a period; before each of them somebody "
    "reads the text again."
)


class Reviewed(Authored):
    """What every reviewed record holds."""

    mappings: tuple[Mapped, ...] = Field((), description="Concepts of other schemes that this record relates to.")
    sources: Sources = Field(
        default_factory=Frozen, description="Sources that statements of this record name by their key."
    )
    reviewed: Date | None = Field(
        None, description="Day on which somebody last read the whole record and found it true."
    )
    volatility: Volatility = Field(
        Volatility.MEDIUM, description="How fast the subject changes; sets when the next review is due."
    )
    review_by: ReviewDays = Field((), description=REVIEW_BY)
    draft: YesNo = Field(False, description="Whether the record is still a draft, which its page then says.")


# --- amounts


class _Short:
    """Annotation by which the schema for authors allows one number in place of two equal ones."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core)
        return {"anyOf": [{"type": "number"}, schema]} if handler.mode == "validation" else schema


def _one_or_two(value: Any) -> Any:
    if isinstance(value, str):
        return [value, value]
    if isinstance(value, list) and len(value) != 2:
        hint = DECIMAL_POINT if len(value) > 2 else ""
        raise refuse(
            "bad-range", "one number such as 20, or two such as [30, 50]", hint, found=", ".join(map(str, value))
        )
    return value


Amount = Annotated[float, Field(gt=0, le=20_000, allow_inf_nan=False)]
Range = Annotated[tuple[Amount, Amount], BeforeValidator(_one_or_two), _Short()]
"""An amount or two bounds, written ``20`` or ``[30, 50]``."""
AscendingRange = Annotated[Range, AfterValidator(ascending)]
"""A range whose smaller number stands first."""
