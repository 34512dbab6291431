"""How long building takes, against peers in the same run: plain Material on our own export, and Hugo on that of version 1.0.0.

Figures are medians over some rounds, the runs of a round one after the other; a round before them warms the caches. Memory is that of
all processes of a build together, each page of memory counted once (proportional set size), as Linux tells it every twentieth of a second.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.bench import hugo
from tests.generate_atlas import Size, generate

ROOT = Path(__file__).parents[2]
ROUNDS = 3
LARGE = Size(roles=60, skills=1300, trainings=750, occupations=20)
"""About 4,750 pages in both languages, 51 kB each."""
FOUR_TIMES = Size(roles=240, skills=5200, trainings=3000, occupations=20)

Row = tuple[str, str, str]


def rows() -> Iterator[Row]:
    """Lines of the benchmark table: what, figure, target."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        yield from _shipped(folder / "shipped")
        if hugo.present():
            yield from _generated(folder / "generated")
        else:
            yield "hugo: not installed (Debian: apt-get install hugo), so no figures of the generated atlas", "-", ""
        yield from _check(folder / "check")


def _shipped(folder: Path) -> Iterator[Row]:
    exported = folder / "export"
    _generator("export", str(exported))
    languages = sorted(exported.iterdir())
    site = folder / "site"
    times = _medians(
        {
            "atlas": lambda: _generator("build", "--out", str(site)),
            "plain": lambda: _together([_plain(language) for language in languages]),
            "plain in turn": lambda: _in_turn([_plain(language) for language in languages]),
        }
    )
    yield f"shipped atlas, {_pages(site)} pages, both languages", f"{times['atlas']:.2f} s", ""
    yield "plain Material on its export, both languages at once", f"{times['plain']:.2f} s", ""
    yield "plain Material on its export, one language after the other", f"{times['plain in turn']:.2f} s", ""
    yield "atlas to plain Material, both at once", f"{times['atlas'] / times['plain']:.2f}", "at most 0.35"
    yield "atlas to plain Material, one after the other", f"{times['atlas'] / times['plain in turn']:.2f}", ""


def _generated(folder: Path) -> Iterator[Row]:
    large, four = folder / "large", folder / "four"
    generate(large, LARGE)
    generate(four, FOUR_TIMES)
    sites = hugo.sites(ROOT, large, folder / "hugo")
    target = folder / "site"
    times = _medians(
        {
            "large": lambda: _generator("build", "--content", str(large), "--out", str(target)),
            "hugo": lambda: [hugo.build(site) for site in sites],
        }
    )
    pages = _pages(target)
    size = sum(path.stat().st_size for path in target.rglob("*.html")) / pages / 1000
    yield f"generated atlas, {pages} pages of {size:.0f} kB", f"{times['large']:.2f} s", ""
    yield f"Hugo on the export of {hugo.COMMIT}, one language after the other", f"{times['hugo']:.2f} s", ""
    yield "atlas to Hugo", f"{times['large'] / times['hugo']:.2f}", "at most 1.5"
    start = time.perf_counter()
    memory = _memory([sys.executable, "-m", "generator", "build", "--content", str(four), "--out", str(target)])
    seconds = time.perf_counter() - start
    yield f"four times the atlas, {_pages(target)} pages", f"{seconds:.2f} s", ""
    yield "of the time of one", f"{seconds / times['large']:.2f}", "at most 4.2"
    yield "memory of all processes", f"{memory / 1e9:.2f} GB", "at most 1.2 GB"


def _check(folder: Path) -> Iterator[Row]:
    before = hugo.program(ROOT, folder)
    own, old = _cpu(ROOT), _cpu(before)
    yield "check of the shipped content, CPU", f"{own:.2f} s", ""
    yield f"to that of {hugo.COMMIT}", f"{own / old:.2f}", "at most 0.5"


def _medians(runs: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(ROUNDS + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if turn:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def _pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def _generator(*arguments: str) -> None:
    command = [sys.executable, "-m", "generator", *arguments]
    subprocess.run(command, cwd=ROOT, env=_environment(), check=True, stdout=subprocess.DEVNULL)


def _plain(folder: Path) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]


def _together(commands: list[list[str]]) -> None:
    processes = [subprocess.Popen(command, env=_environment()) for command in commands]
    if sum(abs(process.wait()) for process in processes):
        raise RuntimeError("plain Material could not build the export")


def _in_turn(commands: list[list[str]]) -> None:
    for command in commands:
        _together([command])


def _cpu(folder: Path) -> float:
    """CPU seconds of a check of the shipped content by the program in a folder: the least of some runs."""
    seconds = []
    for _ in range(ROUNDS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "generator", "check", "--content", str(folder / "content")]
        subprocess.run(command, cwd=folder, env=_environment(), check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(seconds)


def _memory(command: list[str]) -> int:
    """Most memory in bytes that a command and its child processes take together."""
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, sum(_proportional(pid) for pid in _family(process.pid)))
        time.sleep(0.05)
    if process.returncode:
        raise RuntimeError("the build failed")
    return most


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # ended meanwhile
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
