"""Settings of a project: they need no path into the installed program, and a build needs no mkdocs.yml."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from generator.problems import ContentError
from generator.publish.run import LocatedMessages
from generator.publish.settings import load_settings, refuse_other_servers
from tests.atlas import FIXTURE
from tests.sites import EPOCH, ROOT, change, digest, succeed


def test_a_project_without_a_configuration_is_built_as_with_ours(coast_web: Path, tmp_path: Path) -> None:
    """Web edition and export are made without a mkdocs.yml."""
    shutil.copytree(FIXTURE, tmp_path / "content")
    succeed("generator", "build", cwd=tmp_path, SOURCE_DATE_EPOCH=EPOCH)
    assert digest(tmp_path / "site") == digest(coast_web)
    succeed("generator", "export", "exported", cwd=tmp_path)
    assert "assets/atlas.css" in (tmp_path / "exported/en/mkdocs.yml").read_text(encoding="utf-8")


def test_a_project_s_own_files_go_before_ours(coast_web: Path, tmp_path: Path) -> None:
    """Files in the project's ``docs_dir`` and ``custom_dir`` are used before the program's; all others come from the program."""
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
    """The problem has the form of all problems, with advice."""
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: x\ntheme\n  name: material\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_settings(path)
    (problem,) = caught.value.problems
    assert (problem.location[1:], problem.code) == ((2, 1), "bad-settings")
    assert problem.found == 'the line "theme"'
    assert "take it away" in problem.hint


def test_a_tag_that_mkdocs_does_not_know_is_located(tmp_path: Path) -> None:
    """The line of the tag is reported, with MkDocs's own message."""
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: x\nextra:\n  a: !nothing b\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_settings(path)
    (problem,) = caught.value.problems
    assert (problem.location.line, problem.code) == (3, "bad-settings")
    assert "!nothing" in problem.found


def test_a_warning_of_mkdocs_names_the_place_of_the_link(tmp_path: Path) -> None:
    """The warning of MkDocs names only the page, so the place of the link is added; a message without a link is unchanged."""
    (tmp_path / "own.md").write_text("# Own\n\nA [dead](nowhere.md) link.\n", encoding="utf-8")
    written = LocatedMessages(tmp_path)
    for message, place in (
        ("Doc file 'own.md' contains a link 'nowhere.md', but the target is not found", "own.md:3:10: "),
        ("Doc file 'other.md' contains a link 'nowhere.md', but the target is not found", ""),
        ("A reference to 'own.md' is included in the 'nav' configuration", ""),
    ):
        text = written.format(logging.makeLogRecord({"msg": message, "levelname": "WARNING"}))
        assert text.removeprefix(f"{tmp_path.as_posix()}/") == f"{place}WARNING: {message}"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("extra_css: [", "extra_css: [https://other.example/a.css, ", '"https://other.example/a.css" under extra_css'),
        (
            "extra_javascript: [",
            "extra_javascript: [//other.example/a.js, ",
            '"//other.example/a.js" under extra_javascript',
        ),
        ("font: false", "font: {text: Roboto}", "the theme's font, which comes from Google"),
    ],
)
def test_settings_that_ask_other_servers_are_refused(tmp_path: Path, old: str, new: str, found: str) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "site_templates/static", tmp_path / "site_templates/static")
    (tmp_path / "content").mkdir()
    refuse_other_servers(load_settings(tmp_path / "mkdocs.yml"))
    text = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        refuse_other_servers(load_settings(tmp_path / "mkdocs.yml"))
    assert [problem.found for problem in caught.value.problems] == [found]
