"""What authors' editors get: schemas with ids, settings and a reference of fields, all tested with a real language server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.editors import EDITOR_FOLDER, SETTINGS, editor_settings, ids_of, write_editor_files
from generator.kinds.authored import authored_schemas
from generator.kinds.meanings import MEANINGS
from generator.kinds.reference import field_reference
from generator.pipeline import load_linked
from generator.preview.live import LivePreview
from tests.atlas import TODAY, Atlas
from tests.conftest import Ended
from tests.language_server import LanguageServer, language_server
from tests.sites import ROOT, project

Run = Callable[..., Ended]
ROLE = "roles/map-maker.yml"


def schemas_of(folder: Path) -> dict[Path, str]:
    """Return the file pattern of each schema of a project, as its editor settings say."""
    patterns = editor_settings("content")["yaml.schemas"]
    assert isinstance(patterns, dict)
    return {folder / path: str(folder / pattern) for path, pattern in patterns.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project with the fictional atlas and its schemas."""
    folder = project(tmp_path / "project")
    write_editor_files(folder / EDITOR_FOLDER, load_linked(folder / "content").content)
    return folder


@pytest.fixture
def server(folder: Path) -> Iterator[LanguageServer]:
    """Yield a language server for that project."""
    with language_server(schemas_of(folder)) as server:
        yield server


# --- the files written for editors


def test_the_verb_writes_schemas_and_settings(tmp_path: Path, run: Run) -> None:
    folder = project(tmp_path / "project")
    ended = run("schema", "--content", folder / "content")
    assert ended.code == 0
    assert {path.name for path in (folder / EDITOR_FOLDER).iterdir()} == {
        *(f"{name}.json" for name in authored_schemas(("de",))), "fields.md",
    }  # fmt: skip
    assert json.loads((folder / SETTINGS).read_text(encoding="utf-8")) == editor_settings("content")
    (folder / SETTINGS).write_text("{}", encoding="utf-8")
    assert run("schema", "--content", folder / "content").out.startswith("0 files changed")
    assert (folder / SETTINGS).read_text(encoding="utf-8") == "{}"


def test_check_keeps_schemas_fresh_and_makes_none(tmp_path: Path, run: Run) -> None:
    folder = project(tmp_path / "project")
    run("check", "--content", folder / "content")
    assert not (folder / EDITOR_FOLDER).exists()
    run("schema", "--content", folder / "content")
    atlas = Atlas(folder / "content")
    atlas.write("trainings/moon-course.yml", atlas.read("trainings/star-course.yml").replace("/stars", "/moon"))
    run("check", "--content", folder / "content")
    assert "moon-course" in (folder / EDITOR_FOLDER / "training.json").read_text(encoding="utf-8")


def test_the_preview_keeps_schemas_fresh(tmp_path: Path) -> None:
    folder = project(tmp_path / "project")
    bench = LivePreview(folder / "mkdocs.yml", folder / "content", TODAY)
    bench.refresh()
    bench.prepare()
    schema = folder / EDITOR_FOLDER / "role.json"
    assert "star-reading" in schema.read_text(encoding="utf-8")
    Atlas(folder / "content").replace("skills/star-reading.yml", "de: Sternkunde", "de: Himmelskunde")
    bench.refresh([folder / "content/skills/star-reading.yml"])
    bench.prepare()
    assert "Himmelskunde" in schema.read_text(encoding="utf-8")
    bench.close()


def test_references_offer_the_ids_there_are(folder: Path) -> None:
    ids = ids_of(load_linked(folder / "content").content)
    schemas = authored_schemas(("de", "en"), ids)
    requirement = schemas["role"]["$defs"]["Requirement"]["properties"]
    assert requirement["skill"]["enum"] == list(ids["skill"])
    assert requirement["skill"]["enumDescriptions"] == list(ids["skill"].values())
    levels = requirement["levels"]["anyOf"][0]
    assert list(levels["properties"]) == list(ids["grade"])
    assert levels["additionalProperties"] is False
    assert "none" in next(iter(levels["properties"].values()))["enum"]
    assert list(schemas["skill"]["properties"]["levels"]["properties"]) == list(ids["level"])
    assert "none" in schemas["training"]["properties"]["successor"]["anyOf"][0]["enum"]
    assert "enum" not in schemas["role"]["$defs"]["Boundary"]["properties"]["text"]


def test_where_nothing_is_known_every_id_may_stand() -> None:
    assert "enum" not in authored_schemas(("en",), {"skill": {}})["role"]["$defs"]["Requirement"]["properties"]["skill"]


def test_every_word_of_a_closed_list_is_explained() -> None:
    lists = {
        part["title"]: part["enum"]
        for schema in authored_schemas(("en",)).values()
        for part in schema["$defs"].values()
        if "enum" in part
    }
    assert {name: list(words) for name, words in MEANINGS.items()} == lists


def test_the_reference_names_every_field_and_word() -> None:
    text = field_reference(("de", "en"))
    schemas = authored_schemas(("de", "en"))
    assert [name for name in schemas if f"\n## {name}\n" not in text] == []
    fields = {name for schema in schemas.values() for name in schema.get("items", schema)["properties"]}
    assert [name for name in fields if f"| {name} |" not in text and f"| **{name}** |" not in text] == []
    assert [word for words in MEANINGS.values() for word in words if f"- `{word}`: " not in text] == []
    links = {part.partition(")")[0] for part in text.split("](#")[1:]}
    assert [link for link in links if f'<a id="{link}"></a>' not in text] == []


def test_the_repository_has_them_as_they_are_now() -> None:
    """The repository's copies are current. To update: ``rollenatlas schema``, then copy ``.schema/fields.md`` to ``docs/fields.md``."""
    assert (ROOT / "docs" / "fields.md").read_text(encoding="utf-8") == field_reference(("de", "en"))
    assert json.loads((ROOT / SETTINGS).read_text(encoding="utf-8")) == editor_settings("content")


# --- diagnostics and completions of a language server


@pytest.mark.system
def test_good_records_are_not_marked(folder: Path, server: LanguageServer) -> None:
    files = sorted((folder / "content").rglob("*.yml"))
    assert len(files) > 30
    assert server.diagnostics(*files) == []


@pytest.mark.audit  # ``make test`` validates the content by the same schemas without the server
@pytest.mark.system
@pytest.mark.content
def test_the_live_content_is_not_marked(tmp_path: Path) -> None:
    folder = project(tmp_path / "project", ROOT / "content")
    write_editor_files(folder / EDITOR_FOLDER, load_linked(folder / "content").content)
    files = [
        path for name in schemas_of(folder).values() for path in sorted(folder.glob(name.removeprefix(f"{folder}/")))
    ]
    assert len(files) > 100
    with language_server(schemas_of(folder)) as server:
        assert server.diagnostics(*files) == []


@pytest.mark.system
@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        pytest.param("skill: chart-drawing", "skill: chart-drawn", "chart-drawn", "not accepted", id="unknown-id"),
        pytest.param(
            "necessity: essential", "necessity: needed", "necessity: needed", "not accepted", id="unknown-word"
        ),
        pytest.param("summary:", "sumary:", "sumary:", "sumary is not allowed", id="mistyped-key"),
    ],
)
def test_mistakes_are_marked_at_their_line(
    old: str, new: str, line: str, message: str, folder: Path, server: LanguageServer
) -> None:
    path = folder / "content" / ROLE
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    number = next(n for n, one in enumerate(text.split("\n"), start=1) if line in one)
    found = server.diagnostics(path, text=text)
    assert [one for one in found if one.startswith(f"{path.name}:{number}: ") and message in one], found


@pytest.mark.system
def test_ids_and_keys_are_offered_and_explained(folder: Path, server: LanguageServer) -> None:
    def offered(name: str, *lines: str) -> dict[str, str]:
        """Return the completions, with their explanations, at the end of a new file of these lines."""
        path = folder / "content" / "roles" / name
        server.diagnostics(path, text="\n".join(lines))
        return server.completions(path, len(lines) - 1, len(lines[-1]))

    title = "title: {de: Lotse, en: Pilot}"
    roles = offered("a.yml", title, "boundary:", "  - role: ")
    assert roles.keys() == {"lighthouse-keeper", "map-maker", "night-porter"}
    assert roles["map-maker"] == "Kartenmacher/in"
    grades = offered("b.yml", title, "requires:", "  - skill: lamp-care", "    levels:", "      s")
    assert {"start", "full"} <= grades.keys()
    keys = offered("c.yml", title, "ma")
    assert {"mappings", "market", "maturity"} <= keys.keys()
    assert "labour market" in keys["market"]
    assert "Title of the role." in server.hover(folder / "content" / "roles" / "c.yml", 0, 2)
