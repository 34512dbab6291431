"""Write tables as CSV for spreadsheets; cells are escaped so that none starts a formula (``store.cells``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.store.cells import guarded, restored

__all__ = ["as_csv", "guarded", "restored", "separated"]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV (RFC 4180: lines end with CR LF), with all cells in quotes."""
    return separated(header, rows, ",")[0]


def separated(header: Sequence[str], rows: Iterable[Sequence[str]], delimiters: str) -> list[str]:
    """Return a table as CSV once for each character of ``delimiters``, with all cells in quotes."""
    known: dict[str, str] = {}  # many cells are the same
    lines = [[known[cell] if cell in known else known.setdefault(cell, _quoted(cell)) for cell in row] for row in rows]
    return [
        "".join(f"{delimiter.join(line)}\r\n" for line in (map(_quoted, header), *lines)) for delimiter in delimiters
    ]


def _quoted(cell: str) -> str:
    # The module csv would quote each cell again for each delimiter, which took twice the time for a labour market.
    return '"' + guarded(cell).replace('"', '""') + '"'
