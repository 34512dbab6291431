"""Make the atlas's workbook (xlsx) for HR, one per language: legend, roles, matrix, skills with level statements, trainings.

1. ``tables`` makes the rows of each sheet, in one language.
2. ``workbook_bytes`` writes them with openpyxl. Every cell is a value, never a formula, even if it starts with ``=``;
   addresses are links of the cell, not formulas either.
3. ``repacked`` removes the time stamps from the file, so that the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.derive.families import fits_workbook
from generator.derive.times import offer_time
from generator.kinds.role import Necessity, Requirement
from generator.kinds.training import Training, TrainingState
from generator.model.marks import NONE
from generator.render.foreign import joined
from generator.render.lens import Lens, noted
from generator.render.version import version_text
from generator.render.views.common import type_title
from generator.render.views.grades import levels_by_grade, reference_note, required_level
from generator.render.views.order import by_title
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose cell is coloured (``shade``, from 0 to 1) or linked to an address on the web."""

    text: str
    shade: float = 0
    address: str = ""


Value = str | float | Marked | None
WorkbookRow = tuple[Value, ...]

_TEXT = Alignment(vertical="top", wrap_text=True)
_BOLD = Font(bold=True)
_LINK = Font(underline="single", color="1F4E79")
_HEAD = PatternFill("solid", fgColor="EAEDE3")
_LIGHT, _DARK = (0xFF, 0xFF, 0xFF), (0x5B, 0x8F, 0x8A)
"""Ends of the scale of colours for levels (red, green, blue); black text is legible on both."""
_MOMENT = (1980, 1, 1, 0, 0, 0)
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_STAMP = rb"\g<1>1980-01-01T00:00:00Z"
_LONGEST_CELL = 32_767
_MOST_LINKS = 65_000
"""Last row with a link: Excel opens no sheet with more than 65,530 links."""


@dataclass(frozen=True, slots=True)
class WorkbookTable:
    """A sheet: its name, the width of each column in characters, the titles of the columns and the rows."""

    name: str
    widths: tuple[int, ...]
    head: tuple[str, ...]
    rows: tuple[WorkbookRow, ...]


def tables(lens: Lens) -> tuple[WorkbookTable, ...]:
    """Return the sheets in the lens's language."""
    t = lens.t

    def head(*keys: str) -> tuple[str, ...]:
        return _head(lens, *keys)

    roles = by_title(lens, lens.catalog.content.roles)
    levels = tuple(lens.level(rank).title for rank in range(1, len(lens.catalog.level_ids) + 1))
    matrix = tuple(_matrix_rows(lens, roles)) if fits_workbook(lens.catalog) else ()
    graded = len(lens.catalog.grades) > 1
    typed = any(record.value.type for record in lens.catalog.content.skills.values())
    origin = ("basis",) if lens.catalog.several_origins else ()
    matrix_head = (*head("skill", "group"), *(lens.role_title(role) for role in roles))
    return (
        WorkbookTable(t("workbook.legend"), (28, 100), head("entry", "meaning"), tuple(_legend_rows(lens))),
        WorkbookTable(
            t("workbook.roles"),
            (28, 34, 22, 12, 70, *((28,) if origin else ()), *((44,) if graded else ())),
            head("role", "skill", "necessity", "level", "why", *origin, *(("grades",) if graded else ())),
            tuple(_role_rows(lens, roles, graded=graded)),
        ),
        *([WorkbookTable(t("workbook.matrix"), (44, 26, *(16 for _ in roles)), matrix_head, matrix)] if matrix else []),
        WorkbookTable(
            t("workbook.skills"),
            (44, 26, *((22,) if typed else ()), *(60 for _ in levels)),
            (*head("skill", "group", *(("type",) if typed else ())), *levels),
            tuple(_skill_rows(lens, typed=typed)),
        ),
        *([_trainings_table(lens)] if lens.catalog.content.trainings else []),
    )


def _head(lens: Lens, *keys: str) -> tuple[str, ...]:
    return tuple(lens.t(f"workbook.{key}") for key in keys)


def _trainings_table(lens: Lens) -> WorkbookTable:
    return WorkbookTable(
        lens.t("workbook.trainings"),
        (50, 26, 14, 18, 18, 30, 10, 12, 26, 50, 18, 60),
        _head(
            lens,
            "training",
            "provider",
            "kind",
            "languages",
            "cost",
            "price",
            "hours",
            "estimated",
            "length",
            "teaches",
            "state",
            "address",
        ),
        tuple(_training_rows(lens)),
    )


def _legend_rows(lens: Lens) -> Iterator[WorkbookRow]:
    """Yield the rows that say what the workbook is, its date and licence, and what its colours and signs mean."""
    t, site, catalog = lens.t, lens.catalog.site, lens.catalog
    title = lens.local(site.title)
    yield title, lens.local(site.description) or lens.local(site.tagline)
    day = lens.facts.stated_day
    yield t("workbook.date"), " · ".join(([t.date(day)] if day else []) + [version_text(lens.facts.version, t)])
    yield t("workbook.licence"), Marked(site.rights, address=site.licence.url)
    source = f"{title}, {site.base_url}" if site.base_url else title
    yield t("workbook.source"), Marked(f"{source}. {t('workbook.source.text')}", address=site.base_url)
    yield ("", "")
    for rank in range(1, len(catalog.level_ids) + 1):
        level = lens.level(rank)
        meaning = lens.local(catalog.content.levels[catalog.level_at(rank)].value.meaning)
        yield Marked(level.title, _shade(lens, rank)), f"{level.place}. {meaning}"
    yield t("workbook.bracketed"), t("workbook.bracketed.text")
    yield t("workbook.empty"), t("workbook.empty.text")
    if note := reference_note(lens, catalog.content.roles):
        yield t("workbook.level"), note
    if catalog.content.trainings:
        yield t("workbook.hours"), t("workbook.hours.text")
        yield t("workbook.estimated"), t("workbook.estimated.text")


def _skills_by_title(lens: Lens, skills: Iterable[str]) -> list[str]:
    return sorted(skills, key=lambda id: lens.sort_key(lens.title(PageKind.SKILL, id)))


def _shade(lens: Lens, rank: int) -> float:
    return rank / len(lens.catalog.level_ids)


def _role_rows(lens: Lens, roles: list[str], *, graded: bool) -> Iterator[WorkbookRow]:
    for role in roles:
        record = lens.catalog.role(role)
        for item in record.requires:
            level = required_level(lens, item)
            mark = lens.basis(item.basis, item.source, record.sources)
            origin = (noted(mark.label, mark.source),) if lens.catalog.several_origins else ()
            title = lens.title(PageKind.SKILL, item.skill)
            grades = (levels_by_grade(lens, role, item),) if graded else ()
            necessity = lens.t(str(item.necessity))
            asked, why = level.title if level else "", lens.local(item.why)
            yield lens.role_title(role), title, necessity, asked, why, *origin, *grades


def _matrix_rows(lens: Lens, roles: list[str]) -> Iterator[WorkbookRow]:
    catalog = lens.catalog
    required = [{item.skill: item for item in catalog.role(role).requires} for role in roles]
    for group, skills in catalog.skills_by_group.items():
        for skill in _skills_by_title(lens, skills):
            cells = [_matrix_cell(lens, needs.get(skill)) for needs in required]
            yield lens.title(PageKind.SKILL, skill), lens.local(catalog.content.groups[group].value.title), *cells


def _matrix_cell(lens: Lens, item: Requirement | None) -> Value:
    if item is None or item.level == NONE:
        return None
    rank = lens.catalog.rank(item.level)
    title = lens.level(rank).title if rank else lens.t("matrix.unlevelled")
    return Marked(f"({title})" if item.necessity == Necessity.OPTIONAL else title, _shade(lens, rank) if rank else 0)


def _skill_rows(lens: Lens, *, typed: bool) -> Iterator[WorkbookRow]:
    catalog = lens.catalog
    for skills in catalog.skills_by_group.values():
        for id in _skills_by_title(lens, skills):
            skill = catalog.skill(id)
            written = [skill.levels.get(level) for level in catalog.level_ids]
            statements = [lens.local(level.statement) if level else "" for level in written]
            yield (
                lens.title(PageKind.SKILL, id),
                ", ".join(lens.group_titles(skill)),
                *((type_title(lens, skill),) if typed else ()),
                *statements,
            )


def _training_rows(lens: Lens) -> Iterator[WorkbookRow]:
    trainings = lens.catalog.content.trainings
    for id in sorted(trainings, key=lambda id: lens.sort_key(trainings[id].value.title)):
        training = trainings[id].value
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
        estimated = time.low if time and not time.stated else None
        url = Marked(training.url, address=training.url) if training.url else None
        yield (
            line.link.text, line.provider, line.kind_label, noted(line.languages, line.machine), line.cost_label,
            _price(lens, training), hours, estimated, line.duration, teaches, line.state_label, url,
        )  # fmt: skip


def _price(lens: Lens, training: Training) -> str:
    """Return a price with its date; empty if none is known."""
    price = training.price
    if price is None:
        return ""
    as_of = lens.t("training.price.as_of", date=lens.t.date(price.date))
    return joined((lens.t.money(price.amount, price.currency), as_of), ", ")


def workbook_bytes(lens: Lens) -> bytes:
    """Return the workbook as the bytes of an xlsx file; equal content gives equal bytes."""
    # Rows are written one by one: in memory, the workbook of a labour market would take more space than all its records.
    book = Workbook(write_only=True)
    book.properties.title = lens.local(lens.catalog.site.title)
    book.properties.creator = lens.local(lens.catalog.site.title)
    book.properties.language = lens.language
    for table in tables(lens):
        _write(book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", table.name)[:31]), table)
    target = io.BytesIO()
    book.save(target)
    return repacked(target.getvalue())


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
    styles: dict[tuple[object, ...], Any] = {}
    for number, row in enumerate((table.head, *table.rows)):
        linked = number <= _MOST_LINKS
        sheet.append([None if one in ("", None) else _cell(sheet, one, styles, number, linked=linked) for one in row])


def _cell(
    sheet: Worksheet, value: Value, styles: dict[tuple[object, ...], Any], row: int, *, linked: bool
) -> WriteOnlyCell:
    """Return a cell; ``styles`` caches the styles of earlier cells of its sheet, since making a style is slow."""
    marked = value if isinstance(value, Marked) else Marked("")
    value = marked.text if isinstance(value, Marked) else value
    cell = WriteOnlyCell(sheet, value[:_LONGEST_CELL] if isinstance(value, str) else value)
    formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
    link = linked and marked.address.startswith(("http://", "https://"))
    if isinstance(value, str):
        # openpyxl reads a leading "=" as a formula: the type makes it a text, the prefix keeps it a text after an edit.
        cell.data_type = "s"
    key = (not row, formula, marked.shade, link)
    known = styles.get(key)
    if known is None:
        cell.quotePrefix = formula
        cell.alignment = _TEXT
        if not row:
            cell.font, cell.fill = _BOLD, _HEAD
        if link:
            cell.font = _LINK
        if marked.shade:
            cell.fill = PatternFill("solid", fgColor=_colour(marked.shade))
        styles[key] = cell._style
    else:
        cell._style = copy(known)  # the documented way to give a cell the style of another
    if link:
        cell.hyperlink = marked.address
    return cell


def _colour(shade: float) -> str:
    """Return the colour of a shade, from 0 to 1, as six hexadecimal digits."""
    return "".join(f"{round(light + (dark - light) * shade):02X}" for light, dark in zip(_LIGHT, _DARK, strict=True))


def repacked(content: bytes) -> bytes:
    """Return a workbook without its time stamps, so that equal content gives equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, _CLOCK.sub(_STAMP, old.read(name)) if name == "docProps/core.xml" else old.read(name))
    return target.getvalue()
