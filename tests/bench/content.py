"""The records that all generators build (a generated atlas, or the part of ESCO with about as many pages), and an edit of one record."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.run import environment
from tests.generate_atlas import Size, generate

ROOT = Path(__file__).parents[2]
GENERATED = {
    650: Size(roles=8, skills=110, trainings=140, occupations=20),
    3_400: Size(roles=30, skills=1_000, trainings=540, occupations=20),
    34_000: Size(roles=300, skills=13_000, trainings=3_000, occupations=20),
}
"""Sizes of generated atlases by about the number of pages in all languages."""
ISCO = {650: "2512", 3_400: "25", 34_000: ""}
"""Start of the codes of the ESCO occupations that make about so many pages; empty means all."""

_QUERIES = {"de": ("f", "fachkraft", "wartung"), "en": ("s", "specialist", "upkeep")}
_ESCO_QUERIES = {"de": ("k", "softwareentwickler", "entwickler"), "en": ("s", "software developer", "data")}
"""Queries whose words the smallest part of ESCO contains too."""

Edit = Callable[[str, str], str]
"""Function that returns the text of a file with a mark put into it."""


@dataclass(frozen=True)
class Content:
    """A content folder, the file to edit and how, the id of the record's role, and queries by language that find something."""

    folder: Path
    edited: Path
    edit: Edit
    role: str
    queries: Mapping[str, tuple[str, ...]]


def make(size: int, folder: Path, esco: Path | None = None) -> Content:
    """Write the records of a size into a folder and describe them. Raises ``CalledProcessError`` if ESCO can't be imported."""
    if esco is None:
        generate(folder, GENERATED[size])
        return made(folder)
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "generator", "import", "esco", str(esco.absolute()), "--out", str(folder)]
    part = ["--isco", ISCO[size]] if ISCO[size] else []
    subprocess.run([*command, *part], cwd=ROOT, env=environment(), check=True, stdout=subprocess.DEVNULL)
    path = folder / "tables" / "roles.esco.csv"
    with path.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    # A description starts with the title, which must not be edited.
    _, _, words = row["description_de"].partition(" ")
    return Content(folder, path, _before(words[:40]), row["id"], _ESCO_QUERIES)


def made(folder: Path) -> Content:
    """Describe a content folder that ``generate`` wrote."""
    path = min((folder / "roles").glob("*.yml"))
    return Content(folder, path, _after("description:\n  de: "), path.stem, _QUERIES)


def _after(words: str) -> Edit:
    return lambda text, mark: text.replace(words, f"{words}{mark} ", 1)


def _before(words: str) -> Edit:
    return lambda text, mark: text.replace(words, f"{mark} {words}", 1)


def at_end(text: str, mark: str) -> str:
    """Return the text of a Markdown page with the mark at its end."""
    return f"{text}\n{mark}\n"


def export(content: Content, folder: Path) -> list[Path]:
    """Export the pages as Markdown and return the folders of the languages, each with ``docs`` and ``mkdocs.yml``."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "generator", "export", "--content", str(content.folder), str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.DEVNULL)
    return sorted(path for path in folder.iterdir() if path.is_dir())
