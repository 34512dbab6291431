"""The Nu HTML checker finds no error on any kind of page, in both languages and editions."""

from __future__ import annotations

from pathlib import Path

from tests.browser.checkers import html_faults
from tests.browser.samples import sample_pages


def test_no_error(web_site: Path, offline_site: Path) -> None:
    """A sample of pages, with one of each kind, has no error; one run of the checker reads them all."""
    languages = sorted(
        path.name for path in web_site.iterdir() if (path / "index.html").is_file() and (path / "assets").is_dir()
    )
    files = [web_site / "404.html"]
    for site in (web_site, offline_site):
        files.append(site / "index.html")
        for language in languages:
            for address in sample_pages(web_site, language):
                folder = site / language / address / "index.html"
                files.append(folder if folder.is_file() else site / language / f"{address}.html")
    assert len(files) > 40
    assert html_faults(files) == []
