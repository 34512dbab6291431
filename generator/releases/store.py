"""Read and write the snapshots of a content folder, ``content/releases/<version>.json``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from generator.load import read_yaml
from generator.model.marks import NONE, KeyPath
from generator.problems import Location, Problem, did_you_mean, shown
from generator.releases.model import RELEASES_FOLDER, VERSION_PATTERN, Snapshot, version_key
from generator.replacing import replace_file


def read_releases(content: Path, shown_as: str) -> tuple[tuple[Snapshot, ...], list[Problem]]:
    """Read all snapshots of a content folder, oldest first; return them and the problems found. ``shown_as`` is the folder in messages."""
    folder = content / RELEASES_FOLDER
    if not folder.is_dir():
        return (), []
    snapshots, problems = [], []
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        place = Location(f"{shown_as}/{path.name}")
        if path.suffix != ".json" or not re.fullmatch(VERSION_PATTERN, path.stem):
            problems.append(Problem(place, "bad-release-name", shown(path.name), "a name such as 1.0.0.json"))
            continue
        snapshot, found = _read(path, place)
        problems += found
        if snapshot:
            snapshots.append(snapshot)
    return tuple(sorted(snapshots, key=lambda snapshot: version_key(snapshot.version))), problems


def _read(path: Path, place: Location) -> tuple[Snapshot | None, list[Problem]]:
    """Read a snapshot; report a broken format, a level that the snapshot does not list, and a version other than the file's name."""
    expected, hint = "a file as 'rollenatlas release' writes it", "take it from the last commit"
    try:
        data = path.read_bytes()
        snapshot = Snapshot.model_validate_json(data)
    except OSError:
        return None, [Problem(place, "bad-release", "a file that can't be read", expected, hint)]
    except ValidationError as error:
        at = _place(place, data, error.errors()[0]["loc"])
        return None, [Problem(at, "bad-release", "an edited or broken file", expected, hint)]
    problems = [
        Problem(
            _place(place, data, steps),
            "bad-release",
            f"the level {shown(level)} ({'.'.join(steps)})",
            f"one of the release's own levels: {', '.join(snapshot.level_ids)}",
            did_you_mean(level, snapshot.level_ids) or hint,
        )
        for steps, level in _named_levels(snapshot)
        if level not in snapshot.level_ids
    ]
    if snapshot.version != path.stem:
        problems.append(Problem(place, "bad-release", f"version {shown(snapshot.version)}", f"version {path.stem}"))
    return snapshot, problems


def _named_levels(snapshot: Snapshot) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each level that a snapshot names, with the keys that lead to it."""
    for id, role in snapshot.roles.items():
        for skill, item in role.requires.items():
            for steps, level in ((("level",), item.level), *((("levels", at), one) for at, one in item.levels.items())):
                if level not in (None, NONE):
                    yield ("roles", id, "requires", skill, *steps), level
    for id, known in snapshot.skills.items():
        yield from ((("skills", id, "statements", level), level) for level in known.statements)
        for at, needs in known.prerequisites.items():
            yield ("skills", id, "prerequisites", at), at
            yield from ((("skills", id, "prerequisites", at, skill), level) for skill, level in needs.items())
    for id, training in snapshot.trainings.items():
        for skill, lift in training.lifts.items():
            yield ("trainings", id, "lifts", skill, "to_level"), lift.to_level
            if lift.from_level not in (None, NONE):
                yield ("trainings", id, "lifts", skill, "from_level"), lift.from_level


def _place(file: Location, data: bytes, steps: KeyPath) -> Location:
    """Return the location of the value at the end of the keys ``steps``, or of the nearest one around it; JSON is read as YAML."""
    node, _ = read_yaml(data.decode("utf-8", errors="replace"), file.path)
    return node.locate(*steps) if node else file


def write_release(content: Path, snapshot: Snapshot) -> Path:
    """Write a snapshot and return its path. Raises ``FileExistsError`` if the version is released already."""
    path = content / RELEASES_FOLDER / f"{snapshot.version}.json"
    if path.exists():
        raise FileExistsError(f"{path} exists: a release is never changed, choose the next version")
    replace_file(path, snapshot.model_dump_json(indent=1, exclude_defaults=True) + "\n")
    return path
