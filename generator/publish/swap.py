"""Replace an output folder in one step: build beside it, then two renames. A kill between them is mended by the next run."""

from __future__ import annotations

import shutil
from pathlib import Path


def stage_for(target: Path) -> Path:
    """Folder beside the target in which the next version is built."""
    return target.with_name(f".{target.name}.building")


def kept_for(target: Path) -> Path:
    """Folder beside the target that tells the next build of the pages (``last_build``)."""
    return target.with_name(f".{target.name}.kept")


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def begin(target: Path) -> Path:
    """Mend an interrupted swap, then give an empty stage. Raises ``FileExistsError`` when the target is no folder."""
    if target.exists() and not target.is_dir():
        raise FileExistsError(f"{target} is in the way: it is a file")
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
