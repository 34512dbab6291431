"""The state of the preview: the last good version and the current problems, with means to wait for news of both."""

from __future__ import annotations

import datetime
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File

from generator.content import Content
from generator.derive.facts import Facts
from generator.derive.portions import divided
from generator.editors import EDITOR_FOLDER, ids_of, write_editor_files
from generator.load import shown_path
from generator.preview.faults import problems_of
from generator.preview.served_site import ServedFile, ServedSite
from generator.problems import ContentError, Location, Problem, has_errors, in_order
from generator.publish.editions import Order
from generator.publish.settings import load_settings
from generator.publish.site import SiteBuild, begin_build
from generator.remembered import Remembered
from generator.render.language import load_language
from generator.render.strings import Strings, load_every_language
from generator.resources import templates_folder
from generator.rules import check_structure, check_wording, forbids_pages
from generator.rules.bounds import quality_is_within_bounds
from generator.rules.redirects import redirect_problems

_COURTESY = 1.0
"""Seconds to wait for a browser's request for the changed page before slower work begins, such as checking rules."""


class _OvertakenError(Exception):
    """Files have changed again while a change is being checked."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A state of the preview; ``number`` grows with each change, ``edition`` is the name of the version that readers get.

    ``stays`` means that problems keep the pages older than the content; ``whole`` means that all rules have been checked.
    """

    number: int
    edition: str
    problems: tuple[Problem, ...] = ()
    stays: bool = False
    whole: bool = True


class LivePreview:
    """The live preview of an atlas: it loads and checks changes and answers requests. Its methods may be called from any thread."""

    def __init__(self, config_file: Path, content: Path, today: datetime.date) -> None:
        self.config_file, self.content = config_file.absolute(), content.absolute()
        self._today = today
        self._remembered = Remembered(self.content)
        self._lock = threading.RLock()
        self._news = threading.Condition()
        self._situation = Situation(0, "")
        self._current: ServedSite | None = None
        self._fallback: ServedSite | None = None
        self._passed_rules = self._faulty = False
        self._versions = 0
        self._started = False
        self._content: Content | None = None
        self._written_for_editors: tuple[object, ...] = ()
        self._theme_files: dict[str, tuple[File, ...]] = {}
        self._stage = tempfile.TemporaryDirectory(prefix="rollenatlas-preview-")
        self._content_problems: tuple[Problem, ...] = ()
        self._faults: tuple[Problem, ...] = ()
        self._listening = 0
        self.strings: tuple[Strings, ...] = ()

    # --- for readers

    @property
    def situation(self) -> Situation:
        """The current state."""
        return self._situation

    @property
    def base_url(self) -> str:
        """Address that the site will have; empty if it has none, or without a version."""
        return self._current.build.any.base_url if self._current else ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Register, inside a ``with`` block, a browser that will request a page as soon as there is a new version."""
        self._listening += 1
        try:
            yield
        finally:
            self._listening -= 1

    def wait(self, number: int, seconds: float) -> Situation:
        """Wait until the situation differs from the one with this number, or some seconds have passed, and return it."""
        with self._news:
            self._news.wait_for(lambda: self._situation.number != number, seconds)
            return self._situation

    def answer(self, path: str) -> ServedFile | None:
        """Return the content at an address from the current version or, if that fails, from the one before; ``None`` if there is none."""
        current = self._current
        if current is None:
            return None
        try:
            return current.answer(path)
        except Exception as error:  # the reader must see any error, and be able to go on
            self._add(current, problems_of(error, self._record_of(current, path)), stays=True)
            return self._before(path)

    def _before(self, path: str) -> ServedFile | None:
        fallback = self._fallback
        try:
            return fallback.answer(path) if fallback else None
        except Exception:  # the version before has the error too, which is reported already
            return None

    def _record_of(self, version: ServedSite, path: str) -> str:
        address = path.partition("/")[2].strip("/")
        pages = version.build.renderer().routes.pages
        return next((page.record for page in pages if page.address == address and page.record), path)

    # --- for the command that watches the files

    @property
    def watched(self) -> tuple[Path, ...]:
        """Folders and files on which the preview depends."""
        found = [self.content, templates_folder(), self.config_file]
        try:
            config = load_settings(self.config_file, site_dir=self._stage.name, strict=False)
        except (MkDocsException, OSError):
            return tuple(found)
        return (*found, Path(config.docs_dir), *map(Path, (config.theme.custom_dir or config.docs_dir, *config.watch)))

    def refresh(self, changed: Iterable[Path] = (), has_news: Callable[[], bool] = lambda: False) -> Situation:
        """Load and check what has changed, and make it the current version unless its problems forbid that.

        Checking the rules of a large atlas, which takes seconds, stops if ``has_news`` returns true: files have changed again.
        """
        changed = tuple(changed)
        same_content = bool(changed) and not any(
            path == self.config_file or path.is_relative_to(self.content) for path in changed
        )
        try:
            if same_content and self._current and self._situation.whole and not self._situation.stays:
                self._read_words(self._current.build)
                self._theme_files.clear()
                self._show(self._current.build, passed_rules=self._passed_rules)
                self._tell(whole=True)
            else:
                if self.config_file in changed:
                    self._theme_files.clear()
                self._load(has_news)
        except _OvertakenError:
            pass  # the caller refreshes again with the further changes
        except Exception as error:  # the preview must survive every error
            self._content_problems = problems_of(error, shown_path(self.config_file))
            self._tell(stays=self._current is not None, whole=True)
        return self._situation

    def _load(self, has_news: Callable[[], bool]) -> None:
        config = load_settings(self.config_file, site_dir=self._stage.name, strict=False)
        if not self._started:
            config.plugins.on_startup(command="serve", dirty=False)
            self._started = True
        before = self._current.build.any.facts.catalog if self._current else None
        order = Order(content=self.content)
        build, facts = begin_build(config, "", order, serving=True, remembered=self._remembered, before=before)
        self._read_words(build)
        dated = Facts(facts.catalog, max(self._today, facts.day))
        early = divided(facts.catalog)  # show a large atlas first: its rules take seconds, and most edits break none
        if early:
            self._show(build, passed_rules=False)
            self._let_the_reader_go_first(at_start=self._fallback is None)

        def go_on() -> None:
            if early and has_news():
                raise _OvertakenError

        go_on()
        redirects = tuple(redirect_problems(dated))
        structure = check_structure(dated, go_on)
        if has_errors(redirects) or forbids_pages(dated, structure):
            if early:
                self._take_back()
            raise ContentError((*check_wording(dated, structure), *redirects))
        if early:
            self._passed_rules = True
        else:
            self._show(build, passed_rules=True)
        self._content = facts.catalog.content
        self._let_the_reader_go_first()
        found = (*check_wording(dated, structure, go_on), *redirects)
        go_on()
        self._content_problems = (*found, *quality_is_within_bounds(dated))
        self._tell(whole=True)
        go_on()
        self._remembered.keep()

    def _let_the_reader_go_first(self, *, at_start: bool = False) -> None:
        """Wait up to ``_COURTESY`` for the request of a page, since Python runs one thread at a time.

        A request is expected if a browser listens, if a page of the version before was requested, and after the start.
        """
        awaited = at_start or self._listening or (self._fallback and self._fallback.asked.is_set())
        if awaited and self._current:
            self._current.asked.wait(_COURTESY)

    def _read_words(self, build: SiteBuild) -> None:
        """Read the interface strings and words of all languages. Raises ``ContentError`` for faulty ones."""
        folders, site = (templates_folder(), self.content), build.any.facts.catalog.site
        self.strings = load_every_language(folders, site.languages)
        for language in site.language_ids:
            load_language(folders, language)

    def _show(self, build: SiteBuild, *, passed_rules: bool) -> None:
        """Make a version of a build the current one; ``passed_rules`` means that it has passed the rules."""
        version = ServedSite(self.config_file, build, self._lock, self._theme_files)
        with self._lock:
            if self._current and self._passed_rules and not self._faulty:
                if self._fallback:
                    self._fallback.close()
                self._fallback = self._current
            elif self._current:
                self._current.close()
            self._current, self._passed_rules, self._faulty, self._faults = version, passed_rules, False, ()
        self._versions += 1
        self._tell(edition=f"{os.getpid()}.{self._versions}", stays=False, whole=False)

    def _take_back(self) -> None:
        """Return to the version before, since the rules refuse the current one."""
        with self._lock:
            if self._current:
                self._current.close()
            self._current, self._fallback = self._fallback, None
            self._passed_rules, self._faulty, self._faults = True, False, ()
        self._versions += 1
        self._tell(edition=f"{os.getpid()}.{self._versions}" if self._current else "")

    def prepare(self) -> None:
        """Do work for which no reader waits.

        Read the templates of the current version, so that it keeps working while somebody edits them, and write the
        schemas for editors if ids have changed.
        """
        version = self._current
        try:
            if version:
                version.asked.wait(_COURTESY)
                version.prepare()
            if self._content is not None:
                self._tell_editors(self._content)
        except Exception as error:  # as above: told, and outlived
            self._add(version, problems_of(error, shown_path(self.config_file)), stays=True)

    def _tell_editors(self, content: Content) -> None:
        """Write the schemas for editors again if ids, titles or languages have changed."""
        known = content.site.value.language_ids, ids_of(content)
        if known != self._written_for_editors:
            self._written_for_editors = known
            with suppress(OSError):  # a read-only folder is not a fault of the content
                write_editor_files(self.content.parent / EDITOR_FOLDER, content)

    def look_at_all(self, stop: Callable[[], bool]) -> bool:
        """Make all pages of the current version and report links that lead nowhere; return false if ``stop`` ended this early."""
        version = self._current
        if version is None:
            return True
        for language in version.build.languages:
            try:
                faults = version.look_at_all(language, stop)
            except Exception as error:  # as above: told, and outlived
                self._add(version, problems_of(error, shown_path(self.config_file)), stays=True)
                return True
            if faults is None:
                return False
            self._add(version, [_link_problem(fault) for fault in faults], stays=False)
        return True

    def close(self) -> None:
        """Remove the files that were written for readers."""
        with self._lock:
            for version in (self._current, self._fallback):
                if version:
                    version.close()
            self._current = self._fallback = None
            self._stage.cleanup()

    def _add(self, version: ServedSite | None, problems: Iterable[Problem], *, stays: bool) -> None:
        """Add problems found while pages of a version were made; ``stays`` means that older pages are shown instead."""
        with self._lock:
            more = set(problems) - set(self._faults)
            if version is not self._current or not more:
                return
            self._faults = (*self._faults, *more)
            self._faulty = self._faulty or stays
            self._tell(stays=self._situation.stays or stays)

    def _tell(self, **changes: object) -> None:
        with self._news:
            problems = in_order((*self._content_problems, *self._faults))
            known = self._situation
            self._situation = replace(known, number=known.number + 1, problems=problems, **changes)  # type: ignore[arg-type]  # the fields of Situation, by name
            self._news.notify_all()


def _link_problem(fault: str) -> Problem:
    page, _, what = fault.partition(": ")
    return Problem(Location(page), "bad-link", what, "pages, files and anchors that there are")
