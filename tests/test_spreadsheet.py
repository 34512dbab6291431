"""Records in a spreadsheet and back: nothing is lost, errors have their cells, formulas are refused."""

from __future__ import annotations

import io
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.pipeline import load_linked
from tests.atlas import Atlas
from tests.books import Book, no_xml
from tests.conftest import Ended
from tests.test_tables import second_version
from tests.test_workbench import files

SHIPPED = Path(__file__).parents[1] / "content"
Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace standard input by an empty one that is no terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


@pytest.fixture
def book(run: Run, atlas: Atlas) -> Book:
    """Return the workbook of the fictional atlas."""
    return Book(run, atlas)


# --- export and import


def test_nothing_of_the_fictional_atlas_changes(book: Book) -> None:
    before = files(book.atlas.root)
    ended = book.bring("--delete")
    assert (ended.code, ended.out) == (0, "nothing to change\n")
    assert files(book.atlas.root) == before


def test_nothing_of_the_second_version_changes(run: Run, atlas: Atlas) -> None:
    second_version(atlas)
    before = files(atlas.root)
    ended = Book(run, atlas).bring("--delete")
    assert (ended.code, ended.out) == (0, "nothing to change\n"), ended.err
    assert files(atlas.root) == before


@pytest.mark.content
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_nothing_of_the_shipped_atlas_changes(run: Run, tmp_path: Path, form: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(SHIPPED, content)
    before = files(content)
    target = tmp_path / ("book.xlsx" if form == "xlsx" else "tables")
    assert run("export", form, target, "--content", content).code == 0
    sources = [target] if form == "xlsx" else sorted(target.iterdir())
    ended = run("import", form, *sources, "--delete", "--yes", "--content", content)
    assert (ended.code, ended.out) == (0, "nothing to change\n"), ended.err
    assert files(content) == before


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_texts_that_look_like_something_else_stay(run: Run, atlas: Atlas, form: str) -> None:
    """Formulas, escapes of the file format, blanks and apostrophes are texts."""
    for number, text in enumerate(
        ("=SUM(A1)", "_x0041_ two  blanks", "''q''  +x", "@a ✓ 😀", "- a | b", "1.10", "TRUE", "2025-06-01")
    ):
        atlas.write(
            f"occupations/o{number}.yml",
            f"title: {{de: 'x {number}', en: '{text} {number}'}}\nlevels: {{lamp-care: seen}}\n",
        )
        atlas.write(
            f"occupations/p{number}.yml", f"title: {{de: '{text}', en: '{number}'}}\nlevels: {{lamp-care: seen}}\n"
        )
    before = files(atlas.root)
    target = atlas.root.parent / ("book.xlsx" if form == "xlsx" else "tables")
    assert run("export", form, target, "--content", atlas.root).code == 0
    ended = run(
        "import", form, *([target] if form == "xlsx" else sorted(target.iterdir())), "--yes", "--content", atlas.root
    )
    assert (ended.code, ended.out) == (0, "nothing to change\n"), ended.err
    assert files(atlas.root) == before


def test_equal_content_gives_equal_bytes(run: Run, atlas: Atlas, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert run("export", "xlsx", tmp_path / name, "--content", atlas.root).code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# --- changes


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, tuple[list[str], list[str]]]:
    """Return the removed and the added lines, by file."""
    found = {}
    for name in sorted(before | after):
        old, new = (data.get(name, b"").decode().splitlines() for data in (before, after))
        if old != new:
            was, now = Counter(old), Counter(new)
            found[name] = (list((was - now).elements()), list((now - was).elements()))
    return found


@pytest.mark.parametrize(
    ("sheet", "row", "second", "column", "value", "name", "gone", "come"),
    [
        ("Matrix", "lamp-care", "", "night-porter", "(tried)", "roles/night-porter.yml",
         ["  - {skill: lamp-care, level: seen, necessity: optional}"], ["  - {skill: lamp-care, level: tried, necessity: optional}"]),
        ("Matrix", "lamp-care", "", "night-porter", "seen", "roles/night-porter.yml",
         ["  - {skill: lamp-care, level: seen, necessity: optional}"], ["  - {skill: lamp-care, level: seen, necessity: essential}"]),
        ("Matrix", "star-reading", "", "map-maker", "start: seen | full: trusted", "roles/map-maker.yml",
         ["    levels: {start: tried, full: trusted}"], ["    levels: {start: seen, full: trusted}"]),
        ("Matrix", "star-reading", "", "map-maker", "tried", "roles/map-maker.yml",
         ["    levels: {start: tried, full: trusted}"], ["    level: tried"]),
        ("requirements", "lighthouse-keeper", "lamp-care", "why_en", "Without light: no tower # at all.", "roles/lighthouse-keeper.yml",
         ["      en: Without light the tower is a heap of stones."], ['      en: "Without light: no tower # at all."']),
        ("requirements", "lighthouse-keeper", "lamp-care", "basis", "editorial", "roles/lighthouse-keeper.yml",
         ["    basis: article"], ["    basis: editorial"]),
        ("occupations", "baker", "", "summary_de", None, "occupations/baker.yml", ["  de: Ist nachts schon wach."], []),
        ("occupation_levels", "baker", "night-watch", "level", "seen", "occupations/baker.yml",
         ["levels: {night-watch: tried}"], ["levels: {night-watch: seen}"]),
        ("trainings", "star-course", "", "hours_max", 25, "trainings/star-course.yml",
         ["duration: {hours: [10, 20], source: almanac}"], ["duration: {hours: [10, 25], source: almanac}"]),
        ("training_skills", "star-course", "weather-lore", "level", "tried", "trainings/star-course.yml",
         ["  - {skill: weather-lore, from: none, to: seen, basis: editorial}"],
         ["  - {skill: weather-lore, from: none, to: tried, basis: editorial}"]),
        ("skills", "star-reading", "", "groups", "navigation | tower", "skills/star-reading.yml",
         ["group: navigation"], ["groups: [navigation, craft, people]"]),
        ("skills", "lamp-care", "", "volatility", "high", "skills/lamp-care.yml",
         ["volatility: medium"], ["volatility: high"]),
    ],
)  # fmt: skip
def test_a_cell_changes_its_line_alone(
    book: Book,
    sheet: str,
    row: str,
    second: str,
    column: str,
    value: object,
    name: str,
    gone: list[str],
    come: list[str],
) -> None:
    if value == "navigation | tower":
        value = " | ".join(load_linked(book.atlas.root).content.groups)
    before = files(book.atlas.root)
    book.cell(sheet, row, column, second).value = value
    ended = book.bring()
    if value is None:
        # A text without one language is refused by the check, not by the import.
        assert "missing-translation" in ended.err
    assert ended.code == 0, ended.err
    found = changed(before, files(book.atlas.root))
    assert found == {name: (gone, come)}


def test_a_long_text_keeps_its_form(run: Run, atlas: Atlas) -> None:
    atlas.replace(
        "occupations/baker.yml",
        "  en: Is awake at night already.",
        "  en: >-  # folded\n    Is awake\n    at night already.",
    )
    book = Book(run, atlas)
    long = "Is awake at night " + "and goes on and on " * 12 + "already."
    book.cell("occupations", "baker", "summary_en").value = long
    assert book.bring().code == 0
    assert "  en: >-\n    Is awake at night and" in atlas.read("occupations/baker.yml")
    assert (load_linked(atlas.root).content.occupations["baker"].value.summary or {})["en"] == long


def test_new_rows_become_requirements_levels_and_steps(book: Book) -> None:
    book.add(
        "requirements", role="night-porter", skill="weather-lore", level="seen", necessity="optional",
        why_de="Gäste fragen nach dem Wetter.", why_en="Guests ask about the weather.", basis="editorial",
    )  # fmt: skip
    book.add("occupation_levels", occupation="baker", skill="weather-lore", level="seen")
    book.add("training_skills", training="keeper-exam", skill="weather-lore", relation="attests", level="seen")
    before = files(book.atlas.root)
    ended = book.bring()
    assert ended.code == 0, ended.err
    found = changed(before, files(book.atlas.root))
    assert {name: lines[0] for name, lines in found.items() if name != "occupations/baker.yml"} == {
        "roles/night-porter.yml": [], "trainings/keeper-exam.yml": [],
    }  # fmt: skip
    assert "levels: {night-watch: tried, weather-lore: seen}" in found["occupations/baker.yml"][1]
    content = load_linked(book.atlas.root).content
    assert content.roles["night-porter"].value.requires[-1].why == {
        "de": "Gäste fragen nach dem Wetter.", "en": "Guests ask about the weather.",
    }  # fmt: skip


def test_new_records_get_a_file(book: Book) -> None:
    """A record that the workbook adds gets a file, and the user is told to export the workbook again before editing further."""
    book.add(
        "occupations",
        id="net-mender",
        title_de="Netzflicker/in",
        title_en="Net mender",
        basis="editorial",
        draft="true",
    )
    book.add("occupation_levels", occupation="net-mender", skill="night-watch", level="tried")
    ended = book.bring()
    assert ended.code == 0, ended.err
    assert book.atlas.read("occupations/net-mender.yml") == (
        "title: {de: Netzflicker/in, en: Net mender}\nlevels: {night-watch: tried}\nbasis: editorial\ndraft: true\n"
    )
    assert ended.err.splitlines()[-1].startswith("export the workbook anew before you edit further")


@pytest.mark.parametrize("id", ["../../net-mender", "Net mender", "con"])
def test_a_new_record_has_an_id_and_lies_in_its_folder(id: str, book: Book) -> None:
    """Nothing is written outside the folder, neither while the change is tried nor when it is made."""
    before = files(book.atlas.root.parent)
    book.add("occupations", id=id, title_de="Netzflicker/in", title_en="Net mender", basis="editorial")
    ended = book.bring()
    assert ended.code == 1
    assert f"error[{'reserved-id' if id == 'con' else 'bad-id'}]" in ended.err
    assert ended.err.count("error[") == 1
    assert {**files(book.atlas.root.parent), "book.xlsx": b""} == {**before, "book.xlsx": b""}


def test_missing_rows_stay_unless_they_shall_go(run: Run, atlas: Atlas) -> None:
    for option, kept in (("--yes", True), ("--delete", False)):
        book = Book(run, atlas)
        book.book["requirements"].delete_rows(book.cell("requirements", "night-porter", "skill", "lamp-care").row)
        book.book["occupations"].delete_rows(2)
        ended = book.bring(option)
        assert ended.code == 0, ended.err
        assert ("lamp-care" in atlas.read("roles/night-porter.yml")) is kept
        if kept:
            assert ended.out == "nothing to change\n"
    assert len(load_linked(atlas.root).content.occupations) == 3


def test_columns_may_be_left_out_or_moved(book: Book) -> None:
    page = book.book["trainings"]
    head = [cell.value for cell in page[1]]
    page.delete_cols(head.index("provider") + 1)
    page.move_range(f"A1:A{page.max_row}", cols=page.max_column)
    page.delete_cols(1)
    assert book.bring("--delete").out == "nothing to change\n"


# --- what is refused


@pytest.mark.parametrize(
    ("sheet", "row", "second", "column", "value", "says"),
    [
        ("Matrix", "lamp-care", "", "night-porter", "tryed", 'error[unknown-level]: found "tryed"'),
        ("Matrix", "lamp-care", "", "map-maker", "seen", "error[no-requirement]"),
        ("requirements", "night-porter", "lamp-care", "rank", "3", 'error[computed-cell]: found "3"; expected "1", which is computed'),
        ("Matrix", "lamp-care", "", "night-porter", "=1+1", "error[formula]"),
        ("Matrix", "star-reading", "", "map-maker", "begin: seen", "error[unknown-grade]"),
        ("requirements", "night-porter", "lamp-care", "level", "tryed", "error[unknown-level]"),
        ("requirements", "night-porter", "lamp-care", "necessity", "nice", "error[unknown-value]"),
        ("requirements", "night-porter", "lamp-care", "skill", None, "error[missing-cell]"),
        ("requirements", "night-porter", "lamp-care", "role", "night-portr", "error[unknown-role]"),
        ("requirements", "map-maker", "star-reading", "level", "seen", "error[repeated-cell]"),
        ("requirements", "map-maker", "star-reading", "levels", "start seen", "error[bad-pairs]"),
        ("trainings", "star-course", "", "url", "=HYPERLINK(\"x\")", "error[formula]"),
        ("trainings", "star-course", "", "url", "ftp://x", "error[bad-url]"),
        ("trainings", "star-course", "", "checked", "soon", "error[bad-date]"),
        ("training_skills", "keeper-exam", "lamp-care", "basis", "editorial", "error[needless-cell]"),
        ("training_skills", "keeper-exam", "lamp-care", "relation", "learns", "error[unknown-value]"),
        ("occupation_levels", "baker", "night-watch", "level", "#REF!", "error[error-value]"),
    ],
)  # fmt: skip
def test_faults_are_shown_at_their_cell(
    book: Book, sheet: str, row: str, second: str, column: str, value: str | None, says: str
) -> None:
    before = files(book.atlas.root)
    cell = book.cell(sheet, row, column, second)
    cell.value = value
    if value == "#REF!":
        cell.data_type = "e"
    ended = book.bring()
    assert ended.code == 1
    assert f"{book.path.as_posix()}:{sheet}!{cell.coordinate}: {says}" in ended.err
    assert "Traceback" not in ended.err
    assert files(book.atlas.root) == before


def test_unknown_sheets_columns_rows_and_contradictions(book: Book) -> None:
    book.book.create_sheet("requirments")
    book.book["Matrix"]["C1"].value = "lighthous-keeper"
    book.book["Matrix"]["A4"].value = "lamp"
    book.book["occupations"]["A1"].value = "ident"
    book.book["trainings"]["B1"].value = "nam"
    book.cell("Matrix", "lamp-care", "night-porter").value = "(tried)"
    book.cell("requirements", "night-porter", "level", "lamp-care").value = "trusted"
    err = book.bring().err
    for code in ("unknown-sheet", "unknown-role", "unknown-skill", "missing-column", "unknown-column", "contradiction"):
        assert f"error[{code}]" in err


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04nonsense", b"not a workbook", no_xml()], ids=["empty", "zip", "text", "no XML"]
)
def test_broken_files(run: Run, atlas: Atlas, data: bytes) -> None:
    path = atlas.root.parent / "x.xlsx"
    path.write_bytes(data)
    ended = run("import", "xlsx", path, "--yes", "--content", atlas.root)
    assert ended.code == 1
    assert "error[bad-table]" in ended.err


def test_a_book_of_something_else(run: Run, atlas: Atlas) -> None:
    path = atlas.root.parent / "x.xlsx"
    Workbook().save(path)
    assert "error[unknown-sheet]" in run("import", "xlsx", path, "--content", atlas.root).err
    assert run("import", "xlsx", atlas.root.parent / "none.xlsx", "--content", atlas.root).code == 2
    (atlas.root.parent / "x.ods").write_text("x")
    assert "error[bad-table]" in run("import", "xlsx", atlas.root.parent / "x.ods", "--content", atlas.root).err


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_as_csv(run: Run, atlas: Atlas, delimiter: str) -> None:
    path = atlas.root.parent / "occupation_levels.csv"
    path.write_text(
        f"occupation{delimiter}skill{delimiter}level\nbaker{delimiter}night-watch{delimiter}seen\n",
        encoding="utf-8-sig",
    )
    assert run("import", "xlsx", path, "--yes", "--content", atlas.root).code == 0
    assert "levels: {night-watch: seen}" in atlas.read("occupations/baker.yml")
    path.write_text(f"occupation{delimiter}skill{delimiter}level\nbaker{delimiter}night-watch{delimiter}sen\n")
    assert (
        f"{path.as_posix()}!C2: error[unknown-level]"
        in run("import", "xlsx", path, "--yes", "--content", atlas.root).err
    )
