"""Plan to take over what a spreadsheet says: changed cells as edits of their records, new rows as new items and records.

A row that is missing in a sheet stays in the records unless deleting is asked for: a filtered sheet must lose nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.catalog import Catalog
from generator.kinds import BY_PLURAL
from generator.kinds.table import ITSELF, KEY, LANGUAGE, Column, Records, Rows, Table, as_value
from generator.load import read_yaml, shown_path
from generator.model.plain import written_keys
from generator.pipeline import load_linked
from generator.problems import ContentError, Location, Problem, did_you_mean, shown
from generator.store.rows import write_back
from generator.workbench.plan import Plan, after_change
from generator.workbench.spreadsheet.matching import (
    Changed,
    Difference,
    Known,
    SheetRow,
    compare,
    part_of,
    unknown_owners,
)
from generator.workbench.spreadsheet.matrix import compare_matrix
from generator.workbench.spreadsheet.reading import ReadSheet, read_sheets
from generator.workbench.spreadsheet.sheets import BY_NAME, KEYS, MATRIX
from generator.workbench.values import Path as ValuePath
from generator.workbench.values import add_to_list, remove_value, set_value
from generator.workbench.workspace import Workspace
from generator.workbench.writing import behind_key

_REQUIREMENTS = "requirements"


def plan_import(root: Path, files: Iterable[Path], *, delete: bool = False) -> Plan:
    """Plan an import. Raises ``ContentError`` with the places of cells, all at once."""
    catalog = load_linked(root)
    sheets: list[ReadSheet] = []
    problems: list[Problem] = []
    for path in files:
        read, faults = read_sheets(path)
        sheets += read
        problems += faults
    found: dict[str, Difference] = {}
    for sheet in sheets:
        if sheet.name in found:
            problems.append(Problem(Location(sheet.path), "duplicate-sheet", shown(sheet.name), "each table once"))
        elif sheet.name == MATRIX:
            found[sheet.name] = compare_matrix(sheet, catalog)
        elif sheet.name in BY_NAME:
            found[sheet.name] = compare(BY_NAME[sheet.name], sheet, catalog)
        else:
            names = (MATRIX, *BY_NAME)
            hint = did_you_mean(sheet.name, names)
            problems.append(
                Problem(Location(sheet.path), "unknown-sheet", shown(sheet.name), "one of " + ", ".join(names), hint)
            )
    problems += _problems_of_all(found, catalog)
    if problems:
        raise ContentError(problems)
    return _Import(catalog, Workspace(root), found).planned(delete=delete)


def _problems_of_all(found: Mapping[str, Difference], catalog: Catalog) -> list[Problem]:
    problems = [problem for difference in found.values() for problem in difference.problems]
    for name, difference in found.items():
        if name == MATRIX:
            continue
        plurals = {rows.kind for rows in BY_NAME[name].rows}
        ids = {id for plural in plurals for id in catalog.content.records[plural]}
        ids |= {row.texts["id"] for plural in plurals if plural in found for row in found[plural].added}
        problems += unknown_owners(BY_NAME[name], difference, ids)
    if MATRIX in found and _REQUIREMENTS in found:
        problems += _contradictions(found[MATRIX], found[_REQUIREMENTS])
    return problems


def _contradictions(matrix: Difference, rows: Difference) -> list[Problem]:
    """Find cells of the matrix that say something else than changed cells of the long sheet; what both say is said once."""
    said = {(one.known.row.owner, one.known.texts["skill"], one.column.name): one for one in rows.changed}
    problems = []
    for one in list(matrix.changed):
        other = said.get((one.known.row.owner, one.known.texts["skill"], one.column.name))
        if other is None:
            continue
        if other.text == one.text:
            matrix.changed.remove(one)
        else:
            expected = f"{shown(other.text)} as in {other.place}"
            problems.append(
                Problem(one.place, "contradiction", shown(one.text), expected, "say the same in both, or in one")
            )
    return problems


class _Import:
    """Edits of an import, with the places in records that its cells lead to."""

    def __init__(self, catalog: Catalog, workspace: Workspace, found: Mapping[str, Difference]) -> None:
        self._catalog = catalog
        self._workspace = workspace
        self._found = found
        self._cells: list[tuple[str, ValuePath, Location]] = []

    def planned(self, *, delete: bool) -> Plan:
        """Make all edits and look whether the records can still be read."""
        notes: list[str] = []
        tables = {name: BY_NAME[_REQUIREMENTS if name == MATRIX else name] for name in self._found}
        for name, difference in self._found.items():
            for one in difference.changed:
                self._change(one)
            if name != MATRIX:
                notes += self._gone(tables[name], difference, delete=delete)
        new: dict[tuple[str, str], list[tuple[Table, SheetRow]]] = defaultdict(list)
        for name, difference in self._found.items():
            for row in difference.added:
                part = part_of(tables[name], row.texts)
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
            raise ContentError(self._at_cells(error.problems)) from error
        return Plan(self._workspace, notes)

    def _name(self, plural: str, id: str) -> str:
        return f"{plural}/{id}.yml"

    def _edit(self, plural: str, id: str, text: str) -> None:
        self._workspace.write(self._name(plural, id), text)

    def _text(self, plural: str, id: str) -> str:
        return self._workspace.text(self._name(plural, id)) or ""

    def _change(self, one: Changed) -> None:
        known = one.known
        plural, id = known.rows.kind, known.row.owner
        path = (*_row_path(known), *_steps(known.rows, one.column, one.language))
        text = self._text(plural, id)
        if not one.text:
            text = remove_value(text, path)
        else:
            text = _set(text, path, as_value(one.text, one.column.shape), _order(plural))
            self._cells.append((self._name(plural, id), path, one.place))
        self._edit(plural, id, text)

    def _gone(self, table: Table, difference: Difference, *, delete: bool) -> list[str]:
        if not difference.gone:
            return []
        if KEYS[table.name] == ("id",):
            return [f"{len(difference.gone)} records are not in the sheet {table.name}; they stay"]
        if not delete:
            return [
                f"{len(difference.gone)} rows are not in the sheet {table.name}; they stay (--delete takes them away)"
            ]
        for known in sorted(difference.gone, key=lambda known: -known.row.number):
            plural, id = known.rows.kind, known.row.owner
            self._edit(plural, id, remove_value(self._text(plural, id), _row_path(known)))
        return [f"{len(difference.gone)} rows that are not in the sheet {table.name} are taken away"]

    def _add(self, table: Table, part: Rows, owner: str, row: SheetRow) -> None:
        record = _record(table, part, row, self._catalog.languages, owner)
        item: Any = record
        for step in part.path:
            item = item[step]
        text = self._text(part.kind, owner)
        if isinstance(item, dict):
            key, value = next(iter(item.items()))
            path: ValuePath = (*part.path, key)
            text = set_value(text, path, value, _order(part.kind))
        else:
            text = add_to_list(text, part.path, item[0], _order(part.kind))
            node, _ = read_yaml(text, "")
            there = node.plain() if node else {}
            for step in part.path:
                there = there[step]
            path = (*part.path, len(there) - 1)
        self._edit(part.kind, owner, text)
        self._note_cells(table, part, self._name(part.kind, owner), path, row)

    def _note_cells(self, table: Table, part: Rows, name: str, path: ValuePath, row: SheetRow) -> None:
        self._cells.append((name, path, row.place))
        for column in table.columns:
            languages = self._catalog.languages if column.local else ("",)
            for cell, language in zip(column.names(self._catalog.languages), languages, strict=True):
                if row.texts[cell] and not column.derived and part.has(column) and cell in row.places:
                    self._cells.append((name, (*path, *_steps(part, column, language)), row.places[cell]))

    def _create(self, plural: str, id: str, rows: list[tuple[Table, SheetRow]]) -> None:
        records: Records = {}
        for table, row in rows:
            write_back(table, [row.texts], self._catalog.languages, records)
        record = records[plural][id]
        lines = [f"{key}:{behind_key(record[key])}" for key in _order(plural) if key in record]
        self._edit(plural, id, "\n".join(lines) + "\n")
        for table, row in rows:
            part = part_of(table, row.texts)
            if part is not None and KEYS[table.name] == ("id",):
                self._note_cells(table, part, self._name(plural, id), (), row)

    def _at_cells(self, problems: Iterable[Problem]) -> list[Problem]:
        """Show problems at the cells that brought them, where they are known."""
        places: dict[Location, Location] = {}
        for name, path, place in self._cells:
            shown_as = shown_path(self._workspace.root / name)
            node, _ = read_yaml(self._workspace.text(name) or "", shown_as)
            if node is not None:
                places.setdefault(node.locate(*path, key=True), place)
                places[node.locate(*path)] = place
        return [replace(one, location=places.get(one.location, one.location)) for one in problems]


def _order(plural: str) -> tuple[str, ...]:
    return written_keys(BY_PLURAL[plural].model)


def _row_path(known: Known) -> ValuePath:
    """Path of a row's value in its record."""
    if not known.rows.path:
        return ()
    return (*known.rows.path, known.row.key or known.row.number - 1)


def _steps(rows: Rows, column: Column, language: str) -> ValuePath:
    path = rows.path_of(column)
    return (
        ()
        if path in (ITSELF, (KEY,))
        else tuple(language if step is LANGUAGE else str(step) if not isinstance(step, int) else step for step in path)
    )


def _set(text: str, path: ValuePath, value: object, order: tuple[str, ...]) -> str:
    """Set a value; of a range, one of whose bounds it is, the other stays."""
    if not isinstance(path[-1], int) or not isinstance(value, str):
        return set_value(text, path, value, order)
    node, _ = read_yaml(text, "")
    there = node.plain() if node else None
    for step in path[:-1]:
        there = there.get(step) if isinstance(there, dict) else None
    pair = list(there) if isinstance(there, list) else [there, there] if isinstance(there, str) else [value, value]
    pair[path[-1]] = value
    return set_value(text, path[:-1], pair[0] if pair[0] == pair[1] and not isinstance(there, list) else pair, order)


def _record(table: Table, part: Rows, row: SheetRow, languages: tuple[str, ...], owner: str) -> dict[str, object]:
    """Plain record that holds just what a row says."""
    records: Records = {}
    write_back(table, [row.texts], languages, records)
    return records[part.kind][owner]
