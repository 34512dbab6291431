"""Texts borrowed from another language until they are written: each begins with a mark such as ``[en] ``."""

from __future__ import annotations

import re

from generator.model.base import LANGUAGE_PATTERN

_MARK = re.compile(rf"\[({LANGUAGE_PATTERN})\] ")


def borrowed_mark(language: str) -> str:
    """Return the mark that stands before a text which is still in another language."""
    return f"[{language}] "


def borrowed_from(text: str) -> str:
    """Return the language of a text that is borrowed from another; empty if it has no mark."""
    match = _MARK.match(text) if text[:1] == "[" else None
    return match[1] if match else ""
