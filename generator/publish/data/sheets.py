"""Tables as CSV, in which no cell can start a formula.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and it may cut cells at another
separator than ours. So an apostrophe goes before any such character at the start of a cell or after anything that a
spreadsheet may take for the end of one; blanks, apostrophes and characters that don't show (which some programs drop
when they read a file) count as nothing between them. ``restored`` takes exactly these apostrophes away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# Control and format characters (Unicode categories Cc and Cf) up to U+FFFF, such as NUL, U+200B and U+FEFF.
_UNSEEN = (
    r"\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
)
_RISKY = rf"[\s'{_UNSEEN}]*[=+\-@\t\r＝＋－＠]"
_OPENS = re.compile(rf"(^|[\n\r\t,;|])(?={_RISKY})")
_GUARDED = re.compile(rf"(^|[\n\r\t,;|])'(?={_RISKY})")


def guarded(text: str) -> str:
    """Keep a text from starting a formula in any cell that a spreadsheet may make of it."""
    return _OPENS.sub(r"\1'", text)


def restored(text: str) -> str:
    """Undo ``guarded``."""
    return _GUARDED.sub(r"\1", text)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Write a table as CSV (RFC 4180: lines end with CR LF), all cells in quotes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()
