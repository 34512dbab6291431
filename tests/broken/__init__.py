"""The mistakes that new authors may make, in one module per subject; each row breaks the fictional atlas in one way.

The mark ``‸`` in a new text is placed directly before the expected place of the problem, in the order of the codes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.atlas import Atlas, Place

Break = Callable[[Atlas], None]
KEEPER, MAPS, PORTER = "roles/lighthouse-keeper.yml", "roles/map-maker.yml", "roles/night-porter.yml"
STARS, CHARTS, KEYS = (f"skills/{name}.yml" for name in ("star-reading", "chart-drawing", "key-keeping"))
COURSE, WORKSHOP, EXAM, TABLES = (
    f"trainings/{name}.yml" for name in ("star-course", "chart-workshop", "keeper-exam", "tide-tables")
)
BAKER = "occupations/baker.yml"


@dataclass(frozen=True)
class Row:
    """One way to break the atlas: problems with ``codes`` are expected at the marks, in their order, and those of ``places`` elsewhere."""

    name: str
    change: Break
    codes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    says: str = ""


def swap(name: str, old: str, new: str) -> Break:
    """Return a change that replaces a text in a file."""
    return lambda atlas: atlas.replace(name, old, new)


def write(name: str, text: str) -> Break:
    """Return a change that writes a file."""
    return lambda atlas: atlas.write(name, text)


def cut(name: str, pattern: str) -> Break:
    """Return a change that removes what a pattern matches."""
    return lambda atlas: atlas.drop(name, pattern)


def both(*changes: Break) -> Break:
    """Return a change that makes several changes in turn."""

    def change(atlas: Atlas) -> None:
        for one in changes:
            one(atlas)

    return change


def link(name: str, target: str) -> Break:
    """Return a change that puts a symbolic link in the place of a file."""
    return lambda atlas: atlas.path(name).symlink_to(target)


def top(name: str, code: str) -> tuple[Place, ...]:
    """Return the place of a problem that concerns a whole file."""
    return ((name, 1, 1, code),)


def row(name: str, change: Break, *codes: str, says: str, at: tuple[Place, ...] = ()) -> Row:
    """Return a row."""
    return Row(name, change, codes, at, says)


GRADES = (
    "- {id: start, title: {de: Einstieg, en: To start}}\n"
    "- {id: full, title: {de: Voll, en: Full}, reference: true}\n"
    "- {id: head, title: {de: Leitung, en: Head}}\n"
)
"""A vocabulary of grades for rows to write."""
GLUE = "title: {de: Leim, en: Glue}\ntype: skill\ngroup: craft\n"
