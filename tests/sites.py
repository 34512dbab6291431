"""Sites for tests: projects to build in, commands run as users run them, and what is in the built folders."""

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
"""Time of builds of the fictional atlas, in seconds since 1970."""
ARCHIVE = "atlas-offline.zip"


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a command: with the program beside these tests, and without the caller's content and build time."""
    ours = ("ROLLENATLAS_", "SOURCE_DATE_EPOCH")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {**inherited, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), **more}


def run(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module and return how it ended."""
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
    """Run a Python module; fail unless it ends with exit code 0."""
    result = run(*arguments, cwd=cwd, **more)
    assert result.returncode == 0, result.stdout + result.stderr


def build(target: Path, content: Path) -> None:
    """Build the web edition of a content folder with plain MkDocs."""
    command = ("mkdocs", "build", "--strict", "--quiet", "-d", str(target))
    succeed(*command, cwd=ROOT, ROLLENATLAS_CONTENT=str(content))


def bundle(target: Path, content: Path, **more: str) -> None:
    """Make the bundle of a content folder and unpack it beside its archive; the target folder appears only when complete."""
    partial = target.with_name(f"{target.name}.partial")
    archive = partial / ARCHIVE
    succeed("generator", "bundle", "--content", str(content), "--out", str(archive), cwd=ROOT, **more)
    shutil.unpack_archive(archive, partial)
    partial.rename(target)


def digest(folder: Path) -> dict[str, str]:
    """Return the SHA-256 digest of each file of a folder by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def project(folder: Path, content: Path = FIXTURE) -> Path:
    """Copy all that a site is built from into a folder and return the folder."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "site_templates", folder / "site_templates")
    shutil.copytree(content, folder / "content")
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that must occur exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def left_over(folder: Path) -> list[Path]:
    """Return what a build left beside its site, except the notes for the next build."""
    return [*folder.glob(".site.[!k]*"), *folder.glob(".site.kept/*.new")]


def until(what: str, done: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something has happened; the long limit is for a busy machine."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"{what} did not happen within {seconds} seconds"
        time.sleep(0.05)
