"""The quality page, which shows readers what the atlas still lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from generator.derive.families import LISTED
from generator.derive.freshness import FieldState
from generator.derive.quality import Quality
from generator.render.lens import Lens, PageLink
from generator.render.views.common import step_link
from generator.render.views.registry import shows
from generator.routes import RECORDS, PageKind

T = TypeVar("T")
SHOWN_GAPS = 200
"""Most entries of a list that the page shows; ``rollenatlas report`` lists all."""
_KINDS = {
    **{plural: page for page, plural in RECORDS.items()},
    "groups": PageKind.GROUP,
    "families": PageKind.FAMILY,
    "pages": PageKind.PROSE,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class GapList:
    """A kind of gap: how many there are, and the first of them; ``more`` gives the number of the rest in words, if any."""

    title: str
    count: str
    entries: tuple[PageLink, ...]
    more: str


@dataclass(frozen=True, slots=True)
class OriginRow:
    """Number and share of statements by origin, for a role or for all roles."""

    role: PageLink
    parts: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """How many trainings were checked in one month in one way."""

    month: str
    way: str
    trainings: str


@dataclass(frozen=True, slots=True)
class QualityView:
    """Everything the quality page shows; things that an atlas has none of, such as trainings, are not mentioned."""

    title: str
    summary: str
    as_of: str
    figures: tuple[Figure, ...]
    taught: bool
    reviewed: bool
    mapped: bool
    several_origins: bool
    translated: bool
    steps: str
    coverage: tuple[GapList, ...]
    orphans: GapList
    overdue: str
    reviews: tuple[GapList, ...]
    translations: tuple[GapList, ...]
    states: tuple[Figure, ...]
    doubtful: GapList
    unchecked: GapList
    checks: tuple[CheckRow, ...]
    mappings: tuple[GapList, ...]
    addresses: GapList | None
    origins: tuple[str, ...]
    bases: tuple[OriginRow, ...]


@shows(PageKind.QUALITY)
def quality_view(lens: Lens) -> QualityView:
    """Make the view of the quality page."""
    report = lens.facts.quality
    t, content = lens.t, lens.catalog.content
    return QualityView(
        title=t("quality.title"),
        summary=t("quality.lead"),
        as_of=t("quality.as_of", date=t.date(day)) if (day := lens.facts.stated_day) else "",
        figures=tuple(
            Figure(t(f"quality.count.{name}"), t.number(count)) for name, count in report.counts.items() if count
        ),
        taught=bool(content.trainings),
        reviewed=bool(report.reviews),
        mapped=any(record.value.mappings for record in content.reviewed),
        translated=len(lens.catalog.languages) > 1,
        several_origins=lens.catalog.several_origins,
        steps=t.count("quality.steps", report.steps),
        coverage=tuple(_coverage(lens, report)),
        orphans=_gaps(lens, t("quality.orphans"), report.orphans, lens.skill),
        overdue=_overdue(lens, report),
        reviews=tuple(_reviews(lens, report)),
        translations=tuple(_translations(lens, report.translations)),
        states=tuple(Figure(t(f"state.{state}"), t.number(count)) for state, count in report.states.items()),
        doubtful=_gaps(lens, t("quality.doubtful"), report.doubtful, lambda name: lens.link(PageKind.TRAINING, name)),
        unchecked=_gaps(
            lens, t("quality.unchecked"), report.unchecked, lambda name: lens.link(PageKind.TRAINING, name)
        ),
        checks=tuple(
            CheckRow(t.date(check.month), t(f"check.{check.how}"), t.number(check.trainings))
            for check in reversed(report.checks)
        ),
        mappings=tuple(_mappings(lens, report)),
        addresses=_addresses(lens, report) if report.addresses_opened else None,
        origins=tuple(t(f"basis.{basis}") for basis in report.bases[""]),
        # The row for all roles is first; if there are many roles, it is the only one.
        bases=tuple(
            _origin(lens, role, bases)
            for role, bases in sorted(report.bases.items())[: None if len(report.bases) <= LISTED + 1 else 1]
        ),
    )


def _coverage(lens: Lens, report: Quality) -> Iterator[GapList]:
    t = lens.t
    rows = [
        (t("quality.practice"), report.practice_steps),
        (t("quality.open"), report.open_steps),
        (t("quality.without_free"), report.without_free),
    ]
    rows += [
        (t("quality.without_language", language=t.language_name(language)), steps)
        for language, steps in report.without_language.items()
    ]
    for title, steps in rows:
        yield _gaps(lens, title, steps, lambda step: step_link(lens, step))


def _overdue(lens: Lens, report: Quality) -> str:
    return lens.t.count("quality.overdue", report.overdue) if report.overdue else lens.t("quality.overdue.none")


def _reviews(lens: Lens, report: Quality) -> Iterator[GapList]:
    for day, group in groupby(report.reviews, key=lambda review: review.day):
        yield _gaps(lens, lens.t.date(day), [review.record for review in group], lambda record: _record(lens, record))


def _translations(lens: Lens, states: Iterable[FieldState]) -> Iterator[GapList]:
    for state, group in groupby(sorted(states, key=lambda one: one.state), key=lambda one: one.state):
        records = sorted({one.field.record for one in group})
        yield _gaps(lens, lens.t(f"quality.translation.{state}"), records, lambda record: _record(lens, record))


def _mappings(lens: Lens, report: Quality) -> Iterator[GapList]:
    for scheme in sorted({scheme for _, scheme in report.not_determined}):
        records = [record for record, other in report.not_determined if other == scheme]
        title = lens.local(lens.catalog.content.schemes[scheme].value.title)
        yield _gaps(lens, title, records, lambda record: _record(lens, record))


def _addresses(lens: Lens, report: Quality) -> GapList:
    """Return the records with an address that does not open, each once."""
    records = tuple(dict.fromkeys(one.record for one in report.dead_addresses))
    title = lens.t.count("quality.addresses.opened", report.addresses_opened)
    return _gaps(lens, title, records, lambda record: _record(lens, record))


def _origin(lens: Lens, role: str, bases: Mapping[str, int]) -> OriginRow:
    total = sum(bases.values())
    parts = (
        lens.t("quality.share", n=lens.t.number(count), share=lens.t.number(round(100 * count / total)))
        if total
        else lens.t.number(0)
        for count in bases.values()
    )
    return OriginRow(
        lens.role(role) if role else PageLink(lens.t("quality.all_roles")), tuple(parts), lens.t.number(total)
    )


def _record(lens: Lens, record: str) -> PageLink:
    """Return a link to a record's page; a record without a page gives its title, one without a title its key."""
    kind, _, name = record.partition("/")
    content = lens.catalog.content
    if kind in _KINDS:
        return lens.link(_KINDS[kind], name)
    if kind == "glossary":
        return lens.link(PageKind.GLOSSARY, anchor=name, text=lens.local(content.glossary[name].value.term))
    found = content.records[kind].get(name) if kind in content.records else content.site
    title = getattr(found.value, "title", None) if found else None
    return PageLink(title if isinstance(title, str) else lens.local(title) or record)


def _gaps(lens: Lens, title: str, items: Sequence[T], link: Callable[[T], PageLink]) -> GapList:
    surplus = len(items) - SHOWN_GAPS
    more = lens.t.count("quality.more", surplus) if surplus > 0 else ""
    return GapList(title, lens.t.number(len(items)), tuple(link(item) for item in items[:SHOWN_GAPS]), more)
