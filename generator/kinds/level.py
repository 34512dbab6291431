"""Levels: the steps of the proficiency scale, from the lowest on."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import TITLE, Column, Derived, local, many, records
from generator.model.base import Authored, Id, Line, LocalText, LocalTitle


class Level(Authored):
    """A step of the proficiency scale."""

    id: Id = Field(description="Id of the level.")
    title: LocalTitle = Field(description="Name of the level.")
    meaning: LocalText = Field(description="What someone at this level can do.")
    mappings: tuple[Line, ...] = Field((), description="Levels of other frameworks that it compares to.")


TABLES = (
    records(
        "levels",
        Column("rank", ("id",), derived=Derived.RANK),
        TITLE,
        local("meaning"),
        many("mappings_of_level", "mappings"),
    ),
)

KIND = Kind("level", "levels", Level, Place.VOCABULARY, needed=True, tables=TABLES)
