"""Bounds of quality, ``quality`` in ``site.yml``: what the check lets pass. A bound that is not set bounds nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.model.base import Authored, LanguageId
from generator.model.style import Bounds

Most = Annotated[int, Field(ge=0)]


class QualityBounds(Authored):
    """The most that may be lacking; ``requirements_per_role`` has a smallest number too, written ``[18, 30]``.

    Steps are the level steps that a role requires as essential; for ``steps_open`` neither training nor practice is
    known.
    """

    requirements_per_role: Bounds | None = None
    top_level_per_role: Most | None = None
    steps_without_training: Most | None = None
    steps_without_free_training: Most | None = None
    steps_without_language: Annotated[Mapping[LanguageId, Most], AfterValidator(MappingProxyType)] = Field(
        default_factory=lambda: MappingProxyType({})
    )
    steps_open: Most | None = None
    orphan_skills: Most | None = None
    reviews_overdue: Most | None = None
    open_translations: Most | None = None
    unchecked_trainings: Most | None = None
    mappings_not_determined: Most | None = None

    def totals(self) -> dict[str, int]:
        """Give the bounds over the whole atlas that are set, by name."""
        apart = {"requirements_per_role", "top_level_per_role", "steps_without_language"}
        return {name: value for name, value in self if name not in apart and value is not None}
