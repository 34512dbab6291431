"""What of the last build is still right: pages that were made of the same and lie where they were written.

A build with ``Order.keep`` leaves a file for each language in a folder beside the site. Such a file says of each page
what it read (``generator.reads``) and how its file was when it was written. The next build takes a page over, when

- what all pages have in common is the same: program, project, site, ids, addresses (``basis.shared_digest``);
- each thing that the page read has the same digest (``basis.Basis``);
- the page's file in the site is the one that was written.

A file that is damaged or of another program is like none. What is taken over is linked into the new site, so both hold
one copy; nothing is ever written to a file that is there.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from generator.publish.basis import Basis
from generator.publish.editions import Job
from generator.publish.kept import (
    DamagedError,
    KeptFile,
    KeptPage,
    KeptPages,
    State,
    read_kept,
)
from generator.publish.swap import kept_for
from generator.routes import Page

_NEW = ".new"


class LastBuild:
    """Pages of a language that the last build wrote, and what this one leaves for the next."""

    def __init__(self, job: Job, shared: str) -> None:
        self._basis = Basis(job.facts)
        self._shared = shared
        self._folder = job.target / job.language
        path = kept_for(job.target) / f"{job.language}.jsonl"
        self._earlier = self._read(path)
        self._changed = self._changes(self._earlier) if self._earlier else frozenset()
        # Beside what the last build left: until the sites are swapped, that counts.
        self.kept = KeptPages(path.with_name(path.name + _NEW), self._earlier)

    def _read(self, path: Path) -> KeptFile | None:
        try:
            earlier = read_kept(path)
        except (OSError, DamagedError):
            return None
        if earlier.basis.get("shared") == self._shared:
            return earlier
        earlier.file.close()
        return None

    def _changes(self, earlier: KeptFile) -> frozenset[int]:
        """Find the numbers of what has changed among all that was read."""
        pairs = zip(earlier.keys, earlier.basis["digests"], strict=True)
        return frozenset(number for number, (key, digest) in enumerate(pairs) if self._basis.digest(key) != digest)

    def has(self, page: Page, file: str) -> bool:
        """Tell whether a page would be made of the same, and its file is as it was written."""
        if self._earlier is None or page.source not in self._earlier.places:
            return False
        read, state = self._earlier.origin(page)
        return read.isdisjoint(self._changed) and state == file_state(self._folder / file)

    def take_over(self, page: Page, file: str, target: Path) -> KeptPage:
        """Put a page's file into the new site, and give what is to be known of it."""
        assert self._earlier is not None
        try:
            os.link(self._folder / file, target)
        except OSError:  # a file system without links
            shutil.copy2(self._folder / file, target)
        self.kept.add_again(page)
        return self._earlier.page(page)

    def write(self) -> None:
        """Leave what the next build has to know."""
        digests = [self._basis.digest(key) for key in self.kept.keys]
        self.kept.close({"shared": self._shared, "digests": digests})
        if self._earlier:
            self._earlier.file.close()


def file_state(path: Path) -> State:
    """State of a file; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def put_in_force(target: Path) -> None:
    """Let what a build has left take the place of what the build before it did, now that its site is in its place."""
    for new in sorted(kept_for(target).glob(f"*{_NEW}")):
        new.replace(new.with_name(new.name.removesuffix(_NEW)))


def drop_new(target: Path) -> None:
    """Drop what a build has left whose site never came into its place."""
    for new in kept_for(target).glob(f"*{_NEW}"):
        with suppress(OSError):  # one that another process has open can't go on every system; it counts for nothing
            new.unlink()
    with suppress(OSError):  # what the build before left stays, and so does its folder
        kept_for(target).rmdir()
