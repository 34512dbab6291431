"""Records with a random mistake: verbs say what is wrong and where, and never change the content in part."""

from __future__ import annotations

import io
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.atlas import Atlas
from tests.conftest import Ended
from tests.test_workbench import files

SEED = 20250630
SHOWN = re.compile(
    r"^(?P<path>(?:[A-Z]:)?[^:\n]+):(?P<line>\d+):(?P<column>\d+): (error|warning)\[[a-z-]+\]: found .+; expected .+$"
)
SIGNS = "{}[]:,-#&*!|>'\"%@`?<=~\\\t \u200b\x00\ufeff…ß😀"
WORDS = (
    "null",
    "yes",
    "~",
    "[]",
    "{}",
    "''",
    "- x",
    "a: b",
    "<<: x",
    "&a",
    "*a",
    "!!str x",
    "2025-13-40",
    "x" * 400,
    "none",
)


def mutate(text: str, chance: random.Random) -> str:
    """Return a text with one random mistake."""
    lines = text.split("\n")
    at = chance.randrange(len(text))
    line = chance.randrange(len(lines))
    match chance.randrange(11):
        case 0:
            return text[:at] + text[at + chance.randint(1, 9) :]
        case 1:
            return text[:at] + chance.choice(SIGNS) + text[at:]
        case 2:
            return text[:at] + chance.choice(SIGNS) + text[at + 1 :]
        case 3:
            lines.pop(line)
        case 4:
            lines.insert(chance.randrange(len(lines)), lines[line])
        case 5:
            lines[line] = " " * chance.randint(0, 6) + lines[line].lstrip()
        case 6:
            key, colon, _ = lines[line].partition(":")
            lines[line] = f"{key}{colon} {chance.choice(WORDS)}"
        case 7:
            other = chance.randrange(len(lines))
            lines[line], lines[other] = lines[other], lines[line]
        case 8:
            return text[:at]
        case 9:
            lines[line] = re.sub(r"\b[a-z]{3,}\b", lambda word: word[0][::-1], lines[line], count=1)
        case 10:
            lines[line] = lines[line].swapcase()
    return "\n".join(lines)


def assert_told(ended: Ended, root: Path) -> None:
    """Assert that every problem is a line with a place in an existing file, and that there is no traceback."""
    assert ended.code in (0, 1), ended.err
    assert "Traceback" not in ended.err + ended.out
    problems = [line for line in ended.err.splitlines() if "error[" in line or "warning[" in line]
    assert bool([line for line in problems if " error[" in line]) == (ended.code == 1), ended.err
    for problem in problems:
        found = SHOWN.match(problem)
        assert found, problem
        path = Path(found["path"])
        assert path.is_relative_to(root)
        lines = path.read_bytes().decode("utf-8", errors="replace").splitlines() if path.is_file() else [""]
        assert 1 <= int(found["line"]) <= len(lines) + 1, problem


def try_one(run: Callable[..., Ended], atlas: Atlas, number: int, *, writing: bool) -> None:
    """Break one record, run ``check`` on it, with ``writing`` also ``rename`` and ``check --fix``, and then restore all files."""
    chance = random.Random(SEED + number)
    name = chance.choice([path for path in sorted(files(atlas.root)) if path.endswith((".yml", ".md"))])
    whole = (atlas.root / name).read_bytes()
    broken = mutate(whole.decode(), chance)
    (atlas.root / name).write_bytes(broken.encode("utf-8", errors="surrogatepass"))
    before = files(atlas.root)
    try:
        checked = run("check", "--content", atlas.root)
        assert_told(checked, atlas.root)
        if not writing:
            return
        ended = run("rename", "skill", "lamp-care", "lamp-tending", "--yes", "--content", atlas.root)
        assert_no_half(ended, checked, atlas, before)
        mended = run("check", "--fix", "--content", atlas.root)
        assert_told(mended, atlas.root)
    finally:
        for path in set(files(atlas.root)) - set(before):
            (atlas.root / path).unlink()
        for path, data in before.items():
            (atlas.root / path).write_bytes(whole if path == name else data)


def assert_no_half(ended: Ended, checked: Ended, atlas: Atlas, before: dict[str, bytes]) -> None:
    """Assert that a rename of broken records is refused without a change, and that any other rename is complete."""
    assert "Traceback" not in ended.err + ended.out
    assert ended.code in (0, 1, 2), ended.err
    after = files(atlas.root)
    if ended.code:
        assert after == before, ended.err
        assert checked.code == 1 or "Error: " in ended.err
        return
    left = [
        name for name, data in after.items() if b"lamp-care" in data and not name.startswith(("releases/", "redirects"))
    ]
    unlinked = [name for name in left if re.search(rb"(skill: lamp-care\b|\[lamp-care\])", after[name])]
    assert unlinked == []
    for name in (name for name in after if name != "redirects.yml"):
        assert before[name.replace("lamp-tending", "lamp-care")] == after[name].replace(b"lamp-tending", b"lamp-care")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace standard input by an empty one that is no terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


@pytest.mark.parametrize("part", range(3))
def test_sixty_mistakes(run: Callable[..., Ended], atlas: Atlas, part: int) -> None:
    for number in range(20 * part, 20 * part + 20):
        try_one(run, atlas, number, writing=number % 4 == 0)


@pytest.mark.audit
@pytest.mark.parametrize("part", range(3, 15))
def test_three_hundred_mistakes(run: Callable[..., Ended], atlas: Atlas, part: int) -> None:
    for number in range(20 * part, 20 * part + 20):
        try_one(run, atlas, number, writing=True)
