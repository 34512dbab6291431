"""Addresses of other servers from which a browser would load something, in style sheets and scripts.

No page loads anything from another server, as the site's page on privacy promises. Links that a reader follows are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.load import decode, shown_path
from generator.problems import Location, Problem, line_and_column

_ELSEWHERE = re.compile(r"\s*(?:(?:https?|wss?|ftp):|//)", re.IGNORECASE)
_CSS_LOAD = re.compile(r"""(?:\burl\(\s*["']?|@import\s+["'])\s*([^"')\s]+)""", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SCRIPT_LOAD = re.compile(
    r"""(?:\bimport\b[^;"'`]*|\b(?:fetch|importScripts|sendBeacon|EventSource|WebSocket|(?:Shared)?Worker)\s*\(\s*|"""
    r"""\.(?:src|href)\s*=\s*|\.open\([^,)]*,\s*)["'`]([^"'`\s]+)"""
)
EXPECTED = "a file of the site: no page asks another server, as the page on privacy says"
HINT = "put a copy into docs/assets and load that"


class Load(NamedTuple):
    """An address of another server, and its 0-based offset in the text."""

    address: str
    start: int


def is_elsewhere(address: str) -> bool:
    """Return whether a browser would contact another server for an address."""
    return bool(_ELSEWHERE.match(address))


def loads_in_css(text: str) -> Iterator[Load]:
    """Yield the addresses of other servers that a style sheet loads."""
    return _loads(_CSS_LOAD, _CSS_COMMENT.sub(lambda comment: " " * len(comment[0]), text))


def loads_in_script(text: str) -> Iterator[Load]:
    """Yield the addresses of other servers that a script loads by a literal; addresses put together at run time are not found."""
    return _loads(_SCRIPT_LOAD, text)


def _loads(pattern: re.Pattern[str], text: str) -> Iterator[Load]:
    found = (Load(match[1], match.start(1)) for match in pattern.finditer(text))
    return (load for load in found if is_elsewhere(load.address))


def asset_problems(docs: Path) -> Iterator[Problem]:
    """Yield a problem for each load from another server in the style sheets and scripts below a folder."""
    for pattern, loads in (("*.css", loads_in_css), ("*.js", loads_in_script)):
        for path in sorted(docs.rglob(pattern)):
            text, problems = decode(path, shown_path(path))
            for load in loads(text) if not problems else ():
                yield Problem(
                    Location(shown_path(path), *line_and_column(text, load.start)),
                    "other-server",
                    f"a load from {load.address}",
                    EXPECTED,
                    HINT,
                )
