"""Compare the rows of a sheet with those that the records give: cells that differ, rows that are new or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.catalog import Catalog
from generator.kinds.table import SEPARATOR, Column, Row, Rows, Shape, Table, cells, rows_of
from generator.model.plain import plain
from generator.problems import Location, Problem, did_you_mean, shown
from generator.workbench.spreadsheet.reading import ReadSheet
from generator.workbench.spreadsheet.sheets import KEYS

RowKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A row that the records give: where it comes from, its place in its list, its texts by column name."""

    rows: Rows
    row: Row
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that differs; ``language`` is that of its column, if it has one."""

    known: Known
    column: Column
    language: str
    text: str
    place: Location


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: its texts by column name and the places of its cells."""

    texts: Mapping[str, str]
    places: Mapping[str, Location]
    place: Location


@dataclass(slots=True)
class Difference:
    """What a sheet says otherwise than the records."""

    changed: list[Changed] = field(default_factory=list)
    added: list[SheetRow] = field(default_factory=list)
    gone: list[Known] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def compare(table: Table, sheet: ReadSheet, catalog: Catalog) -> Difference:
    """Compare a sheet with the table of its name."""
    result = Difference()
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
        key = tuple(texts.get(name, "") for name in KEYS[table.name])
        lacking = [name for name in KEYS[table.name] if not texts.get(name) and not _may_be_empty(table, texts, name)]
        if lacking:
            result.problems += [
                Problem(places.get(name, sheet.place(number, 1)), "missing-cell", "an empty cell", f"the {name}")
                for name in lacking
            ]
        elif key in seen and (*key, str(times[key] + 1)) in known:
            times[key] += 1
            _compare_row(table, known[*key, str(times[key])], here, catalog, result)
        elif key in seen:
            found = f"{shown(' '.join(key))} a second time"
            place = places[KEYS[table.name][-1]]
            result.problems.append(
                Problem(place, "duplicate-row", found, "each once", f"it stands first in row {seen[key]}")
            )
        elif key in known:
            _compare_row(table, known[key], here, catalog, result)
        else:
            whole = {name: texts.get(name, "") for name in names}
            new = replace(here, texts=whole)
            result.problems += _faults_of_new(table, new, catalog.languages)
            result.added.append(new)
        if key not in seen:
            seen[key], times[key] = number, 1
    told = {(*key, str(time)) for key, count in times.items() for time in range(2, count + 1)}
    result.gone = [row for key, row in known.items() if key not in seen and key not in told]
    return result


def known_rows(table: Table, catalog: Catalog) -> dict[RowKey, Known]:
    """Rows that the records give, by what tells them apart; of alike ones the later bear their number too, from "2" on."""
    ranks: dict[str, int] = {}
    names = table.header(catalog.languages)
    found: dict[RowKey, Known] = {}
    times: Counter[RowKey] = Counter()
    for rows in table.rows:
        for id, record in catalog.content.records[rows.kind].items():
            for row in rows_of(rows, id, plain(record.value)):
                texts = dict(zip(names, cells(table, rows, row, catalog.languages, ranks), strict=True))
                key = tuple(texts[name] for name in KEYS[table.name])
                times[key] += 1
                found[key if times[key] == 1 else (*key, str(times[key]))] = Known(rows, row, texts)
    return found


def _header(table: Table, sheet: ReadSheet, catalog: Catalog, problems: list[Problem]) -> dict[str, int] | None:
    """Places of the columns by name; columns may be left out or stand in another order."""
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
    missing = [name for name in KEYS[table.name] if name not in found]
    if missing:
        expected = f"the columns {', '.join(KEYS[table.name])}, which tell its rows apart"
        problems.append(Problem(sheet.place(1, 1), "missing-column", f"no column {', '.join(missing)}", expected))
        return None
    return found


def _may_be_empty(table: Table, texts: Mapping[str, str], name: str) -> bool:
    """Tell whether a row leaves a column empty by its nature, such as ``from`` of what an exam attests."""
    for rows in table.rows:
        if all(texts.get(column) == text for column, text in rows.fixed.items()):
            return name in rows.empty
    return False


def _compare_row(table: Table, known: Known, row: SheetRow, catalog: Catalog, result: Difference) -> None:
    texts, places = row.texts, row.places
    for column in table.columns:
        languages = catalog.languages if column.local else ("",)
        for name, language in zip(column.names(catalog.languages), languages, strict=True):
            if name not in texts or column.derived:
                continue
            same = texts[name] == normal(known.texts[name])
            if column.repeats and known.texts[column.repeats]:
                at_length = texts.get(column.repeats, known.texts[column.repeats])
                if not at_length:
                    result.changed.append(Changed(known, column, language, texts[name], places[name]))
                elif not same and at_length == known.texts[column.repeats]:
                    hint = f"change {column.repeats}, which says it at length"
                    found, expected = shown(texts[name]), shown(known.texts[name])
                    result.problems.append(Problem(places[name], "repeated-cell", found, expected, hint))
                continue
            if same or name in KEYS[table.name] or column.name == table.owner or column.name in known.rows.fixed:
                continue
            if not known.rows.has(column):
                found = shown(texts[name])
                result.problems.append(Problem(places[name], "needless-cell", found, "an empty cell in such a row"))
                continue
            if column.shape is Shape.PAIRS and not _are_pairs(texts[name]):
                result.problems.append(_no_pairs(texts[name], places[name]))
                continue
            result.changed.append(Changed(known, column, language, texts[name], places[name]))


def _are_pairs(text: str) -> bool:
    return all(": " in part for part in text.split(SEPARATOR)) if text else True


def _no_pairs(text: str, place: Location) -> Problem:
    return Problem(place, "bad-pairs", shown(text), f"pairs such as start: working{SEPARATOR}full: expert")


def _faults_of_new(table: Table, row: SheetRow, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Find what a new row can't say."""
    part = part_of(table, row.texts)
    if part is None:
        name = next(iter(table.rows[0].fixed))
        expected = "one of " + ", ".join(rows.fixed[name] for rows in table.rows)
        yield Problem(row.places.get(name, row.place), "unknown-value", shown(row.texts[name]), expected)
        return
    for column in table.columns:
        for name in column.names(languages):
            text = row.texts[name]
            if text and not part.has(column) and column.name not in part.fixed and not column.derived:
                yield Problem(row.places[name], "needless-cell", shown(text), "an empty cell in such a row")
            elif column.shape is Shape.PAIRS and not _are_pairs(text):
                yield _no_pairs(text, row.places[name])


def part_of(table: Table, texts: Mapping[str, str]) -> Rows | None:
    """Rows of a table that a row belongs to."""
    matching = (rows for rows in table.rows if all(texts[name] == text for name, text in rows.fixed.items()))
    return next(matching, None)


def normal(text: str) -> str:
    """Text as a cell keeps it: spreadsheets know one kind of line break, and nobody sees blanks at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def unknown_owners(table: Table, result: Difference, ids: Collection[str]) -> Iterator[Problem]:
    """Find rows of records that are not there; only a sheet of the records themselves brings new ones."""
    if KEYS[table.name] == ("id",):
        return
    for row in result.added:
        owner = row.texts[table.owner]
        if owner not in ids:
            place = row.places.get(table.owner, row.place)
            yield Problem(
                place, f"unknown-{table.owner}", shown(owner), f"the id of a {table.owner}", did_you_mean(owner, ids)
            )
