r"""Escape text, code and addresses so that Markdown shows them unchanged.

Backslashes are used where Python-Markdown accepts them, else character references: Python-Markdown accepts neither ``\<`` nor ``\~``.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

_SPACE = re.compile(r"[ \t\r\n\f]+")
# Characters with a meaning anywhere in a line. "!" has one only before a link, so only at the end of a text.
_SIGNS = re.compile(r"[\\*_\[\]{}|]|!$")
_REFERENCE = re.compile(r"&(?=[#A-Za-z0-9])")
# At the start of a line: heading, quote, list, rule, definition, fence, underline.
_START = re.compile(r"#|>|[-+](?=[-+\s]|$)|[:~=]|(?<![^\d])(?P<number>\d+)(?=[.)])")
_WRITTEN = {":": "&#58;", "~": "&#126;", "=": "&#61;"}
_NOT_IN_BACKTICKS = re.compile(r"[`|<&\\]")
_SAFE_IN_ADDRESS = "/:?#@!$&'+,;=%~-._*"


def collapse(text: str) -> str:
    """Return text with each run of white space replaced by one space, as HTML shows it."""
    return _SPACE.sub(" ", text)


def literal(text: str) -> str:
    """Return text escaped so that Markdown shows it unchanged within a line."""
    text = _REFERENCE.sub("&amp;", collapse(text))
    text = _SIGNS.sub(lambda sign: "\\" + sign[0], text)
    text = text.replace("`", "&#96;").replace("<", "&lt;")
    text = "".join(f"&#{ord(sign)};" if sign.isspace() and sign not in " \u00a0" else sign for sign in text)
    # Python-Markdown strips white space of every kind at the edges of a line; elsewhere a no-break space can stay as it is.
    return re.sub("^[ \u00a0]+|[ \u00a0]+$", lambda spaces: spaces[0].replace("\u00a0", "&#160;"), text)


def line(text: str) -> str:
    r"""Return a line of Markdown, its start escaped if that would begin a block: ``1.`` becomes ``1\.``."""
    found = _START.match(text)
    if not found:
        return text
    if found["number"]:
        return f"{found['number']}\\{text[found.end() :]}"
    return _WRITTEN.get(text[0], "\\" + text[0]) + text[1:]


def code(text: str) -> str:
    """Return a piece of code within a line: in back-ticks, or in ``<code>`` if tables or HTML would interpret one of its characters."""
    text = collapse(text)
    inner = text.strip(" ")
    if not inner:
        return text
    # Back-ticks would lose white space other than spaces at the edges.
    plain = inner == inner.strip() and not _NOT_IN_BACKTICKS.search(inner)
    return text.replace(inner, f"`{inner}`" if plain else f"<code>{literal(inner)}</code>")


def fence(text: str) -> str:
    """Return a block of code between fences longer than any within it."""
    text = text.strip("\n")
    marks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{marks}\n{text}\n{marks}"


def destination(address: str) -> str:
    """Return an address escaped for the parentheses of a link."""
    # Markdown would read an "&" before a name and ";" as a character reference.
    return re.sub(r"&(?=[#\w]+;)", "&amp;", quote(address.strip(), safe=_SAFE_IN_ADDRESS))


def anchor(id: str) -> str:
    """Return an empty element with the id of an element that Markdown can't give an id."""
    return f'<span id="{escape(id)}"></span>'
