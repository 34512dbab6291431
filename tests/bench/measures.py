"""Measurements of generators at a size, and for this program also of the check, the search index and the first hit."""

from __future__ import annotations

import gzip
import itertools
import shutil
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Request, sync_playwright

from tests.bench.content import ROOT, Content
from tests.bench.peers import OUR_CACHE, PEERS, Project
from tests.bench.run import LIMIT, StoppedError, run, running
from tests.browser.conftest import ARGUMENTS, shell_path
from tests.serving import served

Figures = dict[str, Any]
ONCE = 34_000
"""Number of pages from which other generators run only once."""
SLOW = 4
"""Factor by which the processor is slowed down for the first hit."""
PAUSE = 1.0
"""Seconds to wait before an edit, since the server may still be reading the last one."""
_WAIT = 0.005
_marks = (f"zzmark{number}" for number in itertools.count())


def builds(
    size: int, projects: Mapping[str, Project], rounds: int, limit: float = LIMIT
) -> Iterator[tuple[str, Figures]]:
    """Build each project cold and after an edit, in rounds, so that other work affects all; yield each name with its figures."""
    found: dict[str, Figures] = {name: {"cold": [], "edit": [], "memory": 0} for name in projects}
    for turn in range(rounds):
        for name, project in projects.items():
            figures = found[name]
            if "stopped" in figures or (turn and name != "ours" and size >= ONCE):
                continue
            try:
                project.clear()
                cold = run(project.commands, ROOT, limit)
                figures["cold"].append(cold.seconds)
                figures["memory"] = max(figures["memory"], cold.memory)
                figures |= _size(project)
                _edit(project)
                figures["edit"].append(run(project.commands, ROOT, limit).seconds)
            except StoppedError as stopped:
                figures["stopped"] = str(stopped)
    for name, project in projects.items():
        if "stopped" not in found[name]:
            once = size >= ONCE and name != "ours"
            try:
                found[name]["ready"], found[name]["served"] = _served(project, 1 if once else rounds, limit)
            except StoppedError as stopped:
                found[name]["served_stopped"] = str(stopped)
        yield name, {**found[name], "version": PEERS[name].version()}


def _size(project: Project) -> Figures:
    files = [path for site in project.sites for path in site.rglob("*") if path.is_file()]
    return {
        "pages": sum(path.suffix == ".html" for path in files),
        "bytes": sum(path.stat().st_size for path in files),
    }


def _edit(project: Project) -> str:
    """Put a new mark into the edited file and return it."""
    mark = next(_marks)
    text = project.edited.read_text("utf-8")
    edited = project.edit(text, mark)
    if edited == text:
        raise StoppedError("nothing to edit was found")
    project.edited.write_text(edited, "utf-8")
    return mark


def _served(project: Project, rounds: int, limit: float) -> tuple[float, list[float]]:
    """Return the seconds until the preview shows its first page (after builds), and those from saving each edit to its page showing it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}{project.page}"
    command = [part.replace("{port}", str(port)) for part in project.serve]
    times = []
    start = time.perf_counter()
    with running(command, ROOT):
        _wait_for(address, "", limit)
        ready = time.perf_counter() - start
        for _ in range(rounds):
            time.sleep(PAUSE)
            mark = _edit(project)
            start = time.perf_counter()
            _wait_for(address, mark, limit)
            times.append(time.perf_counter() - start)
    return ready, times


def _wait_for(address: str, mark: str, limit: float) -> None:
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=limit) as answer:
                if mark in answer.read().decode("utf-8"):
                    return
        except OSError:
            pass
        time.sleep(_WAIT)
    raise StoppedError(f"stopped after {limit / 60:.0f} minutes")


def checks(content: Content, rounds: int) -> Figures:
    """Return the seconds and memory of loading and checking the records without a cache."""
    runs = []
    for _ in range(rounds):
        shutil.rmtree(OUR_CACHE, ignore_errors=True)
        runs.append(run(((sys.executable, "-m", "generator", "check", "--content", str(content.folder)),), ROOT))
    return {"check": [one.seconds for one in runs], "check_memory": max(one.memory for one in runs)}


_FIRST_HIT = """query => new Promise(done => {
  const field = document.querySelector("input[name=query]"), list = document.querySelector(".md-search-result__list");
  const start = performance.now();
  new MutationObserver((_, observer) => {
    if (!list.querySelector("li")) return;
    observer.disconnect();
    requestAnimationFrame(() => done(performance.now() - start));
  }).observe(list, { childList: true });
  field.value = query;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def searches(site: Path, asked: Mapping[str, tuple[str, ...]]) -> Figures:
    """Return the bytes (gzip) of the largest index, those loaded before a first hit, and the seconds to the first hit on a new page."""
    index, before, times = 0, 0, []
    with served(site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shell_path(), args=ARGUMENTS)
        for language, queries in asked.items():
            folder = site / language
            files = [path for path in (folder / "search").rglob("*") if path.is_file()]
            index = max(index, sum(_packed(path) for path in files))
            for query in queries:
                page = browser.new_page()
                page.goto(f"{host}/{language}/", wait_until="networkidle")
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
                loaded: list[Path] = []
                page.on("requestfinished", partial(_note, loaded, site, host))
                page.locator("input[name=query]").focus()
                times.append(float(page.evaluate(_FIRST_HIT, query)) / 1000)
                before = max(before, sum(_packed(path) for path in loaded if path.is_file()))
                page.close()
        browser.close()
    return {"index": index, "before_first": before, "first": times}


def _note(loaded: list[Path], site: Path, host: str, request: Request) -> None:
    loaded.append(site / request.url[len(host) + 1 :])


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))
