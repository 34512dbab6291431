"""The preview in a browser: pages reload by themselves, and problems show above them until they are corrected."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from generator.preview.live import LivePreview
from generator.preview.server import PreviewServer
from tests.atlas import TODAY, Atlas
from tests.sites import project

ROLE = "roles/map-maker.yml"
PATIENCE = 20_000


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[LivePreview, str]]:
    """A preview of the fictional atlas and its address."""
    folder = project(tmp_path / "project")
    monkeypatch.chdir(folder)
    bench = LivePreview(folder / "mkdocs.yml", folder / "content", TODAY)
    bench.refresh()
    server = PreviewServer(("127.0.0.1", 0), bench)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield bench, f"http://127.0.0.1:{server.server_port}"
    server.ending = True
    server.shutdown()
    server.server_close()
    bench.close()


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_saved_text_and_a_mistake_show_without_a_reload_by_hand(
    language: str, served: tuple[LivePreview, str], context: BrowserContext
) -> None:
    bench, root = served
    atlas = Atlas(bench.content)

    def save(old: str, new: str) -> None:
        atlas.replace(ROLE, old, new)
        bench.refresh([atlas.root / ROLE])

    titles = {"de": "Kartenmacher/in", "en": "Map maker"}
    other = {"de": "Kartenzeichner/in", "en": "Chart maker"}
    words = {"de": "Probleme im Inhalt", "en": "problems in the content"}
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{root}/{language}/roles/map-maker/")
    heading, banner = page.locator("h1"), page.locator(".ra-problems")
    expect(heading).to_contain_text(titles[language])
    expect(banner).to_be_hidden()

    save(titles[language], other[language])
    expect(heading).to_contain_text(other[language], timeout=PATIENCE)
    expect(banner).to_be_hidden()

    save(f"{language}: {other[language]}", f"fr: {other[language]}")
    expect(banner).to_be_visible(timeout=PATIENCE)
    expect(banner.locator("summary")).to_contain_text(words[language])
    expect(banner.locator("li").first).to_contain_text(f"content/{ROLE}:")
    expect(heading).to_contain_text(other[language])
    page.reload()
    expect(banner).to_be_visible(timeout=PATIENCE)
    expect(heading).to_contain_text(other[language])

    save(f"fr: {other[language]}", f"{language}: {titles[language]}")
    expect(heading).to_contain_text(titles[language], timeout=PATIENCE)
    expect(banner).to_be_hidden()
    assert errors == []
