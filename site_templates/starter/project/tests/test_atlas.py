"""What must hold of this atlas, run by "make test". Add what your organisation has agreed on; a test needs no clock and no network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def rollenatlas(*arguments):
    """Run the program in the folder of the atlas."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site as it would be published.

    It is built only if every link of the atlas's pages leads somewhere, also those written by hand in templates of your own, and no
    such page, style or script asks another server. Of pages in docs/ MkDocs checks the links that are written in Markdown.
    """
    folder = tmp_path_factory.mktemp("built") / "site"
    result = rollenatlas("build", "--out", folder)
    assert result.returncode == 0, result.stderr
    return folder


def records(kind):
    """Names of the records of a kind."""
    return sorted(path.stem for path in (ROOT / "content" / kind).glob("*.yml"))


def test_the_check_finds_no_error():
    result = rollenatlas("check")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("kind", ["roles", "skills", "trainings", "occupations"])
def test_every_record_has_its_page_in_every_language(site, kind):
    languages = sorted(path.parent.name for path in site.glob("*/index.html"))
    assert languages
    missing = [
        f"{language}/{kind}/{id}"
        for language in languages
        for id in records(kind)
        if not (site / language / kind / id / "index.html").is_file()
    ]
    assert missing == []


def test_the_data_hold_every_role(site):
    data = json.loads((site / "data/atlas.json").read_text(encoding="utf-8"))
    assert sorted(role["id"] for role in data["roles"]) == records("roles")
