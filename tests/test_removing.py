"""The verb ``remove``: it removes a record with all references to it, or names what can't be without it and changes nothing."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from generator.kinds import KINDS
from generator.pipeline import load_linked
from generator.workbench.document import read_pieces
from generator.workbench.edits import apply_edits, remove_entries
from generator.workbench.references import references_to
from tests.atlas import FIXTURE, Atlas
from tests.conftest import Ended
from tests.sites import digest

Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace standard input by an empty one that is no terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def every_id() -> list[tuple[str, str]]:
    """Return kind and id of each record of the fictional atlas."""
    content = load_linked(FIXTURE).content
    return [(kind.name, id) for kind in KINDS if kind.has_ids for id in content.records[kind.plural]]


@pytest.mark.parametrize(("kind", "id"), every_id())
def test_it_goes_with_its_references_or_says_why_not(kind: str, id: str, atlas: Atlas, run: Run) -> None:
    """After a removal the content still links and has no new error; a refused one says why and changes nothing."""
    before = digest(atlas.root)
    ended = run("remove", kind, id, "--yes", "--content", atlas.root)
    if ended.code:
        assert (ended.code, digest(atlas.root)) == (2, before)
        assert "can't just go:\n" in ended.err or "step of a scale" in ended.err
        assert atlas.root.as_posix() in ended.err or "step of a scale" in ended.err
        return
    content = atlas.catalog().content
    plural = next(one for one in KINDS if one.name == kind)
    assert id not in content.records[plural.plural]
    assert references_to(content, plural, id) == ()
    assert not [record for record in content.confirmed if record == f"{plural.plural}/{id}"]


def test_some_can_go_and_some_can_t(atlas: Atlas, run: Run) -> None:
    """Some kinds of records are refused and others removed, so that the test above covers both cases."""
    refused, gone = {"level", "grade", "group", "provider", "format"}, {"role", "skill", "training", "occupation"}
    missing = refused | gone
    for kind, id in every_id():
        if kind in missing and bool(run("remove", kind, id, "--content", atlas.root).code) is (kind in refused):
            missing.remove(kind)
    assert missing == set()


@pytest.mark.parametrize(
    ("kind", "id", "told"),
    [
        ("provider", "coast-school", "needs a provider; name another there first, or remove that record too"),
        ("group", "craft", "is the only one in groups; name another there first, or remove that record too"),
        ("level", "seen", "merge it into the one beside it: rollenatlas merge level seen ID"),
    ],
)
def test_a_word_of_a_vocabulary_in_use_says_what_to_do(kind: str, id: str, told: str, atlas: Atlas, run: Run) -> None:
    assert told in run("remove", kind, id, "--yes", "--content", atlas.root).err


def test_a_role_takes_along_what_is_its_own(atlas: Atlas, run: Run) -> None:
    """The role's drawing and redirects to its page are removed; other roles lose their references to it."""
    atlas.write(
        "look/marks/night-porter.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path d="M1 1h2"/></svg>',
    )
    atlas.write("redirects.yml", "- {from: roles/guard, to: roles/night-porter, since: 2025-06-01}\n")
    assert run("remove", "role", "night-porter", "--yes", "--content", atlas.root).code == 0
    assert not atlas.path("look/marks/night-porter.svg").exists()
    assert atlas.read("redirects.yml") == "[]\n"
    assert "night-porter" not in "".join(
        path.read_text(encoding="utf-8") for path in atlas.root.rglob("*.yml") if path.parent.name != "releases"
    )


def test_several_go_at_once(atlas: Atlas, run: Run) -> None:
    """Several keys of one mapping can go; if a required mapping would lose its last key, the record is named and nothing is removed."""
    atlas.replace(
        "occupations/baker.yml", "{night-watch: tried}", "{key-keeping: seen, weather-lore: seen, night-watch: tried}"
    )
    assert run("remove", "skill", "key-keeping", "weather-lore", "--yes", "--content", atlas.root).code == 0
    assert "levels: {night-watch: tried}" in atlas.read("occupations/baker.yml")
    ended = run("remove", "skill", "night-watch", "--yes", "--content", atlas.root)
    assert ended.code == 2
    assert 'occupations/baker.yml:1:1: error[missing-key]: found no "levels"' in ended.err


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("{a: 1, b: 2, c: 3, d: 4}", "bd", "{a: 1, c: 3}"),
        ("{a: 1, b: 2, c: 3, d: 4}", "cd", "{a: 1, b: 2}"),
        ("{a: 1, b: 2, c: 3, d: 4}", "ab", "{c: 3, d: 4}"),
        ("a: 1\nb:\n  - x\nc: 3 # why\nd: 4\n", "bc", "a: 1\nd: 4\n"),
        ("a: 1\nb: 2\n", "a", "b: 2\n"),
    ],
)
def test_entries_go_alone_or_together(text: str, gone: str, left: str) -> None:
    piece = read_pieces(text)
    assert piece is not None
    assert apply_edits(text, remove_entries(text, piece, set(gone))) == left


def test_the_first_entries_of_an_item_leave_its_dash() -> None:
    text = "- a: 1\n  b: 2\n  c: 3\n"
    piece = read_pieces(text)
    assert piece is not None
    assert apply_edits(text, remove_entries(text, piece.items[0], {"a", "b"})) == "- c: 3\n"
    assert apply_edits(text, remove_entries(text, piece.items[0], {"a", "c"})) == "- b: 2\n"


def test_a_link_in_a_page_is_named(atlas: Atlas, run: Run) -> None:
    """A link in a person's text is not cut out: the removal is refused with the link's place."""
    page = atlas.read("pages/about.en.md") + "\nSee [the porter](role:night-porter).\n"
    atlas.write("pages/about.en.md", page)
    ended = run("remove", "role", "night-porter", "--yes", "--content", atlas.root)
    assert ended.code == 2
    assert f"pages/about.en.md:{len(page.splitlines())}:18: links to it" in ended.err


@pytest.mark.parametrize("words", [("role", "nobody"), ("rule", "x"), ("role", "night-porter", "nobody")])
def test_what_is_not_there_is_refused(words: tuple[str, ...], atlas: Atlas, run: Run) -> None:
    ended = run("remove", *words, "--yes", "--content", atlas.root)
    assert (ended.code, "there is no" in ended.err) == (2, True)


@pytest.mark.parametrize(("kind", "id"), [("provider", "foo"), ("role", "foo"), ("term", "foo")])
def test_a_draft_goes_as_it_came(kind: str, id: str, atlas: Atlas, run: Run) -> None:
    """A draft can be removed although it has errors, as long as all other records are valid."""
    before = {path: path.read_bytes() for path in atlas.root.rglob("*") if path.is_file()}
    assert run("new", kind, id, "--content", atlas.root).code == 0
    ended = run("remove", kind, id, "--yes", "--content", atlas.root)
    assert ended.code == 0, ended.err
    assert {path: path.read_bytes() for path in atlas.root.rglob("*") if path.is_file()} == before


def test_beside_a_draft_nothing_else_goes(atlas: Atlas, run: Run) -> None:
    """Other records are not removed while there is a draft, since its references are unknown."""
    assert run("new", "provider", "foo", "--content", atlas.root).code == 0
    ended = run("remove", "role", "night-porter", "--yes", "--content", atlas.root)
    assert ended.code == 1
    assert "a draft goes with 'rollenatlas remove KIND ID'" in ended.err
    assert (atlas.root / "roles/night-porter.yml").is_file()


def test_a_draft_in_the_way_is_told_from_what_the_removal_would_bring(atlas: Atlas, run: Run) -> None:
    """While a draft has errors, only these are reported; if others refer to the draft, its removal lists what they would lack."""
    assert run("new", "role", "foo", "--content", atlas.root).code == 0
    ended = run("remove", "role", "lighthouse-keeper", "--yes", "--content", atlas.root)
    assert "roles/foo.yml" in ended.err
    assert "unknown-role" not in ended.err
    assert "lighthouse-keeper" not in ended.err
    assert "nothing is removed while these stand" in ended.err
    atlas.replace("roles/map-maker.yml", "role: lighthouse-keeper", "role: foo")
    ended = run("remove", "role", "foo", "--yes", "--content", atlas.root)
    assert ended.code == 2
    others = ended.err.partition("this can't just go:\n")[2].splitlines()
    assert others
    assert all(line.startswith("then: ") and '"foo"' in line for line in others)
