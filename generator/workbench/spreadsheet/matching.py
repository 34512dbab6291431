"""Compare the rows of a sheet with the rows of the records: find cells that differ, and rows that are new or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from generator.catalog import Catalog
from generator.explain import bad_id
from generator.kinds.table import Column, Derived, RowSource, Shape, Table, are_pairs
from generator.problems import Location, Problem, did_you_mean, shown
from generator.store.reading import no_pairs
from generator.workbench.spreadsheet.baseline import Baseline, RowKey, normal
from generator.workbench.spreadsheet.conflicts import as_edited, changed_behind, compare_with_nothing
from generator.workbench.spreadsheet.reading import ReadSheet
from generator.workbench.spreadsheet.rows import Against, Changed, Difference, Known, SheetRow, known_rows
from generator.workbench.spreadsheet.sheets import KEY_COLUMNS


def compare_sheet(table: Table, sheet: ReadSheet, catalog: Catalog, base: Baseline | None = None) -> Difference:
    """Compare a sheet with the table of its name; ``base`` is the state of the sheet at its export."""
    result = Difference(sheet.path, base is not None)
    against = Against(table, catalog, base)
    header = _header(table, sheet, catalog, result.problems)
    if header is None:
        return result
    names = table.header(catalog.languages)
    known = known_rows(table, catalog)
    seen: dict[RowKey, int] = {}
    times: Counter[RowKey] = Counter()
    for number, row in enumerate(sheet.rows[1:], start=2):
        texts = {name: normal(row[place]) if place < len(row) else "" for name, place in header.items()}
        if not any(texts.values()):
            continue
        places = {name: sheet.place(number, place + 1) for name, place in header.items()}
        here = SheetRow(texts, places, sheet.place(number, 1))
        key = tuple(texts.get(name, "") for name in KEY_COLUMNS[table.name])
        lacking = [
            name for name in KEY_COLUMNS[table.name] if not texts.get(name) and not _may_be_empty(table, texts, name)
        ]
        if lacking:
            result.problems += [
                Problem(places.get(name, sheet.place(number, 1)), "missing-cell", "an empty cell", f"the {name}")
                for name in lacking
            ]
        elif key in seen and (*key, str(times[key] + 1)) in known:
            times[key] += 1
            again = (*key, str(times[key]))
            _compare_row(against, again, here, known[again], result)
        elif key in seen:
            found = f"{shown(' '.join(key))} a second time"
            place = places[KEY_COLUMNS[table.name][-1]]
            result.problems.append(
                Problem(place, "duplicate-row", found, "each once", f"it stands first in row {seen[key]}")
            )
        elif key in known:
            _compare_row(against, key, here, known[key], result)
        elif base is not None and base.has(key):
            compare_with_nothing(key, here, base, result)
        else:
            whole = {name: texts.get(name, "") for name in names}
            new = replace(here, texts=whole)
            result.problems += _faults_of_new(table, new, catalog)
            result.added.append(new)
        if key not in seen:
            seen[key], times[key] = number, 1
    repeated = {(*key, str(time)) for key, count in times.items() for time in range(2, count + 1)}
    gone = {key: row for key, row in known.items() if key not in seen and key not in repeated}
    result.gone = [row for key, row in gone.items() if base is None or base.has(key)]
    result.problems_of_gone = list(changed_behind(against, sheet, gone))
    return result


def _header(table: Table, sheet: ReadSheet, catalog: Catalog, problems: list[Problem]) -> dict[str, int] | None:
    """Return the 0-based numbers of the columns by name, ``None`` if a key column is missing; other columns may be missing or reordered."""
    names = table.header(catalog.languages)
    head = sheet.rows[0] if sheet.rows else ()
    found: dict[str, int] = {}
    for place, name in enumerate(head):
        if not name:
            if any(place < len(row) and row[place] for row in sheet.rows):
                problems.append(
                    Problem(sheet.place(1, place + 1), "missing-cell", "an empty cell", "the name of a column")
                )
        elif name not in names:
            expected = "one of " + ", ".join(names)
            problems.append(
                Problem(sheet.place(1, place + 1), "unknown-column", shown(name), expected, did_you_mean(name, names))
            )
        elif name in found:
            problems.append(Problem(sheet.place(1, place + 1), "duplicate-column", shown(name), "each column once"))
        else:
            found[name] = place
    missing = [name for name in KEY_COLUMNS[table.name] if name not in found]
    if missing:
        expected = f"the columns {', '.join(KEY_COLUMNS[table.name])}, which tell its rows apart"
        problems.append(Problem(sheet.place(1, 1), "missing-column", f"no column {', '.join(missing)}", expected))
        return None
    return found


def _may_be_empty(table: Table, texts: Mapping[str, str], name: str) -> bool:
    """Return whether rows of this sort leave a column empty, such as ``from`` in a row about what an exam attests."""
    for rows in table.rows:
        if all(texts.get(column) == text for column, text in rows.fixed.items()):
            return name in rows.empty
    return False


def _compare_row(against: Against, key: RowKey, row: SheetRow, known: Known, result: Difference) -> None:
    row, conflicts = as_edited(against, key, row, known)
    result.problems += conflicts
    texts, places = row.texts, row.places
    for name, column, language in against.cells():
        if name not in texts:
            continue
        one = Changed(known, column, language, texts[name], places[name], texts[name])
        same = texts[name] == normal(known.texts[name])
        if column.derived:
            now = {**known.texts, **texts}
            if not same and texts[name] != _computed(column, now, against.catalog):
                result.problems.append(_computed_cell(column, texts[name], known.texts[name], places[name]))
        elif column.repeats and known.texts[column.repeats]:
            at_length = texts.get(column.repeats, known.texts[column.repeats])
            if not at_length:
                result.changed.append(one)
            elif not same and at_length == known.texts[column.repeats]:
                hint = f"change {column.repeats}, which says it at length"
                found, expected = shown(texts[name]), shown(known.texts[name])
                result.problems.append(Problem(places[name], "repeated-cell", found, expected, hint))
        elif not (same or name in (*KEY_COLUMNS[against.table.name], against.table.owner) or name in known.rows.fixed):
            if problem := _fault(one):
                result.problems.append(problem)
            else:
                result.changed.append(one)


def _fault(one: Changed) -> Problem | None:
    """Return the problem of a changed cell whose text is not allowed; ``None`` if it is allowed."""
    if not one.known.rows.has(one.column):
        return Problem(one.place, "needless-cell", shown(one.text), "an empty cell in such a row")
    if one.column.shape is Shape.PAIRS and not are_pairs(one.text):
        return no_pairs(one.text, one.place)
    return None


def _computed(column: Column, texts: Mapping[str, str], catalog: Catalog) -> str | None:
    """Return the text of a computed column for the texts of a row; ``None`` if it can't be computed from them."""
    level = texts.get("level")
    if column.derived is not Derived.RANK or level not in catalog.level_ids:
        return None
    return str(catalog.rank(level))


def _computed_cell(column: Column, text: str, now: str, place: Location) -> Problem:
    hint = "change the level" if column.derived is Derived.RANK else "leave it as it is"
    return Problem(place, "computed-cell", shown(text), f"{shown(now)}, which is computed", hint)


def _faults_of_new(table: Table, row: SheetRow, catalog: Catalog) -> Iterator[Problem]:
    """Yield the problems of a new row."""
    part = row_source_of(table, row.texts)
    if part is None:
        name = next(iter(table.rows[0].fixed))
        expected = "one of " + ", ".join(rows.fixed[name] for rows in table.rows)
        yield Problem(row.places.get(name, row.place), "unknown-value", shown(row.texts[name]), expected)
        return
    if KEY_COLUMNS[table.name] == ("id",):
        yield from bad_id(row.texts["id"], row.places["id"])
    for column in table.columns:
        for name in column.names(catalog.languages):
            text = row.texts[name]
            if text and column.derived:
                computed = _computed(column, row.texts, catalog)
                if computed not in (None, text):
                    yield _computed_cell(column, text, computed, row.places[name])
            elif text and not part.has(column) and column.name not in part.fixed:
                yield Problem(row.places[name], "needless-cell", shown(text), "an empty cell in such a row")
            elif column.shape is Shape.PAIRS and not are_pairs(text):
                yield no_pairs(text, row.places[name])


def row_source_of(table: Table, texts: Mapping[str, str]) -> RowSource | None:
    """Return the ``RowSource`` to which a row belongs; ``None`` if it fits none."""
    matching = (rows for rows in table.rows if all(texts[name] == text for name, text in rows.fixed.items()))
    return next(matching, None)


def unknown_owners(table: Table, result: Difference, ids: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each new row of an unknown record; only the sheet of the records themselves can add records."""
    if KEY_COLUMNS[table.name] == ("id",):
        return
    for row in result.added:
        owner = row.texts[table.owner]
        if owner not in ids:
            place = row.places.get(table.owner, row.place)
            yield Problem(
                place, f"unknown-{table.owner}", shown(owner), f"the id of a {table.owner}", did_you_mean(owner, ids)
            )
