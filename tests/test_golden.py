"""Golden pages: one page of each kind of the fictional atlas, in each language, as HTML without the theme around it.

A difference shows what a change does to readers. If it is intended, ``python -m tests.test_golden`` writes the files again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.pipeline import load_facts
from generator.render.pages import Renderer
from generator.render.views import VIEWS
from generator.resources import templates_folder
from generator.routes import Page, PageKind, plan_routes
from tests.atlas import FIXTURE, TODAY

GOLDEN = Path(__file__).parent / "golden"
BLESS = "python -m tests.test_golden"
# The richest record of each kind; one page for kinds that have a single page.
KEYS = {
    PageKind.ROLE: "lighthouse-keeper",
    PageKind.SKILL: "night-watch",
    PageKind.TRAINING: "star-course",
    PageKind.COMPARISON: "lighthouse-keeper--map-maker",
    PageKind.PROSE: "tower-guide",
}


def _pages() -> Iterator[tuple[str, str]]:
    """Yield the name of each golden file and the HTML it should hold."""
    facts, _ = load_facts(FIXTURE, TODAY)
    plan = plan_routes(facts)
    for language in facts.catalog.languages:
        renderer = Renderer(facts, plan, templates_folder(), language)
        for kind in VIEWS:
            page = _page(plan.pages, kind)
            if page is not None:
                yield f"{language}/{kind}.html", renderer.render(page).html


def _page(pages: tuple[Page, ...], kind: str) -> Page | None:
    return next((page for page in pages if page.kind == kind and page.key == KEYS.get(kind, page.key)), None)


PAGES = dict(_pages())


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_as_before(name: str) -> None:
    """Each page equals its golden file."""
    path = GOLDEN / name
    assert path.is_file(), f"no golden page yet; {BLESS} writes it"
    assert PAGES[name] == path.read_text(encoding="utf-8"), f"the page changed; if that is meant: {BLESS}"


def test_no_golden_page_is_left_over() -> None:
    """Each golden file belongs to a page."""
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.html")} == set(PAGES)


def bless() -> None:
    """Remove all golden pages and write them again."""
    for path in GOLDEN.rglob("*.html"):
        path.unlink()
    for name, text in PAGES.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    bless()
