"""Front matter of prose pages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.base import Authored, Date, Frozen, Id, Line
from generator.model.marks import Setting
from generator.model.parts import REVIEW_BY, ReviewDays, Sources

KINDS_BY_ID = frozenset({"about", "accessibility", "imprint", "privacy"})
"""Ids of pages whose kind should have the same name; all others are guides."""
HR, FUNDING = "hr", "funding"
"""Audiences: people who recruit and develop staff, and people who look for funding of a training."""
AUDIENCES = frozenset({HR, FUNDING})
"""Audiences whose page other pages link to."""


class FrontMatter(Authored):
    """Front matter of a prose page."""

    title: Line = Field(description="Title of the page.")
    summary: Line | None = Field(None, description="What the page says, in one sentence.")
    alternative_titles: tuple[Line, ...] = Field((), description="Other words under which one may look for the page.")
    kind: Id = Field("guide", description="What the page is for, such as guide or imprint.")
    audience: Annotated[Id | None, Setting()] = Field(
        None,
        description=(
            "Whom the page is for. To that for hr lead the sheets of roles and, to its anchor no-appraisal, the plan; "
            "it leads to the sheets itself. To that for funding leads the plan beside offers that cost something."
        ),
    )
    reviewed: Date | None = Field(None, description="Day on which somebody last read the whole page and found it true.")
    review_months: Annotated[int, Field(gt=0)] | None = Field(
        None, description="Months after which the page should be read again."
    )
    review_by: ReviewDays = Field((), description=REVIEW_BY)
    sources: Sources = Field(default_factory=Frozen, description="Sources that the page names.")
