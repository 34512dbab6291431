"""Texts of the invented example are named until authors have written their own, and are never published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.problems import Problem
from generator.resources import templates_folder
from generator.starter.example import example_problems
from generator.starter.program import Program
from generator.starter.project import write_project
from tests.atlas import TODAY, Atlas
from tests.conftest import Ended

OWN = (
    "site.yml (tagline)",
    "look/logo.svg",
    "pages/about.en.md",
    "roles/fleet-mechanic.yml",
    "glossary.yml (rebalancing)",
)


@pytest.fixture
def own(tmp_path: Path) -> Atlas:
    """Return a new atlas in German and English."""
    write_project(
        tmp_path / "own", templates_folder(), ["de", "en"], title="", levels=4, day=TODAY, program=Program("")
    )
    return Atlas(tmp_path / "own/content")


def named(atlas: Atlas) -> tuple[str, ...]:
    """Return the names of the files and entries that still hold texts of the example."""
    found: Iterator[Problem] = example_problems(atlas.root)
    return next((problem.concerns for problem in found), ())


def test_all_that_is_made_up_is_named_at_once(own: Atlas, run: Callable[..., Ended]) -> None:
    """One problem names all texts of the example, but neither the scale and formats nor texts that hold for any atlas."""
    ended = run("check", "--content", own.root)
    assert (ended.code, len(ended.err.splitlines())) == (0, 1)
    assert set(OWN) < set(named(own))
    records = [
        path for kind in ("roles", "skills", "trainings", "occupations") for path in own.path(kind).glob("*.yml")
    ]
    assert {f"{path.parent.name}/{path.name}" for path in records} < set(named(own))
    assert not [
        name for name in named(own) if any(word in name for word in ("levels", "formats", "imprint", "licence"))
    ]


def test_what_asks_for_a_text_is_named_until_it_is_written(own: Atlas) -> None:
    """Each request to write a text is named until it is gone, whatever its layout and the text around it, in every page of the example."""
    asking = re.compile(r"\b(write( down)? here|schreiben sie hier)\b", re.IGNORECASE)
    pages = {f"pages/{path.name}" for path in own.path("pages").glob("*.md") if asking.search(path.read_text("utf-8"))}
    assert pages == set(json.loads(own.read("example.lock.json"))["asks"])
    assert {name for name in named(own) if "privacy" in name} == {
        "pages/privacy.de.md (line 24)",
        "pages/privacy.en.md (line 24)",
    }
    assert "pages/funding.en.md" in named(own)
    own.replace(
        "pages/funding.en.md", "Write here how to sign up and whether the time counts as working time.", "Ask us."
    )
    own.replace("pages/privacy.en.md", "Write here who runs the\nserver", "We do. Write\nhere who runs the server")
    assert {name for name in named(own) if "en.md" in name and "about" not in name} == {
        "pages/funding.en.md (line 15)",
        "pages/hr.en.md",
        "pages/privacy.en.md (line 24)",
    }


def test_a_lock_without_requests_is_read_as_before(own: Atlas) -> None:
    """A lock file of an earlier version of the program, without requests, works as before."""
    lock = json.loads(own.read("example.lock.json"))
    del lock["asks"]
    own.write("example.lock.json", json.dumps(lock))
    assert "pages/hr.en.md" in named(own)
    assert not [name for name in named(own) if "privacy" in name]


def test_nothing_of_it_is_published(own: Atlas, run: Callable[..., Ended]) -> None:
    """An atlas with texts of the example is not published, even if everything else that publishing needs is there."""
    own.replace("site.yml", 'base_url: ""', "base_url: https://own.example/")
    own.replace(
        "site.yml",
        'publisher: {name: "", address: "", email: "", phone: "", responsible: ""}',
        "publisher: {name: Own, address: Here 1, email: own@own.example, responsible: Somebody}",
    )
    ended = run("build", "--publish", "--content", own.root, "--out", own.root.parent / "site")
    (line,) = ended.err.splitlines()
    assert ended.code == 1
    assert line.startswith(f"{own.root.as_posix()}/glossary.yml:2:3: error[example-text]: ")
    assert not (own.root.parent / "site").exists()


def test_what_one_writes_is_one_s_own(own: Atlas) -> None:
    """A record is the author's own from its first new text on, a page from its first new paragraph, a key of the settings once changed."""
    before = set(named(own))
    own.replace("roles/fleet-mechanic.yml", "Check, store and swap batteries", "Fit new bikes")
    own.replace("pages/about.en.md", "This atlas is an invented example", "This atlas is ours")
    own.path("site.yml").write_text(
        own.read("site.yml").replace("Three roles in our bike hire", "Our two roles"), encoding="utf-8"
    )
    own.path("trainings/battery-day.yml").unlink()
    own.path("look/logo.svg").unlink()
    gone = {"look/logo.svg"} | {
        "roles/fleet-mechanic.yml",
        "pages/about.en.md",
        "site.yml (tagline)",
        "trainings/battery-day.yml",
    }
    assert before - set(named(own)) == gone


def test_another_form_makes_no_text_one_s_own(own: Atlas) -> None:
    """Changed line ends, layout, ids and days don't make a text the author's own."""
    before = named(own)
    role = own.read("roles/fleet-mechanic.yml").replace("reviewed: 2025-06-30", "# looked at\nreviewed: 2025-06-01")
    own.write("roles/fleet-mechanic.yml", role.replace("de: ", "de:  ").replace("bike-repair", "repair"))
    own.write("pages/about.en.md", own.read("pages/about.en.md").replace("\n", "\r\n"))
    assert named(own) == before
    own.path("roles/fleet-mechanic.yml").rename(own.path("roles/somebody.yml"))
    assert set(named(own)) ^ set(before) == {"roles/fleet-mechanic.yml", "roles/somebody.yml"}


def test_what_is_true_as_it_stands_is_taken_from_the_lock(own: Atlas) -> None:
    lock = own.read("example.lock.json")
    start = lock.index('  "pages/funding.de.md": [')
    own.write("example.lock.json", lock[:start] + lock[lock.index("]", start) + 3 :])
    assert "pages/funding.de.md" not in named(own)
    assert "pages/funding.en.md" in named(own)
    own.write("example.lock.json", "{}")
    (problem,) = example_problems(own.root)
    assert problem.code == "bad-lock"
    own.path("example.lock.json").unlink()
    assert named(own) == ()


def test_an_own_title_is_the_atlas_s_own(run: Callable[..., Ended], tmp_path: Path) -> None:
    run("init", tmp_path / "own", "--title", "Our Roles")
    assert "site.yml (title)" not in named(Atlas(tmp_path / "own/content"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_readme_speaks_of_what_is_there(language: str, run: Callable[..., Ended], tmp_path: Path) -> None:
    """The README speaks of the example only if it is there; no marker of the lines for either case is left."""
    texts = {}
    for name, options in (("full", ()), ("empty", ("--empty",))):
        run("init", tmp_path / name, "--languages", language, *options)
        texts[name] = (tmp_path / name / "README.md").read_text(encoding="utf-8")
        assert not re.search("EXAMPLE|EMPTY", texts[name])
        steps = [int(number) for number in re.findall(r"^(\d)\. ", texts[name], re.MULTILINE)]
        assert steps == list(range(1, 10))
    assert "fleet-mechanic" in texts["full"]
    assert not re.search("fleet-mechanic|is an invented example|ist ein erfundenes Beispiel", texts["empty"])


def test_no_page_says_that_somebody_has_read_it(own: Atlas) -> None:
    """No page of the example has a date of review, as nobody has reviewed it."""
    assert not [
        page.path for pages in own.catalog().content.pages.values() for page in pages.values() if page.front.reviewed
    ]


@pytest.mark.parametrize("languages", ["de,en", "en", "fr"])
def test_an_empty_atlas_has_no_records_of_the_example(
    languages: str, run: Callable[..., Ended], tmp_path: Path
) -> None:
    """An empty atlas has only levels and formats, pages and settings to be written, and no text of the example."""
    target = tmp_path / "own"
    assert run("init", target, "--empty", "--languages", languages, "--levels", "5").code == 0
    atlas = Atlas(target / "content")
    content = atlas.catalog().content
    assert {kind for kind, records in content.records.items() if records} == {"levels", "formats"}
    assert len(content.levels) == 5
    assert not (atlas.root / "roles").exists()
    assert not (atlas.root / "look/logo.svg").exists()
    assert not any("Morgenau" in path.read_text(encoding="utf-8") for path in atlas.root.rglob("*.*") if path.is_file())
    assert "morgenau" not in atlas.read("site.yml")
    assert {name.split()[0].split(".")[0] for name in named(atlas)} == {
        "pages/hr",
        "pages/funding",
        "pages/privacy",
        "site",
    }
    assert {"site.yml (tagline)", "site.yml (description)"} < set(named(atlas))
    assert run("check", "--content", atlas.root).code == 0
    for kind, id in (("group", "ours"), ("role", "first"), ("provider", "we")):
        assert run("new", kind, id, "--content", atlas.root).code == 0
    site = atlas.read("site.yml")
    assert not [word for word in ("Morgenau", "bike", "Rad", "nvented", "rfunden", "Three", "Drei") if word in site]
    assert "# quality:\n#   orphan_skills: 0\n#   # steps_open: 0" in atlas.read("site.yml")
