"""Rules over sources."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.facts import Facts
from generator.kinds.role import Evidence
from generator.model.marks import find
from generator.problems import Problem, Severity


def evidence_is_as_old_as_its_source(facts: Facts) -> Iterator[Problem]:
    """Ensure that no evidence is dated before the publication of its source."""
    for record in facts.catalog_to_check.content.reviewed:
        for path, _, item, _ in find(record.value, Evidence):
            source = record.value.sources.get(item.source)  # ``link`` reports a source that is not there
            published = source.date if source else None
            shared = min(len(item.date), len(published)) if published else 0
            if published and item.date[:shared] < published[:shared]:
                place = record.locate(*path, "date")
                found, expected = (
                    f"evidence of {item.date}",
                    f"a date from {published} on, when {item.source} was published",
                )
                yield Problem(place, "evidence-date", found, expected, "correct one of the two dates", Severity.WARNING)
