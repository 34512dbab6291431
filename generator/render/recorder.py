"""Notes on a page, taken while its template writes it, so that its HTML need not be parsed again.

Templates write HTML with the functions of a ``Recorder``: ``heading``, ``link``, ``href``, ``id`` and so on. Each
writes its piece and notes it. Text goes through ``finalize``, Jinja2's last step for every ``{{ value }}``: a plain
text is escaped and noted for the search, unless it is in an attribute (``{{ value | silent }}``) or in a part
that the search leaves out (``{% call quiet() %}``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from markupsafe import Markup, escape

from generator.reads import Memory, Reads
from generator.render.escape import Rich
from generator.render.foreign import Foreign, Mixed, as_html, joined, tagged
from generator.render.hyphens import Hyphenator
from generator.render.lens import PageLink

_KEPT = 20_000
"""Most texts whose HTML is kept."""


@lru_cache(maxsize=_KEPT)
def _escaped(text: str) -> Markup:
    """Escape a plain text; cached, since most texts are on many pages. Not for ``Markup``, which equals the text it holds."""
    return escape(text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with an id, as plain text; a ``listed`` one is in the page's contents."""

    level: int
    id: str
    title: str
    listed: bool
    shown: str = ""
    """The title as HTML for the contents beside the page, if it is more than the escaped text."""
    tagged: str = ""
    """The title as a search hit shows it, if it is in another language."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What the search reads below a heading (for level 1: at the top of the page), one text a line."""

    anchor: str
    title: str
    text: str


class Notes:
    """The notes on a page or a part of it; ``texts`` are the texts since the last heading."""

    __slots__ = ("_sections", "headings", "ids", "links", "resources", "texts")

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.texts: list[str] = []
        self._sections = [self.texts]

    def begin(self, heading: Heading) -> None:
        """Begin a section at a heading; texts below a heading of level 1 belong to the page itself."""
        self.headings.append(heading)
        self.ids.append(heading.id)
        if heading.level > 1:
            self.texts = []
            self._sections.append(self.texts)

    def add(self, other: Notes) -> None:
        """Add the notes on a part."""
        self.texts += other._sections[0]
        if len(other._sections) > 1:
            self._sections += other._sections[1:]
            self.texts = self._sections[-1] = list(self._sections[-1])
        self.headings += other.headings
        self.ids += other.ids
        self.links += other.links
        self.resources += other.resources

    def plain(self) -> list[Any]:
        """Return the notes as lists and texts, which ``from_plain`` reads back."""
        headings = [
            [one.level, one.id, one.title, one.listed, *((one.shown, one.tagged) if one.tagged else ())]
            for one in self.headings
        ]
        sections = ["\n".join(texts) for texts in self._sections]
        return [headings, self.ids, self.links, self.resources, sections]

    @classmethod
    def from_plain(cls, data: list[Any]) -> Notes:
        """Return the notes on a page from what ``plain`` returned."""
        notes = cls()
        headings, notes.ids, notes.links, notes.resources, sections = data
        notes.headings = [Heading(*one) for one in headings]
        notes._sections = [[text] for text in sections]
        notes.texts = notes._sections[-1]
        return notes

    def passages(self) -> tuple[Passage, ...]:
        """Return the texts by heading; the first passage is the page itself, with its heading of level 1 as title."""
        title = next((heading.tagged or heading.title for heading in self.headings if heading.level == 1), "")
        below = (heading for heading in self.headings if heading.level > 1)
        first, *others = ("\n".join(texts) for texts in self._sections)
        rest = (
            Passage(heading.id, heading.tagged or heading.title, text)
            for heading, text in zip(below, others, strict=True)
        )
        return (Passage("", title, first), *rest)


class Recorder:
    """Functions for the templates of one language; ``start`` begins a page, ``notes`` are those on the page so far."""

    def __init__(self, hyphenator: Hyphenator, permalink: str, reads: Reads | None = None) -> None:
        self._soft = hyphenator.text
        self._softened = lru_cache(maxsize=_KEPT)(self._soften)
        self._permalink = escape(permalink)
        self.folder = ""
        self._root = ""
        self._quiet = False
        self._parts = Memory(reads or Reads())
        self.notes = Notes()

    def start(self, folder: str, root: str) -> None:
        """Begin a page: ``folder`` is the key of pages with the same relative links, ``root`` leads to the language's folder."""
        self.notes = Notes()
        if folder != self.folder:  # parts shared by pages of the last folder hold its relative links
            self._parts.forget()
        self.folder, self._root = folder, root
        self._quiet = False

    def functions(self) -> dict[str, Any]:
        """Return the functions for templates by name."""
        names = (
            "heading",
            "id",
            "href",
            "link",
            "out",
            "option",
            "script",
            "stylesheet",
            "data_block",
            "quiet",
            "once",
        )
        return {name: getattr(self, name) for name in names}

    # --- text

    def finalize(self, value: Any) -> str:
        """Return a value as HTML and note its text for the search; floats are written without trailing zeros."""
        kind = type(value)
        if kind is Markup:
            return cast("Markup", value)
        if kind is str:
            if value and not self._quiet:
                self.notes.texts.append(value)
            return _escaped(value)
        if kind is Rich:
            if not self._quiet:
                self.notes.texts += value.lines
            self.notes.links += value.links
            return cast("Rich", value)
        if kind is Foreign or kind is Mixed:
            if value and not self._quiet:
                self.notes.texts.append(tagged(value))
            return self._html(value)
        if kind is float:
            return f"{value:g}"
        if kind is int:
            if not self._quiet:
                self.notes.texts.append(str(value))
            return str(value)
        return "" if value is None else escape(value)

    def silent(self, value: Any) -> Markup:
        """Escape a value without noting it for the search, for an attribute or a control."""
        kind = type(value)
        if kind is str:
            return _escaped(value)
        return escape(f"{value:g}" if kind is float else value)

    @staticmethod
    def tagged(value: str) -> Markup:
        """Escape a text for an attribute that a script reads; parts in another language are marked by language tags."""
        return escape(tagged(value))

    def soft(self, value: str) -> Markup:
        """Write a text with break points in its long words, for headings and table heads."""
        if not self._quiet:
            self.notes.texts.append(tagged(value))
        return self._html(value, soft=True)

    def unsearched(self, value: str) -> Markup:
        """Write a text that the search leaves out, as in a button; unlike ``silent`` it may write elements."""
        return self._html(value)

    @staticmethod
    def joined(parts: Iterable[str], between: str) -> str:
        """Join texts; unlike with Jinja2's ``join`` each keeps its language."""
        return joined(parts, between)

    def _html(self, value: str, *, soft: bool = False) -> Markup:
        """Escape a text; a part in another language gets ``lang`` and is not hyphenated by the rules of this one."""
        if type(value) is str:
            return self._softened(value) if soft else _escaped(value)
        return as_html(value, self._soft if soft else str)

    def _soften(self, text: str) -> Markup:
        """Escape a plain text and mark its break points; cached, since titles are on many pages. Not for ``Markup`` either."""
        return as_html(text, self._soft)

    def quiet(self, caller: Callable[[], Markup]) -> Markup:
        """Write a part that the search leaves out."""
        before, self._quiet = self._quiet, True
        try:
            return caller()
        finally:
            self._quiet = before

    # --- pieces of HTML

    def heading(
        self, level: int, id: str, text: str, *, listed: bool = True, css: str = "", folded: bool = False
    ) -> Markup:
        """Write a heading; a listed one is in the contents and has a permanent link.

        The heading of a fold (``folded``) has no link, since a click there opens and closes the fold.
        """
        shown, told = (str(as_html(text)), tagged(text)) if isinstance(text, Foreign) else ("", "")
        self.notes.begin(Heading(level, id, str(text), listed, shown, told))
        link = ""
        if listed and not folded:
            self.notes.links.append(f"#{id}")
            link = f'<a class="headerlink" href="#{id}" title="{self._permalink}">&para;</a>'
        style = f' class="{css}"' if css else ""
        title = self._html(text, soft=True)
        return Markup(f'<h{level} id="{id}"{style}>{title}{link}</h{level}>')  # noqa: S704 text is escaped, ids need no escaping

    def id(self, value: str) -> Markup:
        """Write the attribute ``id``."""
        self.notes.ids.append(value)
        return Markup(f' id="{escape(value)}"')  # noqa: S704 escaped right here

    def href(self, value: str) -> Markup:
        """Write the attribute ``href`` of a link."""
        self.notes.links.append(value)
        return Markup(f' href="{escape(value)}"')  # noqa: S704 escaped right here

    def link(self, link: PageLink, css: str = "", *, soft: bool = False) -> Markup:
        """Write a link to a page of the site; only its text if there is no such page."""
        if not self._quiet:
            self.notes.texts.append(tagged(link.text))
        text = self._html(link.text, soft=soft)
        if not link.href:
            return text
        self.notes.links.append(link.href)
        style = f' class="{css}"' if css else ""
        return Markup(f'<a href="{escape(link.href)}"{style}>{text}</a>')  # noqa: S704 escaped right here

    def out(self, url: str, text: str) -> Markup:
        """Write a link that leaves the site; only its text if there is no address."""
        if not self._quiet:
            self.notes.texts.append(tagged(text))
        if not url:
            return self._html(text)
        self.notes.links.append(url)
        attributes = 'rel="noopener noreferrer" class="ra-out"'
        return Markup(f'<a href="{escape(url)}" {attributes}>{self._html(text)}</a>')  # noqa: S704 escaped right here

    def option(self, value: str, text: str) -> Markup:
        """Write an option of a control, which the search leaves out; ``lang`` goes on the option, which cannot hold elements."""
        other = text.language if isinstance(text, Foreign) else ""
        language = f' lang="{escape(other)}"' if other else ""
        return Markup(f'<option value="{escape(value)}"{language}>{escape(text)}</option>')  # noqa: S704 escaped right here

    def script(self, path: str) -> Markup:
        """Write an element that loads a script of the site after the page; ``path`` is below the language's folder."""
        self.notes.resources.append(path)
        return Markup(f'<script src="{self._root}/{path}" defer></script>')  # noqa: S704 names of our files

    def stylesheet(self, path: str) -> Markup:
        """Write an element that loads a style sheet of the site; ``path`` is below the language's folder."""
        self.notes.resources.append(path)
        return Markup(f'<link rel="stylesheet" href="{self._root}/{path}">')  # noqa: S704 names of our files

    def data_block(self, id: str, data: Markup) -> Markup:
        """Write data for a script; ``data`` is JSON that is safe inside a script element."""
        self.notes.ids.append(id)
        return Markup(f'<script type="application/json" id="{id}">{data}</script>')  # noqa: S704 safe as the caller says

    # --- parts that many pages share

    def once(self, name: str, key: Hashable, macro: Callable[..., Markup], value: Any) -> Markup:
        """Write ``macro(value)``; pages of one folder share what was written under the same name and key.

        Under one name, ``key`` must differ for all values that the macro writes differently. Quiet parts are kept apart from others.
        """
        html, notes = self._parts.remember((name, key, self.folder, self._quiet), lambda: self._part(macro, value))
        self.notes.add(notes)
        return html

    def _part(self, macro: Callable[..., Markup], value: Any) -> tuple[Markup, Notes]:
        page, self.notes = self.notes, Notes()
        try:
            return macro(value), self.notes
        finally:
            self.notes = page
