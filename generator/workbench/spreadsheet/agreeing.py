"""Compare the matrix with the sheet ``requirements``: both must say the same about a requirement."""

from __future__ import annotations

from generator.kinds.role import Necessity
from generator.problems import Location, Problem, shown
from generator.workbench.spreadsheet.rows import Difference, Known, SheetRow, Wanted
from generator.workbench.spreadsheet.sheets import WITHOUT_LEVEL

_HINT = "say the same in both, or change it in one"


def contradictions(matrix: Difference, rows: Difference, *, delete: bool) -> list[Problem]:
    """Return the problems of matrix cells that contradict the sheet ``requirements``; a change that is in both is kept in only one."""
    return [*_levels(matrix, rows), *_removals(matrix, rows, delete=delete)]


def _key(known: Known) -> tuple[str, str]:
    return known.row.owner, known.texts["skill"]


def _levels(matrix: Difference, rows: Difference) -> list[Problem]:
    said = {(_key(one.known), one.column.name): one for one in rows.changed}
    problems = []
    for one in list(matrix.changed):
        other = said.get((_key(one.known), one.column.name))
        if other is None:
            continue
        if other.text == one.text:
            matrix.changed.remove(one)
        else:
            problems.append(_other(one.place, one.cell, f"{shown(other.cell)} as in {other.place}"))
    return problems


def _removals(matrix: Difference, rows: Difference, *, delete: bool) -> list[Problem]:
    problems = []
    changed = {_key(one.known): one for one in rows.changed}
    for emptied in matrix.emptied:
        other = changed.get(_key(emptied.known))
        if other is not None:
            expected = f"a level, since {other.place} says {shown(other.cell)}"
            problems.append(_other(emptied.place, "", expected))
    gone = {_key(known) for known in rows.gone} if delete else set()
    emptied_keys = {_key(one.known) for one in matrix.emptied}
    rows.gone = [known for known in rows.gone if _key(known) not in emptied_keys]
    for one in matrix.changed:
        if _key(one.known) in gone:
            expected = f"an empty cell, since {rows.path} has no row {' '.join(_key(one.known))}"
            problems.append(_other(one.place, one.cell, expected))
    return problems


def unexplained(matrix: Difference, rows: Difference | None) -> list[Problem]:
    """Return the problems of filled matrix cells without a requirement, unless a new row of the other sheet says the same."""
    added = {(row.texts["role"], row.texts["skill"]): row for row in rows.added} if rows else {}
    problems = []
    for one in matrix.wanted:
        row = added.get((one.role, one.skill))
        if row is None:
            expected = "an empty cell: the role does not require the skill"
            hint = "add a row with its reason in the sheet requirements; what it says need not stand here"
            problems.append(Problem(one.place, "no-requirement", shown(one.text), expected, hint))
        elif _as_cell(row) != one.text:
            problems.append(_unlike(one, row))
    return problems


def _as_cell(row: SheetRow) -> str:
    text = row.texts["levels"] or row.texts["level"] or WITHOUT_LEVEL
    return f"({text})" if row.texts["necessity"] == Necessity.OPTIONAL else text


def _unlike(one: Wanted, row: SheetRow) -> Problem:
    place: Location = row.places.get("levels" if row.texts["levels"] else "level", row.place)
    return _other(one.place, one.text, f"{shown(_as_cell(row))} as {place} and its row say")


def _other(place: Location, cell: str, expected: str) -> Problem:
    return Problem(place, "contradiction", shown(cell) if cell else "an empty cell", expected, _HINT)
