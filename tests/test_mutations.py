"""Randomly damaged files of an adopter: each is a located problem or harmless; there is never a traceback or an incomplete site."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.authoring import all_problems
from generator.pipeline import load_facts
from generator.problems import ContentError, Problem, has_errors
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import FIXTURE, TODAY, Atlas
from tests.sites import EPOCH, digest, left_over, project
from tests.sites import run as run_module

SEED = 20_261_126
COUNT = 60
DAILY = 33
"""Number of damaged texts in daily runs, three of each file; the audit tries all of them."""
TEMPLATES = (
    "_macros.jinja",
    "_lists.jinja",
    "home.html.jinja",
    "prose.html.jinja",
    "role.html.jinja",
    "skill.html.jinja",
)
FILES = {
    **{f"templates/{name}": (templates_folder() / "pages" / name).read_text(encoding="utf-8") for name in TEMPLATES},
    "strings/de.yml": "role.tasks: Was zu tun ist\nway.steps.one: '{n} Schritt'\nway.steps.other: '{n} Schritte'\n",
    "site.yml": (FIXTURE / "site.yml").read_text(encoding="utf-8"),
    "style.yml": "lengths: {summary: [5, 300]}\nshared_words: 6\nlanguages:\n  de: {openings: {statement: [Sie können]}, quotes: [„“]}\n",
    "languages/de.yml": "letters: {ä: ae}\nlinking: [s]\nown_letters: {z: [å]}\n",
    "look/colours.yml": 'ink: {light: "#111111", dark: "#eeeeee"}\n',
}
PIECES = (
    "{{", "}}", "{%", "%}", "{", "}", "[", "]", ":", ": ", "#", '"', "'", "\n", "\n  ", "  ", "- ", "&a ", "*a", "!x ", "\t", "|", ">-",
    "x", "0", "-1", "é", "\u200b", "\x00", "null", "{% endif %}", "{{ view }}", "{{ nobody }}", "{{ 1 / 0 }}", "{% extends 'x' %}",
    "<script>", "</div>", "{{ heading(1, 'a', 'b') }}",
)  # fmt: skip
KINDS = (PageKind.HOME, PageKind.ROLE, PageKind.SKILL, PageKind.PROSE, PageKind.SKILLS)


def mutations() -> Iterator[tuple[str, str]]:
    """Yield names of files with their damaged text, the same on each run."""
    chance = random.Random(SEED)
    names = sorted(FILES)
    for number in range(COUNT):
        name = names[number % len(names)]
        text = FILES[name]
        for _ in range(chance.choice((1, 1, 2, 5))):
            start = chance.randrange(len(text) + 1)
            end = min(len(text), start + chance.choice((0, 0, 1, 3, 12, 80)))
            lines = text.split("\n")
            piece = chance.choice((*PIECES, chance.choice(lines)))
            text = text[:start] + piece + text[end:]
        yield name, text


MUTATIONS = [
    pytest.param(name, text, id=f"{number}-{name}", marks=pytest.mark.audit if number >= DAILY else ())
    for number, (name, text) in enumerate(mutations())
]


def damaged(atlas: Atlas, name: str, text: str) -> None:
    """Write the undamaged files into the atlas, then the damaged one."""
    for each, undamaged in FILES.items():
        if not each.startswith(("site", "templates")):
            atlas.write_bytes(each, undamaged.encode())
    atlas.write_bytes(name, text.encode())


def assert_located(problems: tuple[Problem, ...], atlas: Atlas) -> None:
    """Assert that each problem names a file of the atlas."""
    for problem in problems:
        path, line, column, _ = atlas.place(problem)
        assert (atlas.root / path).exists(), problem
        assert line >= 1, problem
        assert column >= 1, problem


@pytest.mark.parametrize(("name", "text"), MUTATIONS)
def test_damage_is_located_or_does_no_harm(name: str, text: str, atlas: Atlas) -> None:
    """Content without errors in the check renders, or rendering fails with a problem at a place in a file."""
    damaged(atlas, name, text)
    problems, _, _ = all_problems(atlas.root, TODAY)
    assert_located(problems, atlas)
    if has_errors(problems):
        return
    try:
        facts, _ = load_facts(atlas.root, TODAY)
        for language in facts.catalog.languages:
            renderer = Renderer(facts, plan_routes(facts), templates_folder(), language, atlas.root)
            assert len(dict(renderer.scripts())) > 1
            for kind in KINDS:
                page = next(page for page in renderer.routes.pages if page.kind == kind)
                assert renderer.render(page).passages
    except ContentError as error:
        assert_located(error.problems, atlas)


@pytest.mark.audit
def test_damage_never_leaves_half_a_site(tmp_path: Path) -> None:
    """A build over a good site replaces it by a whole one, or leaves it and prints a message with a line or with the page of a bad link."""
    folder = project(tmp_path / "project")
    atlas = Atlas(folder / "content")
    assert run_module("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH).returncode == 0
    before = digest(folder / "site")
    for number, (name, text) in enumerate(mutations()):
        shutil.rmtree(atlas.root)
        shutil.copytree(FIXTURE, atlas.root)
        damaged(atlas, name, text)
        ended = run_module("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
        case = f"{number} {name}\n{ended.stderr}\n{text}"
        assert "Traceback" not in ended.stderr, case
        assert ended.returncode in (0, 1, 3), case
        if ended.returncode == 0:
            before = digest(folder / "site")
        elif ended.returncode == 1:
            assert re.search(r"^content/\S+:\d+:\d+: error\[", ended.stderr, re.MULTILINE), case
        else:  # a template that names a file that is not there is noticed once all pages are made
            assert re.search(r"^\w\w/\S+: a link that leads nowhere: ", ended.stderr, re.MULTILINE), case
        assert digest(folder / "site") == before, case
        assert left_over(folder) == [], case
