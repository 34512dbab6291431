"""Mistakes in trainings."""

from __future__ import annotations

from tests.broken import BAKER, COURSE, WORKSHOP, both, row, swap

_SIGNALS = "trainings/signal-course.yml"
_DURATION = "duration: {hours: [10, 20], source: almanac}"

TRAININGS = [
    row(
        "retired-ones-that-follow-each-other",
        both(
            swap(_SIGNALS, "successor: star-course", "successor: ‸chart-workshop"),
            swap(WORKSHOP, "state: changing\nsuccessor: harbour-evenings", "state: retired\nsuccessor: ‸signal-course"),
        ),
        "retired-successor",
        "retired-successor",
        says='found "chart-workshop", which is retired itself; expected a training that is given, or none',
    ),
    row(
        "successor-that-has-one-itself",
        swap(WORKSHOP, "successor: harbour-evenings", "successor: ‸signal-course"),
        "retired-successor",
        says="or none; such as star-course, which follows it",
    ),
    row(
        "descending-duration",
        swap(COURSE, _DURATION, "duration: ‸{hours: [10, 6]}"),
        "bad-range",
        says="found 10, 6; expected the smaller number first",
    ),
    row(
        "descending-effort",
        swap(COURSE, _DURATION, "effort: {hours: ‸[10, 6]}"),
        "bad-range",
        says="found 10, 6; expected the smaller number first",
    ),
    row(
        "three-hours",
        swap(COURSE, _DURATION, "effort: {hours: ‸[7,5, 10]}"),
        "bad-range",
        says="found 7, 5, 10; expected one number such as 20, or two such as [30, 50]; a decimal number has a point, such as 7.5",
    ),
    row(
        "decimal-comma",
        swap(COURSE, _DURATION, "duration:\n  hours: ‸7,5"),
        "wrong-type",
        says='found "7,5"; expected a number; write 7.5',
    ),
    row(
        "comma-between-thousands",
        swap(COURSE, _DURATION, "duration:\n  hours: ‸7,500"),
        "wrong-type",
        says='found "7,500"; expected a number; write 7500, or 7.500 for a decimal number',
    ),
    row(
        "decimal-comma-in-braces",
        swap(COURSE, _DURATION, "effort: {hours: 7,‸5}"),
        "unknown-key",
        says="expected one of hours; a decimal number has a point, such as 7.5",
    ),
    row(
        "day-that-does-not-exist",
        swap(BAKER, "reviewed: 2025-06-01", "reviewed: ‸2026-02-30"),
        "bad-date",
        says="expected a date such as 2026-11-24; there is no such day in the calendar",
    ),
    row(
        "month-that-does-not-exist",
        swap(WORKSHOP, 'prospectus", date: 2025}', 'prospectus", date: ‸2025-13}'),
        "bad-date",
        says="or 2026-11-24; there is no such month in the calendar",
    ),
]
