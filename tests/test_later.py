"""What a build makes depends on the day of the commit, not on the clock: the same commit gives the same bytes next year."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.atlas import TODAY, Atlas
from tests.sites import EPOCH, digest, environment, project

DAY = datetime.datetime.fromtimestamp(int(EPOCH), datetime.UTC).date()
TOMORROW = TODAY + datetime.timedelta(days=1)
NEXT_YEAR = DAY + datetime.timedelta(days=400)
# Runs the command line with another day than the machine's.
ON_A_DAY = """
import datetime, sys
from generator.cli.main import main
main(datetime.date.fromisoformat(sys.argv.pop(1)))
"""
COMMANDS = {
    "publish": ["build", "--publish", "--config", "mkdocs.yml", "--out", "out/site"],
    "bundle": ["bundle", "--config", "mkdocs.yml", "--out", "out/atlas-offline.zip"],
    "export": ["export", "--config", "mkdocs.yml", "out/export"],
    "handbook": ["handbook", "--out", "out/handbook"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose content passes the check only until an exception in it ends, which is tomorrow."""
    folder = project(tmp_path / "project")
    atlas = Atlas(folder / "content")
    atlas.write("skills/glue.yml", "title: {de: Leim, en: Glue}\ntype: skill\ngroup: craft\n")
    atlas.replace("site.yml", "orphan_skills: 0", "orphan_skills: 1")
    atlas.write(
        "exceptions.yml", f"- {{code: orphan-skill, record: skills/glue, reason: soon used, until: {TOMORROW}}}\n"
    )
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return folder


@pytest.mark.parametrize(
    "name", [name if name == "bundle" else pytest.param(name, marks=pytest.mark.audit) for name in COMMANDS]
)
def test_what_is_made_does_not_follow_the_clock(name: str, folder: Path) -> None:
    """Next year the exception has ended and the check fails; what is made of the same commit is still the same."""
    made = []
    for day in (DAY, NEXT_YEAR):
        command = [sys.executable, "-c", ON_A_DAY, day.isoformat(), *COMMANDS[name]]
        ended = subprocess.run(
            command, env=environment(SOURCE_DATE_EPOCH=EPOCH), capture_output=True, text=True, check=False, timeout=300
        )
        assert ended.returncode == 0, ended.stderr
        made.append(digest(folder / "out"))
    assert made[0] == made[1] != {}


@pytest.mark.parametrize(("day", "code"), [(TODAY, 0), (TOMORROW, 0), (NEXT_YEAR, 1)])
def test_the_check_follows_the_clock(day: datetime.date, code: int, folder: Path, run: Callable[..., Any]) -> None:
    ended = run("check", day=day)
    assert ended.code == code
    assert ("error[exception-over]" in ended.out + ended.err) is bool(code)
