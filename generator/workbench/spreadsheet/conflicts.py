"""Compare the cells of an import with records that changed since the export.

If the state at the export is known, only cells edited since are taken over, and a cell that changed in the records too is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.problems import Location, Problem, shown
from generator.workbench.spreadsheet.baseline import Baseline, RowKey, normal
from generator.workbench.spreadsheet.reading import ReadSheet
from generator.workbench.spreadsheet.rows import Against, Difference, Known, SheetRow

_AROUND = 20
"""Characters that a message shows before the first difference of two long texts."""


def as_edited(against: Against, key: RowKey, row: SheetRow, known: Known) -> tuple[SheetRow, list[Problem]]:
    """Return the row with the current values of the records in cells that were not edited, and a problem for each conflict."""
    base = against.base
    if base is None:
        return row, []
    texts = dict(row.texts)
    problems = []
    for name, column, language in against.cells():
        now = normal(known.texts[name])
        if name not in texts or not base.is_known(key, name) or texts[name] == now:
            continue
        if not base.is_edited(key, name, texts[name]):
            texts[name] = now
        elif base.is_edited(key, name, now) and not column.derived:
            place = known.locate(against.catalog, column, language)
            problems.append(changed_in_both(row.places[name], texts[name], now, place))
            texts[name] = now
    return replace(row, texts=texts), problems


def changed_in_both(place: Location, text: str, now: str, there: Location) -> Problem:
    """Return the problem of a cell that was edited while its record changed too."""
    text, now = _from_difference(text, now)
    expected = f"{shown(now)}, which {there} says since the workbook was exported"
    hint = "write that into the cell, or export the workbook anew and edit it there"
    return Problem(place, "changed-in-both", shown(text), expected, hint)


def _from_difference(text: str, now: str) -> tuple[str, str]:
    """Return two texts without their common beginning if that is long, so that a message shows the difference."""
    pairs = enumerate(zip(text, now, strict=False))
    alike = next((place for place, (one, other) in pairs if one != other), min(len(text), len(now)))
    start = alike - _AROUND if alike > 2 * _AROUND else 0
    return (f"…{text[start:]}", f"…{now[start:]}") if start else (text, now)


def lost_meanwhile(place: Location, text: str) -> Problem:
    """Return the problem of a cell that was edited while its row was removed from the records."""
    expected = "no such row: the records have lost it since the workbook was exported"
    hint = "take it out here too, or export the workbook anew and add it there"
    return Problem(place, "changed-in-both", shown(text), expected, hint)


def compare_with_nothing(key: RowKey, row: SheetRow, base: Baseline, result: Difference) -> None:
    """Add to ``result`` an exported row that the records no longer have: as a conflict if it was edited, otherwise to ``left``."""
    edited = [name for name, text in row.texts.items() if base.is_known(key, name) and base.is_edited(key, name, text)]
    result.problems += [lost_meanwhile(row.places[name], row.texts[name]) for name in edited]
    if not edited:
        result.left.append(row)


def changed_behind(against: Against, sheet: ReadSheet, gone: Mapping[RowKey, Known]) -> Iterator[Problem]:
    """Yield a problem for each row that was deleted in the sheet and changed in the records since the export."""
    base = against.base
    for key, known in gone.items():
        if base is None or not base.has(key):
            continue
        for name, column, language in against.cells():
            text = known.texts[name]
            if base.is_known(key, name) and base.is_edited(key, name, text) and not column.derived:
                there = known.locate(against.catalog, column, language)
                expected = f"its row, since {there} says {shown(text)} since the workbook was exported"
                hint = "look at the record, then export the workbook anew"
                yield Problem(sheet.place(1, 1), "changed-in-both", f"no row {shown(' '.join(key))}", expected, hint)
                break
