"""Find the files of the last build that are still up to date, so that they need not be made again.

A build with ``Order.keep`` leaves notes on each language in a folder beside the site (``publish.kept``). For each page they
hold what the page read (``generator.reads``) and the state of its file after writing. The next build keeps a page if

- what all pages have in common is unchanged: program, project, site, ids, addresses (``basis.shared_digest``);
- each thing that the page read has the same digest (``basis.BuildBasis``);
- the page's file in the site is still the one that was written.

Notes that are damaged, or that another version of the program wrote, are ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.model.base import Frozen
from generator.publish.basis import BuildBasis
from generator.publish.files import State, file_state
from generator.publish.kept import LINES, DamagedError, KeptFile, KeptPage, KeptPages, drop_unused, read_kept
from generator.publish.swap import kept_for
from generator.reads import Key
from generator.routes import Page

_HEAD, _NEW = ".json", ".new"
_ABOVE = "above"
"""Name of the notes on the files above the languages' folders; ids of languages are shorter."""


class LastBuild:
    """Notes of the last build on a folder of the site (empty: the site itself), and those of this build for the next one."""

    def __init__(self, target: Path, folder: str, basis: BuildBasis) -> None:
        self._basis = basis
        self._folder = target / folder
        path = kept_for(target) / f"{folder or _ABOVE}{_HEAD}"
        self._earlier = self._read(path)
        self._changed = self._changes(self._earlier) if self._earlier else frozenset()
        # Written beside the notes of the last build, which stay in force until the sites are swapped.
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
        earlier.close()  # not removed: it stays in force if this build fails
        return None

    def _changes(self, earlier: KeptFile) -> frozenset[int]:
        """Return the positions, in the earlier keys, of what has changed since the last build."""
        wholes = self._basis.wholes
        same = {name for name, digest in earlier.basis["wholes"].items() if wholes.get(name) == digest}
        pairs = zip(earlier.keys, earlier.basis["digests"], strict=True)
        return frozenset(
            number
            for number, (key, digest) in enumerate(pairs)
            if key[0] not in same and self._basis.digest(key) != digest
        )

    @property
    def extras(self) -> Mapping[str, Any]:
        """What the last build noted in addition to the pages; empty without a last build."""
        return self._earlier.basis["told"] if self._earlier else {}

    def has(self, source: str, files: Iterable[str]) -> bool:
        """Return whether a page, or files that are made together, are up to date: their input and their ``files`` are unchanged."""
        if self._earlier is None or source not in self._earlier.places:
            return False
        read, state = self._earlier.origin(source)
        return self._changed.isdisjoint(read) and state == tuple(
            number for file in files for number in file_state(f"{self._folder}/{file}")
        )

    def leave(self, source: str) -> None:
        """Keep a page or files for which ``has`` is true, and take over the note on them."""
        self._kept.add_again(source)

    def add_files(self, source: str, reads: Iterable[Key], states: State) -> None:
        """Note files that were made together, with what they read and their states."""
        self._kept.add_files(source, reads, states)

    def add(self, page: KeptPage, reads: Iterable[Key], state: State) -> None:
        """Note a page with what it read and the state of its file."""
        self._kept.add(page, reads, state)

    def page(self, page: Page) -> KeptPage | None:
        """Return the last build's notes on a page, even if they are outdated; ``None`` if there are none."""
        return self._earlier.page(page) if self._earlier and page.source in self._earlier.places else None

    def write(self, extras: Mapping[str, Any] = Frozen()) -> None:
        """Write the notes for the next build; ``extras`` are noted in addition to the pages."""
        known = self._earlier.basis["digests"] if self._earlier else ()
        digests = [
            known[number] if number < len(known) and number not in self._changed else self._basis.digest(key)
            for number, key in enumerate(self._kept.keys)
        ]
        self._kept.close(
            {"shared": self._basis.shared, "wholes": self._basis.wholes, "digests": digests, "told": {**extras}}
        )
        if self._earlier:
            self._earlier.close()


def put_in_force(target: Path) -> None:
    """Replace the notes of the build before with those of this one; call this once the new site is in place."""
    for new in sorted(kept_for(target).glob(f"*{_NEW}")):
        new.replace(new.with_name(new.name.removesuffix(_NEW)))


def drop_new(target: Path) -> None:
    """Remove the notes of a build whose site was not put in place."""
    folder = kept_for(target)
    of_none = (
        lines for lines in folder.glob(f"*{LINES}") if not (folder / f"{lines.name.partition('.')[0]}{_HEAD}").exists()
    )
    for path in (*folder.glob(f"*{_NEW}"), *of_none):
        with suppress(OSError):  # some systems don't remove a file that another process has open; it is ignored anyway
            path.unlink()
    with suppress(OSError):  # the folder stays if it holds notes of the build before
        folder.rmdir()
