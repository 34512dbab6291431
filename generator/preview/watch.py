"""Notice which files of some folders are new, changed or gone, whatever the editor and the file system."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

Seen = Mapping[Path, tuple[int, int, int]]
"""Time of the last change, size and number of each file."""
_PATIENCE = 2.0
"""Seconds after which to look anyway: some file systems tell nobody of changes."""
_QUIET = 0.03
"""Seconds without news after which a change is taken to be whole: editors often write in several steps."""
_MOST_WAITS = 10
_TELLING = frozenset({"created", "modified", "moved", "deleted"})


class _Bell(FileSystemEventHandler):
    """Rings when the system tells of a change; what has changed, a look at the files says."""

    def __init__(self) -> None:
        self.rung = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring, unless a file was only read."""
        if event.event_type in _TELLING:
            self.rung.set()


class Watch:
    """Watches folders, with all that lies in them, and single files; names that begin with a dot don't count."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._roots = tuple(dict.fromkeys(root.absolute() for root in roots))
        self._bell = _Bell()
        self._observer = Observer()
        for folder in dict.fromkeys(root if root.is_dir() else root.parent for root in self._roots):
            self._observer.schedule(self._bell, str(folder), recursive=folder in self._roots)
        try:
            self._observer.start()
            self._told = True
        except OSError:  # too many folders for the system: look often instead
            self._told = False
        self._seen = self._look()

    def changed(self) -> tuple[Path, ...]:
        """Wait a while for changes and return the files concerned, sorted; none when nothing has changed."""
        self._bell.rung.wait(_PATIENCE if self._told else _QUIET * _MOST_WAITS)
        for _ in range(_MOST_WAITS):
            self._bell.rung.clear()
            if not self._bell.rung.wait(_QUIET):
                break
        before, self._seen = self._seen, self._look()
        both = before.keys() | self._seen.keys()
        return tuple(sorted(path for path in both if before.get(path) != self._seen.get(path)))

    def has_news(self) -> bool:
        """Tell whether files have changed that ``changed`` has not told of yet; what an editor hides beside them doesn't count."""
        if not self._bell.rung.is_set():
            return False
        self._bell.rung.clear()  # before the look, so that a change during it rings again
        changed = self._look() != self._seen
        if changed:
            self._bell.rung.set()
        return changed

    def stop(self) -> None:
        """Watch no longer."""
        if self._told:
            self._observer.stop()
            self._observer.join()

    def _look(self) -> Seen:
        return {path: state for root in self._roots for path, state in _files(root)}


def _files(path: Path) -> Iterator[tuple[Path, tuple[int, int, int]]]:
    """List the files at or below a path with their states; what vanishes meanwhile is left out."""
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
