"""JSON-LD uses only types and properties that schema.org defines, where it allows them, and can't end its script element early."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.publish.jsonld import Describer, data_block
from generator.publish.jsonld.things import CONTEXT
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, Routes, plan_routes
from tests.atlas import FIXTURE, TODAY

BASE = "https://coast.example/atlas/"
TYPES: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures" / "schema-org.json").read_text())["types"]
# Forms of a text by which it also counts as another type; addresses may be relative to the page.
FORMS = {
    "Date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "Duration": re.compile(r"P(?=.)(\d+[DWMY])*(T(?=.)(\d+H)?(\d+M)?)?"),
    "URL": re.compile(r"(https?://[^\s<>\"]+|[^\s<>\":]*)"),
}
OTHER_VOCABULARIES = re.compile(r"esco:related(Essential|Optional)Skill|skos:(exact|close|broad|related)Match")


@cache
def ancestors(name: str) -> frozenset[str]:
    """Return a type with all its ancestors."""
    above = [ancestors(parent) for parent in TYPES[name]["parents"] if parent in TYPES]
    return frozenset({name}).union(*above)


def ranges(name: str, term: str) -> list[str] | None:
    """Return the types that schema.org allows for a property of a type, or ``None`` if the type lacks the property."""
    for each in ancestors(name):
        if term in TYPES[each]["properties"]:
            found: list[str] = TYPES[each]["properties"][term]
            return found
    return None


def kinds_of(value: Any, known: Mapping[str, str]) -> frozenset[str]:
    """Return the types of a value; those of a reference come from ``known``, types by id, and are none if its target is not in there."""
    if isinstance(value, dict):
        name = value.get("@type") or known.get(value.get("@id", ""), "")
        return ancestors(name) if name in TYPES else frozenset()
    if isinstance(value, bool):
        return frozenset({"Boolean"})
    if isinstance(value, int):
        return frozenset({"Integer", "Number"})
    return frozenset({"Text"}).union(name for name, form in FORMS.items() if form.fullmatch(value))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects in a value."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(item)


def faults(node: Any, known: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Yield the properties and values of an object that schema.org does not allow for its type."""
    kind = node.get("@type")
    if kind is None:
        if set(node) != {"@id"}:
            yield f"no type: {node}"
        return
    if kind not in TYPES:
        yield f"unknown type {kind}"
        return
    for term, value in node.items():
        if term.startswith("@") or OTHER_VOCABULARIES.fullmatch(term):
            continue
        allowed = ranges(kind, term)
        if allowed is None:
            yield f"{kind} has no {term}"
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from faults(item, known)
            if not kinds_of(item, known) & set(allowed):
                yield f"{kind}.{term} can't be {item}"


def whole_faults(described: Any) -> Iterator[str]:
    """Yield the faults of a page's description; a reference must lead to a typed object in it or to a page in its breadcrumb."""
    graph = described["@graph"]
    known = {node["@id"]: node["@type"] for node in nodes(graph) if "@type" in node and "@id" in node}
    steps = [item["item"]["@id"] for node in graph for item in node.get("breadcrumb", {}).get("itemListElement", ())]
    known = {**dict.fromkeys(steps, "WebPage"), **known}
    for node in graph:
        yield from faults(node, known)


def page_faults(described: Any, kind: str, language: str) -> Iterator[str]:
    """Yield what is missing or wrong in the description of a built page."""
    yield from whole_faults(described)
    page = described["@graph"][0]
    if page["@type"] not in ("WebPage", "CollectionPage"):
        yield f"no page but {page['@type']}"
    for term in ("name", "description", "url", "license", "dateModified", "lastReviewed"):
        if not page.get(term):
            yield f"no {term}"
    if page.get("inLanguage") != language:
        yield f"language {page.get('inLanguage')}"
    for term in ("dateModified", "lastReviewed"):
        if not FORMS["Date"].fullmatch(page.get(term, "")):
            yield f"{term} {page.get(term)}"
    trail = page.get("breadcrumb", {}).get("itemListElement", [])
    if len(trail) != TRAIL.get(kind, 2):
        yield f"trail of {len(trail)} steps"
    if trail and trail[-1]["item"]["@id"] != page["@id"]:
        yield "the trail does not end at the page"
    about = {node["@type"] for node in described["@graph"][1:]} - {"WebSite"}
    if not about <= ABOUT.get(kind, set()) or bool(about) != (kind in ABOUT):
        yield f"about {about}"


TRAIL = {
    PageKind.HOME: 0,
    PageKind.ROLE: 3,
    PageKind.SHEET: 4,
    PageKind.SKILL: 3,
    PageKind.TRAINING: 3,
    PageKind.COMPARISON: 3,
}
"""Steps of the breadcrumb by kind of page: none for the home page, 2 for kinds not listed."""
ABOUT = {
    PageKind.ROLE: {"Occupation"},
    PageKind.SHEET: {"Occupation"},
    PageKind.SKILL: {"DefinedTerm"},
    PageKind.TRAINING: {"Course", "LearningResource", "EducationalOccupationalCredential", "CreativeWork"},
    PageKind.SKILLS: {"DefinedTermSet"},
    PageKind.GLOSSARY: {"DefinedTermSet"},
}
"""Types of the things that pages are about, by kind of page."""


@pytest.fixture(scope="module")
def plan() -> Routes:
    """Return the routes of the fictional atlas."""
    return plan_routes(load_facts(FIXTURE, TODAY)[0])


def describe(catalog: Catalog, plan: Routes, kind: str, key: str = "", base: str = BASE) -> dict[str, Any]:
    """Return the objects in a page's graph by type."""
    describer = Describer(Renderer(Facts(catalog, TODAY), plan, templates_folder(), "en"), base)
    graph = describer.describe(plan.page(kind, key), "Title", "Description")["@graph"]
    return {node["@type"]: node for node in graph}


def test_only_known_terms(catalog: Catalog, plan: Routes) -> None:
    """The description of each page in each language is complete and uses only what schema.org defines."""
    for language in catalog.languages:
        describer = Describer(Renderer(Facts(catalog, TODAY), plan, templates_folder(), language), BASE)
        for page in plan.pages:
            assert list(page_faults(describer.describe(page, "Title", "Description"), page.kind, language)) == []


def test_faults_are_found() -> None:
    """The check above finds faults."""
    assert list(faults({"@type": "Occupation", "inLanguage": "de"})) == ["Occupation has no inLanguage"]
    assert list(faults({"@type": "WebPage", "breadcrumb": {"@type": "Course"}})) == [
        "WebPage.breadcrumb can't be {'@type': 'Course'}"
    ]
    assert list(faults({"@type": "ListItem", "position": True})) == ["ListItem.position can't be True"]
    for value in ("yesterday", "2025-13-01", "2025-1-1", ""):
        assert list(faults({"@type": "WebPage", "lastReviewed": value})) == [f"WebPage.lastReviewed can't be {value}"]
    assert list(faults({"@type": "Occupation", "skills": {"@id": "x"}}))
    assert list(faults({"@type": "Occupation", "skills": {"@id": "x"}}, {"x": "Course"}))
    assert not list(faults({"@type": "Occupation", "skills": {"@id": "x"}}, {"x": "DefinedTerm"}))
    assert list(faults({"@type": "LearningResource", "timeRequired": "2 hours"}))
    assert list(faults({"@type": "WebPage", "license": "CC BY 4.0"}))


@pytest.mark.parametrize(
    ("term", "fault"),
    [
        ("dateModified", "no dateModified"),
        ("lastReviewed", "no lastReviewed"),
        ("license", "no license"),
        ("inLanguage", "language None"),
        ("breadcrumb", "trail of 0 steps"),
    ],
)
def test_missing_terms_are_found(term: str, fault: str, catalog: Catalog, plan: Routes) -> None:
    """A page that lacks a term which each page must have is reported."""
    describer = Describer(Renderer(Facts(catalog, TODAY), plan, templates_folder(), "en"), BASE)
    described = describer.describe(plan.page(PageKind.ROLE, "map-maker"), "Title", "Description")
    del described["@graph"][0][term]
    assert fault in list(page_faults(described, PageKind.ROLE, "en"))


def test_role_page(catalog: Catalog, plan: Routes) -> None:
    """A role is an occupation with ESCO's relation to essential skills; language, licence, dates and breadcrumb belong to the page."""
    nodes = describe(catalog, plan, PageKind.ROLE, "lighthouse-keeper")
    role, page = nodes["Occupation"], nodes["WebPage"]
    assert role["name"] == "Lighthouse keeper"
    essential = [item.skill for item in catalog.role("lighthouse-keeper").requires if item.necessity == "essential"]
    assert [item["@id"] for item in role["esco:relatedEssentialSkill"]] == [
        f"{BASE}en/skills/{id}/#skill" for id in essential
    ]
    assert page["mainEntity"] == {"@id": role["@id"]}
    assert page["lastReviewed"] == page["dateModified"] == "2025-06-01"
    assert page["license"].startswith("https://creativecommons.org/")
    assert page["inLanguage"] == "en"
    trail = page["breadcrumb"]["itemListElement"]
    assert [(item["position"], item["item"]["@id"]) for item in trail] == [
        (1, f"{BASE}en/"),
        (2, f"{BASE}en/roles/"),
        (3, f"{BASE}en/roles/lighthouse-keeper/"),
    ]


def test_sheet_of_a_role(catalog: Catalog, plan: Routes) -> None:
    """A sheet is below its role in the breadcrumb and is about the role's occupation."""
    nodes = describe(catalog, plan, PageKind.SHEET, "lighthouse-keeper")
    role = describe(catalog, plan, PageKind.ROLE, "lighthouse-keeper")["Occupation"]
    assert nodes["Occupation"] == role
    page = nodes["WebPage"]
    assert page["mainEntity"] == {"@id": role["@id"]}
    assert [item["item"]["@id"].removeprefix(f"{BASE}en/") for item in page["breadcrumb"]["itemListElement"]] == [
        "",
        "roles/",
        "roles/lighthouse-keeper/",
        "roles/lighthouse-keeper/sheet/",
    ]


def test_relations_to_esco(catalog: Catalog, plan: Routes) -> None:
    """Optional skills are related by ESCO's property, and concepts of ESCO by the SKOS property for the kind of match."""
    role = describe(catalog, plan, PageKind.ROLE, "lighthouse-keeper")["Occupation"]
    assert role["skos:exactMatch"] == [{"@id": "https://esco.example/occupation/1"}]
    assert [item["@id"] for item in role["esco:relatedOptionalSkill"]] == [f"{BASE}en/skills/harbour-piloting/#skill"]
    assert role["occupationalCategory"][0]["codeValue"] == "6221.3"
    broad = describe(catalog, plan, PageKind.ROLE, "map-maker")["Occupation"]
    assert broad["skos:broadMatch"] == [{"@id": "https://esco.example/occupation/2"}]
    skill = describe(catalog, plan, PageKind.SKILL, "star-reading")["DefinedTerm"]
    assert skill["skos:closeMatch"] == [{"@id": "https://esco.example/skill/1"}]
    assert CONTEXT[1]["esco"] == "http://data.europa.eu/esco/model#"
    assert CONTEXT[1]["skos"] == "http://www.w3.org/2004/02/skos/core#"


def test_trainings_by_kind(catalog: Catalog, plan: Routes) -> None:
    """Each training is described by a type for its kind: a course teaches skills, an exam requires them."""
    found = {
        describe(catalog, plan, PageKind.TRAINING, id).keys() - {"WebPage", "WebSite"} and id
        for id in catalog.content.trainings
    }
    assert found == set(catalog.content.trainings)
    course = describe(catalog, plan, PageKind.TRAINING, "star-course")["Course"]
    assert course["provider"]["@type"] == "Organization"
    assert course["teaches"]
    exam = describe(catalog, plan, PageKind.TRAINING, "keeper-exam")["EducationalOccupationalCredential"]
    assert "teaches" not in exam
    assert exam["competencyRequired"]


def test_a_retired_training_says_so(catalog: Catalog, plan: Routes) -> None:
    """A retired training is marked, so that programs can tell it from one that is still offered."""
    found = {id: describe(catalog, plan, PageKind.TRAINING, id) for id in catalog.content.trainings}
    states = {
        id: node.get("creativeWorkStatus")
        for id, nodes in found.items()
        for node in nodes.values()
        if "provider" in node
    }
    assert states == {**dict.fromkeys(catalog.content.trainings), "signal-course": "retired"}


def test_addresses_are_relative_without_a_base(catalog: Catalog, plan: Routes) -> None:
    """Without a base address, links in the description are relative to the page."""
    page = describe(catalog, plan, PageKind.SKILL, "lamp-care", base="")["WebPage"]
    assert page["url"] == "./"
    assert page["breadcrumb"]["itemListElement"][0]["item"] == {"@id": "../../"}


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!-- <script>", "a & b > c", "\u2028\u2029", '"\\']
)
def test_nothing_breaks_out(text: str) -> None:
    """The block holds no character that could end a script element, and still has the same value."""
    block = str(data_block({"x": text}))
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == {"x": text}
