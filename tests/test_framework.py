"""A framework that others made, small: what it does not know, no page talks about."""

from __future__ import annotations

import pytest
from lxml import html

from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.render.pages import RenderedPage, Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY
from tests.generate_framework import Framework, generate

SMALL = Framework(roles=8, skills=30, families=3)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The facts of a small framework, which must hold no error."""
    folder = tmp_path_factory.mktemp("framework")
    generate(folder, SMALL)
    facts, problems = load_facts(folder, TODAY)
    assert [str(problem) for problem in problems] == []
    return facts


@pytest.fixture(scope="module")
def pages(facts: Facts) -> dict[tuple[str, str], RenderedPage]:
    """All its pages, by kind and id."""
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), "en")
    return {(page.page.kind, page.page.key): page for page in renderer.pages()}


def shown(page: RenderedPage) -> str:
    """What a page shows: its text without what is hidden and what scripts read."""
    tree = html.fragment_fromstring(page.html, create_parent="div")
    for part in tree.xpath("//script | //details[@hidden] | //fieldset[@hidden] | //label[@hidden]"):
        part.drop_tree()
    return str(tree.text_content())


@pytest.mark.parametrize("kind", [PageKind.TRAININGS, PageKind.GLOSSARY, PageKind.OCCUPATIONS])
def test_what_does_not_exist_has_no_overview(kind: str, pages: dict[tuple[str, str], RenderedPage]) -> None:
    assert (kind, "") not in pages


@pytest.mark.parametrize(
    "words",
    ["No training", "neither a course", "rainings", "Glossary", "From the start to", "learning path stands", "verdue"],
)
def test_no_page_talks_of_what_does_not_exist(words: str, pages: dict[tuple[str, str], RenderedPage]) -> None:
    told = (PageKind.DATA, PageKind.CHANGES)  # these explain the form of the data
    found = [key for key, page in pages.items() if key[0] not in told and words in shown(page)]
    assert found == []
