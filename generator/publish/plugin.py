"""The MkDocs plugin: the only contact with MkDocs' events. It stays thin; what it does stands in the modules beside it.

One run of MkDocs builds one language. The first process builds the last language and starts a child process for each other one (in
``mkdocs serve``, where one process must do, it builds them one after the other). When all are built and their HTML is verified, the new
site takes the old one's place; ``--strict`` may still fail after ``on_post_build``, so that happens in ``on_shutdown``.
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import config_options
from mkdocs.config.base import Config, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from generator.parse import languages_of
from generator.pipeline import load_linked, warnings
from generator.problems import ContentError
from generator.publish import clock, swap
from generator.publish.assets import published
from generator.publish.editions import CONTENT, HANDBOOK, Edition, Job, child_job, current_edition
from generator.publish.headers import write_headers
from generator.publish.jsonld import Describer
from generator.publish.mend import mend
from generator.publish.raw_html import RawHtml
from generator.publish.redirects import refuse_bad_redirects
from generator.publish.search import AtlasSearch
from generator.publish.sitemap import site_path
from generator.publish.theme import configure, drop_unused
from generator.publish.verify import verify_site
from generator.render.hyphens import Hyphenator
from generator.render.language import load_words
from generator.render.pages import RenderedPage, Renderer
from generator.render.plan import make_plan
from generator.resources import compiled_templates, templates_folder


class AtlasConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Options of the plugin in mkdocs.yml."""

    content = config_options.Type(str, default="content")


class ContentAbort(Abort):
    """Stops MkDocs because of the content; the problems are in the message."""

    def __init__(self, error: ContentError) -> None:
        self.problems = error.problems
        super().__init__("\n".join(str(problem) for problem in error.problems))


class AtlasPlugin(BasePlugin[AtlasConfig]):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Adds the atlas's pages to a MkDocs build, in each of its languages."""

    def __init__(self) -> None:
        self.serving = False
        self.failed = False
        self.job: Job | None = None
        self.target: Path | None = None
        self.children: list[Any] = []
        self.rendered: dict[str, RenderedPage] = {}
        self.preview_language = ""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a live preview."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Choose the language, start the others, load the records and redirect the output to the stage."""
        root = Path(config.config_file_path).parent
        clock.pin(root)
        content = root / os.environ.get(CONTENT, self.config.content)
        self.job = child_job() or self._own_job(config, languages_of(content))
        try:
            self.catalog = catalog = load_linked(content)
            clock.pin_to_content(catalog)
            if not child_job():
                warnings(catalog, datetime.date.today())
            refuse_bad_redirects(catalog)
        except ContentError as error:
            raise ContentAbort(error) from error
        edition = self.job.edition
        config.site_dir = str(self.job.stage / self.job.language)
        if edition is Edition.OFFLINE:
            config.use_directory_urls = False
        cast("list[Any]", config.markdown_extensions).append(RawHtml())
        self.base_url = "" if edition is Edition.OFFLINE else catalog.site.base_url or config.site_url or ""
        handbook = os.environ.get(HANDBOOK) == "true"
        plan = make_plan(catalog, directory_urls=edition is Edition.WEB, handbook=handbook)
        self.renderer = Renderer(catalog, plan, templates_folder(), self.job.language, clock.day())
        self.describer = Describer(self.renderer, self.base_url)
        try:
            configure(config, self.renderer, self.base_url)
            self.words = load_words((templates_folder(), content), self.job.language, catalog.languages)
        except ContentError as error:
            raise ContentAbort(error) from error
        return config

    def _own_job(self, config: MkDocsConfig, languages: tuple[str, ...]) -> Job:
        """Prepare the whole site: the last language here, a child process for each other one.

        They start before anything else is read or checked, since each reads for itself; an error ends them, see
        ``on_build_error``. Without languages (``site.yml`` has faults, which come to light in a moment) none starts.
        """
        *others, own = languages or ("",)
        edition = current_edition()
        if self.serving:
            self.target = None
            return Job(self.preview_language or next(iter(languages), ""), Path(config.site_dir), edition)
        self.target = Path(config.site_dir)
        stage = swap.begin(self.target)
        self.children = [
            Job(language, stage, edition).start(config.config_file_path, strict=bool(config.strict))
            for language in others
        ]
        return Job(own, stage, edition)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's templates be compiled once and not on every run."""
        env.bytecode_cache = compiled_templates()
        return env

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the rendered pages."""
        self.rendered = {}
        self.hyphenator = Hyphenator(str(self.renderer.strings.locale))
        self.search = AtlasSearch(self.renderer)
        for rendered in self.renderer.pages():
            source = rendered.page.source
            self.rendered[source] = rendered
            files.append(File.generated(config, source, content=rendered.markdown))
        for path, content in self.renderer.scripts():
            files.append(File.generated(config, path, content=content))
        for file in list(files):
            asset = Path(file.abs_src_path or "")
            if asset.suffix in (".js", ".css") and asset.is_relative_to(config.docs_dir):
                files.remove(file)
                shortened = published(asset, self.words)
                if shortened is not None:
                    files.append(File.generated(config, file.src_uri, content=shortened))
        drop_unused(files)
        return files

    @event_priority(50)  # before the theme's search plugin, which then has nothing left to parse
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme what the page plan knows: the record to edit, the section, the same page in the other languages."""
        rendered = self.rendered.get(page.file.src_uri)
        if rendered is None:
            return context
        self.search.add(rendered.page, page.content or "")
        page.meta["search"] = {"exclude": True}
        edit = self.catalog.site.repository.edit_url
        page.edit_url = edit.replace("{path}", rendered.page.record) if edit and rendered.page.record else None
        plan = self.renderer.plan
        own = cast("dict[str, Any]", context)  # templates may get more than MkDocs itself gives them
        own["atlas_head"] = self.describer.head(rendered.page, page.meta)
        own["atlas_section"] = rendered.page.source.partition("/")[0]
        own["atlas_alternates"] = [
            {
                "id": language.id,
                "title": language.title,
                "href": plan.to_language(rendered.page, language.id),
                "current": language.id == self.renderer.language,
            }
            for language in self.catalog.site.languages
        ]
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Repair the page's HTML."""
        return mend(output, self.hyphenator)

    @event_priority(-50)  # after the theme's search plugin (0) has written its empty index
    def _write_search_index(self, *, config: MkDocsConfig) -> None:
        self.search.write(Path(config.site_dir), script=current_edition() is Edition.OFFLINE)

    @event_priority(-200)  # after the search index is written: a nested build takes the same plugins into use
    def _build_other_languages(self, *, config: MkDocsConfig) -> None:
        """In a live preview, build the other languages too."""
        if not self.serving or self.preview_language:
            return
        job, renderer = self.job, self.renderer
        assert job is not None
        try:
            for language in self.catalog.languages[1:]:
                self.preview_language = language
                other = load_config(config.config_file_path, site_dir=str(job.stage), strict=config.strict)
                other.site_url = self.base_url
                build(other, serve_url=self.base_url)
        finally:
            self.preview_language, self.job, self.renderer = "", job, renderer
        _write_root(job.stage, renderer, job.edition, self.base_url)
        _write_beside_pages(job.stage, renderer, job.edition, self.base_url)
        if job.edition is Edition.WEB:
            write_headers(job.stage, self.catalog.languages)

    on_post_build = CombinedEvent(_write_search_index, _build_other_languages)

    def on_build_error(self, *, error: Exception) -> None:
        """Remember that the site must not be swapped in, and stop the other languages."""
        self.failed = True
        for child in self.children:
            child.kill()

    def on_shutdown(self) -> None:
        """Wait for the other languages, verify the HTML and swap the site in."""
        if self.target is None or self.job is None:
            return
        stage, edition = self.job.stage, self.job.edition
        try:
            if not self.failed:
                _write_root(stage, self.renderer, edition, self.base_url)
            outputs = [child.communicate()[0] for child in self.children]
            if self.failed:
                return
            broken = [output for child, output in zip(self.children, outputs, strict=True) if child.returncode != 0]
            if broken:
                raise Abort("\n".join(broken).strip())
            _write_beside_pages(stage, self.renderer, edition, self.base_url)
            if edition is Edition.WEB:
                write_headers(stage, self.catalog.languages)
            findings = verify_site(stage, self.catalog.languages, site_path(self.base_url))
            if findings:
                raise Abort("\n".join(["The built HTML has faults; the last good site stays:", *findings]))
            swap.swap_in(self.target)
        finally:
            for child in self.children:
                child.kill()  # one that still runs, since something else went wrong
                child.wait()
            swap.give_up(self.target)


def _write_root(stage: Path, renderer: Renderer, edition: Edition, base_url: str) -> None:
    # Imported late: it brings much that the processes of the other languages never need.
    from generator.publish.root import write_root  # noqa: PLC0415

    try:
        write_root(stage, renderer, edition, base_url)
    except ContentError as error:
        raise ContentAbort(error) from error


def _write_beside_pages(stage: Path, renderer: Renderer, edition: Edition, base_url: str) -> None:
    from generator.publish.root import write_beside_pages  # noqa: PLC0415

    write_beside_pages(stage, renderer, edition, base_url)


__all__ = ["AtlasPlugin", "ContentAbort"]
