"""How readers and reviewers take part: the link on each page to report a mistake, issue forms, and the summary of what a change does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from lxml import html

from generator.preview.live import LivePreview
from tests.atlas import FIXTURE, TODAY, Atlas
from tests.conftest import Ended
from tests.sites import ROOT, project

Run = Callable[..., Ended]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
FEEDBACK = (
    "https://code.example/new?template=1-correction.yml&title={title}&record={path}&language={language}&page={address}"
)


# --- links of the pages


@pytest.fixture
def atlas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Atlas:
    """Return the content of a project, which a test may edit."""
    folder = project(tmp_path / "project")
    monkeypatch.chdir(folder)
    return Atlas(folder / "content")


@pytest.fixture
def pages(atlas: Atlas) -> Iterator[Callable[[str], Any]]:
    """Yield a function that returns a page of that project as a tree, made with the settings at the first request."""
    benches: list[LivePreview] = []

    def page(path: str) -> Any:
        if not benches:
            benches.append(LivePreview(atlas.root.parent / "mkdocs.yml", atlas.root, TODAY))
            benches[0].refresh()
        answer = benches[0].answer(path)
        assert answer is not None, benches[0].situation
        return html.document_fromstring(answer.content)

    yield page
    for bench in benches:
        bench.close()


def feedback(tree: Any) -> list[str]:
    """Return the links of a page for reporting a mistake."""
    return [str(link) for link in tree.xpath("//p[@class='ra-improve']/a[not(contains(@rel, 'edit'))]/@href")]


@pytest.mark.parametrize(
    ("path", "record", "title"),
    [
        ("en/roles/map-maker/", "content/roles/map-maker.yml", "Map maker"),
        ("de/roles/map-maker/", "content/roles/map-maker.yml", "Kartenmacher/in"),
        ("en/matrix/", "", "Matrix"),
    ],
)
def test_every_page_has_a_link_that_names_record_and_language(
    path: str, record: str, title: str, atlas: Atlas, pages: Callable[[str], Any]
) -> None:
    atlas.replace("site.yml", "  edit_url:", f"  feedback_url: {FEEDBACK}\n  edit_url:")
    (link,) = feedback(pages(path))
    query = {key: values[0] for key, values in parse_qs(urlsplit(link).query, keep_blank_values=True).items()}
    language, _, address = path.partition("/")
    assert (query["record"], query["language"], query["page"]) == (record, language, address)
    assert title in query["title"]


@pytest.mark.parametrize("place", [".", "..", "roles"])
def test_links_name_the_record_by_its_path_in_the_repository(
    place: str, atlas: Atlas, pages: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder from which the program is run makes no difference."""
    atlas.replace("site.yml", "  edit_url:", f"  feedback_url: {FEEDBACK}\n  edit_url:")
    monkeypatch.chdir(atlas.root / place)
    tree = pages("en/roles/map-maker/")
    (edit,) = tree.xpath("//p[@class='ra-improve']/a[contains(@rel, 'edit')]/@href")
    assert edit == "https://code.example/coast/atlas/edit/main/content/roles/map-maker.yml"
    (link,) = feedback(tree)
    assert parse_qs(urlsplit(link).query)["record"] == ["content/roles/map-maker.yml"]


def test_without_an_address_for_it_no_page_has_such_a_link(pages: Callable[[str], Any]) -> None:
    tree = pages("en/roles/map-maker/")
    assert feedback(tree) == []
    assert tree.xpath("//p[@class='ra-improve']/a")


# --- issue forms


def test_there_are_forms() -> None:
    assert len(FORMS) >= 3


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_github_takes(path: Path) -> None:
    """A form keeps GitHub's rules: it has a name, description and body, ids are unique, and all parts but Markdown have labels."""
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= form.keys() <= {"name", "description", "title", "labels", "body"}
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 0
    for part in form["body"]:
        assert part["type"] in {"markdown", "input", "textarea", "dropdown"}
        attributes = part["attributes"]
        if part["type"] == "markdown":
            assert attributes["value"]
        else:
            assert " / " in attributes["label"], "both languages"
        if part["type"] == "dropdown":
            assert len(attributes["options"]) > 1


def test_the_form_for_corrections_takes_what_the_link_says() -> None:
    """The form has fields for the link's record and language; GitHub fills fields from parameters named like their ids."""
    (form,) = [path for path in FORMS if path.stem == "1-correction"]
    ids = {part.get("id") for part in yaml.safe_load(form.read_text(encoding="utf-8"))["body"]}
    assert {"record", "language"} <= ids
    assert f"template={form.name}" in FEEDBACK


# --- the summary


def test_a_change_is_summed_up_for_reviewers(atlas: Atlas, run: Run) -> None:
    atlas.replace("trainings/star-course.yml", "Zehn Abende", "Elf Abende")
    atlas.write(
        "trainings/moon-course.yml", atlas.read("trainings/tide-tables.yml").replace("https://", "https://moon.")
    )
    (atlas.root / "occupations/baker.yml").unlink()
    row = "  - {skill: weather-lore, level: seen, necessity: optional}\n"
    atlas.replace("roles/night-porter.yml", "requires:\n", f"requires:\n{row}")
    ended = run("changes", "--against", FIXTURE, "--content", atlas.root)
    assert ended.code == 0, ended.err
    text = ended.out
    assert text.startswith("## What this change does to the site\n")
    new, gone, changed = (
        text[text.index(f"### {title}") :] for title in ("New pages", "Pages that are gone", "Changed pages")
    )
    assert "- `/de/trainings/moon-course/`, `/en/trainings/moon-course/`" in new.split("###")[1]
    assert "- `/de/occupations/baker/`, `/en/occupations/baker/`" in gone.split("###")[1]
    assert "- `/de/trainings/star-course/`\n" in changed.split("###")[1]
    assert "| trainings | 7 | 8 |" in text
    assert "- New courses and resources: Tide Tables (`training-added moon-course`)\n" in text
    assert (
        "- New requirements: Weather lore (Night porter): Seen, optional (`requirement-added night-porter: weather-lore - -> seen`)"
        in text
    )


def test_a_renamed_record_is_no_new_requirement(atlas: Atlas, run: Run) -> None:
    assert run("rename", "skill", "lamp-care", "lantern-care", "--yes", "--content", atlas.root).code == 0
    text = run("changes", "--against", FIXTURE, "--content", atlas.root).out
    listed = text.split("### Requirements, levels and offers\n\n")[1].partition("###")[0].strip()
    assert listed == "- `skill-renamed lamp-care -> lantern-care`"
    assert "- `/de/skills/lamp-care/`, `/en/skills/lamp-care/`" in text.split("### Pages that have moved")[1]
    assert "Pages that are gone" not in text


def test_no_change_is_summed_up_in_a_line(run: Run) -> None:
    text = run("changes", "--against", FIXTURE, "--content", FIXTURE).out
    assert "0 pages new, 0 changed, 0 gone, " in text
    assert "###" not in text
