"""Families of roles, for overviews of many roles."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import TITLE, Column, local, records
from generator.model.base import Authored, Id, LocalText, LocalTitle
from generator.model.marks import Ref


class Family(Authored):
    """A family of roles."""

    id: Id = Field(description="Id of the family.")
    title: LocalTitle = Field(description="Name of the family.")
    description: LocalText | None = Field(None, description="What its roles have in common.")
    broader: Annotated[Id, Ref("family")] | None = Field(
        None, description="Id of the family that this one is a part of."
    )


TABLES = (records("families", TITLE, local("description"), Column("broader")),)

KIND = Kind("family", "families", Family, Place.VOCABULARY, tables=TABLES)
