"""Errors in ``site.yml`` hide no errors of other files, unless the languages can't be read, without which other files can't be checked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from generator.resources import templates_folder
from generator.starter.program import Program
from generator.starter.project import write_project
from tests.atlas import TODAY, Atlas
from tests.conftest import Ended

STRINGS, TEMPLATE = "strings/en.yml", "templates/glossary.html.jinja"
FAULTS = {
    "roles/station-planner.yml": ("title: [\n", "yaml-syntax"),
    STRINGS: ("nav.rolls: Jobs\n", "unknown-string"),
    TEMPLATE: ("{{ roel }}\n", "unknown-name"),
}
"""Text and code of an error in a record, in texts of the interface and in an atlas's own template."""


@pytest.fixture(params=["en", "de,en"])
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """Return the example of ``init``, in one language without language codes or in two."""
    target = tmp_path_factory.mktemp("own") / "atlas"
    languages = request.param.split(",")
    write_project(target, templates_folder(), languages, title="", levels=4, day=TODAY, program=Program(""))
    return Atlas(target / "content")


@pytest.fixture
def check(own: Atlas, run: Callable[..., Ended]) -> Callable[[], set[tuple[str, str]]]:
    """Return a function that checks the atlas with errors in all kinds of files, and returns files with codes."""

    def found() -> set[tuple[str, str]]:
        for name, (text, _) in FAULTS.items():
            own.write(name, text)
        err = run("check", "--content", own.root).err
        return set(
            re.findall(rf"^{re.escape(own.root.as_posix())}/(\S+?):\d+:\d+: error\[([a-z-]+)\]", err, re.MULTILINE)
        )

    return found


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tagline:", "tag_line:", "unknown-key"),
        ("  orphan_skills: 0", "  orphan_skills: few", "wrong-type"),
    ],
)
def test_its_faults_hide_none_of_other_files(
    own: Atlas, check: Callable[[], set[tuple[str, str]]], old: str, new: str, code: str
) -> None:
    own.replace("site.yml", old, new)
    assert check() >= {("site.yml", code), *((name, code) for name, (_, code) in FAULTS.items())}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("style.yml", "lengths: 12\n", "wrong-type"),
        ("vocabularies/grades.yml", "- {id: full}\n", "missing-key"),
        ("tables/skills.csv", "id;titel\n", "wrong-separator"),
    ],
)
def test_faults_of_another_file_hide_none_either(
    own: Atlas, check: Callable[[], set[tuple[str, str]]], name: str, text: str, code: str
) -> None:
    own.write(name, text)
    assert {(name, code), *((path, code) for path, (_, code) in FAULTS.items())} <= check()


def test_without_its_languages_records_and_texts_of_the_interface_wait(
    own: Atlas, check: Callable[[], set[tuple[str, str]]]
) -> None:
    """A template is checked all the same, since it needs no language."""
    own.replace("site.yml", "languages:\n", "languages: [\n")
    assert check() == {("site.yml", "yaml-syntax"), (TEMPLATE, "unknown-name")}


def test_a_language_named_twice_hides_no_fault_of_another(atlas: Atlas) -> None:
    """The duplicate id and the unknown locale are each reported at their place."""
    twice = "  - {id: en, title: English}\n  - {id: en, title: English, locale: xx-QQ}\n"
    text = atlas.read("site.yml")
    atlas.write("site.yml", re.sub(r"^  - \{id: en, .*\n", twice, text, flags=re.MULTILINE))
    found = [(column, code) for _, _, column, code in atlas.places()]
    assert found == [(10, "duplicate-id"), (38, "unknown-locale")]


def test_without_it_nothing_else_is_named(own: Atlas) -> None:
    own.path("site.yml").unlink()
    assert own.places() == [("site.yml", 1, 1, "missing-file")]
