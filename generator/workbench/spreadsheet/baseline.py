"""What the cells of a workbook held when it was exported: a hidden sheet, by which an import tells an edit from a value that is only old.

The sheet holds a fingerprint of each cell instead of its text: searching and replacing in the whole workbook can't change it unnoticed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.workbench.spreadsheet.reading import ReadSheet

NAME = "exported"
"""Name of the hidden sheet."""
RowKey = tuple[str, ...]
_EMPTY = "-"
_DIGITS = 12
_PER_CELL = 300
"""Names or fingerprints in one cell, so that none gets longer than spreadsheets allow."""


def normal(text: str) -> str:
    """Text as a cell keeps it: spreadsheets know one kind of line break, and nobody sees blanks at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _mark(text: str) -> str:
    """Fingerprint of a cell."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:_DIGITS] if normal(text) else _EMPTY


def _row_mark(key: RowKey) -> str:
    return _mark("\x1f".join(map(normal, key)))


@dataclass(frozen=True, slots=True)
class Baseline:
    """Fingerprints of the cells of a sheet as it was exported, by row and column."""

    rows: Mapping[str, Mapping[str, str]]

    def has(self, key: RowKey) -> bool:
        """Tell whether the sheet had a row."""
        return _row_mark(key) in self.rows

    def is_edited(self, key: RowKey, column: str, text: str) -> bool:
        """Tell whether a cell was other when the sheet was exported; one that was not there is."""
        return self.rows.get(_row_mark(key), {}).get(column) != _mark(text)

    def is_known(self, key: RowKey, column: str) -> bool:
        """Tell whether the sheet had a cell; a row that it had not has no cell either."""
        return not self.has(key) or column in self.rows[_row_mark(key)]


def numbered(keys: Iterable[RowKey]) -> Iterator[RowKey]:
    """Tell alike keys of rows apart: later ones bear their number too, from "2" on."""
    times: Counter[RowKey] = Counter()
    for key in keys:
        times[key] += 1
        yield key if times[key] == 1 else (*key, str(times[key]))


def baseline_rows(
    name: str, header: Sequence[str], keys: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    """Give the rows of the hidden sheet about one sheet; ``keys`` are the columns that tell its rows apart."""
    yield (name, "", *_packed(header))
    places = [header.index(column) for column in keys]
    for key, row in zip(numbered(tuple(row[place] for place in places) for row in rows), rows, strict=True):
        yield (name, _row_mark(key), *_packed([_mark(cell) for cell in row]))


def _packed(words: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(words), _PER_CELL):
        yield " ".join(words[start : start + _PER_CELL])


def read_baselines(sheet: ReadSheet) -> dict[str, Baseline]:
    """Read the hidden sheet: what each sheet held, by its name."""
    columns: dict[str, list[str]] = {}
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for name, row, *packed in (row for row in sheet.rows if len(row) > 2):
        words = " ".join(packed).split()
        if not row:
            columns[name], rows[name] = words, {}
        elif len(words) == len(columns.get(name, ())):
            rows[name][row] = dict(zip(columns[name], words, strict=True))
    return {name: Baseline(found) for name, found in rows.items()}
