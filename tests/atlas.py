"""A copy of the fictional atlas that a test may break: change its files and read the problems."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.problems import ContentError, Problem

FIXTURE = Path(__file__).parent / "fixtures" / "atlas"
TODAY = datetime.date(2025, 6, 30)
"""The day of the fixture. Its reviews are of 2025-06-01, which is in the past on any real clock."""
MARK = "‸"
"""Placed in a text directly before the expected place of a problem; it is removed before the text is written."""

Place = tuple[str, int, int, str]


class Atlas:
    """A content folder in a temporary place; names of files are paths below it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.marks: list[tuple[str, int, int]] = []

    def path(self, name: str) -> Path:
        """Return the full path of a file and make its folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name: str, text: str) -> None:
        """Write a file without its marks; each mark is added to ``marks`` as file, line and column."""
        before, *rest = text.split(MARK)
        for part in rest:
            lines = before.split("\n")
            self.marks.append((name, len(lines), len(lines[-1]) + 1))
            before += part
        self.path(name).write_bytes(before.encode())

    def write_bytes(self, name: str, data: bytes) -> None:
        """Write a file of bytes."""
        self.path(name).write_bytes(data)

    def read(self, name: str) -> str:
        """Return the text of a file."""
        return (self.root / name).read_text(encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text that must occur exactly once in a file."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def drop(self, name: str, pattern: str) -> None:
        """Remove what a regular expression must match exactly once in a file."""
        text, count = re.subn(pattern, "", self.read(name), flags=re.MULTILINE)
        assert count == 1, f"{pattern!r} found {count} times in {name}"
        self.write(name, text)

    def load(self, today: datetime.date = TODAY) -> tuple[Facts, tuple[Problem, ...]]:
        """Return the facts and problems of the atlas, loaded as on the command line."""
        return load_facts(self.root, today)

    def catalog(self) -> Catalog:
        """Return the catalog of the atlas, which must have no errors."""
        return self.facts().catalog

    def facts(self) -> Facts:
        """Return the facts of the atlas, which must have no errors."""
        return self.load()[0]

    def problems(self, today: datetime.date = TODAY) -> tuple[Problem, ...]:
        """Return all problems, whether they stop the loading or not."""
        try:
            return self.load(today)[1]
        except ContentError as error:
            return error.problems

    def place(self, problem: Problem) -> Place:
        """Return the path of a problem below the atlas, with its line, column and code."""
        root = self.root.as_posix() + "/"
        location = problem.location
        return location.path.removeprefix(root), location.line, location.column, problem.code

    def places(self) -> list[Place]:
        """Return the places of all problems."""
        return [self.place(problem) for problem in self.problems()]


def copy_fixture(target: Path) -> Atlas:
    """Copy the fictional atlas into a folder and return it."""
    return Atlas(Path(shutil.copytree(FIXTURE, target / "atlas")))
