"""The records of the folder ``content``, loaded once."""

from __future__ import annotations

import datetime
import re

import pytest

from generator.catalog import Catalog
from generator.pipeline import load_facts
from tests.sites import ROOT

CONTENT = ROOT / "content"
TODAY = max(
    datetime.date.fromisoformat(day)
    for path in CONTENT.rglob("*.[ym]*")
    if path.suffix in (".yml", ".md")
    for day in re.findall(r"^reviewed: (\d{4}-\d{2}-\d{2})$", path.read_text(encoding="utf-8"), re.MULTILINE)
)
"""The day of the latest review, so that the tests give the same result on any day."""


@pytest.fixture(scope="session")
def live() -> Catalog:
    """The live content."""
    return load_facts(CONTENT, TODAY)[0].catalog
