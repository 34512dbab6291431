"""The hidden sheet with the exported state of a workbook, by which an import distinguishes edited cells from merely outdated ones.

The sheet holds a fingerprint of each cell instead of its text, so that search and replace in the whole workbook can't change it unnoticed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.workbench.spreadsheet.reading import ReadSheet

BASELINE_SHEET = "exported"
"""Name of the hidden sheet."""
RowKey = tuple[str, ...]
_EMPTY = "-"
_DIGITS = 12
_PER_CELL = 300
"""Greatest number of column names or fingerprints in one cell, so that no cell exceeds the limit of spreadsheets."""


def normal(text: str) -> str:
    """Return a text in the form in which cells are compared: with line feeds as line breaks and without white space at both ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _mark(text: str) -> str:
    """Return the fingerprint of a cell."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:_DIGITS] if normal(text) else _EMPTY


def _row_mark(key: RowKey) -> str:
    return _mark("\x1f".join(map(normal, key)))


@dataclass(frozen=True, slots=True)
class Baseline:
    """The fingerprints of the cells of a sheet at its export, by fingerprint of the row's key and by column name."""

    rows: Mapping[str, Mapping[str, str]]

    def has(self, key: RowKey) -> bool:
        """Return whether the exported sheet had a row."""
        return _row_mark(key) in self.rows

    def is_edited(self, key: RowKey, column: str, text: str) -> bool:
        """Return whether ``text`` differs from the cell at the export, or the cell was not exported."""
        return self.rows.get(_row_mark(key), {}).get(column) != _mark(text)

    def is_known(self, key: RowKey, column: str) -> bool:
        """Return whether the exported sheet had a cell; true for all cells of a row that it did not have."""
        return not self.has(key) or column in self.rows[_row_mark(key)]


def numbered(keys: Iterable[RowKey]) -> Iterator[RowKey]:
    """Yield the keys of rows, with their number appended, from "2" on, if the same key came before."""
    times: Counter[RowKey] = Counter()
    for key in keys:
        times[key] += 1
        yield key if times[key] == 1 else (*key, str(times[key]))


def baseline_rows(
    name: str, header: Sequence[str], keys: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the hidden sheet about one sheet; ``keys`` are the columns whose texts identify its rows."""
    yield (name, "", *_packed(header))
    places = [header.index(column) for column in keys]
    for key, row in zip(numbered(tuple(row[place] for place in places) for row in rows), rows, strict=True):
        yield (name, _row_mark(key), *_packed([_mark(cell) for cell in row]))


def _packed(words: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(words), _PER_CELL):
        yield " ".join(words[start : start + _PER_CELL])


def read_baselines(sheet: ReadSheet) -> dict[str, Baseline]:
    """Read the hidden sheet: return the baseline of each sheet by its name."""
    columns: dict[str, list[str]] = {}
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for name, row, *packed in (row for row in sheet.rows if len(row) > 2):
        words = " ".join(packed).split()
        if not row:
            columns[name], rows[name] = words, {}
        elif len(words) == len(columns.get(name, ())):
            rows[name][row] = dict(zip(columns[name], words, strict=True))
    return {name: Baseline(found) for name, found in rows.items()}
