"""One state of a site: it returns for each address what a full build would have written there, made on request."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mkdocs.structure.files import File

from generator.preview.language import LanguagePreview
from generator.publish.feed import FEED, write_feed
from generator.publish.licences import LICENCES_FOLDER, write_licences
from generator.publish.links import LinkCheck, fault_line
from generator.publish.redirects import write_redirects
from generator.publish.search import INDEX
from generator.publish.site import SiteBuild
from generator.publish.sitemap import write_sitemaps
from generator.publish.social import PICTURE, write_pictures
from generator.routes import DATA, file_of

_MADE_ELSEWHERE = "headers/"
"""Folder of the policies for web servers. They depend on all pages of a site, so only a build makes them."""


@dataclass(frozen=True, slots=True)
class ServedFile:
    """The content at an address; ``file`` is its path in a built site, ``scripts`` are the theme's inline scripts in a page."""

    file: str
    content: bytes
    scripts: frozenset[str] = frozenset()


class ServedSite:
    """The site for one state of records, templates and configuration; ``lock`` is held while anything is made.

    ``theme_files`` caches the theme's files by language, also for later versions; ``asked`` is set once a page has been requested.
    """

    def __init__(
        self, config_file: Path, build: SiteBuild, lock: threading.RLock, theme_files: dict[str, tuple[File, ...]]
    ) -> None:
        self.build = build
        self.asked = threading.Event()
        self._theme_files = theme_files
        self._config_file = config_file
        self._lock = lock
        self._folder = Path(tempfile.mkdtemp(prefix="rollenatlas-preview-"))
        self._languages: dict[str, LanguagePreview] = {}
        self._written: set[str] = set()
        self._renderer = build.renderer()

    def close(self) -> None:
        """Remove the files that were written for readers."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def prepare(self) -> None:
        """Read the templates of all languages. Raises the exceptions that ``LanguagePreview`` raises."""
        for language in self.build.languages:
            self.language(language)

    def language(self, id: str) -> LanguagePreview:
        """Return the preview of a language, which is made once."""
        with self._lock:
            if id not in self._languages:
                job = next(job for job in self.build.jobs if job.language == id)
                self._languages[id] = LanguagePreview(self._config_file, job, self._theme_files.get(id, ()))
                self._theme_files[id] = self._languages[id].theme_files
            return self._languages[id]

    def answer(self, path: str) -> ServedFile | None:
        """Return the content at an address below the site's root; ``None`` if there is none."""
        language, slash, below = path.partition("/")
        if language in self.build.languages:
            file = file_of(below)
            answer = self._of_language(language, file) if slash else None
            return answer or self._written_file(f"{language}/{file}", lambda: self._write_beside(language, file))
        file = file_of(path)
        return self._written_file(file, lambda: self._write_above(file))

    def _of_language(self, id: str, file: str) -> ServedFile | None:
        path = f"{id}/{file}"
        with self._lock:
            language = self.language(id)
            page = language.pages.get(file)
            if page is not None:
                made = language.page(page)
                self.asked.set()
                return ServedFile(path, made.html.encode(), made.shell.scripts)
            content = language.file(file)
        return ServedFile(path, content) if content is not None else None

    # --- files that are written by whole groups

    def _written_file(self, file: str, write: Callable[[], None]) -> ServedFile | None:
        path = self._folder / file
        with self._lock:
            if not path.is_file():
                write()
            return ServedFile(file, path.read_bytes()) if path.is_file() else None

    def _once(self, name: str, write: Callable[[], object]) -> None:
        if name not in self._written:
            for language in self.build.languages:
                (self._folder / language).mkdir(exist_ok=True)
            write()
            self._written.add(name)

    def _write_above(self, file: str) -> None:
        stage, job, renderer = self._folder, self.build.any, self._renderer
        top = file.partition("/")[0]
        # Imported late: openpyxl, which writes workbooks, takes longer to import than everything else.
        from generator.publish.data import write_data  # noqa: PLC0415
        from generator.publish.root import write_chooser  # noqa: PLC0415

        if file.startswith(_MADE_ELSEWHERE):
            return
        if top == DATA or file == "llms.txt":
            self._once("data", lambda: write_data(stage, renderer, job.base_url))
        elif top == LICENCES_FOLDER:
            self._once("licences", lambda: write_licences(stage, renderer.templates))
        elif top.endswith((".xml", ".txt")):
            self._write_sitemaps()
        else:
            self._once("chooser", lambda: write_chooser(stage, renderer, job.edition, job.base_url))
            self._write_redirects()

    def _write_beside(self, language: str, file: str) -> None:
        if file == FEED:
            folder, renderer = self._folder / language, self.language(language).renderer
            self._once(f"feed-{language}", lambda: write_feed(folder, renderer, self.build.any.base_url))
        elif file == PICTURE:
            self._once("pictures", lambda: write_pictures(self._folder, self._renderer.look))
        elif file == "sitemap.xml":
            self._write_sitemaps()
        elif file == INDEX.as_posix():
            self.look_at_all(language, lambda: False)
        else:
            self._write_redirects()

    def _write_sitemaps(self) -> None:
        facts, routes, base_url = self._renderer.facts, self._renderer.routes, self.build.any.base_url
        self._once("sitemaps", lambda: write_sitemaps(self._folder, facts, routes, base_url))

    def _write_redirects(self) -> None:
        self._once("redirects", lambda: write_redirects(self._folder, self._renderer, self.build.any.base_url))

    # --- all pages

    def look_at_all(self, id: str, stop: Callable[[], bool]) -> tuple[str, ...] | None:
        """Make all pages of a language and write its search index. Returns the faults of links; ``None`` if ``stop`` returned true."""
        language = self.language(id)
        search, links = language.new_search(), LinkCheck(id, language.renderer.routes)
        for page in language.pages.values():
            if stop():
                return None
            with self._lock:  # released after each page, so that waiting readers get theirs
                made = language.page(page)
            search.add(search.read(made.rendered))
            links.add(made.rendered, made.shell)
        search.write(self._folder / id, script=False)
        beside = list(links.faults_among(lambda file: self._is_there(f"{id}/{file}")))
        above = [(file, page) for file, page in links.outside.items() if not self._is_there(file)]
        return (*beside, *(fault_line(f"a link that leads nowhere: {file}", page, 1) for file, page in above))

    def _is_there(self, file: str) -> bool:
        id, _, below = file.partition("/")
        known = id in self.build.languages and self.language(id).has(below)
        return known or self.answer(file) is not None
