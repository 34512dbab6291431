"""Many roles in few steps: by family, and in parts that a table can hold beside the skills they require."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.catalog import Catalog

FEW = 12
"""Up to so many roles are shown one by one, more by family."""
LISTED = 200
"""Up to so many roles stand by name under their families, and with all that they require in the page of the plan."""
MATRIX_ROLES = 40
"""Columns of the matrix of a workbook, and names of roles in one line of a page."""
MATRIX_CELLS = 6000
"""Cells of a matrix; at about 60 bytes each more would make a page that is slow to lay out on a phone."""
PART_ROLES = 16
"""Columns of a matrix on a page, whole or in parts: with more of them nobody sees any more which column is whose."""


@dataclass(frozen=True, slots=True)
class RolePart:
    """Roles of one family, or of none where ``family`` is empty: all of them, or one of several parts."""

    family: str
    roles: tuple[str, ...]
    number: int = 1
    of: int = 1


def roles_by_family(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Role ids by family, in the order of the families; those without one last, under the empty id."""
    rows: dict[str, list[str]] = {family: [] for family in (*catalog.content.families, "")}
    for id in catalog.content.roles:
        rows[catalog.role(id).family or ""].append(id)
    return {family: tuple(roles) for family, roles in rows.items() if roles}


def matrix_parts(catalog: Catalog) -> tuple[RolePart, ...]:
    """Parts of the table of all roles and the skills they require: one where it is whole, none where it would be empty.

    A role that requires nothing stands in none of them.
    Above so many roles that no two of them are compared there is none either: nobody looks through hundreds of parts.
    """
    roles = tuple(role for role in catalog.content.roles if catalog.role(role).requires)
    if not 2 <= len(roles) <= catalog.site.comparisons.none_above:
        return ()
    if len(roles) <= PART_ROLES and _fits(catalog, roles):
        return (RolePart("", roles),)
    shown = frozenset(roles)
    return tuple(
        RolePart(family, part, number, len(parts))
        for family, members in roles_by_family(catalog).items()
        for parts in (_parts(catalog, [role for role in members if role in shown]),)
        for number, part in enumerate(parts, start=1)
    )


def fits_workbook(catalog: Catalog) -> bool:
    """Tell whether the table of all roles and the skills they require is small enough for one sheet."""
    roles = tuple(catalog.content.roles)
    required = sum(bool(catalog.role(role).requires) for role in roles)
    return required > 1 and len(roles) <= MATRIX_ROLES and _fits(catalog, roles)


def _fits(catalog: Catalog, roles: Sequence[str]) -> bool:
    skills = {item.skill for role in roles for item in catalog.role(role).requires}
    return len(roles) * len(skills) <= MATRIX_CELLS or len(roles) == 1


def _parts(catalog: Catalog, roles: Sequence[str]) -> list[tuple[str, ...]]:
    """Cut roles into parts of about equal size that each fit."""
    if not roles:
        return []
    count = -(-len(roles) // PART_ROLES)
    while True:
        size = -(-len(roles) // count)
        parts = [tuple(roles[start : start + size]) for start in range(0, len(roles), size)]
        if all(_fits(catalog, part) for part in parts):
            return parts
        count += 1
