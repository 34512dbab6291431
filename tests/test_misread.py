"""A mistake in YAML is shown at the line that has it, not where the parser stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from generator import load
from generator.load import Node, read_yaml
from generator.problems import Problem
from tests.atlas import FIXTURE

RECORD = """\
title: {de: Lotse, en: Pilot}
summary:
  de: Führt Schiffe.
  en: Guides ships.
notice: >-
  A long text: with a colon,
  in two lines.
tasks:
  - de: >-
      Ein Satz.
    en: "One sentence."
    basis: editorial
tools: [chart,
  lead]
# a comment
levels:
  seen:
    statement: {de: a, en: b}
"""


def line_of(text: str) -> tuple[int, str]:
    """Return the line and message of the last problem of a text."""
    _, problems = read_yaml(text, "x.yml")
    assert problems, text
    return problems[-1].location.line, str(problems[-1])


LOADERS = (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def read_with(loader: Any, text: str) -> tuple[Node | None, list[Problem]]:
    """Read a text with one of the two parsers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "LOADER", loader)
        return read_yaml(text, "x.yml")


def test_the_record_itself_is_read() -> None:
    assert read_yaml(RECORD, "x.yml")[1] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        pytest.param("title: {", "title {", 1, "colon", id="no-colon-in-the-first-line"),
        pytest.param("summary:\n", "summary\n", 2, "colon", id="no-colon-above-a-block"),
        pytest.param("  de: Führt", "  de Führt", 3, "colon", id="no-colon-in-the-first-key-of-a-block"),
        pytest.param("  en: Guides", "  en Guides", 4, "colon", id="no-colon-in-a-later-key"),
        pytest.param("  en: Guides", "  en:Guides", 4, "a blank after the colon", id="no-blank-after-the-colon"),
        pytest.param("notice: >-", "notice >-", 5, "colon", id="no-colon-before-a-long-text"),
        pytest.param("  - de: >-", "  - de >-", 9, "colon", id="no-colon-in-an-entry"),
        pytest.param("  - de: >-", "  -de: >-", 9, "blank", id="no-blank-after-the-dash"),
        pytest.param('sentence."', "sentence.", 11, "a closing quote", id="no-closing-quote"),
        pytest.param(
            "{de: Lotse, en",
            '{de: "Lotse/in, en',
            1,
            "x.yml:1:13: error[yaml-syntax]: found a quote opened here",
            id="no-closing-quote-in-braces",
        ),
        pytest.param(
            "de: Lotse, en: Pilot",
            'de: "Lotse, en: "Pilot"',
            1,
            "x.yml:1:13",
            id="no-closing-quote-before-a-quoted-text",
        ),
        pytest.param("de: a, en: b", "de: 'a, en: b", 18, "opened here", id="no-closing-quote-in-the-last-braces"),
        pytest.param("    basis:", "    basis", 12, "colon", id="no-colon-in-the-last-key-of-an-entry"),
        pytest.param("levels:\n", "levels\n", 16, "colon", id="no-colon-after-a-comment"),
        pytest.param("  seen:\n", "  seen\n", 17, "colon", id="no-colon-in-a-key-of-a-block"),
    ],
)
def test_the_line_with_the_mistake_is_shown(old: str, new: str, line: int, says: str) -> None:
    assert RECORD.count(old) == 1
    found, message = line_of(RECORD.replace(old, new))
    assert found == line, message
    assert says in message


def mutations() -> Iterator[tuple[int, str]]:
    """Yield records of the fixture with a missing colon or blank, each with the line that lacks it."""
    for path in sorted(FIXTURE.rglob("*.yml")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for place, line in enumerate(lines):
            for pattern, kept in ((r"^( *(?:- )?[\w-]+):(?= |$)", r"\1"), (r"^( *(?:- )?[\w-]+): (?=[^ ])", r"\1:")):
                changed = re.sub(pattern, kept, line)
                if changed != line:
                    yield place + 1, "\n".join([*lines[:place], changed, *lines[place + 1 :]])


def test_of_all_missing_colons_and_blanks_those_that_break_the_file_are_found_in_their_line() -> None:
    broken = [(line, problems[-1]) for line, text in mutations() if (problems := read_yaml(text, "x.yml")[1])]
    assert len(broken) > 400
    assert [(line, str(problem)) for line, problem in broken if problem.location.line != line] == []


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        ("notice: {de: Achtung: neu, en: Note}", 14, 'write de: "Achtung: neu"'),
        ('- {de: "a: b", en: Note: y}', 20, 'write en: "Note: y"'),
        ("a: {b: http://x.example, c: {d: Eis: f}}", 33, 'write d: "Eis: f"'),
    ],
)
def test_a_colon_in_a_text_in_brackets_is_named(line: str, column: int, says: str) -> None:
    _, (problem,) = read_yaml(f"{line}\n", "x.yml")
    assert (problem.location.line, problem.location.column) == (1, column)
    assert problem.found.startswith("a colon in the text ")
    assert problem.hint == says


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("water: {light: #1b5e8c, dark: #8fc7ec}", 16),
        ('title: {de: Station #4, en: "x"}', 21),
        ('names: [{de: "Station #4", en: Number #4}]', 39),
        ("tools: [C #, D]", 11),
        ("tools: [a,#b]", 11),
    ],
)
@pytest.mark.parametrize("below", ["", "b: 1\n", "b: [1]\n"])
def test_an_unquoted_hash_in_brackets_is_named(line: str, column: int, below: str) -> None:
    _, (problem,) = read_yaml(f"a: 1\n{line}\n{below}", "x.yml")
    assert (problem.location.line, problem.location.column) == (2, column)
    assert problem.found == "a # within brackets"
    assert problem.hint == "put the text into quotes: without them YAML takes what follows the # for a comment"


def test_a_comment_within_brackets_is_not_blamed() -> None:
    _, (problem,) = read_yaml("a: {de: x, # see [1]\n  en: y}\nb: [1\nc: 2\n", "x.yml")
    assert (problem.location.line, problem.found) == (3, "an unclosed bracket or a missing comma")


@pytest.mark.parametrize(
    ("text", "line", "column", "sign"),
    [
        ("t:\n  de: > 50 Betten betreuen\n  en: x\n", 2, 7, ">"),
        ("t:\n  de: | x\n  en: y\n", 2, 7, "|"),
        ("t: >50 Betten\nb: 1\n", 1, 4, ">"),
        ("- a\n- > b\n- c\n", 2, 3, ">"),
        ("t:\n  de: ? frage\n  en: y\n", 2, 7, "?"),
        ("t: {de: ? frage, en: y}\n", 1, 9, "?"),
        ("t: {de: > 50, en: y}\n", 1, 9, ">"),
        ("t: [a, | b]\n", 1, 8, "|"),
    ],
)
def test_a_text_that_needs_quotes_for_its_first_character(text: str, line: int, column: int, sign: str) -> None:
    for loader in LOADERS:
        _, (problem,) = read_with(loader, text)
        assert (problem.location.line, problem.location.column) == (line, column)
        assert problem.message.startswith(f"found a text that begins with {sign}; expected quotes around it")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("summary: ![Bild](bild.png) Text\nb: 1\n", "!"),
        ("t: {de: ![B](c) d, en: x}\n", "!"),
        ("t: !x y\n", "!"),
        ("t:\n  de: &Co\n", "&"),
        ("t:\n  de: *Stern\n", "*"),
    ],
)
def test_what_yaml_takes_for_a_mark_of_its_own(text: str, sign: str) -> None:
    for loader in LOADERS:
        _, (problem,) = read_with(loader, text)
        assert re.search(
            rf"(begins with {re.escape(sign)}; expected quotes|starts with {re.escape(sign)} needs quotes)",
            str(problem),
        )


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\nlevel:\u00a0x\nb: 2\n", 2, 7),
        ("t:\n  level:\u00a0x\n  b: y\n", 2, 9),
        ("- a: 1\n\u00a0 b: 1\n", 2, 1),
    ],
)
def test_a_no_break_space_where_yaml_needs_a_space(text: str, line: int, column: int) -> None:
    _, (problem,) = read_yaml(text, "x.yml")
    assert (problem.location.line, problem.location.column) == (line, column)
    assert (
        problem.message
        == "found U+00A0 (no-break space), which looks like a space; expected a space; put a space in its place"
    )


@pytest.mark.parametrize("text", ["[]\n- id: x\n  title: y\n", "# none\n[]\n\n- {id: x}\n"])
def test_an_empty_list_above_entries(text: str) -> None:
    _, (problem,) = read_yaml(text, "x.yml")
    assert problem.location.line == text.count("\n", 0, text.index("[]")) + 1
    assert problem.message == "found [] above entries; expected entries alone, or [] for none; remove the []"
