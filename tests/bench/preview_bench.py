"""How long an author waits for the preview: from its start to the first page, and from saving a file to the new text in a browser.

A copy of the shipped content is served as authors serve it; a browser stays on a page while files are saved. Figures are medians.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, shell_path

ROOT = Path(__file__).parents[2]
ROUNDS = 10
ROLE = "roles/ai-ethicist"

Row = tuple[str, str, str]


def rows() -> Iterator[Row]:
    """Yield the lines of the table: what was measured, the figure, the target."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        content = Path(name) / "content"
        shutil.copytree(ROOT / "content", content)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            host = f"127.0.0.1:{free.getsockname()[1]}"
        start = time.perf_counter()
        with _preview(content, host), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shell_path(), args=ARGUMENTS)
            page = browser.new_page()
            _open(page, f"{host}/de/{ROLE}/")
            yield "preview: from its start to the first page", f"{time.perf_counter() - start:.2f} s", "at most 3 s"
            role, strings = content / f"{ROLE}.yml", content / "strings" / "de.yml"
            strings.parent.mkdir(exist_ok=True)
            kept = strings.read_text(encoding="utf-8") if strings.exists() else ""
            for what, path, address in (
                ("a record, its German page", role, f"de/{ROLE}/"),
                ("a record, its English page", role, f"en/{ROLE}/"),
                ("a record, the home page", content / "site.yml", "en/"),
            ):
                _open(page, f"{host}/{address}")
                yield f"preview: from saving to seeing {what}", f"{_saved(page, path):.2f} s", "at most 1 s"
            _open(page, f"{host}/de/roles/")
            times = [_seen(page, strings, f"{kept}roles.title: Rollen {n}\n", f"Rollen {n}") for n in range(ROUNDS)]
            yield (
                "preview: from saving to seeing an interface string",
                f"{statistics.median(times):.2f} s",
                "at most 1 s",
            )
            browser.close()


def _saved(page: Page, path: Path) -> float:
    """Return the median of the seconds from saving a new title to the browser showing it."""
    good = path.read_text(encoding="utf-8")
    title = next(line for line in good.split("\n") if line.startswith(("title: {", "title:")))
    times = []
    for n in range(ROUNDS):
        text = f"title: {{de: Titel {n}, en: Title {n}}}"
        word = f"Titel {n}" if "/de/" in page.url else f"Title {n}"
        body = good.replace(title, text, 1) if "{" in title else good
        times.append(_seen(page, path, body, word))
    path.write_text(good, encoding="utf-8")
    time.sleep(1)
    return statistics.median(times)


def _seen(page: Page, path: Path, text: str, word: str) -> float:
    time.sleep(0.5)
    start = time.perf_counter()
    path.write_text(text, encoding="utf-8")
    page.wait_for_function("word => document.title.includes(word)", arg=word, timeout=60_000, polling=20)
    return time.perf_counter() - start


def _open(page: Page, address: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            answer = page.goto(f"http://{address}", wait_until="domcontentloaded")
        except Exception:  # the server is not listening yet
            answer = None
        if answer and answer.ok:
            return
        if time.monotonic() > end:
            raise TimeoutError(address)
        time.sleep(0.05)


@contextmanager
def _preview(content: Path, host: str) -> Iterator[None]:
    command = [sys.executable, "-m", "generator", "serve", "--content", str(content), "--address", host]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, stdout=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="\t", flush=True)
