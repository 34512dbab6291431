"""Notes on pages that are written already: what search, link check and policies need, and what each page was made from.

``KeptPages`` writes the notes. ``read_kept`` reads them when the parts of a site are joined, and in the next build, which
reuses each page whose input is unchanged (``publish.last_build``). Each page has one line: what the page read and what it
says, as two JSON values separated by a tab. Lines are written one by one and parsed on request, since there may be many.
They are stored in files beside a head file, which holds what the pages share and the position of each page's line. If most
pages are reused, their lines stay in the files of earlier builds, and only a small file is written.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from generator.publish.files import State
from generator.publish.shell import ShellFacts
from generator.reads import Key
from generator.render.pages import RenderedPage
from generator.render.recorder import Notes
from generator.routes import Page

LINES = ".lines"
"""Suffix of the files of lines."""
_MOST_FILES = 16
"""Most files of lines that stay separate; more are merged into one."""


class DamagedError(Exception):
    """A file was changed after it was written, or another version of the program wrote it."""


class KeptPage(NamedTuple):
    """A page without its HTML, the facts about the theme around it, and a digest of what the search index takes from it."""

    rendered: RenderedPage
    shell: ShellFacts
    searched: str = ""


class Lines(NamedTuple):
    """A file of lines: its name, its length in bytes, its CRC-32 checksum and its mapped bytes."""

    name: str
    length: int
    checksum: int
    data: mmap.mmap


@dataclass(frozen=True)
class KeptFile:
    """Notes written by ``KeptPages``: what the pages have in common, and by source the file, start and end of the page's line.

    The files of lines are mapped into memory rather than read, since they may be large; they stay open until ``close``.
    """

    basis: Mapping[str, Any]
    keys: tuple[Key, ...]
    shells: tuple[ShellFacts, ...]
    places: Mapping[str, Sequence[int]]
    lines: tuple[Lines, ...]

    def close(self) -> None:
        """Close the files of lines."""
        for lines in self.lines:
            lines.data.close()

    def line(self, source: str) -> bytes:
        """Return the line of a page, or of files that are made together."""
        number, start, stop = self.places[source]
        return self.lines[number].data[start:stop]

    @property
    def is_scattered(self) -> bool:
        """Whether the lines are in too many files, or less than half of the bytes of these files are still used."""
        used = sum(stop - start for _, start, stop in self.places.values())
        return len(self.lines) > _MOST_FILES or 2 * used < sum(lines.length for lines in self.lines)

    def origin(self, source: str) -> tuple[Sequence[int], State]:
        """Return what a page read, as positions in ``keys``, and the state of its file."""
        read, file = from_json(self.line(source).partition(b"\t")[0])
        return read, tuple(file)

    def page(self, page: Page) -> KeptPage:
        """Return the notes on a page."""
        number, title, description, notes, searched = from_json(self.line(page.source).partition(b"\t")[2])
        rendered = RenderedPage(page, title, description, "", Notes.from_plain(notes), frozenset())
        return KeptPage(rendered, self.shells[number], searched)


class KeptPages:
    """Writer of notes on a language's pages; lines of an ``earlier`` file can be taken over unchanged."""

    def __init__(self, path: Path, earlier: KeptFile | None = None) -> None:
        self._path = path
        self._earlier = earlier
        self._shells = {shell: number for number, shell in enumerate(earlier.shells if earlier else ())}
        self._keys = {key: number for number, key in enumerate(earlier.keys if earlier else ())}
        self._stays = earlier.lines if earlier and not earlier.is_scattered else ()
        self._places: dict[str, Sequence[int]] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        self._own = path.with_name(_free_name(path))
        self._file = self._own.open("wb")
        self._checksum = self._length = 0

    def add(self, page: KeptPage, reads: Iterable[Key] = (), file: State = ()) -> None:
        """Note a page with what it read and the state of its file."""
        rendered = page.rendered
        number = self._shells.setdefault(page.shell, len(self._shells))
        says = [number, rendered.title, rendered.description, rendered.notes.plain(), page.searched]
        self._add(rendered.page.source, reads, file, says)

    def add_files(self, source: str, reads: Iterable[Key], files: State) -> None:
        """Note files that are made together, with only what they read and their states."""
        self._add(source, reads, files, None)

    def _add(self, source: str, reads: Iterable[Key], file: State, says: Any) -> None:
        known = self._keys
        read = [known[key] if key in known else known.setdefault(key, len(known)) for key in reads]
        self._write(source, b"\t".join(map(_json, ([read, file], says))))

    def add_again(self, source: str) -> None:
        """Take over the line of a page or of files from the earlier notes."""
        assert self._earlier is not None
        if self._stays:
            self._places[source] = self._earlier.places[source]
        else:
            self._write(source, self._earlier.line(source))

    @property
    def keys(self) -> tuple[Key, ...]:
        """Everything that the pages read, each thing once."""
        return tuple(self._keys)

    def close(self, basis: Mapping[str, Any]) -> None:
        """Write the head file with ``basis``, which holds for all pages, and close the file of lines."""
        shells = [[sorted(shell.scripts), shell.ids, shell.links] for shell in self._shells]
        self._file.close()
        lines = [lines[:3] for lines in self._stays]
        if self._length:
            lines.append((self._own.name, self._length, self._checksum))
        else:
            self._own.unlink()
        names, asked = zip(*self._keys, strict=True) if self._keys else ((), ())
        data = _json(
            {**basis, "shells": shells, "names": names, "asked": asked, "lines": lines, "places": self._places}
        )
        self._path.write_bytes(b"%b\n%d" % (data, zlib.crc32(data)))

    def _write(self, source: str, line: bytes) -> None:
        start, self._length = self._length, self._length + len(line)
        self._places[source] = len(self._stays), start, self._length
        self._checksum = zlib.crc32(line, self._checksum)
        self._file.write(line)


def read_kept(path: Path) -> KeptFile:
    """Return the notes in a head file. Raises ``DamagedError`` if they are not as written, and ``OSError`` if the file does not exist."""
    data, _, checksum = path.read_bytes().rpartition(b"\n")
    if checksum != b"%d" % zlib.crc32(data):
        raise DamagedError(path)
    opened: list[Lines] = []
    try:
        head = from_json(data)
        for name, length, known in head.pop("lines"):
            opened.append(_opened(path.with_name(name), length, known))
        shells = [
            ShellFacts(frozenset(scripts), tuple(ids), tuple(links)) for scripts, ids, links in head.pop("shells")
        ]
        asked = [tuple(each) if isinstance(each, list) else each for each in head.pop("asked")]
        keys = tuple(zip(head.pop("names"), asked, strict=True))
        return KeptFile(head, keys, tuple(shells), head.pop("places"), tuple(opened))
    except (OSError, KeyError, TypeError, ValueError) as error:
        for lines in opened:
            lines.data.close()
        raise DamagedError(path) from error


def _opened(path: Path, length: int, checksum: int) -> Lines:
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    with memoryview(data) as view:
        found = len(view), zlib.crc32(view)
    if found != (length, checksum):
        data.close()
        raise ValueError(path)
    return Lines(path.name, length, checksum, data)


def drop_unused(path: Path, used: KeptFile | None) -> None:
    """Remove files of lines beside a head file that are not ``used``: those of killed builds, and of builds before the last one."""
    names = {lines.name for lines in used.lines} if used else set()
    for other in path.parent.glob(f"{_stem(path)}.*{LINES}"):
        if other.name not in names:
            with suppress(OSError):  # some systems don't remove a file that another process has open
                other.unlink()


def _free_name(path: Path) -> str:
    """Return an unused name for a new file of lines."""
    taken = {int(other.name.split(".")[-2]) for other in path.parent.glob(f"{_stem(path)}.*{LINES}")}
    return f"{_stem(path)}.{max(taken, default=0) + 1}{LINES}"


def _stem(path: Path) -> str:
    return path.name.partition(".")[0]


def kept_pages(files: Sequence[KeptFile], pages: Iterable[Page]) -> Iterator[KeptPage]:
    """Yield the notes on pages in their order, each from the file that has it."""
    for page in pages:
        yield next(file for file in files if page.source in file.places).page(page)


def _json(value: Any) -> bytes:
    return to_json(value)
