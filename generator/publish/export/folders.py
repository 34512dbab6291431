"""Write the pages as plain Markdown folders, one per language, for any generator that reads MkDocs' layout.

Each folder holds ``docs/`` (the pages with front matter, fonts, styles and scripts) and a ``mkdocs.yml`` that does not need the atlas's
plugin; both Material for MkDocs and Zensical build it, with every link checked.
"""

from __future__ import annotations

import json
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import yaml

from generator.derive.facts import Facts
from generator.publish import swap
from generator.publish.assets import write_assets
from generator.publish.export import source_address, source_file, to_markdown
from generator.publish.look_files import look_files
from generator.publish.theme import navigation
from generator.render.foreign import text_in
from generator.render.pages import RenderedPage, Renderer
from generator.resources import default_settings
from generator.routes import PageKind, language_root, plan_routes

# Settings copied from mkdocs.yml unchanged, since the pages depend on them.
_KEPT = ("extra_css", "extra_javascript")
# Extensions that the Markdown needs; MkDocs and Zensical enable tables and fenced code themselves.
_EXTENSIONS: dict[str, dict[str, Any]] = {"attr_list": {}, "def_list": {}, "toc": {"permalink": True}}
_FEATURES = ("navigation.tabs", "navigation.top", "search.highlight", "toc.follow")

_IN_PARTS = (PageKind.ROLES, PageKind.SKILLS, PageKind.TRAININGS, PageKind.MATRIX)
"""Lists whose parts the search leaves out: Zensical does not index a page with hundreds of titles, and the titles' own pages are found."""


def export(facts: Facts, templates: Path, config_file: Path, target: Path, content: Path | None = None) -> int:
    """Write the export into a folder, which is replaced in one step, and return the number of pages.

    Files of the folder ``content`` may replace templates of the package. Raises ``OSError`` if the folder can't be written.
    """
    stage = swap.new_stage(target)
    routes = plan_routes(facts)
    count = 0
    for language in facts.catalog.site.languages:
        renderer = Renderer(facts, routes, templates, language.id, content)
        docs = stage / language.id / "docs"
        write_assets(templates / "static", docs, renderer.words)
        written = {path: text.encode() for path, text in renderer.scripts()} | dict(look_files(renderer.look))
        places = {routes.url(page) for page in routes.pages}
        places |= {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()} | written.keys()
        address = language_root(facts.catalog.site.base_url, language.id)
        for rendered in renderer.pages():
            url = routes.url(rendered.page)
            path = docs / source_file(url)
            path.parent.mkdir(parents=True, exist_ok=True)
            text = to_markdown(rendered.html, partial(source_address, page=url, places=places, base=address))
            path.write_text(_front_matter(rendered) + text, encoding="utf-8", newline="\n")
            count += 1
        for name, data in written.items():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_bytes(data)
        settings = _settings(renderer, config_file)
        text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=120)
        (stage / language.id / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")
    swap.replace_target(target)
    return count


def _front_matter(rendered: RenderedPage) -> str:
    """Return the front matter of a page: title and description, escaped since they get into HTML unchanged, and search exclusion."""
    page = rendered.page
    data: dict[str, Any] = {"title": escape(rendered.title), "description": escape(rendered.description)}
    if page.kind in _IN_PARTS and page.key:
        data["search"] = {"exclude": True}
    # JSON values are YAML too, and quicker to write.
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in data.items())
    return f"---\n{''.join(lines)}---\n\n"


def _settings(renderer: Renderer, config_file: Path) -> dict[str, Any]:
    """Return the configuration (``mkdocs.yml``) of one language."""
    # mkdocs.yml holds !ENV tags, which only MkDocs knows; the settings copied from it have none.
    source = config_file if config_file.is_file() else default_settings()
    own = yaml.load(source.read_text(encoding="utf-8"), Loader=_plain_loader())  # noqa: S506 a subclass of SafeLoader
    site, language = renderer.catalog.site, renderer.language
    base = site.base_url.rstrip("/")
    return {
        "site_name": str(text_in(site.title, language)),
        "site_description": str(text_in(site.description, language)),
        **({"site_url": f"{base}/{language}/"} if base else {}),
        "theme": {"name": "material", "language": language, "font": False, "features": list(_FEATURES)},
        "plugins": {"search": {}},
        "nav": [
            {
                title: source_file(renderer.routes.url(renderer.routes.of_source(source)))
                for title, source in entry.items()
            }
            for entry in navigation(renderer)
        ],
        "not_in_nav": "*",
        "markdown_extensions": _EXTENSIONS,
        "validation": {
            "links": dict.fromkeys(("anchors", "not_found", "unrecognized_links", "absolute_links"), "warn")
        },
        **{key: own[key] for key in _KEPT if key in own},
    }


def _plain_loader() -> type[yaml.SafeLoader]:
    class Loader(yaml.SafeLoader):
        """A safe loader that reads values with unknown tags as ``None``."""

    Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
    return Loader
