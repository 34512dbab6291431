"""Faults of ``site.yml`` stand alone: how texts are to be read it says itself, so nothing said of the others would be true."""

from __future__ import annotations

import re

import pytest

from generator.resources import templates_folder
from generator.starter.program import Program
from generator.starter.project import write_project
from tests.atlas import TODAY, Atlas


@pytest.fixture(params=["en", "de,en"])
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The example of ``init``: in one language its texts stand without it."""
    target = tmp_path_factory.mktemp("own") / "atlas"
    languages = request.param.split(",")
    write_project(target, templates_folder(), languages, title="", levels=4, day=TODAY, program=Program(""))
    return Atlas(target / "content")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tagline:", "tag_line:", "unknown-key"),
        ("languages:\n", "languages: [\n", "yaml-syntax"),
        ("  orphan_skills: 0", "  orphan_skills: few", "wrong-type"),
    ],
)
def test_only_its_own_faults_are_named(own: Atlas, old: str, new: str, code: str) -> None:
    own.replace("site.yml", old, new)
    own.write("roles/station-planner.yml", "title: [\n")
    ((path, _, _, found),) = own.places()
    assert (path, found) == ("site.yml", code)


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
