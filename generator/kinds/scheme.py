"""Schemes: other classifications that records are mapped to."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import TITLE, Column, local, records
from generator.model.base import Authored, Id, LocalQuote, LocalTitle, Url


class Scheme(Authored):
    """Another classification that records are mapped to."""

    id: Id = Field(description="Id of the scheme.")
    title: LocalTitle = Field(description="Name of the scheme.")
    url: Url | None = Field(None, description="Address at which the scheme is published.")
    attribution: LocalQuote | None = Field(
        None, description="Sentence that its publisher wants wherever its labels or codes stand."
    )


TABLES = (records("schemes", TITLE, Column("url"), local("attribution")),)

KIND = Kind("scheme", "schemes", Scheme, Place.VOCABULARY, tables=TABLES)
