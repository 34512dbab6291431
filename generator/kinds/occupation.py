"""Occupations: where people start from, and what they typically bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.kinds.kind import Kind
from generator.kinds.table import (
    ITSELF,
    KEY,
    REVIEW,
    SUMMARY,
    TITLE,
    Column,
    Derived,
    RowSource,
    Shape,
    Table,
    at,
    local,
    records,
)
from generator.model.base import Frozen, Id, LocalLines, LocalText, LocalTitle, SomeByLanguage
from generator.model.marks import Ref
from generator.model.parts import Basis, Reviewed


class Occupation(Reviewed):
    """A starting occupation: what one typically brings from it."""

    title: LocalTitle = Field(description="Name of the occupation.")
    alternative_titles: LocalLines = Field(
        default_factory=SomeByLanguage, description="Other names under which one may look for it."
    )
    summary: LocalText | None = Field(None, description="What one does in it, in one sentence.")
    levels: Annotated[Mapping[Annotated[Id, Ref("skill")], Annotated[Id, Ref("level")]], AfterValidator(Frozen)] = (
        Field(description="Level that one typically brings, by skill.")
    )
    basis: Basis = Field(Basis.EDITORIAL, description="Where the levels come from.")


TABLES = (
    records("occupations", TITLE, local("alternative_titles", shape=Shape.MANY), SUMMARY, Column("basis"), *REVIEW),
    Table(
        "occupation_levels", "occupation",
        (
            Column("occupation"), at("skill", KEY), Column("level", ITSELF),
            Column("rank", ITSELF, derived=Derived.RANK),
        ),
        (RowSource("occupations", ("levels",), by_key=True),),
    ),
)  # fmt: skip

KIND = Kind("occupation", "occupations", Occupation, page="occupation", overview="occupations", tables=TABLES)
