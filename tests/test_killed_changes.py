"""A change of many files killed at any moment is complete or undone after the next command, and no edit by a person is lost."""

from __future__ import annotations

import contextlib
import hashlib
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from generator.workbench.journal import JOURNAL_FOLDER, ChangedMeanwhileError, commit, resume
from generator.workbench.workspace import FileChange
from tests.atlas import Atlas, copy_fixture
from tests.conftest import Ended
from tests.sites import environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as Unix does")

# The command line, which kills itself as kill -9 would right before its n-th operation on files of the content folder.
RUN = """
import os, signal, sys, datetime
root, moment = os.path.realpath(sys.argv[1]), int(sys.argv[2])
own, done = os.getpid(), 0

def watch(event, arguments):
    global done
    if os.getpid() != own:  # a process that the command started
        return
    if event == "open" and not (isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")):
        return
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") and str(arguments[0]).startswith(root):
        done += 1
        if done == moment:
            os.kill(os.getpid(), 9)

from generator.cli import main
sys.argv = ["rollenatlas", *sys.argv[3:]]
sys.addaudithook(watch)
try:
    main.main(datetime.date(2025, 6, 30))
finally:
    print(done, file=sys.__stdout__)
"""
COMMANDS = {
    "rename": ("rename", "skill", "lamp-care", "lamp-tending", "--yes"),
    "merge": ("merge", "role", "night-porter", "lighthouse-keeper", "--yes"),
    "import": ("import", "csv", "../requirements.csv", "../occupation_levels.csv", "--yes"),
    "fix": ("check", "--fix"),
}
BY_NAME = pytest.mark.parametrize("name", COMMANDS)


def files(root: Path) -> dict[str, bytes]:
    """Return the bytes of all files in a folder, including hidden ones, by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def prepare(folder: Path) -> Atlas:
    """Return a copy of the fictional atlas in which each command has something to change."""
    atlas = copy_fixture(folder)
    atlas.write("style.yml", 'languages: {en: {marks: [{write: ’, instead_of: ["\'"]}]}}\n')
    atlas.replace("occupations/baker.yml", "Is awake at night already.", "Isn't asleep at night.")
    atlas.replace("roles/night-porter.yml", "reviewed:", "notice: {de: Kein Wort., en: It isn't a word.}\nreviewed:")
    (folder / "occupation_levels.csv").write_text("occupation,skill,level\nbaker,night-watch,seen\n", encoding="utf-8")
    (folder / "requirements.csv").write_text(
        "role,skill,level,necessity\nnight-porter,lamp-care,tried,optional\nlighthouse-keeper,harbour-piloting,tried,essential\n",
        encoding="utf-8",
    )
    return atlas


def killed(root: Path, name: str, moment: int) -> subprocess.CompletedProcess[str]:
    """Run a command that is killed right before its n-th operation on files; with 0 it is not killed."""
    return subprocess.run(
        [sys.executable, "-c", RUN, str(root), str(moment), *COMMANDS[name], "--content", str(root)],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


@cache
def whole(name: str) -> tuple[dict[str, bytes], dict[str, bytes], int]:
    """Return the files before and after a command that is not killed, and the number of its operations on files."""
    with tempfile.TemporaryDirectory() as folder:
        atlas = prepare(Path(folder))
        before = files(atlas.root)
        ended = killed(atlas.root, name, 0)
        assert ended.returncode == 0, ended.stderr
        return before, files(atlas.root), int(ended.stdout.splitlines()[-1])


def assert_whole_after_kill(folder: Path, name: str, share: float, run: Callable[..., Ended]) -> None:
    """Kill a command after a share of its operations: the next check completes or undoes it, and the command can be run again."""
    before, after, steps = whole(name)
    atlas = prepare(folder / "killed")
    assert killed(atlas.root, name, 1 + int(share * (steps - 1))).returncode == -signal.SIGKILL
    run("check", "--content", atlas.root)
    assert files(atlas.root) in (before, after)
    if files(atlas.root) == before:
        with contextlib.chdir(atlas.root):
            assert run(*COMMANDS[name], "--content", atlas.root).code == 0
    assert files(atlas.root) == after


@BY_NAME
@pytest.mark.parametrize("share", [pytest.param(0.1, marks=pytest.mark.audit), 0.6])
def test_some_moments(tmp_path: Path, run: Callable[..., Ended], name: str, share: float) -> None:
    assert_whole_after_kill(tmp_path, name, share, run)


@pytest.mark.audit
@pytest.mark.parametrize("moment", range(30))
def test_thirty_moments(tmp_path: Path, run: Callable[..., Ended], moment: int) -> None:
    name = list(COMMANDS)[moment % len(COMMANDS)]
    assert_whole_after_kill(tmp_path, name, moment / 29, run)


def test_an_edit_after_the_kill_is_not_overwritten(tmp_path: Path) -> None:
    """An edit made after the kill is not overwritten: the change is completed only once the edit is taken back."""
    root = tmp_path
    for name in "abc":
        (root / name).write_text("old")
    folder = root / JOURNAL_FOLDER
    folder.mkdir()
    digest = {text: hashlib.sha256(text.encode()).hexdigest() for text in ("old", "new")}
    steps = [{"file": name, "before": digest["old"], "after": digest["new"], "content": "0"} for name in "abc"]
    (folder / "0").write_text("new")
    (folder / "list.json").write_text(json.dumps(steps))
    (root / "b").write_text("a person's work")
    with pytest.raises(ChangedMeanwhileError, match="b was edited"):
        resume(root)
    assert {name: (root / name).read_text() for name in "abc"} == {"a": "old", "b": "a person's work", "c": "old"}
    (root / "b").write_text("old")
    assert resume(root)
    assert {(root / name).read_text() for name in "abc"} == {"new"}
    assert not resume(root)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([{"file": "../victim", "before": "", "after": "", "content": "0"}], id="above"),
        pytest.param([{"file": "/tmp/victim", "before": "", "after": "", "content": "0"}], id="elsewhere"),
        pytest.param(
            [{"file": "a", "before": "", "after": "", "content": "../../secret"}], id="content from elsewhere"
        ),
        pytest.param([{"file": 1}], id="another list"),
        pytest.param(None, id="none"),
    ],
)
def test_a_list_that_came_with_somebodys_records_is_not_followed(steps: object, tmp_path: Path) -> None:
    """A list of changes that came with somebody else's records is rejected, since it could name any file."""
    root = tmp_path / "content"
    (root / JOURNAL_FOLDER).mkdir(parents=True)
    (root / JOURNAL_FOLDER / "0").write_text("x")
    (tmp_path / "secret").write_text("s")
    (root / JOURNAL_FOLDER / "list.json").write_text(json.dumps(steps))
    before = files(tmp_path)
    with pytest.raises(ChangedMeanwhileError, match="no change that this program has begun"):
        resume(root)
    assert files(tmp_path) == before


def test_a_file_that_changed_since_it_was_read_stops_the_change(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("other")
    with pytest.raises(ChangedMeanwhileError, match="has changed meanwhile"):
        commit(tmp_path, [FileChange("b", None, b"x"), FileChange("a", b"old", b"new")])
    assert files(tmp_path) == {"a": b"other"}


def test_two_runs_wait_for_each_other(tmp_path: Path) -> None:
    """Concurrent runs wait for each other: none takes another's unfinished change for an interrupted one."""
    for number in range(8):
        (tmp_path / str(number)).write_bytes(b"old")

    def change(number: int) -> None:
        for step in range(20):
            name, old, new = str(number), b"old" if step == 0 else str(step - 1).encode(), str(step).encode()
            commit(tmp_path, [FileChange(name, old, new)])
            resume(tmp_path)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(change, range(8))) == [None] * 8
    assert files(tmp_path) == {str(number): b"19" for number in range(8)}


@pytest.mark.parametrize("verb", ["check", "report", "spell", "changes"])
def test_every_verb_takes_back_what_had_not_begun(run: Callable[..., Ended], atlas: Atlas, verb: str) -> None:
    (atlas.root / f"{JOURNAL_FOLDER}.partial").mkdir()
    (atlas.root / f"{JOURNAL_FOLDER}.partial/0").write_text("half")
    assert run(verb, "--content", atlas.root).code == 0
    assert not (atlas.root / f"{JOURNAL_FOLDER}.partial").exists()
