"""What is built: which edition, from which records, into which folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from generator.derive.facts import Facts
from generator.publish.basis import Basis

T = TypeVar("T")
CONTENT = "ROLLENATLAS_CONTENT"
"""Environment variable that names another content folder to MkDocs than mkdocs.yml does."""


class Edition(StrEnum):
    """The two ways to read the atlas."""

    WEB = "web"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Shard:
    """Some of the pages of each language: each ``count``-th one, beginning with that of a ``number`` from 1 on.

    Neighbours among the pages take alike long, so shards do too.
    """

    number: int = 1
    count: int = 1

    def of(self, items: Sequence[T]) -> Sequence[T]:
        """Choose what belongs to the shard."""
        return items[self.number - 1 :: self.count]

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


@dataclass(frozen=True, slots=True)
class Order:
    """What a command asks of a build beside mkdocs.yml; ``content`` names another folder than that does.

    With a ``language`` or a ``shard`` it is a part of a site, which ``publish.join`` puts together with the others.
    """

    edition: Edition = Edition.WEB
    content: Path | None = None
    handbook: bool = False
    full: bool | None = None
    language: str = ""
    shard: Shard | None = None
    keep: bool = False
    """Whether pages of the last build are taken over, and the next one may take over those of this."""

    @property
    def part(self) -> Shard | None:
        """The shard that a part of a site holds; ``None`` for a whole site."""
        return self.shard or (Shard() if self.language else None)


@dataclass(frozen=True, slots=True)
class Job:
    """One language to build below ``stage``; ``moment`` (seconds since 1970, UTC) is the time that the build carries.

    ``shard`` says which of its pages; ``None`` stands for a language of a whole site. With a ``basis``, what the last build
    has made of the same stays in ``target``.
    """

    facts: Facts
    content: Path
    language: str
    stage: Path
    edition: Edition
    base_url: str
    handbook: bool
    moment: int
    target: Path
    shard: Shard | None = None
    basis: Basis | None = None
