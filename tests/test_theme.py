"""The theme's files that the atlas overrides or depends on: a new version of one of them fails here.

When a test fails after an update, compare the theme's new file with our override, adapt it, and put the new hash here
(generator/decisions/0005-theme-overrides.md).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from mkdocs.theme import Theme

THEME = Path(Theme("material").dirs[0])
OVERRIDES = Path(__file__).parents[1] / "site_templates/overrides"
ORIGINALS = {
    "base.html": "a919e32d2225e09e",
    "main.html": "9948b55a7bc979c3",
    "partials/alternate.html": "572b1d4dae611aa5",
    "partials/content.html": "ce33929c85af129f",
    "partials/footer.html": "50c2a75f013b7b03",
    "partials/header.html": "8cf3fb15bcf969ff",
    "partials/language.html": "3a44516f305006ac",
    "partials/logo.html": "e0925ef6c190174a",
    "partials/nav-item.html": "89895208f22d68ce",
    "partials/nav.html": "af33f6e032f632eb",
    "partials/palette.html": "fb935107ae7d3d74",
    "partials/search.html": "bfd556535abcddb9",
    "partials/tabs.html": "d2c82916569e645a",
    "partials/toc.html": "fde48f583563364b",
}
OURS = {"partials/contents.html"}
"""Partials of our own, which the theme does not have."""


@pytest.mark.parametrize("name", sorted(ORIGINALS))
def test_the_original_is_the_one_we_know(name: str) -> None:
    """The theme's file is the one that the override was written for."""
    content = (THEME / name).read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(content).hexdigest()[:16] == ORIGINALS[name]


def test_each_override_is_listed() -> None:
    """Each override has a known original and a line in the decision; our own partials have no original in the theme."""
    files = {path.relative_to(OVERRIDES).as_posix() for path in OVERRIDES.rglob("*.html")}
    decision = (OVERRIDES.parents[1] / "generator/decisions/0005-theme-overrides.md").read_text(encoding="utf-8")
    assert files <= ORIGINALS.keys() | OURS
    assert not [name for name in sorted(OURS) if (THEME / name).exists()]
    assert [name for name in sorted(files - OURS) if f"`{name}`" not in decision] == []
