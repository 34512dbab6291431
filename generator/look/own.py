"""Reads the folder ``look`` of a content folder; every file in it is optional.

- ``colours.yml``: colours that differ from the program's own
- ``logo.svg``: the atlas's sign in the header
- ``icon.svg``: a simpler drawing for the browser's tab; by default the logo
- ``marks/<role>.svg``: the drawing of a role
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.explain import validate
from generator.folder import unfit
from generator.load import Node, decode, read_yaml
from generator.look.drawings import Drawing, read_drawing
from generator.model.base import Frozen
from generator.model.look import Palette
from generator.problems import Location, Problem, did_you_mean, shown

LOOK_FOLDER = "look"
_FILES = ("colours.yml", "logo.svg", "icon.svg")
_MARKS = "marks"


@dataclass(frozen=True, slots=True)
class OwnLook:
    """The look that a content folder sets.

    ``palette`` is the content of its ``colours.yml`` with positions; ``mark_paths`` are the drawings' paths by role, for messages.
    """

    colours: Palette = field(default_factory=Palette)
    logo: Drawing | None = None
    icon: Drawing | None = None
    marks: Mapping[str, Drawing] = field(default_factory=Frozen)
    mark_paths: Mapping[str, str] = field(default_factory=Frozen)
    palette: Node | None = None


def read_look(folder: Path, shown_as: str) -> tuple[OwnLook, list[Problem]]:
    """Read a folder ``look``; files that are missing or have faults are left out of the result."""
    problems: list[Problem] = []
    drawings: dict[str, Drawing] = {}
    marks: dict[str, Drawing] = {}
    colours, palette = Palette(), None
    for name in _names(folder, shown_as, (*_FILES, _MARKS), problems):
        path, place = folder / name, f"{shown_as}/{name}"
        if name == _MARKS:
            for mark in _names(path, place, None, problems):
                if drawing := _drawing(path / mark, f"{place}/{mark}", problems):
                    marks[Path(mark).stem] = drawing
        elif name.endswith(".svg"):
            if drawing := _drawing(path, place, problems):
                drawings[Path(name).stem] = drawing
        else:
            colours, palette = read_palette(path, place, problems)
    places = {id: f"{shown_as}/{_MARKS}/{id}.svg" for id in marks}
    look = OwnLook(colours, drawings.get("logo"), drawings.get("icon"), Frozen(marks), Frozen(places), palette)
    return look, problems


def read_palette(path: Path, shown_as: str, problems: list[Problem]) -> tuple[Palette, Node | None]:
    """Read a file of colours, with the positions in it; faults are appended to ``problems``."""
    text, found = decode(path, shown_as)
    node, more = read_yaml(text, shown_as) if not found else (None, [])
    problems += [*found, *more]
    if node is None:
        return Palette(), None
    palette, found = validate(node, (), node.plain(), Palette)
    problems += found
    return palette or Palette(), node


def _drawing(path: Path, shown_as: str, problems: list[Problem]) -> Drawing | None:
    text, found = decode(path, shown_as)
    drawing, more = read_drawing(text, shown_as) if not found else (None, [])
    problems += [*found, *more]
    return drawing


def _names(folder: Path, shown_as: str, allowed: tuple[str, ...] | None, problems: list[Problem]) -> list[str]:
    """Return the names of the readable files in a folder; without ``allowed`` every SVG file is accepted, others are problems."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    names = []
    for path in sorted(folder.iterdir()):
        place = Location(f"{shown_as}/{path.name}")
        if path.name.startswith("."):
            continue
        if problem := unfit(path, folder.resolve(), place):
            problems.append(problem)
        elif allowed is None and (path.suffix != ".svg" or path.is_dir()):
            problems.append(Problem(place, "unknown-file", shown(path.name), "a file such as <role>.svg"))
        elif allowed is not None and (path.name not in allowed or path.is_dir() != (path.name == _MARKS)):
            hint = did_you_mean(path.name, allowed)
            problems.append(Problem(place, "unknown-file", shown(path.name), "one of " + ", ".join(allowed), hint))
        else:
            names.append(path.name)
    return names
