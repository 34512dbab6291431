"""The notes on each page of the fictional atlas agree with what a real parser reads in the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.pipeline import load_facts
from generator.publish.editions import Edition
from generator.render.pages import RenderedPage, Renderer
from generator.render.recorder import Heading, Notes
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import FIXTURE, TODAY
from tests.oracle.facts import Built, built, content_faults, faults


@pytest.fixture(scope="module", params=Edition)
def languages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """Return the fictional atlas built in an edition, with its pages by language."""
    return list(built(tmp_path_factory.mktemp("facts") / "site", FIXTURE, request.param))


def test_pages_say_the_truth_of_themselves(languages: list[Built]) -> None:
    """Each page's headings, ids, links, loaded files, words for search and inline scripts are those in its notes, in each language."""
    assert [one.report.language for one in languages] == ["de", "en"]
    assert [fault for one in languages for fault in faults(one)] == []


# --- the checks above can fail


@pytest.fixture(scope="module")
def page() -> RenderedPage:
    """Return a page whose notes are right."""
    facts = load_facts(FIXTURE, TODAY)[0]
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), "de")
    return renderer.render(renderer.routes.page(PageKind.SKILL, "night-watch"))


def noted(page: RenderedPage, note: Callable[[Notes], object]) -> RenderedPage:
    """Return the page with one more note."""
    notes = Notes()
    notes.add(page.notes)
    note(notes)
    return replace(page, notes=notes)


def written(page: RenderedPage, piece: str) -> RenderedPage:
    """Return the page with more HTML."""
    return replace(page, html=f"{page.html}\n{piece}")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(lambda page: page, "", id="true"),
        pytest.param(lambda page: written(page, '<b id="x">'), "ids that are not noted: ['x']", id="unsaid id"),
        pytest.param(
            lambda page: noted(page, lambda notes: notes.ids.append("x")),
            "ids that are noted and not there: ['x']",
            id="lost id",
        ),
        pytest.param(lambda page: written(page, '<a href="x">'), "links that are not noted: ['x']", id="unsaid link"),
        pytest.param(
            lambda page: noted(page, lambda notes: notes.links.append("x")),
            "links that are noted and not there",
            id="lost link",
        ),
        pytest.param(lambda page: written(page, '<img src="x">'), "resources that are not noted", id="unsaid picture"),
        pytest.param(
            lambda page: noted(page, lambda notes: notes.resources.append("x")),
            "resources that are noted and",
            id="lost script",
        ),
        pytest.param(lambda page: written(page, '<h2 id="levels">X'), "headings that are not noted", id="heading"),
        pytest.param(
            lambda page: noted(page, lambda notes: notes.begin(Heading(2, "x", "X", listed=True))),
            "sections that are noted",
            id="section",
        ),
        pytest.param(lambda page: written(page, "<p>static"), "words of #around that are not noted", id="unsaid word"),
        pytest.param(
            lambda page: noted(page, lambda notes: notes.texts.append("x")),
            "words of #around that are noted and not",
            id="lost word",
        ),
        pytest.param(lambda page: written(page, '<p style="x">'), "an inline style: x", id="style"),
        pytest.param(lambda page: written(page, "<script>x()</script>"), "an inline script: x()", id="script"),
        pytest.param(lambda page: written(page, '<p onclick="x">'), "an event handler: p onclick", id="handler"),
    ],
)
def test_untrue_facts_are_found(change: Callable[[RenderedPage], RenderedPage], fault: str, page: RenderedPage) -> None:
    """Each kind of difference between a page and its notes is found."""
    found = list(content_faults(change(page), "../.."))
    assert (fault in "\n".join(found)) if fault else found == []
