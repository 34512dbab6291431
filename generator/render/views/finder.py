"""The role finder of the home page: two questions about interests, for readers whose occupation leads nowhere they like.

Roles are sorted by the share of the liked group in what they require, less that of the group that is left to others.
``assets/finder.js`` only sorts by these shares.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.lens import Lens
from generator.render.views.plan_data import script_json
from generator.render.views.shares import group_steps, percentages
from generator.routes import CARDS


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """An answer that can be chosen: the id of a group of skills."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class FinderView:
    """The finder's answers; ``data`` is JSON that is safe inside a script element."""

    groups: tuple[GroupChoice, ...]
    data: Markup


def finder_view(lens: Lens) -> FinderView | None:
    """Make the finder; there is none where no two groups could be told apart, or more roles than one looks through."""
    content = lens.catalog.content
    if len(content.roles) > CARDS:
        return None
    steps = {role: group_steps(lens, role) for role in content.roles}
    used = {group for counts in steps.values() for group in counts}
    if len(used) < 2:
        return None
    roles = [
        {"title": lens.role_title(role), "href": lens.role(role).href, "shares": dict(percentages(counts))}
        for role, counts in sorted(steps.items())
        if counts
    ]
    groups = tuple(
        GroupChoice(id, lens.local(record.value.title)) for id, record in content.groups.items() if id in used
    )
    reasons = {"like": lens.t("finder.reason"), "leave": lens.t("finder.reason.leave")}
    return FinderView(groups, script_json({"roles": roles, "reasons": reasons}))
