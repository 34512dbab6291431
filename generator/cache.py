"""A folder of the user's cache, for what one run leaves to later ones: values as Python pickles them, each with a digest.

To read such a value may run what stands in it, so the folder must be one that only this user may write.
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
    """Give a folder of the user's cache, or of another; ``None`` where there is none, or others may write to it."""
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
    """Give a value as bytes; ``basis`` names all that it depends on."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return digest_of([basis, data]).encode() + data


def read_value(path: Path, basis: str) -> Any:
    """Read back what ``pickled`` made, in a folder that ``own_folder`` gave; ``None`` where it is gone, damaged or of another basis."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, rest = data[:_DIGEST_LENGTH], memoryview(data)[_DIGEST_LENGTH:]  # a copy of many megabytes would take time
    is_ours = digest == digest_of([basis, rest]).encode()
    return pickle.loads(rest) if is_ours else None  # noqa: S301 see the module's docstring
