"""Snapshots of released content, ``content/releases/<version>.json``: what a release asked of people and offered them.

A snapshot holds just what two releases are compared by, so that comparing needs no git history: of texts that may ask
something of people a short digest each, and a digest of all the content, so that a later change in any text shows too.
``store`` reads and writes them.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from generator.kinds.role import Necessity
from generator.kinds.training import TrainingState

FOLDER = "releases"
VERSION_PATTERN = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
NO_LEVEL = "none"  # where a training begins that presupposes nothing


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Frozen):
    """A record's title by language."""

    title: Mapping[str, str]


class ReleasedLevel(Named):
    """A level of the scale."""

    id: str


class RequiredSkill(_Frozen):
    """A requirement: id of the level, if one is stated, and necessity."""

    level: str | None
    necessity: Necessity


class ReleasedRole(Named):
    """A role's requirements by skill, and the digest of the formal qualification that it states."""

    requires: Mapping[str, RequiredSkill]
    qualification: str | None


class ReleasedSkill(Named):
    """A skill's prerequisites (for the level that asks for them, the level needed by skill); statements' digests."""

    prerequisites: Mapping[str, Mapping[str, str]]
    statements: Mapping[str, str]


class Lift(_Frozen):
    """From which level to which a training leads; an exam attests just the second."""

    from_level: str | None
    to_level: str


class ReleasedTraining(_Frozen):
    """A training's title as the provider writes it, its state and what it teaches or attests by skill."""

    title: str
    state: TrainingState
    lifts: Mapping[str, Lift]


class Snapshot(_Frozen):
    """A release. Levels stand from the lowest on; all comparing goes by their ids, since a scale may change too."""

    version: str
    date: datetime.date
    digest: str
    levels: tuple[ReleasedLevel, ...]
    roles: Mapping[str, ReleasedRole]
    skills: Mapping[str, ReleasedSkill]
    trainings: Mapping[str, ReleasedTraining]

    @property
    def level_ids(self) -> tuple[str, ...]:
        """Ids of the levels from the lowest on."""
        return tuple(level.id for level in self.levels)


def version_key(version: str) -> tuple[int, ...]:
    """Order of versions: by number, not by letter."""
    return tuple(int(part) for part in version.split("."))
