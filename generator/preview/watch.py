"""Find out which files in some folders are new, changed or gone, with any editor and any file system."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

Seen = Mapping[Path, tuple[int, int, int]]
"""Time of the last change (ns), size (bytes) and inode number of each file."""
_PATIENCE = 2.0
"""Seconds after which to look even without an event: some file systems report no changes."""
_QUIET = 0.03
"""Seconds without an event after which a change counts as complete: editors often write in several steps."""
_MOST_WAITS = 10
_TELLING = frozenset({"created", "modified", "moved", "deleted"})


class _Bell(FileSystemEventHandler):
    """Handler that sets ``rung`` when the system reports a change; which files have changed is found by looking at them."""

    def __init__(self) -> None:
        self.rung = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Set ``rung``, unless a file was only read."""
        if event.event_type in _TELLING:
            self.rung.set()


class Watch:
    """A watch on folders, with everything in them, and on single files; names that begin with a dot are ignored."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._roots = tuple(dict.fromkeys(root.absolute() for root in roots))
        self._bell = _Bell()
        self._observer = Observer()
        for folder in dict.fromkeys(root if root.is_dir() else root.parent for root in self._roots):
            self._observer.schedule(self._bell, str(folder), recursive=folder in self._roots)
        try:
            self._observer.start()
            self._is_watching = True
        except OSError:  # too many folders for the system to watch: look at the files often instead
            self._is_watching = False
        self._seen = self._look()

    def changed(self) -> tuple[Path, ...]:
        """Wait a while for changes and return the changed files, sorted; empty if nothing has changed."""
        self._bell.rung.wait(_PATIENCE if self._is_watching else _QUIET * _MOST_WAITS)
        for _ in range(_MOST_WAITS):
            self._bell.rung.clear()
            if not self._bell.rung.wait(_QUIET):
                break
        before, self._seen = self._seen, self._look()
        both = before.keys() | self._seen.keys()
        return tuple(sorted(path for path in both if before.get(path) != self._seen.get(path)))

    def has_news(self) -> bool:
        """Return whether files have changed that ``changed`` has not returned yet; hidden files of an editor don't count."""
        if not self._bell.rung.is_set():
            return False
        self._bell.rung.clear()  # before looking, so that a change in between sets it again
        changed = self._look() != self._seen
        if changed:
            self._bell.rung.set()
        return changed

    def stop(self) -> None:
        """Stop watching."""
        if self._is_watching:
            self._observer.stop()
            self._observer.join()

    def _look(self) -> Seen:
        return {path: state for root in self._roots for path, state in _files(root)}


def _files(path: Path) -> Iterator[tuple[Path, tuple[int, int, int]]]:
    """Yield the files at or below a path with their states; files that vanish while this runs are left out."""
    try:
        found = path.stat()
        inner = [*path.iterdir()] if stat.S_ISDIR(found.st_mode) else None
    except OSError:
        return
    if inner is None:
        yield path, _state(found)
    for each in inner or ():
        if not each.name.startswith("."):
            yield from _files(each)


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino
