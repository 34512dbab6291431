"""The table of a role with many grades: the level of each skill at each grade."""

from __future__ import annotations

from dataclasses import dataclass

from generator.kinds.role import Requirement
from generator.model.marks import NONE
from generator.render.lens import Lens, PageLink
from generator.render.views.matrix import MatrixCell, level_cell, scale_cells
from generator.routes import PageKind

FEWEST = 3
"""Least number of grades for a table; with fewer, the lists for the first and the last grade say as much."""


@dataclass(frozen=True, slots=True)
class GradedSkill:
    """A skill with a cell for each grade; ``None`` at grades that do not require it."""

    skill: PageLink
    why: str
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True, slots=True)
class GradedGroup:
    """The skills of a group."""

    id: str
    title: str
    rows: tuple[GradedSkill, ...]


@dataclass(frozen=True, slots=True)
class GradeTable:
    """A role's skills by grade; the grades link to their texts on the page; ``scale`` has a cell for each level, for the legend."""

    grades: tuple[PageLink, ...]
    groups: tuple[GradedGroup, ...]
    scale: tuple[MatrixCell, ...]
    has_optional: bool


def grade_table(lens: Lens, id: str) -> GradeTable | None:
    """Make the table of a role; ``None`` if it has fewer than ``FEWEST`` grades or states no levels."""
    catalog = lens.catalog
    role, grades = catalog.role(id), catalog.grades_of(id)
    if len(grades) < FEWEST or not catalog.states_levels(id):
        return None
    columns = tuple(PageLink(lens.grade_title(grade, id), f"#grade-{grade}") for grade in grades)
    by_group: dict[str, list[Requirement]] = {}
    for item in role.requires:
        by_group.setdefault(lens.group_of(item.skill), []).append(item)
    groups = tuple(
        GradedGroup(
            group,
            lens.local(catalog.content.groups[group].value.title),
            tuple(
                GradedSkill(
                    lens.skill(item.skill),
                    lens.local(item.why),
                    tuple(_cell(lens, id, item, grade) for grade in grades),
                )
                for item in sorted(
                    by_group[group], key=lambda item: lens.sort_key(lens.title(PageKind.SKILL, item.skill))
                )
            ),
        )
        for group in sorted(by_group, key=catalog.group_order.__getitem__)
    )
    optional = any(item.necessity == "optional" for item in role.requires)
    return GradeTable(columns, groups, scale_cells(lens), optional)


def _cell(lens: Lens, id: str, item: Requirement, grade: str) -> MatrixCell | None:
    level = lens.catalog.level_at_grade(id, item, grade)
    return None if level in (None, NONE) else level_cell(lens, lens.catalog.rank(level), item)
