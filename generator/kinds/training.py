"""Trainings: courses, readings, exams and references."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from generator.kinds.kind import Kind
from generator.kinds.table import (
    ITSELF,
    REVIEW,
    SUMMARY,
    CellPath,
    Column,
    RowSource,
    Table,
    at,
    bounds,
    local,
    many,
    records,
)
from generator.model.base import (
    Authored,
    Date,
    Id,
    LanguageId,
    Line,
    LocalName,
    LocalText,
    PartialDate,
    Unknown,
    Url,
    YesNo,
    ascending,
    refuse,
)
from generator.model.marks import Needed, Ref
from generator.model.parts import AscendingRange, Range, Reviewed, Sourced, SourceKey


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


UNITS = ("hours", "days", "weeks", "months", "lessons", "modules")
"""Units of a duration."""


class Duration(Authored):
    """How long a training takes, in the units that its provider or a source states."""

    hours: Range | None = Field(None, description="Hours as stated, such as 20 or [30, 50].")
    days: Range | None = Field(None, description="Days as stated.")
    weeks: Range | None = Field(None, description="Weeks as stated.")
    months: Range | None = Field(None, description="Months as stated.")
    lessons: Range | None = Field(None, description="Lessons as stated.")
    modules: Range | None = Field(None, description="Modules as stated.")
    source: SourceKey | None = Field(None, description="Key of the source under sources, where it is not the provider.")

    @model_validator(mode="after")
    def _states_something(self) -> Duration:
        stated = [value for unit in UNITS if (value := getattr(self, unit))]
        if not stated:
            raise refuse("empty-duration", f"at least one of {', '.join(UNITS)}", "or write: unknown")
        for amounts in stated:
            ascending(amounts)
        return self


def _stated(value: Any) -> str:
    return "unknown" if isinstance(value, str) else "stated"


def _or_unknown(example: str) -> BeforeValidator:
    """Return a validator that refuses any word but ``unknown``; ``example`` is what may stand in its place."""

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


class Effort(Authored):
    """Our estimate of the hours that a training takes, where nobody states any; always shown as an estimate."""

    hours: AscendingRange = Field(description="Estimated hours as a range, such as [20, 30].")


_CURRENCY = r"^[A-Z]{3}$"


def _currency(value: Any) -> Any:
    # Before pydantic compares the pattern, which is there for the schema: its message would show the pattern.
    if isinstance(value, str) and not re.fullmatch(_CURRENCY, value):
        raise refuse("bad-value", "three capital letters such as EUR")
    return value


class Price(Authored):
    """What a training costs, as a source stated it on a day."""

    amount: Annotated[float, Field(gt=0, le=1_000_000, allow_inf_nan=False)] = Field(description="Amount, such as 165.")
    currency: Annotated[str, Field(pattern=_CURRENCY), BeforeValidator(_currency)] = Field(
        description="Code of the currency, such as EUR."
    )
    date: PartialDate = Field(description="When the price was read, as precise as it is known.")
    source: SourceKey = Field(description="Key of the source under sources.")


class Recognition(Authored):
    """An official recognition, only with a source that states it."""

    kind: Annotated[Id, Ref("recognition", open=True)] = Field(description="Id of the recognition, such as ects.")
    value: Line | None = Field(None, description="Number or amount, such as 5 for 5 ECTS credits.")
    source: SourceKey = Field(description="Key of the source under sources that states it.")


RecognitionField = Annotated[
    Annotated[Unknown, _or_unknown("a list with kind: and source:"), Tag("unknown")]
    | Annotated[tuple[Recognition, ...], Tag("stated")],
    Discriminator(_stated),
]


class TrainingLanguages(Authored):
    """Languages of the provider's page, of instruction and of the exam."""

    page: tuple[LanguageId, ...] = Field((), description="Languages of the provider's page.")
    instruction: tuple[LanguageId, ...] = Field((), description="Languages of instruction.")
    exam: tuple[LanguageId, ...] = Field((), description="Languages of the exam.")
    machine_translated: YesNo = Field(False, description="Whether a language comes from machine translation.")


class Teaches(Sourced):
    """The level step that a course or reading lifts; our assessment unless a source says it."""

    skill: Annotated[Id, Ref("skill")] = Field(description="Id of the skill.")
    from_level: Annotated[Id, Ref("level", none=True)] = Field(
        alias="from", description="Level that one starts from; none where nothing is presupposed."
    )
    to_level: Annotated[Id, Ref("level")] = Field(alias="to", description="Level that one reaches.")


class SkillAtLevel(Authored):
    """A skill at a proficiency level: what an exam attests, what a training presupposes."""

    skill: Annotated[Id, Ref("skill")] = Field(description="Id of the skill.")
    level: Annotated[Id, Ref("level")] = Field(description="Level of the skill.")


class Check(Authored):
    """When and how the details were last checked."""

    date: Date = Field(description="Day of the check.")
    how: CheckMethod = Field(description="What was looked at.")


class Training(Reviewed):
    """A course, reading, exam or reference."""

    title: Line = Field(description="Title as the provider writes it, in one language.")
    provider: Annotated[Id, Ref("provider")] = Field(description="Id of the provider.")
    url: Annotated[Url | None, Needed("in all that others provide")] = Field(
        None, description="Address of the offer; it may be missing where the provider is the organisation itself."
    )
    kind: TrainingKind = Field(description="What it does for a skill: lift, attest or accompany it.")
    format: Annotated[Id, Ref("format")] = Field(description="Id of the format in which it is given.")
    edition: Line | None = Field(None, description="Edition, such as 2, of a book or standard.")
    languages: Annotated[TrainingLanguages, Needed("with instruction in a course or reading, with exam in an exam")] = (
        Field(
            default_factory=TrainingLanguages,
            description="Languages of the provider's page, of instruction and of the exam.",
        )
    )
    cost: Cost = Field(Cost.UNKNOWN, description="What taking part costs.")
    price: Price | None = Field(None, description="The price, with the day and the source of it.")
    duration: DurationField = Field("unknown", description="How long it takes as the provider or a source states it.")
    effort: Effort | None = Field(None, description="Our estimate of the hours, where no hours are stated.")
    teaches: Annotated[tuple[Teaches, ...], Needed("in a course or reading")] = Field(
        (), description="Level steps that a course or reading lifts."
    )
    attests: Annotated[tuple[SkillAtLevel, ...], Needed("in an exam")] = Field(
        (), description="Levels that an exam attests."
    )
    about: Annotated[tuple[Annotated[Id, Ref("skill")], ...], Needed("in a reference")] = Field(
        (), description="Skills that a reference accompanies."
    )
    credential: LocalName | None = Field(None, description="Name of the credential that one gets.")
    recognition: RecognitionField = Field("unknown", description="Official recognition, only with a source.")
    prerequisites: tuple[SkillAtLevel, ...] = Field((), description="Levels that the training presupposes.")
    summary: LocalText | None = Field(None, description="What it is, in a sentence or two.")
    evidence: LocalText | None = Field(None, description="What is known about the state of the offer.")
    state: TrainingState = Field(TrainingState.ACTIVE, description="Whether it can be recommended.")
    successor: Annotated[Id, Ref("training", none=True)] | None = Field(
        None, description="Id of the training that follows a retired or changing one, or none."
    )
    checked: Annotated[Check | None, Needed("where site.yml bounds unchecked_trainings")] = Field(
        None, description="When and how the details were last checked."
    )


def _ties(path: str, relation: str, empty: frozenset[str], **paths: CellPath) -> RowSource:
    """Return the rows of one relation of trainings to skills."""
    return RowSource("trainings", (path,), fixed={"relation": relation}, paths=paths, empty=empty)


_NO_ORIGIN = frozenset({"from", "basis", "source"})
TABLES = (
    records(
        "trainings",
        at("name", "title"), Column("provider"), Column("url"), Column("kind"), Column("format"), Column("edition"),
        many("page_languages", "languages", "page"), many("instruction_languages", "languages", "instruction"),
        many("exam_languages", "languages", "exam"),
        at("machine_translated", "languages", "machine_translated"),
        Column("cost"), at("price", "price", "amount"), at("currency", "price", "currency"),
        at("price_date", "price", "date"), at("price_source", "price", "source"),
        *(column for unit in UNITS for column in bounds(unit, "duration", unit)),
        at("duration_source", "duration", "source"),
        *bounds("effort_hours", "effort", "hours", meanings=("effort_least", "effort_most")),
        local("credential"), SUMMARY, local("evidence"), Column("state"), Column("successor"),
        at("checked", "checked", "date"), at("checked_how", "checked", "how"), *REVIEW,
    ),
    Table(
        "recognitions", "training",
        (Column("training"), at("recognition", "kind"), at("recognition_value", "value"), Column("source")),
        (RowSource("trainings", ("recognition",)),),
    ),
    Table(
        "training_skills", "training",
        (
            Column("training"), Column("skill"), Column("relation"), Column("from"), at("level", "to"), Column("basis"),
            Column("source"),
        ),
        (
            _ties("teaches", "teaches", frozenset()),
            _ties("attests", "attests", _NO_ORIGIN, level=("level",)),
            _ties("about", "about", _NO_ORIGIN | {"level"}, skill=ITSELF),
            _ties("prerequisites", "presupposes", _NO_ORIGIN, level=("level",)),
        ),
    ),
)  # fmt: skip

KIND = Kind("training", "trainings", Training, page="training", overview="trainings", tables=TABLES)
