"""Run the stages in order, from the content folder to checked facts."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.folder import TABLE_FOLDER, find_files
from generator.kinds import KINDS
from generator.kinds.kind import Place
from generator.link import Anything, link
from generator.load import shown_path
from generator.model.site import Language
from generator.parse import parse_content, parse_readable
from generator.problems import ContentError, Problem, has_errors, in_order
from generator.remembered import Remembered
from generator.rules import check, wording_problems
from generator.rules.again import check_again


def load_linked(content: Path, remembered: Remembered | None = None) -> Catalog:
    """Load and link a content folder without checking its rules; ``remembered`` caches its parsed files. Raises ``ContentError``."""
    content = content.absolute()  # other runs find cached files by their absolute paths
    remembered = remembered or Remembered(content)
    with _without_collector(freeze=remembered.is_new):
        known = remembered.parsed
        parsed, problems = parse_content(content, known)
        if parsed is None or has_errors(problems):
            raise ContentError(problems)
        catalog, problems = link(parsed, before=known.linked)
    if has_errors(problems):
        raise ContentError(problems)
    known.linked = parsed.records
    return catalog


@contextmanager
def _without_collector(*, freeze: bool) -> Iterator[None]:
    """Switch off Python's collector of cyclic garbage: there are many records and none is garbage, so collecting took half the time.

    With ``freeze``, later collections skip the objects that exist at the end; forked processes then go on sharing their memory.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if freeze:
            gc.freeze()
        if was_on:
            gc.enable()


def load_facts(
    content: Path, day: datetime.date, linked: Callable[[Catalog], None] = lambda catalog: None
) -> tuple[Facts, tuple[Problem, ...]]:
    """Load, parse, link and check a content folder as of a day; ``linked`` is called with the catalogue before it is checked.

    Returns the facts and the warnings. Raises ``ContentError`` with all problems of the first stage that has an error.
    """
    remembered = Remembered(content)
    facts = Facts(load_linked(content, remembered), day)
    linked(facts.catalog)
    remembered.keep()
    return facts, check_rules(facts, remembered)


def check_rules(facts: Facts, remembered: Remembered | None = None) -> tuple[Problem, ...]:
    """Check the rules and return the warnings; ``remembered`` caches the content's files.

    Raises ``ContentError`` with all problems if one of them is an error.
    """
    found = check_again(facts, remembered) if remembered and remembered.is_worth_it else check(facts)
    if has_errors(found):
        raise ContentError(found)
    return found


def problems_at_once(content: Path, day: datetime.date) -> tuple[tuple[Problem, ...], Catalog | None]:
    """Return all problems that can be found in a folder that ``load_linked`` refuses, so that no error hides those of later stages.

    These are what can't be read, references that lead nowhere, and faults in the wording of what can be read. Also returns
    the catalogue of what can be read, in which references may lead nowhere, or ``None`` if the languages can't be read.
    """
    problems, catalog = _read_as_far_as_possible(content)
    if catalog is None:
        return in_order(problems), None
    site = catalog.content.site.path
    stand_in = any(problem.location.path == site for problem in problems)
    wording = wording_problems(Facts(catalog, day))
    return in_order((*problems, *(one for one in wording if not (stand_in and one.location.path == site)))), catalog


def readable_languages(content: Path) -> tuple[Language, ...]:
    """Return the languages of a folder, whatever other errors it has. Raises ``ContentError`` if they can't be read."""
    parsed, problems = parse_readable(content)
    if parsed is None:
        raise ContentError(problems)
    return parsed.site.value.languages


def faults_at_once(content: Path) -> tuple[Problem, ...]:
    """Return the problems of reading a folder that ``load_linked`` refuses, and those of references that lead nowhere."""
    return in_order(_read_as_far_as_possible(content)[0])


def _read_as_far_as_possible(content: Path) -> tuple[list[Problem], Catalog | None]:
    content = content.absolute()  # as in ``load_linked``
    with _without_collector(freeze=False):
        parsed, problems = parse_readable(content, Remembered(content).parsed)
    if parsed is None:
        return list(problems), None
    catalog, lost = link(parsed, _unread(content, parsed.records, problems))
    return [*problems, *lost], catalog


def _in_tables(problem: Problem, content: Path) -> bool:
    return problem.location.path.startswith(shown_path(content / TABLE_FOLDER))


def _unread(
    content: Path, records: Mapping[str, Mapping[str, object]], problems: Sequence[Problem]
) -> dict[str, Mapping[str, object]]:
    """Return the ids, by plural, of records that exist but can't be read; any id for a list or table with an error."""
    if any(_in_tables(problem, content) for problem in problems):
        return {kind.plural: Anything() for kind in KINDS}
    faulty = {problem.location.path for problem in problems}
    unread: dict[str, Mapping[str, object]] = {}
    for kind in KINDS:
        if kind.place is not Place.FOLDER and shown_path(content / kind.file) in faulty:
            unread[kind.plural] = Anything()
    for file in find_files(content)[0]:
        if file.folder in records and file.stem not in records[file.folder]:
            unread[file.folder] = {**unread.get(file.folder, {}), file.stem: None}
    return unread
