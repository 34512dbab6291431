"""Rules over dates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from babel import Locale
from babel.dates import format_date
from pydantic import BaseModel

from generator.catalog import Catalog
from generator.content import Record
from generator.derive.facts import Facts
from generator.derive.passages import Field
from generator.derive.reviews import days_ahead, review_due, unprepared
from generator.model.marks import Past, find
from generator.model.page import FrontMatter
from generator.model.parts import Reviewed
from generator.problems import Location, Problem, Severity, shown
from generator.rules.style import words_pattern


def dates_are_past(facts: Facts) -> Iterator[Problem]:
    """Ensure that no date lies more than a day ahead (a day, because authors live in several time zones)."""
    catalog = facts.catalog
    limit = (facts.day + datetime.timedelta(days=1)).isoformat()
    pages = [page for texts in catalog.content.pages.values() for page in texts.values()]
    dated: list[tuple[BaseModel, Callable[..., Location]]] = [(page.front, page.node.locate) for page in pages]
    dated += [(record.value, record.locate) for record in facts.catalog_to_check.content.all_records]
    for value, locate in dated:
        for path, _, date, _ in find(value, Past):
            if (text := str(date)) > limit[: len(text)]:
                yield Problem(locate(*path), "future-date", text, f"a date up to {facts.day.isoformat()}")


def reviews_are_not_overdue(facts: Facts) -> Iterator[Problem]:
    """Ensure that records are reviewed as often as their volatility requires, pages as often as they state, and both by ``review_by``."""
    for value, locate in _reviewed(facts.catalog):
        due = review_due(value, facts.catalog)
        if due is not None and due < facts.day:
            yield Problem(
                locate("reviewed"),
                "review-overdue",
                f"the last review of {value.reviewed}",
                f"one due by {due}",
                "read the record again and set the date",
                Severity.WARNING,
            )


def reviews_come_before_dates(facts: Facts) -> Iterator[Problem]:
    """Ensure that a record or page is reviewed shortly before each day of its ``review_by``, on which something it mentions changes."""
    ahead = days_ahead(facts.catalog)
    for value, locate in _reviewed(facts.catalog):
        for place in unprepared(value, facts.catalog):
            day = value.review_by[place]
            if day - ahead <= facts.day and (facts.day <= day or value.reviewed is None):
                last = f"the last review is of {value.reviewed}" if value.reviewed else "no review yet"
                yield Problem(
                    locate("review_by", place),
                    "date-near",
                    f"{day}, but {last}",
                    f"a review from {day - ahead} to {day}",
                    "make the text true before and after that day, read it whole and set reviewed",
                    Severity.WARNING,
                )


def reviews_come_before_written_dates(facts: Facts) -> Iterator[Problem]:
    """Ensure that a text with a day written out in full is reviewed shortly before it, even if ``review_by`` does not list the day."""
    ahead = days_ahead(facts.catalog)
    coming = [facts.day + datetime.timedelta(days=number) for number in range(ahead.days + 1)]
    for language in facts.catalog.site.languages:
        locale = Locale.parse(language.locale or language.id, sep="-")
        written = {format_date(day, "long", locale): day for day in coming}
        found = [text for text in written if text in facts.corpora[language.id]]
        for field, text in facts.texts[language.id] if found else ():
            for words in found:
                # This test is far cheaper than the pattern, and most texts fail it.
                there = all(word in text for word in words.split())
                match = words_pattern((words,)).search(text) if there else None
                value, day = _value(field, language.id), written[words]
                if not match or not isinstance(value, Reviewed | FrontMatter):
                    continue
                prepared = value.reviewed is not None and value.reviewed >= day - ahead
                if not prepared and day not in value.review_by:
                    yield Problem(
                        field.locate(language.id, match.start()),
                        "date-near",
                        f"{shown(words)}, but the last review is of {value.reviewed or 'no day'}",
                        f"a review from {day - ahead} to {day}",
                        f"read the text whole and set reviewed; review_by: [{day}] asks for it in time",
                        Severity.WARNING,
                    )


def _value(field: Field, language: str) -> object:
    """Return the value that a text belongs to: that of a record, or the front matter of a page in a language."""
    return field.owner.value if isinstance(field.owner, Record) else field.owner[language].front


def _reviewed(catalog: Catalog) -> Iterator[tuple[Reviewed | FrontMatter, Callable[..., Location]]]:
    """Yield each value that is reviewed, with the function that locates a path in it."""
    for record in catalog.content.reviewed:
        yield record.value, record.locate
    for texts in catalog.content.pages.values():
        for page in texts.values():
            yield page.front, page.node.locate
