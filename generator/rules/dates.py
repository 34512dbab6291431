"""Rules over dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from generator.derive.facts import Facts
from generator.derive.passages import authored
from generator.derive.reviews import add_months, review_due
from generator.model.base import walk
from generator.problems import Location, Problem, Severity

_DATE_KEYS = frozenset({"date", "reviewed", "since"})
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}$")  # a skill or source may have the id "date" too


def dates_are_past(facts: Facts) -> Iterator[Problem]:
    """Ensure that no date lies more than a day ahead (a day, because authors live in several time zones)."""
    catalog = facts.catalog
    limit = (facts.day + datetime.timedelta(days=1)).isoformat()
    pages = [page for texts in catalog.content.pages.values() for page in texts.values()]
    dated: list[tuple[object, Callable[..., Location]]] = [(page.front, page.node.locate) for page in pages]
    dated += [(record.value, record.locate) for record in (*authored(catalog), *catalog.content.redirects)]
    for value, locate in dated:
        for path, date in walk(value):
            if not path or path[-1] not in _DATE_KEYS or not _DATE.match(text := str(date)):
                continue
            if text > limit[: len(text)]:
                yield Problem(locate(*path), "future-date", text, f"a date up to {facts.day.isoformat()}")


def reviews_are_not_overdue(facts: Facts) -> Iterator[Problem]:
    """Ensure that records are reviewed as often as their volatility asks, and pages as often as they say themselves."""
    content = facts.catalog.content
    for kind in (content.roles, content.skills, content.trainings, content.occupations):
        for record in kind.values():
            yield from _overdue(
                record.value.reviewed, review_due(record.value, facts.catalog), facts.day, record.locate("reviewed")
            )
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
