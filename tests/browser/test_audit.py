"""Checks of every page instead of a sample: too slow for each change, so only ``make audit`` runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.checkers import access_faults, html_faults

pytestmark = pytest.mark.audit

CHUNKS = 8  # parts of the list of pages, shared by the workers of pytest-xdist


def every_page(site: Path) -> list[str]:
    """Return the addresses of all pages, those above the languages included, without ``index.html`` at the end."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [address.removesuffix("index.html") for address in found]


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 390)], ids=["light desktop", "dark phone"])
def test_no_violation(chromium: Browser, http_root: str, web_site: Path, dark: bool, width: int, chunk: int) -> None:
    """axe finds nothing on any page of the web edition, and no page is wider than its window."""
    addresses = [f"{http_root}/{address}" for address in every_page(web_site)[chunk::CHUNKS]]
    assert len(addresses) > 20
    assert access_faults(chromium, addresses, dark=dark, width=width) == []


@pytest.mark.parametrize("name", ["web_site", "offline_site"])
def test_no_html_error(request: pytest.FixtureRequest, name: str) -> None:
    """The Nu HTML checker finds no error on any page of an edition."""
    assert html_faults([request.getfixturevalue(name)]) == []
