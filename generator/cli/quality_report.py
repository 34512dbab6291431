"""Write the quality report as text for people and as data for programs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from generator.catalog import Catalog, Step
from generator.derive.quality import Quality, step_names
from generator.derive.reviews import ReviewDue

_SHOWN_REVIEWS = 10


def quality_as_data(quality: Quality, day: datetime.date) -> dict[str, Any]:
    """Return the report as data for JSON: dates as text, level steps as skill and rank."""
    data = {name: getattr(quality, name) for name in quality.__slots__}
    data["translations"] = [
        {"record": one.field.record, "field": one.field.key, "state": str(one.state), "behind": list(one.behind)}
        for one in quality.translations
    ]
    data["reviews"] = [_review(one) for one in quality.reviews]
    data["dead_addresses"] = [
        {"record": one.record, "url": one.url, "since": one.since.isoformat()} for one in quality.dead_addresses
    ]
    data["not_determined"] = [{"record": record, "scheme": scheme} for record, scheme in quality.not_determined]
    return {"day": day.isoformat(), **{name: _plain(value) for name, value in data.items()}}


def _review(review: ReviewDue) -> dict[str, str]:
    return {"day": review.day.isoformat(), "record": review.record, "last": review.last.isoformat()}


def _plain(value: Any) -> Any:
    """Return a value with mappings and lists in place of dataclasses and tuples."""
    if isinstance(value, Step):
        return value._asdict()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def quality_as_text(catalog: Catalog, quality: Quality, day: datetime.date) -> str:
    """Return the report as text for a terminal."""
    return "\n".join(_lines(catalog, quality, day))


def _lines(catalog: Catalog, quality: Quality, day: datetime.date) -> Iterator[str]:
    yield ", ".join(f"{count} {name}" for name, count in quality.counts.items())
    yield ""
    yield f"Level steps that a role requires as essential: {quality.steps}"
    yield from _listed("reached only by practice", step_names(catalog, quality.practice_steps))
    yield from _listed("open: neither training nor practice known", step_names(catalog, quality.open_steps))
    yield from _listed("without a free training", step_names(catalog, quality.without_free))
    for language, steps in quality.without_language.items():
        yield from _listed(f"without a training in {language}", step_names(catalog, steps))
    yield from _listed("Skills that no role requires", quality.orphans, indent="")
    yield ""
    yield f"Reviews overdue on {day}: {quality.overdue} of {len(quality.reviews)}"
    for review in quality.reviews[:_SHOWN_REVIEWS]:
        yield f"  {review.day} {review.record} (last read {review.last})"
    yield ""
    yield from _listed(
        "Open translations",
        [f"{one.state} {one.field.record} {one.field.key}" for one in quality.translations],
        indent="",
    )
    yield ""
    yield "Trainings by state: " + ", ".join(f"{count} {state}" for state, count in quality.states.items())
    yield from _listed("doubtful", quality.doubtful)
    yield from _listed("never checked", quality.unchecked)
    for check in quality.checks:
        yield f"  {check.month} {check.how}: {check.trainings}"
    yield from _listed(
        "Mappings not determined", [f"{record} ({scheme})" for record, scheme in quality.not_determined], indent=""
    )
    if quality.addresses_opened:
        label = f"Addresses that do not open, of {quality.addresses_opened}"
        rows = [f"{one.record}: {one.url} (since {one.since})" for one in quality.dead_addresses]
        yield from _listed(label, rows, indent="")
    yield ""
    yield "Statements by origin:"
    for role, bases in quality.bases.items():
        yield f"  {role or 'all roles'}: " + ", ".join(f"{count} {basis}" for basis, count in bases.items())


def _listed(label: str, items: Iterable[str], indent: str = "  ") -> Iterator[str]:
    rows = list(items)
    yield f"{indent}{label}: {len(rows)}"
    yield from (f"{indent}  {row}" for row in rows)
