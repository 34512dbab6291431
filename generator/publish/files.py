"""Write the files of a site with as few system calls as possible, since there are many files."""

from __future__ import annotations

import os
from pathlib import Path

State = tuple[int, ...]
"""State that tells whether a file is unchanged: time of the last change (ns), size (bytes), inode number."""


class FileWriter:
    """Writer of files below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.fspath(folder)
        self._made: set[str] = set()

    def write(self, name: str, data: bytes) -> State:
        """Write a file below the folder and create missing folders above it. Returns the file's state."""
        path, above = f"{self._folder}/{name}", name.rpartition("/")[0]
        if above not in self._made:
            self._make(above)
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123 a third faster than Path.write_bytes
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            return _state(os.fstat(file.fileno()))

    def _make(self, above: str) -> None:
        """Create a folder. Its parent mostly exists, so this is not checked first."""
        path = f"{self._folder}/{above}"
        try:
            os.mkdir(path)  # noqa: PTH102 a third of the time of Path.mkdir
        except OSError:  # the folder exists, or its parent does not
            os.makedirs(path, exist_ok=True)  # noqa: PTH103 half the time of Path.mkdir
        self._made.add(above)


def file_state(path: Path | str) -> State:
    """Return the state of a file; empty if it does not exist."""
    try:
        found = os.stat(path)  # noqa: PTH116 half the time when given a str
    except OSError:
        return ()
    return _state(found)


def _state(found: os.stat_result) -> State:
    return found.st_mtime_ns, found.st_size, found.st_ino
