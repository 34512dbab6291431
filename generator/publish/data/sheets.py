"""Write tables as CSV for spreadsheets; cells are escaped so that none starts a formula (``store.cells``)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from generator.store.cells import guarded, restored

__all__ = ["as_csv", "guarded", "restored", "separated"]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV (RFC 4180: lines end with CR LF), with all cells in quotes."""
    return separated(header, rows, ",")[0]


def separated(header: Sequence[str], rows: Iterable[Sequence[str]], delimiters: str) -> list[str]:
    """Return a table as CSV once for each character of ``delimiters``, with all cells in quotes."""
    known: dict[str, str] = {"": ""}  # most cells are empty, and many repeat
    safe = [[known[cell] if cell in known else known.setdefault(cell, guarded(cell)) for cell in row] for row in rows]
    return [_written([header, *safe], delimiter) for delimiter in delimiters]


def _written(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()
