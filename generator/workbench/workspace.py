"""Changed files of a content folder before they are written: their texts, the difference to show, a copy to try them in."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.load import shown_path
from generator.lock import LOCK_NAME

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file below the content folder, what it held and what it shall hold; nothing for a file that is not there."""

    name: str
    before: bytes | None
    after: bytes | None


class Workspace:
    """Changes of a content folder that are not written yet; names are relative to it, with forward slashes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes | None] = {}
        self._moved: dict[str, str] = {}

    def name(self, shown: str) -> str:
        """Name of a file whose path messages show."""
        return shown.removeprefix(f"{shown_path(self.root)}/")

    def read(self, name: str) -> bytes | None:
        """Bytes of a file as they shall be."""
        if name not in self._after:
            path = self.root / name
            if path.is_absolute() != self.root.is_absolute() or ".." in path.relative_to(self.root).parts:
                raise ValueError(f"{name} lies outside of {shown_path(self.root)}")
            self._before[name] = self._after[name] = path.read_bytes() if path.is_file() else None
        return self._after[name]

    def text(self, name: str) -> str | None:
        """Text of a file as it shall be, without a byte order mark."""
        data = self.read(name)
        return None if data is None else data.removeprefix(_BOM).decode("utf-8")

    def write(self, name: str, text: str) -> None:
        """Change the text of a file; a byte order mark stays."""
        mark = _BOM if (self.read(name) or b"").startswith(_BOM) else b""
        self._after[name] = mark + text.encode("utf-8")

    def remove(self, name: str) -> None:
        """Take a file away."""
        self.read(name)
        self._after[name] = None

    def move(self, old: str, new: str) -> None:
        """Give a file another name, which must be free."""
        if self.read(new) is not None:
            raise FileExistsError(f"{shown_path(self.root / new)} exists")
        self._after[new] = self.read(old)
        self._after[old] = None
        self._moved[new] = old

    def copy(self, old: str, new: str) -> None:
        """Copy a file to a name that must be free."""
        if self.read(new) is not None:
            raise FileExistsError(f"{shown_path(self.root / new)} exists")
        self._after[new] = self.read(old)

    @property
    def changes(self) -> tuple[FileChange, ...]:
        """Files that differ from what they hold, by name."""
        names = sorted(name for name, after in self._after.items() if after != self._before[name])
        return tuple(FileChange(name, self._before[name], self._after[name]) for name in names)

    def diff(self) -> Iterator[str]:
        """Lines of the unified difference; a file with another name is compared with the one it was, and of hashes nobody reads one."""
        hidden = {old for new, old in self._moved.items() if self._after[new] is not None}
        for change in self.changes:
            if change.name in hidden and change.after is None:
                continue
            if change.name == LOCK_NAME:
                yield f"{shown_path(self.root / change.name)}: confirmations follow"
                continue
            origin = self._moved.get(change.name)
            before = self._before[origin] if origin else change.before
            yield from _file_diff(
                shown_path(self.root / (origin or change.name)) if before is not None else "/dev/null",
                shown_path(self.root / change.name) if change.after is not None else "/dev/null",
                before or b"",
                change.after or b"",
            )

    def summary(self) -> Iterator[str]:
        """A line for each changed file: how many of its lines go and how many come, or what else becomes of it."""
        hidden = {old for new, old in self._moved.items() if self._after[new] is not None}
        for change in self.changes:
            shown, origin = shown_path(self.root / change.name), self._moved.get(change.name)
            if change.name in hidden and change.after is None:
                continue
            if change.after is None:
                yield f"{shown}: removed"
                continue
            before = self._before[origin] if origin else change.before
            lines = list(_file_diff("", "", before or b"", change.after)) if before != change.after else []
            gone, come = (sum(line.startswith(sign) for line in lines[2:]) for sign in "-+")
            was = f", was {shown_path(self.root / origin)}" if origin else ", new" if before is None else ""
            yield f"{shown}: -{gone} +{come}{was}"

    def copy_to(self, target: Path) -> Path:
        """Copy the content folder with its changes to a place that does not exist yet."""
        shutil.copytree(self.root, target, ignore=lambda _, names: [name for name in names if name.startswith(".")])
        for change in self.changes:
            path = target / change.name
            if change.after is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(change.after)
        return target


def _file_diff(old: str, new: str, before: bytes, after: bytes) -> Iterator[str]:
    if before == after:
        yield f"rename {old} to {new}"
        return
    was, now = (data.decode("utf-8", errors="replace").splitlines(keepends=True) for data in (before, after))
    for line in difflib.unified_diff(was, now, old, new, n=2):
        yield line.rstrip("\r\n")
        if line[0] in "+- " and not line.endswith(("\n", "\r")):
            yield "\\ no line break at the end"
