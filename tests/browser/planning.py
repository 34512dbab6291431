"""Steps that the browser tests of the learning plan share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Edition

OCCUPATION, TARGET = "systems-administrator", "ai-model-curator"
LANGUAGES = ("de", "en")
SAVED = re.compile(r"#\?v=1&")


def open_plan(page: Page, edition: Edition, language: str = "en", state: str = "") -> None:
    page.goto("about:blank")  # otherwise only the fragment would change and nothing would load
    page.goto(edition.url(language, "plan") + (f"#{state}" if state else ""))
    expect(page.locator("#ra-plan")).to_be_visible()


def data(page: Page) -> dict[str, Any]:
    """Return the rows that the page works with, as they are written in its data."""
    expect(page.locator("#ra-plan")).to_be_visible()  # after a click, the page may still be loading
    result: dict[str, Any] = page.evaluate(
        """() => new Promise(done => {
          const rows = JSON.parse(document.getElementById("ra-plan-data").textContent), script = document.createElement("script");
          if (raPlan.details) return done({ ...rows, ...raPlan.details });
          script.onload = () => done({ ...rows, ...raPlan.details });
          script.src = document.getElementById("ra-plan").dataset.details;
          document.head.append(script);
        })"""
    )
    return result


def name_of(page: Page, kind: str, id: str) -> str:
    return str(next(row[2] for row in data(page)[kind] if row[1] == id))


def choose(page: Page, occupation: str = OCCUPATION, target: str = TARGET) -> None:
    if occupation:
        page.locator("#plan-occupation").select_option(label=name_of(page, "occupations", occupation))
    page.locator("#plan-target").select_option(label=name_of(page, "roles", target))
    expect(page.locator("#plan-asked .ra-ask")).not_to_have_count(0)


def cards(page: Page) -> Locator:
    """Return the cards of the next steps, at most three."""
    return page.locator(".ra-planstep")


def rows(page: Page) -> Locator:
    """Open all phases and return all units of the plan."""
    page.evaluate("document.querySelectorAll('#plan-phases details').forEach(details => { details.open = true; })")
    page.wait_for_function(
        "[...document.querySelectorAll('#plan-phases details')].every(details => details.querySelector('li'))"
    )
    return page.locator(".ra-planrow")


def left(page: Page) -> int:
    """Return the number of steps in the first line of the summary."""
    return int(re.findall(r"\d+", page.locator("#plan-summary .ra-plan-now").inner_text())[0])


def question(page: Page, id: str) -> Locator:
    return page.locator(".ra-ask").filter(has=page.get_by_role("link", name=name_of(page, "skills", id), exact=True))


def wait_saved(page: Page) -> str:
    """Make the page save its state at once, as it does when the reader leaves, and return the address that holds the state."""
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    page.wait_for_function("document.getElementById('plan-address').value === location.href")
    return page.url


def everything_at(page: Page, rank: int) -> str:
    groups = [""] * rank + ["".join(row[0] for row in data(page)["skills"])]
    return ".".join(groups)


def code_of(page: Page, kind: str, id: str) -> str:
    return str(next(row[0] for row in data(page)[kind] if row[1] == id))


def saved_text(page: Page, button: str) -> str:
    """Return the text of the file that a button saves. A key presses it, since text laid out late may move it away from a pointer."""
    with page.expect_download() as download:
        page.locator(button).press("Enter")
    return Path(download.value.path()).read_bytes().decode("utf-8")
