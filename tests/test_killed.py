"""The processes of a build end when it is killed, so that none writes while the next build runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sites import EPOCH, change, digest, environment, left_over, project, succeed, until
from tests.test_killed_changes import RUN

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

# A parent that starts two processes, which run for a long time, and prints their process ids.
PARENT = """
import multiprocessing, signal, sys, time
from generator.workers import Worker
from tests.test_killed import linger

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background ignores it
    workers = [Worker(linger, sys.argv[1], number) for number in range(2)]
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(600)
"""


def linger(folder: str, number: int) -> None:
    """Write a file again and again for at least 1,000 seconds."""
    for count in range(100_000):
        (Path(folder) / str(number)).write_text(str(count), encoding="utf-8")
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Return whether a process still runs; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def of_session(session: int) -> list[int]:
    """Return the ids of a session's processes that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3] == str(session) and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_processes_end_with_their_parent(tmp_path: Path, number: signal.Signals) -> None:
    """Processes end with their parent, however it ends; otherwise they would run for many minutes."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    children: list[int] = []
    try:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(children) == 2
        until("the first writing", lambda: len(list(tmp_path.iterdir())) == 2)
        parent.send_signal(number)
        parent.wait(60)
        until("the end of the children", lambda: not any(map(alive, children)), 30)
    finally:
        for pid in filter(alive, children):
            os.kill(pid, signal.SIGKILL)
        parent.kill()
        parent.stdout.close()  # type: ignore[union-attr]
        parent.wait()


def test_a_killed_build_leaves_no_process_and_the_last_good_site(coast_web: Path, tmp_path: Path) -> None:
    """A killed build leaves no process and does not change the last good site, and the next build works."""
    folder = project(tmp_path / "project")
    shutil.copytree(coast_web, folder / "site")
    (folder / "site" / "old.html").touch()
    before = digest(folder / "site")
    build = subprocess.Popen(
        [sys.executable, "-m", "generator", "build"],
        cwd=folder,
        env=environment(),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until(
        "the work of all processes",
        lambda: build.poll() is not None or ((folder / ".site.building").exists() and len(of_session(build.pid)) > 2),
    )
    assert build.poll() is None
    build.kill()
    build.wait()
    until("the end of all processes", lambda: not of_session(build.pid), 30)
    assert digest(folder / "site") == before
    succeed("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    assert digest(folder / "site") == digest(coast_web)


EDITED = ("occupations/baker.yml", "en: Baker", "en: Bread baker")
MOMENTS = 6


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], dict[str, str], int]:
    """Return a project edited after its build, digests of its site before and after the edit, and a build's number of file operations."""
    folder = project(tmp_path_factory.mktemp("killed") / "project")
    succeed("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    name, old, new = EDITED
    change(folder / "content" / name, old, new)
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    ended = killed_build(other, 0)
    assert ended.returncode == 0, ended.stderr
    return folder, digest(folder / "site"), digest(other / "site"), int(ended.stdout.splitlines()[-1])


def killed_build(folder: Path, moment: int) -> subprocess.CompletedProcess[str]:
    """Run a build that is killed right before its n-th operation on files of the project; with 0 it is not killed."""
    return subprocess.run(
        [sys.executable, "-c", RUN, str(folder), str(moment), "build"],
        cwd=folder,
        env=environment(SOURCE_DATE_EPOCH=EPOCH),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.audit
@pytest.mark.parametrize("number", range(MOMENTS))
def test_a_build_killed_at_any_moment_loses_nothing(
    rebuilt: tuple[Path, dict[str, str], dict[str, str], int], tmp_path: Path, number: int
) -> None:
    """A build killed at any moment, also while swapping sites, keeps the records and a good site; the next build leaves no remains."""
    whole, before, after, steps = rebuilt
    moment = [1, steps // 3, 2 * steps // 3, steps - 2, steps - 1, steps][number]
    folder = tmp_path / "project"
    shutil.copytree(whole, folder)
    records = digest(folder / "content")
    assert killed_build(folder, moment).returncode == -signal.SIGKILL
    assert digest(folder / "content") == records
    there = folder / "site" if (folder / "site").exists() else folder / ".site.previous"
    assert digest(there) in (before, after)
    succeed("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    assert digest(folder / "site") == after
    assert digest(folder / "content") == records
    assert left_over(folder) == []
