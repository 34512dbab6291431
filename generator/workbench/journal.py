"""Write several files of a content folder, all or none of them, even if the machine stops in between.

1. Write the new contents and a list of the steps into a folder beside the records, which gets its final name by one rename.
2. Put each file in its place by a rename, or remove it.
3. Remove the folder.

If the machine stops before the rename of step 1, the content is unchanged; if it stops later, ``resume`` completes the remaining steps.
Only files with a digest that the list names are written, so that no later edit by a person is lost.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from generator.load import shown_path
from generator.replacing import replace_file
from generator.workbench.workspace import FileChange

if sys.platform != "win32":
    import fcntl

JOURNAL_FOLDER = ".rollenatlas-change"
_LIST = "list.json"


@dataclass(frozen=True, slots=True)
class _Step:
    """A file to write or remove, its digests before and after (empty: no such file), and the name of the file with its new content."""

    file: str
    before: str
    after: str
    content: str | None


_STEPS = TypeAdapter(tuple[_Step, ...])


class ChangedMeanwhileError(Exception):
    """A file has changed since the change was planned; the message names it and says what to do."""


def commit(root: Path, changes: Iterable[FileChange]) -> None:
    """Write changes. If a file has changed since it was read, write nothing and raise ``ChangedMeanwhileError``."""
    with _alone(root):
        _finish(root)
        _commit(root, list(changes))
        _finish(root)


def _commit(root: Path, wanted: list[FileChange]) -> None:
    for change in wanted:
        if _digest(root / change.name) != _digest_of(change.before):
            raise ChangedMeanwhileError(
                f"{shown_path(root / change.name)} has changed meanwhile; nothing is written, start again"
            )
    partial = root / f"{JOURNAL_FOLDER}.partial"
    partial.mkdir()
    steps = []
    for number, change in enumerate(wanted):
        if change.after is not None:
            replace_file(partial / str(number), change.after, to_disk=True)
        content = None if change.after is None else str(number)
        steps.append(_Step(change.name, _digest_of(change.before), _digest_of(change.after), content))
    replace_file(partial / _LIST, _STEPS.dump_json(tuple(steps), indent=1), to_disk=True)
    partial.rename(root / JOURNAL_FOLDER)


def resume(root: Path) -> bool:
    """Complete an interrupted change, or discard it if no file was written yet; return whether a change was completed.

    Raises ``ChangedMeanwhileError`` if one of its files has been edited since.
    """
    if not any(
        (root / name).is_dir() for name in (JOURNAL_FOLDER, f"{JOURNAL_FOLDER}.partial", f"{JOURNAL_FOLDER}.done")
    ):
        return False
    with _alone(root):
        return _finish(root)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold a lock on the folder, after waiting for any other run that holds it; the system releases it if the process is killed.

    Systems that can't lock folders (Windows, some network drives) give no protection against two writers at the same moment.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _finish(root: Path) -> bool:
    """Complete or discard an interrupted change as ``resume`` describes; the caller must hold the lock."""
    for name in (f"{JOURNAL_FOLDER}.partial", f"{JOURNAL_FOLDER}.done"):
        if (root / name).is_dir():
            shutil.rmtree(root / name)
    folder = root / JOURNAL_FOLDER
    if not folder.is_dir():
        return False
    steps = _read_list(root, folder)
    for step in steps:
        path = root / step.file
        if _digest(path) not in (step.before, step.after):
            raise ChangedMeanwhileError(
                f"{shown_path(path)} was edited after a change of several files was interrupted; "
                f"put it back or move it away and run this again, or give the change up by removing {shown_path(folder)}"
            )
    for step in steps:
        path = root / step.file
        if step.content is None:
            path.unlink(missing_ok=True)
        elif _digest(path) != step.after:
            path = path.resolve()  # replace the target of a symbolic link, not the link
            replace_file(path, (folder / step.content).read_bytes(), to_disk=True)
    done = root / f"{JOURNAL_FOLDER}.done"
    folder.rename(done)
    shutil.rmtree(done)
    return True


def _read_list(root: Path, folder: Path) -> tuple[_Step, ...]:
    """Read and verify the list of steps, since a folder that came with someone else's records may contain anything.

    Raises ``ChangedMeanwhileError`` if the list can't be read or names a file outside the content folder.
    """
    try:
        steps = _STEPS.validate_json((folder / _LIST).read_bytes())
    except (OSError, ValueError):
        steps = None
    inside = root.resolve()
    if steps is None or not all(
        (root / step.file).resolve().is_relative_to(inside) and (step.content or "0").isdecimal() for step in steps
    ):
        raise ChangedMeanwhileError(
            f"{shown_path(folder)} is no change that this program has begun; look where it comes from, remove it and run this again"
        )
    return steps


def _digest(path: Path) -> str:
    return _digest_of(path.read_bytes() if path.is_file() else None)


def _digest_of(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()
