"""Exported Markdown as Python-Markdown reads it: any text shows as it was written, and lists and tables in lists keep their structure."""

from __future__ import annotations

import re
from html import escape

import lxml.html
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish.export import to_markdown

EXTENSIONS = ["attr_list", "def_list", "fenced_code", "tables", "toc"]

PLACES = {
    # templates of HTML with a text in each pair of braces
    "paragraph": "<p>{}</p>",
    "heading": '<h2 id="a">{}</h2>',
    "heading without id": "<h3>{}</h3>",
    "item": "<ul><li>{}</li><li>{}<p>{}</p></li></ul>",
    "nested item": "<ol><li>a<ul><li>{}</li></ul></li></ol>",
    "term and meaning": "<dl><dt>{}</dt><dt>{}</dt><dd>{}</dd><dd>{}<p>{}</p></dd></dl>",
    "cell": "<table><thead><tr><th>{}</th><th>b</th></tr></thead><tr><td>{}</td><td>{}</td></tr></table>",
    "only cell": "<table><thead><tr><th>{}</th></tr></thead><tr><td>{}</td></tr></table>",
    "emphasis": "<p>{}<strong>{}</strong>{}<em>{}</em></p>",
    "emphasis side by side": "<p><strong>{}</strong><em>{}</em><b>{}</b></p>",
    "emphasis in emphasis": "<p>{}<em>{}<strong>{}</strong></em>{}<strong><em>{}</em></strong></p>",
    "emphasised link": '<p>{}<strong><a href="x/">{}</a></strong><a href="y/"><em>{}</em></a>{}</p>',
    "link": '<p>{}<a href="x/">{}</a>{}</p>',
    "linked cell": '<table><tr><td>a</td><td>{}<a href="x/">{}</a><b>{}</b></td></tr></table>',
    "code": "<p>{}<code>{}</code>{}</p>",
    "code in a cell": "<table><tr><td>{}<code>{}</code></td><td><code>{}</code>{}</td></tr></table>",
    "block of code": "<pre>a\n{}\nb</pre>",
    "fold": "<details><summary>{}</summary>{}</details>",
    "wrapper": '<div id="x">{}<br>{}<div>{}</div></div>',
}

AUTHORED = [
    *(
        "C#",
        "# a",
        "a #",
        "a|b",
        "|",
        "|---|",
        "| a | b |",
        "a\\|b",
        "*a*",
        "**",
        "***",
        "* a",
        "** a **",
        "a*b*c",
        "_a_",
        "__a__",
    ),
    *(
        "[x]",
        "[x](y)",
        "[x]: y",
        "![x](y)",
        "!",
        "[TOC]",
        "[^1]",
        "*[a]: b",
        "<b>a</b>",
        "<",
        "<!--",
        "</div>",
        "<https://a.example>",
    ),
    *(
        "`a`",
        "``",
        "`",
        "a`b",
        "\\\\`a`",
        "`\\`",
        "{{ x }}",
        "{% x %}",
        "{#x}",
        "{: .a }",
        "a {#b}",
        "+H40",
        "+ a",
        "- a",
        "-",
        "---",
    ),
    *(
        "- - -",
        "1.",
        "1. a",
        "12) a",
        ": a",
        ":",
        "A: b",
        "~~~",
        "~~a~~",
        "===",
        "=",
        "==a==",
        ">",
        "> a",
        "&amp;",
        "&copy;",
        "&#42;",
    ),
    *(
        "&",
        "a & b",
        "\\",
        "\\\\",
        "\\*",
        "\\`",
        "https://a.example/b_c_d",
        "a@b.example",
        "\u00a0",
        "\u00a0a\u00a0",
        "\u2028",
    ),
    *("\u3000a", "a\u00adb", "    a", "a  b", "!!! note", "$a$", "^^a^^", ":smile:", "(c)", "--8<--"),
]


def rendered(html: str) -> str:
    """Return the HTML that Python-Markdown makes of the Markdown written for some HTML."""
    return markdown.markdown(to_markdown(html, lambda href: href), extensions=EXTENSIONS)


def shown(html: str) -> str:
    """Return the text of HTML, with a blank between blocks and between cells."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in tree.iter(lxml.etree.Element):
        if element.tag not in ("a", "strong", "em", "b", "code", "span"):
            element.tail = " " + (element.tail or "")
            element.text = " " + (element.text or "")
    return re.sub(r"[ \n]+", " ", tree.text_content()).strip()


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_authored_text_is_literal(place: str) -> None:
    """Characters with a meaning in Markdown show as they were written."""
    pages = {text: place.replace("{}", escape(text)) for text in AUTHORED}
    assert {text: shown(rendered(html)) for text, html in pages.items()} == {
        text: shown(html) for text, html in pages.items()
    }


@given(
    place=st.sampled_from(sorted(PLACES.values())),
    texts=st.lists(
        st.text(st.sampled_from("\\`*_{}[]()#+-.!|<>&;:~=^$\"'%/ \n019abA\u00a0\u2003é\u00ad"), min_size=1, max_size=12)
        | st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1),
        min_size=5,
        max_size=5,
    ),
)
@settings(deadline=None, max_examples=400)
def test_any_text_is_literal(place: str, texts: list[str]) -> None:
    """Any texts, side by side, show as they were written."""
    escaped = iter(map(escape, texts))
    html = re.sub("{}", lambda _: next(escaped), place)
    assert shown(rendered(html)) == shown(html)


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="a">A</h2><ul><li><p>a</p><ol><li>b</li></ol><p>c</p></li><li><p>d</p></li></ul>',
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul><p>d</p>",
        "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd><p>d</p><ul><li>e</li><li>f</li></ul></dd></dl>",
        "<ul><li><p>a</p><dl><dt>b</dt><dd>c</dd></dl></li><li><p>d</p></li></ul>",
        "<ul><li><p>a</p><table><thead><tr><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table></li></ul>",
    ],
)
def test_structure_stays(html: str) -> None:
    """Lists in lists, definitions in lists and tables in lists keep their structure."""
    assert re.sub(r"\s+", "", rendered(html)) == re.sub(r"\s+", "", html)
