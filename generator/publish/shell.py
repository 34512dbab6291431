"""The theme's page around the content (the shell), rendered once for all pages that differ only in some values.

MkDocs renders one page for each shell, with marks in place of the values that differ; ``Shell`` fills them for all
other pages. The table of contents beside a page varies in shape, so the theme's own partial renders it for each page.
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

# Two private-use characters, which no text may contain (``model.base.HIDDEN``).
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
CONTENT, CONTENTS, TOC = "content<h1", "contents", "toc"
"""Names of marks. One contains ``<h1`` because the theme adds a heading of its own to content without that text."""
_RUNNABLE = frozenset({"", "text/javascript", "application/javascript", "module"})
_ONCE = (
    # The attribute is not allowed on a checkbox (material#1513).
    ('id="__drawer" autocomplete="off"', 'id="__drawer"'),
    ('id="__search" autocomplete="off"', 'id="__search"'),
)
_HEADER_NAME = '<div class="md-header__topic">\n<span class="md-ellipsis">\n{}\n'
_HEADER_TITLE = 'data-md-component="header-topic">\n<span class="md-ellipsis">\n{}\n'
_DRAWER_NAME = "</a>\n{}\n</label>"
"""Places where the theme writes the site's name and the page's title as text."""
_TOC_TOGGLE, _TOC_LABEL = 'id="__toc"', '<label class="md-nav__title" for="__toc"'
_LINES = re.compile(r"\s*\n\s*")


class ThemeChangedError(PluginError):
    """The theme's HTML differs from what a repair expects."""


@dataclass(frozen=True, slots=True)
class ShellKey:
    """What pages with the same shell have in common; ``entry`` is the page's source if the theme links to the page, else empty.

    ``kind`` is needed for the theme's skip link, which leads to the first heading: its id is the same on all pages of a kind.
    """

    entry: str
    kind: str
    section: str
    depth: int
    contents: bool
    editable: bool


class ShellFacts(NamedTuple):
    """Facts about the theme around a page: its inline scripts, ids and links."""

    scripts: frozenset[str]
    ids: tuple[str, ...]
    links: tuple[str, ...]


def placeholder(name: str) -> str:
    """Return the mark that stands for a value."""
    return f"{_OPEN}{name}{_CLOSE}"


class Shell:
    """A page of the theme, split at its marks; ``scripts`` are its inline scripts, ``ids`` and ``links`` those of the theme."""

    def __init__(self, text: str, *, whole: bool = False) -> None:
        # The contents above the text bring their own line break, so that a page without them has no empty line.
        parts = _MARK.split(text.replace(f"\n{placeholder(CONTENTS)}", placeholder(CONTENTS)))
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
        """Facts about the theme around the page."""
        return ShellFacts(self.scripts, self.ids, self.links)

    @property
    def has_toc(self) -> bool:
        """Whether the shell has a mark for the table of contents beside the page."""
        return TOC in self._parts[1::2]

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page with ``values`` in place of the marks."""
        parts = list(self._parts)
        for place, name in self._names:
            parts[place] = values[name]
        return "".join(parts)


def mended(page: str, content: str) -> str:
    """Return a page without the faults that the Nu checker finds in the theme's HTML around ``content``, and without empty lines there.

    Raises ``ThemeChangedError`` if a repair does not find its place exactly once, so that changes of the theme are
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
    """Return a page with the site's name and the page's title replaced in header and drawer; each is given as written and as wanted.

    Attributes and the element ``title`` keep what the theme wrote, since they can't contain elements.
    """
    for place, (written, wanted) in ((_HEADER_NAME, name), (_HEADER_TITLE, title), (_DRAWER_NAME, name)):
        page = page.replace(place.format(written), place.format(wanted))
    return page


def mended_contents(part: str) -> str:
    """Return the repaired contents of a page outside the navigation, where the theme labels a toggle that such a page does not have."""
    return part.replace(_TOC_LABEL, '<label class="md-nav__title"')


def table_of_contents(rendered: RenderedPage) -> TableOfContents:
    """Return a page's table of contents as MkDocs gives it to themes: headings as a tree below the page's heading, titles as HTML."""
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
    """The theme's templates for parts of a page that vary in shape."""

    def __init__(self, environment: Environment, config: Any) -> None:
        self._toc = environment.get_template("partials/toc.html")
        self._contents = environment.get_template("partials/contents.html")
        self._tocs: dict[tuple[Heading, ...], str] = {}
        self._lists: dict[tuple[Heading, ...], str] = {}
        self._shared = {"config": config}
        self._shared["lang"] = environment.get_template("partials/language.html").make_module(self._shared)

    def toc(self, toc: TableOfContents) -> str:
        """Return the table of contents beside a page as HTML."""
        return _LINES.sub("\n", self._toc.render(page={"toc": toc}, **self._shared).strip())

    def toc_of(self, rendered: RenderedPage) -> str:
        """Return the table of contents beside a page. It does not name the page, so pages with the same sections share it."""
        key = rendered.contents[1:]
        if key not in self._tocs:
            self._tocs[key] = self.toc(table_of_contents(rendered))
        return self._tocs[key]

    def contents_of(self, rendered: RenderedPage) -> str:
        """Return the table of contents above the text, for windows without room beside it; empty for a page with few sections."""
        key = rendered.contents[1:]
        if key not in self._lists:
            first = next(iter(table_of_contents(rendered)), None)
            text = self._contents.render(sections=first.children if first else (), **self._shared)
            self._lists[key] = _LINES.sub("\n", text.strip())
        return self._lists[key]
