"""Report open translations at the texts themselves, for ``rollenatlas translations`` and for the bound on their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.derive.freshness import FieldState, Freshness
from generator.problems import Location, Problem, Severity, in_order, shown


def open_translations(states: Iterable[FieldState]) -> tuple[Problem, ...]:
    """Return a warning for each missing or stale text and one for all unconfirmed texts of a record, sorted by place.

    A page that is missing as a whole in the same languages gets one warning.
    """
    found: list[Problem] = []
    unconfirmed: dict[str, list[FieldState]] = {}
    pages: set[tuple[str, tuple[str, ...]]] = set()
    for state in states:
        if _lacks_page(state):
            if (state.field.record, state.behind) not in pages:
                found.append(_open(state, whole=True))
            pages.add((state.field.record, state.behind))
        elif state.state is Freshness.UNCONFIRMED:
            unconfirmed.setdefault(state.field.record, []).append(state)
        elif state.state is not Freshness.CONFIRMED:
            found.append(_open(state))
    return in_order((*found, *map(_unconfirmed, unconfirmed.values())))


def texts_of(problem: Problem) -> int:
    """Return the number of texts that a warning is about."""
    return len(problem.concerns) or 1


def _lacks_page(state: FieldState) -> bool:
    """Return whether a text is missing because its whole page is missing."""
    owner = state.field.owner
    return state.state is Freshness.MISSING and isinstance(owner, Mapping) and not set(state.behind) & set(owner)


def _open(state: FieldState, *, whole: bool = False) -> Problem:
    """Return the warning of a missing or stale text; with ``whole`` it names the page, of which nothing exists."""
    field = state.field
    behind = ", ".join(state.behind)
    if state.state is Freshness.MISSING:
        place, found = (
            field.locate(next(iter(field.texts))),
            f"no {behind} of {shown(field.record if whole else field.key)}",
        )
        expected, hint = "a text in each language", "write it"
    else:
        place, found = field.locate(state.behind[0]), f"{shown(field.key)}, whose {behind} is older than the rest"
        expected, hint = "texts that say the same", _confirm(place)
    return Problem(place, f"{state.state}-translation", found, expected, hint, Severity.WARNING)


def _unconfirmed(states: Sequence[FieldState]) -> Problem:
    """Return one warning for all unconfirmed texts of a record: in a new record these are all its texts."""
    keys = tuple(dict.fromkeys(state.field.key for state in states))
    first = states[0].field
    place = first.locate(next(iter(first.texts)))
    found, expected = f"{shown(first.key)}, which nobody has confirmed", "a confirmed translation"
    if len(keys) > 1:
        found, expected = f"{len(keys)} texts that nobody has confirmed", "confirmed translations"
    concerns = keys if len(keys) > 1 else ()
    code = f"{Freshness.UNCONFIRMED}-translation"
    return Problem(place, code, found, expected, _confirm(place), Severity.WARNING, concerns)


def _confirm(place: Location) -> str:
    return f"read both, then: rollenatlas translations --confirm {place.path}"
