"""Cells of a CSV table: read them all, find the place of one, keep them from starting a formula.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and it may cut cells at another
separator than ours. So an apostrophe goes before any such character at the start of a cell or after anything that a
spreadsheet may take for the end of one; blanks, apostrophes and characters that don't show (which some programs drop
when they read a file) count as nothing between them. ``restored`` takes exactly these apostrophes away again.
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
_HARMLESS = re.compile(r"\w[^\n\r\t,;|]*\Z")  # nearly all cells, and told far sooner
_GUARDED = re.compile(rf"(^|[\n\r\t,;|])'(?={_RISKY})")


def guarded(text: str) -> str:
    """Keep a text from starting a formula in any cell that a spreadsheet may make of it."""
    return text if _HARMLESS.match(text) else _OPENS.sub(r"\1'", text)


def restored(text: str) -> str:
    """Undo ``guarded``."""
    return _GUARDED.sub(r"\1", text)


class NoTableError(Exception):
    """What stands from a line on is no CSV."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def read_rows(text: str | TextIO) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line at which it begins; empty lines are passed over. Raises ``NoTableError``."""
    reader = csv.reader(io.StringIO(text, newline="") if isinstance(text, str) else text, strict=True)
    first = 1
    try:
        for row in reader:
            if row:
                yield first, row
            first = reader.line_num + 1
    except csv.Error as error:
        raise NoTableError(first, str(error)) from error


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table so that versions can be compared line by line: quotes only where a cell needs them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def cell_place(lines: Sequence[str], line: int, number: int) -> tuple[int, int]:
    """Give line and column of the cell with a number, from 0 on, of the row that begins at a line; both count from 1."""
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
