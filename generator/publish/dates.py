"""When pages changed and were reviewed last: what the records say, not when the site was built."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.content import Record
from generator.derive.facts import Facts
from generator.derive.reviews import known_days
from generator.kinds import KINDS
from generator.model.parts import Reviewed
from generator.reads import Memory
from generator.routes import RECORDS, Page, PageKind

_RECORDS = {PageKind.SHEET: "roles", **RECORDS}


@dataclass(frozen=True, slots=True)
class Dates:
    """Day of the last change and of the last review, where they are known."""

    modified: datetime.date | None = None
    reviewed: datetime.date | None = None


@dataclass(frozen=True)
class PageDates:
    """Dates of the pages of an atlas.

    A page that shows several records changed with the latest of them and is as old in its review as the oldest; one
    that was never reviewed leaves it without.
    """

    facts: Facts

    @cached_property
    def _memory(self) -> Memory:
        return Memory(self.facts.catalog.reads)

    @property
    def _overviews(self) -> dict[str, Dates]:
        return self._memory.remember("overviews", self._of_overviews)

    def _of_overviews(self) -> dict[str, Dates]:
        kinds: dict[str, Mapping[str, Record[Any]]] = {
            kind.overview: self.facts.catalog.content.records[kind.plural]
            for kind in KINDS
            if kind.overview and kind.reviewed
        }
        dates = {kind: _together(_of(record.value) for record in records.values()) for kind, records in kinds.items()}
        dates[PageKind.COMPARISONS] = dates[PageKind.MATRIX] = _together(
            dates[kind] for kind in (PageKind.ROLES, PageKind.SKILLS) if kinds[kind]
        )
        dates[PageKind.HOME] = _together(dates[kind] for kind, records in kinds.items() if records)
        return dates

    def of(self, page: Page) -> Dates:
        """Dates of a page."""
        content = self.facts.catalog.content
        if page.kind in _RECORDS:
            return _of(content.records[_RECORDS[page.kind]][page.key].value)
        if page.kind == PageKind.COMPARISON:
            return _together(_of(content.roles[id].value) for id in page.key.split("--"))
        if page.kind == PageKind.FAMILY:
            return _together(_of(content.roles[id].value) for id in self.facts.families.members.get(page.key, ()))
        if page.kind == PageKind.GROUP:
            return _together(_of(content.skills[id].value) for id in self.facts.groups.members.get(page.key, ()))
        if page.kind == PageKind.PROSE:
            texts = content.pages[page.key].values()
            return _together(Dates(text.front.reviewed, text.front.reviewed) for text in texts)
        return self._overviews.get(page.kind, self._overviews[PageKind.HOME])


def _of(record: Reviewed) -> Dates:
    return Dates(max(known_days(record), default=None), record.reviewed)


def _together(dates: Iterable[Dates]) -> Dates:
    """Dates of a page made of several parts."""
    parts = list(dates)
    modified = [each.modified for each in parts if each.modified]
    reviewed = [each.reviewed for each in parts if each.reviewed]
    return Dates(
        max(modified) if modified else None, min(reviewed) if reviewed and len(reviewed) == len(parts) else None
    )
