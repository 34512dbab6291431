"""Raw HTML of pages past Markdown's parser.

Our templates write headings in Markdown and everything else as HTML (see decisions/0002). Python-Markdown and MkDocs would each parse
that HTML with a parser in Python, which takes a third of a build. This extension sets it aside first. A test holds that the pages come
out the same without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

# After "normalize_whitespace" (30), before MkDocs' search for anchors (21.5) and "html_block" (20).
_PRIORITY = 25
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_OPEN, _CLOSE = re.compile(r"<pre\b"), "</pre>"


class RawHtml(Extension):
    """Puts blocks that start with a block-level tag into Markdown's stash of finished HTML as they are."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 named by Python-Markdown
        """Register the preprocessor."""
        md.preprocessors.register(_SetAside(md), "atlas_raw_html", _PRIORITY)


class _SetAside(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        raw: list[str] = []
        for block in _blocks(lines):
            tag = _TAG.match(block[0])
            if tag and self.md.is_block_level(tag[1]):
                raw += [*block, ""]
                continue
            self._store(raw, result)
            result += ["", *block]
        self._store(raw, result)
        return result

    def _store(self, raw: list[str], result: list[str]) -> None:
        """Move what was gathered into the stash and leave its placeholder."""
        if raw:
            result += ["", self.md.htmlStash.store("\n".join(raw).strip())]
            raw.clear()


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Lines between blank ones; blank lines within <pre> do not count."""
    block: list[str] = []
    preformatted = False
    for line in lines:
        if not line.strip() and not preformatted:
            if block:
                yield block
            block = []
            continue
        block.append(line)
        if preformatted or _OPEN.search(line):
            preformatted = line.rfind(_CLOSE) <= max((match.start() for match in _OPEN.finditer(line)), default=-1)
    if block:
        yield block
