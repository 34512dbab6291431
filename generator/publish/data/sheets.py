"""Tables as CSV for spreadsheets, in which no cell can start a formula (``store.cells``)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from generator.store.cells import guarded, restored

__all__ = ["as_csv", "guarded", "restored", "separated"]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table as CSV (RFC 4180: lines end with CR LF), all cells in quotes."""
    return separated(header, rows, ",")[0]


def separated(header: Sequence[str], rows: Iterable[Sequence[str]], delimiters: str) -> list[str]:
    """Write a table as CSV once for each of the delimiters."""
    safe = [[guarded(cell) if cell else "" for cell in row] for row in rows]  # most are empty
    return [_written([header, *safe], delimiter) for delimiter in delimiters]


def _written(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()
