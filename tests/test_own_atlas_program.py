"""The program of an atlas that ``init`` makes: the wheel that it installs, its pinned packages, and what the wheel carries."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import __version__
from generator.resources import templates_folder
from generator.starter import program as programs
from generator.starter.program import WheelError, program
from tests.conftest import Ended
from tests.sites import ROOT

BUILD = {"editables", "hatchling", "tomlkit", "trove-classifiers"}
"""Packages of this repository's lock that only building the program's wheel needs."""
Run = Callable[..., Ended]


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Return a file whose name is that of a wheel."""
    path = tmp_path / f"rollenatlas-{__version__}-py3-none-any.whl"
    path.write_bytes(b"wheel")
    return path


def test_a_wheel_is_taken_along_with_its_hash(run: Run, wheel: Path, tmp_path: Path) -> None:
    assert run("init", tmp_path / "atlas", "--wheel", wheel).code == 0
    digest_of_wheel = hashlib.sha256(b"wheel").hexdigest()
    assert (tmp_path / "atlas/program.lock").read_text() == f"./wheels/{wheel.name} --hash=sha256:{digest_of_wheel}\n"
    assert (tmp_path / "atlas/wheels" / wheel.name).read_bytes() == b"wheel"


def test_a_wheel_on_a_server_bears_its_hash() -> None:
    address, sum_ = "https://x.example/rollenatlas-1-py3-none-any.whl", "a" * 64
    assert program(f"{address}#sha256={sum_}").lock == f"rollenatlas @ {address} --hash=sha256:{sum_}\n"
    for wrong in ("", "#sha256=", "#sha256=abc", "#md5=" + sum_):
        with pytest.raises(WheelError):
            program(address + wrong)


@pytest.mark.parametrize("scheme", ["file", "https", "none", "folder", "gone"])
def test_the_wheel_of_this_installation_is_found(scheme: str, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel is taken from pip's note (PEP 610); without such a note nothing is guessed."""
    records: dict[str, Any] = {
        "file": {"url": wheel.as_uri(), "archive_info": {}},
        "https": {"url": "https://x.example/a.whl", "archive_info": {"hashes": {"sha256": "b" * 64}}},
        "none": {},
        "folder": {"url": wheel.parent.as_uri(), "dir_info": {}},
        "gone": {"url": (wheel.parent / "gone.whl").as_uri(), "archive_info": {}},
    }

    class Installed:
        def read_text(self, name: str) -> str:
            return json.dumps(records[scheme])

    monkeypatch.setattr(programs, "distribution", lambda _: Installed())
    found = program("")
    if scheme == "file":
        assert found.wheel == wheel
    elif scheme == "https":
        assert found.lock == f"rollenatlas @ https://x.example/a.whl --hash=sha256:{'b' * 64}\n"
    else:
        assert all(line.startswith("#") for line in found.lock.splitlines())


def test_the_lock_pins_what_ours_pins() -> None:
    """The example's lock has every package with the version and hashes of this repository's lock."""

    def pins(path: Path) -> dict[str, str]:
        text = re.sub(r"\n +#.*", "", path.read_text(encoding="utf-8"))
        found = re.findall(r"^([a-z0-9-]+)(==.*?)(?=^[a-z]|\Z)", text, re.MULTILINE | re.DOTALL)
        return {f"{name}{pin.split(chr(92))[0]}".strip(): pin for name, pin in found}

    ours, theirs = pins(ROOT / "requirements-dev.lock"), pins(templates_folder() / "starter/requirements.lock")
    runtime = {name for name in pins(ROOT / "requirements.lock") if name.split("==")[0] not in BUILD}
    assert runtime <= theirs.keys()
    assert {name: pin for name, pin in theirs.items() if ours.get(name) != pin} == {}
    assert any(name.startswith("pytest==") for name in theirs)


def test_the_wheel_carries_all_that_a_new_atlas_needs(tmp_path: Path) -> None:
    """The wheel has the templates, strings, the example with its dot files, and the configuration for projects without one."""
    command = [
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run([sys.executable, *command], check=True, capture_output=True, timeout=120)
    (built,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(built).namelist())
    source = templates_folder()
    files = {
        path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc"
    }
    assert {f"generator/site_templates/{name}" for name in files} <= names
    assert "generator/mkdocs.yml" in names
    assert not [name for name in names if name.endswith(".pyc") or "/content/roles/ai-" in name]
