"""Open translations as problems at the texts themselves, for ``rollenatlas translations`` and for the bound of their number."""

from __future__ import annotations

from collections.abc import Iterable

from generator.derive.freshness import FieldState, Freshness
from generator.problems import Problem, Severity, in_order, shown


def open_translations(states: Iterable[FieldState]) -> tuple[Problem, ...]:
    """One warning for each text that is missing, stale or unconfirmed, sorted by place."""
    return in_order(_open(state) for state in states if state.state is not Freshness.CONFIRMED)


def _open(state: FieldState) -> Problem:
    field = state.field
    behind = ", ".join(state.behind)
    if state.state is Freshness.MISSING:
        found, expected = f"no {behind} of {shown(field.key)}", "a text in each language"
    elif state.state is Freshness.STALE:
        found, expected = f"{shown(field.key)}, whose {behind} is older than the rest", "texts that say the same"
    else:
        found, expected = f"{shown(field.key)}, which nobody has confirmed", "a confirmed translation"
    place = field.locate(state.behind[0] if state.state is Freshness.STALE else next(iter(field.texts)))
    hint = f"read both, then: rollenatlas translations --confirm {place.path}"
    return Problem(place, f"{state.state}-translation", found, expected, hint, Severity.WARNING)
