"""What several views share: the foot of a record's page, learning steps, requirement rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.catalog import Step
from generator.derive.paths import PathStep, Way
from generator.kinds.role import Requirement
from generator.kinds.skill import Practice
from generator.model.parts import Mapped, Reviewed
from generator.render.lens import BasisMark, Lens, LevelMark, Link, SourceLine, TrainingLine
from generator.render.views.grades import levels_by_grade, required_level
from generator.routes import PageKind

SHOWN_TRAININGS = 3
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
    """The foot of a record's page."""
    return RecordFoot(
        _mapping_lines(lens, record.mappings),
        lens.source_lines(record.sources),
        lens.t.date(record.reviewed) if record.reviewed else "",
    )


def _mapping_lines(lens: Lens, mappings: Iterable[Mapped]) -> tuple[MappingLine, ...]:
    """Mappings in words, the closest first."""
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
    """A required skill with its level and the reason; ``grades`` says the levels by grade where there are several."""

    skill: Link
    level: LevelMark | None
    grades: str
    essential: bool
    why: str
    basis: BasisMark


@dataclass(frozen=True, slots=True)
class RequirementGroup:
    """Required skills of one group."""

    id: str
    title: str
    rows: tuple[RequirementRow, ...]


def requirement_groups(lens: Lens, role: str, *, essential: bool) -> tuple[RequirementGroup, ...]:
    """A role's essential or optional requirements by skill group, the highest level first."""
    record = lens.catalog.role(role)
    by_group: dict[str, list[Requirement]] = {}
    for item in record.requires:
        if (item.necessity == "essential") is essential:
            by_group.setdefault(lens.catalog.skill(item.skill).group, []).append(item)
    groups = []
    for group in sorted(by_group, key=lambda id: lens.catalog.group_order[id]):
        items = sorted(
            by_group[group], key=lambda item: (-lens.catalog.rank(item.level), lens.title(PageKind.SKILL, item.skill))
        )
        rows = tuple(
            RequirementRow(
                lens.skill(item.skill),
                required_level(lens, item),
                levels_by_grade(lens, role, item),
                essential,
                lens.local(item.why),
                lens.basis(item.basis, item.source, record.sources),
            )
            for item in items
        )
        groups.append(RequirementGroup(group, lens.local(lens.catalog.content.groups[group].value.title), rows))
    return tuple(groups)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a learning path or of a skill page."""

    skill: Link
    low: LevelMark
    high: LevelMark
    after: tuple[Link, ...]
    trainings: tuple[TrainingLine, ...]
    more: Link | None
    exams: tuple[TrainingLine, ...]
    way: str
    practice: str
    practice_hours: str
    key: tuple[Step, tuple[Step, ...]]
    """Tells rows apart that may differ."""


def step_row(lens: Lens, path_step: PathStep) -> StepRow:
    """A step with its best trainings; what else there is stands on the skill's page."""
    return lens.remember("step", (path_step.step, path_step.after), lambda: _step_row(lens, path_step))


def _step_row(lens: Lens, path_step: PathStep) -> StepRow:
    step = path_step.step
    anchor = lens.catalog.level_at(step.rank)
    surplus = len(path_step.trainings) - SHOWN_TRAININGS
    level = lens.catalog.skill(step.skill).levels.get(anchor)
    practice = level.practice if level and path_step.way is not Way.TRAINING else None
    more = lens.link(PageKind.SKILL, step.skill, anchor, lens.t.count("step.more", surplus)) if surplus > 0 else None
    return StepRow(
        lens.skill(step.skill, anchor),
        lens.level(step.rank - 1),
        lens.level(step.rank),
        tuple(step_link(lens, needed) for needed in path_step.after),
        training_lines(lens, path_step.trainings[:SHOWN_TRAININGS]),
        more,
        training_lines(lens, path_step.exams),
        path_step.way,
        lens.local(practice.text) if practice else "",
        practice_hours(lens, practice),
        (step, path_step.after),
    )


def practice_hours(lens: Lens, practice: Practice | None) -> str:
    """Hours that a practice takes, marked as an estimate; empty where none are given."""
    return lens.estimate(practice.hours) if practice and practice.hours else ""


def step_link(lens: Lens, step: Step) -> Link:
    """Link to a skill at a level, named "Databases (Working)"."""
    text = lens.t("step.at", skill=lens.title(PageKind.SKILL, step.skill), level=lens.level(step.rank).title)
    return lens.link(PageKind.SKILL, step.skill, lens.catalog.level_at(step.rank), text)


def training_lines(lens: Lens, ids: Iterable[str]) -> tuple[TrainingLine, ...]:
    """Trainings as lines of a list, in the given order."""
    return tuple(lens.training_line(id) for id in ids)
