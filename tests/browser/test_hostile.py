"""Hostile text in every field of every record runs nothing, in either edition, and shows literally."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html
from openpyxl import load_workbook
from playwright.sync_api import Browser, Dialog

from tests.atlas import FIXTURE
from tests.pdf import active_parts, addresses, info, squeezed, text_of
from tests.sites import ARCHIVE, build, bundle

LANGUAGES = {"de", "en"}
# Two halves, each short enough for a title; texts take them in turn.
HALVES = (
    "{n} <script>window.pwned=1</script><img src=x onerror=window.pwned=1>\"'><b onmouseover=window.pwned=1>b</b> "
    "[l](javascript:window.pwned=1) {{{{ 7*7 }}}} {{% raw %}} {{: onclick=window.pwned=1 }} {{#evil}} a|b +H40 =1+1",
    "{n} </script></style></title></textarea>--> <svg onload=window.pwned=1> ![i](data:text/html,x) <javascript:window.pwned=1> `c` *e* "
    "__s__ <!-- &lt;script&gt;window.pwned=1&lt;/script&gt; \\[x\\] | a | $y$ #set C# @x #eval(1)",
)
RICH = (
    HALVES[0]
    + HALVES[1]
    + "\n\n# h\n\n- [l](JaVaScRiPt:window.pwned=1)\n- [m](vbscript:x)\n- [d](data:text/html;base64,PHNjcmlwdD4=)\n\n"
    "<div onclick=window.pwned=1>\n\n```html\n<script>window.pwned=1</script>\n```\n"
)
# Keys under which the model accepts free text in one language only.
FREE = {"title", "name", "value", "version", "address", "phone", "responsible", "code"}
KEPT = {"levels", "licence"}


def poison(value: Any, key: str, count: Iterator[int]) -> Any:
    """Return the value with every free text replaced by a hostile one, which has its own number."""
    if isinstance(value, dict):
        if value and set(value) <= LANGUAGES and all(isinstance(text, str) for text in value.values()):
            number = next(count)
            template = RICH if key == "description" else HALVES[number % 2]
            return {language: template.format(n=f"{language} {number}") for language in value}
        return {
            name: poison(item, name, count) if name not in KEPT or isinstance(item, dict) else item
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [poison(item, key, count) for item in value]
    if isinstance(value, str) and key in FREE:
        return HALVES[0].format(n=next(count))
    return value


@pytest.fixture(scope="session")
def hostile_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional atlas with hostile text in every field."""
    content = tmp_path_factory.mktemp("hostile") / "content"
    shutil.copytree(FIXTURE, content)
    count = iter(range(1, 100_000))
    for path in sorted(content.rglob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        if path.name == "site.yml":
            data = {
                **data,
                **{key: poison(data[key], "", count) for key in ("tagline", "description", "title", "publisher")},
            }
        elif path.name not in ("redirects.yml", "exceptions.yml"):
            data = poison(data, "", count)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for path in sorted(content.glob("pages/*.md")):
        body = (
            RICH.format(n=path.stem)
            + "\n## H <script>window.pwned=1</script> {#h}\n\n"
            + RICH.format(n=f"{path.stem} 2")
        )
        path.write_text(path.read_text(encoding="utf-8") + "\n" + body, encoding="utf-8")
    # The check refuses such links in long texts; the exceptions let them through, to see what pages make of them.
    long = [
        path
        for folder in ("roles", "skills")
        for path in content.glob(f"{folder}/*.yml")
        if "vbscript" in path.read_text(encoding="utf-8")
    ]
    names = [path.relative_to(content).as_posix().removesuffix(".yml") for path in (*long, *content.glob("pages/*.md"))]
    excused = [
        {"code": "bad-link", "record": name, "reason": "Hostile.", "until": "2099-01-01"} for name in sorted(names)
    ]
    (content / "exceptions.yml").write_text(yaml.safe_dump(excused), encoding="utf-8")
    return content


@pytest.fixture(scope="module")
def hostile(hostile_content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The web edition and the unzipped bundle (which has the PDFs) of the hostile atlas."""
    folder = tmp_path_factory.mktemp("hostile-sites")
    build(folder / "site", hostile_content)
    bundle(folder / "bundle", hostile_content)
    # Nothing was written beside them, whatever names the content contains.
    assert {path.name for path in folder.iterdir()} == {"bundle", "site"}
    assert {path.name for path in (folder / "bundle").iterdir()} == {"atlas", ARCHIVE, f"{ARCHIVE}.sha256"}
    return {"web": folder / "site", "offline": folder / "bundle" / "atlas"}


@pytest.mark.parametrize(
    ("edition", "language"),
    [
        ("web", "en"),
        *(
            pytest.param(edition, language, marks=pytest.mark.audit)
            for edition, language in (("web", "de"), ("offline", "de"), ("offline", "en"))
        ),
    ],
)
def test_hostile_text_executes_nothing(
    hostile: dict[str, Path], chromium: Browser, edition: str, language: str
) -> None:
    """No script of the content runs, and no dialog, event handler or bad link appears on any page except those of the other language.

    The pages of both languages come from the same templates and hold the same hostile texts.
    """
    site = hostile[edition]
    page = chromium.new_page(locale="fr-FR")  # a language that the atlas lacks, so that the chooser does not redirect
    dialogs: list[str] = []
    errors: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: errors.append(str(error)))
    # A redirect page leaves at once; it holds only an address, whose form is checked when the content is read.
    (other,) = LANGUAGES - {language}
    found = [
        path
        for path in sorted(site.rglob("*.html"))
        if path.relative_to(site).parts[0] != other and 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    ]
    assert len(found) > 25
    for path in found:
        page.goto(path.as_uri(), wait_until="load")
        verdict = page.evaluate(
            """() => ({
              pwned: window.pwned === 1,
              handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name)))
                .map(e => e.outerHTML.slice(0, 80)),
              links: [...document.querySelectorAll('[href],[src],[action],[data]')]
                .map(e => e.getAttribute('href') || e.getAttribute('src') || '')
                .filter(u => /^\\s*(javascript|data|vbscript):/i.test(u)),
              evil: [...document.querySelectorAll('#evil')].length,
              images: [...document.images].filter(i => i.getAttribute('src') === 'x').length,
            })"""
        )
        name = path.relative_to(site).as_posix()
        assert verdict == {"pwned": False, "handlers": [], "links": [], "evil": 0, "images": 0}, name
    assert dialogs == []
    assert errors == []
    page.goto(
        (site / language / ("roles/map-maker/index.html" if edition == "web" else "roles/map-maker.html")).as_uri()
    )
    text = page.locator("article").inner_text()
    for literal in (
        "<script>window.pwned=1</script>",
        "{{ 7*7 }}",
        "{% raw %}",
        "[l](javascript:window.pwned=1)",
        "{: onclick",
        "a|b +H40",
    ):
        assert literal in text, literal
    page.close()


@pytest.mark.parametrize("edition", ["web", "offline"])
def test_hostile_text_stays_data_in_files(hostile: dict[str, Path], edition: str) -> None:
    """No cell of a table or workbook is a formula, XML and JSON can be parsed, and text files hold no active markup."""
    site = hostile[edition]
    tables = [*site.glob("data/csv/*.csv"), *site.glob("data/excel/*.csv")]
    assert len(tables) > 20
    for path in tables:
        text = path.read_text(encoding="utf-8-sig")
        delimiter = ";" if path.parent.name == "excel" else ","
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            assert [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))] == [], path.name
    books = list(site.glob("data/*.xlsx"))
    assert len(books) == 2
    for path in books:
        cells = [
            cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert {cell.data_type for cell in cells} <= {"s", "n"}, path.name
        assert any("window.pwned" in str(cell.value) for cell in cells)
    for path in site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in site.rglob("llms.txt"):
        text = path.read_text(encoding="utf-8")
        assert "window.pwned" in text
        assert re.findall(r"(?<!\\)[<`]", text) == []
        targets = re.findall(r"(?<!\\)\]\(([^)]*)\)", text)
        assert len(targets) > 50
        assert [
            each for each in targets if not re.fullmatch(r"(?:https?://|\.\./|data/|de/|en/)[\w./:#-]*", each)
        ] == []
    sitemaps = list(site.rglob("sitemap*.xml"))
    assert bool(sitemaps) == (edition == "web")
    for path in [*sitemaps, *site.rglob("*.svg")]:
        elements = list(etree.parse(path).iter())
        assert {etree.QName(element).localname for element in elements if isinstance(element.tag, str)}.isdisjoint(
            {"script", "foreignObject", "b", "img"}
        ), path
        addresses = [element.text for element in elements if etree.QName(element).localname == "loc"]
        assert [each for each in addresses if not each or not each.startswith("https://coast.example/atlas/")] == []
    if edition == "offline":
        readme = (site / "README.txt").read_bytes().decode("utf-8-sig")
        assert "window.pwned" in readme
        assert [char for char in readme if not char.isprintable() and char not in "\r\n"] == []


@pytest.mark.parametrize("edition", ["web", "offline"])
def test_hostile_text_stays_data_in_json_ld(hostile: dict[str, Path], edition: str) -> None:
    """The JSON-LD of each page can be parsed, holds the text only as values, and contains no bad addresses."""
    seen = 0
    for path in hostile[edition].rglob("*.html"):
        for block in html.parse(str(path)).iterfind(".//script[@type='application/ld+json']"):
            assert not re.search(r"[<>]", block.text), path
            for key, value in leaves(json.loads(block.text)):
                assert re.fullmatch(r"@?[A-Za-z]+(?::[A-Za-z]+)?", key), (path, key)
                seen += "window.pwned" in value
                if key in ("@context", "@id", "@type", "url", "sameAs", "license", "image"):
                    assert not re.search(r"[<>\"'\s]|^(?:javascript|data|vbscript):", value, re.IGNORECASE), (
                        path,
                        key,
                        value,
                    )
    assert seen > 100


def leaves(value: Any, key: str = "@graph") -> Iterator[tuple[str, str]]:
    """Yield all texts of a JSON value, each with its key."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, key)
    else:
        yield key, str(value)


def test_hostile_text_stays_text_on_paper(hostile: dict[str, Path]) -> None:
    """No PDF holds active parts or links other than web and mail addresses; the hostile text appears as written."""
    documents = sorted(hostile["offline"].glob("handbook/*.pdf"))
    assert len(documents) > 6
    for path in documents:
        assert active_parts(path.read_bytes()) == [], path.name
        assert {address.partition(":")[0] for address in addresses(path)} <= {"http", "https", "mailto"}, path.name
        assert info(path)["JavaScript"] == "no"
        assert squeezed("<script>window.pwned=1</script>") in squeezed(text_of(path)), path.name
