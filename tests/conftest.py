"""Fixtures for all tests: no network, no clock, a fictional atlas."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.catalog import Catalog
from generator.cli import main as cli
from generator.pipeline import load_facts
from tests.atlas import FIXTURE, TODAY, Atlas, copy_fixture


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    """A copy of the fictional atlas that the test may break."""
    return copy_fixture(tmp_path)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The fictional atlas, loaded once; it is frozen."""
    return load_facts(FIXTURE, TODAY)[0].catalog


class Ended:
    """How a command ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command line in this process, as ``main`` runs it, on the day of the fixture."""

    def call(*arguments: str | Path, day: datetime.date = TODAY) -> Ended:
        monkeypatch.setattr(sys, "argv", ["rollenatlas", *map(str, arguments)])
        code = 0
        try:
            cli.main(day)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
        output = capsys.readouterr()
        return Ended(code, output.out, output.err)

    return call
