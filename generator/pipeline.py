"""The stages in a row, from the content folder to a checked catalogue."""

from __future__ import annotations

import datetime
from pathlib import Path

from generator.catalog import Catalog, link
from generator.parse import parse_content
from generator.problems import ContentError, Problem, has_errors
from generator.rules import check


def load_linked(content: Path) -> Catalog:
    """Load and link a content folder without a look at its rules. Raises ``ContentError``."""
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
    catalog = load_linked(content)
    return catalog, warnings(catalog, today)


def warnings(catalog: Catalog, today: datetime.date) -> tuple[Problem, ...]:
    """Check the rules. Returns the warnings; raises ``ContentError`` with all problems when one is an error."""
    found = check(catalog, today)
    if has_errors(found):
        raise ContentError(found)
    return found
