"""Texts of the interface: every language has the same keys and placeholders, and what a file lacks is a located problem."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator.model.site import Language
from generator.problems import ContentError, Problem
from generator.render.strings import REFERENCE, STRINGS_FOLDER, load_every_language, load_strings, placeholders
from generator.resources import templates_folder
from tests.atlas import Atlas
from tests.conftest import Ended

SHIPPED = templates_folder() / STRINGS_FOLDER
LANGUAGES = sorted(path.stem for path in SHIPPED.glob("*.yml"))


def language(id: str) -> Language:
    """Return a language of a site."""
    return Language.model_validate({"id": id, "title": id})


def texts(id: str) -> dict[str, str]:
    """Return the shipped texts of a language."""
    found: dict[str, str] = yaml.load((SHIPPED / f"{id}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a folder of templates with few texts, among them a plural and a placeholder."""
    folder = tmp_path / "templates"
    (folder / STRINGS_FOLDER).mkdir(parents=True)
    (folder / STRINGS_FOLDER / "en.yml").write_text(
        "# Few.\nhead: Tide\nplace: '{rank} of {of}'\nboats.one: '{n} boat of {port}'\nboats.other: '{n} boats of {port}'\n"
    )
    return folder


def problems_of(package: Path, id: str, content: Path | None = None) -> list[Problem]:
    """Return the problems of a language's texts; ``content`` is a content folder with texts of its own."""
    with pytest.raises(ContentError) as caught:
        load_strings([package, content] if content else [package], language(id))
    return list(caught.value.problems)


def short(problem: Problem) -> str:
    """Return file, place, code and finding of a problem."""
    place = problem.location
    return f"{Path(place.path).name}:{place.line}:{place.column} {problem.code} {problem.found}"


def test_there_is_a_reference() -> None:
    assert REFERENCE in LANGUAGES
    assert len(LANGUAGES) > 1


@pytest.mark.parametrize("id", LANGUAGES)
def test_every_language_has_the_keys_of_the_reference(id: str) -> None:
    """All shipped languages have the same two plural forms, so the sets of keys are equal."""
    assert texts(id).keys() == texts(REFERENCE).keys()


@pytest.mark.parametrize("id", LANGUAGES)
def test_every_text_has_the_placeholders_of_the_reference(id: str) -> None:
    own, reference = texts(id), texts(REFERENCE)
    assert [key for key in reference if placeholders(own[key]) != placeholders(reference[key])] == []


@pytest.mark.parametrize("id", LANGUAGES)
def test_the_package_speaks_of_no_certain_atlas(id: str) -> None:
    """A year or the subject of one atlas belongs in that atlas's content folder."""
    year_of_json_schema = "2020-12"
    own = re.compile(r"\b20\d\d\b|\bKI\b|\bAI\b")
    assert [key for key, text in texts(id).items() if own.search(text.replace(year_of_json_schema, ""))] == []


def test_every_fault_is_named_at_once(package: Path) -> None:
    """Missing keys are reported at the start of the file, other faults at their line, with the nearest right key."""
    (package / STRINGS_FOLDER / "de.yml").write_text(
        "haed: Flut\nplace: '{rang} von {of}'\nboats.one: ein Boot von {port}\nboats.few: '{n} Boote von {port}'\n"
    )
    found = problems_of(package, "de")
    assert [short(problem) for problem in found] == [
        'de.yml:1:1 missing-string no text for "boats.other"',
        'de.yml:1:1 missing-string no text for "head"',
        'de.yml:1:1 unknown-string the key "haed"',
        "de.yml:2:8 other-placeholders {of}, {rang}",
        'de.yml:4:1 unknown-string the key "boats.few"',
    ]
    assert found[2].hint == 'did you mean "head"?'
    assert (found[3].expected, found[3].hint) == ("{of}, {rank}", 'in en it is "{rank} of {of}"')


def test_a_text_that_is_none_hides_no_other_fault(package: Path) -> None:
    (package / STRINGS_FOLDER / "de.yml").write_text(
        "head: [a]\nplace: '{rank} von {off}'\nboats.one: '{n'\nboats.other: ''\nfoo: x\n"
    )
    assert [short(problem) for problem in problems_of(package, "de")] == [
        'de.yml:1:7 bad-string a list or mapping for "head"',
        "de.yml:2:8 other-placeholders {off}, {rank}",
        'de.yml:3:12 bad-string "{n"',
        'de.yml:4:14 empty-string an empty text for "boats.other"',
        'de.yml:5:1 unknown-string the key "foo"',
    ]


def test_an_empty_text_is_none_unless_the_program_s_own_is(package: Path) -> None:
    """A text of blanks counts as empty too, since a text that need not change needs no line."""
    own = (package / STRINGS_FOLDER / "en.yml").read_text()
    (package / STRINGS_FOLDER / "de.yml").write_text(own.replace("Tide", "' '"))
    (problem,) = problems_of(package, "de")
    assert (problem.code, problem.expected) == ("empty-string", 'a text such as "Tide"')
    (package / STRINGS_FOLDER / "en.yml").write_text(own.replace("Tide", "''"))
    assert load_strings([package], language("de"))("head") == " "


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("'{rank} of {of'", "bad-string", id="brace"),
        pytest.param("'{rank} of {of} {}'", "other-placeholders", id="no name"),
        pytest.param("'{rank.x} of {of}'", "other-placeholders", id="attribute"),
        pytest.param("'{rank:>9} of {of}'", "bad-string", id="form"),
        pytest.param("'{rank!r} of {of}'", "bad-string", id="conversion"),
        pytest.param("[a]", "bad-string", id="list"),
        pytest.param("{a: b}", "bad-string", id="mapping"),
    ],
)
def test_a_text_that_can_not_be_filled_in(text: str, code: str, package: Path) -> None:
    known = (package / STRINGS_FOLDER / "en.yml").read_text()
    (package / STRINGS_FOLDER / "de.yml").write_text(known.replace("'{rank} of {of}'", text))
    (problem,) = problems_of(package, "de")
    assert (problem.code, problem.location.line, problem.location.column) == (code, 3, 8)


@pytest.mark.parametrize(
    ("id", "forms"),
    [
        ("en", {"one", "other"}),
        ("fr", {"one", "other"}),
        ("ja", {"other"}),
        ("pl", {"one", "few", "many", "other"}),
        ("ar", {"zero", "one", "two", "few", "many", "other"}),
    ],
)
def test_plural_forms_are_those_of_the_language(id: str, forms: set[str], package: Path) -> None:
    """The forms are those of CLDR's rules for numbers that an atlas shows. Only English may leave out the number of one."""
    head = "head: x\nplace: '{rank} {of}'\n"
    rows = "".join(f"boats.{form}: '{{n}} {form} {{port}}'\n" for form in sorted(forms))
    (package / STRINGS_FOLDER / f"{id}.yml").write_text(head + rows)
    t = load_strings([package], language(id))
    assert {t.count("boats", n, port="p").split()[1] for n in (0, 1, 2, 3, 11, 100, 1.5)} == forms
    if id == "en":
        return
    (package / STRINGS_FOLDER / f"{id}.yml").write_text(head + rows.replace("{n} other", "other"))
    assert [problem.code for problem in problems_of(package, id)] == ["other-placeholders"]
    (package / STRINGS_FOLDER / f"{id}.yml").write_text(head + "boats.odd: '{n} {port}'\n")
    codes = [problem.code for problem in problems_of(package, id)]
    assert codes == ["missing-string"] * len(forms) + ["unknown-string"]


def test_a_content_folder_changes_single_texts(package: Path, tmp_path: Path) -> None:
    """The file has only the changed texts; a key that the package does not have is refused at its place."""
    over = tmp_path / "content" / STRINGS_FOLDER / "en.yml"
    over.parent.mkdir(parents=True)
    over.write_text("head: Ebb\n")
    t = load_strings([package, tmp_path / "content"], language("en"))
    assert (t("head"), t("place", rank=1, of=2)) == ("Ebb", "1 of 2")
    over.write_text("\nhaed: Ebb\n")
    (problem,) = problems_of(package, "en", tmp_path / "content")
    assert short(problem) == 'en.yml:2:1 unknown-string the key "haed"'
    assert problem.location.path == over.as_posix()


def test_a_content_folder_may_bring_a_language(package: Path, tmp_path: Path) -> None:
    """A language that the package lacks needs all its texts."""
    assert [problem.code for problem in problems_of(package, "nl", tmp_path / "content")] == ["missing-strings"]
    over = tmp_path / "content" / STRINGS_FOLDER / "nl.yml"
    over.parent.mkdir(parents=True)
    shutil.copy(package / STRINGS_FOLDER / "en.yml", over)
    assert load_strings([package, tmp_path / "content"], language("nl"))("head") == "Tide"
    over.write_text("head: Vloed\n")
    assert {problem.location.path for problem in problems_of(package, "nl", tmp_path / "content")} == {over.as_posix()}


def test_faults_of_all_languages_come_together(package: Path) -> None:
    for id in ("de", "nl"):
        (package / STRINGS_FOLDER / f"{id}.yml").write_text("head: x\n")
    with pytest.raises(ContentError) as caught:
        load_every_language([package], [language("de"), language("nl")])
    assert {Path(problem.location.path).stem for problem in caught.value.problems} == {"de", "nl"}


def test_the_check_names_faults_of_a_content_folder_s_strings(atlas: Atlas, run: Callable[..., Ended]) -> None:
    """``check`` reads the texts of the content folder in each language."""
    atlas.write("strings/de.yml", "role.tasks: Was zu tun ist\n")
    assert run("check", "--content", atlas.root).code == 0
    atlas.write("strings/de.yml", "role.tusks: Was zu tun ist\n")
    ended = run("check", "--content", atlas.root)
    assert ended.code == 1
    assert f'{atlas.root}/strings/de.yml:1:1: error[unknown-string]: found the key "role.tusks"; ' in ended.err
    assert 'did you mean "role.tasks"?' in ended.err


def test_the_check_names_faults_of_a_content_folder_s_words(atlas: Atlas, run: Callable[..., Ended]) -> None:
    """A content folder may have data of languages too, which ``check`` reads, as each language needs the words of all."""
    atlas.write("languages/en.yml", "linking: [s]\n")
    assert run("check", "--content", atlas.root).code == 0
    atlas.write("languages/en.yml", "linkng: [s]\n")
    ended = run("check", "--content", atlas.root)
    assert ended.code == 1
    assert f"{atlas.root}/languages/en.yml:1:1: error[" in ended.err
