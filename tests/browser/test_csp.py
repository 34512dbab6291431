"""The site under its own Content-Security-Policy, served as the examples serve it: nothing is refused."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

LANGUAGES = ("de", "en")
REPORT = """
window.__refused = [];
addEventListener("securitypolicyviolation", event => {
  window.__refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
}, true);
"""


class _Guarded(http.server.SimpleHTTPRequestHandler):
    """Sends the policy that headers/csp.json names for the address; an address without a page gets the 404 page."""

    policies: dict[str, str]
    default: str

    def end_headers(self) -> None:
        path = self.path.partition("?")[0]
        address = f"{path}index.html" if path.endswith("/") else path
        matching = [policy for pattern, policy in self.policies.items() if re.search(pattern, address)]
        self.send_header("Content-Security-Policy", matching[0] if matching else self.default)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def guarded(web_site: Path) -> Iterator[str]:
    """Address of the web edition, below a sub-path as on GitHub Pages, served with its policies."""
    known = json.loads((web_site / "headers" / "csp.json").read_text())

    class Handler(_Guarded):
        policies, default = known["patterns"], known["default"]

        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix("/atlas"))

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(web_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/atlas"
    server.shutdown()
    server.server_close()
    thread.join()


def one_page_of_each_kind(site: Path, language: str) -> list[str]:
    """Each page right below the language's folder, and from each of these folders the first page below it."""
    root = site / language
    found = [""]
    for folder in sorted(path.parent for path in root.glob("*/index.html")):
        found.append(f"{folder.name}/")
        below = sorted(folder.rglob("*/index.html"))
        found += [f"{below[0].parent.relative_to(root).as_posix()}/"] if below else []
    found += [f"{path.parent.relative_to(root).as_posix()}/" for path in sorted(root.glob("guides/*/index.html"))]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_kind_is_refused_anything(guarded: str, web_site: Path, context: BrowserContext, language: str) -> None:
    """0 violations and no console error on every kind of page, with the theme's own scripts at work."""
    context.add_init_script(REPORT)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    addresses = one_page_of_each_kind(web_site, language)
    assert len(addresses) > 15
    for address in addresses:
        response = page.goto(f"{guarded}/{language}/{address}", wait_until="load")
        assert response is not None
        assert "'sha256-" in response.headers["content-security-policy"]
        assert "unsafe" not in response.headers["content-security-policy"]
        assert page.evaluate("window.__refused") == [], address
        # The theme's inline scripts ran.
        assert page.evaluate("typeof __md_get") == "function", address
    assert errors == []


def test_search_and_colours_work_under_the_policy(guarded: str, context: BrowserContext) -> None:
    """What starts only on use is allowed too: the search's index and engine, the other colour scheme."""
    context.add_init_script(REPORT)
    page = context.new_page()
    page.goto(f"{guarded}/de/")
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially("Datenqual", delay=20)
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("label[for=__palette_1]:visible, label[for=__palette_0]:visible").first.click()
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert page.evaluate("window.__refused") == []


def test_chooser_and_missing_page(guarded: str, context: BrowserContext) -> None:
    """The pages above the languages hold no inline code at all."""
    context.add_init_script(REPORT)
    page = context.new_page()
    for address in ("/index.html", "/404.html"):
        page.goto(guarded + address)
        assert page.locator("a").count() >= 2
        assert page.evaluate("window.__refused") == []


def test_a_foreign_script_is_refused(guarded: str, context: BrowserContext) -> None:
    """The policy is in force: an inline script that the site does not hold does not run."""
    context.add_init_script(REPORT)
    page = context.new_page()
    page.goto(f"{guarded}/de/")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.foreign = 1'; document.body.append(s)"
    )
    page.wait_for_function("window.__refused.length === 1")
    assert page.evaluate("window.foreign") is None
