"""Prepare texts of other sources for records: odd characters, labels, forms of a name, Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from generator.model.base import HIDDEN, character

LONGEST_LABEL = 300
_APOSTROPHE = re.compile(r"(?<=\w)[`´](?=\w)")
_BLANKS = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_RUNS = re.compile(r" {2,}")
_LABELS = re.compile(r"\n| \| ")
_SIGNS = re.compile(r"[\\*_\[\]|]|&(?=#?\w+;)|^(?=>)", re.MULTILINE)
_SHARED = 3
"""Number of letters in which the masculine and the feminine form of a name must agree at their beginning."""

Tell = Callable[[str], None]


def clean(text: str, tell: Tell) -> str:
    """Return a text without invisible characters and with uniform spaces and apostrophes; call ``tell`` for each odd character."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return _RUNS.sub(" ", text.strip())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = {*HIDDEN.findall(text), *_BLANKS.findall(text), *_APOSTROPHE.findall(text)}
    for char in sorted(odd):
        tell(character(char))
    text = HIDDEN.sub("", _BLANKS.sub(" ", _APOSTROPHE.sub("’", text)))
    lines = (_RUNS.sub(" ", line).strip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(lines).strip()


def labels_of(cell: str) -> Iterable[str]:
    """Return the labels in a cell, separated by line breaks or ``|``, each once."""
    return dict.fromkeys(label for part in _LABELS.split(cell) if (label := part.strip()))


def forms_of(title: str) -> tuple[str, str] | None:
    """Split a title "masculine/feminine" in its middle; return ``None`` if the halves are not two forms of one name."""
    parts = title.strip("/ ").split("/")
    if len(parts) % 2:
        return None
    middle = len(parts) // 2
    first, second = "/".join(parts[:middle]).strip(), "/".join(parts[middle:]).strip()
    alike = _bare(first)[:_SHARED] == _bare(second)[:_SHARED]
    return (first, second) if alike and first != second and len(_bare(second)) >= _SHARED else None


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if char.isalnum())


def as_markdown(text: str) -> str:
    """Return a text escaped so that the restricted Markdown of long fields shows it literally, each line as a paragraph."""
    return _SIGNS.sub(lambda sign: "\\" + sign[0], re.sub(r"\n+", "\n\n", text))
