"""Grades: the ordered stages of a role, such as to start and full profile."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import TITLE, Column, local, records
from generator.model.base import Authored, Id, LocalText, LocalTitle, YesNo


class Grade(Authored):
    """A stage of a role. Without any, a role has one stage without a name."""

    id: Id = Field(description="Id of the grade.")
    title: LocalTitle = Field(description="Name of the grade.")
    meaning: LocalText | None = Field(None, description="What the grade says of a person.")
    reference: YesNo = Field(
        False,
        description="Whether roles are compared at this grade, by default the last; one without it at its nearest, the lower of two.",
    )


TABLES = (records("grades", TITLE, local("meaning"), Column("reference")),)

KIND = Kind("grade", "grades", Grade, Place.VOCABULARY, tables=TABLES)
