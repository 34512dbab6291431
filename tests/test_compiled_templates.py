"""Compiled templates are cached if there is a safe folder; without one, the program works without a cache."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from generator.render.environment import compiled_templates


def test_compiled_templates_are_kept() -> None:
    assert compiled_templates("tests") is not None


def test_nothing_is_kept_where_no_folder_can_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a usable temporary folder, here a file in its place, there is no cache."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    assert compiled_templates("tests") is None
