"""Terms of the glossary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import Shape, local, many, records
from generator.model.base import Authored, Id, LocalLines, LocalText, LocalTitle, SomeByLanguage
from generator.model.marks import Ref


class Term(Authored):
    """A glossary term."""

    id: Id = Field(description="Id of the term.")
    term: LocalTitle = Field(description="The term.")
    aliases: LocalLines = Field(default_factory=SomeByLanguage, description="Other words for the term.")
    definition: LocalText = Field(description="What the term means here.")
    skills: tuple[Annotated[Id, Ref("skill")], ...] = Field((), description="Ids of skills that the term belongs to.")


TABLES = (records("glossary", local("term"), local("aliases", shape=Shape.MANY), local("definition"), many("skills")),)

KIND = Kind("term", "glossary", Term, Place.LIST, overview="glossary", tables=TABLES)
