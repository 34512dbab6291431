"""Hostile text in every field of every record executes nothing, in either edition, and shows literally."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Dialog

from tests.atlas import FIXTURE
from tests.browser.conftest import build

LANGUAGES = {"de", "en"}
# Two halves, each short enough for a title; texts get them in turn.
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
# Where the model accepts free text that is not by language.
FREE = {"title", "name", "value", "version", "address", "phone", "responsible", "code"}
KEPT = {"levels", "licence"}


def poison(value: Any, key: str, count: Iterator[int]) -> Any:
    """Replace every free text of a record by a hostile one of its own."""
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
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    for path in sorted(content.glob("pages/*.md")):
        body = (
            RICH.format(n=path.stem)
            + "\n## H <script>window.pwned=1</script> {#h}\n\n"
            + RICH.format(n=f"{path.stem} 2")
        )
        path.write_text(path.read_text(encoding="utf-8") + "\n" + body, encoding="utf-8")
    return content


@pytest.mark.parametrize("edition", ["web", "offline"])
def test_hostile_text_executes_nothing(hostile_content: Path, tmp_path: Path, chromium: Browser, edition: str) -> None:
    """Every page of both languages is opened; no script of the content runs and no dialog, handler or bad link is there."""
    site = build(tmp_path / "site", edition, content=hostile_content)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert before == ["site"]
    page = chromium.new_page()
    dialogs: list[str] = []
    errors: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: errors.append(str(error)))
    # A redirect page leaves at once; it holds nothing but an address, whose form the check refuses to be anything else.
    found = [
        path for path in sorted(site.rglob("*.html")) if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    ]
    assert len(found) > 50
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
    page.goto((site / "en" / ("roles/map-maker/index.html" if edition == "web" else "roles/map-maker.html")).as_uri())
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
