"""Each way to break the atlas gives exactly the expected problems with their places, all at once and without a traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main as cli
from generator.cli.authoring import all_problems
from generator.problems import has_errors
from tests.atlas import TODAY, Atlas, Place
from tests.broken import Row
from tests.broken.addresses import URLS
from tests.broken.files import FILES, IDS
from tests.broken.leftovers import LEFTOVERS
from tests.broken.links import LINKS
from tests.broken.rules import RULES
from tests.broken.second import SECOND
from tests.broken.texts import TEXTS
from tests.broken.trainings import TRAININGS
from tests.broken.values import KEYS_AND_VALUES, TYPES
from tests.conftest import Ended

TABLE = (*FILES, *IDS, *TYPES, *URLS, *KEYS_AND_VALUES, *LINKS, *TEXTS, *RULES, *SECOND, *LEFTOVERS, *TRAININGS)
ROWS = pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in TABLE])


def expected(row: Row, atlas: Atlas) -> list[Place]:
    """Return the expected places of a row, sorted: those of the marks in the atlas and those listed in the row."""
    marked = [(*mark, code) for mark, code in zip(atlas.marks, row.codes, strict=True)]
    return sorted([*marked, *row.places])


def test_the_table_names_each_row_once() -> None:
    names = [row.name for row in TABLE]
    assert len(names) == len(set(names)) >= 100


@ROWS
def test_exactly_these_problems(row: Row, atlas: Atlas) -> None:
    row.change(atlas)
    problems = atlas.problems()
    assert sorted(map(atlas.place, problems)) == expected(row, atlas)
    assert row.says in "\n".join(map(str, problems))
    for problem in problems:
        assert problem.found
        assert problem.expected
        assert str(problem).isprintable()


@ROWS
def test_the_check_says_all_that_it_can_beside_them(row: Row, atlas: Atlas) -> None:
    """The check finds these problems even where records can't be linked: rules of wording run on all records that can be read."""
    row.change(atlas)
    problems, _, _ = all_problems(atlas.root, TODAY)
    assert set(row.codes) <= {problem.code for problem in problems}


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in TABLE[::7]])
def test_the_command_line_ends_with_one_line_per_problem(
    row: Row, atlas: Atlas, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The command also checks the bounds of quality, which the rows of the table leave out.
    atlas.replace("site.yml", "  orphan_skills: 0", "  orphan_skills: 9")
    row.change(atlas)
    problems = atlas.problems()
    monkeypatch.setattr(sys, "argv", ["rollenatlas", "check", "--content", str(atlas.root)])
    code = 0
    try:
        cli.main(TODAY)
    except SystemExit as ended:
        code = int(ended.code or 0)
    output = capsys.readouterr()
    assert code == (1 if has_errors(problems) else 0)
    lines = [line for line in output.err.splitlines() if not line.startswith("more may follow: ")]
    assert lines[: len(problems)] == [str(problem) for problem in problems]
    assert len(lines) <= len(problems) + 1
    assert "Traceback" not in output.err + output.out


def test_problems_of_a_stage_come_at_once(atlas: Atlas) -> None:
    atlas.replace("roles/night-porter.yml", "level: trusted", "level: ‸trustd")
    atlas.replace("roles/map-maker.yml", "skill: storytelling", "skill: ‸stories")
    atlas.replace("trainings/star-course.yml", "format: evening-class", "format: ‸evening")
    assert sorted(atlas.places()) == sorted(
        (*mark, code)
        for mark, code in zip(atlas.marks, ("unknown-level", "unknown-skill", "unknown-format"), strict=True)
    )


def test_a_file_shows_all_its_problems(atlas: Atlas) -> None:
    atlas.write("occupations/baker.yml", "‸titel: {de: x, en: ‸[y]}\n‸levels: x\nbasis: ‸book\nreviewed: ‸soon\n")
    # The mistyped key hides that the right key is missing; the value of the mistyped key is not read.
    assert [place[1:] for place in atlas.places()] == [
        (1, 1, "unknown-key"),
        (2, 9, "wrong-type"),
        (3, 8, "unknown-value"),
        (4, 11, "bad-date"),
    ]


def test_a_stage_with_errors_stops_the_next(atlas: Atlas) -> None:
    atlas.replace("roles/night-porter.yml", "level: trusted", "level: trustd")
    atlas.replace("occupations/baker.yml", "reviewed: 2025-06-01", "reviewed: soon")
    assert [code for *_, code in atlas.places()] == ["bad-date"]


def test_the_check_shows_more_than_the_stage_that_fails(run: Callable[..., Ended], atlas: Atlas) -> None:
    """Records that can't be read hide neither broken references nor wording elsewhere, and references to such records are no error."""
    atlas.write("style.yml", "languages: {en: {filler: [awake]}}\n")
    atlas.replace("roles/night-porter.yml", "skill: guest-care", "skill: guest-car")
    atlas.replace("skills/lamp-care.yml", "type: skill", "type: skil")
    atlas.write(
        "vocabularies/formats.yml", atlas.read("vocabularies/formats.yml") + "- {id: new, titel: {de: x, en: x}}\n"
    )
    ended = run("check", "--content", atlas.root)
    codes = re.findall(r"(?:error|warning)\[([a-z-]+)\]", ended.err)
    assert sorted(set(codes)) == ["filler", "unknown-key", "unknown-skill", "unknown-value"]
    assert "more may follow: " in ended.err
    assert ended.err.splitlines()[-1].startswith(f"{ended.err.count(' error[')} errors")


@pytest.mark.parametrize("fault", ["- [", "- {id: start}"])
def test_grades_that_can_not_be_read_leave_no_role_without_levels(
    fault: str, run: Callable[..., Ended], atlas: Atlas
) -> None:
    """A grades file that can't be read is reported without a crash, although a role lists grades that are then unknown."""
    atlas.write("vocabularies/grades.yml", fault)
    atlas.replace(
        "roles/map-maker.yml", "summary:\n  de: Z", "grades: [{grade: start}, {grade: full}]\nsummary:\n  de: Z"
    )
    ended = run("check", "--content", atlas.root)
    assert ended.code == 1
    assert "vocabularies/grades.yml:" in ended.err


def test_errors_of_structure_are_named_with_what_waits_for_them(run: Callable[..., Ended], atlas: Atlas) -> None:
    atlas.replace("trainings/star-course.yml", "from: none, to: seen", "from: seen, to: seen")
    err = run("check", "--content", atlas.root).err
    assert "error[level-order]" in err
    assert "more may follow: " in err


@pytest.mark.parametrize("name", ["link-loop", "latin-1", "cycle", "alias-bomb", "folder-in-folder"])
def test_in_a_process_of_its_own(name: str, atlas: Atlas) -> None:
    row = next(row for row in TABLE if row.name == name)
    row.change(atlas)
    root = Path(__file__).parent.parent
    command = [sys.executable, "-m", "generator", "check", "--content", str(atlas.root)]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines()[-1].startswith("1 error, ")
    assert "Traceback" not in ended.stderr


def test_a_file_that_may_not_be_read(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read every file, so the test raises the error itself.
    original = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "baker.yml":
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert atlas.places() == [("occupations/baker.yml", 1, 1, "unreadable")]


def test_a_folder_that_may_not_be_read(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path.iterdir

    def iterdir(path: Path) -> object:
        if path.name == "occupations":
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert ("occupations", 1, 1, "unreadable") in atlas.places()


def test_a_file_name_that_is_no_text(atlas: Atlas) -> None:
    name = b"b\xffker\n.yml"
    (atlas.root / "occupations" / name.decode("utf-8", "surrogateescape")).write_bytes(b"x")
    (problem,) = [problem for problem in atlas.problems() if problem.code == "bad-file-name"]
    assert str(problem).isprintable()
    assert str(problem).encode()
