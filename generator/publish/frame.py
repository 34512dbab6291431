"""Pass the pages of a language through MkDocs: MkDocs renders some pages, with values or marks; all others are filled into shells."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from html import escape
from typing import Any, NamedTuple

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from generator.publish.language import LanguagePages, LanguageReport
from generator.publish.shell import (
    CONTENT,
    CONTENTS,
    TOC,
    Partials,
    Shell,
    ShellKey,
    ThemeChangedError,
    mended,
    mended_contents,
    placeholder,
    table_of_contents,
    with_languages,
)
from generator.publish.theme import FOOTER, navigation
from generator.render.foreign import Foreign, as_html, text_in
from generator.render.pages import RenderedPage
from generator.routes import Page, PageKind

_FILLED = ("title", "description", "canonical", "head", "edit", "feedback")


class MadePage(NamedTuple):
    """A page as it is published (``html``), with its content and the shell around it."""

    rendered: RenderedPage
    shell: Shell
    html: str


class Frame:
    """The theme around the pages of one language; with ``full``, MkDocs renders every page.

    ``environment`` must be set, in MkDocs' event ``on_env``, before a page is rendered.
    """

    def __init__(self, pages: LanguagePages, config: MkDocsConfig, *, full: bool) -> None:
        self.pages = pages
        self.environment: Environment | None = None
        self._config = config
        self._full = full
        self._routes = pages.renderer.routes
        # The theme's links to these pages are relative to the page that it renders, so each of them has a shell of its own.
        listed = (source for entry in navigation(pages.renderer) for source in entry.values())
        footer = (page.source for page in self._routes.pages if page.kind in FOOTER)
        self._entries = frozenset((*listed, *footer))
        self._by_source = {page.source: page for page in self._routes.pages}
        self._keys: dict[str, ShellKey] = {}
        self._made = frozenset(pages.made)
        self._shells: dict[ShellKey, Shell] = {}
        self._alone: dict[str, MadePage] | None = None
        self._open: dict[str, RenderedPage] = {}
        name = text_in(pages.renderer.catalog.site.title, pages.renderer.language)
        self._name = escape(name), _shown(name)
        self._partials: Partials | None = None

    @cached_property
    def rendered_by_mkdocs(self) -> tuple[Page, ...]:
        """Pages that MkDocs has to render: those that the theme links to, and one for each further shell or, with ``full``, all."""
        first: dict[ShellKey, Page] = {}
        for page in self.pages.made:
            first.setdefault(self._key(page), page)
        # The theme's navigation needs its pages even if another shard makes them or they are kept from the last build.
        samples = {*self.entries, *(self._made if self._full else first.values())}
        return tuple(page for page in self._routes.pages if page in samples)

    def _key(self, page: Page) -> ShellKey:
        """Return what a page's shell depends on; a page of the navigation or the footer has a shell of its own."""
        key = self._keys.get(page.source)
        if key is None:
            key = self._keys[page.source] = self._new_key(page)
        return key

    def _new_key(self, page: Page) -> ShellKey:
        return ShellKey(
            entry=page.source if page.source in self._entries else "",
            kind=page.kind,
            section=page.section,
            depth=self._routes.url(page).count("/"),
            contents=self.pages.renderer.has_contents(page),
            editable=bool(self.pages.edit_address(page)),
        )

    @property
    def _asks_feedback(self) -> bool:
        return bool(self.pages.renderer.catalog.site.repository.feedback_url)

    # --- what MkDocs asks for, page by page

    def content(self, page: MkDocsPage, html: str) -> str:
        """Return a page's content for MkDocs and set the page's title, table of contents and metadata.

        ``html`` is returned unchanged for a page that is not the atlas's.
        """
        ours = self._by_source.get(page.file.src_uri)
        if ours is None:
            return html
        if ours not in self._made and not self._full:  # rendered for the navigation only: its shell is not used
            page.toc = TableOfContents([])
            return placeholder(CONTENT)
        rendered = self._open[ours.source] = self.pages.renderer.render(ours)
        page.toc = table_of_contents(rendered)
        values = self._values(rendered) if self._full else {name: placeholder(name) for name in _FILLED}
        page.meta = {
            "title": values["title"],
            "description": values["description"],
            "hide": ["navigation"] if self._key(ours).contents else ["navigation", "toc"],
            "search": {"exclude": True},
        }
        page.canonical_url = values["canonical"] if self.pages.canonical(ours) else None
        page.edit_url = values["edit"] if self._key(ours).editable else None
        return rendered.html if self._full else placeholder(CONTENT)

    def context(self, page: MkDocsPage) -> dict[str, Any]:
        """Return further values for the theme's templates; none for a page that is not the atlas's."""
        ours = self._by_source.get(page.file.src_uri)
        if ours is None:
            return {}
        values = self._values(self._open[ours.source]) if self._full else {}
        return {
            "atlas_head": values.get("head", placeholder("head")),
            "atlas_contents": self._contents(self._open[ours.source]) if self._full else placeholder(CONTENTS),
            "atlas_section": ours.section,
            "atlas_feedback": values.get("feedback", placeholder("feedback")) if self._asks_feedback else "",
            "atlas_alternates": [
                {
                    "id": language.id,
                    "title": language.title,
                    "href": values.get(f"in-{language.id}", placeholder(f"in-{language.id}")),
                    "current": language.id == self.pages.renderer.language,
                }
                for language in self.pages.renderer.catalog.site.languages
            ],
        }

    def mend(self, page: MkDocsPage, output: str) -> str:
        """Return the output of MkDocs for a page, with faults of the theme repaired.

        In a shell, a mark replaces the table of contents beside the text.
        """
        ours = self._by_source.get(page.file.src_uri)
        if ours is None:
            return output
        content = page.content or ""
        text = mended(output, content)
        if rendered := self._open.get(ours.source):
            title = (
                (escape(rendered.title), _shown(rendered.title))
                if self._full
                else (placeholder("title"), placeholder("shown-title"))
            )
            text = with_languages(text, self._name, title)
        if self._full:
            self._shells[self._key(ours)] = Shell(text.replace(content, placeholder(CONTENT)), whole=True)
        elif not self._key(ours).entry:
            toc = mended_contents(self._with_theme().toc(page.toc))
            if toc not in text:
                raise ThemeChangedError("the contents beside the page are not what the theme's partial gives")
            text = text.replace(toc, placeholder(TOC))
        return text

    def take(self, page: MkDocsPage, output: str) -> str:
        """Take a page that MkDocs has rendered, either whole or as the shell of all pages with the same key.

        Returns an empty text, so that MkDocs writes no page of the atlas; the output of any other page is returned unchanged.
        """
        ours = self._by_source.get(page.file.src_uri)
        if ours is None:
            return output
        key = self._key(ours)
        if self._alone is not None and self._full:
            self._alone[ours.source] = MadePage(self._open[ours.source], self._shells.pop(key), output)
        elif self._full:
            rendered, shell = self._open.pop(ours.source), self._shells.pop(key)
            if ours in self._made:
                self.pages.take(rendered, shell, output)
        else:
            self._shells[key] = Shell(output)
        return ""

    def finish(self) -> LanguageReport:
        """Write the pages, unless MkDocs has rendered all of them (``full``), and finish the language."""
        if not self._full:
            for page in self.pages.pages:
                if self.pages.leave(page):
                    continue
                shell = self._shells[self._key(page)]
                rendered = self._open.pop(page.source, None) or self.pages.renderer.render(page)
                self.pages.take(rendered, shell, shell.fill(self._filled(rendered, shell)))
        return self.pages.finish()

    def one(self, page: Page, through_mkdocs: Callable[[Page], object]) -> MadePage:
        """Return a single page; ``through_mkdocs`` renders a page with MkDocs and its events.

        MkDocs renders one page for each shell or, with ``full``, every page.
        """
        key = self._key(page)
        try:
            if self._full:
                self._alone = {}
                through_mkdocs(page)
                return self._alone[page.source]
            if key not in self._shells:
                through_mkdocs(page)
            shell = self._shells[key]
            rendered = self._open.get(page.source) or self.pages.renderer.render(page)
            return MadePage(rendered, shell, shell.fill(self._filled(rendered, shell)))
        finally:
            self._alone = None
            self._open.pop(page.source, None)

    @property
    def entries(self) -> tuple[Page, ...]:
        """Pages that the theme's navigation and footer link to."""
        return tuple(page for page in self._routes.pages if page.source in self._entries)

    # --- values

    def _filled(self, rendered: RenderedPage, shell: Shell) -> dict[str, str]:
        values = self._values(rendered)
        values[CONTENT] = rendered.html
        contents = self._contents(rendered)
        values[CONTENTS] = f"\n{contents}" if contents else ""
        if shell.has_toc:
            values[TOC] = mended_contents(self._with_theme().toc_of(rendered))
        return values

    def _values(self, rendered: RenderedPage) -> dict[str, str]:
        """Return the values of a page, escaped for HTML, by name of the mark."""
        page = rendered.page
        return {
            "title": escape(rendered.title),
            "shown-title": _shown(rendered.title),
            "description": escape(rendered.description),
            "canonical": self.pages.canonical(page),
            "head": self.pages.head(rendered),
            "edit": escape(self.pages.edit_address(page)),
            "feedback": escape(self.pages.feedback_address(page, rendered.title)),
            **{
                f"in-{language}": self._routes.to_language(page, language)
                for language in self.pages.renderer.catalog.languages
            },
        }

    def _contents(self, rendered: RenderedPage) -> str:
        if rendered.page.kind == PageKind.HOME:
            return ""
        return self._with_theme().contents_of(rendered)

    def _with_theme(self) -> Partials:
        if self._partials is None:
            assert self.environment is not None
            self._partials = Partials(self.environment, self._config)
        return self._partials


def _shown(text: str) -> str:
    """Return a text as HTML; a text in another language than the page names its language."""
    return as_html(text) if isinstance(text, Foreign) else escape(text)
