"""The unzipped bundle in Chromium and in Firefox, without a network."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, browser_path, chromium_path
from tests.sites import ARCHIVE

WALK = ROOT / "tests/node/walk.mjs"
PAGES = 24


@pytest.mark.parametrize("browser", ["chrome", pytest.param("firefox", marks=pytest.mark.audit)])
def test_a_walk_without_network(offline_site: Path, browser: str) -> None:
    """24 different pages can be reached by clicking links, without a request to a server or an error, and the tools work."""
    program = chromium_path() if browser == "chrome" else browser_path("firefox-esr", "firefox")
    command = ["node", str(WALK), browser, program, str(offline_site / "index.html"), str(PAGES)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stderr
    seen = json.loads(result.stdout)
    addresses = [page["address"] for page in seen["pages"]]
    assert len(addresses) == len(set(addresses)) == PAGES
    assert len({address.split("/")[1] for address in addresses if address.count("/") == 2}) > 8
    assert [page for page in seen["pages"] if page["headings"] != 1 or not page["title"]] == []
    assert [page for page in seen["pages"] if page["fonts"] or page["images"]] == []
    assert {page["address"] for page in seen["pages"] if page["language"] != page["address"][:2]} == {"index.html"}
    # The walk itself sends this request at its end, to prove that requests are seen.
    assert seen["requests"] == ["http://control.invalid/"]
    assert seen["errors"] == []
    tools = seen["tools"]
    assert tools["first"] in ("de/index.html", "en/index.html")  # depends on the browser's language
    assert "de/skills/data-curation.html" in tools["search"][0]
    assert tools["switch"] == "en/roles/ai-trainer.html#path"
    assert tools["finder"][0].startswith("roles/")
    assert tools["comparison"] == "en/compare/ai-data-engineer--ai-model-curator.html"
    shown, everything = (int(word) for word in tools["list"].split() if word.isdigit())
    assert 0 < shown < everything
    assert tools["plan"] > 0


def test_size_and_readme(offline_site: Path) -> None:
    """The archive stays under 18 MB, of which the two handbooks take 13.

    README.txt says in each language what the atlas is, its date and the licences of its parts.
    """
    assert (offline_site.parent / ARCHIVE).stat().st_size < 18_000_000
    text = (offline_site / "README.txt").read_bytes().decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    for words in (
        "KI-Rollenatlas\r\n====", "AI Role Atlas\r\n====", "Stand 20", "as of 20", "creativecommons.org/licenses/by/4.0",
        "Dieser Dienst nutzt die ESCO-Klassifikation der Europäischen Kommission.",
        "This service uses the ESCO classification of the European Commission.",
    ):  # fmt: skip
        assert words in text, words
