"""Write tables as CSV for spreadsheets; cells are escaped so that none starts a formula (``store.cells``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.made_once import MadeOnce
from generator.store.cells import guarded, restored

__all__ = ["as_csv", "guarded", "restored", "separated"]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV (RFC 4180: lines end with CR LF), with all cells in quotes."""
    return separated(header, rows, ",")[0]


def separated(header: Sequence[str], rows: Iterable[Sequence[str]], delimiters: str) -> list[str]:
    """Return a table as CSV once for each character of ``delimiters``, with all cells in quotes."""
    # The module csv would quote each cell again for each delimiter, which took twice the time for a labour market.
    quoted = MadeOnce(_quoted).__getitem__  # many cells are the same
    lines = [[*map(quoted, row)] for row in (header, *rows)]
    return ["".join([f"{delimiter.join(line)}\r\n" for line in lines]) for delimiter in delimiters]


def _quoted(cell: str) -> str:
    return '"' + guarded(cell).replace('"', '""') + '"'
