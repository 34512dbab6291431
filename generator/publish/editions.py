"""What is built: which edition, from which records, into which folder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from generator.derive.facts import Facts

CONTENT = "ROLLENATLAS_CONTENT"
"""Environment variable that names another content folder to MkDocs than mkdocs.yml does."""


class Edition(StrEnum):
    """The two ways to read the atlas."""

    WEB = "web"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Order:
    """What a command asks of a build beside mkdocs.yml; ``content`` names another folder than that does."""

    edition: Edition = Edition.WEB
    content: Path | None = None
    handbook: bool = False
    full: bool | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One language to build below ``stage``; ``moment`` (seconds since 1970, UTC) is the time that the build carries."""

    facts: Facts
    content: Path
    language: str
    stage: Path
    edition: Edition
    base_url: str
    handbook: bool
    moment: int
