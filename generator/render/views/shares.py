"""How a role's requirements are spread over the groups of skills: for one role as a bar, for all roles as a table.

The unit is the level step of an essential skill at the reference grade: the steps of the role's learning path from
nothing, at the grade at which roles are compared everywhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.render.lens import Lens, PageLink
from generator.render.views.matrix import SHADES
from generator.render.views.order import by_title
from generator.routes import PageKind

HEAT_LIMIT = 12
"""Most roles, and most groups, in the table of all roles; with more of either the table does not fit on a phone."""
LARGEST = 2
"""Number of groups named below a bar; the bar's description names all."""
_GAP = 0.5


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group's share of a role: level steps, per cent, and its position and width in the bar, which is 100 wide."""

    id: str
    title: str
    steps: int
    percent: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class SharesView:
    """A role's shares by group, in the groups' order; ``largest`` are those named below the bar."""

    title: str
    description: str
    shares: tuple[GroupShare, ...]
    largest: tuple[GroupShare, ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A group's share of a role; ``shade`` grows with the share from 1 to ``SHADES``, 0 is no share."""

    percent: int
    steps: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A role with a cell for each group."""

    role: PageLink
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatView:
    """All roles and groups; each group is an id and a link to its place in the list of skills."""

    groups: tuple[tuple[str, PageLink], ...]
    rows: tuple[HeatRow, ...]


def group_steps(lens: Lens, role: str) -> Mapping[str, int]:
    """Return the number of level steps that a role requires by the main group of their skills, in the groups' order."""
    catalog = lens.catalog
    counts: Counter[str] = Counter()
    for skill, rank in catalog.requirement_ranks(role, essential_only=True).items():
        counts[lens.group_of(skill)] += rank
    return {group: counts[group] for group in sorted(counts, key=catalog.group_order.__getitem__)}


def percentages(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return whole per cents that add up to 100: the largest remainders are rounded up, the first ones if equal."""
    total = sum(counts.values())
    whole = {key: 100 * count // total for key, count in counts.items()}
    rest = sorted(counts, key=lambda key: -(100 * counts[key] % total))
    return whole | {key: whole[key] + 1 for key in rest[: 100 - sum(whole.values())]}


def group_shares(lens: Lens, role: str) -> SharesView | None:
    """Make the bar of a role; ``None`` if it requires nothing, or the atlas has fewer than two groups with skills."""
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
    """Make the table of groups and roles with requirements; ``None`` if there are fewer than two of either, or too many."""
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


def _group(lens: Lens, id: str) -> PageLink:
    title = lens.local(lens.catalog.content.groups[id].value.title)
    return lens.link(PageKind.SKILLS, anchor=f"group-{id}", text=title)
