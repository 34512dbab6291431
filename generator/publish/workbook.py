"""The atlas as a spreadsheet for HR, one per language: roles, matrix, skills with level statements, trainings.

1. ``tables`` makes the rows of each sheet, in one language.
2. ``workbook_bytes`` writes them with openpyxl; every cell is a value, never a formula, even if it starts with ``=``.
3. ``_repacked`` takes the clock out of the file, so that the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.catalog import NO_LEVEL
from generator.derive.times import offer_time
from generator.kinds.training import TrainingState
from generator.render.lens import Lens
from generator.render.views.grades import levels_by_grade, required_level
from generator.routes import PageKind

WorkbookRow = tuple[str | float | None, ...]

_TEXT = Alignment(vertical="top", wrap_text=True)
_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="EAEDE3")
_MOMENT = (1980, 1, 1, 0, 0, 0)
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_STAMP = rb"\g<1>1980-01-01T00:00:00Z"
_LONGEST_CELL = 32_767


@dataclass(frozen=True, slots=True)
class WorkbookTable:
    """A sheet: its name, the width of each column in characters, the head and the rows."""

    name: str
    widths: tuple[int, ...]
    head: tuple[str, ...]
    rows: tuple[WorkbookRow, ...]


def tables(lens: Lens) -> tuple[WorkbookTable, ...]:
    """Make the sheets in the lens's language."""
    t = lens.t

    def head(*keys: str) -> tuple[str, ...]:
        return tuple(t(f"workbook.{key}") for key in keys)

    roles = sorted(lens.catalog.content.roles)
    levels = tuple(lens.level(rank).title for rank in range(1, len(lens.catalog.level_ids) + 1))
    # Beyond what the matrix page can show, a table of all roles by all skills is too large for a spreadsheet too.
    matrix = tuple(_matrix_rows(lens, roles)) if lens.routes.has(PageKind.MATRIX) else ()
    graded = len(lens.catalog.grades) > 1
    matrix_head = (*head("skill", "group"), *(lens.role_title(role) for role in roles))
    return (
        WorkbookTable(
            t("workbook.roles"),
            (28, 34, 14, 10, 70, *((44,) if graded else ())),
            head("role", "skill", "necessity", "level", "why", *(("grades",) if graded else ())),
            tuple(_role_rows(lens, roles, graded=graded)),
        ),
        *([WorkbookTable(t("workbook.matrix"), (44, 26, *(16 for _ in roles)), matrix_head, matrix)] if matrix else []),
        WorkbookTable(
            t("workbook.skills"),
            (44, 26, 22, *(60 for _ in levels)),
            (*head("skill", "group", "type"), *levels),
            tuple(_skill_rows(lens)),
        ),
        WorkbookTable(
            t("workbook.trainings"),
            (50, 26, 14, 18, 18, 10, 22, 50, 18, 60),
            head("training", "provider", "kind", "languages", "cost", "hours", "length", "teaches", "state", "address"),
            tuple(_training_rows(lens)),
        ),
    )


def _role_rows(lens: Lens, roles: list[str], *, graded: bool) -> Iterator[WorkbookRow]:
    for role in roles:
        for item in lens.catalog.role(role).requires:
            level = required_level(lens, item)
            title = lens.title(PageKind.SKILL, item.skill)
            grades = (levels_by_grade(lens, role, item),) if graded else ()
            necessity = lens.t(str(item.necessity))
            yield lens.role_title(role), title, necessity, level.title if level else "", lens.local(item.why), *grades


def _matrix_rows(lens: Lens, roles: list[str]) -> Iterator[WorkbookRow]:
    catalog = lens.catalog
    required = [{item.skill: item for item in catalog.role(role).requires} for role in roles]
    for group, skills in catalog.skills_by_group.items():
        for skill in skills:
            cells = []
            for needs in required:
                item = needs.get(skill)
                level = lens.level(catalog.rank(item.level) or 1).title if item and item.level != NO_LEVEL else ""
                cells.append(f"({level})" if level and item and item.necessity == "optional" else level)
            yield lens.title(PageKind.SKILL, skill), lens.local(catalog.content.groups[group].value.title), *cells


def _skill_rows(lens: Lens) -> Iterator[WorkbookRow]:
    catalog = lens.catalog
    for skills in catalog.skills_by_group.values():
        for id in skills:
            skill = catalog.skill(id)
            written = [skill.levels.get(level) for level in catalog.level_ids]
            statements = [lens.local(level.statement) if level else "" for level in written]
            yield (
                lens.title(PageKind.SKILL, id),
                ", ".join(lens.group_titles(skill)),
                lens.t(f"type.{skill.type}"),
                *statements,
            )


def _training_rows(lens: Lens) -> Iterator[WorkbookRow]:
    for id, record in lens.catalog.content.trainings.items():
        training = record.value
        if training.state == TrainingState.RETIRED:
            continue
        line = lens.training_line(id)
        teaches = "; ".join(
            lens.t(
                "step.at",
                skill=lens.title(PageKind.SKILL, item.skill),
                level=lens.level(lens.catalog.rank(item.to_level)).title,
            )
            for item in training.teaches
        )
        time = offer_time(training)
        hours = time.low if time and time.stated else None
        yield (
            line.link.text, line.provider, line.kind_label, line.languages, line.cost_label, hours, line.duration,
            teaches, line.state_label, training.url,
        )  # fmt: skip


def workbook_bytes(lens: Lens) -> bytes:
    """Write the workbook; equal content gives equal bytes."""
    # Rows go to the file as they come: a labour market's workbook held in memory would take more than all its records.
    book = Workbook(write_only=True)
    book.properties.title = lens.local(lens.catalog.site.title)
    book.properties.creator = lens.local(lens.catalog.site.title)
    book.properties.language = lens.language
    for table in tables(lens):
        _write(book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", table.name)[:31]), table)
    target = io.BytesIO()
    book.save(target)
    return _repacked(target.getvalue())


def _write(sheet: Worksheet, table: WorkbookTable) -> None:
    for column, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.head))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    styles: dict[tuple[bool, bool], Any] = {}
    for number, row in enumerate((table.head, *table.rows)):
        sheet.append([None if value in ("", None) else _cell(sheet, value, styles, head=not number) for value in row])


def _cell(sheet: Worksheet, value: str | float | None, styles: dict[tuple[bool, bool], Any], *, head: bool) -> Cell:
    """Make a cell; ``styles`` holds the styles that cells of its sheet have had, since to make one is slow."""
    cell = WriteOnlyCell(sheet, value[:_LONGEST_CELL] if isinstance(value, str) else value)
    formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
    if isinstance(value, str):
        # openpyxl takes a leading "=" for a formula: the type makes it a text, the prefix keeps it one after an edit.
        cell.data_type = "s"
    known = styles.get((head, formula))
    if known is None:
        cell.quotePrefix = formula
        cell.alignment = _TEXT
        if head:
            cell.font, cell.fill = _BOLD, _HEAD
        styles[head, formula] = cell._style
    else:
        cell._style = copy(known)  # the way of openpyxl's documentation to give a cell the style of another
    return cell


def _repacked(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, _CLOCK.sub(_STAMP, old.read(name)) if name == "docProps/core.xml" else old.read(name))
    return target.getvalue()
