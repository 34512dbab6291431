"""The spelling check: how texts are split into words, which word lists are valid, and hunspell itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.authoring import spell
from generator.rules.spelling import SpellingUnavailableError, misspelt, read_wordlist, unknown_words, words_of
from tests.atlas import Atlas

KEEPER = "roles/lighthouse-keeper.yml"
GERMAN = "Hält das Licht am Brennen und die Schiffe auf Kurs."
STYLE = "languages:\n  de: {dictionary: de_DE}\n  en: {dictionary: en_GB}\n"
ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Licht, das Meer.", ["Das", "Licht", "das", "Meer"]),
        ("one’s own", ["one's", "own"]),
        ("Cloud-Architektur", ["Cloud", "Architektur"]),
        ("Arbeits- und Lernzeit", ["Arbeits-", "und", "Lernzeit"]),
        ("Diplompsychologe/-psychologin", ["Diplompsychologe", "-psychologin"]),
        ("Fischer/in", ["Fischer", "in"]),
        ("GPT4, 3D und ISO 42001", ["und", "ISO"]),
        ("siehe https://coast.example/turm und a@b.example", ["siehe", "und"]),
        ("## Titel {#history}", ["Titel"]),
        ("Meer – Land", ["Meer", "Land"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word for _, word, _ in words_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anker\nboje\nÄhre\n", []),
        ("Boje\nAnker\n", [(2, "unsorted-word")]),
        ("Anker\nBoje\nZange\nAhle\nDeich\n", [(4, "unsorted-word"), (5, "unsorted-word")]),
        ("Anker\nBoje\nDeich\nZange\nAhle\nBug\n", [(5, "unsorted-word"), (6, "unsorted-word")]),
        ("Anker\nAnker\n", [(2, "duplicate-word")]),
        ("Anker \n", [(1, "bad-word")]),
        ("zwei Worte\n", [(1, "bad-word")]),
    ],
)
def test_word_lists(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    path = tmp_path / "de.txt"
    path.write_text(text, encoding="utf-8")
    assert [(problem.location.line, problem.code) for problem in read_wordlist(path)[1]] == expected


def test_a_missing_word_list_is_an_empty_one(tmp_path: Path) -> None:
    assert read_wordlist(tmp_path / "de.txt") == ({}, [])


def test_without_hunspell_the_command_says_how_to_install_it(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas.write("style.yml", STYLE)
    monkeypatch.setenv("PATH", "")
    result = CliRunner().invoke(spell, ["--content", str(atlas.root)])
    assert result.exit_code == 3
    assert "apt-get install hunspell hunspell-de-de" in result.output


def test_an_atlas_without_dictionaries_has_nothing_to_check(atlas: Atlas) -> None:
    assert CliRunner().invoke(spell, ["--content", str(atlas.root)]).exit_code == 0


@pytest.mark.system
def test_a_missing_dictionary_is_named() -> None:
    with pytest.raises(SpellingUnavailableError, match="no dictionary xx_XX"):
        misspelt(["word"], "xx_XX")


@pytest.mark.system
def test_a_shared_ending_is_known_with_or_without_its_hyphen() -> None:
    asked = {"Identitäts-", "Hafen-", "Haffen-", "Identitäts"}
    assert unknown_words(asked, "de_DE") == {"Haffen-", "Identitäts"}


@pytest.mark.system
def test_unknown_words_are_located_with_a_suggestion(atlas: Atlas) -> None:
    atlas.write("style.yml", STYLE)
    atlas.replace(KEEPER, GERMAN, "‸Hält das Lciht am Brennen.")
    result = CliRunner().invoke(spell, ["--content", str(atlas.root)])
    place = ":".join(str(part) for part in atlas.marks[0])
    line = next(line for line in result.output.splitlines() if "Lciht" in line)
    assert result.exit_code == 1
    assert f"{place}: error[unknown-word]" in line
    assert 'did you mean "Licht"' in line
    assert "goes on a line of its own into" in line
    assert f"{atlas.root.name}/wordlists/de.txt" in line


@pytest.mark.system
def test_a_listed_word_is_known_and_an_unneeded_one_is_a_problem(atlas: Atlas) -> None:
    atlas.write("style.yml", STYLE)
    atlas.replace(KEEPER, GERMAN, "Hält das Lciht am Brennen, so der Lciht-Verein.")
    atlas.write("wordlists/de.txt", "Boje\nLciht\n")
    output = CliRunner().invoke(spell, ["--content", str(atlas.root)]).output
    assert 'unknown-word]: found "Lciht' not in output
    assert 'wordlists/de.txt:1:1: error[unneeded-word]: found "Boje"' in output
