"""The pages of one language on their way into the site: written, taken into the search and checked, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from generator.publish.editions import Edition
from generator.publish.feed import write_feed
from generator.publish.jsonld import Describer
from generator.publish.links import LinkCheck
from generator.publish.search import AtlasSearch
from generator.publish.shell import Shell
from generator.render.pages import RenderedPage, Renderer
from generator.routes import Page, file_of


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """What is known of a language's pages once all are written.

    ``outside`` are files above the language's folder that pages link to, with the first page that does; ``scripts``
    the inline scripts of the theme by the pages' depth.
    """

    language: str
    pages: int
    faults: tuple[str, ...]
    outside: dict[str, str]
    scripts: dict[int, frozenset[str]]


class LanguagePages:
    """Writes the pages of one language below its folder."""

    def __init__(self, renderer: Renderer, folder: Path, edition: Edition, base_url: str) -> None:
        self.renderer = renderer
        self._folder = folder
        self._edition = edition
        self._base_url = base_url
        self._root = f"{base_url.rstrip('/')}/{renderer.language}/" if base_url else ""
        self._describer = Describer(renderer, base_url)
        self._search = AtlasSearch(renderer)
        self._links = LinkCheck(renderer.language, renderer.routes)
        self._scripts: dict[int, frozenset[str]] = {}
        self._made: set[Path] = set()
        self._count = 0

    def head(self, rendered: RenderedPage) -> str:
        """Additions to a page's head."""
        return self._describer.head(rendered)

    def canonical(self, page: Page) -> str:
        """Address of a page of a site that has one of its own."""
        return self._root + self.renderer.routes.url(page) if self._root else ""

    def edit_address(self, page: Page) -> str:
        """Address at which a page's record can be improved; empty where there is none."""
        template = self.renderer.catalog.site.repository.edit_url
        return template.replace("{path}", page.record) if template and page.record else ""

    def feedback_address(self, page: Page, title: str) -> str:
        """Address at which a mistake on a page can be reported; empty where there is none."""
        template = self.renderer.catalog.site.repository.feedback_url
        address = self.renderer.routes.url(page)
        values = {"path": page.record, "language": self.renderer.language, "title": title, "address": address}
        for name, value in values.items():
            template = template.replace(f"{{{name}}}", quote(value, safe=""))
        return template

    def take(self, rendered: RenderedPage, shell: Shell, html: str) -> None:
        """Write a page; take it into the search and note its links."""
        url = self.renderer.routes.url(rendered.page)
        path = self._folder / file_of(url)
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        path.write_bytes(html.encode())
        self._search.add(rendered)
        self._links.add(rendered, shell)
        depth = url.count("/")
        self._scripts[depth] = self._scripts.get(depth, frozenset()) | shell.scripts
        self._count += 1

    def finish(self) -> LanguageReport:
        """Write the search index and the feed, and say what is known of the pages; all files of the language must be there."""
        self._search.write(self._folder, script=self._edition is Edition.OFFLINE)
        write_feed(self._folder, self.renderer, self._base_url)
        faults = tuple(self._links.faults(self._folder))
        return LanguageReport(self.renderer.language, self._count, faults, self._links.outside, self._scripts)
