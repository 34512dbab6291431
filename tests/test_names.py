"""Lengths of file names in the bundle: ids that make a name too long are reported before anything is built."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.derive.facts import Facts
from generator.model.base import spelled_as_id
from generator.routes import plan_routes, profile_name
from generator.rules.names import FAIR_TOP, MAX_NAME, long_names
from tests.atlas import TODAY, Atlas
from tests.conftest import Ended

ROLE = (
    "title: {{de: Rolle {n}, en: Role {n}}}\nsummary: {{de: Ist die Rolle {n}., en: Is role {n}.}}\n"
    "tasks: [{{de: Tut {n}., en: Does {n}., basis: editorial}}]\n"
    "requires: [{{skill: storytelling, level: tried, necessity: essential}}]\n"
)
TOP = "coastal-charts"
ROOM = MAX_NAME - len(f"{TOP}/de/compare/--.html")
"""Number of characters that two roles' ids may have together in the name of their comparison."""


def add_roles(atlas: Atlas, *ids: str) -> None:
    """Add roles that are all similar enough to be compared with each other."""
    for n, id in enumerate(ids):
        atlas.write(f"roles/{id}.yml", ROLE.format(n=n))


def limits(atlas: Atlas, top: str = TOP) -> dict[str, str]:
    """Return the length that each refused file allows, by path."""
    return {atlas.place(problem)[0]: problem.expected for problem in long_names(atlas.facts(), top)}


def test_the_fixture_has_short_names(atlas: Atlas) -> None:
    assert limits(atlas) == {}


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        pytest.param((43, 43), (None, None), id="both-fit"),
        pytest.param((6, 80), (None, 69), id="beside-lighthouse-keeper"),
        pytest.param((20, 66), (None, None), id="one-short-one-long"),
        pytest.param((20, 67), (None, 66), id="the-longer-one-is-at-fault"),
        pytest.param((44, 44), (43, 43), id="both-too-long"),
        pytest.param((44, 60), (43, 43), id="each-above-its-share"),
    ],
)
def test_long_ids_of_compared_roles(
    atlas: Atlas, lengths: tuple[int, int], expected: tuple[int | None, int | None]
) -> None:
    """A problem is reported at each role whose id takes more than its share, with the length at which every pair fits."""
    assert ROOM == 86
    ids = [char * length for char, length in zip("ab", lengths, strict=True)]
    add_roles(atlas, *ids)
    assert limits(atlas) == {
        f"roles/{id}.yml": f"at most {limit} characters" for id, limit in zip(ids, expected, strict=True) if limit
    }


def test_a_record_is_named_once(atlas: Atlas) -> None:
    """Five roles make ten pairs but only five problems; ids of the length that these ask for have none."""
    add_roles(atlas, *(char * 70 for char in "abcde"))
    assert len(list(long_names(atlas.facts(), TOP))) == 5
    for char in "abcde":
        (atlas.root / f"roles/{char * 70}.yml").rename(atlas.root / f"roles/{char * 43}.yml")
    assert limits(atlas) == {}


def test_other_names_that_hold_an_id(atlas: Atlas) -> None:
    """Names of records, PDFs and moved addresses count too; a longer name of the top folder leaves less room for all of them."""
    atlas.write("redirects.yml", f"- {{from: compare/{'a' * 80}--{'b' * 80}, to: roles, since: 2025-01-01}}\n")
    assert limits(atlas) == {"redirects.yml": f"at most {ROOM + len('compare/--')} characters"}
    atlas.path("occupations/ferry-hand.yml").rename(atlas.path(f"occupations/{'o' * 80}.yml"))
    for name in ("roles/map-maker.yml", "roles/lighthouse-keeper.yml"):
        atlas.write(name, atlas.read(name).replace("ferry-hand", "o" * 80))
    assert limits(atlas).keys() == {"redirects.yml"}
    assert limits(atlas, "x" * FAIR_TOP).keys() == {"redirects.yml", f"occupations/{'o' * 80}.yml"}


def test_a_long_folder_is_named_once(atlas: Atlas) -> None:
    """A long top folder is one problem, unless ids are too long beside any fair one: these are reported as well."""
    assert limits(atlas, "x" * 75) == {"site.yml": "at most 71 characters"}
    assert limits(atlas, "x" * 71) == {}
    (problem,) = long_names(atlas.facts(), "x" * 75)
    assert "name a shorter file with --out" in problem.message
    add_roles(atlas, "a" * 80)
    assert limits(atlas, "x" * 75) == {
        "site.yml": f"at most {FAIR_TOP} characters",
        f"roles/{'a' * 80}.yml": f"at most {69 - (FAIR_TOP - len(TOP))} characters",
    }


def test_the_folder_is_named_as_the_atlas(atlas: Atlas) -> None:
    """Without another name, the folder takes the atlas's short name, and the message says which key to shorten."""
    assert limits(atlas, "") == {}
    settings = atlas.read("site.yml")
    for line, text in (
        (1, f"short_name: {'x' * 75}\n{settings}"),
        (2, re.sub(r"\nshort_name: .*", "", settings).replace("Küstenatlas", "x" * 75)),
    ):
        atlas.write("site.yml", text)
        (problem,) = long_names(atlas.facts())
        assert (problem.location.line, problem.expected) == (line, "at most 71 characters")
        assert "write a shorter short_name in site.yml" in problem.message


def test_what_is_not_named_goes_into_the_bundle(atlas: Atlas) -> None:
    """If no problem is reported, no page and no PDF has a name that is too long."""
    add_roles(atlas, "a" * 43, "b" * 43)
    catalog = atlas.catalog()
    assert limits(atlas) == {}
    plan = plan_routes(Facts(catalog, TODAY), directory_urls=False)
    names = [f"{TOP}/de/{plan.url(page)}" for page in plan.pages]
    names += [f"{TOP}/handbook/{profile_name(role, 'de')}" for role in catalog.content.roles]
    assert max(map(len, names)) == MAX_NAME


@pytest.mark.parametrize("command", ["check", "bundle"])
def test_the_command_line_names_them(command: str, run: Callable[..., Ended], atlas: Atlas, tmp_path: Path) -> None:
    """Nothing is built before the problem is reported."""
    add_roles(atlas, "a" * 80)
    target = tmp_path / f"{TOP}-offline.zip"
    ended = run(command, "--content", atlas.root, *(["--out", target] if command == "bundle" else []))
    assert ended.code == 1
    assert f'roles/{"a" * 80}.yml:1:1: error[long-name]: found "{"a" * 80}" of 80 characters, ' in ended.err
    assert not target.exists()


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Ölwechsel", "olwechsel"),
        ("O\u0308lwechsel", "olwechsel"),
        ("café-au_lait", "cafe-au-lait"),
        ("größe", "grosse"),
        ("fine", ""),
        ("—", ""),
    ],
)
def test_an_id_is_offered_for_what_is_none(text: str, id: str) -> None:
    assert spelled_as_id(text) == (f'such as "{id}"' if id else "")
