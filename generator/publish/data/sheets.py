"""Tables as CSV for spreadsheets, in which no cell can start a formula (``store.cells``)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from generator.store.cells import guarded, restored

__all__ = ["as_csv", "guarded", "restored"]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Write a table as CSV (RFC 4180: lines end with CR LF), all cells in quotes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()
