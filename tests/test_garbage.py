"""Pages leave at most a few objects in reference cycles, so that a build need not collect garbage."""

from __future__ import annotations

import gc

from generator.pipeline import load_facts
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import FIXTURE, TODAY

MANY = (PageKind.ROLE, PageKind.SHEET, PageKind.SKILL, PageKind.TRAINING, PageKind.OCCUPATION, PageKind.COMPARISON)
"""Kinds of pages of which an atlas may have thousands."""


def test_pages_leave_no_cyclic_garbage() -> None:
    """Pages leave few unreachable cycles. A macro in a page's own template would keep the page's view; one in a separate file does not."""
    facts, _ = load_facts(FIXTURE, TODAY)
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), "de")
    pages = [page for page in renderer.routes.pages if page.kind in MANY]
    for page in pages:
        renderer.render(page)
    was_on = gc.isenabled()
    gc.disable()
    try:
        gc.collect()
        for page in pages:
            renderer.render(page)
        assert gc.collect() <= 5 * len(pages)
    finally:
        if was_on:
            gc.enable()
