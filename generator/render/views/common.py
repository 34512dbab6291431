"""Parts shared by several views: the foot of a record's page, requirement rows, lists of trainings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.catalog import Step
from generator.derive.times import Time
from generator.kinds.role import Requirement
from generator.kinds.skill import Practice, Skill
from generator.model.marks import NONE
from generator.model.parts import Mapped, Reviewed
from generator.render.lens import BasisMark, Lens, LevelMark, PageLink, SourceLine, TrainingLine
from generator.render.views.grades import grade_words, levels_by_grade
from generator.routes import PageKind

_MOST = ("exact", "close", "broad", "narrow", "related", "none", "not-determined")


@dataclass(frozen=True, slots=True)
class MappingLine:
    """A mapping to another classification."""

    scheme: str
    version: str
    match: str
    title: str
    code: str
    uri: str
    note: str


@dataclass(frozen=True, slots=True)
class RecordFoot:
    """Mappings, sources and the last review of a record."""

    mappings: tuple[MappingLine, ...]
    sources: tuple[SourceLine, ...]
    reviewed: str


def record_foot(lens: Lens, record: Reviewed) -> RecordFoot:
    """Return the foot of a record's page."""
    return RecordFoot(
        _mapping_lines(lens, record.mappings),
        lens.source_lines(record.sources),
        lens.t.date(record.reviewed) if record.reviewed else "",
    )


def _mapping_lines(lens: Lens, mappings: Iterable[Mapped]) -> tuple[MappingLine, ...]:
    """Return mappings in words, the closest match first."""
    ordered = sorted(mappings, key=lambda mapped: (_MOST.index(mapped.match), mapped.scheme))
    return tuple(
        MappingLine(
            lens.local(lens.catalog.content.schemes[mapped.scheme].value.title),
            mapped.version or "",
            lens.t(f"match.{mapped.match}"),
            lens.local(mapped.title),
            mapped.code or "",
            mapped.uri or "",
            lens.local(mapped.note),
        )
        for mapped in ordered
    )


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A required skill with its level and the reason; ``grades`` gives the levels by grade if there are several grades."""

    skill: PageLink
    level: LevelMark | None
    grades: str
    why: str
    basis: BasisMark
    group: str


@dataclass(frozen=True, slots=True)
class RequirementGroup:
    """Required skills of one group."""

    id: str
    title: str
    rows: tuple[RequirementRow, ...]


def requirement_groups(lens: Lens, role: str, *, essential: bool) -> tuple[RequirementGroup, ...]:
    """Return a role's essential or optional requirements by skill group, the highest level first."""
    items = [item for item in lens.catalog.role(role).requires if (item.necessity == "essential") is essential]
    return in_groups(
        lens, [requirement_row(lens, role, item, item.level, levels_by_grade(lens, role, item)) for item in items]
    )


@dataclass(frozen=True, slots=True)
class Growth:
    """A role's essential skills over its grades: the requirements of the first grade, and the changes up to the last one.

    ``later`` holds the requirements that are added, raised or dropped later; it is empty for a role with a single grade.
    ``added`` and ``raised`` are counts. The reason for a requirement is given only where its skill first appears.
    """

    grade: str
    meaning: str
    start: tuple[RequirementGroup, ...]
    later_grade: str
    later_meaning: str
    later: tuple[RequirementGroup, ...]
    added: int
    raised: int


def growth(lens: Lens, role: str) -> Growth:
    """Return a role's essential skills at its first grade, and the changes up to its last grade."""
    catalog = lens.catalog
    grades = catalog.grades_of(role)
    rank = catalog.rank
    start, later, added, raised = [], [], 0, 0
    for item in catalog.role(role).requires:
        if item.necessity != "essential":
            continue
        levels = [catalog.level_at_grade(role, item, grade) for grade in grades]
        if levels[0] != NONE:
            start.append(requirement_row(lens, role, item, levels[0], ""))
        if any(level != levels[0] for level in levels):
            words = levels_by_grade(lens, role, item)
            later.append(requirement_row(lens, role, item, levels[-1], words, reason=levels[0] == NONE))
            added += levels[0] == NONE
            raised += levels[0] != NONE and rank(levels[-1]) > rank(levels[0])
    return Growth(
        *(grade_words(lens, role, grades[0]) if len(grades) > 1 else ("", "")),
        in_groups(lens, start),
        *(grade_words(lens, role, grades[-1]) if later else ("", "")),
        in_groups(lens, later),
        added,
        raised,
    )


def requirement_row(
    lens: Lens, role: str, item: Requirement, level: str | None, grades: str, *, reason: bool = True
) -> RequirementRow:
    """Return the row of a requirement at a level; without the text of the reason if ``reason`` is false."""
    rank = lens.catalog.rank(level)
    return RequirementRow(
        lens.skill(item.skill),
        lens.level(rank) if rank else None,
        grades,
        lens.local(item.why) if reason else "",
        lens.basis(item.basis, item.source, lens.catalog.role(role).sources),
        lens.group_of(item.skill),
    )


def in_groups(lens: Lens, rows: Iterable[RequirementRow]) -> tuple[RequirementGroup, ...]:
    """Return rows by skill group, in each group the highest level first, then by title."""
    by_group: dict[str, list[RequirementRow]] = {}
    for row in rows:
        by_group.setdefault(row.group, []).append(row)
    return tuple(
        RequirementGroup(
            group,
            lens.local(lens.catalog.content.groups[group].value.title),
            tuple(sorted(by_group[group], key=lambda row: (-(row.level.rank if row.level else 0), row.skill.text))),
        )
        for group in sorted(by_group, key=lambda id: lens.catalog.group_order[id])
    )


def practice_hours(lens: Lens, practice: Practice | None) -> str:
    """Return the hours of a practice in words, marked as an estimate; empty if none are given."""
    return lens.estimate(practice.hours) if practice and practice.hours else ""


def alone_hours(lens: Lens, time: Time) -> str:
    """Return in words how long an exercise without a course takes, background reading included, marked as an estimate."""
    return lens.t("way.practice.hours", hours=lens.amount("hours", time.low, time.high))


def type_title(lens: Lens, skill: Skill) -> str:
    """Return the name of a skill's type; empty if it states none."""
    return lens.t(f"type.{skill.type}") if skill.type else ""


def step_link(lens: Lens, step: Step) -> PageLink:
    """Return a link to a skill at a level, with a text such as "Databases (Working)"."""
    text = lens.t("step.at", skill=lens.title(PageKind.SKILL, step.skill), level=lens.level(step.rank).title)
    return lens.link(PageKind.SKILL, step.skill, lens.catalog.level_at(step.rank), text)


def training_lines(lens: Lens, ids: Iterable[str]) -> tuple[TrainingLine, ...]:
    """Return trainings as lines of a list, in the given order."""
    return tuple(lens.training_line(id) for id in ids)
