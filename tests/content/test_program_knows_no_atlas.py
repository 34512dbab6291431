"""The program holds nothing of the atlas in ``content/``: no id or title of a record, no name, no colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from generator.catalog import Catalog
from generator.pipeline import load_linked

ROOT = Path(__file__).parents[2]
BINARY = {".woff2", ".ttf", ".png", ".whl", ".pyc"}
NEUTRAL = {"#ffffff", "#000000"}


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    """The atlas in ``content/``."""
    return load_linked(ROOT / "content")


@pytest.fixture(scope="module")
def program() -> dict[str, str]:
    """Text of each file of the program, without the decisions, which tell its history, and licences, which others wrote."""
    paths = [path for folder in ("generator", "site_templates") for path in (ROOT / folder).rglob("*")]
    left_out = {ROOT / "generator/decisions", ROOT / "site_templates/licences"}
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in [*paths, ROOT / "mkdocs.yml", ROOT / "site_templates/licences/parts.yml"]
        if path.is_file() and path.suffix not in BINARY and (left_out.isdisjoint(path.parents) or path.suffix == ".yml")
    }


def places(program: dict[str, str], words: Iterable[str]) -> Iterator[str]:
    """Yield the places in the program where one of the words occurs, in any case."""
    pattern = re.compile(
        rf"(?<![\w-])({'|'.join(map(re.escape, sorted(words, reverse=True)))})(?![\w-])", re.IGNORECASE
    )
    for name, text in program.items():
        for number, line in enumerate(text.splitlines(), start=1):
            yield from (f"{name}:{number}: {match[1]}" for match in pattern.finditer(line))


def test_no_id_of_a_record(shipped: Catalog, program: dict[str, str]) -> None:
    """No id occurs in the program, and no group's id in a style. Ids of one word are left out, since they are common words (``data``)."""
    content = shipped.content
    kinds = (content.roles, content.skills, content.trainings, content.occupations, content.providers, content.pages)
    ids = {id for kind in kinds for id in kind if "-" in id}
    groups = {f'data-group="{id}"' for id in content.groups} | {f"--ra-group-{id}" for id in content.groups}
    assert list(places(program, ids)) == []
    assert [f"{name}: {mark}" for name, text in program.items() for mark in groups if mark in text] == []


def test_no_title(shipped: Catalog, program: dict[str, str]) -> None:
    """No title of a role, skill, group or the site occurs in the program; titles of one word are left out, as ids are."""
    content = shipped.content
    titles = {
        title
        for kind in (content.roles, content.skills)
        for record in kind.values()
        for title in record.value.title.values()
    }
    titles |= {title for record in content.groups.values() for title in record.value.title.values()}
    titles |= set(content.site.value.title.values())
    assert list(places(program, {title for title in titles if re.search(r"[\s/-]", title)})) == []


def test_no_colour(shipped: Catalog, program: dict[str, str]) -> None:
    shades = [*shipped.content.look.colours.shades.values()]
    shades += [record.value.colour for record in shipped.content.groups.values() if record.value.colour]
    colours = {colour for shade in shades for colour in (shade.light, shade.dark)} - NEUTRAL
    assert [f"{name}: {colour}" for name, text in program.items() for colour in colours if colour in text.lower()] == []
