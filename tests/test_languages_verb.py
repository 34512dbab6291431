"""The verb ``languages``: adding a language to an atlas, where each text that had no language code keeps its characters."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.pipeline import load_linked
from generator.render.language import load_words
from generator.resources import templates_folder
from generator.starter.program import Program
from generator.starter.project import write_project
from tests.atlas import TODAY, Atlas
from tests.conftest import Ended
from tests.sites import digest

Run = Callable[..., Ended]
FORMS = [
    ("summary: Plain words", "summary: {en: Plain words}"),
    ("summary: plain, with a comma # why", 'summary: {en: "plain, with a comma"} # why'),
    ('summary: "quoted" # why', 'summary: {en: "quoted"} # why'),
    ("summary: 'it''s'", "summary: {en: 'it''s'}"),
    ("summary:   far", "summary:   {en: far}"),
    ("summary: >-\n  folded\n  text", "summary:\n  en: >-\n    folded\n    text"),
    ("summary: | # why\n  two\n\n  lines\n", "summary:\n  en: | # why\n    two\n\n    lines\n"),
    ("summary: over\n  two lines", "summary: {en: over two lines}"),
    ('summary: "over\n  two lines"', 'summary: {en: "over\n  two lines"}'),
    ("tasks:\n  - One\n  # so\n  - {text: Two, basis: article}", "tasks:\n  - {en: One}\n  # so\n  - {text: {en: Two}, basis: article}"),
    ("tasks:\n- >-\n  one\n  two\n- Three", "tasks:\n- en: >-\n    one\n    two\n- {en: Three}"),
    ("tasks:\n  - text: >-\n      one\n    basis: editorial", "tasks:\n  - text:\n      en: >-\n        one\n    basis: editorial"),
    ("tasks: [One, {en: Two}]", "tasks: [{en: One}, {en: Two}]"),
    ("placement: {text: Here, basis: editorial}", "placement: {text: {en: Here}, basis: editorial}"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace standard input by an empty one that is no terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the content folder of the example in English alone."""
    target = tmp_path_factory.mktemp("english") / "own"
    write_project(target, templates_folder(), ["en"], title="", levels=4, day=TODAY, program=Program(""))
    return target / "content"


@pytest.fixture
def own(english: Path, tmp_path: Path) -> Atlas:
    """Return a copy of the English example that the test may change."""
    return Atlas(Path(shutil.copytree(english, tmp_path / "content")))


@pytest.mark.parametrize(("before", "after"), FORMS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_text_keeps_its_characters(own: Atlas, run: Run, before: str, after: str, newline: str) -> None:
    name = "roles/hands.yml"
    rest = (
        "title: Hands\n{}\nreviewed: 2025-06-01\n" if before.startswith("summary") else "title: Hands\nsummary: S\n{}\n"
    )
    own.write_bytes(name, rest.format(before).replace("\n", newline).encode())
    ended = run("languages", "--add", "de", "--yes", "--content", own.root)
    assert ended.code == 0, ended.err
    expected = (
        rest.format(after).replace("title: Hands", "title: {en: Hands}").replace("summary: S\n", "summary: {en: S}\n")
    )
    assert own.path(name).read_bytes().decode() == expected.replace("\n", newline)
    own.catalog()


def test_points_of_a_level_stay_a_list(own: Atlas, run: Run) -> None:
    """The points of a level's statement stay a list, whether or not the dashes in the file are indented."""
    skill = "title: Knots\ntype: skill\ngroup: workshop\nlevels:\n  basics:\n    statement:\n{}\n  independent: {{statement: [Third]}}\n"
    for dash in ("    ", "      "):
        own.write("skills/knots.yml", skill.format(f"{dash}- You can tie one\n{dash}- You can tie another"))
        levels = own.catalog().content.skills["knots"].value.levels
        content = shutil.copytree(own.root, own.root.with_name(f"at-{len(dash)}"))
        assert run("languages", "--add", "sv", "--yes", "--content", content).code == 0
        after = load_linked(content).content.skills["knots"].value.levels
        assert {id: level.statement for id, level in after.items()} == {
            id: level.statement for id, level in levels.items()
        }


def test_first_it_is_shown(own: Atlas, run: Run) -> None:
    """Without ``--yes`` nothing is written. With it the half-translated atlas passes the check, and nothing is left to convert."""
    before = digest(own.root)
    ended = run("languages", "--add", "de", "--content", own.root)
    assert '+title: {en: "Fleet mechanic"}' in ended.out.splitlines()
    assert digest(own.root) == before
    assert run("languages", "--add", "de", "--yes", "--content", own.root).code == 0
    assert run("check", "--content", own.root).code == 0
    catalog = own.catalog()
    assert catalog.languages == ("en", "de")
    assert {tuple(record.value.title) for record in catalog.content.roles.values()} == {("en",)}
    listed = run("languages", "--content", own.root).out.splitlines()
    assert listed[0] == "en English, the default: no texts missing"
    assert listed[1].startswith("de Deutsch: ")
    assert run("languages", "--add", "de", "--content", own.root).out == "nothing to change\n"


def test_the_example_stays_the_example(own: Atlas, run: Run) -> None:
    """Adding a language does not hide that the texts are still those of the example."""
    before = [line for line in run("check", "--content", own.root).err.splitlines() if "example-text" in line]
    run("languages", "--add", "fr", "--yes", "--content", own.root)
    assert [line for line in run("check", "--content", own.root).err.splitlines() if "example-text" in line] == before


def test_a_language_that_the_program_lacks_brings_its_files(own: Atlas, run: Run) -> None:
    """A language that the program has no texts for gets files of marked texts, whose originals are confirmed; ``check`` names the verb."""
    own.replace("site.yml", "  - {id: en, ", "  - {id: fr, title: Français}\n  - {id: en, ")
    ended = run("check", "--content", own.root)
    assert "all such texts at once: rollenatlas languages --add CODE" in ended.err
    assert run("languages", "--add", "fr", "--yes", "--content", own.root).code == 0
    assert own.catalog().languages == ("fr", "en")
    assert own.catalog().content.roles["fleet-mechanic"].value.title == {"en": "Fleet mechanic"}
    ended = run("check", "--content", own.root)
    assert (ended.code, "unconfirmed-original" in ended.err, "marked-strings" in ended.err) == (0, False, True)
    own.path("strings/fr.yml").unlink()
    ended = run("check", "--content", own.root)
    assert "run: rollenatlas languages --add fr, which writes it" in ended.err
    assert run("languages", "--add", "fr", "--yes", "--content", own.root).code == 0
    assert run("check", "--content", own.root).code == 0


@pytest.mark.parametrize(
    ("id", "says"), [("xx", "not the code of a language"), ("../x", "not the code"), ("", "not the code")]
)
def test_what_is_no_language_is_refused(id: str, says: str, own: Atlas, run: Run) -> None:
    ended = run("languages", "--add", id, "--yes", "--content", own.root)
    assert (ended.code, says in ended.err) == (2, True)


def test_a_language_of_the_example_says_what_its_readers_read(own: Atlas, run: Run) -> None:
    """An added language of the example gets the same ``reads`` line as ``init`` writes."""
    assert run("languages", "--add", "de", "--yes", "--content", own.root).code == 0
    assert "{id: de, title: Deutsch, reads: [de, en]}" in own.read("site.yml")


@pytest.mark.parametrize(("id", "line"), [("sv", "own_letters: {z: [å, ä, ö]}"), ("fr", "# own_letters: ")])
def test_letters_with_a_place_of_their_own_are_set(id: str, line: str, own: Atlas, run: Run) -> None:
    """``own_letters`` is set for a language whose alphabet has such letters; for others the line stays a commented example."""
    assert run("languages", "--add", id, "--yes", "--content", own.root).code == 0
    assert [one for one in own.read(f"languages/{id}.yml").splitlines() if one.startswith(line)]
    words = load_words((templates_folder(), own.root), id, ("en", id))
    assert bool(words.own_letters) == (id == "sv")


def test_a_new_language_has_one_line_for_each_file(own: Atlas, run: Run) -> None:
    """``check`` prints one line per file with the number of texts that it lacks; the three verbs print the same total."""
    run("languages", "--add", "fr", "--yes", "--content", own.root)
    lines = [line for line in run("check", "--content", own.root).err.splitlines() if "[missing-translation]" in line]
    files = [line.partition(":")[0] for line in lines]
    assert len(files) == len(set(files)) > 10
    numbers = [re.search(r'no "fr" for (\d+) texts', line) for line in lines]
    total = sum(int(number[1]) if number else 1 for number in numbers)
    told = f"fr Français: {total} texts missing, "
    for verb in ("languages", "check", "translations"):
        ended = run(verb, "--content", own.root)
        (line,) = (line for line in (ended.out + ended.err).splitlines() if line.startswith(told))
        assert line.endswith("texts of the interface still in another language")
    role = next(line for line in lines if "roles/fleet-mechanic.yml" in line)
    listed = run("translations", own.root / "roles/fleet-mechanic.yml", "--content", own.root).err
    assert listed.count("missing-translation") == int(re.findall(r"for (\d+) texts", role)[0])
