"""A copy of the fictional atlas that a test may break: overwrite a file, replace a text, see which problems come."""

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
"""The day of the fixture; its reviews are of 2025-06-01, so that no real clock finds them in the future."""
MARK = "‸"
"""Stands in a text right before the place where a problem is expected; it is taken out before the text is written."""

Place = tuple[str, int, int, str]


class Atlas:
    """A content folder in a temporary place; paths are relative to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.marks: list[tuple[str, int, int]] = []

    def path(self, name: str) -> Path:
        """Give the full path of a file; its folder is made."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name: str, text: str) -> None:
        """Write a file; marks in the text become expected places."""
        before, *rest = text.split(MARK)
        for part in rest:
            lines = before.split("\n")
            self.marks.append((name, len(lines), len(lines[-1]) + 1))
            before += part
        self.path(name).write_bytes(before.encode())

    def write_bytes(self, name: str, data: bytes) -> None:
        """Write a file byte by byte."""
        self.path(name).write_bytes(data)

    def read(self, name: str) -> str:
        """Read a file."""
        return (self.root / name).read_text(encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands exactly once in a file."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def drop(self, name: str, pattern: str) -> None:
        """Remove what a regular expression finds exactly once in a file."""
        text, count = re.subn(pattern, "", self.read(name), flags=re.MULTILINE)
        assert count == 1, f"{pattern!r} found {count} times in {name}"
        self.write(name, text)

    def load(self, today: datetime.date = TODAY) -> tuple[Facts, tuple[Problem, ...]]:
        """Load the atlas as the command line does."""
        return load_facts(self.root, today)

    def catalog(self) -> Catalog:
        """Load and link the atlas, which must hold no error."""
        return self.facts().catalog

    def facts(self) -> Facts:
        """Load the facts of the atlas, which must hold no error."""
        return self.load()[0]

    def problems(self, today: datetime.date = TODAY) -> tuple[Problem, ...]:
        """Give all problems, whether they stop the loading or not."""
        try:
            return self.load(today)[1]
        except ContentError as error:
            return error.problems

    def place(self, problem: Problem) -> Place:
        """Give a problem as path below the atlas, line, column and code."""
        root = self.root.as_posix() + "/"
        location = problem.location
        return location.path.removeprefix(root), location.line, location.column, problem.code

    def places(self) -> list[Place]:
        """Give the places of all problems."""
        return [self.place(problem) for problem in self.problems()]


def copy_fixture(target: Path) -> Atlas:
    """Copy the fictional atlas into a folder."""
    return Atlas(Path(shutil.copytree(FIXTURE, target / "atlas")))
