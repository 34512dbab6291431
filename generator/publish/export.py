"""The pages as plain Markdown folders, one per language, for any generator that reads MkDocs' layout.

Each folder holds ``docs/`` (the pages with front matter, fonts, styles and scripts) and a ``mkdocs.yml`` that needs no plugin of ours; both
Material for MkDocs and Zensical build it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.catalog import Catalog
from generator.publish import clock, swap
from generator.publish.assets import write_assets
from generator.publish.theme import navigation
from generator.render.language import load_words
from generator.render.pages import Renderer
from generator.render.plan import make_plan

# Read from mkdocs.yml as they are: the pages are written for them.
_KEPT = ("markdown_extensions", "extra_css", "extra_javascript")
_FEATURES = ("navigation.tabs", "navigation.top", "search.highlight", "toc.follow")


def export(catalog: Catalog, templates: Path, config_file: Path, target: Path) -> int:
    """Write the export into a folder, which is replaced in one step, and return the number of pages.

    Raises ``OSError`` when the folder can't be written.
    """
    clock.pin(config_file.absolute().parent)
    clock.pin_to_content(catalog)
    stage = swap.begin(target)
    plan = make_plan(catalog)
    count = 0
    for language in catalog.site.languages:
        renderer = Renderer(catalog, plan, templates, language.id, clock.day())
        docs = stage / language.id / "docs"
        write_assets(templates / "static", docs, load_words((templates,), language.id, catalog.languages))
        for rendered in renderer.pages():
            path = docs / rendered.page.source
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rendered.markdown, encoding="utf-8", newline="\n")
            count += 1
        for name, content in renderer.scripts():
            (docs / name).write_text(content, encoding="utf-8", newline="\n")
        settings = _settings(renderer, config_file)
        text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=120)
        (stage / language.id / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")
    swap.swap_in(target)
    return count


def _settings(renderer: Renderer, config_file: Path) -> dict[str, Any]:
    """Configuration of one language."""
    # mkdocs.yml holds !ENV tags, which only MkDocs knows; none of the kept settings does.
    own = yaml.load(config_file.read_text(encoding="utf-8"), Loader=_plain_loader())  # noqa: S506 a subclass of SafeLoader
    site, language = renderer.catalog.site, renderer.language
    base = site.base_url.rstrip("/")
    return {
        "site_name": site.title[language],
        "site_description": site.description[language],
        **({"site_url": f"{base}/{language}/"} if base else {}),
        "theme": {"name": "material", "language": language, "font": False, "features": list(_FEATURES)},
        "plugins": {"search": {}},
        "nav": navigation(renderer),
        "not_in_nav": "*",
        **{key: own[key] for key in _KEPT if key in own},
    }


def _plain_loader() -> type[yaml.SafeLoader]:
    class Loader(yaml.SafeLoader):
        """Reads unknown tags as nothing."""

    Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
    return Loader
