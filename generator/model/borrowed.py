"""Texts borrowed from another language until they are written: each begins with a mark such as ``[en] ``."""

from __future__ import annotations

import re

from generator.model.base import LANGUAGE_PATTERN

_MARK = re.compile(rf"\[({LANGUAGE_PATTERN})\] ")


def mark(language: str) -> str:
    """Give what stands before a text that is still in another language."""
    return f"[{language}] "


def borrowed_from(text: str) -> str:
    """Language of a text that is borrowed from another; empty where it bears no mark."""
    match = _MARK.match(text) if text[:1] == "[" else None
    return match[1] if match else ""
