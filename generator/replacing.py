"""Replace a file in one step, so that a run that is stopped at any moment leaves the file before or the one after."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace_file(path: Path, data: str | bytes, *, to_disk: bool = False) -> None:
    """Write a file beside its place and move it there; text is written as UTF-8, and missing folders are made.

    A file that is replaced hands on its permissions. ``to_disk`` waits until the data has left the system's memory, so that a loss
    of power does not leave an empty file. Raises ``OSError``, also where another run replaces the same file at this moment.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name.removeprefix('.')}.writing")
    try:
        with beside.open("wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            if to_disk:
                file.flush()
                os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
