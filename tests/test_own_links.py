"""Links in long texts that name a record or page by its id."""

from __future__ import annotations

import json

import pytest

from generator.derive.freshness import Freshness, translation_states
from generator.markdown import relinked
from generator.render.escape import rich
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import Atlas
from tests.books import Run

TEXT = "See [maps](role:map-maker), [*stars*](skill:star-reading), [light](term:beacon) and [the guide](page:tower-guide) [p](page:plan)."


def written(atlas: Atlas, kind: str, key: str, *, directory_urls: bool = True, language: str = "en") -> str:
    """Return the HTML of a page."""
    facts = atlas.facts()
    routes = plan_routes(facts, directory_urls=directory_urls)
    return Renderer(facts, routes, templates_folder(), language).render(routes.page(kind, key)).html


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("web", "role", "glossary"),
    [(True, "../roles/map-maker/", "../glossary/"), (False, "roles/map-maker.html", "glossary/index.html")],
)
def test_a_page_links_records_and_pages(atlas: Atlas, language: str, *, web: bool, role: str, glossary: str) -> None:
    """Links by id lead to the right address on the web and in the bundle, in each language."""
    atlas.write(f"pages/about.{language}.md", atlas.read(f"pages/about.{language}.md") + f"\n{TEXT}\n")
    html = written(atlas, PageKind.PROSE, "about", directory_urls=web, language=language)
    assert f'<a href="{role}">maps</a>' in html
    assert "<em>stars</em></a>" in html
    assert f'<a href="{glossary}#beacon">light</a>' in html
    assert "tower-guide" in html.split("the guide")[0][-40:]
    assert '/plan/">p</a>' in html or '"plan/index.html">p</a>' in html
    assert "](" not in html


def test_a_description_links_too(atlas: Atlas) -> None:
    atlas.replace("roles/map-maker.yml", "Pen, plumb line", "Pen, [plumb](skill:star-reading) line")
    assert '<a href="../../skills/star-reading/">plumb</a>' in written(atlas, PageKind.ROLE, "map-maker")


def test_without_such_a_page_the_text_stays() -> None:
    """Without a page for the link, as in a profile on paper, only its text stays; such links are not collected as web addresses."""
    text = rich("A [b *c*](role:map-maker) d [e](https://e.example/)")
    assert text == '<p>A b <em>c</em> d <a href="https://e.example/">e</a></p>'
    assert text.links == ("https://e.example/",)


@pytest.mark.parametrize(
    "address", ["javascript:x", "data:x", "rolex:y", "role:../x", "ROLE:x", "role:x?y", "//x", "x.md"]
)
def test_other_addresses_are_text(address: str) -> None:
    assert "href" not in rich(f"[a]({address})", lambda kind, id: "there")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("[a](role:old) [b](<role:old>) [c](role:old 'd')", "[a](role:new) [b](<role:new>) [c](role:new 'd')"),
        ("[a](role:older) [b](skill:old) role:old (role:old)", None),
    ],
)
def test_only_links_to_the_record_change(text: str, new: str | None) -> None:
    assert relinked(text, "role", "old", "new") == (new or text)


def test_links_follow_a_renamed_record_and_stay_confirmed(atlas: Atlas, run: Run) -> None:
    atlas.write("pages/about.en.md", atlas.read("pages/about.en.md") + "\n[x](role:map-maker)\n")
    atlas.replace("roles/map-maker.yml", "Pen, plumb line", "Pen, [plumb](role:map-maker) line")
    assert run("translations", "--confirm", "--content", atlas.root).code == 0
    before = json.loads(atlas.read("translations.lock.json"))["records"]
    assert run("rename", "role", "map-maker", "chart-maker", "--yes", "--content", atlas.root).code == 0
    assert "[x](role:chart-maker)" in atlas.read("pages/about.en.md")
    assert "[plumb](role:chart-maker)" in atlas.read("roles/chart-maker.yml")
    assert atlas.problems() == ()
    catalog = atlas.catalog()
    assert {one.state for one in translation_states(catalog)} == {Freshness.CONFIRMED}
    assert len(before) == len(catalog.content.confirmed)


def test_links_follow_a_merged_record(atlas: Atlas, run: Run) -> None:
    atlas.write("pages/about.en.md", atlas.read("pages/about.en.md") + "\n[x](role:night-porter)\n")
    assert run("merge", "role", "night-porter", "lighthouse-keeper", "--yes", "--content", atlas.root).code == 0
    assert "[x](role:lighthouse-keeper)" in atlas.read("pages/about.en.md")
