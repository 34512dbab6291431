"""Faults of ``site.yml``: where its languages can be read, they hide none of other files; else nothing said of these would be true."""

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
"""A fault in a record, in texts of the interface and in a template of one's own."""


@pytest.fixture(params=["en", "de,en"])
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The example of ``init``: in one language its texts stand without it."""
    target = tmp_path_factory.mktemp("own") / "atlas"
    languages = request.param.split(",")
    write_project(target, templates_folder(), languages, title="", levels=4, day=TODAY, program=Program(""))
    return Atlas(target / "content")


@pytest.fixture
def check(own: Atlas, run: Callable[..., Ended]) -> Callable[[], set[tuple[str, str]]]:
    """Checks the atlas, all kinds of files of which have faults, and returns files with codes."""

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
        ("tables/skills.csv", "id;titel\n", "missing-column"),
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
    """A template needs no language."""
    own.replace("site.yml", "languages:\n", "languages: [\n")
    assert check() == {("site.yml", "yaml-syntax"), (TEMPLATE, "unknown-name")}


def test_a_language_named_twice_hides_no_fault_of_another(atlas: Atlas) -> None:
    """Each at its place: the second id, the locale."""
    twice = "  - {id: en, title: English}\n  - {id: en, title: English, locale: xx-QQ}\n"
    text = atlas.read("site.yml")
    atlas.write("site.yml", re.sub(r"^  - \{id: en, .*\n", twice, text, flags=re.MULTILINE))
    found = [(column, code) for _, _, column, code in atlas.places()]
    assert found == [(10, "duplicate-id"), (38, "unknown-locale")]


def test_without_it_nothing_else_is_named(own: Atlas) -> None:
    own.path("site.yml").unlink()
    assert own.places() == [("site.yml", 1, 1, "missing-file")]
