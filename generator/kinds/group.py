"""Groups of skills."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import TITLE, local, records
from generator.model.base import Authored, Id, LocalText, LocalTitle


class Group(Authored):
    """A group of skills."""

    id: Id = Field(description="Id of the group.")
    title: LocalTitle = Field(description="Name of the group.")
    description: LocalText | None = Field(None, description="What its skills have in common.")


TABLES = (records("groups", TITLE, local("description")),)

KIND = Kind("group", "groups", Group, Place.VOCABULARY, needed=True, tables=TABLES)
