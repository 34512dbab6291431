"""How what a role requires is spread over the groups of skills: for one role as a bar, for all roles as a table.

What counts are the level steps of essential skills at the reference grade: the steps of the role's learning path from
nothing, and the grade at which roles are compared everywhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.render.lens import Lens, Link
from generator.render.views.matrix import SHADES
from generator.render.views.order import by_title
from generator.routes import PageKind

HEAT_LIMIT = 12
"""Most roles, and most groups, of the table of all roles; more of either do not fit beside their names on a phone."""
LARGEST = 2
"""Groups named below a bar; its description tells all."""
_GAP = 0.5


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group's part of a role: steps, per cent, and its stretch of the bar, which is 100 wide."""

    id: str
    title: str
    steps: int
    percent: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class SharesView:
    """Parts of a role by group, in the groups' order; ``largest`` are the few that stand below the bar."""

    title: str
    description: str
    shares: tuple[GroupShare, ...]
    largest: tuple[GroupShare, ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A group's part of a role; ``shade`` grows with it from 1 to ``SHADES``, 0 is nothing."""

    percent: int
    steps: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A role with a cell for each group."""

    role: Link
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatView:
    """All roles and groups; groups are ids with links to where the list of skills tells of them."""

    groups: tuple[tuple[str, Link], ...]
    rows: tuple[HeatRow, ...]


def group_steps(lens: Lens, role: str) -> Mapping[str, int]:
    """Count the steps that a role requires by the main group of their skill, in the groups' order."""
    catalog = lens.catalog
    counts: Counter[str] = Counter()
    for skill, rank in catalog.requirement_ranks(role, essential_only=True).items():
        counts[catalog.skill(skill).group] += rank
    return {group: counts[group] for group in sorted(counts, key=catalog.group_order.__getitem__)}


def percentages(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Whole per cents that add up to 100: the largest remainders are rounded up, of equal ones the first."""
    total = sum(counts.values())
    whole = {key: 100 * count // total for key, count in counts.items()}
    rest = sorted(counts, key=lambda key: -(100 * counts[key] % total))
    return whole | {key: whole[key] + 1 for key in rest[: 100 - sum(whole.values())]}


def group_shares(lens: Lens, role: str) -> SharesView | None:
    """Make the bar of a role; none where it requires nothing, or where all skills are of one group."""
    counts = group_steps(lens, role)
    if not counts or len(lens.catalog.skills_by_group) < 2:
        return None
    levels = lens.catalog.states_levels(role)
    total, percent = sum(counts.values()), percentages(counts)
    room = 100 - _GAP * (len(counts) - 1)
    shares, x = [], 0.0
    for group, steps in counts.items():
        width = room * steps / total
        title = lens.local(lens.catalog.content.groups[group].value.title)
        shares.append(GroupShare(group, title, steps, percent[group], round(x, 2), round(width, 2)))
        x += width + _GAP
    words = "; ".join(lens.t("picture.shares.part", group=one.title, n=one.percent) for one in shares)
    return SharesView(
        lens.t("picture.shares.title", role=lens.role_title(role)),
        lens.t.count(f"picture.shares.{'description' if levels else 'skills'}", total, parts=words),
        tuple(shares),
        tuple(sorted(shares, key=lambda one: -one.steps)[:LARGEST]),
    )


def heat_view(lens: Lens) -> HeatView | None:
    """Make the table of the roles that require something, and groups; none where there is nothing to compare, or more than fits."""
    roles = [role for role, record in lens.catalog.content.roles.items() if record.value.requires]
    if len(roles) > HEAT_LIMIT:
        return None
    counts = {role: steps for role in by_title(lens, roles) if (steps := group_steps(lens, role))}
    if len(counts) < 2:
        return None
    groups = sorted({group for steps in counts.values() for group in steps}, key=lens.catalog.group_order.__getitem__)
    if not 2 <= len(groups) <= HEAT_LIMIT:
        return None
    percent = {role: percentages(steps) for role, steps in counts.items()}
    most = max(value for values in percent.values() for value in values.values())
    rows = tuple(
        HeatRow(
            lens.role(role),
            tuple(_cell(percent[role].get(group, 0), counts[role].get(group, 0), most) for group in groups),
        )
        for role in counts
    )
    return HeatView(tuple((group, _group(lens, group)) for group in groups), rows)


def _cell(percent: int, steps: int, most: int) -> HeatCell:
    return HeatCell(percent, steps, -(-SHADES * percent // most))


def _group(lens: Lens, id: str) -> Link:
    title = lens.local(lens.catalog.content.groups[id].value.title)
    return lens.link(PageKind.SKILLS, anchor=f"group-{id}", text=title)
