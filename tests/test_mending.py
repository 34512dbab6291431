"""``check --fix`` corrects what is certain and leaves the rest; ``prune`` removes confirmations and words that are no longer used."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.style import LanguageStyle
from generator.pipeline import load_linked
from generator.workbench.fixed import fixed_lines
from generator.workbench.typography import corrected, corrections
from generator.workbench.workspace import Workspace
from tests.atlas import Atlas
from tests.conftest import Ended

Run = Callable[..., Ended]
STYLE = """languages:
  de: {marks: [{write: ’, instead_of: ["'"]}, {write: …, instead_of: [...]}], quotes: [„“]}
  en: {marks: [{write: ’, instead_of: ["'"]}, {write: …, instead_of: [...]}], quotes: [“”]}
"""


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace standard input by an empty one that is no terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("don't", "don’t"),
        ("Wait...", "Wait…"),
        ("a ... b", "a … b"),
        ('the "lamp" here', "the “lamp” here"),
        ('("a b", "c.")', "(“a b”, “c.”)"),
        ("'quoted'", "'quoted'"),
        ("5' long", "5' long"),
        ("more....", "more...."),
        ('12" and 3"', '12" and 3"'),
        ('a "b', 'a "b'),
        ('a “b” "c"', 'a “b” "c"'),
        ("see `don't` and [x](https://a.example/it's...)", "see `don't` and [x](https://a.example/it's...)"),
        ("https://a.example/it's", "https://a.example/it's"),
    ],
)
def test_marks_that_are_surely_right(text: str, mended: str) -> None:
    style = LanguageStyle.model_validate(
        {"marks": [{"write": "’", "instead_of": ["'"]}, {"write": "…", "instead_of": ["..."]}], "quotes": ["“”"]}
    )
    assert corrected(text, corrections(text, style)) == mended


@pytest.mark.parametrize(
    ("name", "old", "wrong", "mended"),
    [
        pytest.param(
            "roles/lighthouse-keeper.yml", "The stars check the tower’s clock.",
            "The stars check the tower's clock.", "The stars check the tower’s clock.", id="plain",
        ),
        pytest.param(
            "roles/lighthouse-keeper.yml", "The stars check the tower’s clock.",
            "'The stars: ''the tower''s'' clock.'", "'The stars: ''the tower’s'' clock.'", id="single-quoted",
        ),
        pytest.param(
            "roles/lighthouse-keeper.yml", "The stars check the tower’s clock.",
            '"The \\"stars\\" check..."', '"The “stars” check…"', id="double-quoted",
        ),
        pytest.param(
            "roles/lighthouse-keeper.yml", "The stars check the tower’s clock.",
            ">-\n        The stars\n        don't \"lie\n        much\".",
            ">-\n        The stars\n        don’t “lie\n        much”.", id="folded",
        ),
        pytest.param("pages/about.en.md", "The atlas is", "The atlas isn't", "The atlas isn’t", id="prose"),
        pytest.param("roles/night-porter.yml", "reviewed: 2025-06-01", "reviewed: 2025-06-01  ", "reviewed: 2025-06-01", id="blanks"),
        pytest.param("roles/night-porter.yml", "reviewed: 2025-06-01", "reviewed: 2025-06-01\u200b", "reviewed: 2025-06-01", id="hidden"),
        pytest.param("roles/night-porter.yml", "skill: night-watch", "skill: nightwatch", "skill: night-watch", id="hyphen"),
        pytest.param("roles/night-porter.yml", "skill: night-watch", "skill: old-watch", "skill: night-watch", id="renamed"),
        pytest.param(
            "roles/map-maker.yml", "levels: {start: tried, full: trusted}\n    necessity: essential\n    why: {de: Ohne Breite",
            "levels: {full: trusted, start: tried}\n    necessity: essential\n    why: {de: Ohne Breite",
            "levels: {start: tried, full: trusted}\n    necessity: essential\n    why: {de: Ohne Breite", id="grades",
        ),
    ],
)  # fmt: skip
def test_a_fix_changes_nothing_else(run: Run, atlas: Atlas, name: str, old: str, wrong: str, mended: str) -> None:
    atlas.write("style.yml", STYLE)
    atlas.write(
        "redirects.yml",
        atlas.read("redirects.yml") + "- {from: skills/old-watch, to: skills/night-watch, since: 2025-02-01}\n",
    )
    assert run("check", "--fix", "--content", atlas.root).code == 0
    atlas.replace(name, old, wrong)
    text = atlas.read(name)
    ended = run("check", "--fix", "--content", atlas.root)
    assert atlas.read(name) == text.replace(wrong, mended), ended.err
    assert f"{(atlas.root / name).as_posix()}:" in ended.err
    assert ": fixed: " in ended.err
    again = run("check", "--fix", "--content", atlas.root)
    assert "fixed:" not in again.err
    assert again.err.startswith("nothing to fix by itself")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a: don't say \"no\"\n", "a: don’t say “no”\n", [':1: fixed: "don\'t" is now "don’t"; ""no"" is now "“no”"']),
        ("a: b  \nc: d", "a: b\nc: d\n", [":2: fixed: the line break at the end is there now", ":1: fixed: trailing spaces are removed"]),
        ("a: b\u200b\n", "a: b\n", [":1: fixed: U+200B (zero width space), which does not show, is removed"]),
        ("a: b\nc: d\n", "c: d\na: b\n", [":1: fixed: lines 1 to 2 stand in their order now"]),
    ],
)  # fmt: skip
def test_a_fix_says_what_became_of_what(tmp_path: Path, before: str, after: str, told: list[str]) -> None:
    (tmp_path / "x.yml").write_text(before, encoding="utf-8")
    workspace = Workspace(tmp_path)
    workspace.write("x.yml", after)
    assert list(fixed_lines(workspace)) == [f"{(tmp_path / 'x.yml').as_posix()}{one}" for one in told]


def test_what_is_left_is_said_after_what_is_fixed(run: Run, atlas: Atlas) -> None:
    atlas.replace("roles/night-porter.yml", "level: seen", "level: sen\u200b")
    lines = run("check", "--fix", "--content", atlas.root).err.splitlines()
    assert ": fixed: U+200B" in lines[0]
    assert lines[1] == "1 place in 1 file fixed; what is left to you:"
    assert "error[unknown-level]" in lines[2]


def test_levels_are_put_in_order_with_their_comments(run: Run, atlas: Atlas) -> None:
    text = atlas.read("skills/star-reading.yml")
    seen = text[text.index("  seen:") : text.index("  tried:")]
    tried = text[text.index("  tried:") : text.index("  trusted:")]
    atlas.write("skills/star-reading.yml", text.replace(seen + tried, f"  # second\n{tried}  # first\n{seen}"))
    assert "level-order" in run("check", "--content", atlas.root).err
    ended = run("check", "--fix", "--content", atlas.root)
    assert ended.code == 0
    assert "level-order" not in ended.err
    assert atlas.read("skills/star-reading.yml") == text.replace(seen + tried, f"  # first\n{seen}  # second\n{tried}")


def test_blanks_that_count_stay(run: Run, atlas: Atlas) -> None:
    """Trailing blanks stay in a literal text, and on a prose page, where two of them break the line."""
    atlas.replace("roles/lighthouse-keeper.yml", "Work begins *at dusk*.", "Work begins  \n    *at dusk*.")
    page = atlas.read("pages/about.en.md") + "\nOne  \ntwo\n"
    atlas.write("pages/about.en.md", page)
    before = atlas.read("roles/lighthouse-keeper.yml")
    run("check", "--fix", "--content", atlas.root)
    assert atlas.read("roles/lighthouse-keeper.yml") == before
    assert atlas.read("pages/about.en.md") == page


def test_several_kinds_of_fixes_at_once(run: Run, atlas: Atlas) -> None:
    """Fixes that are found only once the file can be read again are made in the same run."""
    atlas.write("style.yml", STYLE)
    atlas.replace("roles/night-porter.yml", "skill: night-watch", "skill: nightwatch\u200b")
    atlas.replace("roles/lighthouse-keeper.yml", "level: teaching", "level: teaching   ")
    assert run("check", "--fix", "--content", atlas.root).code == 0
    assert "tower’s clock" in atlas.read("roles/lighthouse-keeper.yml")
    assert "skill: night-watch," in atlas.read("roles/night-porter.yml")


# --- prune


def test_stale_confirmations_go(run: Run, atlas: Atlas) -> None:
    run("translations", "--confirm", "--content", atlas.root)
    whole = atlas.read("translations.lock.json")
    ended = run("prune", "--yes", "--content", atlas.root)
    assert atlas.read("translations.lock.json") == whole
    assert "nothing to change" in ended.out or "wordlists" in ended.out
    text = atlas.read("occupations/baker.yml")
    atlas.write(
        "occupations/baker.yml",
        text.replace("summary:", "# summary:").replace("\n  de: ", "\n#  de: ").replace("\n  en: ", "\n#  en: "),
    )
    load_linked(atlas.root)
    assert run("prune", "--yes", "--content", atlas.root).code == 0
    pruned = atlas.read("translations.lock.json")
    assert len(pruned) < len(whole)
    assert run("translations", "--content", atlas.root).code == 0


@pytest.mark.system
def test_unused_words_go(run: Run, atlas: Atlas) -> None:
    if shutil.which("hunspell") is None:
        pytest.skip("hunspell is not installed")
    atlas.write("style.yml", "languages: {en: {dictionary: en_GB}}\n")
    atlas.write("wordlists/en.txt", "Qwertzing\nZxcvbning\n")
    atlas.replace(
        "roles/night-porter.yml", "reviewed:", "notice: {de: Das ist ein Wort., en: Qwertzing is a word.}\nreviewed:"
    )
    assert run("prune", "--yes", "--content", atlas.root).code == 0
    assert atlas.read("wordlists/en.txt") == "Qwertzing\n"


def test_word_lists_are_sorted(run: Run, atlas: Atlas) -> None:
    """A list with lines that are not single words is not changed."""
    atlas.write("wordlists/de.txt", "Boje\nZange\nahle\nAnker\n")
    atlas.write("wordlists/en.txt", "b\ntwo words\na\n")
    assert (
        "wordlists/de.txt:1: fixed: lines 1 to 4 stand in their order now"
        in run("check", "--fix", "--content", atlas.root).err
    )
    assert atlas.read("wordlists/de.txt") == "ahle\nAnker\nBoje\nZange\n"
    assert atlas.read("wordlists/en.txt") == "b\ntwo words\na\n"
