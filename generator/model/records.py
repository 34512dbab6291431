"""The record kinds of the atlas that have a file each: roles, skills, trainings and occupations."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator

from generator.model.base import (
    Authored,
    Basis,
    Date,
    Id,
    LanguageId,
    Line,
    LocalLine,
    LocalLines,
    LocalText,
    PartialDate,
    Reviewed,
    SomeByLanguage,
    Statement,
    Unknown,
    Url,
    YesNo,
    refuse,
)


class Necessity(StrEnum):
    """Whether a role can be filled without a skill (ESCO: essential and optional skills)."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"


class SkillType(StrEnum):
    """Kind of a skill, as in ESCO: knowledge, skill or transversal skill."""

    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    TRANSVERSAL = "transversal"


class MaturityState(StrEnum):
    """How far a role is known on the labour market."""

    FORECAST = "forecast"
    EMERGING = "emerging"
    OBSERVED = "observed"
    ESTABLISHED = "established"


class TrainingKind(StrEnum):
    """What a training does for a skill: courses and readings lift it, exams attest it, references accompany it."""

    COURSE = "course"
    READING = "reading"
    EXAM = "exam"
    REFERENCE = "reference"


class TrainingState(StrEnum):
    """Whether a training can be recommended; only active and changing ones are suggested."""

    ACTIVE = "active"
    CHANGING = "changing"
    DOUBTFUL = "doubtful"
    RETIRED = "retired"


class Cost(StrEnum):
    """What taking part costs."""

    FREE = "free"
    FREEMIUM = "freemium"
    PAID = "paid"
    UNKNOWN = "unknown"


class CheckMethod(StrEnum):
    """How a training's details were checked last."""

    PUBLIC_LIST = "public-list"
    PUBLIC_FILES = "public-files"
    REPOSITORY_TEXT = "repository-text"
    PAGE_COPY = "page-copy"
    PAGE_OPENED = "page-opened"


class RecognitionKind(StrEnum):
    """Official recognition in Germany or Europe."""

    AZAV = "azav"
    ZFU = "zfu"
    ECTS = "ects"


# --- roles


class NameForms(Authored):
    """Forms of a role's name in one language; the neutral one names the function."""

    neutral: Line | None = None
    feminine: Line | None = None
    masculine: Line | None = None


class Requirement(Authored):
    """A skill that a role requires. Roles of other schemes may state no level."""

    skill: Id
    level: Id | None = None
    necessity: Necessity
    why: LocalText | None = None
    basis: Basis = Basis.EDITORIAL
    source: Id | None = None


class Boundary(Authored):
    """How a role differs from a neighbouring one."""

    role: Id
    text: LocalText


class EntryRoute(Authored):
    """A way into a role from a starting occupation."""

    occupation: Id
    carries_over: LocalText
    missing: LocalText
    basis: Basis = Basis.EDITORIAL
    source: Id | None = None


class Evidence(Authored):
    """A dated observation of a role on the labour market."""

    date: PartialDate
    text: LocalText
    source: Id


class Maturity(Authored):
    """How far a role is known, what was forecast and what has been seen since."""

    state: MaturityState
    forecast_2023: LocalText | None = None
    evidence: tuple[Evidence, ...] = ()


class Role(Reviewed):
    """A role profile."""

    title: LocalLine
    name_forms: Annotated[Mapping[LanguageId, NameForms], AfterValidator(SomeByLanguage)] = Field(
        default_factory=lambda: MappingProxyType({})
    )
    alternative_titles: LocalLines = Field(default_factory=lambda: MappingProxyType({}))
    summary: LocalText | None = None
    description: LocalText | None = None
    notice: LocalText | None = None
    placement: Statement | None = None
    tasks: tuple[Statement, ...] = ()
    requires: tuple[Requirement, ...] = ()
    boundary: tuple[Boundary, ...] = ()
    entry_routes: tuple[EntryRoute, ...] = ()
    first_results: tuple[Statement, ...] = ()
    formal_qualification: Statement | None = None
    maturity: Maturity | None = None


# --- skills


class SkillLevel(Authored):
    """What one can do at a proficiency level, and a work sample that shows it."""

    statement: LocalText
    practice: LocalText | None = None


class Prerequisite(Authored):
    """To reach ``from`` in the skill that lists this, one needs ``level`` in ``skill``."""

    skill: Id
    level: Id
    from_level: Id = Field(alias="from")


class Skill(Reviewed):
    """A skill page's content."""

    title: LocalLine
    alternative_labels: LocalLines = Field(default_factory=lambda: MappingProxyType({}))
    type: SkillType = SkillType.SKILL
    group: Id
    description: LocalText | None = None
    levels: Annotated[Mapping[Id, SkillLevel], AfterValidator(MappingProxyType)] = Field(
        default_factory=lambda: MappingProxyType({})
    )
    prerequisites: tuple[Prerequisite, ...] = ()
    related: tuple[Id, ...] = ()


# --- trainings


def _one_or_two(value: Any) -> Any:
    if isinstance(value, str):
        return [value, value]
    if isinstance(value, list) and len(value) != 2:
        raise refuse("bad-range", "one number such as 20, or two such as [30, 50]")
    return value


Amount = Annotated[float, Field(gt=0, le=20_000, allow_inf_nan=False)]
Range = Annotated[tuple[Amount, Amount], BeforeValidator(_one_or_two)]
"""An amount or two bounds, written ``20`` or ``[30, 50]``."""


class Duration(Authored):
    """How long a training takes, in the units that its provider or a source states."""

    hours: Range | None = None
    days: Range | None = None
    weeks: Range | None = None
    months: Range | None = None
    lessons: Range | None = None
    modules: Range | None = None
    source: Id | None = None

    @model_validator(mode="after")
    def _states_something(self) -> Duration:
        stated = [
            value for value in (self.hours, self.days, self.weeks, self.months, self.lessons, self.modules) if value
        ]
        if not stated:
            raise refuse(
                "empty-duration", "at least one of hours, days, weeks, months, lessons, modules", "or write: unknown"
            )
        if any(low > high for low, high in stated):
            raise refuse("bad-range", "the smaller number first")
        return self


def _stated(value: Any) -> str:
    return "unknown" if isinstance(value, str) else "stated"


def _or_unknown(example: str) -> BeforeValidator:
    """Make the refusal of any other word say what may stand there instead of ``unknown``."""

    def check(value: Any) -> Any:
        if value != "unknown":
            raise refuse("unknown-value", f"unknown, or {example}")
        return value

    return BeforeValidator(check)


DurationField = Annotated[
    Annotated[Unknown, _or_unknown("a number of hours, days, ... such as {hours: 20}"), Tag("unknown")]
    | Annotated[Duration, Tag("stated")],
    Discriminator(_stated),
]


class Recognition(Authored):
    """An official recognition, only with a source that states it."""

    kind: RecognitionKind
    value: Line | None = None
    source: Id


RecognitionField = Annotated[
    Annotated[Unknown, _or_unknown("a list with kind: and source:"), Tag("unknown")]
    | Annotated[tuple[Recognition, ...], Tag("stated")],
    Discriminator(_stated),
]


class TrainingLanguages(Authored):
    """Languages of the provider's page, of instruction and of the exam."""

    page: tuple[LanguageId, ...] = ()
    instruction: tuple[LanguageId, ...] = ()
    exam: tuple[LanguageId, ...] = ()
    machine_translated: YesNo = False


class Teaches(Authored):
    """The level step that a course or reading lifts; our assessment unless a source says it."""

    skill: Id
    from_level: Id = Field(alias="from")
    to_level: Id = Field(alias="to")
    basis: Basis = Basis.EDITORIAL
    source: Id | None = None


class SkillAtLevel(Authored):
    """A skill at a proficiency level: what an exam attests, what a training presupposes."""

    skill: Id
    level: Id


class Check(Authored):
    """When and how the details were last checked."""

    date: Date
    how: CheckMethod


class Training(Reviewed):
    """A course, reading, exam or reference."""

    title: Line
    provider: Id
    url: Url
    kind: TrainingKind
    format: Id
    languages: TrainingLanguages = TrainingLanguages()
    cost: Cost = Cost.UNKNOWN
    duration: DurationField = "unknown"
    teaches: tuple[Teaches, ...] = ()
    attests: tuple[SkillAtLevel, ...] = ()
    about: tuple[Id, ...] = ()
    credential: LocalLine | None = None
    recognition: RecognitionField = "unknown"
    prerequisites: tuple[SkillAtLevel, ...] = ()
    summary: LocalText | None = None
    state: TrainingState = TrainingState.ACTIVE
    successor: Id | None = None
    checked: Check | None = None


# --- occupations


class Occupation(Reviewed):
    """A starting occupation: what one typically brings from it."""

    title: LocalLine
    alternative_titles: LocalLines = Field(default_factory=lambda: MappingProxyType({}))
    summary: LocalText | None = None
    levels: Annotated[Mapping[Id, Id], AfterValidator(MappingProxyType)]
    basis: Basis = Basis.EDITORIAL
