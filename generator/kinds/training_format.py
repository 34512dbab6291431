"""Formats: how a training is given."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import TITLE, records
from generator.model.base import Authored, Id, LocalTitle


class Format(Authored):
    """How a training is given."""

    id: Id = Field(description="Id of the format.")
    title: LocalTitle = Field(description="Name of the format.")


TABLES = (records("formats", TITLE),)

KIND = Kind("format", "formats", Format, Place.VOCABULARY, tables=TABLES)
