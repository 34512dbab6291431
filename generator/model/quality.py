"""Bounds of quality, ``quality`` in ``site.yml``: how much may be lacking for the check to pass. A bound not set limits nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.model.base import Authored, Frozen, Id, LanguageId
from generator.model.marks import Ref
from generator.model.style import Limits

Most = Annotated[int, Field(ge=0)]
_Grade = Annotated[Id, Ref("grade")]
_MostByLevel = Annotated[Mapping[Annotated[Id, Ref("level")], Most], AfterValidator(Frozen)]


class QualityBounds(Authored):
    """The most that may be lacking; ``requirements_per_role`` has a smallest number too, written ``[18, 30]``.

    Steps are the level steps that a role requires as essential; for ``steps_open`` neither training nor practice is
    known.
    """

    requirements_per_role: Limits | None = Field(
        None, description="Smallest and largest number of skills that a role may require, such as [18, 30]."
    )
    top_level_per_role: Most | None = Field(
        None, description="Most skills that a role may require at the highest level of the scale."
    )
    essential_per_grade: Annotated[Mapping[_Grade, Limits], AfterValidator(Frozen)] = Field(
        default_factory=Frozen,
        description="By grade, smallest and largest number of skills that are essential in a role, such as {start: [10, 14]}.",
    )
    levels_per_grade: Annotated[Mapping[_Grade, _MostByLevel], AfterValidator(Frozen)] = Field(
        default_factory=Frozen,
        description="By grade and level, most essential skills of a role at that level or above, such as {start: {practitioner: 3}}.",
    )
    nearest_occupation: Annotated[int, Field(ge=0, le=100)] | None = Field(
        None,
        description="Least share, in percent, of the level steps of a role's first grade that some starting occupation brings.",
    )
    steps_without_training: Most | None = Field(None, description="Most level steps that no training lifts.")
    steps_without_free_training: Most | None = Field(None, description="Most level steps that no free training lifts.")
    steps_without_language: Annotated[Mapping[LanguageId, Most], AfterValidator(Frozen)] = Field(
        default_factory=Frozen, description="By language, most level steps that no training in it lifts."
    )
    steps_open: Most | None = Field(None, description="Most level steps with neither a training nor a practice.")
    orphan_skills: Most | None = Field(None, description="Most skills that no role requires.")
    reviews_overdue: Most | None = Field(None, description="Most reviews that are overdue.")
    open_translations: Most | None = Field(None, description="Most texts that are missing, outdated or unconfirmed.")
    unchecked_trainings: Most | None = Field(None, description="Most trainings whose details nobody has checked.")
    mappings_not_determined: Most | None = Field(None, description="Most mappings that nobody has looked for.")

    def totals(self) -> dict[str, int]:
        """Return the bounds over the whole atlas that are set, by name."""
        apart = {
            "requirements_per_role", "top_level_per_role", "essential_per_grade", "levels_per_grade",
            "nearest_occupation", "steps_without_language",
        }  # fmt: skip
        return {name: value for name, value in self if name not in apart and value is not None}
