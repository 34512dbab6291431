"""Figures and lists of what the atlas still lacks: the content of the quality page and of ``rollenatlas report``.

Nothing here reads the clock: the day from which a review counts as overdue is passed in.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.catalog import Catalog, Step
from generator.derive.addresses import dead, opened
from generator.derive.coverage import StepCoverage, coverage
from generator.derive.freshness import FieldState, Freshness, translation_states
from generator.derive.offers import offered
from generator.derive.passages import record_key
from generator.derive.reviews import ReviewDue, reviews
from generator.kinds.training import TrainingState
from generator.model.marks import find
from generator.model.parts import Basis, Match, Sourced


@dataclass(frozen=True, slots=True)
class CheckCount:
    """How many trainings were checked in one way in one month (``2026-10``)."""

    how: str
    month: str
    trainings: int


@dataclass(frozen=True, slots=True)
class DeadAddress:
    """An address in a record that has not opened since a day."""

    record: str
    url: str
    since: datetime.date


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures and gaps of an atlas; lists are sorted. Steps are the level steps that some role requires as essential.

    ``practice_steps`` and ``open_steps`` together are ``without_training``: for the former the skill says how to
    practise, for the latter neither training nor practice is known. ``without_language`` holds, by language, the steps whose
    trainings are all in other languages or machine-translated. ``bases`` counts statements by origin, by role id and in total
    under the empty id. Figures on addresses exist once ``rollenatlas links`` has opened them.
    """

    counts: Mapping[str, int]
    steps: int
    without_training: tuple[Step, ...]
    practice_steps: tuple[Step, ...]
    open_steps: tuple[Step, ...]
    without_free: tuple[Step, ...]
    without_language: Mapping[str, tuple[Step, ...]]
    orphans: tuple[str, ...]
    reviews: tuple[ReviewDue, ...]
    overdue: int
    translations: tuple[FieldState, ...]
    checks: tuple[CheckCount, ...]
    unchecked: tuple[str, ...]
    states: Mapping[str, int]
    doubtful: tuple[str, ...]
    not_determined: tuple[tuple[str, str], ...]
    bases: Mapping[str, Mapping[str, int]]
    addresses_opened: int = 0
    dead_addresses: tuple[DeadAddress, ...] = ()


def quality(catalog: Catalog, day: datetime.date | None) -> Quality:
    """Return the figures of a catalogue; reviews due before ``day`` are overdue, without a day none are."""
    rows = coverage(catalog)
    without = [row.step for row in rows if not row.trainings]
    due = reviews(catalog)
    trainings = {name: record.value for name, record in catalog.content.trainings.items()}
    return Quality(
        counts=_counts(catalog),
        steps=len(rows),
        without_training=tuple(without),
        practice_steps=tuple(step for step in without if _practised(catalog, step)),
        open_steps=tuple(step for step in without if not _practised(catalog, step)),
        without_free=tuple(row.step for row in rows if row.trainings and not row.free),
        without_language={language: _lacking(rows, language) for language in catalog.languages},
        orphans=tuple(name for name in catalog.content.skills if not catalog.roles_requiring(name)),
        reviews=due,
        overdue=sum(review.day < day for review in due) if day else 0,
        translations=tuple(one for one in translation_states(catalog) if one.state is not Freshness.CONFIRMED),
        checks=_checks(catalog),
        unchecked=tuple(name for name, training in trainings.items() if training.checked is None),
        states=dict(sorted(Counter(str(training.state) for training in trainings.values()).items())),
        doubtful=tuple(name for name, training in trainings.items() if training.state is TrainingState.DOUBTFUL),
        not_determined=tuple(_not_determined(catalog)),
        bases=_bases(catalog),
        addresses_opened=len(opened(catalog)),
        dead_addresses=tuple(
            DeadAddress(record, link.url, link.since)
            for link, uses in dead(catalog)
            for record in dict.fromkeys(use.record for use in uses)
        ),
    )


def _counts(catalog: Catalog) -> dict[str, int]:
    content = catalog.content
    kinds = {
        "roles": content.roles,
        "skills": content.skills,
        "trainings": offered(catalog),
        "occupations": content.occupations,
        "terms": content.glossary,
    }
    return {
        **{name: len(records) for name, records in kinds.items()},
        "requirements": sum(len(record.value.requires) for record in content.roles.values()),
        "statements": sum(len(record.value.levels) for record in content.skills.values()),
    }


def _practised(catalog: Catalog, step: Step) -> bool:
    level = catalog.written(step)
    return level is not None and level.practice is not None


def _lacking(rows: tuple[StepCoverage, ...], language: str) -> tuple[Step, ...]:
    return tuple(row.step for row in rows if row.trainings and not row.by_language[language])


def _checks(catalog: Catalog) -> tuple[CheckCount, ...]:
    counted = Counter(
        (str(check.how), check.date.isoformat()[:7])
        for record in catalog.content.trainings.values()
        if (check := record.value.checked)
    )
    return tuple(
        CheckCount(how, month, n)
        for (how, month), n in sorted(counted.items(), key=lambda item: (item[0][1], item[0][0]))
    )


def _not_determined(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the records whose mapping to a scheme nobody has determined yet, with the id of the scheme."""
    for record in catalog.content.reviewed:
        schemes = (mapped.scheme for mapped in record.value.mappings if mapped.match is Match.NOT_DETERMINED)
        yield from ((record_key(record), scheme) for scheme in sorted(schemes))


def _bases(catalog: Catalog) -> dict[str, dict[str, int]]:
    """Return the number of statements by origin for each role and in total; an origin that no role has is left out."""
    rows = {"": Counter[str]()}
    for name, record in catalog.content.roles.items():
        rows[name] = Counter(str(part.basis) for _, _, part, _ in find(record.value, Sourced))
        rows[""].update(rows[name])
    known = [str(basis) for basis in Basis if rows[""][str(basis)]]
    return {name: {basis: counted[basis] for basis in known} for name, counted in rows.items()}


def step_names(catalog: Catalog, steps: Iterable[Step]) -> tuple[str, ...]:
    """Return level steps as texts with skill and level reached, such as ``sql: working``."""
    return tuple(f"{step.skill}: {catalog.level_at(step.rank)}" for step in steps)
