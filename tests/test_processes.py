"""The languages are built side by side: whichever comes last, nothing that the first process wrote is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.publish.editions import Edition
from generator.publish.licences import FOLDER, LIST
from generator.publish.run import build_edition
from tests.atlas import FIXTURE

ROOT = Path(__file__).parents[1]


def test_a_slow_language_keeps_what_lies_beside_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs empties a language's folder when it starts, here only after the first process has built its own language."""
    # The last file that the first process writes before it waits for the others: so the order is sure on any machine.
    last, seen, slow = f'"$ROLLENATLAS_STAGE/{FOLDER}/{LIST}"', tmp_path / "seen", tmp_path / "python"
    slow.write_text(
        f"#!/bin/sh\nfor _ in $(seq 600); do test -f {last} && touch {seen} && break; sleep 0.1; done\n"
        f'exec "{sys.executable}" "$@"\n',
        encoding="utf-8",
    )
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    monkeypatch.chdir(ROOT)
    build_edition(ROOT / "mkdocs.yml", tmp_path / "site", Edition.WEB, FIXTURE)
    assert seen.exists()
    for language in ("de", "en"):
        for name in ("sitemap.xml", "assets/images/social.png", "roles/tower-warden/index.html"):
            assert (tmp_path / "site" / language / name).is_file(), (language, name)
