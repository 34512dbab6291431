"""Plan the import of a spreadsheet: changed cells become edits of their records, new rows become new items and records.

A row that is missing in a sheet stays in the records unless deletion is asked for, since a sheet may have been filtered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.catalog import Catalog
from generator.kinds import BY_PLURAL
from generator.kinds.table import Records, RowSource, Table, as_value
from generator.load import read_yaml, shown_path
from generator.model.marks import KeyPath
from generator.model.plain import written_keys
from generator.pipeline import load_linked
from generator.problems import ContentError, Location, Problem, did_you_mean, shown
from generator.store.rows import write_back
from generator.workbench.plan import LATER, Plan, after_change
from generator.workbench.spreadsheet.agreeing import contradictions, unexplained
from generator.workbench.spreadsheet.baseline import BASELINE_SHEET, read_baselines
from generator.workbench.spreadsheet.matching import compare_sheet, row_source_of, unknown_owners
from generator.workbench.spreadsheet.matrix import compare_matrix
from generator.workbench.spreadsheet.reading import read_sheets
from generator.workbench.spreadsheet.rows import Changed, Difference, Known, SheetRow, steps_to
from generator.workbench.spreadsheet.sheets import BY_NAME, KEY_COLUMNS, MATRIX
from generator.workbench.values import add_to_list, remove_value, set_value
from generator.workbench.workspace import Workspace
from generator.workbench.writing import behind_key

_REQUIREMENTS = "requirements"
_MOST_NAMES = 5


def plan_import(root: Path, files: Iterable[Path], *, delete: bool = False) -> Plan:
    """Plan an import; with ``delete``, items without a row in their sheet are removed. Raises ``ContentError`` with all problems."""
    catalog = load_linked(root)
    problems: list[Problem] = []
    found: dict[str, Difference] = {}
    for path in files:
        sheets, faults = read_sheets(path)
        problems += faults
        bases = {
            name: base
            for sheet in sheets
            if sheet.name == BASELINE_SHEET
            for name, base in read_baselines(sheet).items()
        }
        for sheet in sheets:
            base = bases.get(sheet.name)
            if sheet.name in found:
                problems.append(Problem(Location(sheet.path), "duplicate-sheet", shown(sheet.name), "each table once"))
            elif sheet.name == MATRIX:
                found[sheet.name] = compare_matrix(sheet, catalog, base, delete=delete)
            elif sheet.name in BY_NAME:
                found[sheet.name] = compare_sheet(BY_NAME[sheet.name], sheet, catalog, base)
            elif sheet.name != BASELINE_SHEET:
                problems.append(_unknown_sheet(sheet.name, sheet.path))
    unread = {problem.location for problem in problems}
    problems += (one for one in _problems_of_all(found, catalog, delete=delete) if one.location not in unread)
    if problems:
        raise ContentError(problems, LATER)
    return _Import(catalog, Workspace(root), found).planned(delete=delete)


def _unknown_sheet(name: str, path: str) -> Problem:
    names = (MATRIX, *BY_NAME)
    return Problem(
        Location(path), "unknown-sheet", shown(name), "one of " + ", ".join(names), did_you_mean(name, names)
    )


def _problems_of_all(found: Mapping[str, Difference], catalog: Catalog, *, delete: bool) -> list[Problem]:
    problems = [problem for difference in found.values() for problem in difference.problems]
    for name, difference in found.items():
        if name == MATRIX:
            continue
        plurals = {rows.kind for rows in BY_NAME[name].rows}
        ids = {id for plural in plurals for id in catalog.content.records[plural]}
        ids |= {row.texts["id"] for plural in plurals if plural in found for row in found[plural].added}
        problems += unknown_owners(BY_NAME[name], difference, ids)
        if delete and KEY_COLUMNS[name] != ("id",):
            problems += difference.problems_of_gone
    if MATRIX in found:
        problems += unexplained(found[MATRIX], found.get(_REQUIREMENTS))
        if _REQUIREMENTS in found:
            problems += contradictions(found[MATRIX], found[_REQUIREMENTS], delete=delete)
    return problems


class _Import:
    """The edits of an import, with the places in records to which its cells belong (``_cell_places``)."""

    def __init__(self, catalog: Catalog, workspace: Workspace, found: Mapping[str, Difference]) -> None:
        self._catalog = catalog
        self._workspace = workspace
        self._found = found
        self._cell_places: list[tuple[str, KeyPath, Location]] = []

    def planned(self, *, delete: bool) -> Plan:
        """Make all edits and return the plan. Raises ``ContentError`` with the places of cells if the records can't be read afterwards."""
        tables = {name: BY_NAME[_REQUIREMENTS if name == MATRIX else name] for name in self._found}
        for difference in self._found.values():
            for one in difference.changed:
                self._change(one)
        self._take_away(delete=delete)
        new: dict[tuple[str, str], list[tuple[Table, SheetRow]]] = defaultdict(list)
        for name, difference in self._found.items():
            for row in difference.added:
                part = row_source_of(tables[name], row.texts)
                owner = row.texts[tables[name].owner]
                if part is None:
                    continue
                if owner in self._catalog.content.records[part.kind]:
                    self._add(tables[name], part, owner, row)
                else:
                    new[part.kind, owner].append((tables[name], row))
        for (plural, id), rows in new.items():
            self._create(plural, id, rows)
        try:
            after_change(self._workspace)
        except ContentError as error:
            raise ContentError(self._at_cells(error.problems), error.later) from error
        return Plan(self._workspace, self._notes(delete=delete))

    def _name(self, plural: str, id: str) -> str:
        return f"{plural}/{id}.yml"

    def _edit(self, plural: str, id: str, text: str) -> None:
        self._workspace.write(self._name(plural, id), text)

    def _text(self, plural: str, id: str) -> str:
        return self._workspace.text(self._name(plural, id)) or ""

    def _change(self, one: Changed) -> None:
        known = one.known
        plural, id = known.rows.kind, known.row.owner
        path = (*known.path, *steps_to(known.rows, one.column, one.language))
        text = self._text(plural, id)
        if not one.text:
            text = remove_value(text, path)
        else:
            text = _set(text, path, as_value(one.text, one.column.shape), _order(plural))
            self._cell_places.append((self._name(plural, id), path, one.place))
        self._edit(plural, id, text)

    def _take_away(self, *, delete: bool) -> None:
        """Remove rows, the last ones of a list first, so that the numbers of the others stay valid."""
        gone = [one.known for difference in self._found.values() for one in difference.emptied]
        if delete:
            gone += (known for name, one in self._found.items() if not _holds_records(name) for known in one.gone)
        for known in sorted(gone, key=lambda known: -known.row.number):
            name, path = self._name(known.rows.kind, known.row.owner), known.path
            self._workspace.write(name, remove_value(self._workspace.text(name) or "", path))
            self._cell_places = [(*_after_removal(cell, name, path), cell[2]) for cell in self._cell_places]

    def _notes(self, *, delete: bool) -> list[str]:
        """Return notes on what is removed, what stays although a sheet lacks it, and sheets without the state at their export."""
        notes = []
        for name, difference in self._found.items():
            notes += [f"{_told(one.known)} is taken away, since {one.place} is empty" for one in difference.emptied]
            if difference.changed and not difference.based:
                notes.append(
                    f"{difference.path} does not know what it said when it was exported: each cell that differs is taken over, "
                    "also where the record has changed since"
                )
            if difference.gone and delete and not _holds_records(name):
                notes.append(f"taken away, since {name} has no such row: {_names(difference.gone)}")
        return notes + self._stays(delete=delete)

    def _stays(self, *, delete: bool) -> list[str]:
        """Return notes on rows that the records have and a sheet lacks, and the other way round."""
        notes = []
        for name, difference in self._found.items():
            if difference.gone and _holds_records(name):
                notes.append(f"not in the sheet {name}, but records stay: {_names(difference.gone)}")
            elif difference.gone and not delete:
                more = ", or empty its cell in the matrix" if name == _REQUIREMENTS else ""
                notes.append(
                    f"not in the sheet {name}, but stays (--delete takes it away{more}): {_names(difference.gone)}"
                )
            if difference.left:
                keys = [" ".join(filter(None, map(row.texts.get, KEY_COLUMNS[name]))) for row in difference.left]
                notes.append(
                    f"still in the sheet {name}, but the records have lost it since the export: {_listed(keys)}"
                )
        return notes

    def _add(self, table: Table, part: RowSource, owner: str, row: SheetRow) -> None:
        record = _record(table, part, row, self._catalog.languages, owner)
        item: Any = record
        for step in part.path:
            item = item[step]
        text = self._text(part.kind, owner)
        if isinstance(item, dict):
            key, value = next(iter(item.items()))
            path: KeyPath = (*part.path, key)
            text = set_value(text, path, value, _order(part.kind))
        else:
            text = add_to_list(text, part.path, item[0], _order(part.kind))
            node, _ = read_yaml(text, "")
            there = node.plain() if node else {}
            for step in part.path:
                there = there[step]
            path = (*part.path, len(there) - 1)
        self._edit(part.kind, owner, text)
        self._note_cell_places(table, part, self._name(part.kind, owner), path, row)

    def _note_cell_places(self, table: Table, part: RowSource, name: str, path: KeyPath, row: SheetRow) -> None:
        self._cell_places.append((name, path, row.place))
        for column in table.columns:
            languages = self._catalog.languages if column.local else ("",)
            for cell, language in zip(column.names(self._catalog.languages), languages, strict=True):
                if row.texts[cell] and not column.derived and part.has(column) and cell in row.places:
                    self._cell_places.append((name, (*path, *steps_to(part, column, language)), row.places[cell]))

    def _create(self, plural: str, id: str, rows: list[tuple[Table, SheetRow]]) -> None:
        records: Records = {}
        for table, row in rows:
            write_back(table, [row.texts], self._catalog.languages, records)
        record = records[plural][id]
        lines = [f"{key}:{behind_key(record[key])}" for key in _order(plural) if key in record]
        self._edit(plural, id, "\n".join(lines) + "\n")
        for table, row in rows:
            part = row_source_of(table, row.texts)
            if part is not None and KEY_COLUMNS[table.name] == ("id",):
                self._note_cell_places(table, part, self._name(plural, id), (), row)

    def _at_cells(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems with the locations of the cells that caused them, if these are known."""
        places: dict[Location, Location] = {}
        for name, path, place in self._cell_places:
            shown_as = shown_path(self._workspace.root / name)
            node, _ = read_yaml(self._workspace.text(name) or "", shown_as)
            if node is not None:
                places.setdefault(node.locate(*path, key=True), place)
                places[node.locate(*path)] = place
        return [replace(one, location=places.get(one.location, one.location)) for one in problems]


def _order(plural: str) -> tuple[str, ...]:
    return written_keys(BY_PLURAL[plural].model)


def _holds_records(name: str) -> bool:
    """Return whether a sheet has a row for each record; a row missing in it never removes the record."""
    return name != MATRIX and KEY_COLUMNS[name] == ("id",)


def _told(known: Known) -> str:
    key = " ".join(known.texts[name] for name in KEY_COLUMNS[_REQUIREMENTS])
    return f"the requirement {key}"


def _names(rows: Sequence[Known]) -> str:
    return _listed([" ".join(dict.fromkeys((known.row.owner, *_own_key(known)))) for known in rows])


def _own_key(known: Known) -> tuple[str, ...]:
    names = next(names for table, names in KEY_COLUMNS.items() if known.rows in BY_NAME[table].rows)
    return tuple(filter(None, (known.texts[name] for name in names)))


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _after_removal(cell: tuple[str, KeyPath, Location], name: str, gone: KeyPath) -> tuple[str, KeyPath]:
    """Return the file and path of a cell's value after the removal of the item at the path ``gone`` in the file ``name``."""
    place, last = len(gone) - 1, gone[-1]
    file, path, _ = cell
    if file != name or len(path) <= place or path[:place] != gone[:place]:
        return file, path
    step = path[place]
    later = isinstance(step, int) and isinstance(last, int) and step > last
    return file, (*path[:place], step - 1, *path[place + 1 :]) if later and isinstance(step, int) else path


def _set(text: str, path: KeyPath, value: object, order: tuple[str, ...]) -> str:
    """Return the text with a value set at a path; a bound of a range is set without changing the other bound."""
    if not isinstance(path[-1], int) or not isinstance(value, str):
        return set_value(text, path, value, order)
    node, _ = read_yaml(text, "")
    there = node.plain() if node else None
    for step in path[:-1]:
        there = there.get(step) if isinstance(there, dict) else None
    pair = list(there) if isinstance(there, list) else [there, there] if isinstance(there, str) else [value, value]
    pair[path[-1]] = value
    return set_value(text, path[:-1], pair[0] if pair[0] == pair[1] and not isinstance(there, list) else pair, order)


def _record(table: Table, part: RowSource, row: SheetRow, languages: tuple[str, ...], owner: str) -> dict[str, object]:
    """Return a plain record that contains only the values of a row."""
    records: Records = {}
    write_back(table, [row.texts], languages, records)
    return records[part.kind][owner]
