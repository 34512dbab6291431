"""HTML in an atlas's own templates: its links and ids are noted as those of the program's templates are, and faults have their lines."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import ContentError
from generator.render.markup import complete
from generator.render.other_servers import asset_problems, loads_in_css, loads_in_script
from generator.render.pages import Renderer
from generator.render.recorder import Heading, Notes
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import Atlas
from tests.conftest import Ended
from tests.sites import EPOCH, project, run

ROLE = "templates/role.html.jinja"
HEAD = '{{ heading(1, "page", view.title) }}\n'
ELSEWHERE = "https://other.example/x"


def renderer(atlas: Atlas) -> Renderer:
    """Return the renderer of the German pages."""
    facts = atlas.facts()
    return Renderer(facts, plan_routes(facts), templates_folder(), "de", atlas.root)


def faults(html: str) -> list[str]:
    """Return the faults of a piece of HTML below a heading of level 1."""
    notes = Notes()
    notes.begin(Heading(1, "page", "Page", True))
    return [fault.found for fault in complete(notes, f'<h1 id="page">Page</h1>{html}')]


def test_the_program_s_templates_have_nothing_to_add_and_no_fault(atlas: Atlas) -> None:
    """Copied into an atlas, the program's templates have no faults and add no ids or links, so an adopter can start from any of them."""
    before = {page.page.source: page.notes for page in renderer(atlas).pages()}
    shutil.copytree(templates_folder() / "pages", atlas.root / "templates")
    own = renderer(atlas)
    assert list(own.trial()) == []
    for page in own.pages():
        known, root = before[page.page.source], own.routes.relative(page.page, "").rstrip("/")
        assert sorted(page.notes.ids) == sorted(known.ids)
        assert set(page.notes.links) <= {*known.links, *(f"{root}/{path}" for path in known.resources)}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<div><p>a</div>", []),
        ("<ul><li>a<li>b</ul><table><tr><td>c</table>", []),
        ('<svg><path d="M0 0"/><g/></svg><br><br/>', []),
        ("<div><span>a</div>", ["<span>, which is not closed"]),
        ('<div class="a">', ['<div class="a">, which is not closed']),
        ("<div/>", ["<div/>, which is not closed"]),
        ("a</div>", ["an end tag </div>, which closes nothing"]),
        ("<H1>Second</H1>", ["2 elements <h1> on a page"]),
        (f'<a href="{ELSEWHERE}">a</a><link rel="canonical" href="{ELSEWHERE}">', []),
        (f'<img src="{ELSEWHERE}" alt="">', [f"a load from {ELSEWHERE}"]),
        ('<img src="data:image/png;base64,AA" alt="">', []),
        ('<img srcset="a.png 1x, //other.example/b.png 2x" alt="">', ["a load from //other.example/b.png"]),
        (f'<link rel="stylesheet" href="{ELSEWHERE}">', [f"a load from {ELSEWHERE}"]),
        (f'<p style="background: url({ELSEWHERE})">', [f"a load from {ELSEWHERE}"]),
        (f'<style>@import "{ELSEWHERE}";</style>', [f"a load from {ELSEWHERE}"]),
        (f'<script>fetch("{ELSEWHERE}")</script>', [f"a load from {ELSEWHERE}"]),
        (f'<script type="application/json">{{"a": "fetch(\'{ELSEWHERE}\')"}}</script>', []),
    ],
)
def test_faults_of_html(html: str, found: list[str]) -> None:
    assert faults(html) == found


def test_what_is_written_by_hand_counts_as_what_the_recorder_notes() -> None:
    notes = Notes()
    notes.ids, notes.links = ["a"], ["known/"]
    complete(notes, '<p id="a"><p id="b"><p id="b"><a href="known/">x</a><a href="#b">y</a><img src="z.png"></p>')
    assert (notes.ids, notes.links) == (["a", "b", "b"], ["known/", "#b", "z.png"])


def test_loads_of_styles_and_scripts() -> None:
    """A comment loads nothing, nor does an address that is only a text or a link."""
    css = f"/* url({ELSEWHERE}) */\n@import url(\"{ELSEWHERE}\");a{{b:url( '//c.example/d' )}}e{{f:url(g.png)}}"
    assert [load.address for load in loads_in_css(css)] == [ELSEWHERE, "//c.example/d"]
    script = (
        f'// see {ELSEWHERE}\nimport a from "{ELSEWHERE}";import("//b.example");new Worker(`{ELSEWHERE}`);'
        f'i.src = "{ELSEWHERE}";r.open("GET", "{ELSEWHERE}");const text = "{ELSEWHERE}";fetch("data.json")'
    )
    assert len(list(loads_in_script(script))) == 5


def test_own_styles_and_scripts_load_nothing_from_other_servers(tmp_path: Path) -> None:
    """The program's own styles and scripts load nothing from other servers; a load in an adopter's is a problem at its address."""
    assert list(asset_problems(templates_folder() / "static")) == []
    (tmp_path / "own.css").write_text(f'a {{}}\n@import url("{ELSEWHERE}");\n')
    (problem,) = asset_problems(tmp_path)
    assert (problem.code, problem.location[1:]) == ("other-server", (2, 14))


def test_a_fault_is_named_at_its_line_and_no_page_is_made_with_it(atlas: Atlas) -> None:
    atlas.write(ROLE, f'{HEAD}<p>a</p>\n  <div class="b">\n')
    own = renderer(atlas)
    with pytest.raises(ContentError) as caught:
        own.render(own.routes.page(PageKind.ROLE, "map-maker"))
    (problem,) = caught.value.problems
    assert (atlas.place(problem), problem.found) == ((ROLE, 3, 3, "bad-markup"), '<div class="b">, which is not closed')


def test_the_check_tries_each_template_and_names_the_faults_of_all(atlas: Atlas, run: Callable[..., Ended]) -> None:
    """The check also reports faults that show only when a page is made; a fault in a macro file is reported once for all its pages."""
    originals = templates_folder() / "pages"
    for name, fault in (("role", "{{ view.titel }}"), ("skill", "\n{{ 1 / 0 }}")):
        text = (originals / f"{name}.html.jinja").read_text(encoding="utf-8")
        atlas.write(f"templates/{name}.html.jinja", f"{fault}\n{text}")
    ended = run("check", "--content", atlas.root)
    assert ended.code == 1
    assert f'{atlas.root}/{ROLE}:1:9: error[template-failed]: found "titel", which "view" does not have' in ended.err
    assert f"{atlas.root}/templates/skill.html.jinja:2:1: error[template-failed]: found division by zero" in ended.err
    for name in ("role", "skill"):
        atlas.path(f"templates/{name}.html.jinja").unlink()
    marks = (originals / "_marks.jinja").read_text(encoding="utf-8")
    atlas.write("templates/_marks.jinja", marks.replace("{% macro", "{{ 1 / 0 }}{% macro", 1))
    ended = run("check", "--content", atlas.root)
    assert ended.err.count("error[template-failed]: found division by zero") == 1


def test_a_build_refuses_links_written_by_hand_that_lead_nowhere(tmp_path: Path) -> None:
    """Links written by hand are checked as those of the recorder; styles that load from other servers are refused before the build."""
    folder = project(tmp_path / "own")
    (folder / "content/templates").mkdir()
    original = (templates_folder() / "pages/role.html.jinja").read_text(encoding="utf-8")
    added = '<a href="../nowhere/">a</a><a href="#nix">b</a><img src="x.png" alt=""><p id="b"></p><p id="b">c</p>\n'
    (folder / f"content/{ROLE}").write_text(original + added, encoding="utf-8")
    result = run("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    assert result.returncode == 3
    for fault in (
        f"a link that leads nowhere: ../nowhere/, written in content/{ROLE}:",
        "a link to an anchor that is not there: #nix",
        "a link that leads nowhere: x.png",
        'the id "b" more than once',
    ):
        assert fault in result.stderr
    (folder / "site_templates/static/assets/own.css").write_text(f"@import '{ELSEWHERE}';\n")
    result = run("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    assert result.returncode == 1
    assert f"own.css:1:10: error[other-server]: found a load from {ELSEWHERE}" in result.stderr
    assert not (folder / "site").exists()


def test_faults_of_wording_hide_none_of_its_html(atlas: Atlas, run: Callable[..., Ended]) -> None:
    original = (templates_folder() / "pages/role.html.jinja").read_text(encoding="utf-8")
    atlas.write(ROLE, f'{original}<div class="b">\n')
    atlas.replace("roles/map-maker.yml", "reviewed: ", "reviewed: 2999-01-01 # ")
    err = run("check", "--content", atlas.root).err
    assert "error[future-date]" in err
    assert '<div class="b">, which is not closed' in err
