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
    known: dict[str, str] = {"": ""}  # most cells are empty, and many come again
    safe = [[known[cell] if cell in known else known.setdefault(cell, guarded(cell)) for cell in row] for row in rows]
    return [_written([header, *safe], delimiter) for delimiter in delimiters]


def _written(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()
