"""Recognitions: what an authority or a law says of a training, such as an approval or credits."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.kinds.table import ID, TITLE, RowSource, Table
from generator.model.base import Authored, Id, LocalTitle


class RecognitionKind(Authored):
    """An official recognition that trainings may have."""

    id: Id = Field(description="Id of the recognition.")
    title: LocalTitle = Field(description="Name of the recognition.")


TABLES = (Table("recognition_kinds", "id", (ID, TITLE), (RowSource("recognitions"),)),)

# Not digested: the name of a recognition changes nothing in the records of trainings.
KIND = Kind("recognition", "recognitions", RecognitionKind, Place.VOCABULARY, digested=False, tables=TABLES)
