"""Check the links noted on the pages: each must lead to a file and an anchor of the site, or to an http, https or mailto address."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from generator.load import shown_path
from generator.problems import Location, line_and_column
from generator.publish.shell import Shell, ShellFacts
from generator.render.pages import RenderedPage
from generator.routes import Routes, file_of

_OPEN_SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ABOVE = "../"
_WITHIN = ("#", "?", "")
"""Beginnings of links within a page."""
K = TypeVar("K")


@dataclass(slots=True)
class _Use:
    """A link as written, the first page that has it, the number of pages noted before that page, and the number of pages with the link."""

    link: str
    page: str
    before: int
    count: int = 0


class _Led(NamedTuple):
    """Links by what they resolve to: a fault, a file that is not a page, or a file with an anchor."""

    faults: dict[str, _Use]
    files: dict[str, _Use]
    anchors: dict[tuple[str, str], _Use]


class LinkCheck:
    """Link check of one language: ``add`` notes the links of a page, and finally ``faults_among`` lists those that lead nowhere.

    Most links are on thousands of pages, so ``add`` only counts them, and each link is resolved once at the end.
    """

    def __init__(self, language: str, routes: Routes, content: Path | None = None) -> None:
        self._language = language
        self._content = content
        self._routes = routes
        self._ids: dict[str, frozenset[str]] = {}
        self._uses: dict[str, dict[str, _Use]] = {}
        self._own_anchors: dict[tuple[str, str], _Use] = {}
        self._found: dict[str, _Use] = {}

    @cached_property
    def _pages(self) -> frozenset[str]:
        """Files of all pages."""
        return frozenset(file_of(self._routes.url(page)) for page in self._routes.pages)

    def add(self, rendered: RenderedPage, shell: Shell | ShellFacts) -> None:
        """Note the ids, links and loaded files of a page and of the theme around it."""
        notes = rendered.notes
        file = file_of(self._routes.url(rendered.page))
        ids = [*notes.ids, *shell.ids]
        own = self._ids[file] = frozenset(ids)
        if len(own) < len(ids):
            for id in sorted({id for id in ids if ids.count(id) > 1}):
                self._note(f'the id "{id}" more than once', file)
        if not rendered.title:
            self._note("no title", file)
        h1_count = sum(heading.level == 1 for heading in notes.headings)
        if h1_count != 1:
            self._note(f"{h1_count} headings of level 1", file)
        root = self._routes.relative(rendered.page, "").rstrip("/")
        resources = (f"{root}/{path}" for path in notes.resources)
        base = posixpath.dirname(file)
        # A link that leaves its folder leads to the same target from all sibling folders, so they share one count.
        leaving = self._from(posixpath.join(posixpath.dirname(base), "*") if base else "")
        for link in dict.fromkeys((*notes.links, *shell.links, *resources)):
            if link.startswith(_ABOVE):
                self._count(leaving, link, link, file)
            elif link[:1] in _WITHIN:
                _, _, anchor = _resolved(base, link)
                if anchor not in own and _is_id(anchor):
                    self._count(self._own_anchors, (file, anchor), link, file)
            else:
                self._count(self._from("" if _SCHEME.match(link) else base), link, link, file)

    def _from(self, folder: str) -> dict[str, _Use]:
        """Return the links noted in a folder, by their written form."""
        return self._uses.setdefault(folder, {})

    def _note(self, fault: str, file: str) -> None:
        self._count(self._found, fault, fault, file)

    def _count(self, uses: dict[K, _Use], key: K, link: str, page: str) -> None:
        use = uses.get(key)
        if use is None:
            use = uses[key] = _Use(link, page, len(self._ids))
        use.count += 1

    @cached_property
    def _led(self) -> _Led:
        led = _Led({**self._found}, {}, {**self._own_anchors})
        for folder, uses in self._uses.items():
            for use in uses.values():
                fault, target, anchor = _resolved(folder, use.link)
                if fault:
                    _add(led.faults, fault, use)
                elif target and target not in self._pages:
                    _add(led.files, target, use)
                elif _is_id(anchor):
                    _add(led.anchors, (target, anchor), use)
        return led

    @property
    def outside(self) -> dict[str, str]:
        """Files above the language's folder that pages link to, each with the first page that links to it."""
        return {
            target.removeprefix(_ABOVE): f"{self._language}/{use.page}"
            for target, use in self._led.files.items()
            if target.startswith(_ABOVE)
        }

    def faults_among(
        self, there: Callable[[str], bool], ids_of: Callable[[str], frozenset[str]] = lambda file: frozenset()
    ) -> Iterator[str]:
        """Yield a line for each fault, with the first page that has it and the number of other pages.

        ``there`` returns whether the language's folder has a file that is not a page, ``ids_of`` the ids of a page that was not noted.
        """
        faults, files, anchors = self._led
        uses = list(faults.items())
        for target, use in files.items():
            if not target.startswith(_ABOVE) and not there(target):
                uses.append((f"a link that leads nowhere: {use.link}{self._written(use.link)}", use))
        for (target, anchor), use in anchors.items():
            ids = self._ids.get(target)
            if anchor not in (ids_of(target) if ids is None else ids):
                uses.append((f"a link to an anchor that is not there: {use.link}{self._written(use.link)}", use))
        yield from sorted(fault_line(fault, f"{self._language}/{use.page}", use.count) for fault, use in uses)

    def _written(self, link: str) -> str:
        """Return where a link is written, if a template or text of the atlas contains it in the same form; else an empty text."""
        paths = (path for pattern in ("templates/*", "**/*.md", "**/*.yml") for path in self._own_files(pattern))
        place = next((found for path in paths if (found := place_of_link(path, link))), None)
        return f", written in {place}" if place else ""

    def _own_files(self, pattern: str) -> list[Path]:
        return sorted(path for path in self._content.glob(pattern) if path.is_file()) if self._content else []


def place_of_link(path: Path, link: str) -> Location | None:
    """Return the first place in a file where an address is in quotes or in parentheses; ``None`` if there is none."""
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    found = re.search(rf"""(?<=["'(]){re.escape(link)}(?=["')])""", text)
    return Location(shown_path(path), *line_and_column(text, found.start())) if found else None


def _is_id(anchor: str) -> bool:
    """Return whether an anchor is an id; it may also be empty, or the state of a list's filters or of the plan (``?…``)."""
    return bool(anchor) and not anchor.startswith("?")


def _add(uses: dict[K, _Use], key: K, use: _Use) -> None:
    """Add a use to earlier uses under the same key: the earliest page is kept, the counts are added up."""
    other = uses.get(key, use)
    first = min(use, other, key=lambda one: one.before)
    uses[key] = first if other is use else replace(first, count=other.count + use.count)


def fault_line(fault: str, page: str, count: int) -> str:
    """Return the line for a fault on ``page``, the first of ``count`` pages that have it."""
    others = f" (and on {count - 1} other pages)" if count > 1 else ""
    return f"{page}: {fault}{others}"


def _resolved(base: str, link: str) -> tuple[str, str, str]:
    """Return the fault of a link (or an empty text), its target below the language's folder (empty: the same page) and its anchor."""
    if link.startswith("#"):  # the most frequent case: every heading has such a link
        return "", "", unquote(link[1:])
    try:
        parts = urlsplit(link)
    except ValueError:
        return f"a link that can't be read: {link}", "", ""
    if _SCHEME.match(link):
        if parts.scheme in _OPEN_SCHEMES:
            return "", "", ""
        return f"a link with a scheme that is not allowed: {link}", "", ""
    if parts.path.startswith("/"):
        return f"a link that breaks below a sub-path: {link}", "", ""
    if not parts.path:
        return "", "", unquote(parts.fragment)
    target = posixpath.normpath(posixpath.join(base, unquote(parts.path)))
    if parts.path.endswith(("/", "..", ".")) or target == ".":
        target = file_of(f"{target}/") if target != "." else file_of("")
    return "", target, unquote(parts.fragment)
