"""Views to Markdown: one Jinja2 environment, one template per page kind, front matter in front."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.render.escape import finalize
from generator.render.lens import Lens
from generator.render.strings import Strings, load_strings
from generator.render.views import VIEWS
from generator.render.views.freshness import stale_notice
from generator.render.views.plan_data import DETAILS, plan_script
from generator.resources import compiled_templates
from generator.routes import Page, PageKind, Routes

_WITHOUT_CONTENTS = frozenset(
    {
        PageKind.HOME,
        PageKind.ROLES,
        PageKind.TRAININGS,
        PageKind.TRAINING,
        PageKind.COMPARISONS,
        PageKind.MATRIX,
        PageKind.PLAN,
        PageKind.SHEET,
    }
)


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as Markdown with front matter."""

    page: Page
    markdown: str


@dataclass(frozen=True)
class Renderer:
    """Renders the pages of one language; a page is a pure function of the catalogue, the routes and the templates."""

    facts: Facts
    routes: Routes
    templates: Path
    language: str

    @property
    def catalog(self) -> Catalog:
        """The records."""
        return self.facts.catalog

    @cached_property
    def strings(self) -> Strings:
        """Interface strings of the language."""
        languages = {language.id: language for language in self.catalog.site.languages}
        return load_strings(self.templates, languages[self.language])

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self.templates / "pages"),
            autoescape=True,
            finalize=finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            comment_start_string="{##",  # "{#" starts heading ids in Markdown
            comment_end_string="##}",
            bytecode_cache=compiled_templates(),
        )
        environment.globals.update(t=self.strings, language=self.language)
        return environment

    def pages(self) -> Iterator[RenderedPage]:
        """Render all pages in the routes's order."""
        for page in self.routes.pages:
            yield self.render(page)

    def scripts(self) -> Iterator[tuple[str, str]]:
        """Scripts with data that pages load: path below the language's folder and content."""
        yield DETAILS, plan_script(Lens(self.facts, self.routes, self.strings, self.routes.page(PageKind.PLAN)))

    def render(self, page: Page) -> RenderedPage:
        """Render one page."""
        lens = Lens(self.facts, self.routes, self.strings, page)
        view: Any = VIEWS[page.kind](lens)
        template = self._environment.get_template(f"{page.kind}.md.jinja")
        root = self.routes.relative(page, "").rstrip("/")
        body = template.render(view=view, lens=lens, page=page, root=root, stale=stale_notice(lens))
        return RenderedPage(page, self._front_matter(lens, view) + _tidy(body))

    def _front_matter(self, lens: Lens, view: Any) -> str:
        page = lens.page
        description = getattr(view, "summary", "") or getattr(view, "description", "")
        if isinstance(description, Markup) or not description:
            description = lens.local(lens.catalog.site.description)
        hidden = ["navigation", "toc"] if page.kind in _WITHOUT_CONTENTS else ["navigation"]
        # The theme writes title and description into HTML as they are, hence the escape.
        data = {
            "title": escape(" ".join(view.title.split())),
            "description": escape(" ".join(str(description).split())),
            "kind": str(page.kind),
            "hide": hidden,
        }
        # JSON values are YAML too, and quicker to write.
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in data.items()]
        return f"---\n{''.join(lines)}---\n\n"


def _tidy(markdown: str) -> str:
    """Drop blank lines that templates leave in a row."""
    lines: list[str] = []
    for line in map(str.rstrip, markdown.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip() + "\n"
