"""Providers of trainings."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import Column, at, records
from generator.model.base import Authored, Id, Line, YesNo


class Provider(Authored):
    """The provider of a training, with its name as it writes it."""

    id: Id = Field(description="Id of the provider.")
    title: Line = Field(description="Name as the provider writes it.")
    own: YesNo = Field(
        False, description="Whether this is the organisation itself, whose trainings need no public address."
    )


TABLES = (records("providers", at("name", "title"), Column("own")),)

KIND = Kind("provider", "providers", Provider, Place.VOCABULARY, tables=TABLES)
