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
from generator.model.marks import NONE

FOLDER = "releases"
VERSION_PATTERN = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Frozen):
    """A record's title by language."""

    title: Mapping[str, str]


class ReleasedLevel(Named):
    """A level of the scale."""

    id: str


class ReleasedGrade(Named):
    """A grade of roles; roles are compared at the reference grade."""

    id: str
    reference: bool


class RequiredSkill(_Frozen):
    """A requirement: id of the level, if one is stated, and necessity.

    ``levels`` says the level that each grade of the role needs, where there are grades; ``level`` is the reference's.
    """

    level: str | None
    necessity: Necessity
    levels: Mapping[str, str | None] = {}


class ReleasedRole(Named):
    """A role's requirements by skill, its grades, and the digest of the formal qualification that it states."""

    requires: Mapping[str, RequiredSkill]
    qualification: str | None
    grades: tuple[str, ...] = ()

    def needs(self, grade: str) -> dict[str, RequiredSkill]:
        """What the role requires at a grade; of a snapshot without grades the same at any."""
        at = {id: item.levels.get(grade, NONE) if item.levels else item.level for id, item in self.requires.items()}
        return {
            id: RequiredSkill(level=level, necessity=self.requires[id].necessity)
            for id, level in at.items()
            if level != NONE
        }


class ReleasedSkill(Named):
    """A skill's prerequisites (for the level that asks for them, the level needed by skill); statements' digests."""

    prerequisites: Mapping[str, Mapping[str, str]]
    statements: Mapping[str, str]


class Lift(_Frozen):
    """From which level to which a training leads; an exam attests just the second."""

    from_level: str | None
    to_level: str

    @property
    def start(self) -> str:
        """Level from which it leads; empty where one needs none."""
        return "" if self.from_level in (None, NONE) else str(self.from_level)


class ReleasedTraining(_Frozen):
    """A training's title as the provider writes it, its state and what it teaches or attests by skill."""

    title: str
    state: TrainingState
    lifts: Mapping[str, Lift]


class Snapshot(_Frozen):
    """A release. Levels stand from the lowest on; all comparing goes by their ids, since a scale may change too.

    Without grades a role has one stage without a name: what it needs there is what it needs at the reference grade.
    """

    version: str
    date: datetime.date
    digest: str
    levels: tuple[ReleasedLevel, ...]
    grades: tuple[ReleasedGrade, ...] = ()
    roles: Mapping[str, ReleasedRole]
    skills: Mapping[str, ReleasedSkill]
    trainings: Mapping[str, ReleasedTraining]

    @property
    def level_ids(self) -> tuple[str, ...]:
        """Ids of the levels from the lowest on."""
        return tuple(level.id for level in self.levels)

    @property
    def reference_grade(self) -> str:
        """Id of the reference grade; empty without grades."""
        return next((grade.id for grade in self.grades if grade.reference), "")


def version_key(version: str) -> tuple[int, ...]:
    """Order of versions: by number, not by letter."""
    return tuple(int(part) for part in version.split("."))
