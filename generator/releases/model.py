"""The model of a snapshot of released content, ``content/releases/<version>.json``.

A snapshot holds only what is compared between two releases, so that a comparison needs no git history: the requirements,
prerequisites and trainings, a short digest of each text that may require something of people, and a digest of all the
content, which shows a change in any other text. ``store`` reads and writes snapshots.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from generator.kinds.role import Necessity
from generator.kinds.training import TrainingState
from generator.model.marks import NONE

RELEASES_FOLDER = "releases"
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
    """A grade of roles; ``reference`` is true for the grade at which roles are compared."""

    id: str
    reference: bool


class RequiredSkill(_Frozen):
    """A requirement: the id of the level at the grade at which the role is compared, if one is stated, and the necessity.

    ``levels`` gives the level needed at each grade of the role; it is empty if there are no grades.
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
        """Return the requirements of the role at a grade by skill; without grades they are the same for any value."""
        at = {id: item.levels.get(grade, NONE) if item.levels else item.level for id, item in self.requires.items()}
        return {
            id: RequiredSkill(level=level, necessity=self.requires[id].necessity)
            for id, level in at.items()
            if level != NONE
        }


class ReleasedSkill(Named):
    """A skill with its prerequisites (by the level that has them: the level needed by skill) and the digests of its statements by level."""

    prerequisites: Mapping[str, Mapping[str, str]]
    statements: Mapping[str, str]


class Lift(_Frozen):
    """The levels from which and to which a training leads in a skill; an exam only attests ``to_level``."""

    from_level: str | None
    to_level: str

    @property
    def start(self) -> str:
        """Level at which the training starts; empty if no level is needed."""
        return "" if self.from_level in (None, NONE) else str(self.from_level)


class ReleasedTraining(_Frozen):
    """A training: its title as the provider writes it, its state, and by skill the levels that it teaches or attests."""

    title: str
    state: TrainingState
    lifts: Mapping[str, Lift]


class Snapshot(_Frozen):
    """The content of a release. Levels are listed lowest first; they are compared by id, since the scale may change between releases.

    Without grades a role has one stage without a name; its requirements are those of the reference grade.
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
        """Ids of the levels, lowest first."""
        return tuple(level.id for level in self.levels)

    @property
    def reference_grade(self) -> str:
        """Id of the reference grade; empty if there are no grades."""
        return next((grade.id for grade in self.grades if grade.reference), "")


def version_key(version: str) -> tuple[int, ...]:
    """Return the numbers of a version such as ``1.10.0`` as a tuple, to sort versions by."""
    return tuple(int(part) for part in version.split("."))
