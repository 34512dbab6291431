"""The verbs ``split``, ``retire`` and ``new``: what they write, and what they say remains to be done."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.kinds import KINDS
from generator.kinds.kind import Place
from generator.pipeline import load_linked
from generator.problems import Location, Problem
from generator.workbench.plan import in_real_folder
from tests.atlas import Atlas
from tests.conftest import Ended
from tests.test_workbench import files

Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace standard input by an empty one that is no terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


# --- split


def test_split_sends_references_where_they_belong(run: Run, atlas: Atlas) -> None:
    assert run("translations", "--confirm", "--content", atlas.root).code == 0
    ended = run(
        "split", "skill", "lamp-care", "lamp-building", "--yes", "--content", atlas.root,
        "--to", "roles/night-porter=new", "--to", "trainings=both", "--to", "glossary=both", "--to", "roles=both",
    )  # fmt: skip
    assert ended.code == 0, ended.out + ended.err
    assert "1 of 6 references go to lamp-building, 5 to both" in ended.err
    content = load_linked(atlas.root).content
    assert {item.skill for item in content.roles["night-porter"].value.requires} & {"lamp-care", "lamp-building"} == {
        "lamp-building"
    }
    keeper = [item.skill for item in content.roles["lighthouse-keeper"].value.requires]
    assert keeper[:2] == ["lamp-care", "lamp-building"]
    assert content.glossary["beacon"].value.skills == ("lamp-care", "lamp-building")
    assert content.skills["lamp-building"].value.draft
    assert content.skills["lamp-building"].value.title == content.skills["lamp-care"].value.title


def test_split_leaves_references_without_an_answer(run: Run, atlas: Atlas) -> None:
    before = files(atlas.root)
    assert run("split", "role", "map-maker", "chart-maker", "--yes", "--content", atlas.root).code == 0
    after = files(atlas.root)
    assert {name for name in after if before.get(name) != after[name]} == {"roles/chart-maker.yml"}


def test_split_asks_in_a_terminal(run: Run, atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    references = 6
    monkeypatch.setattr(sys, "stdin", Terminal("new\n" * references + "y\n"))
    ended = run("split", "skill", "lamp-care", "lamps", "--content", atlas.root)
    assert ended.code == 0, ended.out + ended.err
    assert ended.out.count("goes to lamp-care (old), lamps (new) or both") == references
    assert b"skill: lamp-care" not in b"".join(files(atlas.root).values())


# --- retire


def test_a_retired_training_names_the_steps_it_leaves(run: Run, atlas: Atlas) -> None:
    text = atlas.read("trainings/lamp-handbook.yml")
    ended = run("retire", "lamp-handbook", "--successor", "porter-class", "--yes", "--content", atlas.root)
    assert ended.code == 0, ended.out + ended.err
    training = load_linked(atlas.root).content.trainings["lamp-handbook"].value
    assert (training.state, training.successor) == ("retired", "porter-class")
    assert "no training, nor any practice, leads to lamp-care at seen any more" in ended.err
    kept = [
        line
        for line in atlas.read("trainings/lamp-handbook.yml").splitlines()
        if not line.startswith(("state:", "successor:"))
    ]
    assert kept == [line for line in text.splitlines() if not line.startswith("state:")]


def test_steps_that_lose_a_language_or_what_is_free_are_named(run: Run, atlas: Atlas) -> None:
    """The steps keep another training, which is not free and in another language."""
    for path in (atlas.root / "trainings").iterdir():
        cost = "free" if path.stem == "lamp-handbook" else "paid"
        path.write_text(re.sub(r"^cost: .*$", f"cost: {cost}", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    err = run("retire", "lamp-handbook", "--content", atlas.root).err
    assert "note: no free training leads to weather-lore at seen any more\n" in err
    assert "note: no training in en leads to weather-lore at seen any more\n" in err
    assert "no training leads to weather-lore" not in err


def test_optional_steps_that_lose_their_last_training_are_named_as_such(run: Run, atlas: Atlas) -> None:
    atlas.replace("roles/map-maker.yml", "essential\n    why: {de: Man muss", "optional\n    why: {de: Man muss")
    err = run("retire", "harbour-evenings", "--content", atlas.root).err
    assert "note: no training leads to harbour-piloting at seen any more (optional)\n" in err


# --- new


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.has_ids], ids=lambda kind: kind.name)
def test_a_draft_holds_the_keys_of_its_kind(run: Run, atlas: Atlas, kind: object) -> None:
    """A draft lacks only values of its keys; with all commented keys made active, it is YAML with known keys only."""
    one = next(each for each in KINDS if each is kind)
    before = files(atlas.root)
    ended = run("new", one.name, "a-new-one", "--content", atlas.root)
    assert ended.code == 0, ended.out + ended.err
    after = files(atlas.root)
    name = f"{one.plural}/a-new-one.yml" if one.place is Place.FOLDER else one.file
    assert {path for path in after if after[path] != before.get(path)} == {name}
    assert after[name].startswith(before.get(name, b""))
    unfinished = run("check", "--content", atlas.root)
    assert unfinished.code == 1
    assert {
        line.split(": ")[0].rpartition(":")[0].rpartition(":")[0]
        for line in unfinished.err.splitlines()
        if "error[" in line
    } == {f"{atlas.root.as_posix()}/{name}"}
    codes = set(re.findall(r"error\[([a-z-]+)\]", unfinished.err))
    assert not codes & {"unknown-key", "missing-key", "yaml-syntax", "wrong-type"}
    whole = re.sub(r"^( *)# (?=[a-z_ -]+:( |$)|  )", r"\1", atlas.read(name), flags=re.MULTILINE)
    atlas.write(name, whole)
    assert not set(re.findall(r"error\[([a-z-]+)\]", run("check", "--content", atlas.root).err)) & {
        "unknown-key",
        "yaml-syntax",
    }


def test_a_draft_that_is_filled_in_is_a_record(run: Run, atlas: Atlas) -> None:
    assert run("new", "occupation", "net-mender", "--content", atlas.root).code == 0
    text = atlas.read("occupations/net-mender.yml")
    text = text.replace('title: {de: "", en: ""}', "title: {de: Netzflicker/in, en: Net mender}", 1)
    text = re.sub(r"^levels:\n(?:  .*\n)+|^levels:.*\n", "levels: {lamp-care: seen}\n", text, flags=re.MULTILINE)
    atlas.write("occupations/net-mender.yml", text)
    assert run("check", "--content", atlas.root).code == 0
    assert load_linked(atlas.root).content.occupations["net-mender"].value.draft


def test_a_draft_of_a_course_says_what_a_course_needs(run: Run, atlas: Atlas) -> None:
    """A draft filled in only where it says that a line is needed is a valid record."""
    assert run("new", "training", "net-course", "--content", atlas.root).code == 0
    text = atlas.read("trainings/net-course.yml")
    assert text.splitlines()[0].endswith(
        "Lines without # are needed, others where it says so; an empty value is to be filled in."
    )
    values = {
        "title": "Nets", "provider": "coast-school", "kind": "course", "format": "evening-class", "draft": "true",
        "url": "https://coast.example/nets", "languages": "{instruction: [en]}",
        "teaches": "[{skill: lamp-care, from: none, to: seen}]", "checked": "{date: 2025-06-01, how: page-opened}",
    }  # fmt: skip
    needed = re.findall(r"^# .* Needed (?:in a course|in all|with instr|where).*\n# (\w+):", text, re.MULTILINE)
    needed += re.findall(r"^(\w+):", text, re.MULTILINE)
    assert set(needed) == set(values)
    atlas.write("trainings/net-course.yml", "".join(f"{key}: {value}\n" for key, value in values.items()))
    assert run("check", "--content", atlas.root).code == 0


def test_a_draft_offers_the_article_only_where_the_atlas_has_one(run: Run, atlas: Atlas) -> None:
    """An article named only in comments of an earlier draft does not count."""
    assert run("new", "role", "one", "--content", atlas.root).code == 0
    assert "# article | source | editorial" in atlas.read("roles/one.yml")
    for path in atlas.path("roles").glob("*.yml"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("basis: article", "basis: editorial"), encoding="utf-8"
        )
    for path in atlas.path("skills").glob("*.yml"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("basis: article", "basis: editorial"), encoding="utf-8"
        )
    assert run("new", "role", "two", "--content", atlas.root).code == 0
    draft = atlas.read("roles/two.yml")
    assert "# source | editorial" in draft
    assert "article" not in draft


def test_two_drafts_can_wait_side_by_side(run: Run, atlas: Atlas) -> None:
    assert run("new", "skill", "one", "--content", atlas.root).code == 0
    assert run("new", "skill", "two", "--content", atlas.root).code == 0
    assert run("new", "skill", "one", "--content", atlas.root).code == 2


def test_no_message_names_the_copy_on_which_a_change_is_tried(tmp_path: Path) -> None:
    """Neither the place nor the hint of a message has a path in the copy of the folder."""
    copy, root = tmp_path / "copy", tmp_path / "content"
    hint = f"read both, then: rollenatlas translations --confirm {copy}/roles/a.yml"
    tried = Problem(Location(f"{copy}/roles/a.yml", 1, 1), "stale-translation", "x", "y", hint)
    (told,) = in_real_folder([tried], copy, root)
    assert told.location.path == f"{root}/roles/a.yml"
    assert told.hint == hint.replace(str(copy), str(root))
