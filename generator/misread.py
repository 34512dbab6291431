"""Find the line to mend when YAML can't be read: parsers notice a missing colon or quote only lines later.

Records are simple YAML, so each line is a key, an entry, a comment or continues a text. The line to mend is the last one
that is none of them, up to the place where the parser gave up.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.base import character
from generator.problems import shown

_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s#{}\[\],"'&*!|>%@`-][^:#{}\[\]]*?):(?: +(?P<value>.*))?$""")
_ENTRY = re.compile(r"- +|-$")
_BLOCK = re.compile(r"[|>][-+0-9]*(?: +#.*)?$")
_WORD = r"[A-Za-z][\w-]*"
_UNFINISHED = re.compile(rf"{_WORD}(?: *[|>][-+0-9]*|:[|>][-+0-9]*)?$")
_GLUED = re.compile(rf"{_WORD}:(?!//)\S")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")


_COLON = re.compile(
    r"""[{\[,] *(?P<key>[\w-]+): +(?P<text>[^,{}\[\]"'\s][^,{}\[\]"']*?(?<! [a-z])(?<! [a-z]{2})(?<! [a-z]{3}): [^,{}\[\]]*)"""
)
"""Unquoted text in brackets with a colon and a blank in it; a colon after a word of up to three letters is that of a key such as "en"."""
_SIGN = re.compile(r"(?:[{\[,]|: ) *(?P<sign>[>|!]|\?(?= ))")
"""Character at the start of an unquoted text in brackets that YAML takes for a mark of its own."""
_COMMENT = re.compile(r"(?<=[ ,\[{])#")
_OPENER = re.compile(r"""(?:[{\[,]|: ) *(["'])""")
_CLOSED = {
    '"': re.compile(r'(?:[^"\\]|\\.)*" *(?=[,}\]:]|$)'),
    "'": re.compile(r"(?:[^']|'')*' *(?=[,}\]:]|$)"),
}
"""Rest of a quoted text in brackets after its opening quote, up to a character that may follow the text there."""


_HINTS = {"'": "inside '...' a ' is written twice", '"': 'inside "..." a " is written \\"'}
NO_BREAK = "\u00a0"
NO_BREAK_TEXTS = (f"{character(NO_BREAK)}, which looks like a space", "a space", "put a space in its place")
_NO_BREAK_AFTER_KEY = re.compile(rf"{_WORD}:{NO_BREAK}")


class Blame(NamedTuple):
    """A place to mend, its line and column counted from 1, with what was found, what was expected and what to do."""

    line: int
    column: int
    texts: tuple[str, str, str]


class _Reader:
    """Reader of lines from the top; ``blames`` are the places where a line fits nothing that may stand there."""

    def __init__(self) -> None:
        self.blames: list[Blame] = []
        self._levels: list[int] = []
        self._block: int | None = None
        self._open = 0
        self._awaits_value = False
        self._text: tuple[int, int, str] | None = None
        self._lines: list[str] = []

    def read(self, lines: list[str]) -> None:
        self._lines = lines
        for number, line in enumerate(lines, start=1):
            content = line.strip()
            indent = len(line) - len(line.lstrip(" "))
            if self._block is not None and (not content or indent > self._block):
                continue
            self._block = None
            if not content or content.startswith("#") or content in ("---", "..."):
                continue
            if self._open > 0:
                self._open += _brackets(content)
                continue
            if line[indent] == NO_BREAK:
                self.blames.append(Blame(number, indent + 1, NO_BREAK_TEXTS))
                continue
            self._line(number, indent, content)

    def _line(self, number: int, indent: int, content: str) -> None:
        column = indent
        while entry := _ENTRY.match(content):
            column += entry.end()
            content = content[entry.end() :]
        if column > indent and content.startswith(("{", "[")):
            self._value(number, column, content)
            self._awaits_value = False
        elif column > indent and _needs_quotes(content):
            self._sign(number, column, content[0])
        elif key := _KEY.match(content):
            if self._text and self._text[1] == indent == column:
                self._blame(*self._text)  # what was taken for a text stands at the indentation of this key
            self._text = None
            self._levels = [level for level in self._levels if level < column] + [column]
            value = key["value"] or ""
            self._value(number, column, value)
            self._awaits_value = not value or value.startswith("#")
        elif column == indent or _GLUED.match(content):
            self._other(number, indent, content)
            self._awaits_value = False
        elif content and _UNFINISHED.fullmatch(content) and self._goes_deeper(number, column):
            self._blame(number, column, content)
        else:
            self._text = (number, column, content)

    def _value(self, number: int, column: int, value: str) -> None:
        if _BLOCK.match(value):
            self._block = column
        elif value.startswith(("{", "[")):
            self._open = max(_brackets(value), 0)
            opener = _open_quote(value)
            if opener is None:
                self._signs(number, value)
            if opener is not None and (value.rstrip().endswith(("}", "]")) or self._is_key(number + 1)):
                texts = ("a quote opened here that is not closed", "a closing quote", _HINTS[value[opener]])
                place = self._lines[number - 1].rindex(value)
                self.blames.append(Blame(number, place + opener + 1, texts))
            self._colon(number, value)
        elif _needs_quotes(value):
            self._sign(number, self._lines[number - 1].rindex(value), value[0])
        elif value.startswith(('"', "'")) and not _QUOTED.match(value) and self._is_key(number + 1):
            texts = ("a quote that is never closed", "a closing quote", _HINTS[value[0]] if value[0] == "'" else "")
            place = self._lines[number - 1].rindex(value)
            self.blames.append(Blame(number, place + 1, texts))

    def _sign(self, number: int, column: int, sign: str) -> None:
        texts = (f"a text that begins with {sign}", "quotes around it", "")
        self.blames.append(Blame(number, column + 1, texts))

    def _signs(self, number: int, value: str) -> None:
        """Blame an unquoted # in brackets if these close only after it, as for YAML it begins a comment, and the sign of a text."""
        hidden = _QUOTED.sub(lambda match: '"' * len(match[0]), value)
        for sign in _SIGN.finditer(hidden):
            self._sign(number, self._lines[number - 1].rindex(value) + sign.start("sign"), sign["sign"])
        found = _COMMENT.search(hidden)
        if found and _brackets(hidden[: found.start()]) > 0 >= _brackets(hidden):
            hint = "put the text into quotes: without them YAML takes what follows the # for a comment"
            texts = ("a # within brackets", "a text that holds a # in quotes", hint)
            self.blames.append(Blame(number, self._lines[number - 1].rindex(value) + found.start() + 1, texts))

    def _colon(self, number: int, value: str) -> None:
        """Blame a colon in an unquoted text in brackets: YAML would begin a further key there."""
        hidden = _QUOTED.sub(lambda match: '"' * len(match[0]), value)
        if found := _COLON.search(hidden):
            text = value[found.start("text") : found.end("text")].strip()
            texts = (
                f"a colon in the text {shown(text)}",
                'a text that holds ": " in quotes',
                f'write {found["key"]}: "{text}"',
            )
            self.blames.append(Blame(number, self._lines[number - 1].rindex(value) + found.start("text") + 1, texts))

    def _other(self, number: int, indent: int, content: str) -> None:
        """Judge a line that is neither key nor entry: below a key it may continue a text, beside keys it may not."""
        beside = not self._levels or indent <= self._levels[-1]
        self._text = (number, indent, content) if self._awaits_value else self._text
        if re.match(r"-[A-Za-z]", content) and (beside or self._awaits_value):
            self.blames.append(Blame(number, indent + 1, (shown(content), 'a blank after the "-"', "")))
        elif beside or (self._awaits_value and (_GLUED.match(content) or self._is_unfinished(number, indent, content))):
            self._blame(number, indent, content)

    def _is_unfinished(self, number: int, indent: int, content: str) -> bool:
        return bool(_UNFINISHED.fullmatch(content)) and self._goes_deeper(number, indent)

    def _blame(self, number: int, column: int, content: str) -> None:
        if found := _NO_BREAK_AFTER_KEY.match(content):
            column, texts = column + found.end() - 1, NO_BREAK_TEXTS
        elif _GLUED.match(content):
            texts = (shown(content), "a blank after the colon", "")
        elif content == "[]" and self._next(number).startswith("-"):
            texts = ("[] above entries", "entries alone, or [] for none", "remove the []")
        else:
            texts = (
                f"the line {shown(content)}",
                'a key with a colon, such as "key: value"',
                "put a colon after the key",
            )
        self.blames.append(Blame(number, column + 1, texts))

    def _goes_deeper(self, number: int, column: int) -> bool:
        line = self._next(number)
        return len(line) - len(line.lstrip(" ")) > column

    def _next(self, number: int) -> str:
        """Return the next line that is not blank."""
        return next((line for line in self._lines[number:] if line.strip()), "")

    def _is_key(self, number: int) -> bool:
        line = self._lines[number - 1].strip() if number <= len(self._lines) else ""
        return bool(_KEY.match(line) or _ENTRY.match(line)) or not line


def _needs_quotes(value: str) -> bool:
    """Return whether a text in a block begins with a character that YAML takes for a mark of its own, and is no such mark."""
    return value.startswith(("!", "? ")) or (value.startswith(("|", ">")) and not _BLOCK.match(value))


def _open_quote(text: str) -> int | None:
    """Return the index of a quote that opens a text in brackets and is not closed where the text could end, or ``None``."""
    place = 0
    while opener := _OPENER.search(text, place):
        closed = _CLOSED[opener[1]].match(text, opener.end())
        if closed is None:
            return opener.end() - 1
        place = closed.end()
    return None


def _brackets(text: str) -> int:
    """Return how many more brackets a text opens than it closes, outside of quotes."""
    plain = _QUOTED.sub("", text)
    return sum(plain.count(char) for char in "{[") - sum(plain.count(char) for char in "}]")


def to_blame(text: str, line: int) -> Blame | None:
    """Return the line to mend, given the line (from 1 on) at which a parser gave up; ``None`` where no line stands out."""
    reader = _Reader()
    reader.read(re.split(r"\r\n|\r|\n", text)[: line + 1])
    return next((blame for blame in reversed(reader.blames) if blame.line <= line), None)
