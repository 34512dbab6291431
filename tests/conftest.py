"""Fixtures for all tests: no network, no clock, a fictional atlas."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog import Catalog
from generator.pipeline import load_catalog
from tests.atlas import FIXTURE, TODAY, Atlas, copy_fixture


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    """A copy of the fictional atlas that the test may break."""
    return copy_fixture(tmp_path)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The fictional atlas, loaded once; it is frozen."""
    return load_catalog(FIXTURE, TODAY)[0]
