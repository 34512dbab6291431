"""The published form of assets, and the data about languages that is written into scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.folder import find_files
from generator.problems import ContentError
from generator.publish.assets import JOINED, language_script, published, shortened, write_assets
from generator.render.language import Collation, LanguageData, load_language
from generator.resources import templates_folder

NONE = LanguageData()
GERMAN = LanguageData(letters={"ä": "ae", "ß": "ss"}, linking=("s", "n"))
ENGLISH = LanguageData(letters={"ä": "a"}, spellings={"our": "or"}, linking=("s",))


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.js", "/* why */\nconst a = 1; // how\n\n\nrun( a );\n", "const a=1;run(a);\n"),
        ("a.js", "/*! MIT, somebody */\nrun();\n", "/*! MIT, somebody */run();\n"),
        ("a.js", "run(`a  /* b */ ${ c }`, / \\/\\/ `/, '  ');\n", "run(`a  /* b */ ${ c }`,/ \\/\\/ `/,'  ');\n"),
        ("a.css", "/* why */\na  :hover { color : red; }\n", "a :hover{color:red}\n"),
        ("a.css", "/*! OFL */ p { width: calc(1px + 2px); }\n", "/*! OFL */p{width:calc(1px + 2px)}\n"),
        ("lib.min.js", "/* theirs */\n", "/* theirs */\n"),
        ("image.svg", "<!-- why -->  <svg/>\n", "<!-- why -->  <svg/>\n"),
    ],
)
def test_comments_and_blanks_go_and_licences_stay(name: str, source: str, expected: str) -> None:
    assert shortened(name, source.encode()).decode() == expected


def test_every_asset_is_published_shorter_and_the_same_way_twice(tmp_path: Path) -> None:
    source = templates_folder() / "static"
    for name in ("one", "two"):
        write_assets(source, tmp_path / name, NONE)
    parts = {part for names in JOINED.values() for part in names}
    for path in (path for path in source.rglob("*") if path.is_file() and path.name not in parts):
        content = (tmp_path / "one" / path.relative_to(source)).read_bytes()
        assert content == (tmp_path / "two" / path.relative_to(source)).read_bytes()
        if path.suffix in (".js", ".css"):
            assert b"/*" not in content, "ours explain themselves in their source"
            assert len(shortened(path.name, path.read_bytes())) < path.stat().st_size
        else:
            assert content == path.read_bytes()


def test_the_shared_script_brings_the_language(tmp_path: Path) -> None:
    for name in ("atlas.js", "lists.js"):
        (tmp_path / name).write_text("run ( );", encoding="utf-8")
    content = published(tmp_path / "atlas.js", ENGLISH) or b""
    first, rest = content.decode().split(";\n", 1)
    assert json.loads(first.removeprefix("window.atlasLanguage=")) == {
        "letters": [["ä", "a"]],
        "spellings": [["our", "or"]],
        "linking": ["s"],
    }
    assert rest == "run();\n"
    assert published(tmp_path / "lists.js", ENGLISH) == b"run();\n"


def test_parts_are_published_in_the_script_that_needs_them(tmp_path: Path) -> None:
    parts = (*JOINED["plan.js"], "plan.js")
    for name in reversed(parts):
        (tmp_path / name).write_text(f"run('{name}');", encoding="utf-8")
    write_assets(tmp_path, tmp_path / "out", NONE)
    (written,) = (tmp_path / "out").iterdir()
    assert written.read_text(encoding="utf-8") == "".join(f"run('{name}');\n" for name in parts)


def test_pages_know_the_words_of_all_languages_their_own_first() -> None:
    both = ENGLISH.with_words_of([GERMAN])
    assert both == LanguageData(
        letters={"ä": "a", "ß": "ss"}, spellings={"our": "or"}, linking=("s", "n"), own_letters={}
    )
    assert language_script(both) != language_script(GERMAN.with_words_of([ENGLISH]))


def folder(path: Path, **texts: str) -> Path:
    (path / "languages").mkdir(parents=True)
    for id, text in texts.items():
        (path / "languages" / f"{id.replace('_', '-')}.yml").write_text(text, encoding="utf-8")
    return path


def test_a_language_without_a_file_has_no_rules(tmp_path: Path) -> None:
    assert load_language([tmp_path, folder(tmp_path / "a", de="linking: [s]\n")], "sv") == NONE
    assert load_language([folder(tmp_path / "b", sv="# nothing yet\n")], "sv") == NONE


def test_a_later_folder_and_a_region_lay_theirs_over_key_by_key(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", de="letters: {ä: ae}\nlinking: [s]\n", de_ch="letters: {ß: ss}\n")
    second = folder(tmp_path / "b", de="linking: [n]\n")
    assert load_language([first, second], "de") == LanguageData(letters={"ä": "ae"}, linking=("n",))
    assert load_language([first, second], "de-ch") == LanguageData(letters={"ß": "ss"}, linking=("n",))


@pytest.mark.parametrize("language", ["de", "en"])
def test_shipped_files_are_valid(language: str) -> None:
    assert load_language([templates_folder()], language) != NONE


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("leters: {ä: ae}\n", '1:1: error[unknown-key]: found the key "leters"'),
        ("\nlinking: s\n", "2:10: error[wrong-type]"),
        ("letters: [ä]\n", "1:10: error[wrong-type]"),
        ("linking: [s, EN]\n", "1:14: error[bad-letters]"),
        ("letters: {Ä: ae}\n", "1:11: error[bad-key]"),
        ("own_letters: {z: å}\n", "1:18: error[wrong-type]"),
        ("letters: {ä: ae, ä: a}\n", "1:18: error[duplicate-key]"),
        ("linking: [s\n", "error[yaml-syntax]"),
    ],
)
def test_a_fault_is_shown_at_its_place(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ContentError) as refused:
        load_language([folder(tmp_path, de=text)], "de")
    (found,) = refused.value.problems
    assert problem in str(found)
    assert "languages/de.yml" in str(found)


def test_data_of_languages_belongs_into_a_content_folder(tmp_path: Path) -> None:
    assert find_files(folder(tmp_path, de="linking: [s]\n")) == ([], [])


SWEDISH = LanguageData(own_letters={"z": ("å", "ä", "ö")})
SPANISH = LanguageData(own_letters={"n": ("ñ",)})
CZECH = LanguageData(own_letters={"c": ("č",), "h": ("ch",), "s": ("š",)})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(NONE, "Ähre Apfel offen Öl Straße Strassenbau Zebra", id="DIN 5007-1"),
        pytest.param(NONE, "cote coté côte côté coteau", id="accents last"),
        pytest.param(SWEDISH, "Ananas Zebra Zürich Ål Åska Äpple Öl", id="Swedish"),
        pytest.param(SWEDISH, "zon zå", id="Swedish, inside a word"),
        pytest.param(SPANISH, "nube nzo ñame oca", id="Spanish"),
        pytest.param(CZECH, "cena čas data hora chata Ída srub škola", id="Czech"),
    ],
)
def test_words_are_sorted_as_their_language_does(data: LanguageData, words: str) -> None:
    expected = words.split()
    assert sorted(set(expected), key=Collation(data).key) == expected


@pytest.mark.parametrize(
    ("data", "word", "initial"),
    [
        (NONE, "Äpfel", "A"),
        (NONE, "élan", "E"),
        (NONE, "", ""),
        (NONE, "3D", "3"),
        (SWEDISH, "ängel", "Ä"),
        (SWEDISH, "A\u030angstrom", "Å"),
        (CZECH, "Chata", "Ch"),
    ],
)
def test_words_stand_under_their_first_letter(data: LanguageData, word: str, initial: str) -> None:
    assert Collation(data).initial(word) == initial
