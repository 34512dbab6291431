"""Decode authored files and read their YAML into nodes with positions.

1. ``decode`` turns bytes into text: UTF-8 only, no NUL, bounded size.
2. ``read_yaml`` turns text into nodes. Every scalar stays text: the type of its field decides what it means, not YAML's guess.
   Anchors, aliases, merge keys, tags, duplicate keys and several documents are refused at their position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.conflicts import merge_conflict
from generator.misread import to_blame
from generator.model.base import HIDDEN, Frozen, character
from generator.model.older import older_key
from generator.problems import Location, Problem, shown

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 1_048_576
MAX_DEPTH = 20


class Node(NamedTuple):
    """A piece of YAML with its position: a text, a tuple of nodes or a mapping of nodes."""

    value: str | tuple[Node, ...] | Mapping[str, Node]
    location: Location
    keys: Mapping[str, Location] = Frozen()

    def plain(self) -> Any:
        """Return the value as text, lists and dicts."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return {key: node.plain() for key, node in self.value.items()}

    def locate(self, *path: str | int, key: bool = False) -> Location:
        """Return the position of a path such as ``("requires", 0, "skill")``.

        Steps that the file does not have are skipped, so that a missing key is shown at the mapping that lacks it.
        With ``key`` the position of the last key is returned rather than that of its value.
        """
        node, location = self, self.location
        for step in path:
            if isinstance(node.value, tuple) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                location = node.location
            elif isinstance(node.value, Mapping) and isinstance(step, str):
                written = step if step in node.value else older_key(node.value, step)
                if written is not None:
                    location = node.keys[written] if key else node.value[written].location
                    node = node.value[written]
        return location


def shown_path(path: Path) -> str:
    """Return a path as messages show it: relative to the current folder if it lies below it, with forward slashes."""
    absolute = path.absolute()
    here = Path.cwd()
    text = (absolute.relative_to(here) if absolute.is_relative_to(here) else absolute).as_posix()
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def no_folder(content: Path) -> str:
    """Return the message that a content folder is missing, and what to do."""
    return f"there is no folder {shown_path(content)}: run this in the folder of the atlas, or name its records with --content"


def decode(path: Path, shown_as: str, most: int = MAX_BYTES) -> tuple[str, list[Problem]]:
    """Return the text of a UTF-8 file of at most ``most`` bytes, and the problems; with a problem the text is empty."""
    place = Location(shown_as)
    try:
        size = path.stat().st_size
        if size > most:
            found, expected = f"{size:,} bytes", f"at most {most:,} bytes"
            return "", [
                Problem(place, "too-large", found, expected, "split the file, or look whether it is the right one")
            ]
        data = path.read_bytes()
    except OSError as error:
        found = f"a file that can't be read ({error.strerror})"
        return "", [Problem(place, "unreadable", found, "a readable file", "change its permissions")]
    return decoded(data, shown_as)


def decoded(data: bytes, shown_as: str) -> tuple[str, list[Problem]]:
    """Return the UTF-8 text that the bytes of a file hold, and the problems; with a problem the text is empty."""
    place = Location(shown_as)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [Problem(place, "bad-encoding", "text saved as UTF-16", "UTF-8", "save the file again as UTF-8")]
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        found = f"the byte {data[error.start]:#04x}, which is no UTF-8 (saved as Latin-1 or Windows-1252?)"
        return "", [
            Problem(_place_in(before, shown_as), "bad-encoding", found, "UTF-8", "save the file again as UTF-8")
        ]
    if match := HIDDEN.search(text):
        found = f"the character {character(match[0])}"
        place = _place_in(text[: match.start()], shown_as)
        hint = "save the file again as UTF-8" if match[0] == "\0" else "delete it"
        return "", [Problem(place, "control-character", found, "text that shows", hint)]
    conflict = merge_conflict(text, shown_as)
    return ("", [conflict]) if conflict else (text, [])


def _place_in(before: str, path: str) -> Location:
    """Return the position just after a text that starts at the first line of a file."""
    lines = re.split(r"\r\n|\r|\n", before)
    return Location(path, len(lines), len(lines[-1]) + 1)


class _RefusedError(Exception):
    """Raised where reading must stop because nothing after this position can be trusted."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_yaml(text: str, path: str, line_offset: int = 0) -> tuple[Node | None, list[Problem]]:
    """Return one YAML document as a node, and the problems: all duplicate keys, and the first worse problem, which leaves no node.

    ``line_offset`` is the number of lines before the text in its file.
    """
    # Tabs are refused everywhere: parsers differ on where YAML allows them, and they can't be told from blanks by eye.
    if (tab := text.find("\t")) >= 0:
        place = _place_in(text[:tab], path)
        place = Location(path, place.line + line_offset, place.column)
        return None, [Problem(place, "tab", "a tab", "spaces", "YAML allows no tabs; put spaces in its place")]
    reader = _Reader(path, line_offset)
    try:
        node = reader.document(iter(LOADER(text).get_event, None))
    except _RefusedError as refused:
        return None, [*reader.problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        problem = _syntax_problem(error, path, line_offset)
        blame = to_blame(text, problem.location.line - line_offset) if problem.code == "yaml-syntax" else None
        if blame:
            problem = Problem(Location(path, blame.line + line_offset, blame.column), problem.code, *blame.texts)
        return None, [*reader.problems, problem]
    except yaml.YAMLError as error:
        problem = Problem(Location(path), "yaml-syntax", shown(error), "YAML")
        return None, [*reader.problems, problem]
    return node, reader.problems


_MISFIT = (
    "what does not fit the text before it",
    "keys of one block at the same indentation",
    "look at spaces and quotes here and just above",
)
_SPECIAL = ("a text that starts with a special character", "quotes around it", "")
# Messages of the two YAML parsers in words for authors. Each row: a part of the parser's message; what was found, what
# was expected, what to do; whether the problem is shown where the unfinished construct began.
_SYNTAX: tuple[tuple[str, tuple[str, str, str], bool], ...] = (
    (
        "mapping values are not allowed",
        (
            'a ": " where no key can stand',
            "one key and one value",
            'check the indentation, and put a text that holds ": " into quotes',
        ),
        False,
    ),
    ("end of stream", ("a quote that is never closed", "a closing quote", "inside '...' a ' is written twice"), True),
    (
        "or '",
        ("an unclosed bracket or a missing comma", "[a, b] or {a: b}", "a text with , [ ] { } needs quotes"),
        True,
    ),
    ("node content", ("a comma or bracket too many", "a value", ""), False),
    ("start any token", _SPECIAL, False),
    ("alphabetic or numeric", _SPECIAL, False),
    ("entries are not allowed", ('a "- " after a key', 'each "- " on a line of its own', ""), False),
    ("escape character", ("an unknown escape after \\", "\\\\ for a \\, or single quotes", ""), False),
    ("block end", _MISFIT, False),
    ("expected key", _MISFIT, False),
    ("'-' indicator", _MISFIT, False),
    ("document start", _MISFIT, False),
)


def _syntax_problem(error: yaml.MarkedYAMLError, path: str, line_offset: int) -> Problem:
    message = " ".join((error.problem or "unreadable YAML").split())
    code, texts, at_start = "yaml-syntax", (shown(message), "YAML that can be read", ""), False
    if "maximum nesting" in message:
        code, texts = "too-deep", (f"more than {MAX_DEPTH} levels", "a flatter record", "")
    else:
        texts, at_start = next((row[1:] for row in _SYNTAX if row[0] in message), (texts, at_start))
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    return Problem(Location(path, line + 1 + line_offset, column + 1), code, *texts)


def _quotes(sign: str) -> str:
    return f"; a text that starts with {sign} needs quotes"


class _Reader:
    """Builder of nodes from parse events, which refuses anything that could make text mean something else."""

    def __init__(self, path: str, line_offset: int) -> None:
        self.path = path
        self.line_offset = line_offset
        self.problems: list[Problem] = []

    def at(self, event: Any) -> Location:
        return Location(self.path, event.start_mark.line + 1 + self.line_offset, event.start_mark.column + 1)

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refuse(event, "several-documents", 'a second document ("---")', "one record per file")
                root = self.node(next(events), events, 1)
        return root

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise self._refuse(
                event, "alias", f"the alias *{event.anchor}", "the text itself", f"write the value out{_quotes('*')}"
            )
        if getattr(event, "anchor", None):
            raise self._refuse(
                event, "anchor", f"the anchor &{event.anchor}", "plain values", f"remove it{_quotes('&')}"
            )
        if getattr(event, "tag", None):
            raise self._refuse(
                event,
                "tag",
                f"the tag {shown(event.tag)}",
                "plain values",
                f"remove it{_quotes('!')}",
            )
        if depth > MAX_DEPTH:
            raise self._refuse(event, "too-deep", f"more than {MAX_DEPTH} levels", "a flatter record")
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, self.at(event))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self.node(item, events, depth + 1))
            return Node(tuple(items), self.at(event))
        return self._mapping(event, events, depth)

    def _mapping(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.tag or event.anchor:
                if isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
                    self.node(event, events, depth + 1)
                raise self._refuse(
                    event, "bad-key", "a list or mapping as a key", "a name", "look for a missing blank or quote"
                )
            if event.value == "<<" and not event.style:
                raise self._refuse(event, "merge-key", 'the merge key "<<"', "plain keys", "write the values out")
            place = self.at(event)
            if event.value in keys:
                first = keys[event.value].line
                self.problems.append(
                    Problem(
                        place,
                        "duplicate-key",
                        f"{shown(event.value)} a second time",
                        "each key once",
                        f"it stands first in line {first}",
                    )
                )
            keys.setdefault(event.value, place)
            value = self.node(next(events), events, depth + 1)
            values.setdefault(event.value, value)
        return Node(values, self.at(start), keys)

    def _refuse(self, event: Any, code: str, found: str, expected: str, hint: str = "") -> _RefusedError:
        return _RefusedError(Problem(self.at(event), code, found, expected, hint))
