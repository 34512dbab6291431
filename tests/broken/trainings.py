"""Mistakes in trainings."""

from __future__ import annotations

from tests.broken import WORKSHOP, both, row, swap

_SIGNALS = "trainings/signal-course.yml"

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
]
