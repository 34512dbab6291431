"""The project that ``init`` writes: its settings agree with ours, its Makefile says what takes long, git ignores what the program makes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.editors import EDITOR_FOLDER
from generator.resources import templates_folder
from generator.workbench.journal import JOURNAL_FOLDER
from tests.conftest import Ended
from tests.sites import ROOT

STARTER = templates_folder() / "starter"


def test_the_project_s_configuration_is_ours_but_for_its_folders() -> None:
    def settings(path: Path) -> dict[str, Any]:
        found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for key in ("docs_dir", "watch"):
            del found[key]
        return found

    theirs = settings(STARTER / "project/mkdocs.yml")
    assert theirs["extra_css"].pop() == "assets/own.css"
    assert theirs == settings(ROOT / "mkdocs.yml")


def test_its_workflows_use_what_ours_use() -> None:
    """The example's workflows use actions and images in this repository's versions, and targets of the example's Makefile."""

    def used(*paths: Path) -> set[str]:
        text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
        return set(re.findall(r"(?:uses|image): (\S+)", text)) | set(re.findall(r'python-version: ("[\d.]+")', text))

    project = STARTER / "project"
    theirs = (project / "dot-github/workflows/atlas.yml", project / "dot-gitlab-ci.yml")
    assert used(*theirs) <= used(ROOT / ".gitlab-ci.yml", *(ROOT / ".github/workflows").glob("*.yml"))
    rules = set(re.findall(r"^([a-z]+):", (project / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for text in (
        *(path.read_text(encoding="utf-8") for path in theirs),
        *(path.read_text(encoding="utf-8") for path in STARTER.glob("README.*.md")),
    ):
        assert set(re.findall(r"(?:run: |- |`)make ([a-z]+)", text)) <= rules


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_each_long_step_of_the_first_test_run_is_announced(run: Callable[..., Ended], tmp_path: Path) -> None:
    """A line is printed before the packages are installed, and before the tests run."""
    run("init", tmp_path / "own")
    listed = subprocess.run(["make", "-n", "test"], cwd=tmp_path / "own", capture_output=True, text=True, check=True)
    lines = listed.stdout.splitlines()
    for words, command in (("Setting up .venv", "-m venv"), ("Running tests/", "-m pytest")):
        (place,) = (number for number, line in enumerate(lines) if command in line)
        assert words in lines[place - 1]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_ignores_what_the_program_makes(run: Callable[..., Ended], tmp_path: Path) -> None:
    """Schemas for editors and changes under way are not committed; records are."""
    own = tmp_path / "own"
    run("init", own)
    subprocess.run(["git", "init", "-q", own], check=True)
    made = [
        f"{EDITOR_FOLDER}/role.json",
        f"content/{JOURNAL_FOLDER}/0",
        f"content/{JOURNAL_FOLDER}.partial/0",
        "site/index.html",
    ]
    asked = [*made, "content/site.yml"]
    listed = subprocess.run(["git", "check-ignore", *asked], cwd=own, capture_output=True, text=True, check=True)
    assert listed.stdout.splitlines() == made
