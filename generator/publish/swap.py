"""Replace an output folder, or what has changed in it; a kill in between is mended by the next run.

What was built beside the folder takes its place by two renames. Where most files stay as they are, only the others are
built, and moved into the folder one by one: first the files that go are written down, and from then on whoever comes next
moves what is left to move.

Only what this program has written is ever replaced: a folder with other files in it is somebody's work.
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
"""Files that each site has (``licences``) and each part of one (``parts``), also of earlier versions."""
_EXPORTED = ("mkdocs.yml", "docs/assets/atlas.css")
"""Files in each folder of an export (``export.folders``)."""


class ForeignFolderError(FileExistsError):
    """A folder that would be replaced holds what this program has not written; the message says what to do."""


def stage_for(target: Path) -> Path:
    """Folder beside the target in which the next version is built."""
    return target.with_name(f".{target.name}.building")


def kept_for(target: Path) -> Path:
    """Folder beside the target that tells the next build of the pages (``last_build``)."""
    return target.with_name(f".{target.name}.kept")


def _gone(target: Path) -> Path:
    """File that lists what goes from the target, as long as there is something to move."""
    return target.with_name(f".{target.name}.gone")


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def begin(target: Path) -> Path:
    """Mend an interrupted swap, then give an empty stage.

    Raises ``ForeignFolderError`` for a target that is a file or holds what this program has not written; nothing is touched then.
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
    """Tell whether a folder is empty, a site, a part of one or an export."""
    inside = list(folder.iterdir())
    exported = all(
        re.fullmatch(LANGUAGE_PATTERN, each.name) and all((each / name).is_file() for name in _EXPORTED)
        for each in inside
    )
    return exported or (folder / _SITE).is_file() or (folder / _PART).is_file()


def swap_in(target: Path) -> None:
    """Put the stage in the target's place."""
    previous = _previous(target)
    if target.exists():
        target.rename(previous)
    stage_for(target).rename(target)
    if previous.exists():
        shutil.rmtree(previous)


def move_in(target: Path, left: Set[str], there: Iterable[str]) -> None:
    """Move all that the stage holds into the target, where of the files that are ``there`` only those that are ``left`` stay."""
    new = set(files_below(stage_for(target)))
    gone = [name for name in there if name not in new and name not in left]
    replace_file(_gone(target), json.dumps(gone))
    _move(target)


def _move(target: Path) -> None:
    """Do what ``move_in`` has prepared, as far as it is not done yet."""
    stage, listed = stage_for(target), _gone(target)
    for name in json.loads(listed.read_text(encoding="utf-8")):
        if (target / name).is_dir():  # as a file it has gone already
            continue
        with suppress(FileNotFoundError, NotADirectoryError):
            (target / name).unlink()
        with suppress(OSError):  # folders that hold something stay
            os.removedirs((target / name).parent)
    for name in list(files_below(stage)):  # while they are listed none must go
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (stage / name).replace(place)
    listed.unlink()
    shutil.rmtree(stage, ignore_errors=True)


def files_below(folder: Path) -> Iterator[str]:
    """Find the files below a folder, as paths in it with forward slashes; none where there is no folder."""
    todo = [("", os.fspath(folder))] if folder.is_dir() else []
    for above, path in todo:  # grows meanwhile
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append((f"{above}{entry.name}/", entry.path))
                else:
                    yield f"{above}{entry.name}"


def give_up(target: Path) -> None:
    """Drop the stage; the target stays as it is."""
    if _gone(target).exists():
        return
    shutil.rmtree(stage_for(target), ignore_errors=True)
