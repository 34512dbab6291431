"""Reading YAML: scalars keep their text, and constructs that could give text another meaning are refused at their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import load, unplaced
from generator.load import MAX_BYTES, Node, decode, read_yaml
from generator.pipeline import check_rules
from generator.problems import Location, Problem
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import plan_routes
from generator.unplaced import read_values
from tests.atlas import Atlas

LOADERS = [
    pytest.param(yaml.SafeLoader, id="python"),
    pytest.param(getattr(yaml, "CSafeLoader", yaml.SafeLoader), id="c"),
]


@pytest.fixture(params=LOADERS, autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test with both parsers."""
    for module in (load, unplaced):
        monkeypatch.setattr(module, "LOADER", request.param)


def read(data: bytes, folder: Path) -> tuple[Node | None, list[tuple[int, int, str]]]:
    """Read bytes as a file; return the node, and the problems as line, column and code. Assert that reading without positions agrees."""
    path = folder / "x.yml"
    path.write_bytes(data)
    text, problems = decode(path, "x.yml")
    node = None
    if not problems:
        node, problems = read_yaml(text, "x.yml")
        assert_read_alike(text, node, problems)
    return node, [(problem.location.line, problem.location.column, problem.code) for problem in problems]


def assert_read_alike(text: str, node: Node | None, problems: list[Problem]) -> None:
    """Assert that reading without positions gives the same values, locations and problems."""
    other, found = read_values(text, "x.yml")
    assert found == problems
    assert (node is None) == (other is None)
    if node and other:
        assert isinstance(other, Node) == bool(problems)
        assert other.plain() == node.plain() == other.plain()
        assert other.location == node.location
        assert [other.locate(*path, key=key) for path in paths(node) for key in (False, True)] == [
            node.locate(*path, key=key) for path in paths(node) for key in (False, True)
        ]


def paths(node: Node) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each part of a node."""
    yield ()
    inner = (
        ()
        if isinstance(node.value, str)
        else node.value.items()
        if isinstance(node.value, Mapping)
        else enumerate(node.value)
    )
    for step, part in inner:
        for path in paths(part):
            yield step, *path


def plain(data: str, folder: Path) -> Any:
    """Return the plain value of a text that must have no problem."""
    node, problems = read(data.encode(), folder)
    assert problems == []
    assert node is not None
    return node.plain()


@pytest.mark.parametrize(
    "scalar",
    [
        "no", "yes", "on", "off", "true", "False", "y", "010", "0o17", "0x1f", "0b1", "1.10", "1_000", "1e3", "+1",
        "12:30", "1:2:3", "null", "Null", "~", "2026-01-01", "2026-01-01T00:00:00Z", ".inf", "-.Inf", ".nan", "=",
        "C#", "a|b", "a*b", "C++", "50%", "-x", "ä", "日本", "x:y", "\U0001f5fa",
    ],
)  # fmt: skip
def test_plain_scalars_keep_their_text(scalar: str, tmp_path: Path) -> None:
    assert plain(f"title: {scalar}\nlist: [{scalar}]", tmp_path) == {
        "title": scalar,
        "list": [scalar],
    }


@pytest.mark.parametrize(
    ("written", "text"),
    [
        pytest.param("''", "", id="empty-quotes"),
        pytest.param("", "", id="nothing"),
        pytest.param('"a: b # c"', "a: b # c", id="double"),
        pytest.param("'it''s *x* &y !z'", "it's *x* &y !z", id="single"),
        pytest.param('"\\t\\u00e4"', "\tä", id="escapes"),
        pytest.param("|\n  a\n  b\n", "a\nb\n", id="literal"),
        pytest.param(">-\n  a\n  b\n\n  c\n", "a b\nc", id="folded"),
        pytest.param("a\n  b", "a b", id="continued"),
        pytest.param("x # comment", "x", id="comment"),
    ],
)
def test_quotes_and_blocks(written: str, text: str, tmp_path: Path) -> None:
    assert plain(f"title: {written}\n", tmp_path) == {"title": text}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"a: 1\na: 2\n", [(2, 1, "duplicate-key")], id="duplicate-key"),
        pytest.param(
            b"a: 1\n'a': 2\nb: {c: 1, c: 2}\n", [(2, 1, "duplicate-key"), (3, 11, "duplicate-key")], id="all-duplicates"
        ),
        pytest.param(b"a: 1\na: 2\nb: *x\n", [(2, 1, "duplicate-key"), (3, 4, "alias")], id="duplicate-then-worse"),
        pytest.param(b"a: &x 1\n", [(1, 4, "anchor")], id="anchor"),
        pytest.param(b"a: &x {b: 1}\n", [(1, 4, "anchor")], id="anchor-on-mapping"),
        pytest.param(b"a: 1\nb:\n  - *x\n", [(3, 5, "alias")], id="alias"),
        pytest.param(b"*x : 1\n", [(1, 1, "alias")], id="alias-as-key"),
        pytest.param(b"&x a: 1\n", [(1, 1, "anchor")], id="anchor-on-key"),
        pytest.param(b"a: 1\n<<: {b: 2}\n", [(2, 1, "merge-key")], id="merge-key"),
        pytest.param(b"a: !!python/object:os.system x\n", [(1, 4, "tag")], id="python-tag"),
        pytest.param(b"a: !!python/object/apply:os.system ['true']\n", [(1, 4, "tag")], id="python-apply"),
        pytest.param(b"a: !!str 1\n", [(1, 4, "tag")], id="str-tag"),
        pytest.param(b"a: !local x\n", [(1, 4, "tag")], id="local-tag"),
        pytest.param(b"!!map\na: 1\n", [(1, 1, "tag")], id="root-tag"),
        pytest.param(b"!!str a: 1\n", [(1, 1, "tag")], id="tag-on-key"),
        pytest.param(b"a:\n\t- x\n", [(2, 1, "tab")], id="tab-indent"),
        pytest.param(b"a: 1\nb:\tx\n", [(2, 3, "tab")], id="tab-after-colon"),
        pytest.param(b"a: x\ty\n", [(1, 5, "tab")], id="tab-in-text"),
        pytest.param("a: 1\nb: Küste\n".encode("latin-1"), [(2, 5, "bad-encoding")], id="latin-1"),
        pytest.param("ä: Küste\nb: Öl\n".encode() + b"c: \xdf\n", [(3, 4, "bad-encoding")], id="latin-1-after-utf-8"),
        pytest.param("a: 1\n".encode("utf-16"), [(1, 1, "bad-encoding")], id="utf-16-bom"),
        pytest.param(b"\xfe\xff" + "a: 1\n".encode("utf-16-be"), [(1, 1, "bad-encoding")], id="utf-16-be-bom"),
        pytest.param("a: 1\n".encode("utf-16-le"), [(1, 2, "control-character")], id="utf-16-le"),
        pytest.param("a: 1\n".encode("utf-16-be"), [(1, 1, "control-character")], id="utf-16-be"),
        pytest.param(b"a: 1\nb: x\0y\n", [(2, 5, "control-character")], id="nul"),
        pytest.param(b"a: \x1b[0m\n", [(1, 4, "control-character")], id="escape"),
        pytest.param("a: x\u0085y\n".encode(), [(1, 5, "control-character")], id="next-line"),
        pytest.param("a: x\u2028y\n".encode(), [(1, 5, "control-character")], id="line-separator"),
        pytest.param("a: 1\nb: x\u202ey\n".encode(), [(2, 5, "control-character")], id="bidi-override"),
        pytest.param("a: 1\n\ufeffb: 2\n".encode(), [(2, 1, "control-character")], id="bom-inside"),
        pytest.param(b"a: \xed\xa0\x80\n", [(1, 4, "bad-encoding")], id="surrogate"),
        pytest.param(b"a: x" + b"x" * (2 * MAX_BYTES) + b"\n", [(1, 1, "too-large")], id="2-mb"),
        pytest.param(b"a: " + b"[" * 25 + b"]" * 25 + b"\n", [(1, 23, "too-deep")], id="depth-25"),
        pytest.param(b"{a: " * 100_000, [(1, 81, "too-deep")], id="depth-100000-mappings"),
        pytest.param(b"".join(b" " * n + b"a:\n" for n in range(40)), [(21, 21, "too-deep")], id="depth-40-blocks"),
        pytest.param(b"a: 1\n---\nb: 2\n", [(2, 1, "several-documents")], id="several-documents"),
        pytest.param(b"? [x]\n: 1\n", [(1, 3, "bad-key")], id="list-as-key"),
        pytest.param(b"{x: 1}: 2\n", [(1, 1, "bad-key")], id="mapping-as-key"),
    ],
)  # fmt: skip
def test_refused(data: bytes, expected: list[tuple[int, int, str]], tmp_path: Path) -> None:
    node, problems = read(data, tmp_path)
    assert problems == expected
    assert node is None or {code for *_, code in expected} == {"duplicate-key"}


@pytest.mark.parametrize(
    ("text", "line", "column", "found"),
    [
        pytest.param("a: x: y\n", 1, 5, 'a ": " where no key can stand', id="colon-in-text"),
        pytest.param("a: 1\n  b: 2\n", 2, 4, 'a ": " where no key can stand', id="deeper-key"),
        pytest.param("a: b\nc: 'x\nd: 3\n", 2, 4, "a quote that is never closed", id="open-single-quote"),
        pytest.param('a: b\nc: "x\nd: 3\n', 2, 4, "a quote that is never closed", id="open-double-quote"),
        pytest.param("a: [1, 2\nb: 3\n", 1, 4, "an unclosed bracket or a missing comma", id="open-bracket"),
        pytest.param("a: {b: 1 c: 2}\n", 1, 4, "an unclosed bracket or a missing comma", id="missing-comma"),
        pytest.param("a: {b: 1,, c: 2}\n", 1, 10, "a comma or bracket too many", id="two-commas"),
        pytest.param("a: @x\n", 1, 4, "a text that starts with a special character", id="at-sign"),
        pytest.param("a: `x`\n", 1, 4, "a text that starts with a special character", id="back-tick"),
        pytest.param("a: %x\n", 1, 4, "a text that starts with a special character", id="percent"),
        pytest.param("a: *\n", 1, 5, "a text that starts with a special character", id="star"),
        pytest.param("a: - b\n", 1, 4, 'a "- " after a key', id="list-after-key"),
        pytest.param("a: 1\n- b\n", 2, 1, "what does not fit the text before it", id="list-below-key"),
        pytest.param("- a\nb: 1\n", 2, 1, "what does not fit the text before it", id="key-below-list"),
        pytest.param("  a: 1\nb: 2\n", 2, 1, "what does not fit the text before it", id="outdented-key"),
        pytest.param("a: 'it's'\n", 1, 8, "what does not fit the text before it", id="apostrophe"),
    ],
)
def test_syntax_in_words_for_authors(text: str, line: int, column: int, found: str) -> None:
    node, problems = read_yaml(text, "x.yml")
    assert node is None
    assert [(problem.location, problem.code, problem.found) for problem in problems] == [
        (Location("x.yml", line, column), "yaml-syntax", found)
    ]


def test_endless_nesting_is_refused_without_recursion() -> None:
    node, problems = read_yaml("[" * 100_000, "x.yml")
    # The two parsers read ahead differently far before the first bracket is reported, so no place is compared.
    assert (node, [problem.code for problem in problems]) == (None, ["too-deep"])


def test_positions_in_front_matter_count_from_the_file() -> None:
    for text, code in (("a: @x\n", "yaml-syntax"), ("a: *x\n", "alias"), ("\ta: x\n", "tab")):
        problems = read_yaml("b: 1\n" + text, "x.md", line_offset=1)[1]
        assert [(problem.location.line, problem.code) for problem in problems] == [(3, code)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"# only\n# comments\n", id="comments"),
        pytest.param(b"\n\n", id="blank"),
    ],
)
def test_nothing_to_read(data: bytes, tmp_path: Path) -> None:
    assert read(data, tmp_path) == (None, [])


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    node, problems = read(b"\xef\xbb\xbftitle: x\n", tmp_path)
    assert problems == []
    assert node is not None
    assert (node.plain(), node.keys["title"].column) == ({"title": "x"}, 1)


@pytest.mark.parametrize(
    "ending", [pytest.param("\n", id="lf"), pytest.param("\r\n", id="crlf"), pytest.param("\r", id="cr")]
)
def test_line_endings(ending: str, tmp_path: Path) -> None:
    node, problems = read(ending.join(["a: 1", "b: |-", "  x", "  y", "c: 3", ""]).encode(), tmp_path)
    assert problems == []
    assert node is not None
    assert node.plain() == {"a": "1", "b": "x\ny", "c": "3"}
    assert node.keys["c"].line == 5


def test_joiners_and_soft_hyphens_are_text(tmp_path: Path) -> None:
    assert plain("a: Daten\u00adbank\nb: می\u200cخواهم\nc: \U0001f469\u200d\U0001f52c\n", tmp_path)


def test_positions_count_characters(tmp_path: Path) -> None:
    node, _ = read("a: {ü: 日本, z: [1, {b: 2}]}\n".encode(), tmp_path)
    assert node is not None
    at = [
        node.locate("a", "z"),
        node.locate("a", "z", key=True),
        node.locate("a", "z", 1, "b"),
        node.locate("a", "none"),
    ]
    assert [(place.line, place.column) for place in at] == [(1, 15), (1, 12), (1, 23), (1, 4)]


def test_the_largest_file_that_is_read(tmp_path: Path) -> None:
    data = b"a: " + b"x" * (MAX_BYTES - 4) + b"\n"
    assert read(data, tmp_path)[1] == []
    assert read(data + b"\n", tmp_path)[1] == [(1, 1, "too-large")]


def test_depth_20_is_read(tmp_path: Path) -> None:
    assert read(b"[" * 20 + b"]" * 20, tmp_path)[1] == []


def test_nobody_asks_for_positions_where_there_is_no_fault(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positions would take most of the memory of a large atlas."""
    asked = []

    def noted(text: str, path: str, line_offset: int) -> tuple[Node | None, list[Problem]]:
        asked.append(Path(path).name)
        return read_yaml(text, path, line_offset)

    monkeypatch.setattr(unplaced, "read_yaml", noted)
    facts = atlas.facts()
    assert not check_rules(facts)
    light = facts.without_places()
    list(Renderer(light, plan_routes(light), templates_folder(), "en").pages())
    assert asked in ([], ["site.yml"])
