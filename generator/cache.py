"""Values kept in the user's cache folder between runs: each is pickled, with a digest before it.

Unpickling can run code, so values are only read from a folder that no other user may write to.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from generator.digests import digest_of

_DIGEST_LENGTH = len(digest_of(()))


def own_folder(*names: str, cache: Path | None = None, make: bool = False) -> Path | None:
    """Return a folder below the user's cache folder, or below ``cache`` if given; with ``make`` it is created if missing.

    Returns ``None`` if there is no such folder, or if others own it or may write to it (on Windows this is not checked).
    """
    folder = (cache or user_cache_path("rollenatlas")).joinpath(*names)
    try:
        if make:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return None
    is_own = os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
    return folder if is_own else None


def pickled(value: object, basis: str) -> bytes:
    """Return a value as pickled bytes after a digest; ``basis`` is a text that names everything the value depends on."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return digest_of([basis, data]).encode() + data


def read_value(path: Path, basis: str) -> Any:
    """Return the value in a file with bytes from ``pickled``; the file must lie in a folder from ``own_folder``.

    Returns ``None`` if the file is missing or damaged, or was written with another basis.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, rest = data[:_DIGEST_LENGTH], memoryview(data)[_DIGEST_LENGTH:]  # slicing bytes would copy megabytes
    is_ours = digest == digest_of([basis, rest]).encode()
    return pickle.loads(rest) if is_ours else None  # noqa: S301 see the module's docstring
