"""Problems as values: their text, their machine formats, their order and their hints."""

from __future__ import annotations

import dataclasses
import json

import pytest

from generator.problems import (
    ContentError,
    Location,
    Problem,
    Severity,
    as_github,
    as_lines,
    count_line,
    did_you_mean,
    has_errors,
    in_order,
    problems_as_json,
    problems_as_sarif,
    shown,
)

A = Problem(Location("a.yml", 2, 3), "unknown-key", 'the key "x"', "one of y, z", 'did you mean "y"?')
B = Problem(Location("a.yml", 10, 1), "tab", "a tab", "blanks")
C = Problem(Location("a.yml", 2, 3), "orphan-skill", "no role", "one", severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        pytest.param(
            A,
            'a.yml:2:3: error[unknown-key]: found the key "x"; expected one of y, z; did you mean "y"?',
            id="with-hint",
        ),
        pytest.param(B, "a.yml:10:1: error[tab]: found a tab; expected blanks", id="without-hint"),
        pytest.param(C, "a.yml:2:3: warning[orphan-skill]: found no role; expected one", id="warning"),
    ],
)
def test_text(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_json() -> None:
    assert json.loads(problems_as_json([A, C])) == [
        {
            "path": "a.yml",
            "line": 2,
            "column": 3,
            "severity": "error",
            "code": "unknown-key",
            "found": 'the key "x"',
            "expected": "one of y, z",
            "hint": 'did you mean "y"?',
        },
        {
            "path": "a.yml",
            "line": 2,
            "column": 3,
            "severity": "warning",
            "code": "orphan-skill",
            "found": "no role",
            "expected": "one",
            "hint": "",
        },
    ]
    assert problems_as_json([]) == "[]"


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        pytest.param(
            A,
            '::error file=a.yml,line=2,col=3,title=unknown-key::found the key "x"; expected one of y, z; '
            'did you mean "y"?',
            id="error",
        ),
        pytest.param(
            C, "::warning file=a.yml,line=2,col=3,title=orphan-skill::found no role; expected one", id="warning"
        ),
        pytest.param(
            Problem(Location("a,b:c%.yml"), "tab", "100%\r\n::error::x", "y"),
            "::error file=a%2Cb%3Ac%25.yml,line=1,col=1,title=tab::found 100%25%0D%0A::error::x; expected y",
            id="escapes",
        ),
    ],
)
def test_github(problem: Problem, text: str) -> None:
    assert as_github(problem) == text


def _unknown(count: int, name: str = '"lead"', code: str = "unknown-grade") -> list[Problem]:
    return [Problem(Location(f"{n // 2}.yml", n % 2 + 1), code, name, "a grade") for n in range(count)]


def test_many_places_that_name_the_same_unknown_thing_are_summed_up() -> None:
    problems = [*_unknown(30), B]
    lines = list(as_lines(problems))
    assert lines == [
        *map(str, problems[:3]),
        "1.yml:2:1: error[unknown-grade]: found \"lead\" in 27 more places of 14 files, which 'rollenatlas check --format json' lists",
        str(B),
    ]
    assert len(json.loads(problems_as_json(problems))) == 31


@pytest.mark.parametrize(
    "problems",
    [
        pytest.param(_unknown(12), id="few"),
        pytest.param([*_unknown(9), *_unknown(9, '"head"')], id="two-names"),
        pytest.param(_unknown(30, "no title", "missing-key"), id="each-to-be-mended-by-itself"),
    ],
)
def test_other_places_are_all_named(problems: list[Problem]) -> None:
    assert list(as_lines(problems)) == list(map(str, problems))


def test_problems_come_sorted_and_once() -> None:
    early = Problem(Location("Z.yml"), "tab", "a tab", "blanks")
    assert in_order([B, A, C, A, early]) == (early, A, C, B)
    assert in_order(iter([])) == ()


def test_lines_are_sorted_as_numbers() -> None:
    assert in_order([B, A])[0] is A


def test_a_content_error_holds_all_problems_in_order() -> None:
    error = ContentError([B, A, A])
    assert error.problems == (A, B)
    assert str(error) == "2 problems in the content"
    assert str(ContentError(error.problems[:1])) == "1 problem in the content"


@pytest.mark.parametrize(
    ("problems", "wrong"),
    [
        pytest.param([], False, id="none"),
        pytest.param([C], False, id="warning"),
        pytest.param([C, A], True, id="error"),
    ],
)
def test_only_errors_are_errors(problems: list[Problem], wrong: bool) -> None:
    assert has_errors(problems) is wrong


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("x", '"x"', id="plain"),
        pytest.param("", '""', id="empty"),
        pytest.param("Öl 日本", '"Öl 日本"', id="letters"),
        pytest.param("a\nb\tc\x1b", '"a\\nb\\tc\\x1b"', id="not-printable"),
        pytest.param("a\u202eb", '"a\\u202eb"', id="bidi"),
        pytest.param("x" * 80, f'"{"x" * 80}"', id="80"),
        pytest.param("x" * 81, f'"{"x" * 80}…"', id="81"),
        pytest.param("\n" * 500, '"' + "\\n" * 40 + '…"', id="many-not-printable"),
        pytest.param(12, '"12"', id="number"),
    ],
)
def test_shown(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("word", "candidates", "hint"),
    [
        pytest.param("expret", ["awareness", "expert"], 'did you mean "expert"?', id="letters-swapped"),
        pytest.param("EXPERT", ["awareness", "expert"], 'did you mean "expert"?', id="capitals"),
        pytest.param("expert", ["Expert"], 'did you mean "Expert"?', id="capitals-of-candidate"),
        pytest.param("xyz", ["awareness", "expert"], "", id="none-near"),
        pytest.param("xyz", [], "", id="no-candidates"),
        pytest.param("", ["a"], "", id="empty-word"),
    ],
)
def test_did_you_mean(word: str, candidates: list[str], hint: str) -> None:
    assert did_you_mean(word, candidates) == hint


@pytest.mark.parametrize(
    ("problems", "records", "line"),
    [
        pytest.param([], 0, "0 records, 0 errors, 0 warnings", id="nothing"),
        pytest.param([A], 1, "1 record, 1 error, 0 warnings", id="one"),
        pytest.param([A, B, C], 2, "2 records, 2 errors, 1 warning", id="several"),
        pytest.param([A, B], None, "2 errors, 0 warnings", id="records-not-known"),
    ],
)
def test_count_line(problems: list[Problem], records: int | None, line: str) -> None:
    assert count_line(problems, records) == line


def test_what_a_figure_counts_is_named_in_part_and_given_whole_to_machines() -> None:
    few = dataclasses.replace(B, concerns=("a", "b"))
    many = dataclasses.replace(B, concerns=tuple(f"r{n}" for n in range(20)))
    assert str(few).endswith("expected blanks; these: a, b")
    assert str(many).endswith("r10, r11 and 8 more")
    assert json.loads(problems_as_json([many]))[0]["concerns"] == list(many.concerns)
    assert "concerns" not in json.loads(problems_as_json([B]))[0]


def test_sarif() -> None:
    """The log has the parts that SARIF 2.1.0 of OASIS requires, and those that code scanning reads."""
    problem = dataclasses.replace(C, location=Location("content/rôle 1.yml", 3, 4), concerns=("a",))
    log = json.loads(problems_as_sarif([A, problem, C]))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert (run["tool"]["driver"]["name"], run["columnKind"]) == ("rollenatlas", "unicodeCodePoints")
    assert run["tool"]["driver"]["rules"] == [{"id": "orphan-skill"}, {"id": "unknown-key"}]
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        ("unknown-key", "error"), ("orphan-skill", "warning"), ("orphan-skill", "warning"),
    ]  # fmt: skip
    assert run["results"][0]["message"]["text"] == 'found the key "x"; expected one of y, z; did you mean "y"?'
    assert run["results"][1]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "content/r%C3%B4le%201.yml"},
                "region": {"startLine": 3, "startColumn": 4},
            }
        }
    ]
    assert run["results"][1]["properties"] == {"concerns": ["a"]}
    assert json.loads(problems_as_sarif([]))["runs"][0]["results"] == []
