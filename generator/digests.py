"""Digests of texts, files and the program: what is made from the same is the same."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from generator.resources import templates_folder

_DIGITS = 32
"""Hexadecimal digits of a digest; half of SHA-256's tell as well what has changed."""


def digest_of(parts: Iterable[str | bytes | memoryview]) -> str:
    """Digest of texts one after the other."""
    found = hashlib.sha256()  # which most processors have built in
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()[:_DIGITS]


def digest_of_value(value: object) -> str:
    """Digest of a value that can be written as JSON, models and mappings of whatever kind among them."""
    return digest_of((to_json(value, fallback=_plain),))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no digest")


def digest_of_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Digest of digests by name."""
    return digest_of((" ".join(f"{name}={digest}" for name, digest in pairs),))


@cache
def program_digest() -> str:
    """Digest of the program: its modules, templates and strings, and the versions of Python and of all that is installed."""
    package = Path(__file__).resolve().parent
    return digest_of((sys.version, *_installed(), *contents(package, "*.py"), *contents(templates_folder())))


def _installed() -> list[str]:
    """Names and versions of what is installed, as their folders say them: ``importlib.metadata`` reads a file of each."""
    folders = (folder for folder in map(Path, sys.path) if folder.is_dir())
    return sorted({path.name for folder in folders for path in folder.glob("*.*-info")})


def content_digest(folder: Path) -> str:
    """Digest of all files of a content folder."""
    return digest_of(contents(folder))


def contents(folder: Path, pattern: str = "*") -> Iterator[str | bytes]:
    """Give names and bytes of the files below a folder, hidden ones and compiled modules left out; those of a single file."""
    if folder.is_file():
        yield folder.name
        yield folder.read_bytes()
    for path in sorted(folder.rglob(pattern)):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in name.parts):
            yield name.as_posix()
            yield path.read_bytes()
