"""Filters by which a reader chooses which offers to see."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog import Catalog
from generator.derive.coverage import instructs_in
from generator.kinds.training import Cost


@dataclass(frozen=True, slots=True)
class Filters:
    """A reader's choice: only free offers, languages of instruction, kinds of training; an empty set lets all pass."""

    free: bool = False
    languages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


def allowed(catalog: Catalog, filters: Filters, training: str) -> bool:
    """Return whether a training passes the filters; a partly free training does not count as free."""
    record = catalog.training(training)
    return (
        (not filters.free or record.cost == Cost.FREE)
        and (not filters.kinds or record.kind in filters.kinds)
        and (not filters.languages or any(instructs_in(catalog, training, language) for language in filters.languages))
    )
