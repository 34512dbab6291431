"""The Makefile of the project that ``init`` writes: it announces steps that take long."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_each_long_step_of_the_first_test_run_is_announced(run: Callable[..., Ended], tmp_path: Path) -> None:
    """A line is printed before the packages are installed, and before the tests run."""
    run("init", tmp_path / "own")
    listed = subprocess.run(["make", "-n", "test"], cwd=tmp_path / "own", capture_output=True, text=True, check=True)
    lines = listed.stdout.splitlines()
    for words, command in (("Setting up .venv", "-m venv"), ("Running tests/", "-m pytest")):
        (place,) = (number for number, line in enumerate(lines) if command in line)
        assert words in lines[place - 1]
