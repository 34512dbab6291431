"""Pages that are written already, with what search, link check and policies have to know of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generator.publish.shell import ShellFacts
from generator.render.pages import RenderedPage
from generator.render.recorder import Notes
from generator.routes import Page


class KeptPage(NamedTuple):
    """A page without its HTML, and what the theme holds around it."""

    rendered: RenderedPage
    shell: ShellFacts


class KeptPages:
    """Collects the pages of a language, and writes what is to be known of them to a file."""

    def __init__(self) -> None:
        self._shells: dict[ShellFacts, int] = {}
        self._rows: dict[str, str] = {}

    def add(self, rendered: RenderedPage, shell: ShellFacts) -> None:
        """Take a page."""
        number = self._shells.setdefault(shell, len(self._shells))
        row = [number, rendered.title, rendered.description, rendered.records, rendered.notes.plain()]
        self._rows[rendered.page.source] = json.dumps(row, ensure_ascii=False, separators=(",", ":"))

    def write(self, path: Path) -> None:
        """Write the file: first what the theme holds, then a line for each page."""
        shells = [[sorted(shell.scripts), shell.ids, shell.links] for shell in self._shells]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(shells, ensure_ascii=False) + "\n")
            for source, row in self._rows.items():
                file.write(f"{json.dumps(source)}\t{row}\n")


def read_kept(paths: Iterable[Path], pages: Iterable[Page]) -> Iterator[KeptPage]:
    """Read files that ``KeptPages`` wrote and give all pages in the order of ``pages``. ``KeyError`` where one is missing."""
    rows: dict[str, tuple[list[ShellFacts], str]] = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="\n") as file:
            shells = [
                ShellFacts(frozenset(one), tuple(ids), tuple(links)) for one, ids, links in json.loads(next(file))
            ]
            for line in file:
                source, _, row = line.partition("\t")
                rows[json.loads(source)] = (shells, row)
    for page in pages:
        shells, row = rows.pop(page.source)
        yield _kept(page, shells, json.loads(row))


def _kept(page: Page, shells: list[ShellFacts], row: list[Any]) -> KeptPage:
    number, title, description, records, notes = row
    rendered = RenderedPage(page, title, description, "", Notes.from_plain(notes), tuple(records))
    return KeptPage(rendered, shells[number])
