"""The theme's page around our content, rendered once for all pages that differ in no more than some values.

MkDocs renders one page of each kind of shell with marks in place of what differs; ``Shell`` fills them for all
others. The contents beside a page vary in shape, so they come from the theme's own partial for each page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from jinja2 import Environment
from lxml import html
from mkdocs.exceptions import PluginError
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.render.pages import RenderedPage
from generator.render.recorder import Heading

# Two characters for private use, which no text may hold (``model.base.HIDDEN``).
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
CONTENT, CONTENTS, TOC = "content<h1", "contents", "toc"
"""Names of marks. The theme adds a heading of its own to a content without ``<h1``."""
_RUNNABLE = frozenset({"", "text/javascript", "application/javascript", "module"})
_ONCE = (
    # The attribute is not allowed on a checkbox (material#1513).
    ('id="__drawer" autocomplete="off"', 'id="__drawer"'),
    ('id="__search" autocomplete="off"', 'id="__search"'),
)
_HEADER_NAME = '<div class="md-header__topic">\n<span class="md-ellipsis">\n{}\n'
_HEADER_TITLE = 'data-md-component="header-topic">\n<span class="md-ellipsis">\n{}\n'
_DRAWER_NAME = "</a>\n{}\n</label>"
"""Where the theme writes the site's name and the page's title as text."""
_TOC_TOGGLE, _TOC_LABEL = 'id="__toc"', '<label class="md-nav__title" for="__toc"'
_LINES = re.compile(r"\s*\n\s*")


class ThemeChangedError(PluginError):
    """The theme's HTML is not what a repair expects."""


@dataclass(frozen=True, slots=True)
class ShellKey:
    """What pages with one shell have in common; ``entry`` is the page itself where the theme links to it.

    The theme's link past its header leads to the page's first heading, which has one id on all pages of a ``kind``.
    """

    entry: str
    kind: str
    section: str
    depth: int
    contents: bool
    editable: bool


class ShellFacts(NamedTuple):
    """What the theme holds around a page: its inline scripts, ids and links."""

    scripts: frozenset[str]
    ids: tuple[str, ...]
    links: tuple[str, ...]


def mark(name: str) -> str:
    """Write a mark that stands for a value."""
    return f"{_OPEN}{name}{_CLOSE}"


class Shell:
    """A page of the theme with marks, cut at them; ``scripts`` are its inline scripts, ``ids`` and ``links`` those of the theme."""

    def __init__(self, text: str, *, whole: bool = False) -> None:
        # Contents above the text bring their own line, so that a page without any has no empty one.
        parts = _MARK.split(text.replace(f"\n{mark(CONTENTS)}", mark(CONTENTS)))
        wanted = {CONTENT} if whole else {CONTENT, CONTENTS}
        if missing := wanted - set(parts[1::2]):
            raise ThemeChangedError(f"no place for {', '.join(sorted(missing))}")
        self._parts = parts
        self._names = [(place, name) for place, name in enumerate(parts) if place % 2]
        tree = html.document_fromstring(_MARK.sub("", text))
        self.scripts = frozenset(
            element.text or ""
            for element in tree.iter("script")
            if "src" not in element.attrib and element.get("type", "").strip().lower() in _RUNNABLE
        )
        self.ids = tuple(str(element.get("id")) for element in tree.iter() if element.get("id"))
        self.links = tuple(
            str(link) for _, attribute, link, _ in tree.iterlinks() if attribute in ("href", "src") and link
        )

    @property
    def facts(self) -> ShellFacts:
        """What the theme holds around the page."""
        return ShellFacts(self.scripts, self.ids, self.links)

    @property
    def has_toc(self) -> bool:
        """Whether the contents beside the page are filled in."""
        return TOC in self._parts[1::2]

    def fill(self, values: Mapping[str, str]) -> str:
        """Put a page's values into their places."""
        parts = list(self._parts)
        for place, name in self._names:
            parts[place] = values[name]
        return "".join(parts)


def mended(page: str, content: str) -> str:
    """Repair what the Nu checker finds in the theme's HTML around a content, and drop its empty lines.

    Raises ``ThemeChangedError`` when a repair does not find its place exactly once, so that an update of the theme is
    noticed.
    """
    before, found, after = page.partition(content)
    if not found:
        raise ThemeChangedError("the content is not on its page as it was")
    for fault, repaired in _ONCE:
        if before.count(fault) != 1:
            raise ThemeChangedError(f"{before.count(fault)} places instead of one for: {fault}")
        before = before.replace(fault, repaired)
    if _TOC_TOGGLE not in before:
        before = mended_contents(before)
    return _LINES.sub("\n", before) + content + _LINES.sub("\n", after)


def with_languages(page: str, name: tuple[str, str], title: tuple[str, str]) -> str:
    """Write the site's name and a page's title anew in header and drawer; each is given as the theme wrote it and as it is wanted.

    Attributes and the element ``title`` keep what the theme wrote: they can hold no element.
    """
    for place, (written, wanted) in ((_HEADER_NAME, name), (_HEADER_TITLE, title), (_DRAWER_NAME, name)):
        page = page.replace(place.format(written), place.format(wanted))
    return page


def mended_contents(part: str) -> str:
    """Repair the contents of a page outside the navigation: the theme labels a toggle that it only makes for others."""
    return part.replace(_TOC_LABEL, '<label class="md-nav__title"')


def table_of_contents(rendered: RenderedPage) -> TableOfContents:
    """Contents of a page as MkDocs gives them to themes: the page's heading with all others below it, titles as HTML."""
    stack: list[AnchorLink] = []
    roots: list[AnchorLink] = []
    for heading in rendered.contents:
        link = AnchorLink(heading.shown or escape(heading.title), heading.id, heading.level)
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        (stack[-1].children if stack else roots).append(link)
        stack.append(link)
    return TableOfContents(roots)


class Partials:
    """Parts of a page that vary in shape, from the theme's templates."""

    def __init__(self, environment: Environment, config: Any) -> None:
        self._toc = environment.get_template("partials/toc.html")
        self._contents = environment.get_template("partials/contents.html")
        self._tocs: dict[tuple[Heading, ...], str] = {}
        self._lists: dict[tuple[Heading, ...], str] = {}
        self._shared = {"config": config}
        self._shared["lang"] = environment.get_template("partials/language.html").make_module(self._shared)

    def toc(self, toc: TableOfContents) -> str:
        """Contents beside the page."""
        return _LINES.sub("\n", self._toc.render(page={"toc": toc}, **self._shared).strip())

    def toc_of(self, rendered: RenderedPage) -> str:
        """Contents beside a page, which do not name the page itself: pages with the same sections share them."""
        key = rendered.contents[1:]
        if key not in self._tocs:
            self._tocs[key] = self.toc(table_of_contents(rendered))
        return self._tocs[key]

    def contents_of(self, rendered: RenderedPage) -> str:
        """Contents above the text, where the window has no room beside it; nothing for a page of few sections."""
        key = rendered.contents[1:]
        if key not in self._lists:
            first = next(iter(table_of_contents(rendered)), None)
            text = self._contents.render(sections=first.children if first else (), **self._shared)
            self._lists[key] = _LINES.sub("\n", text.strip())
        return self._lists[key]
