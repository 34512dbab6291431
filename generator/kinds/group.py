"""Groups of skills."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.model.base import Authored, Id, LocalText, LocalTitle


class Group(Authored):
    """A group of skills."""

    id: Id = Field(description="Id of the group.")
    title: LocalTitle = Field(description="Name of the group.")
    description: LocalText | None = Field(None, description="What its skills have in common.")


KIND = Kind("group", "groups", Group, Place.VOCABULARY, needed=True)
