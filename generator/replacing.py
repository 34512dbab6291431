"""Replace a file in one step, so that a run stopped at any moment leaves either the old file or the new one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace_file(path: Path, data: str | bytes, *, to_disk: bool = False) -> None:
    """Write a file beside its place and move it there; text is written as UTF-8, and missing folders are made.

    A replaced file passes on its permissions. ``to_disk`` waits until the data are on the disk, so that a loss of power does not leave
    an empty file. Raises ``OSError``, also if another run replaces the same file at the same moment.
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
