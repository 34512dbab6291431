"""axe finds no violation on any page kind, in both languages and schemes, on a phone, a tablet and a desktop."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.checkers import REPEATED, access_faults
from tests.browser.conftest import Edition
from tests.browser.samples import sample_pages


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_violation(chromium: Browser, web: Edition, web_site: Path, language: str, dark: bool, width: int) -> None:
    """Each page kind, and that nothing is wider than the window."""
    addresses = [web.url(language, address) for address in sample_pages(web_site, language)] + [
        f"{web.root}/",
        f"{web.root}/404.html",
    ]
    assert access_faults(chromium, addresses, dark=dark, width=width, left_out=REPEATED) == []
