"""Problems of the content as values: every stage yields problems, only the command line prints them.

An error means that no correct site can be built from the content. A warning means that one can, but someone should
look.
"""

from __future__ import annotations

import difflib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import quote

from generator import __version__

_MOST_NAMES = 12
"""Most records that a message names, and most places of the same unknown thing listed in text; JSON and SARIF list all."""
_UNKNOWN = "unknown-"
"""Prefix of the codes of problems with a name or an id that does not exist."""
_FIRST = 3
"""Places of the same unknown thing that are listed if there are more than ``_MOST_NAMES``."""
_SHOWN = 80  # characters of a found value that a message repeats


def line_and_column(text: str, place: int) -> tuple[int, int]:
    """Return the line and the column, both from 1 on, of an index in a text."""
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    WARNING = "warning"


class Location(NamedTuple):
    """A place in an authored file; line and column count from 1. A tuple, which is cheap, since there is one for every value read."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where, what was found, what was expected and, where known, what to do."""

    location: Location
    code: str
    found: str
    expected: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    concerns: tuple[str, ...] = ()
    """Names of what a count in ``found`` consists of, such as records; those likeliest to need mending come first."""

    @property
    def message(self) -> str:
        """Text of what was found, what was expected and what to do."""
        hint = f"; {self.hint}" if self.hint else ""
        return f"found {self.found}; expected {self.expected}{hint}{self._named()}"

    def _named(self) -> str:
        more = len(self.concerns) - _MOST_NAMES
        names = ", ".join(self.concerns[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
        return f"; these: {names}" if names else ""

    def __str__(self) -> str:
        return f"{self.location}: {self.severity}[{self.code}]: {self.message}"


class ContentError(Exception):
    """Raised if the content has errors; ``problems`` are all problems of the stage that stopped.

    ``later`` says what could not be checked because of them.
    """

    def __init__(self, problems: Iterable[Problem], later: str = "") -> None:
        self.problems = in_order(problems)
        self.later = later
        super().__init__(f"{counted(len(self.problems), 'problem')} in the content")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems sorted by place, without repeated ones."""
    return tuple(sorted(set(problems), key=lambda p: (p.location, p.severity, p.code, p.found, p.expected, p.hint)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether any problem is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def shown(value: object) -> str:
    """Return a found value quoted for a message: on one line, printable, at most 80 characters."""
    text = str(value)
    text = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text[: _SHOWN + 1])
    return f'"{text[:_SHOWN]}…"' if len(text) > _SHOWN else f'"{text}"'


def did_you_mean(word: str, candidates: Iterable[str], ending: str = "") -> str:
    """Return a hint with the candidate nearest to a mistyped word, empty if none is near; ``ending`` is added to its name."""
    by_form = {candidate.casefold(): candidate for candidate in candidates}
    matches = difflib.get_close_matches(word.casefold(), list(by_form), n=1, cutoff=0.6)
    return f'did you mean "{by_form[matches[0]]}{ending}"?' if matches else ""


def as_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield problems as lines of text; of many that name the same unknown thing, the first three and a line that counts the rest."""
    alike: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code.startswith(_UNKNOWN):
            alike[problem.code, problem.found].append(problem)
    many = [places for places in alike.values() if len(places) > _MOST_NAMES]
    more = {places[_FIRST]: places[_FIRST:] for places in many}
    left_out = {problem for places in many for problem in places[_FIRST + 1 :]}
    for problem in problems:
        if rest := more.get(problem):
            files = counted(len({one.location.path for one in rest}), "file")
            found = f"found {problem.found} in {len(rest)} more places of {files}, which 'rollenatlas check --format json' lists"
            yield f"{problem.location}: {problem.severity}[{problem.code}]: {found}"
        elif problem not in left_out:
            yield str(problem)


def count_line(problems: Iterable[Problem], records: int | None = None) -> str:
    """Return a line with the numbers of errors and warnings and, where known, of records."""
    severities = [problem.severity for problem in problems]
    counts = [(severities.count(Severity.ERROR), "error"), (severities.count(Severity.WARNING), "warning")]
    if records is not None:
        counts.insert(0, (records, "record"))
    return ", ".join(counted(count, noun) for count, noun in counts)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, such as "1 file" or "2 files"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def problems_as_json(problems: Iterable[Problem]) -> str:
    """Return problems as a JSON list, one object each."""
    rows = [
        {
            "path": problem.location.path,
            "line": problem.location.line,
            "column": problem.location.column,
            "severity": str(problem.severity),
            "code": problem.code,
            "found": problem.found,
            "expected": problem.expected,
            "hint": problem.hint,
            **({"concerns": list(problem.concerns)} if problem.concerns else {}),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problem: Problem) -> str:
    """Return a problem as a GitHub Actions annotation, escaped as its workflow commands require."""
    message = problem.message
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        message = message.replace(char, code)
    path = problem.location.path
    for char, code in (("%", "%25"), (":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A")):
        path = path.replace(char, code)
    place = f"file={path},line={problem.location.line},col={problem.location.column}"
    return f"::{problem.severity} {place},title={problem.code}::{message}"


def problems_as_sarif(problems: Iterable[Problem]) -> str:
    """Return problems as SARIF 2.1.0 (OASIS), which code scanning services and editors read."""
    rows = list(problems)
    driver = {
        "name": "rollenatlas",
        "version": __version__,
        "rules": [{"id": code} for code in sorted({p.code for p in rows})],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(row) for row in rows]}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(problem: Problem) -> dict[str, Any]:
    place = problem.location
    region = {"startLine": place.line, "startColumn": place.column}
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "level": str(problem.severity),
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(place.path)}, "region": region}}],
    }
    if problem.concerns:
        result["properties"] = {"concerns": list(problem.concerns)}
    return result
