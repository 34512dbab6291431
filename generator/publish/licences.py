"""Write the licences of everything that a site or a bundle holds: a list of its parts, and the licence texts as files.

``site_templates/licences/parts.yml`` names the parts; the texts come from the installed packages if these contain them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import yaml

LICENCES_FOLDER = "LICENSES"
"""Folder beside those of the languages."""
LICENCES_LIST = "README.txt"


@dataclass(frozen=True, slots=True)
class LicensedPart:
    """A part with a licence of its own. ``files`` are patterns of paths in the site; empty if the part is inside files of another part."""

    id: str
    name: str
    licence: str
    version: str
    text: str
    files: tuple[str, ...]

    @property
    def line(self) -> str:
        """The part in one line: its name and version, its licence and the file of the licence."""
        return (
            f"{self.name}{f' {self.version}' if self.version else ''}: {self.licence} ({LICENCES_FOLDER}/{self.id}.txt)"
        )


def licensed_parts(templates: Path) -> tuple[LicensedPart, ...]:
    """Return all parts in the order of ``parts.yml``. Raises ``FileNotFoundError`` if a package no longer contains a licence text."""
    rows = yaml.safe_load((templates / "licences/parts.yml").read_text(encoding="utf-8"))
    return tuple(
        LicensedPart(
            row["id"],
            row["name"],
            row["licence"],
            distribution(row["package"]).version if row.get("version") else "",
            "\n\n".join(text.strip("\n") for text in _texts(templates, row)) + "\n",
            tuple(row.get("files", ())),
        )
        for row in rows
    )


def write_licences(stage: Path, templates: Path) -> None:
    """Write the licence texts and the list of parts into a site's stage."""
    found = licensed_parts(templates)
    folder = stage / LICENCES_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for part in found:
        (folder / f"{part.id}.txt").write_text(part.text, encoding="utf-8", newline="\n")
    lines = "".join(f"{part.line}\n" for part in found)
    (folder / LICENCES_LIST).write_text(lines, encoding="utf-8", newline="\n")


def _texts(templates: Path, row: dict[str, Any]) -> Iterator[str]:
    for name in row["texts"]:
        if (templates / name).is_file():
            yield (templates / name).read_text(encoding="utf-8")
            continue
        package = distribution(row["package"])
        # Not looked up in package.files: Material has 11,000 files, and listing them takes longer than everything else here.
        path = Path(str(package.locate_file(name)))
        text = path.read_text(encoding="utf-8") if path.is_file() else package.read_text(name)
        if text is None:
            raise FileNotFoundError(f"the package {row['package']} has no file {name}: correct licences/parts.yml")
        yield text
