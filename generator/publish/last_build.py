"""What of the last build is still right: files that were made of the same and lie where they were written.

A build with ``Order.keep`` leaves notes on each language in a folder beside the site (``publish.kept``). They say of each
page what it read (``generator.reads``) and how its file was when it was written. With the next build a page stays where it
is, when

- what all pages have in common is the same: program, project, site, ids, addresses (``basis.shared_digest``);
- each thing that the page read has the same digest (``basis.Basis``);
- the page's file in the site is the one that was written.

Notes that are damaged or of another program are like none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.model.base import Frozen
from generator.publish.basis import Basis
from generator.publish.files import State, file_state
from generator.publish.kept import LINES, DamagedError, KeptFile, KeptPage, KeptPages, drop_unused, read_kept
from generator.publish.swap import kept_for
from generator.reads import Key
from generator.routes import Page

_HEAD, _NEW = ".json", ".new"
_ABOVE = "above"
"""Stands for what lies above the languages, whose ids are shorter."""


class LastBuild:
    """What the last build left of a folder of the site (the site itself: empty), and what this one leaves for the next."""

    def __init__(self, target: Path, folder: str, basis: Basis) -> None:
        self._basis = basis
        self._folder = target / folder
        path = kept_for(target) / f"{folder or _ABOVE}{_HEAD}"
        self._earlier = self._read(path)
        self._changed = self._changes(self._earlier) if self._earlier else frozenset()
        # Beside what the last build left: until the sites are swapped, that counts.
        self._kept = KeptPages(path.with_name(path.name + _NEW), self._earlier)

    def _read(self, path: Path) -> KeptFile | None:
        try:
            earlier = read_kept(path)
        except (OSError, DamagedError):
            drop_unused(path, None)
            return None
        drop_unused(path, earlier)
        if earlier.basis.get("shared") == self._basis.shared:
            return earlier
        earlier.close()  # it stays in force should this build fail
        return None

    def _changes(self, earlier: KeptFile) -> frozenset[int]:
        """Find the numbers of what has changed among all that was read."""
        wholes = self._basis.wholes
        same = {name for name, digest in earlier.basis["wholes"].items() if wholes.get(name) == digest}
        pairs = zip(earlier.keys, earlier.basis["digests"], strict=True)
        return frozenset(
            number
            for number, (key, digest) in enumerate(pairs)
            if key[0] not in same and self._basis.digest(key) != digest
        )

    @property
    def told(self) -> Mapping[str, Any]:
        """What the last build told beside the pages."""
        return self._earlier.basis["told"] if self._earlier else {}

    def has(self, source: str, files: Iterable[str]) -> bool:
        """Tell whether a page, or files that are made together, would be made of the same, and are as they were written."""
        if self._earlier is None or source not in self._earlier.places:
            return False
        read, state = self._earlier.origin(source)
        return self._changed.isdisjoint(read) and state == tuple(
            number for file in files for number in file_state(f"{self._folder}/{file}")
        )

    def leave(self, source: str) -> None:
        """Let what ``has`` told of stay where it is."""
        self._kept.add_again(source)

    def add_files(self, source: str, reads: Iterable[Key], states: State) -> None:
        """Take files that were made together with the states of those that were written."""
        self._kept.add_files(source, reads, states)

    def add(self, page: KeptPage, reads: Iterable[Key], state: State) -> None:
        """Take a page with the state of the file that it was written to."""
        self._kept.add(page, reads, state)

    def page(self, page: Page) -> KeptPage | None:
        """What the last build knew of a page, whether or not that is still right."""
        return self._earlier.page(page) if self._earlier and page.source in self._earlier.places else None

    def write(self, told: Mapping[str, Any] = Frozen()) -> None:
        """Leave what the next build has to know."""
        known = self._earlier.basis["digests"] if self._earlier else ()
        digests = [
            known[number] if number < len(known) and number not in self._changed else self._basis.digest(key)
            for number, key in enumerate(self._kept.keys)
        ]
        self._kept.close(
            {"shared": self._basis.shared, "wholes": self._basis.wholes, "digests": digests, "told": {**told}}
        )
        if self._earlier:
            self._earlier.close()


def put_in_force(target: Path) -> None:
    """Let what a build has left take the place of what the build before it did, now that its site is in its place."""
    for new in sorted(kept_for(target).glob(f"*{_NEW}")):
        new.replace(new.with_name(new.name.removesuffix(_NEW)))


def drop_new(target: Path) -> None:
    """Drop what a build has left whose site never came into its place."""
    folder = kept_for(target)
    of_none = (
        lines for lines in folder.glob(f"*{LINES}") if not (folder / f"{lines.name.partition('.')[0]}{_HEAD}").exists()
    )
    for path in (*folder.glob(f"*{_NEW}"), *of_none):
        with suppress(OSError):  # one that another process has open can't go on every system; it counts for nothing
            path.unlink()
    with suppress(OSError):  # what the build before left stays, and so does its folder
        folder.rmdir()
