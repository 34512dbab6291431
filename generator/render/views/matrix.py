"""The matrix of roles and the skills they require: one table or, for many roles, one for each family or part of a family."""

from __future__ import annotations

from dataclasses import dataclass

from generator.derive.families import RolePart
from generator.kinds.role import Requirement
from generator.render.lens import Lens, LevelMark, PageLink
from generator.render.views.grades import growth_legend, levels_by_grade, reference_note, required_level
from generator.render.views.order import by_title
from generator.render.views.registry import shows
from generator.routes import PageKind

FLOWING = 8
"""Most columns beside the skill names for a table that does not scroll on a phone; wider ones scroll sideways."""
SHADES = 6
"""Number of shades in the style sheet; a scale of three to six levels spreads over them."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A role's requirement of a skill; ``shade`` grows with the level from 0 (no level) to ``SHADES``.

    ``level`` is that of the reference grade, ``None`` if the skill is not needed there; it is also ``None`` if the requirement
    states no level, and then ``stated`` is false. ``grades`` gives the levels of all grades in words if the role has several.
    ``start`` is the rank at the first grade (0: not needed there) if it differs. ``more`` is true if some grade needs a higher
    level than those that the cell shows.
    """

    level: LevelMark | None
    essential: bool
    shade: int
    grades: str = ""
    start: int | None = None
    more: bool = False
    stated: bool = True


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A skill with a cell for each role; ``None`` for roles that do not require it."""

    skill: PageLink
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The rows of a skill group."""

    id: str
    title: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """A part of a matrix that had to be split, with the number of its roles in words and their names."""

    link: PageLink
    count: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A table; ``scale`` has a cell for each level, for the legend; a ``wide`` table scrolls sideways.

    The overview of a matrix that had to be split has ``parts`` instead of a table; each part links back to it by ``all``.
    """

    title: str
    summary: str
    parts: tuple[MatrixPart, ...]
    all: PageLink | None
    roles: tuple[PageLink, ...]
    groups: tuple[MatrixGroup, ...]
    scale: tuple[MatrixCell, ...]
    columns: int
    wide: bool
    has_optional: bool
    has_unstated: bool
    grades_note: str
    growth: str = ""
    """Explanation of the sign for a level that grows; empty if no level does."""


@shows(PageKind.MATRIX)
def matrix_view(lens: Lens) -> MatrixView:
    """Make the matrix, the overview of one that had to be split, or one of its parts."""
    parts, title = lens.facts.matrix, lens.title(PageKind.MATRIX)
    if len(parts) == 1:
        return _table(lens, parts[0].roles, title, None)
    if lens.page.key:
        part = parts[int(lens.page.key) - 1]
        all_of_them = lens.link(PageKind.MATRIX, text=lens.t("matrix.all"))
        return _table(lens, part.roles, lens.t("matrix.part", part=_name(lens, part)), all_of_them)
    summary = lens.t("matrix.lead.parts", roles=sum(len(part.roles) for part in parts), parts=len(parts))
    rows = tuple(
        MatrixPart(
            lens.link(PageKind.MATRIX, str(n), text=_name(lens, part)),
            lens.t.count("roles.count", len(part.roles)),
            tuple(map(lens.role_title, by_title(lens, part.roles))),
        )
        for n, part in enumerate(parts, start=1)
    )
    return MatrixView(
        title, summary, rows, None, (), (), (), 0, wide=False, has_optional=False, has_unstated=False, grades_note=""
    )


def _name(lens: Lens, part: RolePart) -> str:
    """Return the name of a part: its family, with a number if the family has several parts."""
    record = lens.catalog.content.families.get(part.family)
    whole = lens.t("roles.no_family") if lens.catalog.content.families else lens.t("roles.title")
    family = lens.local(record.value.title) if record else whole
    return family if part.of == 1 else lens.t("matrix.part.number", family=family, number=part.number, of=part.of)


def _table(lens: Lens, ids: tuple[str, ...], title: str, all_of_them: PageLink | None) -> MatrixView:
    """Make the table of some roles and all skills that they require."""
    catalog = lens.catalog
    roles = by_title(lens, ids)
    required = [{item.skill: item for item in catalog.role(role).requires} for role in roles]
    groups = []
    for group, members in catalog.skills_by_group.items():
        shown = [skill for skill in members if any(skill in items for items in required)]
        shown.sort(key=lambda skill: lens.sort_key(lens.title(PageKind.SKILL, skill)))
        rows = tuple(
            MatrixRow(
                lens.skill(skill),
                tuple(_cell(lens, role, items.get(skill)) for role, items in zip(roles, required, strict=True)),
            )
            for skill in shown
        )
        if rows:
            groups.append(MatrixGroup(group, lens.local(catalog.content.groups[group].value.title), rows))
    cells = [cell for group in groups for row in group.rows for cell in row.cells if cell]
    note = reference_note(lens, roles)
    if any(cell.more for cell in cells):
        note += " " + lens.t("matrix.more")
    return MatrixView(
        title,
        lens.t("matrix.lead", roles=len(roles), skills=sum(len(group.rows) for group in groups)),
        (),
        all_of_them,
        tuple(lens.role(role) for role in roles),
        tuple(groups),
        scale_cells(lens),
        len(roles) + 1,
        len(roles) > FLOWING,
        not all(cell.essential for cell in cells),
        not all(cell.stated for cell in cells),
        note,
        growth_legend(lens, roles) if any(cell.start is not None for cell in cells) else "",
    )


def scale_cells(lens: Lens) -> tuple[MatrixCell, ...]:
    """Make a cell for each level, for a legend."""
    ranks = range(1, len(lens.catalog.level_ids) + 1)
    return tuple(MatrixCell(lens.level(rank), True, _shade(lens, rank)) for rank in ranks)


def level_cell(lens: Lens, rank: int, item: Requirement) -> MatrixCell:
    """Make the cell of a requirement at a level."""
    return MatrixCell(lens.level(rank), item.necessity == "essential", _shade(lens, rank))


def _cell(lens: Lens, role: str, item: Requirement | None) -> MatrixCell | None:
    if item is None:
        return None
    catalog = lens.catalog
    essential, by_grade = item.necessity == "essential", levels_by_grade(lens, role, item)
    if item.level is None:
        return MatrixCell(None, essential, 0, by_grade, stated=False)
    rank = catalog.rank(item.level)
    start = catalog.rank(catalog.level_at_grade(role, item, catalog.grades_of(role)[0]))
    level = required_level(lens, item)
    return MatrixCell(
        level,
        essential,
        _shade(lens, rank),
        by_grade,
        start if start != rank else None,
        catalog.highest_rank(role, item) > (max(start, rank) if level else rank),
    )


def _shade(lens: Lens, rank: int) -> int:
    return round(SHADES * rank / (len(lens.catalog.level_ids) or 1))
