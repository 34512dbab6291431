"""Replace an output folder in one step: build beside it, then two renames. A kill between them is mended by the next run.

Only what this program has written is ever replaced: a folder with other files in it is somebody's work.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from generator.model.base import LANGUAGE_PATTERN

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


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def begin(target: Path) -> Path:
    """Mend an interrupted swap, then give an empty stage.

    Raises ``ForeignFolderError`` for a target that is a file or holds what this program has not written; nothing is touched then.
    """
    if target.exists() and not target.is_dir():
        raise ForeignFolderError(f"{target} is in the way: it is a file; name another folder")
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


def give_up(target: Path) -> None:
    """Drop the stage; the target stays as it is."""
    shutil.rmtree(stage_for(target), ignore_errors=True)
