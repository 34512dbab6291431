"""The pages of one language, each made on request: by MkDocs' own steps and events, or filled into a shell."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator.publish.editions import Job
from generator.publish.frame import MadePage
from generator.publish.plugin import atlas_plugin
from generator.publish.search import AtlasSearch
from generator.publish.settings import load_settings, override_folders
from generator.render.pages import Renderer
from generator.routes import Page, file_of


def _theme_files(environment: Environment, config: MkDocsConfig) -> tuple[File, ...]:
    """Return the theme's files; finding them takes longer than everything else that a version needs from MkDocs."""
    files = Files([])
    files.add_files_from_theme(environment, config)
    return tuple(files)


class LanguagePreview:
    """One language of a version. Methods of two languages must not run at the same time, since MkDocs' plugins hold state.

    ``theme_files`` are those of the version before, or empty if the theme may have changed. Raises MkDocs' exceptions,
    ``ContentError`` and ``jinja2.TemplateSyntaxError``.
    """

    def __init__(self, config_file: Path, job: Job, theme_files: tuple[File, ...] = ()) -> None:
        config = load_settings(config_file, site_dir=str(job.stage), strict=False)
        self._plugin = atlas_plugin(config)
        self._plugin.job, self._plugin.on_request = job, True
        try:
            config = config.plugins.on_config(config)
            config.plugins.on_pre_build(config=config)
            files = get_files(config)
            environment = config.theme.get_env()
            self.theme_files = theme_files or _theme_files(environment, config)
            for file in self.theme_files:
                if file.src_uri not in files.src_uris:
                    files.append(file)
            files = config.plugins.on_files(files, config=config)
            set_exclusions(files, config)
            nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
            self._environment = config.plugins.on_env(environment, config=config, files=files)
        finally:
            # MkDocs uses the same plugin object for everything else in this process.
            self._plugin.job, self._plugin.on_request = None, False
        self._config, self._all, self._nav = config, files, nav
        self._frame, self._writers = self._plugin.frame, self._plugin.writers
        self.renderer: Renderer = self._frame.pages.renderer
        self._compile()
        routes = self.renderer.routes
        self.pages: dict[str, Page] = {file_of(routes.url(page)): page for page in routes.pages}
        sources = {page.source for page in routes.pages}
        self._sources: dict[str, File] = {file.src_uri: file for file in files}
        self._others = {file.dest_uri: file for file in files if file.src_uri not in sources}

    def _compile(self) -> None:
        """Read the atlas's templates now, so that this version can still show pages while somebody edits them."""
        self.renderer.compile()
        for folder in override_folders(self._config):
            for path in sorted(folder.rglob("*.html")):
                self._environment.get_template(path.relative_to(folder).as_posix())

    def page(self, page: Page) -> MadePage:
        """Return a page, which is made anew for each call."""
        self._plugin.frame = self._frame
        return self._frame.one(page, lambda sample: self._through_mkdocs(sample.source))

    def file(self, path: str) -> bytes | None:
        """Return the content of a file that is not a page of the atlas; ``None`` if there is no such file."""
        if path in self._writers:
            return self._writers[path]()
        file = self._others.get(path)
        if file is None:
            return None
        if not file.is_documentation_page():
            return file.content_bytes
        self._plugin.frame = self._frame
        self._through_mkdocs(file.src_uri)
        return Path(file.abs_dest_path).read_bytes()

    def has(self, path: str) -> bool:
        """Return whether there is a page or file with this path."""
        return path in self.pages or path in self._writers or path in self._others

    def _through_mkdocs(self, source: str) -> None:
        file = self._sources.get(source)
        if file is None:
            file = self._sources[source] = File.generated(self._config, source, content="")
        page = file.page or MkDocsPage(None, file, self._config)
        _populate_page(page, self._config, self._all)
        _build_page(page, self._config, self._all.documentation_pages(), self._nav, self._environment)

    def new_search(self) -> AtlasSearch:
        """Return an empty search index for the language."""
        return AtlasSearch(self.renderer)
