"""How long building takes, against plain Material on the same pages in the same run.

The pages are exported as Markdown and built by MkDocs with Material alone (both languages at once, as ours are), so that the difference is
what the atlas costs: loading and checking the records, rendering, search names, twins. Reading the built HTML is timed apart.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from generator.publish.verify import verify_site

from tests.generate_atlas import Size, generate

ROOT = Path(__file__).parents[2]
ROUNDS = 3
LARGE = Size(roles=60, skills=1300, trainings=750, occupations=20)
"""About 2,500 pages a language."""


@dataclass(frozen=True)
class Figures:
    """Median seconds of the compared runs, and the number of pages of one language."""

    pages: int
    atlas: float
    verification: float
    plain: float
    one_language: float


def measure(content: Path | None) -> Figures:
    """Time the atlas, plain Material and one language alone, turn by turn."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary)
        exported = folder / "export"
        _generator("export", *_content(content), str(exported))
        languages = sorted(path.name for path in exported.iterdir())
        for language in languages:
            _without_network(exported / language / "mkdocs.yml")
        site = folder / "site"
        runs: dict[str, Callable[[], None]] = {
            "atlas": lambda: _generator("build", *_content(content), "--out", str(site)),
            "plain": lambda: _plain([exported / language for language in languages]),
            "one": lambda: _one_language(languages[0], folder / "stage", content),
        }
        times: dict[str, list[float]] = {name: [] for name in runs}
        for turn in range(ROUNDS + 1):
            for name, run in runs.items():
                start = time.perf_counter()
                run()
                if turn:  # the first turn warms the caches
                    times[name].append(time.perf_counter() - start)
        start = time.perf_counter()
        verify_site(site, languages)
        verification = time.perf_counter() - start
        pages = sum(1 for _ in (site / languages[0]).rglob("*.html"))
        median = {name: statistics.median(values) for name, values in times.items()}
    return Figures(pages, median["atlas"], verification, median["plain"], median["one"])


def _content(content: Path | None) -> list[str]:
    return ["--content", str(content)] if content else []


def _generator(*arguments: str) -> None:
    _run([sys.executable, "-m", "generator", *arguments])


def _one_language(language: str, stage: Path, content: Path | None) -> None:
    settings = {"ROLLENATLAS_LANGUAGE": language, "ROLLENATLAS_STAGE": str(stage)}
    if content:
        settings["ROLLENATLAS_CONTENT"] = str(content)
    _run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"], **settings)


def _plain(folders: list[Path]) -> None:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file"]
    processes = [subprocess.Popen([*command, str(folder / "mkdocs.yml")], env=environment) for folder in folders]
    if sum(abs(process.wait()) for process in processes):
        raise RuntimeError("plain Material could not build the export")


def _run(command: list[str], **settings: str) -> None:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _without_network(config: Path) -> None:
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["theme"]["font"] = False
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def rows() -> Iterator[tuple[str, str, str]]:
    """Lines of the benchmark table: what, figure, target."""
    shipped = measure(None)
    extra = shipped.atlas - shipped.verification - shipped.plain
    yield f"shipped atlas, {shipped.pages} pages a language, both languages", f"{shipped.atlas:.2f} s", ""
    yield "of it reading the built HTML", f"{shipped.verification:.2f} s", ""
    yield "plain Material on the exported Markdown", f"{shipped.plain:.2f} s", ""
    yield "atlas without reading the HTML, beyond plain Material", f"{extra:+.2f} s", "at most +0.8 s"
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        content = Path(name) / "content"
        generate(content, LARGE)
        large = measure(content)
    ratio = (large.atlas - large.verification) / large.plain
    yield f"generated atlas, {large.pages} pages a language, both languages", f"{large.atlas:.2f} s", ""
    yield "of it reading the built HTML", f"{large.verification:.2f} s", ""
    yield "without reading the HTML, to plain Material", f"{ratio:.2f}", "at most 1.20"
    yield "both languages to one", f"{(large.atlas - large.verification) / large.one_language:.2f}", "at most 1.20"
