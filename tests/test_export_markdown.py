"""HTML of articles as Markdown: the Markdown of each element, the addresses of links, and that other generators build it."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import yaml

from generator.publish.export import source_address, source_file, to_markdown

WRITTEN = {
    "heading": ('<h1 id="role">Map maker</h1>', "# Map maker {#role}"),
    "permanent link": ('<h2 id="a">A<a class="headerlink" href="#a">¶</a></h2>', "## A {#a}"),
    "soft break": ('<h2 id="a">Under<span class="ra-shy"></span>standing</h2>', "## Understanding {#a}"),
    "heading that is a link": ('<h3 id="a"><a href="x/">X</a></h3>', "### [X](x/) {#a}"),
    "heading without id": ("<h4>C#</h4>", "#### C\\#"),
    "empty heading": ('<h2 id="a"> </h2>', ""),
    "paragraphs": ("<p>One\n  two</p>\n<p>Three</p>", "One two\n\nThree"),
    "wrappers": ('<div class="a"><section><p>One</p>two<p>three</p></section></div>', "One\n\ntwo\n\nthree"),
    "emphasis": ("<p><strong>a</strong> <em>b</em> <b> c</b>d</p>", "**a** *b* **c**d"),
    "emphasis in emphasis": ("<p><strong>a <em>b</em></strong></p>", "<strong>a *b*</strong>"),
    "emphasis beside emphasis": ("<p><strong>a</strong><em>b</em></p>", "**a**<!-- -->*b*"),
    "line break": ("<p>a<br>\n b</p>", "a<br>b"),
    "link": ('<p>See <a href="x/#y" rel="noopener">X</a>.</p>', "See [X](x/#y)."),
    "link after an exclamation mark": ('<p>Go!<a href="x/">X</a></p>', "Go\\![X](x/)"),
    "link with round brackets": ('<p><a href="x(y) z">X</a></p>', "[X](x%28y%29%20z)"),
    "link with what reads like a reference": ('<p><a href="x?a=1&amp;copy;b">X</a></p>', "[X](x?a=1&amp;copy;b)"),
    "link without text": ('<p>a <a href="x/"><svg aria-hidden="true"></svg></a> b</p>', "a b"),
    "link without a text": ('<p>a<a href="x/"> </a>b</p>', "a b"),
    "link out of the export": ('<p><a href="nowhere/">X</a></p>', "X"),
    "link with the state of a tool": (
        '<p><a href="../plan/#?v=1&amp;t=a">X</a></p>',
        '<a href="../plan/#?v=1&amp;t=a">X</a>',
    ),
    "image": ('<p><img src="a.png" alt="An [A]"></p>', "![An \\[A\\]](a.png)"),
    "list": ("<ul><li>a</li>\n<li>b <b>c</b></li></ul>", "- a\n- b **c**"),
    "ordered list": ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
    "nested list": ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n    1. b\n- c"),
    "list of paragraphs": (
        "<ul><li>a<p>b</p><ul><li>c</li></ul></li><li>d</li></ul>",
        "- a\n\n    b\n\n    - c\n\n- d",
    ),
    "list in a list at once": ("<ul><li><ul><li>a</li></ul></li></ul>", "- <!-- -->\n    - a"),
    "two lists": ("<ul><li>a</li></ul><ol><li>b</li></ol>", "- a\n\n<!-- -->\n\n1. b"),
    "heading in a list": ('<ul><li><h3 id="x">A</h3><p>b</p></li></ul>', "- ### A {#x}\n\n    b"),
    "list of code": ("<ul><li>a<pre>b</pre></li><li>c</li></ul>", "a\n\n```\nb\n```\n\nc"),
    "definitions": (
        "<dl><div><dt>a</dt><dd>b</dd></div><dt>c</dt><dt>d</dt><dd><p>e</p><p>f</p></dd></dl>",
        "a\n:   b\n\nc\nd\n:   e\n\n    f",
    ),
    "definition with a list": ("<dl><dt>a</dt><dd><ul><li>b</li><li>c</li></ul></dd></dl>", "a\n:   - b\n    - c"),
    "definition without meaning": ("<dl><dt>a</dt><dt>b</dt></dl>", "**a**\n\n**b**"),
    "two lists of definitions": (
        "<dl><dt>a</dt><dd>b</dd></dl><dl><dt>c</dt><dd>d</dd></dl>",
        "a\n:   b\n\n<!-- -->\n\nc\n:   d",
    ),
    "table": (
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>a|b</th><td><p>c</p><p>d</p></td></tr></tbody></table>",
        "| A | B |\n| --- | --- |\n| a\\|b | c<br>d |",
    ),
    "table in groups": (
        '<table><caption>T</caption><thead><tr><td></td><th>B</th></tr></thead><tbody><tr><th scope="rowgroup" colspan="2">G</th></tr>'
        "<tr><th>a</th><td>b</td></tr></tbody></table>",
        "T\n\n|  | B |\n| --- | --- |\n| **G** |  |\n| a | b |",
    ),
    "table without head": ("<table><tr><td>a</td></tr></table>", "|  |\n| --- |\n| a |"),
    "table of one row": ("<table><thead><tr><th>A</th></tr></thead></table>", "| A |\n| --- |"),
    "code": ("<p><code>a_b</code> <code>a|b</code></p>", "`a_b` <code>a\\|b</code>"),
    "code with a soft break": ("<p><code>a<span></span>_b</code></p>", "`a_b`"),
    "code in a link": ('<p><code><a href="x/">a_b</a></code></p>', "<code>[a\\_b](x/)</code>"),
    "block of code": ("<pre>\na\n\n  ```\n</pre>", "````\na\n\n  ```\n````"),
    "fold": ("<details><summary>More <b>of</b> it</summary><p>a</p></details>", "<strong>More **of** it</strong>\n\na"),
    "fold with a heading": ('<details><summary><h3 id="x">More</h3></summary><p>a</p></details>', "### More {#x}\n\na"),
    "rule": ("<p>a</p><hr><p>b</p>", "a\n\n* * *\n\nb"),
    "id of a wrapper": ('<section id="x"><h2 id="y">A</h2></section>', '## <span id="x"></span>A {#y}'),
    "id of a row": ('<table><tr id="x"><td>a</td></tr></table>', '|  |\n| --- |\n| <span id="x"></span>a |'),
    "id of a term": ('<dl><div id="x"><dt>a</dt><dd>b</dd></div></dl>', '<span id="x"></span>a\n:   b'),
    "id of code": ('<pre id="x">a</pre>', '<span id="x"></span>\n\n```\na\n```'),
    "id at the end": ('<p>a</p><div id="x"></div>', 'a\n\n<span id="x"></span>'),
    "switch": ('<p>a <label><input type="checkbox"> b</label></p>', "a"),
    "out of sight": ('<p>a <i aria-hidden="true">b</i><button>c</button></p><p hidden>d</p><!-- e -->', "a"),
    "contents of the page": ('<nav><a href="#a">A</a></nav><nav><a href="x/">X</a></nav>', "[X](x/)"),
    "drawing": (
        '<figure id="f"><svg>\n\n<a href="../x/"><path d="M0"/></a></svg><figcaption>a_b</figcaption></figure>',
        '<figure id="f"><svg>\n<a href="../x/"><path d="M0"></path></a></svg><figcaption>a_b</figcaption></figure>',
    ),
    "drawing of its own": ("<div><svg></svg></div>", "<div><svg></svg></div>"),
    "drawing in an item": ('<ul><li><svg aria-label="On"></svg> a</li></ul>', "- On a"),
    "drawing in a cell": ("<table><tr><td><svg><title>On</title></svg></td></tr></table>", "|  |\n| --- |\n| On |"),
    "figure of an image": (
        '<figure><img src="a.png" alt="A"><figcaption>B</figcaption></figure>',
        "![A](a.png)\n\nB",
    ),
    "tool": (
        '<link rel="stylesheet" href="a.css"><div id="t" hidden><input></div><script src="a.js"></script>',
        '<div><link rel="stylesheet" href="a.css"></div>\n\n<div id="t" hidden><input></div>\n\n<script src="a.js"></script>',
    ),
    "scripts without a tool": ('<link rel="stylesheet" href="a.css"><p>a</p><script src="a.js"></script>', "a"),
    "filter": (
        '<form id="f" hidden><input></form><table data-filter="f"><tr><td>a</td></tr></table><script src="a.js"></script>',
        "|  |\n| --- |\n| a |",
    ),
    "data of a tool": (
        '<form><input></form><script type="application/json">{"a":"<b>"}</script>',
        '<form><input></form>\n\n<script type="application/json">{"a":"<b>"}</script>',
    ),
}


@pytest.mark.parametrize(("html", "expected"), WRITTEN.values(), ids=WRITTEN.keys())
def test_markdown(html: str, expected: str) -> None:
    """Each kind of element becomes this Markdown."""
    assert to_markdown(html, lambda href: "" if "nowhere" in href else href).strip() == expected


@pytest.mark.parametrize(
    ("page", "href", "expected"),
    [
        ("roles/x/", "../../skills/sql/#working", "../../skills/sql/index.md#working"),
        ("roles/x/", "../y/", "../y/index.md"),
        ("roles/x/", "../", "../index.md"),
        ("roles/x/", "../../", "../../index.md"),
        ("roles/x/", "./?a=b", "index.md?a=b"),
        ("roles/x/", "#tasks", "#tasks"),
        ("roles/x/", "", ""),
        ("", "roles/", "roles/index.md"),
        ("", "./roles/x/", "roles/x/index.md"),
        ("", "./", "index.md"),
        ("roles/", "../assets/a%20b.png", "../assets/a%20b.png"),
        ("roles/x/", "https://a.example/b", "https://a.example/b"),
        ("roles/x/", "mailto:a@b.example", "mailto:a@b.example"),
        ("roles/x/", "//a.example/b", "//a.example/b"),
        ("roles/x/", "../../../data/a.json", "https://atlas.example/data/a.json"),
        ("roles/x/", "../../nowhere/", "https://atlas.example/de/nowhere/"),
        ("", "/data/", "https://atlas.example/data/"),
    ],
)
def test_addresses_lead_to_files(page: str, href: str, expected: str) -> None:
    """A link to a page or a file of the export names its file; any other relative link names the published address."""
    places = {"", "roles/", "roles/x/", "roles/y/", "skills/sql/", "assets/a b.png"}
    assert source_address(href, page, places, "https://atlas.example/de/") == expected


def test_places_outside_need_a_published_address() -> None:
    """Without the published address of the site, a link to a place outside the export has no target."""
    assert source_address("../data/a.json", "roles/", {"roles/"}, "") == ""


def test_each_page_is_a_folder() -> None:
    """Each page is an ``index.md`` in a folder of its own, so that relative links are the same for file and page."""
    assert [source_file(page) for page in ("", "roles/x/")] == ["index.md", "roles/x/index.md"]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Return a folder of two converted pages that link to each other's ids, with the settings that an export needs."""
    articles = {
        "": '<h1 id="home">Home</h1><p><a href="terms/#api">API</a> <a href="terms/#row">Row</a> <a href="terms/#?a=b">State</a></p>',
        "terms/": '<h1 id="terms">Terms</h1><dl><div id="api"><dt>API</dt><dd>a_b</dd></div></dl>'
        '<table><tr id="row"><td>a|b</td></tr></table><figure><svg><a href="../#home"><text>Home</text></a></svg></figure>',
    }
    for page, html in articles.items():
        file = tmp_path / "docs" / source_file(page)
        file.parent.mkdir(parents=True, exist_ok=True)
        address = partial(source_address, page=page, places=articles, base="")
        file.write_text(to_markdown(html, address), encoding="utf-8")
    settings = {
        "site_name": "Atlas",
        "theme": {"name": "material", "font": False},
        "markdown_extensions": ["attr_list", "def_list"],
        "validation": {"links": {"anchors": "warn", "not_found": "warn", "unrecognized_links": "warn"}},
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return tmp_path


def build(folder: Path, generator: str) -> subprocess.CompletedProcess[str]:
    """Build a folder in strict mode with another generator."""
    command = [sys.executable, "-m", generator, "build", "--strict", "--config-file", "mkdocs.yml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("generator", ["mkdocs", "zensical"])
def test_other_generators_build_it(documents: Path, generator: str) -> None:
    """Other generators build it without a warning; links reach ids of terms and rows, and links within drawings stay unchanged."""
    result = build(documents, generator)
    assert result.returncode == 0, result.stdout + result.stderr
    home, terms = ((documents / "site" / page / "index.html").read_text(encoding="utf-8") for page in ("", "terms"))
    for address in ("terms/#api", "terms/#row", "terms/#?a=b"):
        assert f'href="{address}"' in home
    assert '<span id="api"></span>API</dt>' in terms
    assert re.search(r'<svg>\s*<a href="../#home">', terms)


@pytest.mark.parametrize("generator", ["mkdocs", "zensical"])
def test_other_generators_check_links(documents: Path, generator: str) -> None:
    """A link to an unknown id stops a strict build."""
    home = documents / "docs" / "index.md"
    home.write_text(home.read_text(encoding="utf-8").replace("#api", "#nowhere"), encoding="utf-8")
    assert build(documents, generator).returncode != 0
