"""The theme's page as a shell: repairs of its HTML, changed themes that are noticed, and placeholders that are filled."""

from __future__ import annotations

import pytest

from generator.publish.shell import (
    CONTENT,
    CONTENTS,
    TOC,
    Shell,
    ThemeChangedError,
    mended,
    mended_contents,
    placeholder,
    table_of_contents,
    with_languages,
)
from generator.render.pages import RenderedPage
from generator.render.recorder import Heading, Notes
from generator.routes import Page, PageKind

PAGE = (
    '<html><body><input type="checkbox" id="__drawer" autocomplete="off">'
    '<input type="checkbox" id="__search" autocomplete="off">'
    "{toc}<article>{content}</article></body></html>"
)
LABEL = '<label class="md-nav__title" for="__toc">Inhalt</label>'


def page(content: str = "<h1>A</h1>", toc: str = "") -> str:
    """Return a page as the theme writes it, reduced to the parts that are repaired."""
    return PAGE.format(content=content, toc=toc)


def rendered(*headings: Heading) -> RenderedPage:
    """Return a page with these headings and no text."""
    notes = Notes()
    for heading in headings:
        notes.begin(heading)
    return RenderedPage(Page(PageKind.HOME, "", "index.md"), "A", "B", "", notes, frozenset())


# --- repairs


def test_toggles_lose_what_is_not_allowed_on_a_checkbox() -> None:
    """The Nu checker refuses ``autocomplete`` on a checkbox."""
    assert "autocomplete" not in mended(page(), "<h1>A</h1>")


@pytest.mark.parametrize("gone", ['id="__drawer" autocomplete="off"', 'id="__search" autocomplete="off"', "<h1>A</h1>"])
def test_a_changed_theme_is_noticed(gone: str) -> None:
    """A place for a repair that is not found stops the build."""
    with pytest.raises(ThemeChangedError):
        mended(page().replace(gone, ""), "<h1>A</h1>")


def test_a_repair_wants_one_place_only() -> None:
    """A place that is found twice stops the build too."""
    with pytest.raises(ThemeChangedError, match="2 places instead of one"):
        mended(page(toc='<input id="__drawer" autocomplete="off">'), "<h1>A</h1>")


def test_what_the_content_holds_is_not_mended() -> None:
    """Repairs and the removal of empty lines change only the theme's part of the page."""
    content = '<h1>A</h1>\n\n  <pre>\n\n b</pre><input id="__drawer" autocomplete="off">' + LABEL
    assert content in mended(page(content), content)


def test_label_of_the_contents_list_points_to_a_toggle_that_exists() -> None:
    """Where the theme writes no toggle, its label must not refer to one; where it writes one, the label may."""
    assert 'for="__toc"' not in mended(page(toc=LABEL), "<h1>A</h1>")
    assert LABEL in mended(page(toc=f'<input id="__toc">{LABEL}'), "<h1>A</h1>")
    assert mended_contents(LABEL) == '<label class="md-nav__title">Inhalt</label>'


def test_empty_lines_go() -> None:
    """The theme writes many empty lines."""
    assert mended(page(toc="<p>\n \n  a\n</p>"), "<h1>A</h1>").count("\n") == 2


# --- placeholders


SHELL = (
    f'<html><head><script>x()</script><script src="a.js"></script><script type="application/json">{{}}</script>'
    f'<meta content="{placeholder("description")}"><link rel="icon" href="i.svg"></head><body><a id="t" href="../b/">b</a>'
    f"{placeholder(TOC)}\n{placeholder(CONTENTS)}{placeholder(CONTENT)}</body></html>"
)


def test_marks_are_filled() -> None:
    """Each value replaces its placeholder; contents above the text have a line of their own."""
    shell = Shell(SHELL)
    values = {"description": "D", TOC: "", CONTENTS: "\n<nav></nav>", CONTENT: "<h1>A</h1>"}
    assert shell.has_toc
    assert '<meta content="D">' in shell.fill(values)
    assert shell.fill(values).endswith("</a>\n<nav></nav><h1>A</h1></body></html>")
    assert "</a><h1>A</h1>" in shell.fill({**values, CONTENTS: ""})


def test_a_mark_without_a_value_is_an_error() -> None:
    """No page is written with a placeholder left in it."""
    with pytest.raises(KeyError):
        Shell(SHELL).fill({CONTENT: "", CONTENTS: "", TOC: ""})


def test_a_shell_says_what_the_theme_holds() -> None:
    """A shell lists the inline scripts that a browser would run, its ids, and everything that it links to or loads."""
    shell = Shell(SHELL)
    assert shell.scripts == {"x()"}
    assert shell.ids == ("t",)
    assert set(shell.links) == {"a.js", "i.svg", "../b/"}


@pytest.mark.parametrize("gone", [CONTENT, CONTENTS])
def test_a_theme_without_a_place_for_the_page_is_noticed(gone: str) -> None:
    """A theme override without the placeholder would show empty pages."""
    with pytest.raises(ThemeChangedError, match="no place for"):
        Shell(SHELL.replace(placeholder(gone), ""))


# --- languages


def test_name_and_title_get_their_language_where_they_are_text() -> None:
    """Name and title in header and drawer get ``lang``; attributes and the window's title stay as the theme writes them."""
    page = (
        "<title>T - N</title>"
        '<a title="N"></a>\n{name}\n</label><div class="md-header__topic">\n<span class="md-ellipsis">\n{name}\n</span></div>'
        '<div class="md-header__topic" data-md-component="header-topic">\n<span class="md-ellipsis">\n{title}\n</span></div>'
    )
    foreign_name, foreign_title = '<span lang="en">N</span>', '<span lang="en">T</span>'
    mended_page = with_languages(page.format(name="N", title="T"), ("N", foreign_name), ("T", foreign_title))
    assert mended_page == page.format(name=foreign_name, title=foreign_title)


# --- contents


def test_contents_are_nested_by_level() -> None:
    """The contents have the form that MkDocs gives to themes, with titles as HTML; headings that are not listed are left out."""
    toc = table_of_contents(
        rendered(
            Heading(1, "a", "A & B", listed=True),
            Heading(2, "b", "<B>", listed=True),
            Heading(3, "c", "C", listed=True),
            Heading(3, "x", "X", listed=False),
            Heading(2, "d", "D", listed=True),
        )
    )
    (top,) = toc.items
    assert (top.title, top.url, top.level) == ("A &amp; B", "#a", 1)
    assert [(link.title, [inner.id for inner in link.children]) for link in top.children] == [
        ("&lt;B&gt;", ["c"]),
        ("D", []),
    ]
