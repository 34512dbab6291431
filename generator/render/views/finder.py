"""The role finder of the home page: two questions about interests, for readers whose occupation leads to no role they like.

If there are many roles, readers can narrow them to a family. Roles are sorted by the share of their requirements in the liked
group, less the share in the group that the reader would leave to others.
``assets/finder.js`` only sorts by these shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.derive.families import FEW
from generator.render.lens import Lens
from generator.render.views.plan_data import address_parts, script_json
from generator.render.views.shares import group_steps, percentages
from generator.routes import PageKind

MOST = 1000
"""Most roles for which there is a finder, since its data are inside the home page."""
SHOWN_OF_FEW, SHOWN_OF_MANY = 3, 6
"""Number of roles that are suggested, where there are up to ``FEW`` roles and where there are more."""
LEAST = 20
"""Least share of a role's requirements, in per cent, that must be in the liked group for the role to fit clearly."""


@dataclass(frozen=True, slots=True)
class FinderAnswer:
    """An answer that can be chosen: the id of a group of skills or of a family of roles."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class FinderView:
    """The finder's answers, with ``families`` only if there are many roles; ``data`` is JSON, safe inside a script element."""

    groups: tuple[FinderAnswer, ...]
    families: tuple[FinderAnswer, ...]
    least: int
    data: Markup


def finder_view(lens: Lens) -> FinderView | None:
    """Make the finder; ``None`` if there are too many roles, or fewer than two groups to choose from."""
    content = lens.catalog.content
    if len(content.roles) > MOST:
        return None
    steps = {role: group_steps(lens, role) for role in content.roles}
    used = [group for group in content.groups if any(group in counts for counts in steps.values())]
    if len(used) < 2:
        return None
    many = len(content.roles) > FEW
    families = [id for id in content.families if id in lens.facts.roles_by_family] if many else []
    data = {
        "roles": [_role(lens, role, counts, used, families) for role, counts in sorted(steps.items()) if counts],
        "groups": used,
        "families": families,
        "href": address_parts(lens, PageKind.ROLE, content.roles),
        "shown": SHOWN_OF_MANY if many else SHOWN_OF_FEW,
        "least": LEAST,
        "reasons": {
            "like": lens.t("finder.reason"),
            "leave": lens.t("finder.reason.leave"),
        },
    }
    return FinderView(
        tuple(FinderAnswer(id, lens.local(content.groups[id].value.title)) for id in used),
        tuple(FinderAnswer(id, lens.local(content.families[id].value.title)) for id in families),
        LEAST,
        script_json(data),
    )


def _role(
    lens: Lens, id: str, counts: Mapping[str, int], groups: Sequence[str], families: Sequence[str]
) -> list[object]:
    """Return a role as ``finder.js`` reads it: id, title, share of each group in per cent, index of its family or -1."""
    shares, family = percentages(counts), lens.catalog.role(id).family
    place = families.index(family) if family in families else -1
    return [id, lens.role_title(id), [shares.get(group, 0) for group in groups], place]
