"""The pages of one language on their way into the site: written, taken into the search and checked, one after the other."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from generator.publish.editions import Edition, Job, Shard
from generator.publish.feed import write_feed
from generator.publish.jsonld import Describer
from generator.publish.kept import KeptPages
from generator.publish.last_build import LastBuild, file_state
from generator.publish.links import LinkCheck
from generator.publish.parts import kept_file
from generator.publish.search import AtlasSearch
from generator.publish.shell import Shell, ShellFacts
from generator.reads import Key
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
    """Writes the pages of one language below its folder; of a part of a site only those of its shard.

    ``made`` are those that have to be made, which the last build has not left.
    """

    def __init__(self, renderer: Renderer, job: Job) -> None:
        base_url = job.base_url
        self.renderer = renderer
        self.pages = (job.shard or Shard()).of(renderer.routes.pages)
        self._last = LastBuild(job, job.shared) if job.shared else None
        self._part = KeptPages(kept_file(job.stage, job.language)) if job.shard else None
        self.made = tuple(page for page in self.pages if not self._is_left(page))
        self._left = frozenset(self.pages) - frozenset(self.made)
        self._read_for_head: frozenset[Key] = frozenset()
        self._job = job
        self._folder = job.stage / job.language
        self._base_url = base_url
        self._root = f"{base_url.rstrip('/')}/{renderer.language}/" if base_url else ""
        self._describer = Describer(renderer, base_url)
        self._search = AtlasSearch(renderer)
        self._links = LinkCheck(renderer.language, renderer.routes, renderer.content)
        self._scripts: dict[int, frozenset[str]] = {}
        self._made: set[Path] = set()
        self._count = 0

    def head(self, rendered: RenderedPage) -> str:
        """Additions to a page's head."""
        text, self._read_for_head = self.renderer.reads.apart(lambda: self._describer.head(rendered))
        return text

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
        """Write a page, whose head was asked for last, and note what is to be known of it."""
        path = self._place(rendered.page)
        path.write_bytes(html.encode())
        if self._last:
            self._last.kept.add(rendered, shell.facts, rendered.reads | self._read_for_head, file_state(path))
        elif self._part:
            self._part.add(rendered, shell.facts)
        self.note(rendered, shell.facts)

    def take_over(self, page: Page) -> bool:
        """Take a page from the last build. Returns false where that has left none that is still right."""
        if self._last is None or page not in self._left:
            return False
        kept = self._last.take_over(page, self._file(page), self._place(page))
        self.note(kept.rendered, kept.shell)
        return True

    def _is_left(self, page: Page) -> bool:
        return self._last is not None and self._last.has(page, self._file(page))

    def _file(self, page: Page) -> str:
        return file_of(self.renderer.routes.url(page))

    def _place(self, page: Page) -> Path:
        """Place of a page's file; its folder is made."""
        path = self._folder / self._file(page)
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        return path

    def note(self, rendered: RenderedPage, shell: ShellFacts) -> None:
        """Take a page that is written into the search, and note its links; in a part, that waits until all are there."""
        self._count += 1
        if self._part:
            return
        self._search.add(rendered)
        self._links.add(rendered, shell)
        depth = self.renderer.routes.url(rendered.page).count("/")
        self._scripts[depth] = self._scripts.get(depth, frozenset()) | shell.scripts

    def finish(self) -> LanguageReport:
        """Write the search index and the feed, and say what is known of the pages; all files of the language must be there."""
        if self._part:
            return self._finish_part(self._part)
        self._search.write(self._folder, script=self._job.edition is Edition.OFFLINE)
        write_feed(self._folder, self.renderer, self._base_url)
        if self._last:
            self._last.write()
        faults = tuple(self._links.faults(self._folder))
        return LanguageReport(self.renderer.language, self._count, faults, self._links.outside, self._scripts)

    def _finish_part(self, part: KeptPages) -> LanguageReport:
        """Write what is to be known of the pages; files beside them are left to the first shard."""
        part.close({})
        if self._job.shard and self._job.shard.number > 1:
            own = {self._folder / self._file(page) for page in self.pages}
            for path in sorted(self._folder.rglob("*"), reverse=True):
                if path.is_dir():
                    with suppress(OSError):  # one that holds pages stays
                        path.rmdir()
                elif path not in own:
                    path.unlink()
        return LanguageReport(self.renderer.language, self._count, (), {}, {})
