"""The search index: its form, and the names that pages and sections have in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.publish.search import INDEX, AtlasSearch, SearchIndex, SearchKind
from generator.render.pages import Renderer
from generator.render.recorder import Passage
from generator.resources import templates_folder
from generator.routes import RECORDS, PageKind, plan_routes
from tests.atlas import TODAY, Atlas


def written(index: SearchIndex | AtlasSearch, folder: Path) -> dict[str, Any]:
    """Write an index and return what its file says."""
    index.write(folder, script=True)
    text = (folder / INDEX).read_text(encoding="utf-8")
    assert (folder / INDEX).with_suffix(".js").read_text(encoding="utf-8") == f"var __index = {text}\n"
    data: dict[str, Any] = json.loads(text)
    return data


def test_index_format(tmp_path: Path) -> None:
    """The first passage of a page has the page's kind; names that repeat the title are left out."""
    index = SearchIndex({"thing": SearchKind("Thing", 2.0)}, ["the"])
    index.add("a/", "thing", ["A", "Alias", "Alias"], (Passage("", "A", "x"), []), (Passage("b", "B", ""), []))
    index.add("c/", "thing", [], (Passage("", "C", ""), []), (Passage("e", "E", "y\nz"), ["Eh", "E"]))
    assert written(index, tmp_path) == {
        "kinds": {"thing": {"title": "Thing", "weight": 2.0}},
        "docs": [
            {"location": "a/", "title": "A", "text": "x", "names": ["Alias"], "kind": "thing"},
            {"location": "a/#b", "title": "B", "text": ""},
            {"location": "c/", "title": "C", "text": "", "kind": "thing"},
            {"location": "c/#e", "title": "E", "text": "y\nz", "names": ["Eh"]},
        ],
        "small": ["the"],
    }


def test_index_holds_readable_text(tmp_path: Path) -> None:
    """Invisible characters and surplus blanks are left out; line breaks stay."""
    index = SearchIndex({})
    index.add("a/", "thing", [], (Passage("", "Daten\u00adbank", "a\u200b  b\t c\nd"), []))
    (doc,) = written(index, tmp_path)["docs"]
    assert (doc["title"], doc["text"]) == ("Datenbank", "a b c\nd")


def test_what_pages_repeat_is_found_once(catalog: Catalog, tmp_path: Path) -> None:
    """Comparisons and sheets repeat texts of the roles' pages, so the index has them as whole pages only."""
    plan = plan_routes(Facts(catalog, TODAY))
    renderer = Renderer(Facts(catalog, TODAY), plan, templates_folder(), "en")
    index = AtlasSearch(renderer)
    pages = [renderer.render(page) for page in plan.pages if page.kind in (PageKind.COMPARISON, PageKind.SHEET)]
    for rendered in pages:
        index.add(index.read(rendered))
    assert all(len(rendered.passages) > 1 for rendered in pages)
    assert [doc["location"] for doc in written(index, tmp_path)["docs"]] == [plan.url(one.page) for one in pages]


def test_pages_are_found_by_their_names_in_all_languages(catalog: Catalog, tmp_path: Path) -> None:
    """Titles and other labels of every language are names of the page; trainings weigh less than roles and skills."""
    language = catalog.site.languages[0].id
    plan = plan_routes(Facts(catalog, TODAY))
    renderer = Renderer(Facts(catalog, TODAY), plan, templates_folder(), language)
    index = AtlasSearch(renderer)
    for rendered in renderer.pages():
        index.add(index.read(rendered))
    data = written(index, tmp_path)
    docs = {doc["location"]: doc for doc in data["docs"]}
    for kind, records in ((PageKind.ROLE, catalog.content.roles), (PageKind.SKILL, catalog.content.skills)):
        for name, record in records.items():
            doc = docs[plan.url(plan.page(kind, name))]
            assert set(record.value.title.values()) <= {doc["title"], *doc["names"]}
    for name, role in catalog.content.roles.items():
        names = docs[plan.url(plan.page(PageKind.ROLE, name))]["names"]
        assert {title for titles in role.value.alternative_titles.values() for title in titles} <= set(names)
        assert {title for grade in role.value.grades for title in (grade.title or {}).values()} <= set(names)
    assert {"Umzug in den Turm", "Einzug", "moving house"} <= set(docs["guides/tower-guide/"]["names"])
    for name, term in catalog.content.glossary.items():
        assert docs[f"{plan.url(plan.page(PageKind.GLOSSARY))}#{name}"]["title"] == term.value.term[language]
    weights = {kind: entry["weight"] for kind, entry in data["kinds"].items()}
    assert min(weights["role"], weights["skill"]) > weights["training"] > weights["comparison"]


def test_trainings_are_found_by_what_people_ask_of_them(catalog: Catalog, tmp_path: Path) -> None:
    """Kind, form, languages, cost and certificate are names, together and alone; the paths of roles do not repeat trainings."""
    plan = plan_routes(Facts(catalog, TODAY))
    renderer = Renderer(Facts(catalog, TODAY), plan, templates_folder(), "en")
    index = AtlasSearch(renderer)
    for rendered in renderer.pages():
        index.add(index.read(rendered))
    docs = {doc["location"]: doc for doc in written(index, tmp_path)["docs"]}
    free = docs["trainings/star-course/"]["names"]
    assert "free" in free
    assert any({"Training", "Course", "German", "free"} <= set(name.split(", ")) for name in free)
    assert "certificate" in docs["trainings/keeper-exam/"]["names"]
    assert "certificate" not in docs["trainings/tide-tables/"]["names"]
    lists = {
        place.partition("?")[2]: set(doc["names"]) for place, doc in docs.items() if place.startswith("trainings/#?")
    }
    assert "no cost" in lists["cost=free"] - lists["kind=exam"]
    assert "certification" in lists["kind=exam"] - lists["cost=free"]
    path = [doc["text"] for place, doc in docs.items() if place.startswith("roles/lighthouse-keeper/#path")]
    assert path
    assert not any("Sterne für alle" in text or "free" in text.split() for text in path)


def test_occupations_are_found_by_their_other_names(atlas: Atlas, tmp_path: Path) -> None:
    """An occupation's other names lead to its page, or to the home page if occupations have no pages."""
    atlas.replace("occupations/baker.yml", "title: {", "alternative_titles: {en: [Loaf artist]}\ntitle: {")
    facts = atlas.facts()
    plan = plan_routes(facts)
    renderer = Renderer(facts, plan, templates_folder(), "en")
    index = AtlasSearch(renderer)
    for rendered in renderer.pages():
        index.add(index.read(rendered))
    found = [doc["location"] for doc in written(index, tmp_path)["docs"] if "Loaf artist" in doc.get("names", ())]
    assert found == ["occupations/baker/" if "occupations" in RECORDS.values() else ""]
