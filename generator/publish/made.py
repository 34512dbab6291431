"""List the files of a language's folder that are made rather than copied: scripts and styles, data, and files that depend on the look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from generator.publish.assets import is_part, published
from generator.publish.look_files import look_writers
from generator.render.language import LanguageData
from generator.render.pages import Renderer
from generator.routes import PageKind

_ASKED_BY = {"plan.js": PageKind.PLAN}
"""Scripts that only one kind of page loads; an atlas without such a page does not get them."""

FOREIGN = "assets/foreign.js"
"""Script that sets ``lang`` on texts of other languages shown by scripts; only a half-translated language needs it."""


def file_writers(renderer: Renderer, sources: Mapping[str, Path]) -> dict[str, Callable[[], bytes]]:
    """Return, by path, the functions that make the files; ``sources`` are the scripts and style sheets among the assets, by path."""
    missing = {name for name, kind in _ASKED_BY.items() if not renderer.routes.has(kind)}
    assets = {
        path: source for path, source in sources.items() if not is_part(source.name) and source.name not in missing
    }
    return {
        **{path: partial(_published, source, renderer.words) for path, source in assets.items()},
        **(
            {FOREIGN: partial(_published, renderer.templates / "foreign" / "foreign.js", renderer.words)}
            if renderer.half_translated
            else {}
        ),
        **{path: partial(_encoded, write) for path, write in renderer.script_writers().items()},
        **look_writers(renderer.look),
    }


def _published(source: Path, words: LanguageData) -> bytes:
    return published(source, words) or b""


def _encoded(write: Callable[[], str]) -> bytes:
    return write().encode()
