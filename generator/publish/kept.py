"""Pages that are written already, with what search, link check and policies have to know of them and what they were made from.

``KeptPages`` writes them to a file, ``read_kept`` reads them back: for parts of a site, when these are joined, and for the
next build, which takes over each page that was made of the same (``publish.last_build``). A line tells of a page: its
source, what it read, what it says, as JSON parted by tabs. The last line but one holds what the pages share, the last a
checksum of all before it. Lines are written as they come and read when they are asked for, since there may be many.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from generator.publish.shell import ShellFacts
from generator.reads import Key
from generator.render.pages import RenderedPage
from generator.render.recorder import Notes
from generator.routes import Page

State = tuple[int, ...]
"""By which a written file is known again: time of the last change, size, number."""


class DamagedError(Exception):
    """A file is not as it was written."""


class KeptPage(NamedTuple):
    """A page without its HTML, what the theme holds around it, and a digest of what the search takes of it."""

    rendered: RenderedPage
    shell: ShellFacts
    searched: str = ""


@dataclass(frozen=True)
class KeptFile:
    """A file that ``KeptPages`` wrote: what the pages have in common, and by source where the line of each begins and ends.

    It stays open, since its lines may be more than one wants in memory.
    """

    basis: Mapping[str, Any]
    keys: tuple[Key, ...]
    shells: tuple[ShellFacts, ...]
    places: Mapping[str, slice]
    file: mmap.mmap

    def line(self, source: str) -> bytes:
        """Read the line of a page."""
        return self.file[self.places[source]]

    def origin(self, source: str) -> tuple[frozenset[int], State]:
        """Give the numbers of what a page read among ``keys``, and the state of its file."""
        read, file = from_json(self.line(source).split(b"\t", 2)[1])
        return frozenset(read), tuple(file)

    def page(self, page: Page) -> KeptPage:
        """Read what is to be known of a page."""
        number, title, description, notes, searched = from_json(self.line(page.source).split(b"\t", 2)[2])
        rendered = RenderedPage(page, title, description, "", Notes.from_plain(notes), frozenset())
        return KeptPage(rendered, self.shells[number], searched)


class KeptPages:
    """Writes what is to be known of a language's pages; lines of an ``earlier`` file can be taken over as they are."""

    def __init__(self, path: Path, earlier: KeptFile | None = None) -> None:
        self._earlier = earlier
        self._shells = {shell: number for number, shell in enumerate(earlier.shells if earlier else ())}
        self._keys = {key: number for number, key in enumerate(earlier.keys if earlier else ())}
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        self._checksum = 0

    def add(self, page: KeptPage, reads: Iterable[Key] = (), file: State = ()) -> None:
        """Take a page with what it read and the state of its file."""
        rendered = page.rendered
        number = self._shells.setdefault(page.shell, len(self._shells))
        says = [number, rendered.title, rendered.description, rendered.notes.plain(), page.searched]
        self._add(rendered.page.source, reads, file, says)

    def add_files(self, source: str, reads: Iterable[Key], files: State) -> None:
        """Take files of which nothing is to be known but what they read and their states."""
        self._add(source, reads, files, None)

    def _add(self, source: str, reads: Iterable[Key], file: State, says: Any) -> None:
        known = self._keys
        read = [known[key] if key in known else known.setdefault(key, len(known)) for key in reads]
        self._write(b"\t".join(map(_json, (source, [read, file], says))))

    def add_again(self, source: str) -> None:
        """Take a page over from the earlier file."""
        assert self._earlier is not None
        self._write(self._earlier.line(source))

    @property
    def keys(self) -> tuple[Key, ...]:
        """All that the pages read."""
        return tuple(self._keys)

    def close(self, basis: Mapping[str, Any]) -> None:
        """Write what the pages have in common, and end the file."""
        shells = [[sorted(shell.scripts), shell.ids, shell.links] for shell in self._shells]
        self._write(_json({**basis, "shells": shells, "keys": list(self._keys)}))
        with self._file as file:
            file.write(_shown(self._checksum))

    def _write(self, line: bytes) -> None:
        line += b"\n"
        self._checksum = zlib.crc32(line, self._checksum)
        self._file.write(line)


def read_kept(path: Path) -> KeptFile:
    """Read a file. Raises ``DamagedError`` for one that is not as it was written, and ``OSError``."""
    with path.open("rb") as opened:
        if not path.stat().st_size:  # such a file can't be mapped
            raise DamagedError(path)
        file = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    end = file.rfind(b"\n") + 1
    with memoryview(file) as data:
        checksum = zlib.crc32(data[:end])
    if file[end:] != _shown(checksum):
        file.close()
        raise DamagedError(path)
    places, start = {}, 0
    while (tab := file.find(b"\t", start)) >= 0:
        stop = file.find(b"\n", tab)
        places[from_json(file[start:tab])] = slice(start, stop)
        start = stop + 1
    head = from_json(file[start : end - 1])
    shells = (ShellFacts(frozenset(scripts), tuple(ids), tuple(links)) for scripts, ids, links in head.pop("shells"))
    keys = ((name, tuple(asked) if isinstance(asked, list) else asked) for name, asked in head.pop("keys"))
    return KeptFile(head, tuple(keys), tuple(shells), places, file)


def pages_of(files: Sequence[KeptFile], pages: Iterable[Page]) -> Iterator[KeptPage]:
    """Give pages in their order, each from the file that has it."""
    for page in pages:
        yield next(file for file in files if page.source in file.places).page(page)


def _shown(checksum: int) -> bytes:
    return b"%08x" % checksum


def _json(value: Any) -> bytes:
    return to_json(value)
