r"""Text, code and addresses written so that Markdown shows them as they are.

Backslashes where Python-Markdown takes them, character references elsewhere: Python-Markdown knows no ``\<`` and no ``\~``.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

_SPACE = re.compile(r"[ \t\r\n\f]+")
# Signs with a meaning anywhere in a line. "!" only matters before a link, which is where a text ends.
_SIGNS = re.compile(r"[\\*_\[\]{}|]|!$")
_REFERENCE = re.compile(r"&(?=[#A-Za-z0-9])")
# At the start of a line: heading, quote, list, rule, definition, fence, underline.
_START = re.compile(r"#|>|[-+](?=[-+\s]|$)|[:~=]|(?<![^\d])(?P<number>\d+)(?=[.)])")
_WRITTEN = {":": "&#58;", "~": "&#126;", "=": "&#61;"}
_NOT_IN_BACKTICKS = re.compile(r"[`|<&\\]")
_SAFE_IN_ADDRESS = "/:?#@!$&'+,;=%~-._*"


def collapse(text: str) -> str:
    """Return text with each run of white space as one space, as HTML shows it."""
    return _SPACE.sub(" ", text)


def literal(text: str) -> str:
    """Return text so that it shows literally within a line."""
    text = _REFERENCE.sub("&amp;", collapse(text))
    text = _SIGNS.sub(lambda sign: "\\" + sign[0], text)
    text = text.replace("`", "&#96;").replace("<", "&lt;")
    text = "".join(f"&#{ord(sign)};" if sign.isspace() and sign not in " \u00a0" else sign for sign in text)
    # Python-Markdown strips every kind of white space at the edges of a line; within, a no-break space can be seen as it is.
    return re.sub("^[ \u00a0]+|[ \u00a0]+$", lambda spaces: spaces[0].replace("\u00a0", "&#160;"), text)


def line(text: str) -> str:
    r"""Return written Markdown so that its first sign starts no block: ``1.`` becomes ``1\.``."""
    found = _START.match(text)
    if not found:
        return text
    if found["number"]:
        return f"{found['number']}\\{text[found.end() :]}"
    return _WRITTEN.get(text[0], "\\" + text[0]) + text[1:]


def code(text: str) -> str:
    """Return a piece of code within a line, in back-ticks where it holds no sign that a table or HTML would take."""
    text = collapse(text)
    inner = text.strip(" ")
    if not inner:
        return text
    # Back-ticks would lose other white space at the edges.
    plain = inner == inner.strip() and not _NOT_IN_BACKTICKS.search(inner)
    return text.replace(inner, f"`{inner}`" if plain else f"<code>{literal(inner)}</code>")


def fence(text: str) -> str:
    """Return a block of code between fences longer than any within it."""
    text = text.strip("\n")
    marks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{marks}\n{text}\n{marks}"


def destination(address: str) -> str:
    """Return an address for the round brackets of a link."""
    # An "&" that reads like a character reference would be taken for one.
    return re.sub(r"&(?=[#\w]+;)", "&amp;", quote(address.strip(), safe=_SAFE_IN_ADDRESS))


def anchor(id: str) -> str:
    """Return an empty element that carries the id of one that Markdown has no sign for."""
    return f'<span id="{escape(id)}"></span>'
