"""What the preview knows: the last good edition, the problems that stand now, and who waits for news of either."""

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
from generator.editors import FOLDER, ids_of, write_editor_files
from generator.load import shown_path
from generator.preview.edition import Answer, Edition
from generator.preview.faults import problems_of
from generator.problems import ContentError, Location, Problem, has_errors, in_order
from generator.publish.editions import Order
from generator.publish.settings import load_settings
from generator.publish.site import SiteBuild, begin
from generator.remembered import Remembered
from generator.render.language import load_language
from generator.render.strings import Strings, load_every_language
from generator.resources import templates_folder
from generator.rules import check_structure, check_wording, forbids_pages
from generator.rules.bounds import quality_is_within_bounds
from generator.rules.redirects import redirect_problems

_COURTESY = 1.0
"""Seconds that a browser has to ask for the page that has changed, before the templates of all languages are read."""


class _OvertakenError(Exception):
    """Something has changed again while a change is looked at."""


@dataclass(frozen=True, slots=True)
class Situation:
    """How things stand; ``number`` grows with each change, ``edition`` names the pages that readers get.

    ``stays`` says that the pages are older than the content, because of the problems; ``whole`` that all rules have been asked.
    """

    number: int
    edition: str
    problems: tuple[Problem, ...] = ()
    stays: bool = False
    whole: bool = True


class LivePreview:
    """Loads, checks and answers; every method may be called from any thread."""

    def __init__(self, config_file: Path, content: Path, today: datetime.date) -> None:
        self.config_file, self.content = config_file.absolute(), content.absolute()
        self._today = today
        self._remembered = Remembered(self.content)
        self._lock = threading.RLock()
        self._news = threading.Condition()
        self._situation = Situation(0, "")
        self._current: Edition | None = None
        self._fallback: Edition | None = None
        self._proven = self._faulty = False
        self._editions = 0
        self._started = False
        self._content: Content | None = None
        self._told_editors: tuple[object, ...] = ()
        self._theme_files: dict[str, tuple[File, ...]] = {}
        self._stage = tempfile.TemporaryDirectory(prefix="rollenatlas-preview-")
        self._told: tuple[Problem, ...] = ()
        self._faults: tuple[Problem, ...] = ()
        self._listening = 0
        self.strings: tuple[Strings, ...] = ()

    # --- for readers

    @property
    def situation(self) -> Situation:
        """How things stand now."""
        return self._situation

    @property
    def base_url(self) -> str:
        """Address that the site will have; empty where there is none yet."""
        return self._current.build.any.base_url if self._current else ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Let the preview know of a browser that will ask for a page as soon as there is a new edition."""
        self._listening += 1
        try:
            yield
        finally:
            self._listening -= 1

    def wait(self, number: int, seconds: float) -> Situation:
        """Wait until there is news since a situation, or so many seconds."""
        with self._news:
            self._news.wait_for(lambda: self._situation.number != number, seconds)
            return self._situation

    def answer(self, path: str) -> Answer | None:
        """Find what stands at an address: in the current edition, or where it can't be made there, in the one before."""
        current = self._current
        if current is None:
            return None
        try:
            return current.answer(path)
        except Exception as error:  # whatever it is, the reader shall see it and go on
            self._add(current, problems_of(error, self._record_of(current, path)), stays=True)
            return self._before(path)

    def _before(self, path: str) -> Answer | None:
        fallback = self._fallback
        try:
            return fallback.answer(path) if fallback else None
        except Exception:  # the edition before has the fault too, which is told already
            return None

    def _record_of(self, edition: Edition, path: str) -> str:
        address = path.partition("/")[2].strip("/")
        pages = edition.build.renderer().routes.pages
        return next((page.record for page in pages if page.address == address and page.record), path)

    # --- for whoever watches the files

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
        """Load and check what has changed, and make it the current edition unless its problems forbid that.

        The rules of a large atlas, which take seconds, are asked no further once it ``has_news`` of other changes.
        """
        changed = tuple(changed)
        same_content = bool(changed) and not any(
            path == self.config_file or path.is_relative_to(self.content) for path in changed
        )
        try:
            if same_content and self._current and self._situation.whole and not self._situation.stays:
                self._read_words(self._current.build)
                self._theme_files.clear()
                self._show(self._current.build, proven=self._proven)
                self._tell(whole=True)
            else:
                if self.config_file in changed:
                    self._theme_files.clear()
                self._load(has_news)
        except _OvertakenError:
            pass  # whoever told of the other changes refreshes again
        except Exception as error:  # the preview outlives every mistake
            self._told = problems_of(error, shown_path(self.config_file))
            self._tell(stays=self._current is not None, whole=True)
        return self._situation

    def _load(self, has_news: Callable[[], bool]) -> None:
        config = load_settings(self.config_file, site_dir=self._stage.name, strict=False)
        if not self._started:
            config.plugins.on_startup(command="serve", dirty=False)
            self._started = True
        before = self._current.build.any.facts.catalog if self._current else None
        order = Order(content=self.content)
        build, facts = begin(config, "", order, serving=True, remembered=self._remembered, before=before)
        self._read_words(build)
        dated = Facts(facts.catalog, max(self._today, facts.day))
        early = divided(facts.catalog)  # the rules take seconds there, and most edits break none
        if early:
            self._show(build, proven=False)
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
            self._proven = True
        else:
            self._show(build, proven=True)
        self._content = facts.catalog.content
        self._let_the_reader_go_first()
        told = (*check_wording(dated, structure, go_on), *redirects)
        go_on()
        self._told = (*told, *quality_is_within_bounds(dated))
        self._tell(whole=True)
        go_on()
        self._remembered.keep()

    def _let_the_reader_go_first(self, *, at_start: bool = False) -> None:
        """Wait a moment for the page that somebody will ask for: Python does one thing at a time.

        Somebody is a browser that listens, whoever asked for a page of the edition before, or whoever has started the preview.
        """
        awaited = at_start or self._listening or (self._fallback and self._fallback.asked.is_set())
        if awaited and self._current:
            self._current.asked.wait(_COURTESY)

    def _read_words(self, build: SiteBuild) -> None:
        """Read the interface strings and words of all languages. Raises ``ContentError`` with all problems."""
        folders, site = (templates_folder(), self.content), build.any.facts.catalog.site
        self.strings = load_every_language(folders, site.languages)
        for language in site.language_ids:
            load_language(folders, language)

    def _show(self, build: SiteBuild, *, proven: bool) -> None:
        """Make an edition the current one; ``proven`` says that the rules let it pass."""
        edition = Edition(self.config_file, build, self._lock, self._theme_files)
        with self._lock:
            if self._current and self._proven and not self._faulty:
                if self._fallback:
                    self._fallback.close()
                self._fallback = self._current
            elif self._current:
                self._current.close()
            self._current, self._proven, self._faulty, self._faults = edition, proven, False, ()
        self._editions += 1
        self._tell(edition=f"{os.getpid()}.{self._editions}", stays=False, whole=False)

    def _take_back(self) -> None:
        """Return to the edition before, since the rules refuse the current one."""
        with self._lock:
            if self._current:
                self._current.close()
            self._current, self._fallback = self._fallback, None
            self._proven, self._faulty, self._faults = True, False, ()
        self._editions += 1
        self._tell(edition=f"{os.getpid()}.{self._editions}" if self._current else "")

    def prepare(self) -> None:
        """Do what no reader waits for.

        Read the templates of the current edition, so that it stays whole when somebody writes at them, and tell editors
        of new ids.
        """
        edition = self._current
        try:
            if edition:
                edition.asked.wait(_COURTESY)
                edition.prepare()
            if self._content is not None:
                self._tell_editors(self._content)
        except Exception as error:  # as above: told, and outlived
            self._add(edition, problems_of(error, shown_path(self.config_file)), stays=True)

    def _tell_editors(self, content: Content) -> None:
        """Write the schemas anew when there are other ids, titles or languages."""
        known = content.site.value.language_ids, ids_of(content)
        if known != self._told_editors:
            self._told_editors = known
            with suppress(OSError):  # a folder that may not be written to is no fault of the content
                write_editor_files(self.content.parent / FOLDER, content)

    def look_at_all(self, stop: Callable[[], bool]) -> bool:
        """Make all pages of the current edition and tell of links that lead nowhere; false if ``stop`` came first."""
        edition = self._current
        if edition is None:
            return True
        for language in edition.build.languages:
            try:
                faults = edition.look_at_all(language, stop)
            except Exception as error:  # as above: told, and outlived
                self._add(edition, problems_of(error, shown_path(self.config_file)), stays=True)
                return True
            if faults is None:
                return False
            self._add(edition, [_link_problem(fault) for fault in faults], stays=False)
        return True

    def close(self) -> None:
        """Remove what was written for readers."""
        with self._lock:
            for edition in (self._current, self._fallback):
                if edition:
                    edition.close()
            self._current = self._fallback = None
            self._stage.cleanup()

    def _add(self, edition: Edition | None, problems: Iterable[Problem], *, stays: bool) -> None:
        """Add problems that showed when pages of an edition were made; ``stays`` if older ones are shown instead."""
        with self._lock:
            more = set(problems) - set(self._faults)
            if edition is not self._current or not more:
                return
            self._faults = (*self._faults, *more)
            self._faulty = self._faulty or stays
            self._tell(stays=self._situation.stays or stays)

    def _tell(self, **changes: object) -> None:
        with self._news:
            problems = in_order((*self._told, *self._faults))
            known = self._situation
            self._situation = replace(known, number=known.number + 1, problems=problems, **changes)  # type: ignore[arg-type]  # the fields of Situation, by name
            self._news.notify_all()


def _link_problem(fault: str) -> Problem:
    page, _, what = fault.partition(": ")
    return Problem(Location(page), "bad-link", what, "pages, files and anchors that there are")
