"""When records are due to be read again: some time after the last review, and before each day that their texts name."""

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


def review_due(value: Reviewed | FrontMatter, catalog: Catalog) -> datetime.date | None:
    """Day by which a record or a page should be reviewed again, if it ever was.

    That is its last review plus its months, or the first day of its ``review_by`` that no review has prepared.
    """
    if value.reviewed is None:
        return None
    days = [value.review_by[place] for place in unprepared(value, catalog)]
    if (months := _months(value, catalog)) is not None:
        days.append(add_months(value.reviewed, months))
    return min(days, default=None)


def unprepared(value: Reviewed | FrontMatter, catalog: Catalog) -> Iterator[int]:
    """Places in ``review_by`` of days before which nobody has reviewed the record, or only too long before."""
    for place, day in enumerate(value.review_by):
        if value.reviewed is None or value.reviewed < day - days_ahead(catalog):
            yield place


def days_ahead(catalog: Catalog) -> datetime.timedelta:
    """How long before a day of ``review_by`` a review prepares it."""
    return datetime.timedelta(days=catalog.site.review_days_ahead)


def _months(value: Reviewed | FrontMatter, catalog: Catalog) -> int | None:
    if isinstance(value, FrontMatter):
        return value.review_months
    return catalog.site.review_months.of(value.volatility)


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


def days_by_kind(catalog: Catalog) -> dict[str, tuple[datetime.date | None, datetime.date | None]]:
    """By plural of the kind, the latest day of all records, and the earliest review if each has one."""
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
