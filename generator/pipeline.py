"""The stages in a row, from the content folder to checked facts."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.link import link
from generator.parse import ParsedFiles, parse_content
from generator.problems import ContentError, Problem, has_errors
from generator.rules import check


def load_linked(content: Path, known: ParsedFiles | None = None) -> Catalog:
    """Load and link a content folder without a look at its rules; ``known`` are files parsed before. Raises ``ContentError``."""
    with _without_collector():
        parsed, problems = parse_content(content, known)
        if parsed is None or has_errors(problems):
            raise ContentError(problems)
        catalog, problems = link(parsed)
    if has_errors(problems):
        raise ContentError(problems)
    return catalog


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python's collector of cyclic garbage still: records are many and none is garbage, so looking for some took half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_facts(
    content: Path, day: datetime.date, linked: Callable[[Catalog], None] = lambda catalog: None
) -> tuple[Facts, tuple[Problem, ...]]:
    """Load, parse, link and check a content folder as of a day; ``linked`` gets the catalogue before it is checked.

    Returns the facts and the warnings. Raises ``ContentError`` with all problems of the first stage that has an error.
    """
    facts = Facts(load_linked(content), day)
    linked(facts.catalog)
    return facts, warnings(facts)


def warnings(facts: Facts) -> tuple[Problem, ...]:
    """Check the rules. Returns the warnings; raises ``ContentError`` with all problems when one is an error."""
    found = check(facts)
    if has_errors(found):
        raise ContentError(found)
    return found
