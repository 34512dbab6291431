"""Read sheets with the places of their cells. Formulas and error values are refused, since a cell must not depend on other cells."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from generator.load import decode, shown_path
from generator.problems import Location, Problem, shown
from generator.publish.data.sheets import restored

MOST_BYTES = 30_000_000
_MOST_UNPACKED = 300_000_000


class CellPlace(Location):
    """The location of a cell: the path of its sheet, its row as line, and its column."""

    def __str__(self) -> str:
        return f"{self.path}!{get_column_letter(self.column)}{self.line}"


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet with its name, its path in messages, and its rows as texts, the header first."""

    name: str
    path: str
    rows: tuple[tuple[str, ...], ...]

    def place(self, row: int, column: int) -> CellPlace:
        """Return the location of a cell; row and column are 1-based."""
        return CellPlace(self.path, row, column)


def read_sheets(path: Path) -> tuple[list[ReadSheet], list[Problem]]:
    """Read the sheets of a workbook (.xlsx), or a table (.csv) whose name is that of its file; return them and the problems found."""
    shown_as = shown_path(path)
    if path.suffix.lower() == ".csv":
        return _read_csv(path, shown_as)
    place = Location(shown_as)
    expected = "a workbook (.xlsx) or a table (.csv)"
    if path.suffix.lower() != ".xlsx":
        return [], [Problem(place, "bad-table", shown(path.name), expected)]
    if path.stat().st_size > MOST_BYTES:
        return [], [Problem(place, "too-large", f"{path.stat().st_size:,} bytes", f"at most {MOST_BYTES:,} bytes")]
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > _MOST_UNPACKED:
            return [], [Problem(place, "too-large", f"{unpacked:,} bytes unpacked", f"at most {_MOST_UNPACKED:,}")]
        book = load_workbook(path, keep_links=False)
    # The syntax errors of lxml and ElementTree are subclasses of SyntaxError.
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, SyntaxError) as error:
        return [], [Problem(place, "bad-table", f"a file that can't be read ({type(error).__name__})", expected)]
    found: list[ReadSheet] = []
    problems: list[Problem] = []
    for sheet in book.worksheets:
        name = f"{shown_as}:{sheet.title}"
        rows = []
        for number, row in enumerate(sheet.iter_rows(), start=1):
            texts = []
            for column, cell in enumerate(row, start=1):
                text, problem = _text(cell.value, cell.data_type, CellPlace(name, number, column))
                texts.append(text)
                problems += problem
            rows.append(tuple(texts))
        found.append(ReadSheet(sheet.title, name, tuple(rows)))
    return found, problems


def _text(value: Any, kind: str, place: CellPlace) -> tuple[str, list[Problem]]:
    if value is None:
        return "", []
    if kind == "f":
        found = f"the formula {shown(getattr(value, 'text', value))}"
        return "", [
            Problem(place, "formula", found, "a value", "paste it as a value; a text that starts with = needs '")
        ]
    if kind == "e":
        return "", [Problem(place, "error-value", shown(value), "a value", "mend or empty the cell")]
    if isinstance(value, bool):
        return ("true" if value else "false"), []
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else f"{value:.10g}"), []
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" "), []
    if isinstance(value, datetime.date):
        return value.isoformat(), []
    return str(value), []


def _read_csv(path: Path, shown_as: str) -> tuple[list[ReadSheet], list[Problem]]:
    text, problems = decode(path, shown_as)
    if problems:
        return [], problems
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = tuple(_csv_rows(text, delimiter))
    except csv.Error as error:
        return [], [Problem(Location(shown_as), "bad-table", str(error), "a table as CSV")]
    return [ReadSheet(path.stem, shown_as, rows)], []


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
        yield tuple(restored(cell) for cell in row)
