"""Skills: what one can do at each level, what it builds on, how it is practised."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.kinds.kind import Kind
from generator.kinds.table import (
    KEY,
    REVIEW,
    TITLE,
    Column,
    Derived,
    RowSource,
    Shape,
    Table,
    at,
    bounds,
    local,
    many,
    records,
)
from generator.model.base import (
    Authored,
    Frozen,
    Id,
    LocalLines,
    LocalMarkdown,
    LocalPoints,
    LocalTitle,
    SomeByLanguage,
)
from generator.model.marks import Ref
from generator.model.parts import AscendingRange, Reviewed, Said, WithOlderNames


class SkillType(StrEnum):
    """Kind of a skill, as in ESCO: knowledge, skill or transversal skill."""

    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    TRANSVERSAL = "transversal"


class Practice(Said):
    """A work sample that shows a level."""

    hours: AscendingRange | None = Field(
        None, description="Hours that the practice takes, as an editorial range such as [6, 10]."
    )


class SkillLevel(Authored):
    """What one can do at a proficiency level, and a work sample that shows it."""

    statement: LocalPoints = Field(
        description="What one can do at this level, so that it can be observed; a list of texts where it is several things."
    )
    practice: Practice | None = Field(None, description="A work sample that shows the level.")


class Prerequisite(Authored):
    """To reach ``from`` in the skill that lists this, one needs ``level`` in ``skill``."""

    skill: Annotated[Id, Ref("skill")] = Field(description="Id of the skill that is needed.")
    level: Annotated[Id, Ref("level")] = Field(description="Level that is needed in it.")
    from_level: Annotated[Id, Ref("level")] = Field(
        alias="from", description="Level of this skill from which on it is needed."
    )


class Skill(Reviewed, WithOlderNames):
    """A skill: what it is, what each proficiency level asks for, and what it presupposes."""

    part = "skill"

    title: LocalTitle = Field(description="Name of the skill.")
    alternative_labels: LocalLines = Field(
        default_factory=SomeByLanguage, description="Other names under which one may look for the skill."
    )
    type: SkillType | None = Field(None, description="Whether it is knowledge, a skill or a transversal skill.")
    groups: Annotated[tuple[Annotated[Id, Ref("group")], ...], Field(min_length=1)] = Field(
        description="Ids of its groups, the main one first; group: with one id is read too."
    )
    description: LocalMarkdown | None = Field(None, description="What the skill is about, in simple Markdown.")
    levels: Annotated[Mapping[Annotated[Id, Ref("level")], SkillLevel], AfterValidator(Frozen)] = Field(
        default_factory=Frozen, description="What one can do at each level, from the lowest on."
    )
    prerequisites: tuple[Prerequisite, ...] = Field((), description="Skills that must come before.")
    broader: tuple[Annotated[Id, Ref("skill")], ...] = Field(
        (), description="Ids of skills that this one is a part of."
    )
    related: tuple[Annotated[Id, Ref("skill")], ...] = Field(
        (), description="Ids of skills that a reader may want next."
    )

    @property
    def group(self) -> str:
        """Id of the main group."""
        return self.groups[0]


TABLES = (
    records(
        "skills", TITLE, local("alternative_labels", shape=Shape.MANY), Column("type"), many("groups"),
        local("description"), many("broader"), many("related"), *REVIEW,
    ),
    Table(
        "skill_levels", "skill",
        (
            Column("skill"), at("level", KEY), Column("rank", (KEY,), derived=Derived.RANK), local("statement"),
            local("practice", "practice", "text"),
            *bounds("practice_hours", "practice", "hours", meanings=("practice_least", "practice_most")),
        ),
        (RowSource("skills", ("levels",)),),
    ),
    Table(
        "prerequisites", "skill",
        (Column("skill"), Column("from"), at("needed_skill", "skill"), at("needed_level", "level")),
        (RowSource("skills", ("prerequisites",)),),
    ),
)  # fmt: skip

KIND = Kind("skill", "skills", Skill, page="skill", overview="skills", tables=TABLES)
