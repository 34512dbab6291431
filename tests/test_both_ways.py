"""Filling pages into shells gives the same pages as MkDocs' own page events; other plugins see the pages only in the second way."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.sites import EPOCH, change, digest, project, succeed

COMMENT = "<!-- another plugin was here -->"
HOOK = f'''
"""Stands for another plugin."""

def on_page_content(html, *, page, config, files):
    assert page.title, page.file
    return html + "{COMMENT}"

def on_post_page(output, *, page, config):
    return output.replace("<h2 ", "<h2 data-other ")
'''
OWN_PAGE = "# Our page {#ours}\n\n[To the roles](roles/index.md) and *more*.\n\n## Second heading {#second}\n\nText.\n"


def built(folder: Path, *, full: bool, own: bool) -> Path:
    """Return the built site of a project; ``full`` renders all pages by MkDocs, ``own`` adds another plugin and an adopter's page."""
    folder = project(folder)
    if full:
        change(folder / "mkdocs.yml", "    content: content\n", "    content: content\n    full: true\n")
    if own:
        change(folder / "mkdocs.yml", "\nextra:\n", "\nhooks: [other.py]\n\nextra:\n")
        (folder / "other.py").write_text(HOOK, encoding="utf-8")
        (folder / "site_templates/static/ours.md").write_text(OWN_PAGE, encoding="utf-8")
    succeed("mkdocs", "build", "--strict", "--quiet", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    return folder / "site"


def test_both_ways_give_the_same_bytes(coast_web: Path, tmp_path: Path) -> None:
    """Both ways give the same bytes in all files of the site."""
    assert digest(built(tmp_path / "project", full=True, own=False)) == digest(coast_web)


@pytest.mark.parametrize("full", [True, False], ids=["full", "filled"])
def test_an_adopters_own_page_is_built(coast_web: Path, tmp_path: Path, *, full: bool) -> None:
    """An adopter's page is built in each language, and other plugins see it; in full mode they see the atlas's pages too."""
    site = built(tmp_path / "project", full=full, own=True)
    for language in ("de", "en"):
        tree = html.document_fromstring((site / language / "ours/index.html").read_bytes().decode())
        assert tree.xpath("string(//article//p//em)") == "more"
        assert tree.xpath("//article//a[text()='To the roles']/@href") == ["../roles/"]
        assert tree.xpath("//h2/@id") == ["second"]
        assert COMMENT in (site / language / "ours/index.html").read_text(encoding="utf-8")
    ours = sorted(path.relative_to(coast_web) for path in coast_web.glob("*/**/*.html"))
    redirects = {path for path in ours if "redirect.js" in (coast_web / path).read_text(encoding="utf-8")}
    for path in ours:
        text = (site / path).read_text(encoding="utf-8")
        assert text.replace(COMMENT, "").replace("<h2 data-other ", "<h2 ") == (coast_web / path).read_text(
            encoding="utf-8"
        ), path
        if full:
            assert (COMMENT in text) is (path not in redirects), path
            assert text.count("<h2 data-other ") == (coast_web / path).read_text(encoding="utf-8").count("<h2 "), path
