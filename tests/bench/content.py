"""The records that all generators build (a generated atlas of a size, or the part of ESCO nearest to it), and one edit of a record."""

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
"""Records by the number of pages that they make in both languages."""
ISCO = {650: "2512", 3_400: "25", 34_000: ""}
"""Occupations of ESCO, by the beginning of their code, that make about so many pages."""

_QUERIES = {"de": ("f", "fachkraft", "wartung"), "en": ("s", "specialist", "upkeep")}
_ESCO_QUERIES = {"de": ("k", "softwareentwickler", "entwickler"), "en": ("s", "software developer", "data")}
"""Words that the smallest part contains too."""

Edit = Callable[[str, str], str]
"""Puts a mark into the text of a file: text and mark to the new text."""


@dataclass(frozen=True)
class Content:
    """A content folder, the file in which one record is edited, its role's id, and queries by language that find something."""

    folder: Path
    edited: Path
    edit: Edit
    role: str
    queries: Mapping[str, tuple[str, ...]]


def make(size: int, folder: Path, esco: Path | None = None) -> Content:
    """Write the records. Raises ``CalledProcessError`` when ESCO can't be imported."""
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
    # A description begins with the title, which must not be edited.
    _, _, words = row["description_de"].partition(" ")
    return Content(folder, path, _before(words[:40]), row["id"], _ESCO_QUERIES)


def made(folder: Path) -> Content:
    """A content folder as ``generate`` writes it."""
    path = min((folder / "roles").glob("*.yml"))
    return Content(folder, path, _after("description:\n  de: "), path.stem, _QUERIES)


def _after(words: str) -> Edit:
    return lambda text, mark: text.replace(words, f"{words}{mark} ", 1)


def _before(words: str) -> Edit:
    return lambda text, mark: text.replace(words, f"{mark} {words}", 1)


def at_end(text: str, mark: str) -> str:
    """Edit a page in Markdown."""
    return f"{text}\n{mark}\n"


def export(content: Content, folder: Path) -> list[Path]:
    """Write the pages as Markdown, a folder with ``docs`` and ``mkdocs.yml`` for each language."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "generator", "export", "--content", str(content.folder), str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.DEVNULL)
    return sorted(path for path in folder.iterdir() if path.is_dir())
