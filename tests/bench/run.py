"""Run commands for a benchmark: measure the seconds and the most memory of them and their children, and stop them after half an hour.

Memory counts each shared page once (proportional set size). It is read from /proc twice a second, more often in the first half second.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LIMIT = 1800.0
"""Seconds after which a run is stopped."""
_STEP, _LOOK = 0.005, 0.5
CACHE = Path(tempfile.gettempdir()) / "rollenatlas-bench"
"""Cache folder of all measured programs."""

Command = Sequence[str]


class StoppedError(Exception):
    """A run took longer than its limit, or failed; the message says which."""


@dataclass(frozen=True, slots=True)
class Run:
    """The seconds that a run took, and its most bytes of memory."""

    seconds: float
    memory: int


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of all runs, with a cache folder of their own."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(CACHE), **(more or {})}


def run(commands: Sequence[Command], folder: Path, limit: float = LIMIT) -> Run:
    """Run commands at the same time until all have ended. Raises ``StoppedError`` after ``limit`` seconds, or if one fails."""
    start = time.perf_counter()
    processes = [_started(command, folder) for command in commands]
    most, looked = 0, start
    try:
        while any(process.poll() is None for process in processes):
            now = time.perf_counter()
            if now - start > limit:
                raise StoppedError(f"stopped after {limit / 60:.0f} minutes")
            if now - looked > _LOOK or now - start < _LOOK:
                most = max(most, sum(_proportional(pid) for process in processes for pid in _family(process.pid)))
                looked = now
            time.sleep(_STEP if now - start < 10 else 10 * _STEP)
    finally:
        for process in processes:
            end(process)
    if any(process.returncode for process in processes):
        raise StoppedError("failed")
    return Run(time.perf_counter() - start, most)


@contextmanager
def running(command: Command, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in the background and stop it afterwards."""
    process = _started(command, folder)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that still runs, with its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _started(command: Command, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # the process has ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
