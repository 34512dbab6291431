"""The sheets of a workbook for authors: a matrix of roles and skills as an overview to edit, and long tables of records.

The tables are those of the published data (``kinds.table``), so the meaning of each column is defined in one place.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from generator.catalog import Catalog
from generator.derive.tables import PUBLISHED_TABLES, Sheets
from generator.kinds.role import Necessity, Requirement
from generator.kinds.table import SEPARATOR, Table
from generator.publish.workbook import repacked
from generator.workbench.spreadsheet.baseline import BASELINE_SHEET, baseline_rows

MATRIX = "Matrix"
SKILL = "skill"
WITHOUT_LEVEL = "x"
"""Text of a matrix cell for a requirement that states no level."""
KEY_COLUMNS: dict[str, tuple[str, ...]] = {
    "requirements": ("role", "skill"),
    "skill_levels": ("skill", "level"),
    "prerequisites": ("skill", "from", "needed_skill"),
    "occupation_levels": ("occupation", "skill"),
    "training_skills": ("training", "relation", "skill"),
    **dict.fromkeys(("roles", "skills", "trainings", "occupations"), ("id",)),
}
"""Key columns, which identify the rows of a table, by name of the table; these tables can be imported."""
IN_WORKBOOK = ("requirements", "skills", "occupations", "occupation_levels", "trainings", "training_skills")
"""Names of the tables that have a sheet in an exported workbook."""
BY_NAME: dict[str, Table] = {table.name: table for table in PUBLISHED_TABLES if table.name in KEY_COLUMNS}
_LONGEST_CELL = 32_767
_HEAD, _NOTE = PatternFill("solid", fgColor="EAEDE3"), PatternFill("solid", fgColor="F6F6F2")
_TEXT = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its rows as texts, the header first."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def sheets(catalog: Catalog) -> Iterator[Sheet]:
    """Yield all sheets of a workbook."""
    if catalog.content.roles and catalog.content.skills:
        yield Sheet(MATRIX, tuple(_matrix(catalog)))
    tables = Sheets(catalog)
    for name in IN_WORKBOOK:
        table = BY_NAME[name]
        yield Sheet(name, (table.header(catalog.languages), *tables.cells(table)))


def _matrix(catalog: Catalog) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the matrix: skills as rows, roles as columns. The second row and column hold titles and are not read back."""
    roles = sorted(catalog.content.roles)
    language = catalog.languages[0]
    yield (SKILL, "title", *roles)
    yield ("", "", *(catalog.role(role).title.get(language, role) for role in roles))
    needed = [{item.skill: item for item in catalog.role(role).requires} for role in roles]
    for skills in catalog.skills_by_group.values():
        for skill in skills:
            cells = (matrix_cell(items.get(skill)) for items in needed)
            yield (skill, catalog.skill(skill).title.get(language, skill), *cells)


def matrix_cell(item: Requirement | None) -> str:
    """Return the cell of a requirement: its level, or its levels by grade; in brackets if it is optional, empty if there is none."""
    if item is None:
        return ""
    levels = SEPARATOR.join(f"{grade}: {level}" for grade, level in (item.levels or {}).items())
    text = levels or item.level or WITHOUT_LEVEL
    return f"({text})" if item.necessity is Necessity.OPTIONAL else text


def workbook(catalog: Catalog) -> bytes:
    """Return the bytes of the workbook; every cell is a text, never a formula, and equal content gives equal bytes.

    Raises ``ValueError`` for a text that is longer than a cell can hold.
    """
    book = Workbook(write_only=True)
    held: list[tuple[str, ...]] = []
    for one in sheets(catalog):
        page = book.create_sheet(one.name)
        page.freeze_panes = "C3" if one.name == MATRIX else "B2"
        for column in range(1, len(one.rows[0]) + 1):
            page.column_dimensions[get_column_letter(column)].width = 26
        for number, row in enumerate(one.rows):
            page.append([_cell(page, text, number, in_matrix=one.name == MATRIX) for text in row])
        held += baseline_rows(one.name, one.rows[0], _keys(one.name), one.rows[_heads(one.name) :])
    hidden = book.create_sheet(BASELINE_SHEET)
    hidden.sheet_state = "veryHidden"
    for row in held:
        hidden.append([_cell(hidden, text, -1, in_matrix=False) for text in row])
    target = io.BytesIO()
    book.save(target)
    return repacked(target.getvalue())


def _keys(name: str) -> tuple[str, ...]:
    return (SKILL,) if name == MATRIX else KEY_COLUMNS[name]


def _heads(name: str) -> int:
    """Return the number of rows before the first one that is read back."""
    return 2 if name == MATRIX else 1


def _cell(page: object, text: str, row: int, *, in_matrix: bool) -> WriteOnlyCell | None:
    if not text:
        return None
    if len(text) > _LONGEST_CELL:
        raise ValueError(f"a text of {len(text):,} characters does not fit into a cell")
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    cell.alignment = _TEXT
    if row == 0:
        cell.font, cell.fill = Font(bold=True), _HEAD
    elif in_matrix and row == 1:
        cell.fill = _NOTE
    return cell
