"""Languages are built in parallel processes: whichever ends last, no file that another process wrote is lost."""

from __future__ import annotations

import multiprocessing
import sys
import time
from pathlib import Path

import pytest

from generator import workers
from generator.publish import plugin
from generator.publish.editions import Job, Order
from generator.publish.language import LanguageReport
from generator.publish.licences import LICENCES_FOLDER, LICENCES_LIST
from generator.publish.run import build_edition
from tests.atlas import FIXTURE
from tests.sites import digest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(sys.platform != "linux", reason="only a forked process sees the slow function")
def test_a_slow_language_keeps_what_lies_beside_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs empties a language's folder when it starts; here it starts only after the files above the languages are written."""
    build_language = plugin.build_language

    def slow(config_file: str, job: Job, strict: bool, order: Order) -> LanguageReport:
        for _ in range(600):
            if (job.stage / LICENCES_FOLDER / LICENCES_LIST).is_file():
                return build_language(config_file, job, strict, order)
            time.sleep(0.1)
        raise TimeoutError("nothing was written above the languages")

    monkeypatch.setattr(plugin, "build_language", slow)
    monkeypatch.chdir(ROOT)
    build_edition(ROOT / "mkdocs.yml", tmp_path / "site", Order(content=FIXTURE))
    for language in ("de", "en"):
        for name in ("sitemap.xml", "assets/images/social.png", "roles/tower-warden/index.html"):
            assert (tmp_path / "site" / language / name).is_file(), (language, name)


def test_processes_that_are_not_forked_are_sent_all_they_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started in this way on Windows and macOS."""
    monkeypatch.chdir(ROOT)
    build_edition(ROOT / "mkdocs.yml", tmp_path / "forked", Order(content=FIXTURE))
    monkeypatch.setattr(workers, "_CONTEXT", multiprocessing.get_context("spawn"))
    build_edition(ROOT / "mkdocs.yml", tmp_path / "sent", Order(content=FIXTURE, keep=True))
    assert digest(tmp_path / "sent") == digest(tmp_path / "forked")
