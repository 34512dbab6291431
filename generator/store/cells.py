"""Read and write the cells of a CSV table, find the position of a cell, and protect cells from being taken for formulas.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and it may split cells at another
separator than the comma. ``guarded`` therefore inserts an apostrophe before such a character at the start of a cell and after
each separator or line break inside it. White space, apostrophes and invisible characters before such a character are ignored, since
some programs drop them when they read a file. ``restored`` removes exactly these apostrophes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

# Control and format characters (Unicode categories Cc and Cf) up to U+FFFF, such as NUL, U+200B and U+FEFF.
_UNSEEN = (
    r"\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
)
_RISKY = rf"[\s'{_UNSEEN}]*[=+\-@\t\r＝＋－＠]"
_OPENS = re.compile(rf"(^|[\n\r\t,;|])(?={_RISKY})")
_HARMLESS = re.compile(r"\w[^\n\r\t,;|]*\Z")  # matches nearly all cells, and much faster than _OPENS
_GUARDED = re.compile(rf"(^|[\n\r\t,;|])'(?={_RISKY})")


def guarded(text: str) -> str:
    """Return a text with an apostrophe before each character that could start a formula in a spreadsheet."""
    return text if _HARMLESS.match(text) else _OPENS.sub(r"\1'", text)


def restored(text: str) -> str:
    """Return a text without the apostrophes that ``guarded`` inserted."""
    return _GUARDED.sub(r"\1", text)


class NoTableError(Exception):
    """A text is not valid CSV; ``line`` (1-based) is the line at which the faulty row begins."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def read_rows(text: str | TextIO) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty with the 1-based line at which it begins. Raises ``NoTableError`` for invalid CSV."""
    reader = csv.reader(io.StringIO(text, newline="") if isinstance(text, str) else text, strict=True)
    first = 1
    try:
        for row in reader:
            if row:
                yield first, row
            first = reader.line_num + 1
    except csv.Error as error:
        raise NoTableError(first, str(error)) from error


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV text with guarded cells; only cells that need quotes have them, so that line-by-line diffs stay small."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def cell_place(lines: Sequence[str], line: int, number: int) -> tuple[int, int]:
    """Return the line and column (both 1-based) of the cell with a 0-based number in the row that begins at ``line``."""
    column, seen, quoted = 0, 0, False
    while line <= len(lines):
        text = lines[line - 1]
        while column < len(text) and seen < number:
            if text[column] == '"':
                quoted = not quoted
            elif text[column] == "," and not quoted:
                seen += 1
            column += 1
        if seen == number:
            return line, column + 1
        line, column = line + 1, 0
    return len(lines), 1
