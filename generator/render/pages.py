"""Renders views as HTML: one Jinja2 environment, one template for each kind of page, and the notes on each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.derive.passages import half_translated
from generator.folder import TEMPLATES
from generator.problems import ContentError, Problem
from generator.reads import Key, Memory, Reads
from generator.render.environment import GuardedEnvironment, PageEnvironment, located, page_environment
from generator.render.escape import Rich
from generator.render.foreign import Foreign
from generator.render.hyphens import Hyphenator
from generator.render.language import Collation, LanguageData, load_words
from generator.render.lens import Lens
from generator.render.look import Look
from generator.render.recorder import Heading, Notes, Passage, Recorder
from generator.render.strings import Strings, load_every_language
from generator.render.views import VIEWS
from generator.render.views.freshness import stale_notice
from generator.render.views.occupation_data import ANSWERS, OCCUPATION_LINES_FILE, occupation_answer, occupation_lines
from generator.render.views.plan_data import DETAILS, plan_script, script_json
from generator.routes import Page, PageKind, Routes

_WITHOUT_CONTENTS = frozenset(
    {
        PageKind.HOME, PageKind.ROLES, PageKind.OCCUPATIONS, PageKind.TRAININGS, PageKind.TRAINING, PageKind.COMPARISONS, PageKind.MATRIX,
        PageKind.PLAN, PageKind.SHEET,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page's content as HTML with its notes; ``reads`` are the keys of everything that the page was made from."""

    page: Page
    title: str
    description: str
    html: str
    notes: Notes
    reads: frozenset[Key]

    @property
    def contents(self) -> tuple[Heading, ...]:
        """Headings listed in the page's contents, the page's own first."""
        return tuple(heading for heading in self.notes.headings if heading.listed)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Texts for the search, by heading."""
        return self.notes.passages()


@dataclass(frozen=True)
class Renderer:
    """Renders the pages of one language; a page is a pure function of facts, routes and templates."""

    facts: Facts
    routes: Routes
    templates: Path
    language: str
    content: Path | None = None
    """Content folder of the atlas, whose files may replace the package's."""

    @property
    def catalog(self) -> Catalog:
        """The linked records."""
        return self.facts.catalog

    @cached_property
    def all_strings(self) -> tuple[Strings, ...]:
        """Interface strings of each language of the atlas, the default first."""
        return load_every_language(self.folders, self.catalog.site.languages)

    @property
    def strings(self) -> Strings:
        """Interface strings of this language."""
        return self.all_strings[self.catalog.languages.index(self.language)]

    @cached_property
    def half_translated(self) -> bool:
        """Whether the language lacks interface strings or texts of records."""
        borrows = any(isinstance(text, Foreign) for text in self.strings.texts.values())
        return borrows or self.language in half_translated(self.catalog)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Folders with strings and language data; files in a later one replace those in an earlier one."""
        return (self.templates, self.content) if self.content else (self.templates,)

    @cached_property
    def words(self) -> LanguageData:
        """Data on the words of this language and of the atlas's other languages, whose names its pages hold too."""
        return load_words(self.folders, self.language, self.catalog.languages)

    @cached_property
    def _collation(self) -> Collation:
        return Collation(self.words)

    @cached_property
    def look(self) -> Look:
        """Colours and drawings of the atlas."""
        return Look(self.catalog, self.templates)

    @cached_property
    def _watched(self) -> Facts:
        return self.facts.watched()

    @property
    def reads(self) -> Reads:
        """Notes on what is read while pages are made."""
        return self._watched.catalog.reads

    @cached_property
    def _memory(self) -> Memory:
        return Memory(self.reads)

    @cached_property
    def _recorder(self) -> Recorder:
        return Recorder(Hyphenator(str(self.strings.locale)), self.strings("permalink"), self.reads)

    @property
    def _own_templates(self) -> Path | None:
        return self.content / TEMPLATES if self.content else None

    @cached_property
    def _environment(self) -> PageEnvironment:
        environment = page_environment(self.templates, self._recorder, self._own_templates)
        environment.globals.update(t=self.strings, language=self.language, look=self.look)
        return environment

    def has_contents(self, page: Page) -> bool:
        """Return whether the theme lists the page's contents beside it."""
        return page.kind not in _WITHOUT_CONTENTS

    def lens(self, page: Page) -> Lens:
        """Return the facts as seen from a page."""
        return Lens(self._watched, self.routes, self.strings, page, self._collation, self._memory)

    def pages(self) -> Iterator[RenderedPage]:
        """Yield all pages, rendered, in the order of the routes."""
        for page in self.routes.pages:
            yield self.render(page)

    def scripts(self) -> Iterator[tuple[str, str]]:
        """Yield the scripts with data that pages load: path below the language's folder, and content."""
        for path, write in self.script_writers().items():
            yield path, write()

    def script_writers(self) -> dict[str, Callable[[], str]]:
        """Return, by path, a function that writes each of these scripts, for callers that need only some of them."""
        scripts: dict[str, Callable[[], str]] = {}
        if self.routes.has(PageKind.PLAN):
            scripts[DETAILS] = lambda: plan_script(self.lens(self.routes.page(PageKind.PLAN)))
        if self.catalog.content.occupations:
            scripts[OCCUPATION_LINES_FILE] = self._occupation_lines
            scripts |= {f"{ANSWERS}/{id}.js": partial(self._answer, id) for id in self.catalog.content.occupations}
        return scripts

    def _occupation_lines(self) -> str:
        """Return the script with the occupations that a reader may come from, as pages need them."""
        return f"Atlas.travelling={script_json(occupation_lines(self.lens(self.routes.page(PageKind.HOME))))};\n"

    def _answer(self, id: str) -> str:
        """Return a script with the HTML that the home page shows for an occupation; the occupation's own page shows the same."""
        lens = self.lens(self.routes.page(PageKind.HOME))
        self._recorder.start(lens.folder, self.routes.relative(lens.page, "").rstrip("/"))
        with located(self._own_templates):
            name = "answer.html.jinja"
            template = self._environment.get_template(name)
            answer = template.render(view=occupation_answer(lens, id), lens=lens, page=lens.page, stale="")
            self._environment.check(name, answer, self._recorder.notes)
        return f"Object.assign(Atlas.answers??={{}},{script_json({id: answer})});\n"

    def compile(self) -> None:
        """Load all templates now, so that later changes of their files have no effect. Raises ``jinja2.TemplateSyntaxError``."""
        for name in self._environment.list_templates():
            self._environment.get_template(name)

    def trial(self) -> Iterator[Problem]:
        """Render one page of each kind that uses the atlas's own templates, and yield the problems of all of them."""
        environment = self._environment
        if not isinstance(environment, GuardedEnvironment):
            return
        first = {page.kind: page for page in reversed(self.routes.pages)}
        for page in first.values():
            if environment.concerned(f"{page.kind}.html.jinja"):
                try:
                    self.render(page)
                except ContentError as error:
                    yield from error.problems

    def render(self, page: Page) -> RenderedPage:
        """Render one page. Raises ``ContentError`` for faults of the atlas's own templates."""
        lens = self.lens(page)
        recorder, reads = self._recorder, self.reads
        reads.start()
        if lens.folder != recorder.folder:
            self._memory.forget()
        recorder.start(lens.folder, self.routes.relative(page, "").rstrip("/"))
        view: Any = VIEWS[page.kind](lens)
        with located(self._own_templates):
            name = f"{page.kind}.html.jinja"
            html = self._environment.get_template(name).render(
                view=view, lens=lens, page=page, stale=stale_notice(lens)
            )
            self._environment.check(name, html, recorder.notes)
        return RenderedPage(
            page, _line(view.title), _description(lens, view), html, recorder.notes, frozenset(reads.seen)
        )


def _description(lens: Lens, view: Any) -> str:
    """Return the description for search engines: the page's summary, else the start of its description, else the site's."""
    text = getattr(view, "summary", "") or getattr(view, "description", "")
    if isinstance(text, Rich):
        text = next(iter(text.blocks), "")
    return _line(text or lens.local(lens.catalog.site.description))


def _line(text: str) -> str:
    line = " ".join(text.split())
    return text if line == text else line  # the original object, if unchanged, since it keeps its language
