"""The live preview as a process: a saved record shows in both languages without a restart, and a broken one stops nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.atlas import Atlas
from tests.sites import environment, project, until

ROLE = "roles/map-maker.yml"
WAYS = {
    "mkdocs": ["mkdocs", "serve", "--strict", "--dev-addr"],
    "rollenatlas": ["generator", "serve", "--address"],
}


@dataclass(frozen=True)
class Preview:
    """A running preview: its address, its process, its content and its log file."""

    address: str
    process: subprocess.Popen[bytes]
    atlas: Atlas
    log: Path

    def page(self, path: str) -> str:
        """Return a page, or an empty text if it does not come (MkDocs keeps readers waiting while the content is broken)."""
        late = contextlib.suppress(urllib.error.URLError, TimeoutError, ConnectionError)
        with late, urllib.request.urlopen(f"{self.address}/{path}", timeout=5) as answer:
            return str(answer.read().decode("utf-8"))
        return ""

    def said(self) -> str:
        """Return everything that the preview has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait(self, what: str, path: str, text: str) -> None:
        """Wait until a page shows a text; fail if the process ends."""

        def shown() -> bool:
            assert self.process.poll() is None, self.said()
            return text in self.page(path)

        until(f"{what}: {text!r} on {path}", shown)


@pytest.fixture(params=WAYS)
def preview(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Preview]:
    """Yield a preview of the fictional atlas at a free port."""
    folder = project(tmp_path / "project")
    log = tmp_path / "log"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *WAYS[request.param], host],
            cwd=folder,
            env=environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=sys.platform != "win32",
        )
        try:
            yield Preview(f"http://{host}", process, Atlas(folder / "content"), log)
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the preview with its child processes: ``rollenatlas serve`` is the parent of MkDocs."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
    process.wait(60)


def test_a_saved_record_shows_and_a_broken_one_stops_nothing(preview: Preview) -> None:
    """The change shows in one language and leaves the other; the problem is printed with its file, and the corrected record shows."""
    preview.wait("the first build", "de/roles/map-maker/", "Kartenmacher/in")
    preview.wait("the first build", "en/roles/map-maker/", "Map maker")
    preview.wait("the chooser", "", 'href="de/"')
    preview.wait("the search", "en/search/search_index.json", "Map maker")

    preview.atlas.replace(ROLE, "en: Map maker", "en: Chart maker")
    preview.wait("the change", "en/roles/map-maker/", "Chart maker")
    preview.wait("the change elsewhere", "en/roles/", "Chart maker")
    assert "Kartenmacher/in" in preview.page("de/roles/map-maker/")

    preview.atlas.replace(ROLE, "en: Chart maker", "fr: Chart maker")
    until("the problem being named", lambda: "error[" in preview.said())
    assert f"{ROLE}:" in preview.said()
    assert preview.process.poll() is None, preview.said()

    preview.atlas.replace(ROLE, "fr: Chart maker", "en: Atlas maker")
    preview.wait("the mended record", "en/roles/map-maker/", "Atlas maker")
    assert "Kartenmacher/in" in preview.page("de/roles/map-maker/")
