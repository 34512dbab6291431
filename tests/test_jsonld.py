"""JSON-LD: only terms that schema.org knows, where it knows them, and nothing that breaks out of its script element."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.catalog import Catalog
from generator.pipeline import load_catalog
from generator.publish.jsonld import Describer, data_block
from generator.render.pages import Renderer
from generator.render.plan import Kind, Plan, make_plan
from generator.resources import templates_folder
from tests.atlas import FIXTURE, TODAY

BASE = "https://coast.example/atlas/"
TYPES: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures" / "schema-org.json").read_text())["types"]
TEXTS = frozenset({"Text", "URL", "Date", "DateTime", "Duration"})
OTHER_VOCABULARIES = re.compile(r"esco:related(Essential|Optional)Skill|skos:(exact|close|broad|related)Match")


@cache
def ancestors(name: str) -> frozenset[str]:
    """A type with all types above it."""
    above = [ancestors(parent) for parent in TYPES[name]["parents"] if parent in TYPES]
    return frozenset({name}).union(*above)


def ranges(name: str, term: str) -> list[str] | None:
    """What may stand under a property of a type; nothing if the type has no such property."""
    for each in ancestors(name):
        if term in TYPES[each]["properties"]:
            found: list[str] = TYPES[each]["properties"][term]
            return found
    return None


def kinds_of(value: Any) -> frozenset[str]:
    """What a value may pass for; a mere reference passes for anything, so it is not looked at."""
    if isinstance(value, dict):
        return ancestors(value["@type"]) if value.get("@type") in TYPES else frozenset().union(*map(all_ranges, TYPES))
    if isinstance(value, bool):
        return frozenset({"Boolean"})
    if isinstance(value, int):
        return frozenset({"Integer", "Number"})
    return TEXTS


def all_ranges(name: str) -> frozenset[str]:
    """Everything that may stand under some property of a type."""
    return frozenset(kind for found in TYPES[name]["properties"].values() for kind in found)


def faults(node: Any) -> Iterator[str]:
    """Find properties and values that schema.org does not know for a type."""
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
                yield from faults(item)
            if not kinds_of(item) & set(allowed):
                yield f"{kind}.{term} can't be {item}"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Plan of the fictional atlas."""
    return make_plan(load_catalog(FIXTURE, TODAY)[0])


def describe(catalog: Catalog, plan: Plan, kind: Kind, key: str = "", base: str = BASE) -> dict[str, Any]:
    """Graph of a page by type."""
    describer = Describer(Renderer(catalog, plan, templates_folder(), "en"), base)
    graph = describer.describe(plan.page(kind, key), "Title", "Description")["@graph"]
    return {node["@type"]: node for node in graph}


def test_only_known_terms(catalog: Catalog, plan: Plan) -> None:
    """Every page of every language uses schema.org as it is."""
    for language in catalog.languages:
        describer = Describer(Renderer(catalog, plan, templates_folder(), language), BASE)
        for page in plan.pages:
            for node in describer.describe(page, "Title", "Description")["@graph"]:
                assert list(faults(node)) == [], page.source


def test_faults_are_found() -> None:
    """The check above can fail."""
    assert list(faults({"@type": "Occupation", "inLanguage": "de"})) == ["Occupation has no inLanguage"]
    assert list(faults({"@type": "WebPage", "breadcrumb": {"@type": "Course"}})) == [
        "WebPage.breadcrumb can't be {'@type': 'Course'}"
    ]
    assert list(faults({"@type": "ListItem", "position": True})) == ["ListItem.position can't be True"]


def test_role_page(catalog: Catalog, plan: Plan) -> None:
    """A role is an occupation with ESCO's two relations; language, licence and dates stand on the page."""
    nodes = describe(catalog, plan, Kind.ROLE, "lighthouse-keeper")
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


def test_trainings_by_kind(catalog: Catalog, plan: Plan) -> None:
    """A course is a Course; an exam teaches nothing."""
    found = {
        describe(catalog, plan, Kind.TRAINING, id).keys() - {"WebPage", "WebSite"} and id
        for id in catalog.content.trainings
    }
    assert found == set(catalog.content.trainings)
    course = describe(catalog, plan, Kind.TRAINING, "star-course")["Course"]
    assert course["provider"]["@type"] == "Organization"
    assert course["teaches"]
    exam = describe(catalog, plan, Kind.TRAINING, "keeper-exam")["EducationalOccupationalCredential"]
    assert "teaches" not in exam
    assert exam["competencyRequired"]


def test_addresses_are_relative_without_a_base(catalog: Catalog, plan: Plan) -> None:
    """Without an address of its own, and from a folder, the site's links start at the page."""
    page = describe(catalog, plan, Kind.SKILL, "lamp-care", base="")["WebPage"]
    assert page["url"] == "./"
    assert page["breadcrumb"]["itemListElement"][0]["item"] == {"@id": "../../"}


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!-- <script>", "a & b > c", "\u2028\u2029", '"\\']
)
def test_nothing_breaks_out(text: str) -> None:
    """The block holds none of the characters that end a script element, and says the same."""
    block = str(data_block({"x": text}))
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == {"x": text}
