"""The search index in parts, for large atlases: what it holds, and what its script finds in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.publish.assets import language_script
from generator.publish.made import file_writers
from generator.publish.search import INDEX, AtlasSearch, SearchKind, atlas, parts
from generator.publish.search.words import WordSplitter
from generator.render.language import LanguageData, load_words
from generator.render.pages import Renderer
from generator.render.recorder import Passage
from generator.resources import templates_folder
from generator.routes import RECORDS, PageKind, Routes, plan_routes
from tests.atlas import TODAY

TEMPLATES = templates_folder()
READER = TEMPLATES / "search" / "parts.js"
KINDS = {"role": SearchKind("Role", 1.2), "skill": SearchKind("Skill", 1.2), "page": SearchKind("", 0.9)}
PAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("baker", "Bäckermeister", ("master baker", "Bäckermeisterin")),
    ("nurse", "Krankenpfleger/Krankenpflegerin", ("nurse", "Krankenschwester")),
    ("architect", "Cloud-Architekt", ("cloud architect",)),
    ("welder", "Schweißer", ("welder",)),
    ("master", "Meister der Küste", ()),
    ("cloud", "Cloud", ()),
    ("building", "Architektur", ("building",)),
    ("c", "C", ()),
    ("cpp", "C++", ()),
    ("csharp", "C#", ()),
)
# Stands in for the browser: gives the script a window and a way to load more scripts.
_NODE = """
import fs from "node:fs"; import vm from "node:vm";
const [site, assets, language, ...queries] = process.argv.slice(2);
const read = path => fs.readFileSync(path, "utf8");
const nothing = { currentScript: { src: "https://a.example/de/assets/atlas.js" }, addEventListener() {}, getElementById() {} };
const window = vm.createContext({ URL, document: nothing, location: { hash: "", search: "" }, addEventListener() {} });
window.window = window;
const run = text => vm.runInContext(text, window);
[language, read(`${assets}/atlas.js`), read(`${assets}/search-engine.js`)].forEach(run);
const folds = queries.map(query => (query.match(/[\\p{L}\\p{N}]+[+#]*/gu) || []).map(window.Atlas.fold));
const loaded = [];
const script = async path => { loaded.push(path); run(read(`${site}/${path}`)); };
await script("search/parts.js");
const index = await window.AtlasSearch.build(JSON.parse(read(`${site}/search/search_index.json`)), script);
const found = [];
const marks = hit => window.AtlasSearch.parts(hit.title, hit.marked).filter(([, mark]) => mark).map(([part]) => part);
for (const query of queries) {
  found.push((await window.AtlasSearch.find(index, query)).map(hit => ({ ...hit, marked: marks(hit) })));
}
console.log(JSON.stringify({ folds, found, loaded }));
"""


def known(language: str = "de") -> LanguageData:
    """Return the words of a language in an atlas in German and English."""
    return load_words((TEMPLATES,), language, ("de", "en"))


def index() -> parts.PartedIndex:
    """Return an index of a few pages and of a page with a section."""
    made = parts.PartedIndex(KINDS, ("der", "the"), WordSplitter(known()), READER)
    for id, title, names in PAGES:
        made.add(f"roles/{id}/", "role", names, (Passage("", title, ""), ()))
    made.add(
        "about/",
        "page",
        ("Impressum",),
        (Passage("", "About", "Who runs this."), ()),
        (Passage("rights", "Your rights", "Ask the harbour office.\nMore."), ("Auskunft",)),
    )
    return made


def asked(site: Path, *queries: str) -> dict[str, Any]:
    """Return the script's answer to queries: their folded words, the hits of each, and the parts that it loaded."""
    node = shutil.which("node") or pytest.fail("no node found; make test installs it with apt when run as root")
    program = site / "ask.mjs"
    program.write_text(_NODE, encoding="utf-8")
    command = [node, str(program), str(site), str(TEMPLATES / "static/assets"), language_script(known()), *queries]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert answer.returncode == 0, answer.stderr
    result: dict[str, Any] = json.loads(answer.stdout)
    return result


@pytest.mark.system
def test_script_finds_names_ends_of_compounds_and_other_spellings(tmp_path: Path) -> None:
    index().write(tmp_path, script=False)
    first = {
        "Bäckermeister": "baker",
        "baeckermeister": "baker",
        "krankenpfl": "nurse",
        "Krankenschwester": "nurse",
        "nurse": "nurse",
        "Cloudarchitekt": "architect",
        "cloud architect": "architect",
        "Schweisser": "welder",
        "Krankenpfelger": "nurse",
        "der Meister": "master",
        "C": "c",
        "C++": "cpp",
        "C#": "csharp",
        "Impressum": "about/",
    }
    queries = [*first, "Meister", "Auskunft", "harbour", "xqzwvjk", " ,. "]
    found = asked(tmp_path, *queries)["found"]
    hits = dict(zip(queries, found, strict=True))
    wanted = {query: id if id.endswith("/") else f"roles/{id}/" for query, id in first.items()}
    assert {query: hits[query][0]["location"] for query in first} == wanted
    assert [hit["location"] for hit in hits["Meister"]] == ["roles/master/", "roles/baker/"]
    assert hits["Meister"][1]["marked"] == ["Bäckermeister"]
    assert hits["nurse"][0]["kind"] == "Role"
    section = {
        "location": "about/#rights",
        "title": "About",
        "heading": "Your rights",
        "text": "Ask the harbour office.",
    }
    for query in ("Auskunft", "harbour"):
        assert section.items() <= hits[query][0].items()
    assert [hits[query] for query in queries[-2:]] == [[], []]


@pytest.mark.system
def test_only_parts_of_the_query_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part has one word here; a query loads only the parts around its words."""
    monkeypatch.setattr(parts, "LETTERS_IN_PART", 1)
    monkeypatch.setattr(parts, "PAGES_IN_PART", 2)
    index().write(tmp_path, script=False)
    whole = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "search").glob("*/*.js")}
    answer = asked(tmp_path, "Krankenschwester")
    assert answer["found"][0][0]["location"] == "roles/nurse/"
    assert len(set(answer["loaded"])) <= 4 < len(whole)
    assert answer["loaded"][-1] == "search/pages/0.js"


@pytest.mark.system
def test_words_are_folded_as_the_browser_folds_them(tmp_path: Path) -> None:
    index().write(tmp_path, script=False)
    texts = [
        "Führung Fuehrung FÜHRUNG Maß MASSE ẞ İstanbul",
        "behaviour Organization analyze naïve cafés Ökonom",
        "C C++ C# 3D-Druck x2 Schiff\u00adfahrt",
        "Ångström Łódź Ωμέγα Σίσυφος ﬁnden ½ kaffee Photo Brennnessel",
    ]
    words = WordSplitter(known())
    folds = asked(tmp_path, *texts)["folds"]
    assert [set(forms) for forms in folds] == [set(words.of(text)) for text in texts]


def test_offline_the_beginning_is_a_script_too(tmp_path: Path) -> None:
    index().write(tmp_path, script=True)
    text = (tmp_path / INDEX).read_text(encoding="utf-8")
    assert (tmp_path / INDEX).with_suffix(".js").read_text(encoding="utf-8") == f"var __index = {text}\n"
    head = json.loads(text)
    assert (head["entries"], head["runs"]) == (12, [["role", 0, 10], ["page", 0, 1], ["page", 1, 1]])


def test_an_atlas_without_a_plan_does_without_its_script(catalog: Catalog) -> None:
    facts = Facts(catalog, TODAY)
    plan = plan_routes(facts)
    renderer = Renderer(facts, plan, TEMPLATES, "en")
    sources = {f"assets/{name}": TEMPLATES / "static" / "assets" / name for name in ("plan.js", "search.js")}
    assert sources.keys() <= file_writers(renderer, sources).keys()
    others = Routes(tuple(page for page in plan.pages if page.kind != PageKind.PLAN))
    written = file_writers(replace(renderer, routes=others), sources)
    assert "assets/search.js" in written
    assert "assets/plan.js" not in written


def write_atlas(catalog: Catalog, folder: Path) -> Routes:
    """Write the index of the fictional atlas in English; return the routes of its pages."""
    facts = Facts(catalog, TODAY)
    routes = plan_routes(facts)
    renderer = Renderer(facts, routes, TEMPLATES, "en")
    search = AtlasSearch(renderer)
    for rendered in renderer.pages():
        search.add(search.read(rendered))
    search.write(folder, script=False)
    return routes


def pages_shown(folder: Path) -> list[list[str]]:
    """Return the pages and sections of the parts in order: address, title, and heading and text if there are any."""
    files = sorted((folder / "search" / "pages").iterdir(), key=lambda path: int(path.stem))
    return [page for path in files for page in json.loads(path.read_text("utf-8").partition(",")[2].strip()[:-2])]


@pytest.mark.parametrize(
    ("whole", "with_texts", "in_parts", "sections"), [(0, 0, False, True), (-1, 0, True, True), (-1, -1, True, False)]
)
def test_form_of_the_index_follows_the_number_of_pages(
    catalog: Catalog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    whole: int,
    with_texts: int,
    in_parts: bool,
    sections: bool,
) -> None:
    """An index is whole, in parts with texts, or in parts without texts, depending on the number of pages."""
    count = len(plan_routes(Facts(catalog, TODAY)).pages)
    monkeypatch.setattr(atlas, "WHOLE_INDEX", count + whole)
    monkeypatch.setattr(atlas, "WITH_TEXTS", count + with_texts)
    write_atlas(catalog, tmp_path)
    docs = json.loads((tmp_path / INDEX).read_text("utf-8")).get("docs")
    places = [page[0] for page in pages_shown(tmp_path)] if in_parts else [doc["location"] for doc in docs]
    assert (docs is None) is in_parts
    assert ("roles/map-maker/#tasks" in places) is sections


@pytest.mark.system
def test_texts_in_parts_lead_to_their_sections(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that is only in a text leads to the section with the text; records with the word in their names come first."""
    monkeypatch.setattr(atlas, "WHOLE_INDEX", 1)
    write_atlas(catalog, tmp_path)
    first = {
        "month without a dark": "roles/lighthouse-keeper/#first-results",
        "job openings": "roles/map-maker/#evidence",
        "own bay": "roles/map-maker/#portfolio",
        "plumb line": "roles/map-maker/",
        "map maker": "roles/map-maker/",
    }
    found = asked(tmp_path, *first)["found"]
    assert {query: hits[0]["location"] for query, hits in zip(first, found, strict=True)} == first


def test_of_very_many_pages_records_are_found_by_their_names_alone(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every record is found by its title, without sections; terms of the glossary keep their texts."""
    monkeypatch.setattr(atlas, "WHOLE_INDEX", 1)
    monkeypatch.setattr(atlas, "WITH_TEXTS", 1)
    plan = write_atlas(catalog, tmp_path)
    shown = pages_shown(tmp_path)
    records = {plan.url(page) for page in plan.pages if page.kind in RECORDS}
    assert records <= {page[0] for page in shown}
    assert all(len(page) == 2 for page in shown if page[0] in records)
    assert not [page for page in shown if re.match("(roles|skills|trainings)/[^#]+#", page[0])]
    assert all(page[3] for page in shown if page[0].startswith("glossary/#"))
