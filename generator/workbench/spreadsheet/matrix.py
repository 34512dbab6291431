"""Read the matrix back: its cells change the level and the necessity of requirements; an emptied cell removes the requirement."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import Catalog
from generator.kinds.role import Necessity, Requirement
from generator.kinds.table import SEPARATOR, Column
from generator.problems import Location, Problem, did_you_mean, shown
from generator.workbench.spreadsheet.baseline import Baseline, normal
from generator.workbench.spreadsheet.conflicts import changed_in_both, lost_meanwhile
from generator.workbench.spreadsheet.reading import ReadSheet
from generator.workbench.spreadsheet.rows import Changed, Difference, Emptied, Known, Wanted, known_rows
from generator.workbench.spreadsheet.sheets import BY_NAME, SKILL, WITHOUT_LEVEL, matrix_cell

_TITLES = 2
"""Number of rows and of columns with ids and titles before the first cell."""


def compare_matrix(
    sheet: ReadSheet, catalog: Catalog, base: Baseline | None = None, *, delete: bool = False
) -> Difference:
    """Compare a matrix with the requirements of the roles; ``base`` is the state of the matrix at its export.

    Without ``base`` an empty cell may be older than the requirement, so it removes the requirement only with ``delete``.
    """
    result = Difference(sheet.path, base is not None)
    head = [normal(text) for text in (sheet.rows[0] if sheet.rows else ())]
    if not head or head[0] != SKILL:
        result.problems.append(
            Problem(sheet.place(1, 1), "missing-column", shown(head[0] if head else ""), f"the column {SKILL}")
        )
        return result
    known = known_rows(BY_NAME["requirements"], catalog)
    columns = _columns(sheet, head, catalog, result)
    cells = _Cells(catalog, base, result, delete=delete)
    for number, skill in _skills(sheet, catalog, result):
        row = sheet.rows[number - 1]
        for column, role in columns.items():
            text = normal(row[column - 1]) if column <= len(row) else ""
            cells.compare(known.get((role, skill)), (role, skill), text, sheet.place(number, column))
    return result


def _columns(sheet: ReadSheet, head: list[str], catalog: Catalog, result: Difference) -> dict[int, str]:
    """Return the roles by the 1-based number of their column."""
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
    return columns


def _skills(sheet: ReadSheet, catalog: Catalog, result: Difference) -> Iterator[tuple[int, str]]:
    """Yield the skills with the 1-based number of their row."""
    seen: set[str] = set()
    for number, row in enumerate(sheet.rows[1:], start=2):
        skill = normal(row[0]) if row else ""
        if not skill:
            continue
        if skill in seen:
            result.problems.append(Problem(sheet.place(number, 1), "duplicate-row", shown(skill), "each skill once"))
            continue
        seen.add(skill)
        if skill in catalog.content.skills:
            yield number, skill
        else:
            hint = did_you_mean(skill, catalog.content.skills)
            result.problems.append(
                Problem(sheet.place(number, 1), "unknown-skill", shown(skill), "the id of a skill", hint)
            )


class _Cells:
    """A comparison of the cells of a matrix with requirements, which adds the differences to ``result``."""

    def __init__(self, catalog: Catalog, base: Baseline | None, result: Difference, *, delete: bool) -> None:
        self._catalog = catalog
        self._base = base
        self._result = result
        self._delete = delete

    def compare(self, known: Known | None, key: tuple[str, str], text: str, place: Location) -> None:
        """Compare a cell with its requirement; a cell that was not edited since the export is ignored."""
        role, skill = key
        item = self._requirement(known)
        now = matrix_cell(item)
        base = self._base if self._base and self._base.is_known((skill,), role) else None
        if text == now or (base and not base.is_edited((skill,), role, text)):
            return
        if base and base.is_edited((skill,), role, now):
            there = known.locate(self._catalog) if known else None
            self._result.problems.append(
                changed_in_both(place, text, now, there) if there else lost_meanwhile(place, text)
            )
        elif known is None or item is None:
            self._result.wanted.append(Wanted(role, skill, text, place))
        elif text:
            self._weigh(known, item, text, place)
        elif base or self._delete:
            self._result.emptied.append(Emptied(known, place))
        else:
            expected = f"{shown(now)}, since this file can't tell whether the cell was empty before"
            hint = "--delete takes the requirement away; in a workbook of export xlsx to empty the cell is enough"
            self._result.problems.append(Problem(place, "missing-cell", "an empty cell", expected, hint))

    def _requirement(self, known: Known | None) -> Requirement | None:
        if known is None:
            return None
        return next(one for one in self._catalog.role(known.row.owner).requires if one.skill == known.texts["skill"])

    def _weigh(self, known: Known, item: Requirement, text: str, place: Location) -> None:
        """Add the changes of level and necessity that the text of a cell makes to a requirement."""
        optional = text.startswith("(") and text.endswith(")")
        inner = text[1:-1].strip() if optional else text
        faults = _faults(inner, place, self._catalog)
        if faults:
            self._result.problems += faults
            return
        changed = self._result.changed
        necessity = Necessity.OPTIONAL if optional else Necessity.ESSENTIAL
        if necessity is not item.necessity:
            changed.append(Changed(known, Column("necessity"), "", necessity.value, place, text))
        before = matrix_cell(item.model_copy(update={"necessity": Necessity.ESSENTIAL}))
        if inner == before:
            return
        by_grade = ": " in inner
        level = "" if by_grade or inner == WITHOUT_LEVEL else inner
        if level or not item.levels:
            changed.append(Changed(known, Column("level"), "", level, place, text))
        if by_grade or item.levels:
            levels = next(column for column in BY_NAME["requirements"].columns if column.name == "levels")
            changed.append(Changed(known, levels, "", inner if by_grade else "", place, text))


def _faults(text: str, place: Location, catalog: Catalog) -> list[Problem]:
    """Return the problems of unknown levels and grades in a cell."""
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
