"""The verbs ``release`` and ``changes``: what they write and print, which versions they refuse, and their exit codes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest

from generator.releases.model import RELEASES_FOLDER
from generator.render.lens import Lens
from generator.render.strings import load_strings
from generator.render.views.changes import changes_view
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import Atlas
from tests.broken import GRADES, PORTER
from tests.conftest import Ended

Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide git: a snapshot needs no history."""
    monkeypatch.setenv("PATH", "")


@pytest.fixture
def fresh(atlas: Atlas, run: Run) -> Atlas:
    """Return the fictional atlas with its present state as the only release, 1.0.0."""
    shutil.rmtree(atlas.root / RELEASES_FOLDER)
    assert run("release", "1.0.0", "--content", atlas.root).code == 0
    return atlas


def raise_requirement(atlas: Atlas) -> None:
    """Raise the level of a requirement in a role."""
    old, new = (f"skill: star-reading\n    level: {level}" for level in ("tried", "trusted"))
    atlas.replace("roles/lighthouse-keeper.yml", old, new)


def test_first_release(atlas: Atlas, run: Run) -> None:
    """The first version may be any; the next comparison reads its file, and then nothing has changed."""
    shutil.rmtree(atlas.root / RELEASES_FOLDER)
    assert run("release", "--content", atlas.root).out == "1.0.0\n"
    ended = run("release", "0.4.0", "--content", atlas.root)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("releases/0.4.0.json\n")
    written = json.loads(atlas.read("releases/0.4.0.json"))
    required = written["roles"]["night-porter"]["requires"]["guest-care"]
    assert required == {"level": "trusted", "necessity": "essential", "levels": {"full": "trusted"}}
    assert (written["version"], written["date"]) == ("0.4.0", "2025-06-30")
    assert run("check", "--strict", "--content", atlas.root).code == 0
    assert run("changes", "--content", atlas.root).out == "0.4.0 to work-tree: no changes\n"


def test_a_version_below_what_the_changes_ask_for_is_refused(fresh: Atlas, run: Run) -> None:
    """A raised requirement needs a major version: a lower one is refused with the reason, and nothing is written."""
    raise_requirement(fresh)
    assert run("release", "--content", fresh.root).out == "2.0.0\n"
    for version in ("1.0.1", "1.9.0"):
        ended = run("release", version, "--content", fresh.root)
        assert (ended.code, ended.out) == (2, "")
        assert (
            "2.0.0 or above: since 1.0.0 there is requirement-raised lighthouse-keeper: star-reading tried -> "
            "trusted (essential)" in " ".join(ended.err.split())
        )
        assert not (fresh.root / RELEASES_FOLDER / f"{version}.json").exists()
    assert run("release", "2.0.0", "--content", fresh.root).code == 0
    assert run("check", "--strict", "--content", fresh.root).code == 0


def test_additions_ask_for_a_minor_version_and_texts_for_a_patch(fresh: Atlas, run: Run) -> None:
    """An added thing needs a minor version and a changed text a patch version; editors may choose a higher version."""
    fresh.replace("skills/lamp-care.yml", "Change the wick five times.", "Change wicks.")
    assert run("changes", "--content", fresh.root).out == (
        "1.0.0 to work-tree: no changes but in texts; asks for version 1.0.1\n"
    )
    assert run("release", "1.0.1", "--content", fresh.root).code == 0
    fresh.replace("trainings/star-course.yml", "state: active", "state: retired\nsuccessor: none")
    ended = run("release", "1.0.2", "--content", fresh.root)
    assert ended.code == 2
    assert "1.1.0 or above: since 1.0.1 there is training-retired star-course" in " ".join(ended.err.split())
    assert run("release", "3.0.0", "--content", fresh.root).code == 0


@pytest.mark.parametrize(
    ("version", "says"),
    [
        pytest.param("1.0.0", "nothing has changed since release 1.0.0", id="unchanged"),
        pytest.param("1.1", "a version such as 1.2.0", id="two numbers"),
        pytest.param("v1.1.0", "a version such as 1.2.0", id="letter"),
        pytest.param("01.1.0", "a version such as 1.2.0", id="leading zero"),
        pytest.param("../1.1.0", "a version such as 1.2.0", id="path"),
    ],
)
def test_versions_that_cannot_be(version: str, says: str, fresh: Atlas, run: Run) -> None:
    """A wrong version is wrong usage with exit code 2, and no file is written."""
    ended = run("release", version, "--content", fresh.root)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert [path.name for path in (fresh.root / RELEASES_FOLDER).iterdir()] == ["1.0.0.json"]


@pytest.mark.parametrize("version", ["1.0.0", "0.9.0"])
def test_a_release_is_never_overtaken_or_rewritten(version: str, fresh: Atlas, run: Run) -> None:
    """A version that is released, or lower than a released one, is refused even if only texts changed."""
    before = fresh.read("releases/1.0.0.json")
    fresh.replace("skills/lamp-care.yml", "Change the wick five times.", "Change wicks.")
    ended = run("release", version, "--content", fresh.root)
    assert ended.code == 2
    assert "1.0.1 or above: since 1.0.0 there is a change in texts" in " ".join(ended.err.split())
    assert fresh.read("releases/1.0.0.json") == before


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        pytest.param(
            "skills/lamp-care.yml",
            "You can change the wick.",
            "You can change wicks.",
            "statement-changed      lamp-care at tried",
            id="statement",
        ),
        pytest.param(
            "roles/lighthouse-keeper.yml",
            "Ein Zeugnis der Küstenschule ist üblich",
            "Ein Zeugnis der Küstenschule ist nötig",
            "qualification-changed  lighthouse-keeper",
            id="formal qualification, one language",
        ),
    ],
)
def test_texts_that_may_ask_more_are_no_patch(name: str, old: str, new: str, line: str, fresh: Atlas, run: Run) -> None:
    """A text may raise what is asked, so its change needs at least a minor version; editors may choose a major one."""
    fresh.replace(name, old, new)
    assert run("changes", "--content", fresh.root).out.splitlines()[0] == line
    ended = run("release", "1.0.1", "--content", fresh.root)
    assert ended.code == 2
    assert f"1.1.0 or above: since 1.0.0 there is {' '.join(line.split())}" in " ".join(ended.err.split())
    assert run("release", "2.0.0", "--content", fresh.root).code == 0


def test_broken_content_is_not_released(fresh: Atlas, run: Run) -> None:
    """Errors in the content end with exit code 1 before anything is written."""
    fresh.replace("roles/map-maker.yml", "skill: harbour-piloting", "skill: harbour-pilotin")
    ended = run("release", "2.0.0", "--content", fresh.root)
    assert ended.code == 1
    assert "unknown-skill" in ended.err
    assert not (fresh.root / RELEASES_FOLDER / "2.0.0.json").exists()


def test_changes_as_text(atlas: Atlas, run: Run) -> None:
    """Each change is one line, the most important ones first; then follow the numbers and the required version."""
    ended = run("changes", "1.1.0", "2.0.0", "--content", atlas.root)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "role-removed           fog-horn-blower",
        "requirement-raised     map-maker: harbour-piloting shown -> tried (essential)",
        "requirement-lowered    map-maker: weather-lore tried -> seen",
        "requirement-optional   map-maker: weather-lore tried -> seen",
        "level-removed          shown",
        "skill-removed          horn-blowing",
        "training-reactivated   star-course",
        "training-doubtful      porter-class",
        "training-removed       horn-course",
        "1.1.0 to 2.0.0: 1 role-removed, 1 requirement-raised, 1 requirement-lowered, 1 requirement-optional, "
        "1 level-removed, 1 skill-removed, 1 training-reactivated, 1 training-doubtful, 1 training-removed; asks for version 2.0.0",
    ]
    lines = run("changes", "--content", atlas.root).out.splitlines()
    assert [line for line in lines if line.startswith("prerequisite-")] == [
        "prerequisite-added     chart-drawing from tried: star-reading - -> tried (essential)",
        "prerequisite-removed   harbour-piloting from seen to tried: night-watch seen -> -",
    ]
    atlas.replace("skills/harbour-piloting.yml", "level: tried, from: tried", "level: tried, from: trusted")
    assert "prerequisite-removed   harbour-piloting at tried: chart-drawing tried -> -" in (
        run("changes", "--content", atlas.root).out.splitlines()
    )


def test_changes_as_json(atlas: Atlas, run: Run) -> None:
    """JSON has the same changes, for programs."""
    found = json.loads(run("changes", "1.0.0", "1.1.0", "--format", "json", "--content", atlas.root).out)
    assert {key: found[key] for key in ("old", "new", "asks_for")} == {
        "old": "1.0.0",
        "new": "1.1.0",
        "asks_for": "1.1.0",
    }
    assert found["changes"][2] == {
        "kind": "training-extended",
        "id": "star-reading",
        "of": "star-course",
        "at": "",
        "old": "shown",
        "new": "tried",
        "essential": False,
        "until": "",
        "grade": "",
        "begins": False,
    }


def test_a_new_grade_is_one_line(fresh: Atlas, run: Run) -> None:
    """``level: x`` means level x at the reference grade; once a role has a new grade, each of its grades is compared on its own."""
    fresh.write("vocabularies/grades.yml", GRADES)
    fresh.replace(PORTER, "level: trusted, necessity", "levels: {start: seen, full: trusted}, necessity")
    assert run("changes", "--content", fresh.root).out.splitlines() == [
        "grade-added            head",
        "grade-added            night-porter: start",
        "1.0.0 to work-tree: 2 grade-added; asks for version 1.1.0",
    ]
    assert run("release", "1.1.0", "--content", fresh.root).code == 0
    kept = json.loads(fresh.read("releases/1.1.0.json"))["roles"]["night-porter"]
    assert kept["grades"] == ["start", "full"]
    assert kept["requires"]["guest-care"] == {
        "level": "trusted",
        "necessity": "essential",
        "levels": {"start": "seen", "full": "trusted"},
    }
    assert run("check", "--content", fresh.root).code == 0
    fresh.replace(PORTER, "levels: {start: seen, full: trusted}", "levels: {start: tried, full: trusted}")
    assert run("changes", "--content", fresh.root).out.splitlines() == [
        "requirement-raised     night-porter at start: guest-care seen -> tried (essential)",
        "1.1.0 to work-tree: 1 requirement-raised; asks for version 2.0.0",
    ]
    fresh.replace(PORTER, "levels: {start: tried, full: trusted}", "level: trusted")
    assert run("changes", "--content", fresh.root).out.splitlines()[0] == "grade-removed          night-porter: start"


def test_readers_see_for_which_grade(fresh: Atlas, run: Run) -> None:
    """The changes page names new grades, and the grade at which more or less is required."""
    fresh.write("vocabularies/grades.yml", GRADES)
    fresh.replace(PORTER, "level: trusted, necessity", "levels: {start: seen, full: trusted}, necessity")
    assert run("release", "1.1.0", "--content", fresh.root).code == 0
    fresh.replace(PORTER, "start: seen, full: trusted", "start: tried, full: trusted, head: teaching")
    facts = fresh.facts()
    routes = plan_routes(facts)
    t = load_strings([templates_folder()], facts.catalog.site.languages[1])
    view = changes_view(Lens(facts, routes, t, routes.page(PageKind.CHANGES)))
    since, last, _ = view.releases
    assert [(group.kind, [line.subject.text for line in group.lines]) for group in last.groups] == [
        ("grade-added", ["Head", "To start"])
    ]
    rows = {group.kind: group.lines for group in since.groups}
    (added,), (raised,) = rows["grade-added"], rows["requirement-raised"]
    assert added.concerns
    assert (added.subject.text, added.concerns.text) == ("Head", "Night porter")
    assert (raised.subject.text, raised.at, raised.levels) == (
        "Guest care",
        "for “To start”",
        "before: Seen, now: Tried",
    )


def test_changes_needs_releases_that_exist(atlas: Atlas, run: Run) -> None:
    """Unknown versions are wrong usage, and the message lists the versions that exist."""
    ended = run("changes", "1.0.5", "--content", atlas.root)
    assert ended.code == 2
    assert "one of 1.0.0, 1.1.0, 2.0.0, work-tree, not 1.0.5" in ended.err
    shutil.rmtree(atlas.root / RELEASES_FOLDER)
    ended = run("changes", "--content", atlas.root)
    assert ended.code == 2
    assert "'rollenatlas release 1.0.0' writes the first snapshot" in ended.err


def test_a_course_that_begins_elsewhere_says_so(fresh: Atlas, run: Run) -> None:
    """The page and the list of changes give the level needed to start, and not the level that the course leads to, which is unchanged."""
    fresh.replace("trainings/star-course.yml", "skill: star-reading, from: none", "skill: star-reading, from: seen")
    line = "training-reduced       star-course: star-reading from - -> seen"
    assert run("changes", "--content", fresh.root).out.splitlines()[0] == line
    facts = fresh.facts()
    routes = plan_routes(facts)
    strings = load_strings((templates_folder(), fresh.root), facts.catalog.site.languages[1])
    view = changes_view(Lens(facts, routes, strings, routes.page(PageKind.CHANGES)))
    [[change]] = [group.lines for group in view.releases[0].groups]
    assert change.levels == "level needed to start: before no level, now Seen"
