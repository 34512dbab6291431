"""The order in which all pages list roles."""

from __future__ import annotations

from collections.abc import Iterable

from generator.render.lens import Lens


def by_title(lens: Lens, roles: Iterable[str]) -> list[str]:
    """Return roles sorted by their titles in the page's language."""
    return sorted(roles, key=lambda id: lens.sort_key(lens.role_title(id)))
