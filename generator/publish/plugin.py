"""The MkDocs plugin, which handles MkDocs' events. It only calls the other modules of this package.

One run of MkDocs builds one language. The first process builds the last language. It starts a process for each other
language, one for the files above the languages' folders and one for the rules; in ``mkdocs serve`` a single process does
all this in sequence. MkDocs renders one page for each shell of the theme; all other pages are filled into these shells.
With ``full: true`` every page goes through MkDocs' page events, so that other plugins see all pages.

When everything is built and the links are checked, the new site replaces the old one. This happens in ``on_shutdown``,
since ``--strict`` may still fail the build after ``on_post_build``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from generator.derive.facts import Facts
from generator.problems import ContentError, counted
from generator.publish import site
from generator.publish.editions import Edition, Job, Order
from generator.publish.frame import Frame
from generator.publish.language import LanguagePages, LanguageReport
from generator.publish.made import file_writers
from generator.publish.settings import (
    add_overrides,
    add_static_files,
    is_ours,
    load_settings,
    refuse_other_servers,
)
from generator.publish.swap import ForeignFolderError
from generator.publish.theme import configure, unused
from generator.remembered import Remembered
from generator.render.environment import compiled_templates
from generator.workers import Worker, WorkerError

_KNOWN = frozenset({"rollenatlas", "search", "material/search"})
"""Plugins that do not change the atlas's pages."""
_LOG = get_plugin_logger("rollenatlas")


class AtlasConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Options of the plugin in mkdocs.yml: the content folder, and whether MkDocs renders every page."""

    content = config_options.Type(str, default="content")
    full = config_options.Type(bool, default=False)


class ContentAbort(Abort):
    """Abort of MkDocs because of faults in the content; the message lists the problems."""

    def __init__(self, error: ContentError) -> None:
        self.problems = error.problems
        super().__init__("\n".join(str(problem) for problem in error.problems))


class FolderAbort(Abort):
    """Abort of MkDocs because the site would replace files that this program has not written; the message says what to do."""


class AtlasPlugin(BasePlugin[AtlasConfig]):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Plugin that adds the atlas's pages to a MkDocs build, in each of the atlas's languages.

    ``order`` is what a command of the program asks for; ``job`` is the language to build in a process that builds only one;
    ``pages`` is the number of pages in each language, set once the site is in place.
    With ``on_request``, pages and files are made one by one when a reader of the preview asks for them (``generator.preview``).
    """

    def __init__(self) -> None:
        self.order = Order()
        self.job: Job | None = None
        self.report: LanguageReport | None = None
        self.on_request = False
        self.pages: dict[str, int] = {}
        self.frame: Frame
        self.writers: dict[str, Callable[[], bytes]] = {}
        self._serving = False
        self._build: site.SiteBuild | None = None
        self._rules: Worker[site.RulesReport] | None = None
        self._root: Worker[site.RootReport] | None = None
        self._others: list[Worker[LanguageReport]] = []
        self._failed = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether MkDocs serves a preview (``mkdocs serve``)."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the records, start the processes for other languages and redirect the output of this language to the stage."""
        job = self.job
        try:
            if job is None:
                self._failed = False
                order = replace(self.order, keep=self.order.keep and self._is_alone(config), full=self._is_full)
                if not self._serving:
                    refuse_other_servers(config)
                own, check = self.config.content, self._check
                self._build, _ = site.begin_build(config, own, order, serving=self._serving, loaded=check)
                job = self._build.jobs[0 if self._serving else -1]
                if not self._serving:
                    self._root = Worker(site.build_root, self._build)
                    self._others = [
                        Worker(build_language, config.config_file_path, other, bool(config.strict), self.order)
                        for other in self._build.jobs[:-1]
                    ]
            renderer = site.renderer_of(job)
            config.site_dir = str(job.stage / job.language)
            if job.edition is Edition.OFFLINE:
                config.use_directory_urls = False
            configure(config, renderer, job.base_url)
            add_overrides(config)
        except ContentError as error:
            raise ContentAbort(error) from error
        except ForeignFolderError as error:
            raise FolderAbort(str(error)) from error
        self.frame = Frame(LanguagePages(renderer, job), config, full=self._is_full)
        return config

    def _check(self, facts: Facts, remembered: Remembered) -> None:
        """Check the rules; in a build, in a process of their own, since they take longest after an edit of a large atlas."""
        if self._serving:
            site.check_content(facts)
        else:
            self._rules = Worker(site.check_in_parallel, facts, remembered if self.order.keep else None)

    @property
    def _is_full(self) -> bool:
        return self.config.full if self.order.full is None else self.order.full

    def _is_alone(self, config: MkDocsConfig) -> bool:
        """Return whether no other plugin or hook can change pages: the input of a changed page is unknown, so it can't be reused."""
        return not self._is_full and not config.hooks and set(config.plugins) <= _KNOWN

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Cache the compiled templates of the theme between runs, and pass the environment to the frame."""
        env.bytecode_cache = compiled_templates("theme")
        self.frame.environment = env
        return env

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages that MkDocs renders and the files that are made, and remove files of the theme that no page loads."""
        renderer = self.frame.pages.renderer
        add_static_files(config, files)
        sources: dict[str, Path] = {}
        for file in list(files):
            source = Path(file.abs_src_path or "")
            ours = is_ours(file, config) and source.suffix in (".js", ".css")
            if unused(file.src_uri) or ours:
                files.remove(file)
            if ours:
                sources[file.src_uri] = source
        self.writers = file_writers(renderer, sources)
        for page in self.frame.entries if self.on_request else self.frame.rendered_by_mkdocs:
            files.append(File.generated(config, page.source, content=""))
        for path, write in () if self.on_request else self.writers.items():
            files.append(File.generated(config, path, content=write()))
        return files

    @event_priority(100)  # before other plugins, which then see the page's HTML as if MkDocs had made it
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Return the page's HTML and set its table of contents, or use marks for both."""
        return self.frame.content(page, html)

    @event_priority(50)  # before the theme's search plugin, which then has nothing left to parse
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Add the atlas's values for the theme: the section, the same page in other languages, the table of contents, the feedback link."""
        cast("dict[str, Any]", context).update(
            self.frame.context(page)
        )  # templates may get more than MkDocs gives them
        return context

    @event_priority(100)  # before other plugins, which may then change the page
    def _mend_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        return self.frame.mend(page, output)

    @event_priority(-100)  # after all other plugins
    def _take_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Take the page, or the shell for all pages with the same key."""
        return self.frame.take(page, output)

    on_post_page = CombinedEvent(_mend_page, _take_page)

    @event_priority(-50)  # after the theme's search plugin (0) has written its empty index
    def _write_pages(self, *, config: MkDocsConfig) -> None:
        self.report = self.frame.finish()

    @event_priority(-200)  # after the pages are written: a nested build uses the same plugin objects
    def _build_other_languages(self, *, config: MkDocsConfig) -> None:
        """In ``mkdocs serve``, build the other languages too."""
        if not self._serving or self.job is not None or self._build is None:
            return
        done, frame, own = self._build, self.frame, self.report
        reports = [own] if own else []
        try:
            for job in done.jobs[1:]:
                self.job = job
                other = load_settings(config.config_file_path, site_dir=str(job.stage), strict=config.strict)
                build(other, serve_url=job.base_url)
                reports += [self.report] if self.report else []
        finally:
            self.job, self.frame = None, frame
        site.write_above_languages(done)
        site.finish_build(done, reports)

    on_post_build = CombinedEvent(_write_pages, _build_other_languages)

    def on_build_error(self, *, error: Exception) -> None:
        """Note that the site must not be swapped in, and stop the other processes."""
        self._failed = True
        self._stop_workers()

    def on_shutdown(self) -> None:
        """Wait for the other processes, check the site as a whole and swap it in."""
        if self._serving or self._build is None:
            return
        try:
            if self._failed or self.report is None:
                return
            rules = self._rules.result() if self._rules else site.RulesReport()
            root = self._root.result() if self._root else site.RootReport()
            for problem in (*rules.exceeded, *root.warnings):
                _LOG.warning("%s", problem)
            if rules.warnings:
                _LOG.info("%s in the content; 'rollenatlas check' lists them", counted(rules.warnings, "warning"))
            reports = [*(worker.result() for worker in self._others), self.report]
            left = site.finish_build(self._build, reports, root.left)
            site.put_in_place(self._build, left, root.there)
            written = {report.language: report.pages for report in reports}
            self.pages = {language: written[language] for language in self._build.languages if language in written}
        except ContentError as error:
            raise ContentAbort(error) from error
        except WorkerError as error:
            raise Abort(str(error)) from error
        finally:
            self._stop_workers()
            site.give_up_build(self._build)
            self._build = None

    def _stop_workers(self) -> None:
        for worker in (self._rules, self._root, *self._others):
            if worker:
                worker.stop()
        self._rules = self._root = None
        self._others = []


def atlas_plugin(config: MkDocsConfig) -> AtlasPlugin:
    """Return the atlas's plugin in a configuration of MkDocs."""
    return next(plugin for plugin in config.plugins.values() if isinstance(plugin, AtlasPlugin))


def build_language(config_file: str, job: Job, strict: bool, order: Order) -> LanguageReport:
    """Build one language in this process. Raises ``mkdocs.exceptions.Abort`` if MkDocs aborts or the pages were not written."""
    config = load_settings(config_file, strict=strict)
    plugin = atlas_plugin(config)
    plugin.job, plugin.order, plugin.report = job, order, None
    try:
        build(config)
    finally:
        plugin.job = None  # MkDocs uses the same plugin object for all builds in a process
    if plugin.report is None:
        raise Abort(f"the pages in {job.language} were not written")
    return plugin.report
