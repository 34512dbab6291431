"""Sites for tests: projects to build in, commands run as their users run them, and what lies in the built folders."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.atlas import FIXTURE

ROOT = Path(__file__).parents[1]
EPOCH = "1750000000"
"""The time that builds of the fictional atlas carry."""
ARCHIVE = "atlas-offline.zip"


def environment(**more: str) -> dict[str, str]:
    """Environment of a command: the program beside these tests, and nothing of the caller's that names other content or another time."""
    ours = ("ROLLENATLAS_", "SOURCE_DATE_EPOCH")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {**inherited, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), **more}


def run(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def succeed(*arguments: str, cwd: Path, **more: str) -> None:
    """Run a Python module, which must end well."""
    result = run(*arguments, cwd=cwd, **more)
    assert result.returncode == 0, result.stdout + result.stderr


def build(target: Path, content: Path) -> None:
    """Build the web edition of a content folder with plain MkDocs."""
    command = ("mkdocs", "build", "--strict", "--quiet", "-d", str(target))
    succeed(*command, cwd=ROOT, ROLLENATLAS_CONTENT=str(content))


def bundle(target: Path, content: Path, **more: str) -> None:
    """Make the bundle of a content folder in a folder and unpack it there, as its readers do; the folder appears whole."""
    partial = target.with_name(f"{target.name}.partial")
    archive = partial / ARCHIVE
    succeed("generator", "bundle", "--content", str(content), "--out", str(archive), cwd=ROOT, **more)
    shutil.unpack_archive(archive, partial)
    partial.rename(target)


def digest(folder: Path) -> dict[str, str]:
    """Digest of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def project(folder: Path, content: Path = FIXTURE) -> Path:
    """Copy what a site is built from into a folder."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "site_templates", folder / "site_templates")
    shutil.copytree(content, folder / "content")
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def left_over(folder: Path) -> list[Path]:
    """What a build has left beside its site, apart from what the next one has to know."""
    return [*folder.glob(".site.[!k]*"), *folder.glob(".site.kept/*.new")]


def until(what: str, done: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something has happened; the limit is for a machine that is busy with other things."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"{what} did not happen within {seconds} seconds"
        time.sleep(0.05)
