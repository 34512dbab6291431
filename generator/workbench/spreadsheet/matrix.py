"""The matrix read back: its cells change the level and the necessity of requirements, nothing else."""

from __future__ import annotations

from generator.catalog import Catalog
from generator.kinds.role import Necessity
from generator.kinds.table import SEPARATOR, Column
from generator.problems import Location, Problem, did_you_mean, shown
from generator.workbench.spreadsheet.matching import Changed, Difference, Known, known_rows, normal
from generator.workbench.spreadsheet.reading import ReadSheet
from generator.workbench.spreadsheet.sheets import BY_NAME, SKILL, WITHOUT_LEVEL, matrix_cell

_TITLES = 2
"""Rows and columns of titles before the first cell."""


def compare_matrix(sheet: ReadSheet, catalog: Catalog) -> Difference:
    """Compare a matrix with what the roles require."""
    result = Difference()
    head = [normal(text) for text in (sheet.rows[0] if sheet.rows else ())]
    if not head or head[0] != SKILL:
        result.problems.append(
            Problem(sheet.place(1, 1), "missing-column", shown(head[0] if head else ""), f"the column {SKILL}")
        )
        return result
    known = known_rows(BY_NAME["requirements"], catalog)
    columns: dict[int, str] = {}
    for column, role in enumerate(head[_TITLES:], start=_TITLES + 1):
        if role and role not in catalog.content.roles:
            hint = did_you_mean(role, catalog.content.roles)
            result.problems.append(
                Problem(sheet.place(1, column), "unknown-role", shown(role), "the id of a role", hint)
            )
        elif role in columns.values():
            result.problems.append(Problem(sheet.place(1, column), "duplicate-column", shown(role), "each role once"))
        elif role:
            columns[column] = role
    seen: set[str] = set()
    for number, row in enumerate(sheet.rows[1:], start=2):
        skill = normal(row[0]) if row else ""
        if not skill:
            continue
        if skill in seen:
            result.problems.append(Problem(sheet.place(number, 1), "duplicate-row", shown(skill), "each skill once"))
            continue
        seen.add(skill)
        if skill not in catalog.content.skills:
            hint = did_you_mean(skill, catalog.content.skills)
            result.problems.append(
                Problem(sheet.place(number, 1), "unknown-skill", shown(skill), "the id of a skill", hint)
            )
            continue
        for column, role in columns.items():
            text = normal(row[column - 1]) if column <= len(row) else ""
            _compare_cell(known.get((role, skill)), text, sheet.place(number, column), catalog, result)
    return result


def _compare_cell(known: Known | None, text: str, place: Location, catalog: Catalog, result: Difference) -> None:
    if known is None:
        if text:
            expected, hint = (
                "an empty cell: the role does not require the skill",
                "add it with its reason in the sheet requirements",
            )
            result.problems.append(Problem(place, "no-requirement", shown(text), expected, hint))
        return
    role, skill = known.row.owner, known.texts["skill"]
    item = next(one for one in catalog.role(role).requires if one.skill == skill)
    if text == matrix_cell(item):
        return
    if not text:
        expected, hint = (
            matrix_cell(item),
            "take it out of the role's record, or delete its row in the sheet requirements",
        )
        result.problems.append(Problem(place, "missing-cell", "an empty cell", expected, hint))
        return
    optional = text.startswith("(") and text.endswith(")")
    inner = text[1:-1].strip() if optional else text
    faults = _faults(inner, place, catalog)
    if faults:
        result.problems += faults
        return
    necessity = Necessity.OPTIONAL if optional else Necessity.ESSENTIAL
    if necessity is not item.necessity:
        result.changed.append(Changed(known, Column("necessity"), "", necessity.value, place))
    before = matrix_cell(item.model_copy(update={"necessity": Necessity.ESSENTIAL}))
    if inner != before:
        by_grade = ": " in inner
        level = "" if by_grade or inner == WITHOUT_LEVEL else inner
        if level or not item.levels:
            result.changed.append(Changed(known, Column("level"), "", level, place))
        if by_grade or item.levels:
            levels = next(column for column in BY_NAME["requirements"].columns if column.name == "levels")
            result.changed.append(Changed(known, levels, "", inner if by_grade else "", place))


def _faults(text: str, place: Location, catalog: Catalog) -> list[Problem]:
    """Find levels and grades that are none."""
    found: list[Problem] = []
    pairs = [part.partition(": ") for part in text.split(SEPARATOR)] if ": " in text else []
    for grade, _, level in pairs or [("", "", text)]:
        if grade and grade not in catalog.grades:
            hint = did_you_mean(grade, catalog.grades)
            found.append(Problem(place, "unknown-grade", shown(grade), "one of " + ", ".join(catalog.grades), hint))
        levels = [*catalog.level_ids, "none" if pairs else WITHOUT_LEVEL]
        if level not in levels:
            found.append(
                Problem(
                    place, "unknown-level", shown(level), "one of " + ", ".join(levels), did_you_mean(level, levels)
                )
            )
    return found
