"""Links of the pages, checked by what the pages say of themselves: each leads to a file and an anchor of the site, or openly out of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.publish.shell import Shell
from generator.render.pages import RenderedPage
from generator.routes import Routes, file_of

_OPEN_SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ABOVE = "../"


class LinkCheck:
    """Notes the links of one language's pages; ``faults`` lists those that lead nowhere, ``outside`` files above the language's folder."""

    def __init__(self, language: str, routes: Routes) -> None:
        self._language = language
        self._routes = routes
        self._ids: dict[str, frozenset[str]] = {}
        self._targets: dict[tuple[str, str], tuple[str, str, str]] = {}
        self._anchors: dict[tuple[str, str, str], list[str]] = {}
        self._files: dict[tuple[str, str], str] = {}
        self._found: dict[str, list[str]] = {}
        self.outside: dict[str, str] = {}

    def add(self, rendered: RenderedPage, shell: Shell) -> None:
        """Note the ids, links and loaded files of a page and of the theme around it."""
        notes = rendered.notes
        url = self._routes.url(rendered.page)
        file = file_of(url)
        ids = [*notes.ids, *shell.ids]
        self._ids[file] = frozenset(ids)
        if len(self._ids[file]) < len(ids):
            for id in sorted({id for id in ids if ids.count(id) > 1}):
                self._note(f'the id "{id}" more than once', file)
        if not rendered.title:
            self._note("no title", file)
        tops = sum(heading.level == 1 for heading in notes.headings)
        if tops != 1:
            self._note(f"{tops} headings of level 1", file)
        root = self._routes.relative(rendered.page, "").rstrip("/")
        resources = (f"{root}/{path}" for path in notes.resources)
        base = posixpath.dirname(file)
        parent = posixpath.dirname(base)
        for link in dict.fromkeys((*notes.links, *shell.links, *resources)):
            self._link(file, base, parent, link)

    def _link(self, file: str, base: str, parent: str, link: str) -> None:
        # From all folders beside each other a link that leaves the folder leads to the same place.
        place = (parent, link) if link.startswith(_ABOVE) else (base, link)
        known = self._targets.get(place)
        if known is None:
            known = self._targets[place] = _resolved(base, link)
        fault, target, anchor = known
        if fault:
            self._note(fault, file)
        elif target or anchor:
            self._anchors.setdefault((link, target or file, anchor), []).append(file)

    def _note(self, fault: str, file: str) -> None:
        self._found.setdefault(fault, []).append(f"{self._language}/{file}")

    def faults(self, folder: Path) -> Iterator[str]:
        """List every fault with the first page that has it and the number of the others; ``folder`` holds the language's files."""
        exists: dict[str, bool] = {}
        for (link, target, anchor), files in self._anchors.items():
            if target.startswith(_ABOVE):
                self.outside.setdefault(target.removeprefix(_ABOVE), f"{self._language}/{files[0]}")
                continue
            if target not in self._ids:
                if target not in exists:
                    exists[target] = (folder / target).is_file()
                if not exists[target]:
                    self._found.setdefault(f"a link that leads nowhere: {link}", []).extend(self._named(files))
            elif anchor and not anchor.startswith("?") and anchor not in self._ids[target]:
                self._found.setdefault(f"a link to an anchor that is not there: {link}", []).extend(self._named(files))
        yield from fault_lines(self._found)

    def _named(self, files: Iterable[str]) -> list[str]:
        return [f"{self._language}/{file}" for file in files]


def fault_lines(found: Mapping[str, list[str]]) -> list[str]:
    """Write faults by their pages, sorted: a fault that many pages share is one line."""
    lines = []
    for fault, pages in found.items():
        others = f" (and on {len(pages) - 1} other pages)" if len(pages) > 1 else ""
        lines.append(f"{min(pages)}: {fault}{others}")
    return sorted(lines)


def _resolved(base: str, link: str) -> tuple[str, str, str]:
    """Fault of a link (or nothing), file below the language's folder that it leads to (empty: the same page), and anchor."""
    if _SCHEME.match(link):
        scheme = link.partition(":")[0].lower()
        if scheme in _OPEN_SCHEMES or link.startswith("data:"):
            return "", "", ""
        return f"a link with a scheme that is not allowed: {link}", "", ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return f"a link that can't be read: {link}", "", ""
    if parts.path.startswith("/"):
        return f"a link that breaks below a sub-path: {link}", "", ""
    if not parts.path:
        return "", "", unquote(parts.fragment)
    target = posixpath.normpath(posixpath.join(base, unquote(parts.path)))
    if parts.path.endswith(("/", "..", ".")) or target == ".":
        target = file_of(f"{target}/") if target != "." else file_of("")
    return "", target, unquote(parts.fragment)
