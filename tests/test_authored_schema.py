"""The schemas for authors describe every property, accept what the check accepts, and reject what the check rejects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.kinds import KINDS
from generator.kinds.authored import authored_schemas
from generator.kinds.kind import Place
from tests.atlas import Atlas
from tests.test_tables import SHIPPED, second_version

LANGUAGES = ("de", "en")
SCHEMAS = authored_schemas(LANGUAGES)


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path and the schema of each property of each object in a schema."""
    for part in (schema, *schema.get("$defs", {}).values()):
        for holder in (part, part.get("items", {}), *part.get("anyOf", ())):
            for name, value in {**holder.get("properties", {}), **holder.get("patternProperties", {})}.items():
                yield f"{part.get('title')}.{name}", value


def description(schema: dict[str, Any], value: dict[str, Any]) -> str:
    """Return the description of a property or, if it has none of its own, that of the closed list or model it refers to."""
    name = value.get("$ref", "").rpartition("/")[2]
    return str(value.get("description") or schema["$defs"].get(name, {}).get("description", ""))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_is_described(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    found = dict(properties(SCHEMAS[name]))
    assert len(found) > 1
    assert [path for path, value in found.items() if not description(SCHEMAS[name], value).endswith(".")] == []


def files(content: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file of a content folder with the name of its schema."""
    yield "site", content / "site.yml"
    if (content / "style.yml").is_file():
        yield "style", content / "style.yml"
    for kind in KINDS:
        if kind.place is Place.FOLDER:
            yield from ((kind.name, path) for path in sorted((content / kind.plural).glob("*.yml")))
        elif (content / kind.file).is_file():
            yield kind.name, content / kind.file


class PlainDates(yaml.SafeLoader):
    """Loader that reads YAML as editors do: numbers and truth values get their types, dates stay texts."""


PlainDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def refusals(content: Path) -> list[str]:
    """Return what the schemas find wrong in a content folder."""
    return [
        f"{path}: {list(error.absolute_path)}: {error.message}"
        for name, path in files(content)
        for error in Draft202012Validator(SCHEMAS[name]).iter_errors(
            yaml.load(path.read_text(encoding="utf-8"), Loader=PlainDates)
        )
    ]


def test_what_the_check_takes_the_schemas_take(atlas: Atlas) -> None:
    assert refusals(atlas.root) == []
    second_version(atlas)
    assert refusals(atlas.root) == []


@pytest.mark.content
def test_the_schemas_take_the_live_content() -> None:
    assert refusals(SHIPPED) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param("roles/map-maker.yml", "necessity: essential", "necessity: needed", id="closed-list"),
        pytest.param("occupations/baker.yml", "summary:", "sumary:", id="mistyped-key"),
        pytest.param("occupations/baker.yml", "title: {de: Bäcker/in, en: Baker}", "title: {de: x}", id="language"),
        pytest.param("occupations/baker.yml", "title: {de: Bäcker/in, en: Baker}\n", "", id="missing-key"),
        pytest.param("roles/lighthouse-keeper.yml", "    en: Light the lamp every night\n", "", id="half-a-statement"),
        pytest.param("skills/lamp-care.yml", "group: craft\n", "", id="missing-key-with-an-older-name"),
        pytest.param(
            "roles/lighthouse-keeper.yml", "en: Light the lamp", "en: Light the lamp" + 6000 * "!", id="too-long"
        ),
        pytest.param("trainings/star-course.yml", "hours: [10, 20]", "hours: [10, 20, 30]", id="range"),
    ],
)
def test_what_the_check_refuses_the_schemas_mark(name: str, old: str, new: str, atlas: Atlas) -> None:
    text = atlas.read(name)
    assert old in text
    atlas.write(name, text.replace(old, new, 1))
    assert refusals(atlas.root) != []


def test_references_say_what_they_lead_to() -> None:
    requirement = SCHEMAS["role"]["$defs"]["Requirement"]["properties"]
    assert requirement["skill"]["x-reference"] == "skill"
    assert requirement["necessity"]["$ref"].endswith("Necessity")
    assert SCHEMAS["role"]["$defs"]["Necessity"]["enum"] == ["essential", "optional"]


def test_texts_take_every_scalar() -> None:
    """A field for texts also accepts what YAML reads as a number, a truth value or null."""
    training = Draft202012Validator(SCHEMAS["training"])
    record = {"provider": "x", "kind": "course", "format": "y", "url": "https://x.example/"}
    assert [list(training.iter_errors({**record, "title": title})) for title in (10, 1.1, True, None, "x")] == [[]] * 5


def test_of_one_language_a_text_needs_no_mapping() -> None:
    role = Draft202012Validator(authored_schemas(("en",))["role"])
    record = {"title": "Baker", "tasks": ["Bake", {"en": "Sell", "basis": "editorial"}], "summary": {"en": "Bakes."}}
    assert list(role.iter_errors(record)) == []
    assert list(role.iter_errors({**record, "title": 301 * "x"}))
    assert list(role.iter_errors({**record, "tasks": [6001 * "x"]}))


@pytest.mark.parametrize(
    ("languages", "statement"),
    [
        pytest.param(("de", "en"), {"de": ["Eins", "Zwei"], "en": ["One", "Two"]}, id="points"),
        pytest.param(("en",), ["One", "Two"], id="points-of-one-language"),
        pytest.param(("en",), "One", id="text-of-one-language"),
    ],
)
def test_a_statement_may_be_a_list(languages: tuple[str, ...], statement: Any) -> None:
    skill = {
        "title": dict.fromkeys(languages, "Sailing"),
        "groups": ["craft"],
        "levels": {"seen": {"statement": statement}},
    }
    schema = Draft202012Validator(authored_schemas(languages)["skill"])
    assert list(schema.iter_errors(skill)) == []
    for wrong in ([], [{"a": "b"}]):
        skill["levels"] = {"seen": {"statement": wrong}}
        assert list(schema.iter_errors(skill))
