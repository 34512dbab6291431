"""The link check of pages: a table of good links and a table of faults, each added to one good page."""

from __future__ import annotations

import posixpath
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.links import LinkCheck
from generator.publish.shell import CONTENT, CONTENTS, Shell, placeholder
from generator.render.environment import PageEnvironment
from generator.render.hyphens import Hyphenator
from generator.render.pages import RenderedPage
from generator.render.recorder import Recorder
from generator.resources import templates_folder
from generator.routes import Page, PageKind, Routes

HOME = Page(PageKind.HOME, "", "index.md")
SHELL = f'<html><body id="shell"><a href="#top">x</a>{placeholder(CONTENTS)}{placeholder(CONTENT)}</body></html>'
GOOD = "{{ heading(1, 'top', 'Top') }}"
"""Template of a page without links, as the second page of each site is."""


def check(
    folder: Path,
    template: str,
    *,
    title: str = "Top",
    shell: str = SHELL,
    web: bool = True,
    other: str = GOOD,
    at: str = "roles/map-maker.md",
) -> tuple[list[str], dict[str, str]]:
    """Return the faults of a site whose home page is made from a template, and the files above the language's folder that it links to."""
    second = Page(PageKind.ROLE, "map-maker", at)
    routes = Routes((HOME, second), directory_urls=web)
    recorder = Recorder(Hyphenator("en"), "Link")
    environment = PageEnvironment(templates_folder(), recorder)
    links = LinkCheck("en", routes)
    for page, text in ((HOME, template), (second, other)):
        recorder.start(routes.neighbourhood(page), routes.relative(page, "").rstrip("/"))
        html = environment.from_string(text).render()
        links.add(
            RenderedPage(page, title if page is HOME else "T", "D", html, recorder.notes, frozenset()), Shell(shell)
        )
    (folder / "assets").mkdir()
    (folder / "assets/a.css").touch()
    (folder / "ours").mkdir()
    (folder / "ours/index.html").touch()
    return list(links.faults_among(lambda file: (folder / file).is_file())), links.outside


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("<a{{ href('roles/map-maker/#top') }}>", id="anchor of a page"),
        pytest.param("<a{{ href('roles/map-maker/') }}>", id="page"),
        pytest.param("<a{{ href('#shell') }}>", id="id of the theme"),
        pytest.param("<a{{ href('#b') }}><b{{ id('b') }}>", id="own id that comes later"),
        pytest.param("<a{{ href('roles/map-maker/#?skill=x&step=y') }}>", id="state of a list's filters"),
        pytest.param("<a{{ href('./') }}>", id="itself"),
        pytest.param("<a{{ href('?from=baker') }}>", id="itself with a query"),
        pytest.param("<a{{ href('roles/map-maker/?from=baker#top') }}>", id="query and anchor"),
        pytest.param("<a{{ href('ours/') }}>", id="an adopter's page"),
        pytest.param("<a{{ href('ours/#anything') }}>", id="anchor of an adopter's page"),
        pytest.param("<a{{ href('assets/a.css') }}>", id="file"),
        pytest.param("{{ stylesheet('assets/a.css') }}", id="style sheet"),
        pytest.param("{{ out('https://x.example/', 'x') }}", id="out of the site"),
        pytest.param("<a{{ href('mailto:a@b.example') }}>", id="mail"),
    ],
)
def test_good_links(piece: str, tmp_path: Path) -> None:
    """Relative links, folders, anchors, and links to other sites whose addresses are written in full are no faults."""
    assert check(tmp_path, GOOD + piece) == ([], {})


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        pytest.param(GOOD + "<a{{ href('gone/') }}>", "a link that leads nowhere: gone/", id="broken link"),
        pytest.param(
            GOOD + "<a{{ href('roles/map-maker/#gone') }}>",
            "a link to an anchor that is not there: roles/map-maker/#gone",
            id="broken anchor",
        ),
        pytest.param(
            GOOD + "<a{{ href('#gone') }}>", "a link to an anchor that is not there: #gone", id="broken own anchor"
        ),
        pytest.param(
            GOOD + "<a{{ href('/roles/') }}>", "a link that breaks below a sub-path: /roles/", id="absolute link"
        ),
        pytest.param(
            GOOD + "<a{{ href('javascript:x()') }}>",
            "a link with a scheme that is not allowed: javascript:x()",
            id="script link",
        ),
        pytest.param(
            GOOD + "<a{{ href('data:text/html,x') }}>",
            "a link with a scheme that is not allowed: data:text/html,x",
            id="data link",
        ),
        pytest.param(
            GOOD + "<a{{ href('//x.example/') }}>",
            "a link with a scheme that is not allowed: //x.example/",
            id="scheme-relative link",
        ),
        pytest.param(GOOD + "<a{{ href('http://[x/') }}>", "a link that can't be read: http://[x/", id="no address"),
        pytest.param(
            GOOD + "{{ script('gone.js') }}", "a link that leads nowhere: ./gone.js", id="script that is not there"
        ),
        pytest.param(GOOD + "<p{{ id('top') }}>", 'the id "top" more than once', id="double id"),
        pytest.param(GOOD + "<p{{ id('shell') }}>", 'the id "shell" more than once', id="id of the theme"),
        pytest.param(GOOD + "{{ heading(1, 'b', 'B') }}", "2 headings of level 1", id="two main headings"),
        pytest.param("{{ heading(2, 'top', 'Top') }}", "0 headings of level 1", id="no main heading"),
    ],
)
def test_each_fault_is_found(template: str, fault: str, tmp_path: Path) -> None:
    """Each fault is reported with its page, and nothing else is reported."""
    assert check(tmp_path, template) == ([f"en/index.html: {fault}"], {})


def test_a_page_without_a_title_is_a_fault(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD, title="")[0] == ["en/index.html: no title"]


def test_addresses_of_the_offline_edition(tmp_path: Path) -> None:
    """In the offline edition, links lead to files instead of folders."""
    links = "".join(f"<a{{{{ href('roles/map-maker.html#{anchor}') }}}}>" for anchor in ("top", "gone"))
    assert check(tmp_path, GOOD + links, web=False)[0] == [
        "en/index.html: a link to an anchor that is not there: roles/map-maker.html#gone"
    ]


def test_a_fault_of_the_theme_is_one_line(tmp_path: Path) -> None:
    """A fault that many pages share is listed once, with the first page and the number of the others."""
    shell = SHELL.replace("#top", "https:gone").replace("<a ", '<script src="../gone.js"></script><a ')
    faults, outside = check(tmp_path, GOOD, shell=shell.replace("../gone.js", "/gone.js"))
    assert faults == ["en/index.html: a link that breaks below a sub-path: /gone.js (and on 1 other pages)"]
    assert outside == {}


def test_a_link_up_means_another_place_at_each_depth(tmp_path: Path) -> None:
    """The same relative link is checked again for a page that is one folder deeper."""
    link = "<a{{ href('../data/atlas.json') }}>"
    faults, outside = check(tmp_path, GOOD + link, other=GOOD + link, at="roles/index.md")
    assert faults == ["en/roles/index.html: a link that leads nowhere: ../data/atlas.json"]
    assert outside == {"data/atlas.json": "en/index.html"}


def test_files_above_the_language_are_left_to_the_whole_site(tmp_path: Path) -> None:
    """Files above the language's folder are returned with the first page that links to them, whatever the page's depth and the anchor."""
    faults, outside = check(tmp_path, GOOD + "<a{{ href('../data/atlas.json') }}><a{{ href('../de/#x') }}>")
    assert faults == []
    assert outside == {"data/atlas.json": "en/index.html", "de/index.html": "en/index.html"}


PIECES = st.lists(st.sampled_from("ab"), max_size=4).map("/".join)


@given(PIECES, PIECES, st.booleans())
def test_a_relative_link_leads_to_its_path(folder: str, below: str, is_folder: bool) -> None:
    """The link is the one that Python's own ``relpath`` finds, and that of a folder ends with a slash."""
    ending = "/" if below else ""
    path = f"{below}{ending if is_folder else 'x'}"
    origin = Page(PageKind.ROLE, "r", f"{folder}/r.md" if folder else "index.md")
    routes = Routes((origin,), directory_urls=False)
    expected = posixpath.relpath(f"/site/{path}", f"/site/{folder}")
    assert routes.relative(origin, path) == (f"{expected}/" if is_folder else expected)
