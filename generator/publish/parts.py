"""Read and write parts of a site. A part is a folder with files of the site and, below ``part/``, its manifest and notes on its pages.

The first part of the first language checks the rules and holds the files above the languages' folders. The first part of
each language holds the files beside its pages. Files that depend on all pages are made when the parts are joined.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from generator.digests import digest_of, folder_digest, program_digest
from generator.publish.editions import Job, Shard
from generator.publish.settings import project_digest

PART_FOLDER = "part"
"""Folder in a part that does not belong to the site; no language can have this name, since ids of languages have two or three letters."""
MANIFEST = "part.json"
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Origin:
    """What a site is made from (digests and settings); the parts of one site must have equal values."""

    program: str
    content: str
    project: str
    edition: str
    base_url: str
    moment: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Description of a part: languages (``made``), shard, and a digest of the names and sizes of its files (``files``)."""

    origin: Origin
    handbook: bool
    made: tuple[str, ...]
    shard: Shard
    files: str


class NoPartError(Exception):
    """A folder is not a part that this program can read; the message says why."""


def origin_of(config: MkDocsConfig, job: Job) -> Origin:
    """Return what the site of a job is made from."""
    return Origin(
        program_digest(),
        folder_digest(job.content),
        project_digest(config),
        job.edition,
        job.base_url,
        job.moment,
        job.facts.catalog.languages,
    )


def kept_file(folder: Path, language: str) -> Path:
    """Return the path of a part's notes on the pages in a language."""
    return folder / PART_FOLDER / f"{language}.json"


def write_manifest(folder: Path, origin: Origin, jobs: tuple[Job, ...]) -> None:
    """Write the manifest of a part; all files of the part must exist."""
    job = jobs[0]
    manifest = Manifest(
        origin, job.handbook, tuple(job.language for job in jobs), job.shard or Shard(), _files_digest(folder)
    )
    text = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1)
    (folder / PART_FOLDER / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a part. Raises ``NoPartError`` if the folder is not a part, or if its files are not as they were written."""
    path = folder / PART_FOLDER / MANIFEST
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoPartError(f"{path}: nothing that 'build --shard' or '--language' has written") from error
    if data.pop("format", None) != FORMAT:
        raise NoPartError(f"{path}: a part of another version of the program; build all parts with this one")
    origin = data["origin"]
    origin["languages"] = tuple(origin["languages"])
    manifest = Manifest(Origin(**origin), data["handbook"], tuple(data["made"]), Shard(**data["shard"]), data["files"])
    if manifest.files != _files_digest(folder):
        raise NoPartError(f"{path}: files of this part are missing or are not as they were written; copy it again")
    return manifest


def files_of(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files of a part that belong to the site, with their paths in the site."""
    yield from _walk(folder, "")


def _walk(folder: Path | str, above: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if above or entry.name != PART_FOLDER:
                    yield from _walk(entry.path, f"{above}{entry.name}/")
            else:
                yield f"{above}{entry.name}", entry


def _files_digest(folder: Path) -> str:
    notes = sorted(path for path in folder.joinpath(PART_FOLDER).iterdir() if path.name != MANIFEST)
    return digest_of(
        [
            *(f"{name} {entry.stat().st_size}" for name, entry in sorted(files_of(folder), key=lambda item: item[0])),
            *(f"{path.name} {path.stat().st_size}" for path in notes),
        ]
    )
