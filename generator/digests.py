"""Digests of texts, files and the program, by which a later run recognises that nothing has changed."""

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
"""Hexadecimal digits of a digest (128 bits): half of those of SHA-256 are enough to detect a change."""


def digest_of(parts: Iterable[str | bytes | memoryview]) -> str:
    """Return the digest of texts or bytes one after the other; their boundaries count too."""
    found = hashlib.sha256()  # most processors have instructions for it
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()[:_DIGITS]


def digest_of_value(value: object) -> str:
    """Return the digest of a value that can be written as JSON, which includes models and mappings of any class."""
    return hashlib.sha256(to_json(value, fallback=_plain)).hexdigest()[:_DIGITS]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no digest")


def digest_of_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the digest of pairs of a name and a digest."""
    return digest_of((" ".join(f"{name}={digest}" for name, digest in pairs),))


@cache
def program_digest() -> str:
    """Return the digest of the program: its modules, templates and interface strings, and the versions of Python and all packages."""
    package = Path(__file__).resolve().parent
    return digest_of(
        (sys.version, *_installed(), *names_and_bytes(package, "*.py"), *names_and_bytes(templates_folder()))
    )


def _installed() -> list[str]:
    """Return the names of the packages' metadata folders, which hold their versions: ``importlib.metadata`` would read a file of each."""
    folders = (folder for folder in map(Path, sys.path) if folder.is_dir())
    return sorted({path.name for folder in folders for path in folder.glob("*.*-info")})


def folder_digest(folder: Path) -> str:
    """Return the digest of all files of a content folder."""
    return digest_of(names_and_bytes(folder))


def names_and_bytes(folder: Path, pattern: str = "*") -> Iterator[str | bytes]:
    """Yield the name and the bytes of each file below a folder (or of a single file), except hidden files and compiled modules."""
    if folder.is_file():
        yield folder.name
        yield folder.read_bytes()
    for path in sorted(folder.rglob(pattern)):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in name.parts):
            yield name.as_posix()
            yield path.read_bytes()
