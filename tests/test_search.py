"""Pages become readable sections, and the index knows what they are called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from generator.publish.search.sections import Section, sections

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.publish.search import INDEX, AtlasSearch, SearchIndex, SearchKind
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY


def test_sections_begin_at_headings_with_an_id() -> None:
    """The h1 titles the page; its permanent link is no text; a heading without an id is text."""
    found = sections(
        '<h1 id="x">Ti<b>tle</b><a class="headerlink" href="#x">¶</a></h1><p>One</p>'
        '<h2 id="y">Second</h2><h3>Inner</h3><p>Two</p>'
    )
    assert found == [Section("", "Title", "One"), Section("y", "Second", "Inner\nTwo")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td><td>3</td></tr></table>", "A · B\n1 · 3"),
        ("<dl><dt>Name</dt><dd>Value</dd><dt>Empty</dt><dd></dd></dl>", "Name: Value\nEmpty"),
        ("<p><span>Kurs</span><span>Englisch</span></p>", "Kurs Englisch"),
        ("<p>Wort<b>teil</b></p>", "Wortteil"),
        ("<p>Daten\u00adbank\u200b</p>", "Datenbank"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p>a</p><div data-search-exclude><p>b</p></div><script>c</script><svg><title>d</title></svg>", "a"),
        ("a<!-- b -->c", "ac"),
        ("", ""),
    ],
)
def test_text_is_readable(markup: str, text: str) -> None:
    """Blocks are lines, cells are set apart, nothing invisible stays."""
    assert sections(markup) == [Section("", "", text)]


def written(index: SearchIndex | AtlasSearch, folder: Path) -> dict[str, Any]:
    """Write an index and read it back."""
    index.write(folder, script=True)
    text = (folder / INDEX).read_text(encoding="utf-8")
    assert (folder / INDEX).with_suffix(".js").read_text(encoding="utf-8") == f"var __index = {text}\n"
    data: dict[str, Any] = json.loads(text)
    return data


def test_index_format(tmp_path: Path) -> None:
    """The first section of a page carries its kind; names that repeat the title are left out."""
    index = SearchIndex({"thing": SearchKind("Thing", 2.0)}, ["the"])
    for _ in range(2):
        index.add("a/", '<h1>A</h1><p>x</p><h2 id="b">B</h2>', "thing", ["A", "Alias", "Alias"])
    index.add("c/", '<h1>C</h1><h2 id="d">D</h2>', "thing", instead=[(Section("e", "E", "y"), ["Eh"])])
    assert written(index, tmp_path) == {
        "kinds": {"thing": {"title": "Thing", "weight": 2.0}},
        "docs": [
            {"location": "a/", "title": "A", "text": "x", "names": ["Alias"], "kind": "thing"},
            {"location": "a/#b", "title": "B", "text": ""},
            {"location": "c/", "title": "C", "text": "", "kind": "thing"},
            {"location": "c/#e", "title": "E", "text": "y", "names": ["Eh"]},
        ],
        "small": ["the"],
    }


def test_pages_are_found_by_their_names_in_all_languages(catalog: Catalog, tmp_path: Path) -> None:
    """Titles and other labels of every language are names of the page; trainings weigh less than roles and skills."""
    language = catalog.site.languages[0].id
    plan = plan_routes(Facts(catalog, TODAY))
    index = AtlasSearch(Renderer(Facts(catalog, TODAY), plan, templates_folder(), language))
    for page in plan.pages:
        index.add(page, "<h1>Title</h1><p>Text</p>")
    data = written(index, tmp_path)
    docs = {doc["location"]: doc for doc in data["docs"]}
    for kind, records in ((PageKind.ROLE, catalog.content.roles), (PageKind.SKILL, catalog.content.skills)):
        for name, record in records.items():
            names = docs[plan.url(plan.page(kind, name))]["names"]
            assert set(record.value.title.values()) <= set(names)
    for name, role in catalog.content.roles.items():
        names = docs[plan.url(plan.page(PageKind.ROLE, name))]["names"]
        assert {title for titles in role.value.alternative_titles.values() for title in titles} <= set(names)
    assert {"Umzug in den Turm", "Einzug", "moving house"} <= set(docs["guides/tower-guide/"]["names"])
    for name, term in catalog.content.glossary.items():
        assert docs[f"{plan.url(plan.page(PageKind.GLOSSARY))}#{name}"]["title"] == term.value.term[language]
    weights = {kind: entry["weight"] for kind, entry in data["kinds"].items()}
    assert min(weights["role"], weights["skill"]) > weights["training"] > weights["comparison"]
