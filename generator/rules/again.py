"""Check a labour market again: rules that look at each record on its own skip records in which they found nothing before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.derive.facts import Facts
from generator.digests import digest_of, names_and_bytes
from generator.folder import TABLE_FOLDER
from generator.markdown import PAGE
from generator.problems import Problem
from generator.remembered import Remembered
from generator.rules import excuse, find_problems
from generator.store.reading import RecordKey


def check_again(facts: Facts, remembered: Remembered) -> tuple[Problem, ...]:
    """Return the problems that ``rules.check`` returns, and store for the next run in which records the rules found any."""
    basis = _basis(facts, remembered)
    looked_at = replace(facts, clean_records=remembered.clean_records(basis))
    found = find_problems(looked_at)
    remembered.keep_checked(basis, found, frozenset(_with_links_to_pages(looked_at)))
    return excuse(facts, found)


def _with_links_to_pages(facts: Facts) -> Iterator[RecordKey]:
    """Yield the records that link to pages: some of these pages exist only as long as other records give them something to show."""
    for field in facts.passages:
        if any("](" in text and f"{PAGE}:" in text for text in field.texts.values()):
            plural, _, id = field.record.partition("/")
            yield plural, id


def _basis(facts: Facts, remembered: Remembered) -> str:
    """Return the digest of what a rule may read besides a record and the tables: the day, and all other files of the content folder."""
    tables = remembered.content / TABLE_FOLDER
    others = sorted(path for path in remembered.content.iterdir() if path != tables)
    return digest_of((facts.day.isoformat(), *(part for path in others for part in names_and_bytes(path))))
