"""Mistakes in the preview: errors stop nothing, leave the last good pages, and disappear when they are corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.preview import live as live_previews
from generator.preview.live import LivePreview
from generator.publish import settings, site
from generator.resources import templates_folder
from tests.atlas import TODAY, Atlas
from tests.sites import change
from tests.test_preview import ROLE, text

PAGE = "en/roles/map-maker/"


@pytest.fixture
def atlas(preview_project: Path) -> Atlas:
    """Return the project's content, to be edited."""
    return Atlas(preview_project / "content")


def codes(preview: LivePreview) -> list[str]:
    """Return the codes of the problems that the preview shows."""
    return [problem.code for problem in preview.situation.problems]


def test_a_broken_record_leaves_the_last_good_pages(preview: LivePreview, atlas: Atlas) -> None:
    before = text(preview, PAGE)
    edition = preview.situation.edition
    atlas.replace(ROLE, "en: Map maker", "fr: Map maker")
    preview.refresh([atlas.root / ROLE])
    assert preview.situation.problems
    assert {problem.location.path.rpartition("content/")[2] for problem in preview.situation.problems} == {ROLE}
    assert (preview.situation.stays, preview.situation.edition) == (True, edition)
    assert text(preview, PAGE) == before
    assert text(preview, "de/trainings/star-course/")  # which was not made before
    atlas.replace(ROLE, "fr: Map maker", "en: Chart maker")
    preview.refresh([atlas.root / ROLE])
    assert (preview.situation.problems, preview.situation.stays) == ((), False)
    assert "Chart maker" in text(preview, PAGE)


def test_from_a_broken_start_the_first_good_edition_comes_by_itself(preview_project: Path, atlas: Atlas) -> None:
    atlas.replace(ROLE, "en: Map maker", "fr: Map maker")
    preview = LivePreview(preview_project / "mkdocs.yml", preview_project / "content", TODAY)
    preview.refresh()
    assert (preview.situation.edition, preview.answer(PAGE)) == ("", None)
    assert preview.situation.problems
    atlas.replace(ROLE, "fr: Map maker", "en: Map maker")
    preview.refresh([atlas.root / ROLE])
    assert "Map maker" in text(preview, PAGE)
    preview.close()


def test_a_matter_of_wording_shows_beside_the_new_pages(preview: LivePreview, atlas: Atlas) -> None:
    style = "languages:\n  de: {filler: []}\n  en:\n    filler: [groundbreaking]\n"
    atlas.write("style.yml", style)
    atlas.replace(ROLE, "en: Map maker", "en: Map maker (groundbreaking)")
    preview.refresh([atlas.root / ROLE, atlas.root / "style.yml"])
    assert "filler" in codes(preview)
    assert not preview.situation.stays
    assert "(groundbreaking)" in text(preview, PAGE)


@pytest.mark.parametrize("large", [False, True])
def test_prerequisites_in_a_circle_freeze_nothing(
    large: bool, preview: LivePreview, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large atlas, pages are shown before the rules run, and withdrawn if the rules refuse them."""
    monkeypatch.setattr("generator.preview.live.divided", lambda catalog: large)
    name = "skills/star-reading.yml"
    before = text(preview, PAGE)
    circle = "prerequisites:\n  - {skill: chart-drawing, level: tried, from: tried}\n"
    atlas.write(name, atlas.read(name) + circle)
    preview.refresh([atlas.root / name])
    assert "cycle" in codes(preview)
    assert preview.situation.stays
    assert text(preview, PAGE) == before
    atlas.write(name, atlas.read(name).replace(circle, "") + "# mended\n")
    atlas.replace(ROLE, "en: Map maker", "en: Chart maker")
    preview.refresh([atlas.root / name])
    assert (preview.situation.problems, preview.situation.stays) == ((), False)
    assert "Chart maker" in text(preview, PAGE)


def test_a_large_atlas_that_changes_again_is_not_checked_to_the_end(
    preview: LivePreview, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages not checked by the rules are not kept as the last good ones, and the rules run at the next change of any kind."""
    monkeypatch.setattr("generator.preview.live.divided", lambda catalog: True)
    name, training, page = "skills/star-reading.yml", "trainings/lamp-handbook.yml", "en/trainings/lamp-handbook/"
    before = text(preview, page)
    atlas.write(name, atlas.read(name) + "prerequisites:\n  - {skill: chart-drawing, level: tried, from: tried}\n")
    atlas.replace(training, "The Lamp Handbook", "The Book of Lamps")
    preview.refresh([atlas.root / name, atlas.root / training], lambda: True)
    assert "The Book of Lamps" in text(preview, page)
    assert not preview.situation.whole
    atlas.write("strings/en.yml", "roles.title: The roles of all\n")
    preview.refresh([templates_folder() / "strings" / "en.yml"])
    assert (preview.situation.whole, preview.situation.stays) == (True, True)
    assert "cycle" in codes(preview)
    assert text(preview, page) == before


def test_a_broken_string_leaves_the_last_good_pages(preview: LivePreview, atlas: Atlas) -> None:
    before = text(preview, "en/roles/")
    atlas.write("strings/en.yml", "roles.title: The roles {of\n")
    preview.refresh([atlas.root / "strings/en.yml"])
    assert codes(preview) == ["bad-string"]
    assert text(preview, "en/roles/") == before
    atlas.write("strings/en.yml", "roles.title: The roles of all\n")
    preview.refresh([atlas.root / "strings/en.yml"])
    assert codes(preview) == []
    assert "The roles of all" in text(preview, "en/roles/")


@pytest.fixture
def templates(preview_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the project's templates, which a test may edit and which are used instead of the program's."""
    own = preview_project / "site_templates"
    for module in (settings, site, live_previews):
        monkeypatch.setattr(module, "templates_folder", lambda: own)
    return own


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param("pages/role.html.jinja", "{{", "{{ view.", id="unreadable"),
        pytest.param("pages/role.html.jinja", "{{", "{{ nothing_of_that_name }}{{", id="unknown-name"),
        pytest.param("overrides/main.html", "{% block announce %}", "{% block announce %}{% if %}", id="theme"),
    ],
)
def test_a_broken_template_leaves_the_last_good_pages(
    file: str, old: str, new: str, templates: Path, preview_project: Path
) -> None:
    """This holds for each page, even one never requested before; the problem is reported at its line."""
    preview = LivePreview(preview_project / "mkdocs.yml", preview_project / "content", TODAY)
    preview.refresh()
    preview.prepare()
    good = (templates / file).read_text(encoding="utf-8")
    line = good[: good.index(old)].count("\n") + 1
    (templates / file).write_text(good.replace(old, new, 1), encoding="utf-8")
    preview.refresh([templates / file])
    preview.prepare()
    assert "Map maker" in text(preview, PAGE)
    assert "Kartenmacher/in" in text(preview, "de/roles/map-maker/")
    places = {(problem.location.path.endswith(file), problem.location.line) for problem in preview.situation.problems}
    assert (True, line) in places
    assert preview.situation.stays
    mended = good.replace(old, f"<!-- mended -->{old}", 1) if file.startswith("pages") else good
    (templates / file).write_text(mended, encoding="utf-8")
    preview.refresh([templates / file])
    assert "Map maker" in text(preview, PAGE)
    assert (preview.situation.problems, preview.situation.stays) == ((), False)
    assert ("<!-- mended -->" in text(preview, PAGE)) == file.startswith("pages")
    preview.close()


def test_a_link_that_leads_nowhere_is_told_once_all_pages_are_made(templates: Path, preview_project: Path) -> None:
    lead = '<p class="ra-lead">'
    change(templates / "pages" / "glossary.html.jinja", lead, f"<p><a{{{{ href('gone/') }}}}>There</a></p>\n{lead}")
    preview = LivePreview(preview_project / "mkdocs.yml", preview_project / "content", TODAY)
    preview.refresh()
    assert preview.look_at_all(lambda: True) is False
    assert codes(preview) == []
    assert preview.look_at_all(lambda: False) is True
    assert codes(preview) == ["bad-link"] * 2
    assert not preview.situation.stays
    assert "There" in text(preview, "en/glossary/")
    preview.close()


def test_a_broken_configuration_is_a_problem_like_any_other(preview: LivePreview, preview_project: Path) -> None:
    before = text(preview, PAGE)
    change(preview_project / "mkdocs.yml", "docs_dir: site_templates/static", "docs_dir: nowhere")
    preview.refresh([preview_project / "mkdocs.yml"])
    assert [problem.location.path.endswith("mkdocs.yml") for problem in preview.situation.problems] == [True]
    assert text(preview, PAGE) == before
