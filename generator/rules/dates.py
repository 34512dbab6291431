"""Rules over dates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from pydantic import BaseModel

from generator.derive.facts import Facts
from generator.derive.passages import authored
from generator.derive.reviews import add_months, review_due
from generator.model.marks import Past, find
from generator.problems import Location, Problem, Severity


def dates_are_past(facts: Facts) -> Iterator[Problem]:
    """Ensure that no date lies more than a day ahead (a day, because authors live in several time zones)."""
    catalog = facts.catalog
    limit = (facts.day + datetime.timedelta(days=1)).isoformat()
    pages = [page for texts in catalog.content.pages.values() for page in texts.values()]
    dated: list[tuple[BaseModel, Callable[..., Location]]] = [(page.front, page.node.locate) for page in pages]
    dated += [(record.value, record.locate) for record in authored(catalog)]
    for value, locate in dated:
        for path, _, date, _ in find(value, Past):
            if (text := str(date)) > limit[: len(text)]:
                yield Problem(locate(*path), "future-date", text, f"a date up to {facts.day.isoformat()}")


def reviews_are_not_overdue(facts: Facts) -> Iterator[Problem]:
    """Ensure that records are reviewed as often as their volatility asks, and pages as often as they say themselves."""
    content = facts.catalog.content
    for record in content.reviewed:
        due = review_due(record.value, facts.catalog)
        yield from _overdue(record.value.reviewed, due, facts.day, record.locate("reviewed"))
    for texts in content.pages.values():
        for page in texts.values():
            reviewed, months = page.front.reviewed, page.front.review_months
            due = add_months(reviewed, months) if reviewed and months else None
            yield from _overdue(reviewed, due, facts.day, page.node.locate("reviewed"))


def _overdue(
    reviewed: datetime.date | None, due: datetime.date | None, today: datetime.date, place: Location
) -> Iterator[Problem]:
    if due is not None and due < today:
        found, expected = f"the last review of {reviewed}", f"one due by {due}"
        yield Problem(
            place, "review-overdue", found, expected, "read the record again and set the date", Severity.WARNING
        )
