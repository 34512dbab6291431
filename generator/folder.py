"""Find the authored files of a content folder, and report links, special files and whatever does not belong there."""

from __future__ import annotations

import errno
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from generator import kinds
from generator.kinds import in_place
from generator.kinds.kind import Place
from generator.load import shown_path
from generator.lock import LOCK_NAME
from generator.model.base import ID_PATTERN, LANGUAGE_PATTERN
from generator.problems import Location, Problem, did_you_mean, shown
from generator.releases.model import RELEASES_FOLDER

TABLE_FOLDER = "tables"
FOLDERS = (*in_place(Place.FOLDER), "vocabularies", "pages", TABLE_FOLDER)
TABLES_BY_NAME = {table.name: table for table in kinds.TABLES}
"""Tables that can hold records, by name."""
TEMPLATES, OVERLAYS_LOCK, EXAMPLE_LOCK = "templates", "overlays.lock.json", "example.lock.json"
PAGE_TEMPLATES = "pages"
"""Folder of the program's own page templates, below that of all its templates."""
ASIDE = frozenset(
    {
        "imports",
        "languages",
        "look",
        "strings",
        TEMPLATES,
        "wordlists",
        LOCK_NAME,
        OVERLAYS_LOCK,
        EXAMPLE_LOCK,
        RELEASES_FOLDER,
    }
)
"""Names in a content folder that hold no records: interface strings, data of languages, templates, word lists, lock files etc."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An authored file: the folder it belongs to (empty for the root), its stem, its path, and the path as messages show it."""

    folder: str
    stem: str
    path: Path
    shown_path: str


def find_files(content: Path) -> tuple[list[SourceFile], list[Problem]]:
    """Return the authored files of a content folder in a stable order, and a problem for each entry that does not belong there."""
    files: list[SourceFile] = []
    problems: list[Problem] = []
    root = content.resolve()
    for folder in ("", *FOLDERS):
        for path in _entries(content / folder, problems):
            place = Location(shown_path(path))
            relative = path.relative_to(content)
            if problem := unfit(path, root, place):
                problems.append(problem)
            elif relative.as_posix() in ASIDE:
                continue
            elif path.is_dir():
                if relative.as_posix() not in FOLDERS:
                    problems.append(_unknown_folder(relative, place))
            elif problem := _misplaced(relative, folder, place):
                problems.append(problem)
            else:
                files.append(SourceFile(folder, relative.stem, path, place.path))
    return files, problems


def _entries(folder: Path, problems: list[Problem]) -> list[Path]:
    """Return the entries of a folder, sorted by name, without dot files; none for a symbolic link or anything but a folder."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        found = f"a folder that can't be read ({error.strerror})"
        problems.append(
            Problem(Location(shown_path(folder)), "unreadable", found, "a readable folder", "change its permissions")
        )
        return []


def _unknown_folder(relative: Path, place: Location) -> Problem:
    if len(relative.parts) > 1:
        return Problem(
            place, "unknown-folder", f"a folder inside {relative.parts[0]}", "only files there", "move its files up"
        )
    hint = did_you_mean(relative.name, FOLDERS) or "move it out of the content folder"
    return Problem(place, "unknown-folder", f"the folder {shown(relative)}", "one of " + ", ".join(FOLDERS), hint)


def unfit(path: Path, root: Path, place: Location) -> Problem | None:
    """Return why a path can't be read as an authored file or folder, or ``None`` if it can; the path is not opened for that."""
    try:
        if path.is_symlink():
            target = path.resolve(strict=True)
            if not target.is_relative_to(root):
                return Problem(
                    place, "link-out", "a link that leaves the content folder", "a file", "copy the file here"
                )
            if target.is_dir():
                return Problem(place, "link-folder", "a link to a folder", "a folder or a file", "move the folder here")
        mode = path.stat().st_mode
    except (OSError, RuntimeError) as error:
        loop = isinstance(error, RuntimeError) or error.errno == errno.ELOOP
        reason = "a link that leads in a circle" if loop else f"what can't be read ({error.strerror})"  # type: ignore[union-attr]
        return Problem(place, "unreadable", reason, "a file", "mend or remove it")
    if stat.S_ISDIR(mode):
        if path.suffix in (".yml", ".md"):
            return Problem(
                place,
                "folder-as-file",
                f"a folder named {shown(path.name)}",
                "a file of that name",
                "rename the folder",
            )
    elif not stat.S_ISREG(mode):
        return Problem(place, "special-file", "neither a file nor a folder", "a file", "remove it")
    return None


def _misplaced(relative: Path, folder: str, place: Location) -> Problem | None:
    """Return the problem of a file whose name or folder is wrong, or ``None``."""
    if folder == "pages":
        if not re.fullmatch(rf"{ID_PATTERN}\.{LANGUAGE_PATTERN}\.md", relative.name):
            return Problem(place, "bad-page-name", shown(relative.name), "a name such as about.en.md")
        return None
    if folder == TABLE_FOLDER:
        name = relative.name.partition(".")[0]
        if name in TABLES_BY_NAME and re.fullmatch(rf"[a-z_]+(\.{ID_PATTERN})?\.csv", relative.name):
            return None
        expected = "a name such as roles.csv or roles.esco.csv, of one of the tables " + ", ".join(TABLES_BY_NAME)
        return Problem(
            place, "unknown-file", shown(relative.name), expected, did_you_mean(name, TABLES_BY_NAME, ".csv")
        )
    if relative.suffix != ".yml":
        expected = "a file that ends in .yml"
        hint = "rename it" if relative.suffix in (".yaml", ".YML", ".YAML") else "move it out of the content folder"
        return Problem(place, "unknown-file", shown(relative.name), expected, hint)
    allowed = {"": ("site", "style", *in_place(Place.LIST)), "vocabularies": in_place(Place.VOCABULARY)}.get(folder)
    if allowed is not None and relative.stem not in allowed:
        expected = "one of " + ", ".join(f"{name}.yml" for name in allowed)
        hint = did_you_mean(relative.stem, allowed, ".yml") or (
            "move a record into the folder of its kind" if not folder else ""
        )
        return Problem(place, "unknown-file", shown(relative.name), expected, hint)
    return None


def template_files(folder: Path) -> list[Path]:
    """Return the files directly in a folder of templates, sorted, without dot files; none for a symbolic link."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
