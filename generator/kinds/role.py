"""Roles: what one does, needs, comes from and goes to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from generator.kinds.kind import Kind
from generator.kinds.table import (
    ID,
    LANGUAGE,
    NUMBER,
    ORIGIN,
    RANK,
    REVIEW,
    SUMMARY,
    TEXT,
    TITLE,
    Column,
    RowSource,
    Shape,
    Table,
    at,
    local,
    many,
)
from generator.model.base import (
    Authored,
    Frozen,
    Id,
    LanguageId,
    Line,
    LocalLines,
    LocalMarkdown,
    LocalText,
    LocalTitle,
    PartialDate,
    SomeByLanguage,
    refuse,
)
from generator.model.marks import Ref, TextRole, Words
from generator.model.parts import Reviewed, Sourced, SourceKey, Statement, WithOlderNames


class Necessity(StrEnum):
    """Whether a role can be filled without a skill (ESCO: essential and optional skills)."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"


class MaturityState(StrEnum):
    """How far a role is known on the labour market."""

    FORECAST = "forecast"
    EMERGING = "emerging"
    OBSERVED = "observed"
    ESTABLISHED = "established"


class MarketKind(StrEnum):
    """What a figure of the labour market is about."""

    DEMAND = "demand"
    PAY = "pay"
    VACANCY = "vacancy"


class NameForms(Authored):
    """Forms of a role's name in one language; the neutral one names the function."""

    neutral: Line | None = Field(None, description="Name of the function, which names no person.")
    feminine: Line | None = Field(None, description="Feminine form of the title.")
    masculine: Line | None = Field(None, description="Masculine form of the title.")


Levels = Annotated[
    Mapping[Annotated[Id, Ref("grade")], Annotated[Id, Ref("level", none=True)]],
    Field(min_length=1),
    AfterValidator(Frozen),
]
"""Level by grade; a level holds until another grade names one, and ``none`` ends it."""


class Requirement(Sourced):
    """A skill that a role requires. Roles of other schemes may state no level.

    ``level: x`` is short for ``levels`` with x at the grade that the role is compared at: the reference, or its own nearest to it. In a
    linked catalogue ``level`` is always the level there, "none" where the skill is not needed.
    """

    skill: Annotated[Id, Ref("skill")] = Field(description="Id of the skill.")
    level: Annotated[Id, Ref("level")] | None = Field(
        None,
        description="Level that the role requires at the grade it is compared at; roles of other schemes may state none.",
    )
    levels: Levels | None = Field(
        None,
        description="Level by grade, instead of level: it holds until another grade names one, and none ends it.",
    )
    necessity: Necessity = Field(description="Whether the role can be filled without the skill.")
    why: LocalText | None = Field(None, description="What this role needs the skill for, said of this role alone.")

    @field_validator("levels")
    @classmethod
    def _one_way_to_say_it(cls, value: Levels | None, info: ValidationInfo) -> Levels | None:
        if value is not None and info.data.get("level") is not None:
            raise refuse("level-and-levels", "either level: or levels:", "level: x means x at the reference grade")
        return value


class Task(Statement):
    """A task with the skills that it takes, as far as they are named."""

    skills: tuple[Annotated[Id, Ref("skill")], ...] = Field(
        (),
        description="Skills that the task takes: an advertisement names it only where the role asks for all of them at its first grade.",
    )


class RoleGrade(Authored):
    """What is particular to one grade of a role."""

    grade: Annotated[Id, Ref("grade")] = Field(description="Id of the grade.")
    title: LocalTitle | None = Field(None, description="Title of the role at this grade, where it has one of its own.")
    summary: LocalText | None = Field(None, description="What one does at this grade, in one sentence.")
    tasks: tuple[Statement, ...] = Field((), description="Tasks that come with this grade.")
    after: tuple[Annotated[Id, Ref("grade")], ...] | None = Field(
        None,
        description="Grades before this one, where tracks run side by side; by default the one before it in the order of grades.yml.",
    )


class Boundary(Authored):
    """How a role differs from a neighbouring one."""

    role: Annotated[Id, Ref("role")] = Field(description="Id of the neighbouring role.")
    text: LocalText = Field(description="How the two differ.")


class EntryRoute(Sourced):
    """A way into a role from a starting occupation."""

    occupation: Annotated[Id, Ref("occupation")] = Field(description="Id of the starting occupation.")
    via: Annotated[Id, Ref("occupation", "role")] | None = Field(
        None, description="Id of the occupation or role that lies between, where the way is long."
    )
    carries_over: LocalText = Field(description="What one brings along.")
    missing: LocalText = Field(description="What is usually missing.")


class LeadsTo(Authored):
    """Where a role can lead next: to another role or to an occupation."""

    role: Annotated[Id, Ref("role")] | None = Field(None, description="Id of the role that may come next.")
    occupation: Annotated[Id, Ref("occupation")] | None = Field(
        None, description="Id of the occupation that may come next, where it is no role of this atlas."
    )
    text: LocalText = Field(description="What makes the step possible and what it adds.")

    @model_validator(mode="after")
    def _names_one(self) -> LeadsTo:
        if (self.role is None) == (self.occupation is None):
            raise refuse("one-target", "either role: or occupation:", "name where the role leads, once")
        return self


class Evidence(Authored):
    """A dated observation of a role on the labour market."""

    date: PartialDate = Field(description="When it was observed, as precise as it is known.")
    text: LocalText = Field(description="What was observed.")
    source: SourceKey = Field(description="Key of the source under sources.")


class MarketNote(Evidence):
    """A dated figure of the labour market; there is none without date and source."""

    kind: MarketKind = Field(description="What the figure is about: demand, pay or vacancies.")


class Forecast(Authored):
    """A forecast about a role from before it could be observed."""

    date: PartialDate = Field(description="When it was forecast, as precise as it is known.")
    text: LocalText = Field(description="What was forecast.")
    source: SourceKey | None = Field(None, description="Key of the source under sources.")


class Maturity(WithOlderNames):
    """How far a role is known, what was forecast and what has been seen since."""

    part = "maturity"

    state: MaturityState = Field(description="How far the role is known on the labour market.")
    forecast: Forecast | None = Field(None, description="What was forecast of the role, and when.")
    evidence: tuple[Evidence, ...] = Field((), description="Dated observations of the role, each with its source.")


class Role(Reviewed):
    """A role profile."""

    title: LocalTitle = Field(description="Title of the role.")
    family: Annotated[Id, Ref("family")] | None = Field(
        None, description="Id of the family of roles that it belongs to."
    )
    name_forms: Annotated[Mapping[LanguageId, NameForms], AfterValidator(SomeByLanguage), Words(TextRole.LABELS)] = (
        Field(default_factory=SomeByLanguage, description="Forms of the title by language.")
    )
    alternative_titles: LocalLines = Field(
        default_factory=SomeByLanguage, description="Other titles under which one may look for the role."
    )
    summary: LocalText | None = Field(None, description="What one does in this role, in one sentence.")
    description: LocalMarkdown | None = Field(None, description="What the role is about, in simple Markdown.")
    notice: LocalText | None = Field(
        None, description="What a reader must know first; it stands at the top of the page."
    )
    placement: Statement | None = Field(
        None, description="Where the role sits in an organisation, where its weight lies, whom it works with."
    )
    grades: tuple[RoleGrade, ...] = Field(
        (),
        description="Grades of the role; by default those that its requirements name and, unless these all come later, the reference.",
    )
    tasks: tuple[Task, ...] = Field((), description="What one does in this role.")
    tools: tuple[Line, ...] = Field((), description="Tools by name, where they matter.")
    requires: tuple[Requirement, ...] = Field((), description="Skills that the role requires.")
    boundary: tuple[Boundary, ...] = Field((), description="How the role differs from neighbouring ones.")
    entry_routes: tuple[EntryRoute, ...] = Field((), description="Ways into the role from starting occupations.")
    leads_to: tuple[LeadsTo, ...] = Field((), description="Roles and occupations that may come next.")
    first_results: tuple[Statement, ...] = Field((), description="What one delivers in the first months.")
    portfolio: Statement | None = Field(None, description="A project of one's own that shows fitness for the role.")
    interview: tuple[Statement, ...] = Field((), description="Questions for a job interview.")
    formal_qualification: Statement | None = Field(None, description="Which formal qualification is usual or needed.")
    maturity: Maturity | None = Field(None, description="How far the role is known on the labour market.")
    market: tuple[MarketNote, ...] = Field((), description="Figures of the labour market, each with date and source.")

    @property
    def has_tasks(self) -> bool:
        """Whether tasks are stated for the role or for one of its grades."""
        return bool(self.tasks) or any(grade.tasks for grade in self.grades)

    @property
    def only_forecast(self) -> bool:
        """Whether the role was forecast and is hardly found as a job yet."""
        return self.maturity is not None and self.maturity.state is MaturityState.FORECAST


def _of_role(name: str, path: str, *columns: Column) -> Table:
    """Return a table with a row for each item of a list that roles have."""
    return Table(name, "role", (Column("role"), *columns), (RowSource("roles", tuple(path.split("."))),))


def _statement(name: str) -> tuple[Column, ...]:
    """Return the columns of a statement: its text, its basis and its source."""
    return local(name, name, "text"), at(f"{name}_basis", name, "basis"), at(f"{name}_source", name, "source")


def _form(form: str) -> Column:
    return local(form, "name_forms", LANGUAGE, form)


_STATEMENT = (NUMBER, TEXT, *ORIGIN)
_GRADE_TASKS = Table(
    "grade_tasks",
    "role",
    (Column("role"), Column("grade"), *_STATEMENT),
    (RowSource("roles", ("grades",), ("tasks",)),),
    outer=frozenset({"grade"}),
)
TABLES = (
    Table(
        "roles",
        "id",
        (
            ID, TITLE, Column("family"), _form("neutral"), _form("feminine"), _form("masculine"),
            local("alternative_titles", shape=Shape.MANY), SUMMARY, local("description"), local("notice"),
            *_statement("placement"), many("tools"), *_statement("portfolio"), *_statement("formal_qualification"),
            at("maturity", "maturity", "state"), local("forecast", "maturity", "forecast", "text"),
            at("forecast_date", "maturity", "forecast", "date"), at("forecast_source", "maturity", "forecast", "source"),
            *REVIEW,
        ),
        (RowSource("roles"),),
    ),
    _of_role(
        "requirements", "requires",
        Column("skill"), Column("level", repeats="levels"), Column("levels", shape=Shape.PAIRS), RANK,
        Column("necessity"), local("why"), *ORIGIN,
    ),
    _of_role("tasks", "tasks", *_STATEMENT, many("skills")),
    _of_role("role_grades", "grades", Column("grade"), TITLE, SUMMARY, Column("after", shape=Shape.MANY_OR_NONE)),
    _GRADE_TASKS,
    _of_role("first_results", "first_results", *_STATEMENT),
    _of_role("interview", "interview", *_STATEMENT),
    _of_role("boundaries", "boundary", at("other_role", "role"), TEXT),
    _of_role(
        "entry_routes", "entry_routes",
        Column("occupation"), Column("via"), local("carries_over"), local("missing"), *ORIGIN,
    ),
    _of_role("leads_to", "leads_to", at("other_role", "role"), Column("occupation"), TEXT),
    _of_role("evidence", "maturity.evidence", Column("date"), TEXT, Column("source")),
    _of_role("market", "market", Column("date"), at("market_kind", "kind"), TEXT, Column("source")),
)  # fmt: skip

KIND = Kind("role", "roles", Role, page="role", overview="roles", tables=TABLES)
