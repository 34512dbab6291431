"""Views: per page kind one frozen value with everything its template shows, already in one language.

``VIEWS`` maps each page kind to the function that makes its view from a lens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.render.lens import Lens
from generator.render.views import (
    catalogue,
    changes,
    comparison,
    data,
    home,
    lists,
    matrix,
    plan,
    prose,
    quality,
    role,
    sheet,
    skill,
    training,
)
from generator.routes import PageKind

VIEWS: Mapping[PageKind, Callable[[Lens], object]] = {
    PageKind.HOME: home.home_view,
    PageKind.ROLES: lists.roles_view,
    PageKind.ROLE: role.role_view,
    PageKind.SHEET: sheet.sheet_view,
    PageKind.SKILLS: lists.skills_view,
    PageKind.SKILL: skill.skill_view,
    PageKind.TRAININGS: catalogue.trainings_view,
    PageKind.TRAINING: training.training_view,
    PageKind.COMPARISONS: comparison.comparisons_view,
    PageKind.COMPARISON: comparison.comparison_view,
    PageKind.MATRIX: matrix.matrix_view,
    PageKind.PLAN: plan.plan_view,
    PageKind.GLOSSARY: lists.glossary_view,
    PageKind.CHANGES: changes.changes_view,
    PageKind.DATA: data.data_view,
    PageKind.PROSE: prose.prose_view,
    PageKind.QUALITY: quality.quality_view,
}
