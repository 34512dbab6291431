"""Rules of a labour market anew: those that look at each record on its own need not look at one in which they found nothing before."""

from __future__ import annotations

from dataclasses import replace

from generator.derive.facts import Facts
from generator.digests import contents, digest_of
from generator.folder import TABLE_FOLDER
from generator.problems import Problem
from generator.remembered import Remembered
from generator.rules import excuse, find


def check_again(facts: Facts, remembered: Remembered) -> tuple[Problem, ...]:
    """Find what ``rules.check`` finds, and keep for the next run which records have no problem."""
    basis = _basis(facts, remembered)
    found = find(replace(facts, proven=remembered.proven(basis)))
    remembered.keep_checked(basis, found)
    return excuse(facts, found)


def _basis(facts: Facts, remembered: Remembered) -> str:
    """Digest of what a rule may read beside a record and the tables: the day, and all other files of the content folder."""
    tables = remembered.content / TABLE_FOLDER
    others = sorted(path for path in remembered.content.iterdir() if path != tables)
    return digest_of((facts.day.isoformat(), *(part for path in others for part in contents(path))))
