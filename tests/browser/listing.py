"""Steps that the browser tests of lists share."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.conftest import Edition

ROWS = ".ra-list tbody tr"
COLUMNS = {"title": 0, "provider": 1, "kind": 2, "language": 3, "cost": 4, "duration": 5}


def open_list(page: Page, edition: Edition, address: str = "trainings", state: str = "", language: str = "de") -> None:
    page.goto("about:blank")  # otherwise only the fragment would change and nothing would load
    page.goto(edition.url(language, address) + (f"#?{state}" if state else ""))
    page.locator("form.ra-filter:not([hidden])").wait_for()


def shown(page: Page) -> list[dict[str, Any]]:
    """Return the visible rows: their data attributes, the text of each cell and the value of each cell."""
    rows: list[dict[str, Any]] = page.locator(ROWS).evaluate_all(
        """rows => rows.filter(row => row.checkVisibility()).map(row => ({
             ...row.dataset,
             cells: [...row.cells].map(cell => cell.textContent.trim()),
             values: [...row.cells].map(cell => cell.dataset.v),
           }))"""
    )
    return rows


def box(page: Page, group: str, label: str) -> Locator:
    """Return a check box by the names of its group and its own; the number of rows follows its name."""
    return page.get_by_role("group", name=group).get_by_role("checkbox", name=re.compile(rf"^{label} \d"))


def count(page: Page) -> Locator:
    return page.locator(".ra-filter").get_by_role("status")


def total(page: Page) -> int:
    return page.locator(ROWS).count()


def column(page: Page, name: str) -> list[str]:
    return [row["cells"][COLUMNS[name]] for row in shown(page)]


def expect_state(page: Page, state: str) -> None:
    """Wait until the address holds a state; it changes with a short delay."""
    page.wait_for_function("state => location.hash.replace(/^#\\??/, '') === state", arg=state)
