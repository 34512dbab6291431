"""Properties of a kind of record, stated once: the rest of the program reads them here and lists no kinds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.kinds.table import Table
from generator.model.base import Authored
from generator.model.parts import Reviewed


class Place(StrEnum):
    """Where the records of a kind lie in the content folder."""

    FOLDER = "folder"
    """A file each, in the folder ``<plural>/``; the file's name is the record's id."""
    VOCABULARY = "vocabulary"
    """A list in ``vocabularies/<plural>.yml``; its order counts."""
    LIST = "list"
    """A list in ``<plural>.yml``."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record.

    ``page`` is the kind of the page that shows one record, ``overview`` that of the page that lists them; both empty where there is none.
    ``needed``: every atlas must have records of it. ``published``: part of the published data. ``digested``: part of the digest by which
    releases are told apart. ``authored``: written by people; otherwise the program writes the file.
    """

    name: str
    plural: str
    model: type[Authored]
    place: Place = Place.FOLDER
    page: str = ""
    overview: str = ""
    needed: bool = False
    published: bool = True
    digested: bool = True
    authored: bool = True
    tables: tuple[Table, ...] = ()

    @property
    def file(self) -> str:
        """File below the content folder that holds the records of a list."""
        return f"vocabularies/{self.plural}.yml" if self.place is Place.VOCABULARY else f"{self.plural}.yml"

    @property
    def reviewed(self) -> bool:
        """Whether its records have sources and mappings and are reviewed from time to time."""
        return issubclass(self.model, Reviewed)

    @property
    def has_ids(self) -> bool:
        """Whether its records have ids that others may refer to."""
        return self.place is Place.FOLDER or "id" in self.model.model_fields
