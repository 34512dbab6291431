"""Blocks of Markdown, and functions that put them below, beside and inside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

COMMENT = "<!-- -->"
"""Invisible separator between pieces of Markdown that would be read as one."""


class BlockKind(Enum):
    """Kinds of block, by what they can stand next to and inside."""

    LINE = "one line"
    LIST = "list"
    DEFINITIONS = "definitions"
    TABLE = "table"
    ROOT = "never within a list: raw HTML, fenced code"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of Markdown between blank lines."""

    text: str
    kind: BlockKind = BlockKind.LINE


def join(blocks: list[Block]) -> str:
    """Return the text of blocks below each other."""
    return "\n\n".join(_apart(blocks))


def _apart(blocks: list[Block]) -> Iterator[str]:
    """Yield the texts of blocks, with a comment between two adjacent lists, which would be one list without it."""
    yield from (block.text for block in blocks[:1])
    for before, block in pairwise(blocks):
        if before.kind is block.kind and block.kind in (BlockKind.LIST, BlockKind.DEFINITIONS):
            yield COMMENT
        yield block.text


def items(markers: Iterator[str], contents: list[list[Block]]) -> list[Block]:
    """Return a list with an item for each of ``contents``; the contents without markers if one of their blocks can't be indented."""
    contents = [content for content in contents if content]
    if any(block.kind is BlockKind.ROOT for content in contents for block in content):
        return [block for content in contents for block in content]
    if not contents:
        return []
    # If one item contains blank lines, Markdown needs blank lines between all items.
    loose = any(block.kind is not BlockKind.LIST for content in contents for block in content[1:])
    between = "\n\n" if loose else "\n"
    return [Block(between.join(_item(next(markers), content, between) for content in contents), BlockKind.LIST)]


def _item(marker: str, blocks: list[Block], between: str) -> str:
    """Return an item. It starts with a line of text, since a list or table right after the marker is not recognised."""
    if blocks[0].kind is not BlockKind.LINE:
        blocks = [Block(COMMENT), *blocks]
    return indent(marker, between.join(_apart(blocks)))


def definitions(groups: list[tuple[list[str], list[list[Block]]]]) -> list[Block]:
    """Return a definition list of terms and their meanings.

    If a meaning can't be indented, or a group lacks terms or meanings, return terms in bold above their meanings instead.
    """
    blocks = [block for _, meanings in groups for meaning in meanings for block in meaning]
    if any(block.kind is BlockKind.ROOT for block in blocks) or not all(
        terms and any(meanings) for terms, meanings in groups
    ):
        return [
            block
            for terms, meanings in groups
            for block in (*(Block(bold(term)) for term in terms), *(b for meaning in meanings for b in meaning))
        ]
    texts = (
        "\n".join([*terms, *(indent(":   ", join(meaning)) for meaning in meanings if meaning)])
        for terms, meanings in groups
    )
    return [Block("\n\n".join(texts), BlockKind.DEFINITIONS)] if groups else []


def table(head: list[str], rows: list[list[str]]) -> Block:
    """Return a pipe table; short rows get empty cells."""
    width = max(map(len, [head, *rows]))
    lines = [head, ["---"] * width, *rows]
    return Block(
        "\n".join(f"| {' | '.join(cells + [''] * (width - len(cells)))} |" for cells in lines), BlockKind.TABLE
    )


def indent(marker: str, text: str) -> str:
    """Return text after a marker, its further lines indented by four spaces, as Python-Markdown requires."""
    return marker + re.sub(r"\n(?!\n)", "\n    ", text)


def bold(text: str) -> str:
    """Return text in bold."""
    return emphasised("strong", text)


def emphasised(tag: str, text: str) -> str:
    """Return text in ``*`` or, for the tag ``strong``, ``**``; as HTML if it contains emphasis, since nested marks are ambiguous."""
    inner = text.strip(" \n")
    if not inner:
        return text
    start = text.index(inner)
    marks = "**" if tag == "strong" else "*"
    html = re.search(r"(?<!\\)\*|<(?:em|strong)>", inner)
    written = f"<{tag}>{inner}</{tag}>" if html else f"{marks}{inner}{marks}"
    return text[:start] + written + text[start + len(inner) :]


def beside(before: str, after: str) -> str:
    """Return two pieces of a line joined, with a comment between marks of emphasis that would be read as one."""
    together = after.startswith("*") and re.search(r"(?:^|[^\\])(?:\\\\)*\*$", before)
    return f"{before}{COMMENT}{after}" if together else before + after
