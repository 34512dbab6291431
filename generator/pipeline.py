"""The stages in a row, from the content folder to a checked catalogue."""

from __future__ import annotations

import datetime
from pathlib import Path

from generator.catalog import Catalog, link
from generator.parse import parse_content
from generator.problems import ContentError, Problem, has_errors
from generator.rules import check


def load_checked(content: Path) -> Catalog:
    """Load and link a content folder whose rules another process has just checked."""
    parsed, problems = parse_content(content)
    if parsed is None or has_errors(problems):
        raise ContentError(problems)
    catalog, problems = link(parsed)
    if has_errors(problems):
        raise ContentError(problems)
    return catalog


def load_catalog(content: Path, today: datetime.date) -> tuple[Catalog, tuple[Problem, ...]]:
    """Load, parse, link and check a content folder.

    Returns the catalogue and its warnings. Raises ``ContentError`` with all problems of the first stage that has an
    error.
    """
    catalog = load_checked(content)
    found = check(catalog, today)
    if has_errors(found):
        raise ContentError(found)
    return catalog, found
