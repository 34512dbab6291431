"""When pages changed and were reviewed last: what the records say, not when the site was built."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.catalog import Catalog
from generator.model.base import Reviewed
from generator.model.records import Training
from generator.parse import Record
from generator.render.plan import Kind, Page


@dataclass(frozen=True, slots=True)
class Dates:
    """Day of the last change and of the last review, where they are known."""

    modified: datetime.date | None = None
    reviewed: datetime.date | None = None


@dataclass(frozen=True)
class PageDates:
    """Dates of the pages of a catalogue. A page that shows several records changed with the latest of them."""

    catalog: Catalog

    @cached_property
    def _latest(self) -> dict[Kind, Dates]:
        content = self.catalog.content
        kinds: dict[Kind, Mapping[str, Record[Any]]] = {
            Kind.ROLES: content.roles,
            Kind.SKILLS: content.skills,
            Kind.TRAININGS: content.trainings,
        }
        dates = {kind: _latest(_of(record.value) for record in records.values()) for kind, records in kinds.items()}
        dates[Kind.COMPARISONS] = dates[Kind.MATRIX] = _latest((dates[Kind.ROLES], dates[Kind.SKILLS]))
        dates[Kind.HOME] = _latest(dates.values())
        return dates

    def of(self, page: Page) -> Dates:
        """Dates of a page."""
        content = self.catalog.content
        if page.kind is Kind.ROLE:
            return _of(content.roles[page.key].value)
        if page.kind is Kind.SKILL:
            return _of(content.skills[page.key].value)
        if page.kind is Kind.TRAINING:
            return _of(content.trainings[page.key].value)
        if page.kind is Kind.COMPARISON:
            return _latest(_of(content.roles[id].value) for id in page.key.split("--"))
        if page.kind is Kind.PROSE:
            fronts = [text.front.reviewed for text in content.pages[page.key].values() if text.front.reviewed]
            return Dates(max(fronts), min(fronts)) if fronts else Dates()
        return self._latest.get(page.kind, self._latest[Kind.HOME])


def _of(record: Reviewed) -> Dates:
    checked = record.checked.date if isinstance(record, Training) and record.checked else None
    days = [day for day in (record.reviewed, checked) if day]
    return Dates(max(days) if days else None, record.reviewed)


def _latest(dates: Iterable[Dates]) -> Dates:
    """Dates of a page made of several parts: it has no review of its own."""
    days = [each.modified for each in dates if each.modified]
    return Dates(max(days) if days else None)
