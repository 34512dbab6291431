"""Views: per page kind one frozen value with everything its template shows, already in one language.

``VIEWS`` maps each page kind to the function that makes its view from a lens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.render.lens import Lens
from generator.render.plan import Kind
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

VIEWS: Mapping[Kind, Callable[[Lens], object]] = {
    Kind.HOME: home.home_view,
    Kind.ROLES: lists.roles_view,
    Kind.ROLE: role.role_view,
    Kind.SHEET: sheet.sheet_view,
    Kind.SKILLS: lists.skills_view,
    Kind.SKILL: skill.skill_view,
    Kind.TRAININGS: catalogue.trainings_view,
    Kind.TRAINING: training.training_view,
    Kind.COMPARISONS: comparison.comparisons_view,
    Kind.COMPARISON: comparison.comparison_view,
    Kind.MATRIX: matrix.matrix_view,
    Kind.PLAN: plan.plan_view,
    Kind.GLOSSARY: lists.glossary_view,
    Kind.CHANGES: changes.changes_view,
    Kind.DATA: data.data_view,
    Kind.PROSE: prose.prose_view,
    Kind.QUALITY: quality.quality_view,
}
