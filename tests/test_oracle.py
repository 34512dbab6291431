"""The oracle that reads built HTML: a table of faults that it finds, and how it cuts pages into sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.sections import Section, sections
from tests.oracle.verify import verify_site

PAGE = """<!doctype html><html lang="{lang}"><head><title>T</title><link rel="stylesheet" href="a.css"></head>
<body><h1 id="top">T</h1><a href="../{other}/{name}" hreflang="{other}">x</a>{body}</body></html>"""


def _site(folder: Path, body: str = "", css: str = "p { color: red }") -> Path:
    for lang, other in (("de", "en"), ("en", "de")):
        (folder / lang / "sub").mkdir(parents=True)
        (folder / lang / "a.css").write_text(css)
        (folder / lang / "index.html").write_text(
            PAGE.format(lang=lang, other=other, name="index.html", body=body if lang == "de" else "")
        )
        sub = PAGE.replace("../", "../../").replace("a.css", "../a.css")
        (folder / lang / "sub" / "index.html").write_text(sub.format(lang=lang, other=other, name="sub/", body=""))
    (folder / "index.html").write_text('<html lang="de"><title>T</title><h1>T</h1><a href="de/">x</a></html>')
    return folder


def test_a_good_site_has_no_fault(tmp_path: Path) -> None:
    """Relative links, folders, anchors, data addresses and links to other sites are no faults."""
    body = '<a href="sub/#top">x</a><a href="#top">x</a><a href="https://x.example/">x</a><a href="mailto:a@b.example">x</a>'
    body += '<img src="data:,x" alt="">'
    assert verify_site(_site(tmp_path, body), ["de", "en"]) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        pytest.param('<a href="gone/">x</a>', "a link that leads nowhere: gone/", id="broken link"),
        pytest.param(
            '<a href="sub/#gone">x</a>', "a link to an anchor that is not there: sub/#gone", id="broken anchor"
        ),
        pytest.param('<a href="#gone">x</a>', "a link to an anchor that is not there: #gone", id="broken own anchor"),
        pytest.param('<a href="/sub/">x</a>', "a link that breaks below a sub-path: /sub/", id="absolute link"),
        pytest.param(
            '<a href="javascript:x()">x</a>',
            "a link with a scheme that is not allowed: javascript:x()",
            id="script link",
        ),
        pytest.param(
            '<a href="data:text/html,x">x</a>',
            "a link with a scheme that is not allowed: data:text/html,x",
            id="data link",
        ),
        pytest.param(
            '<a href="//x.example/">x</a>',
            "a link with a scheme that is not allowed: //x.example/",
            id="scheme-relative link",
        ),
        pytest.param(
            '<img src="https://x.example/i.png" alt="">',
            "a request to another server: https://x.example/i.png",
            id="foreign image",
        ),
        pytest.param(
            '<script src="//x.example/a.js"></script>',
            "a request to another server: //x.example/a.js",
            id="foreign script",
        ),
        pytest.param(
            "<style>p{background:url(https://x.example/i)}</style>",
            "a request to another server: https://x.example/i",
            id="foreign style",
        ),
        pytest.param('<img src="gone.png" alt="">', "a resource that is not there: gone.png", id="missing image"),
        pytest.param('<p onclick="x()">x</p>', "an event handler: p onclick", id="event handler"),
        pytest.param('<p id="top">x</p>', 'the id "top" more than once', id="double id"),
        pytest.param("<h1>U</h1>", "2 headings of level 1", id="two main headings"),
    ],
)
def test_each_fault_is_found(tmp_path: Path, body: str, fault: str) -> None:
    """Each fault is reported with its page."""
    assert verify_site(_site(tmp_path, body), ["de", "en"]) == [f"de/index.html: {fault}"]


def test_language_and_switch_are_checked(tmp_path: Path) -> None:
    """A page in the wrong language and a language switch that leads to another page are faults."""
    site = _site(tmp_path)
    page = site / "en" / "sub" / "index.html"
    page.write_text(page.read_text().replace('lang="en"', 'lang="fr"', 1).replace("../../de/sub/", "../../de/"))
    assert verify_site(site, ["de", "en"]) == [
        'en/sub/index.html: its language is "fr", not "en"',
        'en/sub/index.html: the language switch to "de" leads to "de/index.html", not to the same page',
    ]


REFRESH = '<noscript><meta http-equiv="Refresh" content="0; URL={target}"></noscript>'


@pytest.mark.parametrize(
    ("head", "faults"),
    [
        pytest.param(REFRESH.format(target="sub/#top"), [], id="refresh"),
        pytest.param(REFRESH.format(target="gone/"), ["a link that leads nowhere: gone/"], id="lost refresh"),
        pytest.param('<link rel="canonical" href="sub/">', [], id="canonical"),
        pytest.param('<link rel="canonical" href="https://x.example/de/">', [], id="whole canonical"),
        pytest.param('<link rel="canonical" href="gone/">', ["a link that leads nowhere: gone/"], id="lost canonical"),
        pytest.param(
            '<link rel="apple-touch-icon" href="gone.png">', ["a resource that is not there: gone.png"], id="lost icon"
        ),
    ],
)
def test_heads_are_checked(tmp_path: Path, head: str, faults: list[str]) -> None:
    """The target of a moved page, a page's canonical address and its icons are checked."""
    site = _site(tmp_path)
    page = site / "de/index.html"
    page.write_text(page.read_text().replace("<title>", f"{head}<title>"))
    assert verify_site(site, ["de", "en"]) == [f"de/index.html: {fault}" for fault in faults]


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        pytest.param(
            '<a href="/x/de/">x</a><a href="/x/de/sub/#top">x</a><img src="/x/de/a.css" alt="">', [], id="good"
        ),
        pytest.param('<a href="/x/">x</a><a href="#here">x</a><p id="here">', [], id="chooser and own anchor"),
        pytest.param('<a href="/de/">x</a>', ["a link that leaves /x/: /de/"], id="beside the site"),
        pytest.param('<a href="/x/fr/">x</a>', ["a link that leads nowhere: /x/fr/"], id="nowhere"),
        pytest.param('<a href="de/">x</a>', ["a link that breaks at another address: de/"], id="relative"),
        pytest.param(
            '<img src="/x/gone.png" alt="">', ["a resource that is not there: /x/gone.png"], id="missing picture"
        ),
        pytest.param(
            '<img src="de/a.css" alt="">',
            ["a resource that breaks at another address: de/a.css"],
            id="relative picture",
        ),
    ],
)
def test_the_404_page_is_checked(tmp_path: Path, body: str, faults: list[str]) -> None:
    """The 404 page is served at any address below the site's path, so its links must start with that path and lead to files."""
    site = _site(tmp_path)
    (site / "404.html").write_text(f"<html lang=de><title>404</title><h1>404</h1>{body}</html>")
    assert verify_site(site, ["de", "en"], "/x/") == [f"404.html: {fault}" for fault in faults]


def test_styles_are_checked(tmp_path: Path) -> None:
    """A style sheet that asks another server is a fault; a fault of several pages is listed once, with their number."""
    site = _site(tmp_path, css="@import 'https://x.example/a.css';")
    fault = "a request to another server: https://x.example/a.css"
    assert verify_site(site, ["de", "en"]) == [f"de/a.css: {fault} (and on 1 other pages)"]


# --- sections


def test_sections_begin_at_headings_with_an_id() -> None:
    """The h1 is the page's title, without its permanent link; a heading without an id is text."""
    found = sections(
        '<h1 id="x">Ti<b>tle</b><a class="headerlink" href="#x">¶</a></h1><p>One</p>'
        '<h2 id="y">Second</h2><h3>Inner</h3><p>Two</p>'
    )
    assert found == [Section("", "Title", "One"), Section("y", "Second", "Inner\nTwo")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td><td>3</td></tr></table>", "A · B\n1 · 3"),
        ("<dl><dt>Name</dt><dd>Value</dd><dt>Empty</dt><dd></dd></dl>", "Name: Value\nEmpty"),
        ("<p><span>Kurs</span><span>Englisch</span></p>", "Kurs Englisch"),
        ("<p>Wort<b>teil</b></p>", "Wortteil"),
        ("<p>Daten\u00adbank\u200b</p>", "Datenbank"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p>a</p><div data-search-exclude><p>b</p></div><script>c</script><svg><title>d</title></svg>", "a"),
        ("a<!-- b -->c", "ac"),
        ("", ""),
    ],
)
def test_text_is_readable(markup: str, text: str) -> None:
    """Each block is a line, cells are separated, and invisible text is left out."""
    assert sections(markup) == [Section("", "", text)]
