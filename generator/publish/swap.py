"""Replace an output folder, or only its changed files; if this is interrupted, the next run repairs the folder.

A new version is built in a stage beside the folder and takes its place by two renames. If most files stay as they are, only
the others are built, and moved into the folder one by one. Before that, the files to remove are written to a list; while
the list exists, the next run completes the move.

Only folders that this program has written are replaced: a folder with other files may be somebody's work.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from pathlib import Path

from generator.model.base import LANGUAGE_PATTERN
from generator.replacing import replace_file

_SITE, _PART = "LICENSES/rollenatlas.txt", "part/part.json"
"""Files that are in each site (``licences``) and in each part of one (``parts``), also in those of earlier versions of the program."""
_EXPORTED = ("mkdocs.yml", "docs/assets/atlas.css")
"""Files that are in each language's folder of an export (``export.folders``)."""


class ForeignFolderError(FileExistsError):
    """The target is a file, or a folder with files that this program has not written; the message says what to do."""


def stage_for(target: Path) -> Path:
    """Return the folder beside the target in which the next version is built."""
    return target.with_name(f".{target.name}.building")


def kept_for(target: Path) -> Path:
    """Return the folder beside the target with the notes for the next build (``last_build``)."""
    return target.with_name(f".{target.name}.kept")


def _gone(target: Path) -> Path:
    """Return the file that lists the files to remove from the target; it exists until all files are moved."""
    return target.with_name(f".{target.name}.gone")


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def new_stage(target: Path) -> Path:
    """Repair the target if the last run was interrupted, then return an empty stage.

    Raises ``ForeignFolderError`` if the target is a file or contains files that this program has not written; these stay as they are.
    """
    if target.exists() and not target.is_dir():
        raise ForeignFolderError(f"{target} is in the way: it is a file; name another folder")
    if _gone(target).exists():
        _move(target)
    if target.exists() and not _is_replaceable(target):
        some = min(path.name for path in target.iterdir())
        raise ForeignFolderError(
            f"{target} would be replaced, and it holds what this program has not written, such as {some}; "
            "name a new folder, or move away what is in this one"
        )
    previous = _previous(target)
    if previous.exists():
        if target.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(target)
    stage = stage_for(target)
    if stage.exists():
        shutil.rmtree(stage)
    stage.mkdir(parents=True)
    return stage


def _is_replaceable(folder: Path) -> bool:
    """Return whether a folder is empty, a site, a part of a site or an export."""
    inside = list(folder.iterdir())
    exported = all(
        re.fullmatch(LANGUAGE_PATTERN, each.name) and all((each / name).is_file() for name in _EXPORTED)
        for each in inside
    )
    return exported or (folder / _SITE).is_file() or (folder / _PART).is_file()


def replace_target(target: Path) -> None:
    """Replace the target with the stage."""
    previous = _previous(target)
    if target.exists():
        target.rename(previous)
    stage_for(target).rename(target)
    if previous.exists():
        shutil.rmtree(previous)


def update_target(target: Path, left: Set[str], there: Iterable[str]) -> None:
    """Move all files of the stage into the target, and remove files that are ``there`` but neither in the stage nor ``left``."""
    new = set(files_below(stage_for(target)))
    gone = [name for name in there if name not in new and name not in left]
    replace_file(_gone(target), json.dumps(gone))
    _move(target)


def _move(target: Path) -> None:
    """Carry out the move that ``update_target`` has prepared, as far as it is not done yet."""
    stage, listed = stage_for(target), _gone(target)
    for name in json.loads(listed.read_text(encoding="utf-8")):
        if (target / name).is_dir():  # the file is gone already, and a new folder has its name
            continue
        with suppress(FileNotFoundError, NotADirectoryError):
            (target / name).unlink()
        with suppress(OSError):  # folders that are not empty stay
            os.removedirs((target / name).parent)
    for name in list(files_below(stage)):  # a list, since no file may be moved while folders are read
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (stage / name).replace(place)
    listed.unlink()
    shutil.rmtree(stage, ignore_errors=True)


def files_below(folder: Path) -> Iterator[str]:
    """Yield the files below a folder, as paths relative to it with forward slashes; none if the folder does not exist."""
    todo = [("", os.fspath(folder))] if folder.is_dir() else []
    for above, path in todo:  # grows during the loop
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append((f"{above}{entry.name}/", entry.path))
                else:
                    yield f"{above}{entry.name}"


def remove_stage(target: Path) -> None:
    """Remove the stage, unless its files are being moved into the target; the target stays as it is."""
    if _gone(target).exists():
        return
    shutil.rmtree(stage_for(target), ignore_errors=True)
