"""When records are due to be read again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from generator.catalog import Catalog
from generator.derive.passages import record_key
from generator.model.marks import Past, find
from generator.model.parts import Reviewed


@dataclass(frozen=True, slots=True, order=True)
class ReviewDue:
    """A review to come: the day, what to read (such as ``roles/map-maker`` or ``pages/about``), when it last was."""

    day: datetime.date
    record: str
    last: datetime.date


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Add calendar months; the day is cut to the month's length."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def review_due(value: Reviewed, catalog: Catalog) -> datetime.date | None:
    """Day on which a record should be reviewed again: its last review plus the months of its volatility."""
    if value.reviewed is None:
        return None
    return add_months(value.reviewed, catalog.site.review_months.of(value.volatility))


def reviews(catalog: Catalog) -> tuple[ReviewDue, ...]:
    """All reviews to come, the next one first; a page in several languages counts once, by its earliest day."""
    return tuple(sorted([*_record_reviews(catalog), *_page_reviews(catalog)]))


def _record_reviews(catalog: Catalog) -> Iterator[ReviewDue]:
    for record in catalog.content.reviewed:
        due = review_due(record.value, catalog)
        if due is not None and record.value.reviewed is not None:
            yield ReviewDue(due, record_key(record), record.value.reviewed)


def known_days(value: BaseModel) -> Iterator[datetime.date]:
    """Days on which somebody reviewed, checked or changed something of a record; months and years are none."""
    return (day for _, _, day, _ in find(value, Past) if isinstance(day, datetime.date))


def _page_reviews(catalog: Catalog) -> Iterator[ReviewDue]:
    for name, texts in catalog.content.pages.items():
        fronts = [page.front for page in texts.values()]
        days = [
            ReviewDue(add_months(front.reviewed, front.review_months), f"pages/{name}", front.reviewed)
            for front in fronts
            if front.reviewed and front.review_months
        ]
        if days:
            yield min(days)
