"""Descriptions of a build: which edition is built, from which records, into which folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from generator.derive.facts import Facts
from generator.publish.basis import BuildBasis

T = TypeVar("T")
CONTENT = "ROLLENATLAS_CONTENT"
"""Environment variable with the content folder; it overrides the one that mkdocs.yml names."""


class Edition(StrEnum):
    """The two editions of the atlas: on the web, and as files for reading offline."""

    WEB = "web"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Shard:
    """A share of the pages of each language: every ``count``-th page, starting with page ``number`` (1-based).

    Neighbouring pages take about equally long to build, so shards do too.
    """

    number: int = 1
    count: int = 1

    def of(self, items: Sequence[T]) -> Sequence[T]:
        """Return the items that belong to the shard."""
        return items[self.number - 1 :: self.count]

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


@dataclass(frozen=True, slots=True)
class Order:
    """What a command asks of a build in addition to mkdocs.yml, whose ``content`` and ``full`` it overrides if it gives them.

    With a ``language`` or a ``shard`` the build makes a part of a site, which ``publish.join`` joins with the other parts.
    """

    edition: Edition = Edition.WEB
    content: Path | None = None
    handbook: bool = False
    full: bool | None = None
    language: str = ""
    shard: Shard | None = None
    keep: bool = False
    """Whether the build reuses unchanged pages of the last build, and leaves notes so that the next build can do the same."""

    @property
    def part(self) -> Shard | None:
        """The shard that a part of a site holds (1/1 for a whole language); ``None`` for a whole site."""
        return self.shard or (Shard() if self.language else None)


@dataclass(frozen=True, slots=True)
class Job:
    """One language to build below ``stage``; ``moment`` (seconds since 1970, UTC) is the time stamp of the build.

    ``shard`` selects the pages to build; it is ``None`` in the build of a whole site. With a ``basis``, files that the last
    build made from the same input are not made again and stay in ``target``.
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
    basis: BuildBasis | None = None
