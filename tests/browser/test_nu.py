"""The Nu HTML checker finds no error on any page kind, in both languages and editions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.checkers import html_faults
from tests.browser.samples import sample_pages


@pytest.mark.parametrize("name", ["web_site", "offline_site"])
def test_no_error(request: pytest.FixtureRequest, web_site: Path, name: str) -> None:
    """One run of the checker over one page of each kind."""
    site: Path = request.getfixturevalue(name)
    languages = sorted(
        path.name for path in site.iterdir() if (path / "index.html").is_file() and (path / "assets").is_dir()
    )
    files = [site / "index.html", *site.glob("404.html")]
    for language in languages:
        for address in sample_pages(web_site, language):
            folder = site / language / address / "index.html"
            files.append(folder if folder.is_file() else site / language / f"{address}.html")
    assert len(files) > 20
    assert html_faults(files) == []
