"""Frameworks made by others, for tests: their sizes, their facts, and how tests read their pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lxml import html

from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.render.lens import Lens
from generator.render.pages import RenderedPage, Renderer
from generator.resources import templates_folder
from generator.routes import plan_routes
from tests.atlas import TODAY
from tests.generate_framework import Framework, generate

SMALL = Framework(roles=8, skills=30, families=3)
MANY = Framework(roles=45, skills=120, families=4)
Pages = Mapping[tuple[str, str], RenderedPage]


def made(folder: Path, size: Framework) -> Facts:
    """Generate a framework, assert that the check finds no problem, and return its facts."""
    generate(folder, size)
    facts, problems = load_facts(folder, TODAY)
    assert [str(problem) for problem in problems] == []
    return facts


def renderer_of(facts: Facts) -> Renderer:
    return Renderer(facts, plan_routes(facts), templates_folder(), "en")


def lens_on(facts: Facts, kind: str, key: str = "") -> Lens:
    renderer = renderer_of(facts)
    return renderer.lens(renderer.routes.page(kind, key))


def shown(page: RenderedPage) -> str:
    """Return the visible text of a page, without hidden parts and data for scripts."""
    tree = html.fragment_fromstring(page.html, create_parent="div")
    for part in tree.xpath("//script | //details[@hidden] | //fieldset[@hidden] | //label[@hidden]"):
        part.drop_tree()
    return str(tree.text_content())
