"""Days on which pages were last changed and reviewed, as the records state them; the time of the build does not matter."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from generator.derive.facts import Facts
from generator.derive.reviews import known_days
from generator.kinds import KINDS
from generator.model.parts import Reviewed
from generator.routes import RECORDS, Page, PageKind

_RECORDS = {PageKind.SHEET: "roles", **RECORDS}
_OVERVIEWS = {kind.overview: kind.plural for kind in KINDS if kind.overview and kind.reviewed}
"""Plural of the kind whose records an overview shows, by page kind."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Days of the last change and of the last review; ``None`` if unknown."""

    modified: datetime.date | None = None
    reviewed: datetime.date | None = None


@dataclass(frozen=True)
class PageDates:
    """Dates of the pages of an atlas.

    A page that shows several records has the latest change and the earliest review of these records. If one of them was
    never reviewed, the page has no day of review.
    """

    facts: Facts

    def _of_kinds(self, *plurals: str) -> Dates:
        """Return the dates of all records of some kinds together; a kind without records has no influence."""
        records = self.facts.catalog.content.records
        return _together(Dates(*self.facts.days[plural]) for plural in plurals if len(records[plural]))

    def of(self, page: Page) -> Dates:
        """Return the dates of a page."""
        content = self.facts.catalog.content
        if page.kind in _RECORDS:
            return _of(content.records[_RECORDS[page.kind]][page.key].value)
        if page.kind == PageKind.COMPARISON:
            return _together(_of(content.roles[id].value) for id in page.key.split("--"))
        if page.kind == PageKind.FAMILY:
            return _together(_of(content.roles[id].value) for id in self.facts.family_tree.members.get(page.key, ()))
        if page.kind == PageKind.GROUP:
            return _together(_of(content.skills[id].value) for id in self.facts.group_tree.members.get(page.key, ()))
        if page.kind == PageKind.PROSE:
            texts = content.pages[page.key].values()
            return _together(Dates(text.front.reviewed, text.front.reviewed) for text in texts)
        if page.kind in _OVERVIEWS:
            return Dates(*self.facts.days[_OVERVIEWS[page.kind]])
        if page.kind in (PageKind.COMPARISONS, PageKind.MATRIX):
            return self._of_kinds("roles", "skills")
        return self._of_kinds(*_OVERVIEWS.values())


def _of(record: Reviewed) -> Dates:
    return Dates(max(known_days(record), default=None), record.reviewed)


def _together(dates: Iterable[Dates]) -> Dates:
    """Return the dates of a page made of several parts: the latest change, and the earliest review if all have one."""
    parts = list(dates)
    modified = [each.modified for each in parts if each.modified]
    reviewed = [each.reviewed for each in parts if each.reviewed]
    return Dates(
        max(modified) if modified else None, min(reviewed) if reviewed and len(reviewed) == len(parts) else None
    )
