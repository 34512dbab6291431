"""A project needs no path into the installed program: neither in its mkdocs.yml nor, without any, for a build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.problems import ContentError
from generator.publish.settings import load_settings
from tests.atlas import FIXTURE
from tests.sites import EPOCH, ROOT, change, digest, succeed


def test_a_project_without_a_configuration_is_built_as_with_ours(coast_web: Path, tmp_path: Path) -> None:
    """Web edition and export."""
    shutil.copytree(FIXTURE, tmp_path / "content")
    succeed("generator", "build", cwd=tmp_path, SOURCE_DATE_EPOCH=EPOCH)
    assert digest(tmp_path / "site") == digest(coast_web)
    succeed("generator", "export", "exported", cwd=tmp_path)
    assert "assets/atlas.css" in (tmp_path / "exported/en/mkdocs.yml").read_text(encoding="utf-8")


def test_a_project_s_own_files_go_before_ours(coast_web: Path, tmp_path: Path) -> None:
    """Its ``docs_dir`` and ``custom_dir`` hold what is its own; all else comes from the program."""
    shutil.copytree(FIXTURE, tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    change(tmp_path / "mkdocs.yml", "docs_dir: site_templates/static\n", "")
    change(tmp_path / "mkdocs.yml", "watch: [content, site_templates]\n", "")
    change(tmp_path / "mkdocs.yml", "  font: false\n", "  font: false\n  custom_dir: theme\n")
    for name, text in (
        ("docs/assets/print.css", "/* ours */ p { color: red }"),
        ("theme/partials/footer.html", "<p>foot</p>"),
    ):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    succeed("mkdocs", "build", "--strict", "--quiet", cwd=tmp_path, SOURCE_DATE_EPOCH=EPOCH)
    own, shipped = digest(tmp_path / "site"), digest(coast_web)
    assert own.keys() == shipped.keys()
    assert (tmp_path / "site/de/assets/print.css").read_text(encoding="utf-8") == "p{color:red}\n"
    changed = {name for name in own if own[name] != shipped[name]}
    assert {name for name in changed if not name.endswith(".html")} == {"de/assets/print.css", "en/assets/print.css"}
    assert "<p>foot</p>" in (tmp_path / "site/de/index.html").read_text(encoding="utf-8")


def test_a_configuration_that_can_t_be_read_is_located(tmp_path: Path) -> None:
    """In the form of all problems, with what to do."""
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: x\ntheme: [\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_settings(path)
    (problem,) = caught.value.problems
    assert (problem.location.line, problem.code) == (3, "bad-settings")
    assert "take it away" in problem.hint
