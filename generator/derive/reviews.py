"""When records are due for review: a number of months after the last review, and before each day that ``review_by`` names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from generator.catalog import Catalog
from generator.derive.passages import record_key
from generator.kinds import KINDS
from generator.model.marks import Past, find
from generator.model.page import FrontMatter
from generator.model.parts import Reviewed


@dataclass(frozen=True, slots=True, order=True)
class ReviewDue:
    """A review to come: the day it is due, what to review (such as ``roles/map-maker`` or ``pages/about``), the last review's day."""

    day: datetime.date
    record: str
    last: datetime.date


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Add calendar months to a day; where the month is too short, return its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def review_due(value: Reviewed | FrontMatter, catalog: Catalog) -> datetime.date | None:
    """Return the day by which a record or page should be reviewed again; ``None`` if it was never reviewed or nothing is due.

    It is the last review plus the months set for it, or the first unprepared day of its ``review_by``, whichever is earlier.
    """
    if value.reviewed is None:
        return None
    days = [value.review_by[place] for place in unprepared(value, catalog)]
    if (months := _months(value, catalog)) is not None:
        days.append(add_months(value.reviewed, months))
    return min(days, default=None)


def unprepared(value: Reviewed | FrontMatter, catalog: Catalog) -> Iterator[int]:
    """Yield the indexes of days in ``review_by`` that no review has prepared: there was none, or it was too long before the day."""
    for place, day in enumerate(value.review_by):
        if value.reviewed is None or value.reviewed < day - days_ahead(catalog):
            yield place


def days_ahead(catalog: Catalog) -> datetime.timedelta:
    """Return how long before a day of ``review_by`` a review may be to count as preparing it."""
    return datetime.timedelta(days=catalog.site.review_days_ahead)


def _months(value: Reviewed | FrontMatter, catalog: Catalog) -> int | None:
    if isinstance(value, FrontMatter):
        return value.review_months
    return catalog.site.review_months.of(value.volatility)


def reviews(catalog: Catalog) -> tuple[ReviewDue, ...]:
    """Return all reviews to come, the earliest first; a page in several languages counts once, with its earliest day."""
    return tuple(sorted([*_record_reviews(catalog), *_page_reviews(catalog)]))


def _record_reviews(catalog: Catalog) -> Iterator[ReviewDue]:
    for record in catalog.content.reviewed:
        due = review_due(record.value, catalog)
        if due is not None and record.value.reviewed is not None:
            yield ReviewDue(due, record_key(record), record.value.reviewed)


def known_days(value: BaseModel) -> Iterator[datetime.date]:
    """Yield the days on which somebody reviewed, checked or changed something in a record; months and years without a day are skipped."""
    return (day for _, _, day, _ in find(value, Past) if isinstance(day, datetime.date))


def days_by_kind(catalog: Catalog) -> dict[str, tuple[datetime.date | None, datetime.date | None]]:
    """Return, by plural of the kind, the latest day in all records, and the earliest last review if every record has one."""
    found = {}
    for kind in KINDS:
        if kind.reviewed:
            values = [record.value for record in catalog.content.records[kind.plural].values()]
            reviewed = [value.reviewed for value in values if value.reviewed]
            latest = max((day for value in values for day in known_days(value)), default=None)
            found[kind.plural] = latest, min(reviewed) if reviewed and len(reviewed) == len(values) else None
    return found


def _page_reviews(catalog: Catalog) -> Iterator[ReviewDue]:
    for name, texts in catalog.content.pages.items():
        days = [
            ReviewDue(due, f"pages/{name}", page.front.reviewed)
            for page in texts.values()
            if page.front.reviewed and (due := review_due(page.front, catalog))
        ]
        if days:
            yield min(days)
