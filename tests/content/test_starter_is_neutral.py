"""A site built from the example names nothing of the atlas in ``content/``, and none of its claims."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pipeline import load_linked
from generator.resources import templates_folder
from generator.starter import program
from generator.starter.project import write_project
from tests.atlas import TODAY
from tests.conftest import Share
from tests.sites import ROOT, succeed

CLAIMS = (
    "KI-Rollenatlas", "AI Role Atlas", "Artikel von 2023", "article of 2023", "magazine article", "Computerwoche", "InfoWorld",
    "KI-Trainer", "AI trainer", "AZAV", "Bildungsgutschein", "axe", "Nu checker", "Nu-Prüfer", "BITV",
    "generative AI", "generative KI", "ESCO",
)  # fmt: skip
READ = {".html", ".js", ".json", ".csv", ".txt", ".md", ".yml", ".xml", ".css", ""}
PROGRAM = {"LICENSES/rollenatlas.txt"}
"""The file with the names of the program's authors, as its licence requires."""


@pytest.fixture(scope="session")
def example(share: Share) -> Path:
    """The example in both languages, built as its README says."""

    def make(target: Path) -> None:
        where = program.Program("# none\n")
        write_project(target, templates_folder(), ["de", "en"], title="", levels=4, day=TODAY, program=where)
        succeed("generator", "build", cwd=target)

    return share("example", make)


def test_no_name_and_no_claim_of_the_shipped_atlas(example: Path) -> None:
    """No title or claim of the shipped atlas occurs in the built example; titles of one word are left out (``Python``)."""
    content = load_linked(ROOT / "content").content
    titles = {
        title
        for kind in (content.roles, content.skills, content.occupations)
        for one in kind.values()
        for title in one.value.title.values()
    }
    titles |= {one.value.title for kind in (content.providers, content.trainings) for one in kind.values()}
    names = {title for title in titles if re.search(r"\w[\s/-]\w", title)} | set(CLAIMS)
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, sorted(names, reverse=True)))})(?![\w-])")
    found = []
    for path in sorted(path for path in example.rglob("*") if path.is_file() and path.suffix in READ):
        name = path.relative_to(example).as_posix()
        if name.removeprefix("site/") in PROGRAM or "/data/schema/" in name:
            continue
        found += [f"{name}: {match}" for match in set(pattern.findall(path.read_text(encoding="utf-8")))]
    assert found == []


def test_no_path_of_the_machine_that_built_it(example: Path) -> None:
    paths = (str(ROOT), "site-packages", str(example))
    texts = (
        (path, path.read_text(encoding="utf-8"))
        for path in example.rglob("*")
        if path.is_file() and path.suffix in READ
    )
    assert [path.name for path, text in texts if any(one in text for one in paths)] == []
