"""Make a PDF or a picture from a template and data with typst; the result does not depend on the machine."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import typst

_STANDARDS: list[Any] = ["ua-1"]
_REPLACEMENT = "\u25af"
"""Replaces a character that none of the fonts has: an accessible PDF must not contain such a character."""


class Press:
    """Typesetter for the templates of one folder, with the fonts beside them and the given colours; system fonts are not used."""

    def __init__(self, folder: Path, colours: Mapping[str, str]) -> None:
        self._folder = folder
        self._colours = json.dumps(dict(colours))
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder / "fonts"]
        )
        self._compiler = typst.Compiler(root=folder, font_paths=self._fonts)
        self._known: dict[str, bool] = {}

    def pdf(self, template: str, data: dict[str, Any], day: datetime.date) -> bytes:
        """Return a document as PDF, dated by ``day`` (midnight, UTC)."""
        midnight = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
        inputs = self._inputs(data)
        return self._bytes(
            self._folder / template,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=_STANDARDS,
            timestamp=int(midnight.timestamp()),
        )

    def pages(self, template: str, data: dict[str, Any]) -> int:
        """Return the number of pages of a document; the template must give it as metadata labelled ``pages``."""
        source, inputs = self._folder / template, self._inputs(data)
        found = typst.query(
            source, "<pages>", field="value", one=True, root=self._folder, font_paths=self._fonts, sys_inputs=inputs
        )
        return int(json.loads(found))

    def png(self, template: str, data: dict[str, Any]) -> bytes:
        """Return a picture as PNG, with one pixel per point."""
        return self._bytes(self._folder / template, format="png", ppi=72.0, sys_inputs=self._inputs(data))

    def _bytes(self, source: Path | bytes, **options: Any) -> bytes:
        result = self._compiler.compile(source, **options)
        # A picture with a very long title has more than one page and comes as a list: only its first page is used.
        first = result[0] if isinstance(result, list) else result
        assert first is not None
        return first

    def _inputs(self, data: dict[str, Any]) -> dict[str, str]:
        text = json.dumps(data, ensure_ascii=False)
        self._learn(sorted({char for char in text if not char.isascii()} - self._known.keys()))
        shown = "".join(char if char.isascii() or self._known[char] else _REPLACEMENT for char in text)
        return {"data": shown, "colours": self._colours}

    def _learn(self, chars: list[str]) -> None:
        """Find out which characters the fonts have, by halving the list: nearly always they have all, which takes one test."""
        if not chars:
            return
        if self._has(chars):
            self._known.update(dict.fromkeys(chars, True))
        elif len(chars) == 1:
            self._known[chars[0]] = False
        else:
            self._learn(chars[: len(chars) // 2])
            self._learn(chars[len(chars) // 2 :])

    def _has(self, chars: Iterable[str]) -> bool:
        inputs = {"data": json.dumps({"chars": list(chars)}), "colours": self._colours}
        try:
            self._bytes(
                self._folder / "glyphs.typ", format="pdf", sys_inputs=inputs, pdf_standards=_STANDARDS, timestamp=0
            )
        except typst.TypstError:
            return False
        return True
