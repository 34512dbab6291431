"""Verbs that change many records: each edit changes its own characters only, all references still link, nothing is lost."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.kinds import KINDS
from generator.load import read_yaml
from generator.pipeline import load_linked
from generator.workbench.document import Piece, read_pieces
from generator.workbench.writing import behind_key, scalar
from tests.atlas import Atlas
from tests.conftest import Ended

SHIPPED = Path(__file__).parents[1] / "content"
Run = Callable[..., Ended]


def files(root: Path) -> dict[str, bytes]:
    """Return all files of a folder, also hidden ones, by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def every_id() -> list[tuple[str, str]]:
    """Return kind and id of each record of the fictional atlas."""
    content = load_linked(Atlas(Path(__file__).parent / "fixtures" / "atlas").root).content
    return [(kind.name, id) for kind in KINDS if kind.has_ids for id in content.records[kind.plural]]


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace standard input by an empty one that is no terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


# --- pieces of YAML


@pytest.mark.content
def test_pieces_say_what_the_loader_reads() -> None:
    for path in sorted(SHIPPED.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        node, problems = read_yaml(text, "x")
        piece = read_pieces(text)
        assert not problems
        assert piece is not None
        assert node is not None
        assert piece.plain() == node.plain(), path


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_pieces_know_their_places(newline: str) -> None:
    text = newline.join(
        [
            "# 🙂 ü",
            "a: 'x'  # c",
            "b: [one, {k: v}]",
            "c:",
            "  - d: |-",
            "      e",
            "      f",
            "    g: h",
            "last: x y",
            "",
        ]
    )
    found = read_pieces(text)
    assert found is not None

    def cut(piece: Piece | None) -> str:
        assert piece is not None
        return text[piece.start : piece.end]

    assert cut(found.at(("a",))) == "'x'"
    assert cut(found.at(("b", 1, "k"))) == "v"
    assert cut(found.at(("b",))) == "[one, {k: v}]"
    assert cut(found.at(("c", 0, "g"))) == "h"
    assert cut(found.at(("c", 0))).endswith("g: h")
    assert cut(found.at(("last",))) == "x y"


@pytest.mark.parametrize(
    "text",
    ["no", "a: b", "a #b", "- x", "", " x", "x ", "'", '"', "[", "{a", "a, b", "a]", "#", "&x", "!x", "*x", "%", "@", "`", "x:",
     "ü „x“", "a\\b", "line\nline", "line\n\nline\n", "?", "-", "...", "---", "a" * 300, ("word " * 60).strip(), "tab\tx"],
)  # fmt: skip
def test_written_texts_are_read_back(text: str) -> None:
    for sample, path in ((f"k:{behind_key(text)}\n", ("k",)), (f"k: [{scalar(text, flow=True)}, x]\n", ("k", 0))):
        found = read_pieces(sample)
        assert found is not None
        piece = found.at(path)
        assert piece is not None
        assert piece.value == text


# --- rename


@pytest.mark.parametrize(("kind", "id"), every_id(), ids="/".join)
def test_a_renamed_record_is_the_same_under_another_id(run: Run, atlas: Atlas, kind: str, id: str) -> None:
    """All references still link, and each changed file differs in the id only."""
    before = files(atlas.root)
    ended = run("rename", kind, id, "zz-new-name", "--yes", "--content", atlas.root)
    assert ended.code == 0, ended.out + ended.err
    after = files(atlas.root)
    load_linked(atlas.root)
    for name, data in after.items():
        if name == "redirects.yml":
            continue
        assert before[name.replace("zz-new-name", id)] == data.replace(b"zz-new-name", id.encode()), name
    assert len(after) == len(before)
    assert not any(path.name.startswith(".") for path in atlas.root.iterdir())


def test_a_rename_is_shown_and_not_made_without_consent(run: Run, atlas: Atlas) -> None:
    before = files(atlas.root)
    ended = run("rename", "skill", "lamp-care", "lamp-tending", "--content", atlas.root)
    assert ended.code == 0
    assert "-  - skill: lamp-care\n+  - skill: lamp-tending\n" in ended.out
    assert "--yes writes" in ended.err
    assert files(atlas.root) == before


def test_a_renamed_role_leaves_no_dead_address(run: Run, atlas: Atlas) -> None:
    """The role's page, sheet and comparisons are redirected, and so are addresses that led to the old one."""
    atlas.write(
        "look/marks/lighthouse-keeper.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 1"/></svg>',
    )
    assert run("rename", "role", "lighthouse-keeper", "beacon-keeper", "--yes", "--content", atlas.root).code == 0
    redirects = atlas.read("redirects.yml")
    assert redirects.splitlines() == [
        "- {from: roles/tower-warden, to: roles/beacon-keeper, since: 2025-02-01}",
        "- {from: compare/lighthouse-keeper--map-maker, to: compare/beacon-keeper--map-maker, since: 2025-06-30}",
        "- {from: compare/lighthouse-keeper--night-porter, to: compare/beacon-keeper--night-porter, since: 2025-06-30}",
        "- {from: roles/lighthouse-keeper, to: roles/beacon-keeper, since: 2025-06-30}",
        "- {from: roles/lighthouse-keeper/sheet, to: roles/beacon-keeper/sheet, since: 2025-06-30}",
    ]
    assert (atlas.root / "look/marks/beacon-keeper.svg").is_file()
    # Renamed back, the role's page has an address at which no redirect may start.
    assert run("rename", "role", "beacon-keeper", "lighthouse-keeper", "--yes", "--content", atlas.root).code == 0
    assert run("check", "--content", atlas.root).code == 0
    assert "from: roles/lighthouse-keeper," not in atlas.read("redirects.yml")


def test_an_address_that_was_never_released_is_not_redirected(run: Run, atlas: Atlas) -> None:
    """Redirects to the old address lead to the new one nevertheless; before the first release, any address may have been published."""
    atlas.write("redirects.yml", "- {from: trainings/tides, to: trainings/tide-tables, since: 2025-06-01}\n")
    ended = run("rename", "training", "tide-tables", "tide-book", "--yes", "--content", atlas.root)
    assert "no release knows trainings/tide-tables, so no redirect leads on from it" in ended.err
    assert atlas.read("redirects.yml") == "- {from: trainings/tides, to: trainings/tide-book, since: 2025-06-01}\n"
    shutil.rmtree(atlas.root / "releases")
    assert run("rename", "training", "tide-book", "tide-tables", "--yes", "--content", atlas.root).code == 0
    assert "from: trainings/tide-book, to: trainings/tide-tables" in atlas.read("redirects.yml")


def test_confirmed_translations_follow(run: Run, atlas: Atlas) -> None:
    assert run("translations", "--confirm", "--content", atlas.root).code == 0
    lock = atlas.read("translations.lock.json")
    assert run("rename", "skill", "lamp-care", "lamp-tending", "--yes", "--content", atlas.root).code == 0
    assert run("rename", "level", "tried", "tested", "--yes", "--content", atlas.root).code == 0
    assert run("translations", "--content", atlas.root).err == "0 errors, 0 warnings\n"
    moved = atlas.read("translations.lock.json")
    assert sorted(moved.replace("lamp-tending", "lamp-care").replace("tested", "tried")) == sorted(lock)
    assert '"requires.lamp-tending.why"' in moved
    assert '"levels.tested.statement"' in moved


def test_exceptions_follow(run: Run, atlas: Atlas) -> None:
    atlas.replace("occupations/baker.yml", "2025-06-01", "2024-01-01")
    atlas.write("exceptions.yml", "- {code: review-overdue, record: occupations/baker, reason: x, until: 2025-12-31}\n")
    assert run("rename", "occupation", "baker", "bread-baker", "--yes", "--content", atlas.root).code == 0
    assert "record: occupations/bread-baker," in atlas.read("exceptions.yml")
    assert run("check", "--strict", "--content", atlas.root).code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("rename", "skil", "a", "b"), 'no kind "skil"'),
        (("rename", "skill", "lamp-car", "b"), 'did you mean "lamp-care"?'),
        (("rename", "skill", "lamp-care", "Lamp Care"), "is not a valid id"),
        (("rename", "skill", "lamp-care", "night-watch"), 'a skill "night-watch" already'),
        (("rename", "role", "map-maker", "baker"), 'a occupation "baker" already'),
        (("rename", "skill", "lamp-care", "de"), "uses it itself"),
        (("rename", "redirect", "a", "b"), 'there is no redirect "a"'),
        (("merge", "skill", "lamp-care", "lamp-care"), "into itself"),
        (("retire", "star-course", "--successor", "star-course"), "its own successor"),
        (("split", "skill", "lamp-care", "lamps", "--to", "roles=x"), "RECORD=both"),
        (
            ("split", "skill", "lamp-care", "lamps", "--to", "roles/night-guard=new"),
            'did you mean "roles/night-porter"?',
        ),
        (("split", "skill", "lamp-care", "lamps", "--to", "roles/map-maker=new"), "these do: "),
        (("new", "skill", "lamp-care"), 'a skill "lamp-care" already'),
    ],
)
def test_what_can_t_be_done_is_wrong_usage(run: Run, atlas: Atlas, arguments: tuple[str, ...], says: str) -> None:
    before = files(atlas.root)
    ended = run(*arguments, *(("--yes",) if arguments[0] != "new" else ()), "--content", atlas.root)
    assert ended.code == 2
    assert says in ended.err
    assert files(atlas.root) == before


def test_broken_content_is_not_changed(run: Run, atlas: Atlas) -> None:
    atlas.replace("roles/map-maker.yml", "skill: storytelling", "skill: stories")
    before = files(atlas.root)
    ended = run("rename", "skill", "lamp-care", "lamp-tending", "--yes", "--content", atlas.root)
    assert ended.code == 1
    assert "error[unknown-skill]" in ended.err
    assert files(atlas.root) == before


def test_layout_comments_and_line_breaks_stay(run: Run, atlas: Atlas) -> None:
    """A byte order mark, Windows line breaks, quotes and comments stay."""
    text = (
        atlas.read("roles/night-porter.yml").replace("skill: lamp-care,", "skill: 'lamp-care' , ").replace("\n", "\r\n")
    )
    atlas.write_bytes("roles/night-porter.yml", b"\xef\xbb\xbf# hello \xf0\x9f\x99\x82\r\n" + text.encode())
    before = files(atlas.root)["roles/night-porter.yml"]
    assert run("rename", "skill", "lamp-care", "lamps", "--yes", "--content", atlas.root).code == 0
    assert files(atlas.root)["roles/night-porter.yml"] == before.replace(b"lamp-care", b"lamps")


@pytest.mark.content
def test_a_skill_of_the_shipped_atlas(run: Run, tmp_path: Path) -> None:
    atlas = Atlas(tmp_path / "content")
    shutil.copytree(SHIPPED, atlas.root)
    before = files(atlas.root)
    day = max(
        record.value.reviewed for record in load_linked(atlas.root).content.skills.values() if record.value.reviewed
    )
    assert run("rename", "skill", "ai-fundamentals", "zz-ai", "--yes", "--content", atlas.root, day=day).code == 0
    after = files(atlas.root)
    changed = {name for name in before if before[name] != after.get(name)}
    assert len(changed) > 50
    for name in sorted(set(after) - {"redirects.yml", "translations.lock.json"}):
        assert before[name.replace("zz-ai", "ai-fundamentals")] == after[name].replace(b"zz-ai", b"ai-fundamentals")
    lines = [
        sorted(data["translations.lock.json"].replace(b"zz-ai", b"ai-fundamentals").replace(b",\n", b"\n").splitlines())
        for data in (before, after)
    ]
    assert lines[0] == lines[1]


# --- merge


def test_merged_records_say_nothing_twice(run: Run, atlas: Atlas) -> None:
    ended = run("merge", "skill", "star-reading", "weather-lore", "--yes", "--content", atlas.root)
    assert ended.code == 0, ended.out + ended.err
    load_linked(atlas.root)
    left = [
        name for name, data in files(atlas.root).items() if b"star-reading" in data and not name.startswith("releases")
    ]
    assert left == ["redirects.yml"]
    assert not (atlas.root / "skills/star-reading.yml").exists()
    assert "{from: skills/star-reading, to: skills/weather-lore, since: 2025-06-30}" in atlas.read("redirects.yml")
    keeper = atlas.read("roles/lighthouse-keeper.yml")
    assert keeper.count("skill: weather-lore") == 1
    assert "roles/lighthouse-keeper.yml" in ended.err
    assert "taken away" in ended.err
    codes = set(re.findall(r"error\[([a-z-]+)\]", run("check", "--content", atlas.root).err))
    assert not codes & {"duplicate-requirement", "duplicate-skill", "own-prerequisite", "own-relation"}


@pytest.mark.parametrize(
    ("kind", "old", "into"),
    [
        ("skill", "lamp-care", "night-watch"),
        ("role", "map-maker", "night-porter"),
        ("role", "night-porter", "lighthouse-keeper"),
        ("training", "star-course", "signal-course"),
        ("occupation", "baker", "archivist"),
        ("occupation", "archivist", "baker"),
        ("provider", None, None),
        ("format", None, None),
        ("group", None, None),
        ("level", "seen", "tried"),
    ],
)
def test_all_kinds_merge(run: Run, atlas: Atlas, kind: str, old: str | None, into: str | None) -> None:
    plural = next(one.plural for one in KINDS if one.name == kind)
    ids = list(load_linked(atlas.root).content.records[plural])
    old, into = old or ids[0], into or ids[1]
    ended = run("merge", kind, old, into, "--yes", "--content", atlas.root)
    assert ended.code == 0, ended.out + ended.err
    assert old not in load_linked(atlas.root).content.records[plural]


def test_who_says_yes_ahead_gets_a_line_for_each_file(run: Run, atlas: Atlas) -> None:
    """Without ``--yes`` each changed line is shown, except hashes of confirmations."""
    assert run("translations", "--confirm", "--content", atlas.root).code == 0
    asked = run("rename", "skill", "lamp-care", "lamp-tending", "--content", atlas.root)
    assert "translations.lock.json: confirmations follow\n" in asked.out
    assert '"skills/lamp-care": {' not in asked.out
    done = run("rename", "skill", "lamp-care", "lamp-tending", "--yes", "--content", atlas.root)
    assert f"{atlas.root}/roles/lighthouse-keeper.yml: -1 +1\n" in done.out
    assert f"{atlas.root}/skills/lamp-tending.yml: -0 +0, was {atlas.root}/skills/lamp-care.yml\n" in done.out
    assert "@@" not in done.out
