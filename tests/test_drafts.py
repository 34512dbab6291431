"""A record marked as a draft is called one wherever it is shown as a whole: on pages, on paper and in JSON-LD."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from generator.derive.facts import Facts
from generator.publish.jsonld import Describer
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas
from tests.pdf import papers, squeezed, text_of
from tests.test_jsonld import whole_faults

PAGES = {
    "roles/map-maker.yml": {(PageKind.ROLE, "map-maker"), (PageKind.SHEET, "map-maker")},
    "skills/lamp-care.yml": {(PageKind.SKILL, "lamp-care")},
    "trainings/star-course.yml": {(PageKind.TRAINING, "star-course")},
    "occupations/baker.yml": {(PageKind.OCCUPATION, "baker")},
}
"""The pages that show a record as a whole, by the record's file."""


@pytest.mark.parametrize("name", [*PAGES, ""])
@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_of_a_draft_say_so(name: str, language: str, atlas: Atlas) -> None:
    """Pages of a draft say so right below the title and in their JSON-LD; no other page does."""
    if name:
        atlas.write(name, atlas.read(name) + "draft: true\n")
    catalog = atlas.catalog()
    renderer = Renderer(Facts(catalog, TODAY), plan_routes(Facts(catalog, TODAY)), templates_folder(), language)
    describer = Describer(renderer, "")
    mark = f"<strong>{renderer.strings('draft.mark')}</strong> {renderer.strings('draft.text')}"
    marked, described = set(), set()
    for page in renderer.routes.pages:
        text = renderer.render(page).html
        graph = describer.describe(page, "Title", "Description")
        assert list(whole_faults(graph)) == []
        if mark in text:
            marked.add((page.kind, page.key))
            assert mark in text.partition("</h1>")[2][:500]
        if graph["@graph"][0].get("creativeWorkStatus") == "draft":
            described.add((page.kind, page.key))
    assert marked == described == (PAGES[name] if name else set())


def test_the_card_of_a_draft_says_so(atlas: Atlas) -> None:
    """Cards of drafts are marked on the home page and in the overview; other cards are not."""
    name = "roles/map-maker.yml"
    atlas.write(name, atlas.read(name) + "draft: true\n")
    facts = atlas.facts()
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), "en")
    for kind in (PageKind.HOME, PageKind.ROLES):
        tree = html.fromstring(renderer.render(renderer.routes.page(kind)).html)
        marked = tree.xpath(
            "//li[@class='ra-card'][.//span[@class='ra-chip' and text()='Draft']]/*[@class='ra-card__title']"
        )
        assert [" ".join(title.text_content().split()) for title in marked] == ["Map maker"]


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("occupations")])
@pytest.mark.system
def test_a_draft_on_paper_says_so(name: str, atlas: Atlas, tmp_path: Path) -> None:
    """The chapter of a draft in the handbook says so, and so does the profile of a role."""
    atlas.write(name, atlas.read(name) + "draft: true\n")
    made = papers(atlas.facts())
    found = {}
    for file, data in made.items():
        (tmp_path / file).write_bytes(data)
        found[file] = squeezed(text_of(tmp_path / file)).count(squeezed("Draft This entry is still"))
    profiles = {"profile-map-maker-en.pdf"} if name.startswith("roles") else set()
    assert {file: count for file, count in found.items() if count} == dict.fromkeys({"handbook-en.pdf"} | profiles, 1)
