"""The grades of a role on pages: each grade with its texts, and the level of a skill at each grade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import dropwhile

from generator.derive.families import PART_ROLES
from generator.kinds.role import Requirement, RoleGrade
from generator.model.marks import NONE
from generator.render.foreign import joined
from generator.render.lens import Lens, LevelMark, StatementView

_FEW = 2
"""Up to this number of grades, each is named, even one that does not require the skill: it shows what is needed to start."""


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A grade of a role under the role's own title for it, else under the grade's title.

    ``grade`` is the grade's general title, if the role's own does not contain it. ``after`` names the grades that come before it
    in words, if the role's record states them.
    """

    id: str
    title: str
    grade: str
    meaning: str
    summary: str
    after: str
    tasks: tuple[StatementView, ...]


def grade_rows(lens: Lens, id: str) -> tuple[GradeRow, ...]:
    """Return the grades of a role; none if it has only one without texts of its own."""
    role = lens.catalog.role(id)
    said = {one.grade: one for one in role.grades}
    shown = lens.catalog.grades_of(id)
    return tuple(_row(lens, id, grade, said.get(grade)) for grade in shown) if said or len(shown) > 1 else ()


def _row(lens: Lens, id: str, grade: str, said: RoleGrade | None) -> GradeRow:
    record = lens.catalog.content.grades[grade].value
    title, name = lens.grade_title(grade, id), lens.grade_title(grade)
    return GradeRow(
        grade,
        title,
        "" if name.casefold() in title.casefold() else name,
        lens.local(record.meaning),
        lens.local(said.summary) if said else "",
        _after(lens, id, grade) if said and said.after is not None else "",
        tuple(lens.statement(task, lens.catalog.role(id).sources) for task in said.tasks) if said else (),
    )


def _after(lens: Lens, id: str, grade: str) -> str:
    before = lens.catalog.grades_before(id, grade)
    names = joined((lens.grade_title(other, id) for other in before), ", ")
    return lens.t("role.grade.after", grades=names) if names else lens.t("role.grade.first")


def grade_words(lens: Lens, id: str, grade: str) -> tuple[str, str]:
    """Return the title and meaning of a role's grade."""
    return lens.grade_title(grade, id), lens.local(lens.catalog.content.grades[grade].value.meaning)


def required_level(lens: Lens, requirement: Requirement) -> LevelMark | None:
    """Return the level required at the reference grade; ``None`` if no level is stated or the skill is not needed there."""
    rank = lens.catalog.rank(requirement.level)
    return lens.level(rank) if rank else None


def levels_by_grade(lens: Lens, id: str, requirement: Requirement) -> str:
    """Return the level that a role requires at each grade, in one line; empty if the role has the reference grade alone.

    With more than two grades, those before the first one that requires the skill are left out.
    """
    if len(lens.catalog.grades) < 2:
        return ""
    return lens.remember("grades", (id, requirement.skill), lambda: _levels_by_grade(lens, id, requirement))


def _levels_by_grade(lens: Lens, id: str, requirement: Requirement) -> str:
    grades = lens.catalog.grades_of(id)
    if grades == (lens.catalog.reference_grade,):
        return ""
    levels = {grade: lens.catalog.level_at_grade(id, requirement, grade) for grade in grades}
    stated = tuple(levels.items())
    if len(grades) > _FEW:
        stated = tuple(dropwhile(lambda one: one[1] == NONE, stated)) or stated
    return joined(
        (
            lens.t("role.grade.level", grade=lens.grade_title(grade), level=_words(lens, level))
            for grade, level in stated
        ),
        " · ",
    )


def level_words_at(lens: Lens, id: str, requirement: Requirement, grade: str) -> str:
    """Return in words which level of a skill a role requires at a grade."""
    return _words(lens, lens.catalog.level_at_grade(id, requirement, grade))


def _words(lens: Lens, level: str | None) -> str:
    if level is None:
        return lens.t("matrix.unlevelled")
    return lens.t("matrix.none") if level == NONE else lens.level(lens.catalog.rank(level)).title


def reference_note(lens: Lens, roles: Iterable[str]) -> str:
    """Return a note on the grade at which the levels of these roles are compared; empty if the atlas has fewer than two grades.

    Roles without the reference grade are named with the grade used instead, up to as many as fit into a table.
    """
    catalog = lens.catalog
    if len(catalog.grades) < 2:
        return ""
    reference = catalog.reference_grade
    grade = lens.grade_title(reference)
    lacking = {role: at for role in roles if (at := catalog.reference_of(role)) != reference}
    if not lacking:
        return lens.t("role.grade.reference", grade=grade)
    if len(lacking) > PART_ROLES:
        return lens.t("role.grade.reference.many", grade=grade)
    taken = (
        lens.t("role.grade.taken", role=lens.role_title(id), grade=lens.grade_title(at)) for id, at in lacking.items()
    )
    return lens.t("role.grade.reference.lacking", grade=grade, roles=joined(taken, ", "))


def taken_grade(lens: Lens, role: str, *, own: bool = False) -> str:
    """Return the grade used for a role without the reference grade, by the role's own name for it if ``own``; empty for others."""
    at = lens.catalog.reference_of(role)
    return "" if at == lens.catalog.reference_grade else lens.grade_title(at, role if own else "")


def growth_legend(lens: Lens, roles: Iterable[str]) -> str:
    """Return an explanation, with an example, of how a growing level is written; empty if each role has a single grade."""
    catalog, t = lens.catalog, lens.t
    first = {grades[0] for role in roles if len(grades := catalog.grades_of(role)) > 1}
    if not first or not catalog.level_ids:
        return ""
    quoted = (t("role.grade.quoted", grade=lens.grade_title(grade)) for grade in (min(first), catalog.reference_grade))
    start, reference = quoted
    return t(
        "role.grade.growth",
        first=start if len(first) == 1 else t("role.grade.earliest"),
        reference=reference,
        high=min(3, len(catalog.level_ids)),
    )
