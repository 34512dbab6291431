"""Unit tests of the browser's scripts in their published form, run by Node."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.publish.assets import shortened
from generator.resources import templates_folder

NODE_TESTS = Path(__file__).parent / "node"


@pytest.mark.system
def test_scripts_do_what_their_unit_tests_say(tmp_path: Path) -> None:
    node = shutil.which("node") or pytest.fail("no node found; make test installs it with apt when run as root")
    for folder in ("static/assets", "root", "search"):
        for path in (templates_folder() / folder).glob("*.js"):
            # No language is given here, since each test sets what it needs of one.
            (tmp_path / path.name).write_bytes(shortened(path.name, path.read_bytes()))
    tests = sorted(map(str, NODE_TESTS.glob("*.test.mjs")))
    assert tests
    result = subprocess.run(
        [node, "--test", *tests],
        env={**os.environ, "SCRIPTS": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
