"""Roles grouped by family, and split into parts small enough for a table of roles and the skills they require."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.catalog import Catalog

FEW = 12
"""Up to this number of roles are shown one by one, more by family."""
LISTED = 200
"""Up to this number of roles are listed by name under their families, and put into the plan's page with all that they require."""
MATRIX_ROLES = 40
"""Most columns of the matrix in a workbook, and most role names in one line of a page."""
MATRIX_CELLS = 6000
"""Most cells of a matrix; at about 60 bytes each, more would make a page that is slow to lay out on a phone."""
PART_ROLES = 16
"""Most columns of a matrix on a page, whole or in parts: with more, readers can't tell any longer which column is which role's."""


@dataclass(frozen=True, slots=True)
class RolePart:
    """Roles of one family: all, or part ``number`` (from 1) of ``of``; ``family`` is empty for a whole matrix and roles without one."""

    family: str
    roles: tuple[str, ...]
    number: int = 1
    of: int = 1


def roles_by_family(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Return role ids by family, in the order of the families; roles without one come last, under the empty id."""
    rows: dict[str, list[str]] = {family: [] for family in (*catalog.content.families, "")}
    for id in catalog.content.roles:
        rows[catalog.role(id).family or ""].append(id)
    return {family: tuple(roles) for family, roles in rows.items() if roles}


def matrix_parts(catalog: Catalog) -> tuple[RolePart, ...]:
    """Return the parts of the table of all roles and the skills they require: one if it is whole, none if it would be empty.

    Roles that require nothing are left out. There is no table either above ``comparisons.none_above`` roles, where no two roles
    are compared: nobody looks through hundreds of parts.
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
    """Return whether the table of all roles and the skills they require is small enough for one sheet of a workbook."""
    roles = tuple(catalog.content.roles)
    required = sum(bool(catalog.role(role).requires) for role in roles)
    return required > 1 and len(roles) <= MATRIX_ROLES and _fits(catalog, roles)


def _fits(catalog: Catalog, roles: Sequence[str]) -> bool:
    skills = {item.skill for role in roles for item in catalog.role(role).requires}
    return len(roles) * len(skills) <= MATRIX_CELLS or len(roles) == 1


def _parts(catalog: Catalog, roles: Sequence[str]) -> list[tuple[str, ...]]:
    """Split roles into parts of about equal size that each fit into a table."""
    if not roles:
        return []
    count = -(-len(roles) // PART_ROLES)
    while True:
        size = -(-len(roles) // count)
        parts = [tuple(roles[start : start + size]) for start in range(0, len(roles), size)]
        if all(_fits(catalog, part) for part in parts):
            return parts
        count += 1
