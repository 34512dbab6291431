"""MkDocs hook of the search benchmark, which makes the atlas's search index for plain pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from generator.publish.search import SearchIndex, SearchKind
from generator.render.recorder import Passage
from tests.oracle.sections import sections

_index = SearchIndex({"page": SearchKind("", 1.0)})


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the interface strings that the template of the search uses."""
    config.extra["atlas"] = {"t": lambda key: key}
    return config


@event_priority(50)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    """Add a page to the index with the names in its front matter."""
    first, *others = (Passage(part.anchor, part.title, part.text) for part in sections(page.content or ""))
    _index.add(page.url, "page", page.meta.get("names", ()), (first, ()), *((passage, ()) for passage in others))
    page.meta["search"] = {"exclude": True}
    return context


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the index."""
    _index.write(Path(config.site_dir), script=bool(os.environ.get("SEARCH_BENCH_SCRIPT")))
