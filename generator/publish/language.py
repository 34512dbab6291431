"""Write the pages of one language into the site, add them to the search index and check their links, one page after the other.

If some pages of the last build are kept, indexing and link check wait until all other pages are made: mostly these change
neither index nor links, and then the index of the last build is kept too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from generator.publish.editions import Edition, Job, Shard
from generator.publish.feed import write_feed
from generator.publish.files import FileWriter, file_state
from generator.publish.jsonld import Describer
from generator.publish.kept import KeptPage, KeptPages
from generator.publish.last_build import LastBuild
from generator.publish.links import LinkCheck
from generator.publish.parts import kept_file
from generator.publish.search import INDEX, AtlasSearch
from generator.publish.shell import Shell
from generator.publish.swap import files_below
from generator.reads import Key
from generator.render.pages import RenderedPage, Renderer
from generator.routes import Page, file_of, language_root


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """Results of building a language: number of pages, faults of links, and what later steps need.

    ``outside`` are files above the language's folder that pages link to, each with the first page that links to it;
    ``scripts`` are the theme's inline scripts by depth of the page; ``left`` are the files in the language's folder that
    are kept as the last build wrote them.
    """

    language: str
    pages: int
    faults: tuple[str, ...]
    outside: dict[str, str]
    scripts: dict[int, frozenset[str]]
    left: frozenset[str] = frozenset()


class LanguagePages:
    """Writer of the pages of one language below its folder; in a part of a site, only of the pages of its shard.

    ``made`` are the pages that have to be made; all others are kept from the last build.
    """

    def __init__(self, renderer: Renderer, job: Job) -> None:
        base_url = job.base_url
        self.renderer = renderer
        self.pages = (job.shard or Shard()).of(renderer.routes.pages)
        self._last = LastBuild(job.target, job.language, job.basis) if job.basis else None
        self._part = KeptPages(kept_file(job.stage, job.language)) if job.shard else None
        self.made = tuple(page for page in self.pages if not self._is_left(page))
        self._left = frozenset(self.pages) - frozenset(self.made)
        self._read_for_head: frozenset[Key] = frozenset()
        self._job = job
        self._folder = job.stage / job.language
        self._base_url = base_url
        self._root = language_root(base_url, renderer.language)
        self._describer = Describer(renderer, base_url)
        self._search = AtlasSearch(renderer)
        self._links = LinkCheck(renderer.language, renderer.routes, renderer.content)
        self._scripts: dict[int, frozenset[str]] = {}
        self._files = FileWriter(self._folder)
        self._new: dict[Page, KeptPage] = {}

    def head(self, rendered: RenderedPage) -> str:
        """Return the additions to a page's head, and note for ``take`` what was read for them."""
        text, self._read_for_head = self.renderer.reads.apart(lambda: self._describer.head(rendered))
        return text

    def canonical(self, page: Page) -> str:
        """Return the absolute address of a page; empty if the site has no base URL."""
        return self._root + self.renderer.routes.url(page) if self._root else ""

    def edit_address(self, page: Page) -> str:
        """Return the address at which a page's record can be edited; empty if there is none."""
        template = self.renderer.catalog.site.repository.edit_url
        return template.replace("{path}", self._path_in_repository(page)) if template and page.record else ""

    def feedback_address(self, page: Page, title: str) -> str:
        """Return the address at which a mistake on a page can be reported; empty if there is none."""
        template = self.renderer.catalog.site.repository.feedback_url
        if not template:
            return ""
        address, record = self.renderer.routes.url(page), self._path_in_repository(page)
        values = {"path": record, "language": self.renderer.language, "title": title, "address": address}
        for name, value in values.items():
            template = template.replace(f"{{{name}}}", quote(value, safe=""))
        return template

    def _path_in_repository(self, page: Page) -> str:
        """Return the path of a page's record, with the name of the content folder in front; empty if the page shows no record.

        ``page.record`` is the path as messages show it, which depends on the current folder.
        """
        content = self._job.content.absolute()
        return f"{content.name}/{Path(page.record).absolute().relative_to(content).as_posix()}" if page.record else ""

    def take(self, rendered: RenderedPage, shell: Shell, html: str) -> None:
        """Write a page and note what later steps need. The last call of ``head`` must have been for this page."""
        state = self._files.write(self._file(rendered.page), html.encode())
        searched = None if self._part else self._search.read(rendered)
        digest = searched.digest() if searched and self._last else ""
        page = KeptPage(replace(rendered, html=""), shell.facts, digest)
        if self._last:
            self._last.add(page, rendered.reads | self._read_for_head, state)
        elif self._part:
            self._part.add(page)
        if self._left:
            self._new[rendered.page] = page
        elif searched:
            self._search.add(searched)
            self._note_links(page)

    def leave(self, page: Page) -> bool:
        """Keep a page of the last build. Returns false if that page is missing or outdated."""
        if self._last is None or page not in self._left:
            return False
        self._last.leave(page.source)
        return True

    def _is_left(self, page: Page) -> bool:
        return self._last is not None and self._last.has(page.source, (self._file(page),))

    def _file(self, page: Page) -> str:
        return file_of(self.renderer.routes.url(page))

    def note(self, page: KeptPage) -> None:
        """Add a page that is written already to the search index, and note its links."""
        self._search.add(self._search.read(page.rendered))
        self._note_links(page)

    def _note_links(self, page: KeptPage) -> None:
        self._links.add(page.rendered, page.shell)
        depth = self.renderer.routes.url(page.rendered.page).count("/")
        self._scripts[depth] = self._scripts.get(depth, frozenset()) | page.shell.scripts

    def finish(self) -> LanguageReport:
        """Write the search index and the feed, check the links and return the report; all files of the language must exist."""
        if self._part:
            return self._finish_part(self._part)
        write_feed(self._folder, self.renderer, self._base_url)
        index, links_stay = self._index_left(), self._links_stay()
        for page in self.pages if self._left and not (index and links_stay) else ():
            kept = self._kept(page)
            if not index:
                self._search.add(self._search.read(kept.rendered))
            if not links_stay:
                self._note_links(kept)
        if links_stay:
            self._note_new()
        if index:
            (self._folder / INDEX).unlink(missing_ok=True)  # the empty one of the theme's own search
        else:
            self._search.write(self._folder, script=self._job.edition is Edition.OFFLINE)
        faults = tuple(self._links.faults_among(lambda file: (self._folder / file).is_file(), self._ids_of))
        if self._last:
            folder = self._job.target / self.renderer.language if index else self._folder
            states = {file: file_state(folder / file) for file in index or _index_files(self._folder)}
            self._last.write({"index": states, "scripts": {depth: sorted(of) for depth, of in self._scripts.items()}})
        left = frozenset((*map(self._file, self._left), *index))
        return LanguageReport(self.renderer.language, len(self.pages), faults, self._links.outside, self._scripts, left)

    def _kept(self, page: Page) -> KeptPage:
        """Return the notes on a page, whether it was made or kept from the last build."""
        known = self._new.get(page) or (self._last and self._last.page(page))
        assert known
        return known

    def _before(self) -> Iterator[tuple[KeptPage, KeptPage | None]]:
        """Return pairs of the notes on each page that was made: those of this build and those of the last one."""
        return ((new, self._last.page(page) if self._last else None) for page, new in self._new.items())

    def _links_stay(self) -> bool:
        """Return whether links to and from kept pages are still right: pages that were made have the same ids and shells as before."""
        return bool(self._last and self._left) and all(
            old is not None and (old.shell, old.rendered.notes.ids) == (new.shell, new.rendered.notes.ids)
            for new, old in self._before()
        )

    def _index_left(self) -> tuple[str, ...]:
        """Return the files of the last build's search index; none unless the pages that were made have the same searched text as before."""
        if not (self._last and self._left):
            return ()
        if not all(old is not None and old.searched == new.searched for new, old in self._before()):
            return ()
        index: dict[str, list[int]] = self._last.extras["index"]
        folder = self._job.target / self.renderer.language
        whole = all(file_state(folder / file) == tuple(state) for file, state in index.items())
        return tuple(index) if whole else ()

    def _note_new(self) -> None:
        """Note the links of the pages that were made, and take over the inline scripts of all pages from the last build."""
        assert self._last
        for page in self._new.values():
            self._links.add(page.rendered, page.shell)
        self._scripts = {int(depth): frozenset(of) for depth, of in self._last.extras["scripts"].items()}

    def _ids_of(self, file: str) -> frozenset[str]:
        """Return the ids of a page that was kept; empty for any other file."""
        page = self._left_by_file.get(file)
        if page is None:
            return frozenset()
        known = self._kept(page)
        return frozenset((*known.rendered.notes.ids, *known.shell.ids))

    @cached_property
    def _left_by_file(self) -> dict[str, Page]:
        return {self._file(page): page for page in self._left}

    def _finish_part(self, part: KeptPages) -> LanguageReport:
        """Write the notes on the pages, and remove the files beside them unless this is the first shard, which holds those."""
        part.close({})
        if self._job.shard and self._job.shard.number > 1:
            own = {self._folder / self._file(page) for page in self.pages}
            for path in sorted(self._folder.rglob("*"), reverse=True):
                if path.is_dir():
                    with suppress(OSError):  # a folder with pages stays
                        path.rmdir()
                elif path not in own:
                    path.unlink()
        return LanguageReport(self.renderer.language, len(self.pages), (), {}, {})


def _index_files(folder: Path) -> Iterator[str]:
    """Yield the files of a search index, as paths relative to the language's folder."""
    above = INDEX.parent
    yield from (f"{above.as_posix()}/{file}" for file in files_below(folder / above))
