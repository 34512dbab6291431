"""Snapshots of released content, ``content/releases/<version>.json``: what a release asked of people and offered them.

A snapshot holds just what two releases are compared by, so that comparing needs no git history: of texts that may ask
something of people a short digest each, and a digest of all the content, so that a later change in any text shows too.
Written by ``rollenatlas release``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.problems import Location, Problem, shown

FOLDER = "releases"
VERSION_PATTERN = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Frozen):
    """A record's title by language."""

    title: Mapping[str, str]


class LevelState(Named):
    """A level of the scale."""

    id: str


class RequiredSkill(_Frozen):
    """A requirement: id of the level, if one is stated, and necessity."""

    level: str | None
    necessity: str


class RoleState(Named):
    """A role's requirements by skill, and the digest of the formal qualification that it states."""

    requires: Mapping[str, RequiredSkill]
    qualification: str | None


class SkillState(Named):
    """A skill's prerequisites (for the level that asks for them, the level needed by skill); statements' digests."""

    prerequisites: Mapping[str, Mapping[str, str]]
    statements: Mapping[str, str]


class Lift(_Frozen):
    """From which level to which a training leads; an exam attests just the second."""

    from_level: str | None
    to_level: str


class TrainingState(_Frozen):
    """A training's title as the provider writes it, its state and what it teaches or attests by skill."""

    title: str
    state: str
    lifts: Mapping[str, Lift]


class Snapshot(_Frozen):
    """A release. Levels stand from the lowest on; all comparing goes by their ids, since a scale may change too."""

    version: str
    date: datetime.date
    digest: str
    levels: tuple[LevelState, ...]
    roles: Mapping[str, RoleState]
    skills: Mapping[str, SkillState]
    trainings: Mapping[str, TrainingState]

    @property
    def level_ids(self) -> tuple[str, ...]:
        """Ids of the levels from the lowest on."""
        return tuple(level.id for level in self.levels)


def version_key(version: str) -> tuple[int, ...]:
    """Order of versions: by number, not by letter."""
    return tuple(int(part) for part in version.split("."))


def read_releases(content: Path, shown_as: str) -> tuple[tuple[Snapshot, ...], list[Problem]]:
    """Read all snapshots of a content folder, the oldest first."""
    folder = content / FOLDER
    if not folder.is_dir():
        return (), []
    snapshots, problems = [], []
    for path in sorted(folder.iterdir()):
        place = Location(f"{shown_as}/{path.name}")
        if path.suffix != ".json" or not re.fullmatch(VERSION_PATTERN, path.stem):
            problems.append(Problem(place, "bad-release-name", shown(path.name), "a name such as 1.0.0.json"))
            continue
        try:
            snapshot = Snapshot.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            hint = "take it from the last commit"
            problems.append(
                Problem(
                    place, "bad-release", "an edited or broken file", "a file as 'rollenatlas release' writes it", hint
                )
            )
            continue
        if snapshot.version != path.stem:
            problems.append(Problem(place, "bad-release", f"version {shown(snapshot.version)}", f"version {path.stem}"))
        snapshots.append(snapshot)
    return tuple(sorted(snapshots, key=lambda snapshot: version_key(snapshot.version))), problems


def write_release(content: Path, snapshot: Snapshot) -> Path:
    """Write a snapshot. Raises ``FileExistsError`` when the version is released already."""
    path = content / FOLDER / f"{snapshot.version}.json"
    if path.exists():
        raise FileExistsError(f"{path} exists: a release is never changed, choose the next version")
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.writing")
    beside.write_text(snapshot.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
    beside.replace(path)
    return path
