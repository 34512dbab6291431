"""Report the fixes of ``check --fix``: file, line, the old text and the new one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.load import shown_path
from generator.model.base import HIDDEN, character
from generator.problems import shown
from generator.workbench.workspace import FileChange, Workspace

_PARTS = re.compile(r"\s+|\S+")
_MOST_WORDS = 3


def fixed_lines(workspace: Workspace) -> Iterator[str]:
    """Yield a message for each fixed line: path, 1-based line number, and what changed."""
    for change in workspace.changes:
        path = shown_path(workspace.root / change.name)
        for number, told in _lines(change):
            yield f"{path}:{number}: fixed: {told}"


def _lines(change: FileChange) -> Iterator[tuple[int, str]]:
    before, after = ((data or b"").decode("utf-8").split("\n") for data in (change.before, change.after))
    if len(before) == len(after) and Counter(before) == Counter(after):
        first, *_, last = (
            number for number, pair in enumerate(zip(before, after, strict=True), start=1) if pair[0] != pair[1]
        )
        yield first, f"lines {first} to {last} stand in their order now"
        return
    if before[-1]:
        yield len(before), "the line break at the end is there now"
    for number, (old, new) in enumerate(zip(before, after, strict=False), start=1):
        if old != new:
            yield number, _told(old, new)


def _told(old: str, new: str) -> str:
    """Return a description of the changes in a line."""
    found = [character(match[0]) for match in HIDDEN.finditer(old)]
    words = [_PARTS.findall(line) for line in (HIDDEN.sub("", old).rstrip(), HIDDEN.sub("", new).rstrip())]
    changes = [
        (shown("".join(words[0][start:end])), shown("".join(words[1][first:last])))
        for tag, start, end, first, last in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    told = [f"{was} is now {now}" for was, now in changes[:_MOST_WORDS]]
    told += [f"{len(changes) - _MOST_WORDS} more"] if len(changes) > _MOST_WORDS else []
    told += [f"{one}, which does not show, is removed" for one in dict.fromkeys(found)]
    return "; ".join(told) or "trailing spaces are removed"
