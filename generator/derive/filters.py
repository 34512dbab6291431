"""Which offers a reader wants to see."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog import Catalog, Step
from generator.derive.coverage import instructs_in
from generator.kinds.training import Cost, TrainingKind


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader wants to see; an empty set leaves that question open."""

    free: bool = False
    languages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


def allowed(catalog: Catalog, filters: Filters, training: str) -> bool:
    """Tell whether a training passes the filters."""
    record = catalog.training(training)
    return (
        (not filters.free or record.cost == Cost.FREE)
        and (not filters.kinds or record.kind in filters.kinds)
        and (not filters.languages or any(instructs_in(catalog, training, language) for language in filters.languages))
    )


def hidden_by(catalog: Catalog, filters: Filters, step: Step) -> dict[str, dict[str, int]]:
    """Count a step's offers by value for each active filter, to explain a step that is left without any.

    Each filter is counted as if it were the only one. Keys are ``languages`` (those chosen and those that have
    offers), ``free`` (``yes`` and ``no``) and ``kinds``.
    """
    candidates = catalog.trainings_for(step)
    records = [catalog.training(id) for id in candidates]
    result = {}
    if filters.languages:
        spoken = {language for record in records for language in record.languages.instruction}
        counts = {
            language: sum(instructs_in(catalog, id, language) for id in candidates)
            for language in sorted(spoken | filters.languages)
        }
        result["languages"] = {language: n for language, n in counts.items() if n or language in filters.languages}
    if filters.free:
        free = sum(record.cost == Cost.FREE for record in records)
        result["free"] = {"yes": free, "no": len(records) - free}
    if filters.kinds:
        kinds = (TrainingKind.COURSE, TrainingKind.READING)
        result["kinds"] = {kind: sum(record.kind == kind for record in records) for kind in kinds}
    return result
