"""The exported pages are plain Markdown that another generator builds without any issue."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.pipeline import load_facts
from generator.publish.export.folders import export
from generator.resources import templates_folder
from tests.atlas import FIXTURE, TODAY

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the exported fictional atlas."""
    target = tmp_path_factory.mktemp("export") / "atlas"
    assert export(load_facts(FIXTURE, TODAY)[0], templates_folder(), ROOT / "mkdocs.yml", target) > 50
    return target


def test_each_language_has_a_folder(exported: Path) -> None:
    """Each language has a folder with pages, styles and a configuration without the program's plugin."""
    for language in ("de", "en"):
        folder = exported / language
        assert (folder / "docs" / "roles" / "map-maker" / "index.md").is_file()
        assert (folder / "docs" / "assets" / "atlas.css").is_file()
        configuration = (folder / "mkdocs.yml").read_text(encoding="utf-8")
        assert "rollenatlas" not in configuration
        assert f"language: {language}" in configuration


def test_parts_of_lists_are_left_out_of_other_searches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of lists are left out of search: they hold titles of hundreds of pages, and Zensical takes 4,096 words of a page."""
    monkeypatch.setattr("generator.routes.LIST_LIMITS", {"roles": 2, "skills": 4, "trainings": 100})
    export(load_facts(FIXTURE, TODAY)[0], templates_folder(), ROOT / "mkdocs.yml", tmp_path / "out")
    docs = tmp_path / "out" / "en" / "docs"
    left_out = {
        path.relative_to(docs).parent.as_posix()
        for path in docs.rglob("*.md")
        if yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1]).get("search") == {"exclude": True}
    }
    assert left_out == {
        f"{kind}/list/{number}" for kind, parts in (("roles", 2), ("skills", 3)) for number in range(1, parts + 1)
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_zensical_builds_it(exported: Path, language: str) -> None:
    """Zensical builds the pages in strict mode and finds no issue."""
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", "mkdocs.yml"]
    result = subprocess.run(command, cwd=exported / language, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "No issues found" in result.stdout + result.stderr
    assert (exported / language / "site" / "roles" / "map-maker" / "index.html").is_file()
