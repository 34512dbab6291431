"""Validated records with their positions, and the content that they make up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from generator.digests import digest_of_pairs, digest_of_value
from generator.kinds import BY_MODEL, KINDS
from generator.kinds.exception import Waiver
from generator.kinds.family import Family
from generator.kinds.grade import Grade
from generator.kinds.group import Group
from generator.kinds.level import Level
from generator.kinds.occupation import Occupation
from generator.kinds.provider import Provider
from generator.kinds.recognition import RecognitionKind
from generator.kinds.redirect import Redirect
from generator.kinds.role import Role
from generator.kinds.scheme import Scheme
from generator.kinds.skill import Skill
from generator.kinds.term import Term
from generator.kinds.training import Training
from generator.kinds.training_format import Format
from generator.load import Node
from generator.lock import Confirmed
from generator.look.own import OwnLook
from generator.model.base import Authored, Frozen
from generator.model.marks import KeyPath
from generator.model.page import FrontMatter
from generator.model.parts import Reviewed
from generator.model.site import Site
from generator.model.style import Style
from generator.problems import Location
from generator.releases.model import Snapshot
from generator.store.nodes import TableNode
from generator.unplaced import Document, YamlText

M = TypeVar("M", bound=BaseModel)
A = TypeVar("A", bound=Authored)


@dataclass(frozen=True)
class Record(Generic[M]):
    """A validated record with its id and the positions of everything in it."""

    id: str
    value: M
    path: str
    node: Document | TableNode
    prefix: KeyPath = ()

    def locate(self, *path: str | int, key: bool = False) -> Location:
        """Return the position of a path in this record, such as ``("requires", 0, "skill")``."""
        return self.node.locate(*self.prefix, *path, key=key)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Digest of each field that the record states, by field name, and the digest of all of them under ``""``.

        Another run recognises an unchanged record by them.
        """
        value = self.value
        digests = {name: digest_of_value(getattr(value, name)) for name in sorted(value.model_fields_set)}
        return {**digests, "": digest_of_pairs(digests.items())}

    def without_places(self) -> Record[M]:
        """Return the same record without positions and source text inside it, unless these are read on demand (``YamlText``)."""
        if isinstance(self.node, YamlText):
            return self
        return replace(self, node=Node("", self.locate()), prefix=())

    def written(self) -> Any:
        """Return the record as its author wrote it: texts, lists and dicts."""
        node: Any = self.node
        for step in self.prefix:
            node = node.value[step]
        return node.plain()


def record_of(id: str, value: M, node: TableNode, digests: Mapping[str, str]) -> Record[M]:
    """Return the record of a value that an earlier run or another process has validated, with the digests that it has computed."""
    record = Record(id, value, node.location.path, node)
    record.__dict__["digests"] = digests
    return record


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A prose page in one language: front matter, Markdown and the line at which the Markdown starts."""

    id: str
    language: str
    front: FrontMatter
    markdown: str
    path: str
    node: Document
    first_line: int


@dataclass(frozen=True, slots=True)
class Content:
    """All authored records by kind and id: records with a file each are sorted by id, entries of lists keep their order."""

    site: Record[Site]
    records: Mapping[str, Mapping[str, Record[Any]]]
    """Records by plural of the kind and id, such as ``records["roles"]["map-maker"]``; entries without ids are numbered from "0"."""
    pages: Mapping[str, Mapping[str, ProsePage]]
    style: Record[Style] | None = None
    confirmed: Confirmed = field(default_factory=Frozen)
    releases: tuple[Snapshot, ...] = ()
    look: OwnLook = field(default_factory=OwnLook)

    def of(self, model: type[A]) -> Mapping[str, Record[A]]:
        """Return the records of a model by id."""
        return self.records[BY_MODEL[model].plural]

    def with_records(self, plural: str, records: Mapping[str, Record[Any]]) -> Content:
        """Return the same content with the records of one kind replaced."""
        return replace(self, records={**self.records, plural: records})

    def without_places(self) -> Content:
        """Return the same values without positions and source text inside the records, which take much memory.

        Only the rules and digests need them; each record keeps the position at which it begins.
        """
        records = {
            plural: {id: record.without_places() for id, record in kind.items()}
            for plural, kind in self.records.items()
        }
        return replace(self, records=records)

    @property
    def roles(self) -> Mapping[str, Record[Role]]:
        """Roles by id."""
        return self.of(Role)

    @property
    def skills(self) -> Mapping[str, Record[Skill]]:
        """Skills by id."""
        return self.of(Skill)

    @property
    def trainings(self) -> Mapping[str, Record[Training]]:
        """Trainings by id."""
        return self.of(Training)

    @property
    def occupations(self) -> Mapping[str, Record[Occupation]]:
        """Occupations by id."""
        return self.of(Occupation)

    @property
    def levels(self) -> Mapping[str, Record[Level]]:
        """Levels by id."""
        return self.of(Level)

    @property
    def grades(self) -> Mapping[str, Record[Grade]]:
        """Grades by id."""
        return self.of(Grade)

    @property
    def families(self) -> Mapping[str, Record[Family]]:
        """Families by id."""
        return self.of(Family)

    @property
    def groups(self) -> Mapping[str, Record[Group]]:
        """Groups by id."""
        return self.of(Group)

    @property
    def formats(self) -> Mapping[str, Record[Format]]:
        """Formats by id."""
        return self.of(Format)

    @property
    def providers(self) -> Mapping[str, Record[Provider]]:
        """Providers by id."""
        return self.of(Provider)

    @property
    def schemes(self) -> Mapping[str, Record[Scheme]]:
        """Schemes by id."""
        return self.of(Scheme)

    @property
    def recognitions(self) -> Mapping[str, Record[RecognitionKind]]:
        """Official recognitions of trainings by id."""
        return self.of(RecognitionKind)

    @property
    def glossary(self) -> Mapping[str, Record[Term]]:
        """Glossary terms by id, in their order."""
        return self.of(Term)

    @property
    def redirects(self) -> tuple[Record[Redirect], ...]:
        """Moved addresses."""
        return tuple(self.of(Redirect).values())

    @property
    def moved(self) -> dict[str, str]:
        """New address of a page by its old one, both without language."""
        return {record.value.old: record.value.new for record in self.redirects}

    @property
    def exceptions(self) -> tuple[Record[Waiver], ...]:
        """Accepted problems."""
        return tuple(self.of(Waiver).values())

    @property
    def all_records(self) -> Iterator[Record[Any]]:
        """All records, the site's settings first."""
        yield self.site
        for records in self.records.values():
            yield from records.values()

    @property
    def reviewed(self) -> Iterator[Record[Reviewed]]:
        """All records of the kinds whose texts are reviewed from time to time."""
        for kind in KINDS:
            if kind.reviewed:
                yield from self.records[kind.plural].values()

    @property
    def record_count(self) -> int:
        """Number of authored records, list entries and prose pages included."""
        authored = (self.records[kind.plural] for kind in KINDS if kind.authored)
        return 1 + sum(map(len, authored)) + sum(map(len, self.pages.values()))
