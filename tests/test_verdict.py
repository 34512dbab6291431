"""An exceeded bound of quality is reported by preview and build alike; pages are made all the same, but not published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.preview.live import LivePreview
from generator.publish import site
from generator.publish.editions import Order
from generator.publish.settings import load_settings
from tests.atlas import TODAY, Atlas
from tests.conftest import Ended
from tests.sites import project


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose atlas has more open steps than it allows."""
    folder = project(tmp_path / "project")
    Atlas(folder / "content").replace("site.yml", "steps_open: 40", "steps_open: 9")
    monkeypatch.chdir(folder)
    return folder


def test_the_preview_names_it_and_shows_the_pages(folder: Path) -> None:
    preview = LivePreview(folder / "mkdocs.yml", folder / "content", TODAY)
    preview.refresh()
    assert [problem.code for problem in preview.situation.problems] == ["bound-exceeded"]
    assert not preview.situation.stays
    preview.close()


def test_a_build_names_it(folder: Path) -> None:
    config = load_settings(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"), strict=True)
    _, facts = site.begin_build(config, "", Order(content=folder / "content"), serving=True)
    assert [problem.code for problem in site.check_in_parallel(facts).exceeded] == ["bound-exceeded"]


def test_it_is_not_published(folder: Path, run: Callable[..., Ended]) -> None:
    ended = run("build", "--publish", "--content", folder / "content", "--out", folder / "site")
    assert ended.code == 1
    assert "error[bound-exceeded]" in ended.err
    assert not (folder / "site").exists()
