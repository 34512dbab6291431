"""Importing a workbook: only edited cells are taken over, later changes of the records stay, and what both changed is an error."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from generator.problems import ContentError
from generator.workbench.journal import commit
from generator.workbench.plan import Plan
from generator.workbench.spreadsheet.importing import plan_import
from tests.atlas import Atlas
from tests.books import Book
from tests.conftest import Ended
from tests.test_workbench import files

Run = Callable[..., Ended]
PORTER, BAKER = "roles/night-porter.yml", "occupations/baker.yml"
LAMP = "  - {skill: lamp-care, level: seen, necessity: optional}\n"


@pytest.fixture
def book(run: Run, atlas: Atlas) -> Book:
    """Return the workbook of the fictional atlas."""
    return Book(run, atlas)


def brought(book: Book, *, delete: bool = False) -> Plan:
    """Save the workbook, import it, write the changes and return the plan."""
    book.book.save(book.path)
    plan = plan_import(book.atlas.root, [book.path], delete=delete)
    commit(book.atlas.root, plan.workspace.changes)
    return plan


def refused(book: Book, *, delete: bool = False) -> list[str]:
    """Save the workbook, import it and return the problems; assert that nothing is written."""
    before = files(book.atlas.root)
    book.book.save(book.path)
    with pytest.raises(ContentError) as caught:
        plan_import(book.atlas.root, [book.path], delete=delete)
    assert files(book.atlas.root) == before
    return [str(problem) for problem in caught.value.problems]


# --- records changed since the export


def test_a_second_import_reverts_nothing(book: Book) -> None:
    """Values changed, and requirements added or removed, in the records since the export stay as they are."""
    book.cell("occupations", "baker", "title_en").value = "Bread baker"
    brought(book)
    book.atlas.replace(PORTER, "skill: lamp-care, level: seen", "skill: lamp-care, level: tried")
    book.atlas.replace(PORTER, "  - {skill: key-keeping, level: tried, necessity: essential}\n", "")
    book.atlas.replace(
        PORTER, "requires:\n", "requires:\n  - {skill: weather-lore, level: seen, necessity: optional}\n"
    )
    book.atlas.replace(BAKER, "night-watch: tried", "night-watch: trusted")
    before = files(book.atlas.root)
    plan = brought(book, delete=True)
    assert plan.workspace.changes == ()
    assert plan.notes == [
        "still in the sheet requirements, but the records have lost it since the export: night-porter key-keeping"
    ]
    assert files(book.atlas.root) == before


def test_edits_beside_later_changes_are_taken_over(book: Book) -> None:
    book.cell("Matrix", "lamp-care", "night-porter").value = "(tried)"
    book.cell("occupations", "baker", "title_en").value = "Bread baker"
    book.atlas.replace(PORTER, "skill: night-watch, level: tried", "skill: night-watch, level: trusted")
    book.atlas.replace(BAKER, "de: Bäcker/in", "de: Brotbäcker/in")
    brought(book)
    assert "skill: lamp-care, level: tried" in book.atlas.read(PORTER)
    assert "skill: night-watch, level: trusted" in book.atlas.read(PORTER)
    assert "title: {de: Brotbäcker/in, en: Bread baker}" in book.atlas.read(BAKER)


def test_what_both_changed_is_a_conflict_with_both_values(book: Book) -> None:
    matrix = book.cell("Matrix", "lamp-care", "night-porter")
    title = book.cell("occupations", "baker", "title_en")
    level = book.cell("requirements", "night-porter", "level", "key-keeping")
    matrix.value, title.value, level.value = "tried", "Bread baker", "trusted"
    book.atlas.replace(PORTER, "lamp-care, level: seen", "lamp-care, level: trusted")
    book.atlas.replace(PORTER, "  - {skill: key-keeping, level: tried, necessity: essential}\n", "")
    book.atlas.replace(BAKER, "en: Baker", "en: Rye baker")
    root, path = book.atlas.root.as_posix(), book.path.as_posix()
    told = refused(book)
    hint = "write that into the cell, or export the workbook anew and edit it there"
    assert told[:2] == [
        f'{path}:Matrix!{matrix.coordinate}: error[changed-in-both]: found "tried"; expected "(trusted)", '
        f"which {root}/{PORTER}:8:5 says since the workbook was exported; {hint}",
        f'{path}:occupations!{title.coordinate}: error[changed-in-both]: found "Bread baker"; expected "Rye baker", '
        f"which {root}/{BAKER}:1:28 says since the workbook was exported; {hint}",
    ]
    assert len(told) == 3
    assert told[2].startswith(
        f'{path}:requirements!{level.coordinate}: error[changed-in-both]: found "trusted"; expected no such row'
    )
    matrix.value, title.value, level.value = "(trusted)", "Rye baker", "tried"
    assert brought(book).workspace.changes == ()


def test_of_long_texts_a_conflict_shows_what_differs(book: Book) -> None:
    cell = book.cell("requirements", "lighthouse-keeper", "why_en", "lamp-care")
    begin = "Without light the tower is a heap of stones, as every keeper knows who has seen one fall at night, "
    book.atlas.replace(
        "roles/lighthouse-keeper.yml", "Without light the tower is a heap of stones.", f"{begin}or heard it."
    )
    cell.value = f"{begin}or felt it."
    [told] = refused(book)
    assert 'found "…e fall at night, or felt it."; expected "…e fall at night, or heard it."' in told


def test_the_hidden_sheet_outlives_a_spreadsheet_program(book: Book) -> None:
    """The sheet is saved with the others, and rows and columns may be in any order afterwards."""
    assert book.book["exported"].sheet_state == "veryHidden"
    book.book.save(book.path)
    page = load_workbook(book.path)["exported"]
    assert {row[0].value for row in page.iter_rows()} >= {"Matrix", "requirements", "occupations"}
    rows = [[cell.value for cell in row] for row in book.book["requirements"].iter_rows()]
    rows[1:] = sorted(rows[1:], key=str, reverse=True)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(reversed(row), start=1):
            book.book["requirements"].cell(number, column).value = value
    book.atlas.replace(PORTER, "lamp-care, level: seen", "lamp-care, level: trusted")
    assert brought(book).workspace.changes == ()


def test_a_table_as_csv_says_that_it_knows_no_earlier_state(
    run: Run, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    path = atlas.root.parent / "occupation_levels.csv"
    path.write_text("occupation,skill,level\nbaker,night-watch,seen\n", encoding="utf-8")
    ended = run("import", "csv", path, "--content", atlas.root)
    assert f"note: {path.as_posix()} does not know what it said when it was exported" in ended.err
    assert "also where the record has changed since" in ended.err


# --- requirements that are removed


def test_an_emptied_cell_of_the_matrix_takes_the_requirement_away(book: Book) -> None:
    cell = book.cell("Matrix", "lamp-care", "night-porter")
    cell.value = None
    book.cell("requirements", "night-porter", "level", "key-keeping").value = "trusted"
    book.atlas.replace(PORTER, LAMP, "  # only in winter\n" + LAMP)
    plan = brought(book)
    assert plan.notes == [
        f"the requirement night-porter lamp-care is taken away, since {book.path.as_posix()}:Matrix!{cell.coordinate} is empty"
    ]
    assert f"-{LAMP.rstrip()}" in list(plan.workspace.diff())
    text = book.atlas.read(PORTER)
    assert "lamp-care" not in text
    assert "skill: key-keeping, level: trusted" in text
    assert "winter" not in text


def test_a_deleted_row_and_an_emptied_cell_are_one_removal(book: Book) -> None:
    book.cell("Matrix", "guest-care", "night-porter").value = None
    book.book["requirements"].delete_rows(book.cell("requirements", "night-porter", "skill", "guest-care").row)
    book.book["requirements"].delete_rows(book.cell("requirements", "night-porter", "skill", "lamp-care").row)
    plan = brought(book)
    assert "guest-care" not in book.atlas.read(PORTER)
    assert plan.notes[1:] == [
        "not in the sheet requirements, but stays (--delete takes it away, or empty its cell in the matrix): night-porter lamp-care"
    ]
    plan = brought(book, delete=True)
    assert "lamp-care" not in book.atlas.read(PORTER)
    assert "taken away, since requirements has no such row: night-porter lamp-care" in plan.notes


def test_without_an_earlier_state_an_empty_cell_asks_for_a_word(book: Book) -> None:
    """An empty cell is refused unless deletion is asked for, since the requirement may be newer than the file."""
    del book.book["exported"]
    cell = book.cell("Matrix", "lamp-care", "night-porter")
    cell.value = None
    [told] = refused(book)
    assert f'Matrix!{cell.coordinate}: error[missing-cell]: found an empty cell; expected "(seen)"' in told
    brought(book, delete=True)
    assert "lamp-care" not in book.atlas.read(PORTER)


def test_matrix_and_long_sheet_may_not_contradict_each_other(book: Book) -> None:
    emptied = book.cell("Matrix", "lamp-care", "night-porter")
    weighed = book.cell("Matrix", "key-keeping", "night-porter")
    kept = book.cell("Matrix", "guest-care", "night-porter")
    emptied.value, weighed.value, kept.value = None, "(seen)", "tried"
    levels = [book.cell("requirements", "night-porter", "level", skill) for skill in ("lamp-care", "key-keeping")]
    for level in levels:
        level.value = "trusted"
    book.book["requirements"].delete_rows(book.cell("requirements", "night-porter", "skill", "guest-care").row)
    lamp, key = (level.row for level in levels)
    path, hint = book.path.as_posix(), "say the same in both, or change it in one"
    column = levels[0].column_letter
    assert sorted(refused(book, delete=True)) == sorted([
        f"{path}:Matrix!{emptied.coordinate}: error[contradiction]: found an empty cell; "
        f'expected a level, since {path}:requirements!{column}{lamp} says "trusted"; {hint}',
        f'{path}:Matrix!{weighed.coordinate}: error[contradiction]: found "(seen)"; '
        f'expected "trusted" as in {path}:requirements!{column}{key}; {hint}',
        f'{path}:Matrix!{kept.coordinate}: error[contradiction]: found "tried"; '
        f"expected an empty cell, since {path}:requirements has no row night-porter guest-care; {hint}",
    ])  # fmt: skip


@pytest.mark.parametrize(("cell", "fits"), [("(seen)", True), ("tried", False)])
def test_a_new_requirement_may_stand_in_both_sheets(book: Book, cell: str, fits: bool) -> None:
    book.add(
        "requirements", role="night-porter", skill="weather-lore", level="seen", necessity="optional",
        why_de="Gäste fragen danach.", why_en="Guests ask about it.", basis="editorial",
    )  # fmt: skip
    book.cell("Matrix", "weather-lore", "night-porter").value = cell
    if fits:
        brought(book)
        assert "weather-lore" in book.atlas.read(PORTER)
    else:
        [told] = refused(book)
        assert 'error[contradiction]: found "tried"; expected "(seen)" as' in told


def test_a_formula_is_one_error(book: Book) -> None:
    for sheet, row, second, column in (
        ("Matrix", "lamp-care", "", "night-porter"),
        ("requirements", "night-porter", "lamp-care", "skill"),
    ):
        book.cell(sheet, row, column, second).value = "=1+1"
    assert [told.split(": ")[1] for told in refused(book)] == ["error[formula]"] * 2


def test_places_of_errors_survive_a_removal(book: Book) -> None:
    """A removed item of a list moves the items after it."""
    book.cell("Matrix", "guest-care", "night-porter").value = None
    cell = book.cell("requirements", "night-porter", "level", "lamp-care")
    cell.value = "tryed"
    assert [told.partition(": error")[0] for told in refused(book)] == [
        f"{book.path.as_posix()}:requirements!{cell.coordinate}"
    ]


def test_mistakes_of_several_kinds_are_named_in_one_round(book: Book) -> None:
    book.cell("requirements", "night-porter", "necessity", "lamp-care").value = "nice"
    book.cell("requirements", "lighthouse-keeper", "level", "night-watch").value = "tryed"
    book.cell("trainings", "star-course", "provider").value = "nobody"
    codes = ("unknown-value", "unknown-level", "unknown-provider")
    told = "\n".join(refused(book))
    assert [code for code in codes if f"[{code}]" not in told] == [], told


@pytest.mark.parametrize(
    ("sheet", "second", "column", "value"),
    [("Matrix", "", "night-porter", "tryed"), ("requirements", "night-porter", "necessity", "nice")],
)
def test_where_more_mistakes_may_follow_a_line_says_so(
    book: Book, sheet: str, second: str, column: str, value: str
) -> None:
    """A line says that more errors may follow, as a record with invalid values can't be checked further."""
    row = ("lamp-care", column, "") if sheet == "Matrix" else (second, column, "lamp-care")
    book.cell(sheet, *row).value = value
    ended = book.bring()
    assert ended.code == 1
    assert ended.err.splitlines()[-1].endswith("more may follow")


def test_the_rows_of_the_tables_stay_readable_without_the_program(run: Run, book: Book) -> None:
    """CSV tables have no fingerprints, and the folder of an export is imported as a whole."""
    target = book.atlas.root.parent / "tables"
    assert run("export", "csv", target, "--content", book.atlas.root).code == 0
    with (target / "requirements.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file))[:2] == ["role", "skill"]
    ended = run("import", "csv", target, "--content", book.atlas.root)
    assert (ended.code, ended.out) == (0, "nothing to change\n"), ended.err
    (target / "empty").mkdir()
    ended = run("import", "csv", target / "empty", "--content", book.atlas.root)
    assert ended.code == 2
    assert "no table (*.csv) in the folder" in ended.err
