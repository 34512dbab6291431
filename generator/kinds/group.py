"""Groups of skills."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import TITLE, Column, local, records
from generator.model.base import Authored, Id, LocalText, LocalTitle
from generator.model.look import Shade, Sign
from generator.model.marks import Ref, Setting


class Group(Authored):
    """A group of skills."""

    id: Id = Field(description="Id of the group.")
    title: LocalTitle = Field(description="Name of the group.")
    description: LocalText | None = Field(None, description="What its skills have in common.")
    broader: Annotated[Id, Ref("group")] | None = Field(None, description="Id of the group that this one is a part of.")
    colour: Annotated[Shade | None, Setting()] = Field(
        None, description="Colour of the group in pictures and lists; by default one of the program's own."
    )
    sign: Annotated[Sign | None, Setting()] = Field(
        None, description="Shape beside the group's name; by default one of the program's own."
    )


TABLES = (records("groups", TITLE, local("description"), Column("broader")),)

KIND = Kind("group", "groups", Group, Place.VOCABULARY, needed=True, tables=TABLES)
