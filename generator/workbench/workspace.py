"""Hold changed files of a content folder before they are written, show their differences, and copy the folder to test the changes."""

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
    """A file in the content folder with its bytes before and after the change; ``None`` means that there is no file."""

    name: str
    before: bytes | None
    after: bytes | None


class Workspace:
    """Changes of a content folder that are not written yet; names of files are relative to it, with forward slashes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes | None] = {}
        self._moved: dict[str, str] = {}

    def name(self, shown: str) -> str:
        """Return the name of a file from its path as messages show it."""
        return shown.removeprefix(f"{shown_path(self.root)}/")

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file after the changes so far, ``None`` if there is none. Raises ``ValueError`` outside the folder."""
        if name not in self._after:
            path = self.root / name
            if path.is_absolute() != self.root.is_absolute() or ".." in path.relative_to(self.root).parts:
                raise ValueError(f"{name} lies outside of {shown_path(self.root)}")
            self._before[name] = self._after[name] = path.read_bytes() if path.is_file() else None
        return self._after[name]

    def text(self, name: str) -> str | None:
        """Return the text of a file after the changes so far, without a byte order mark; ``None`` if there is no file."""
        data = self.read(name)
        return None if data is None else data.removeprefix(_BOM).decode("utf-8")

    def write(self, name: str, text: str) -> None:
        """Set the text of a file; a byte order mark is kept."""
        mark = _BOM if (self.read(name) or b"").startswith(_BOM) else b""
        self._after[name] = mark + text.encode("utf-8")

    def remove(self, name: str) -> None:
        """Remove a file."""
        self.read(name)
        self._after[name] = None

    def move(self, old: str, new: str) -> None:
        """Rename a file. Raises ``FileExistsError`` if the new name is taken."""
        if self.read(new) is not None:
            raise FileExistsError(f"{shown_path(self.root / new)} exists")
        self._after[new] = self.read(old)
        self._after[old] = None
        self._moved[new] = old

    def copy(self, old: str, new: str) -> None:
        """Copy a file. Raises ``FileExistsError`` if the new name is taken."""
        if self.read(new) is not None:
            raise FileExistsError(f"{shown_path(self.root / new)} exists")
        self._after[new] = self.read(old)

    @property
    def changes(self) -> tuple[FileChange, ...]:
        """Changed files, sorted by name."""
        names = sorted(name for name, after in self._after.items() if after != self._before[name])
        return tuple(FileChange(name, self._before[name], self._after[name]) for name in names)

    def diff(self) -> Iterator[str]:
        """Yield the lines of the unified diff; a renamed file is compared with the old one, and the lock of hashes is not shown in full."""
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
        """Yield a line for each changed file: the numbers of lines removed and added, and whether it is new, renamed or removed."""
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
        """Copy the content folder with its changes, without hidden files, to a path that does not exist yet, and return the path."""
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
