"""Families of roles, for overviews of many roles."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import TITLE, local, records
from generator.model.base import Authored, Id, LocalText, LocalTitle


class Family(Authored):
    """A family of roles."""

    id: Id = Field(description="Id of the family.")
    title: LocalTitle = Field(description="Name of the family.")
    description: LocalText | None = Field(None, description="What its roles have in common.")


TABLES = (records("families", TITLE, local("description")),)

KIND = Kind("family", "families", Family, Place.VOCABULARY, tables=TABLES)
