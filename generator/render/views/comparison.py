"""The comparison of two roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.catalog import Step
from generator.derive.compare import compare
from generator.derive.paths import Means, PathStep, learning_path
from generator.derive.times import unit_time
from generator.render.lens import Lens, LevelMark, PageLink, TrainingLine
from generator.render.views.common import alone_hours, training_lines
from generator.render.views.grades import growth_legend, levels_by_grade, reference_note
from generator.render.views.registry import shows
from generator.render.views.shares import SharesView, group_shares
from generator.routes import PageKind

SHOWN_BRIDGES = 5
"""Most trainings named above a way; all of them are listed at their steps."""


@dataclass(frozen=True, slots=True)
class Side:
    """A role's requirement of a skill: the rank at its first grade (``start``), and the level at the reference grade.

    For a role that states no levels, ``level`` is ``None`` and ``start`` is 1.

    ``grades`` gives the levels of all grades in words if the role has several.
    """

    start: int
    level: LevelMark | None
    essential: bool
    grades: str


@dataclass(frozen=True, slots=True)
class DuoRow:
    """A skill with each role's requirement, or ``None`` if the role has none; ``higher`` is -1 for the left role, 1 for the right."""

    skill: PageLink
    left: Side | None
    right: Side | None
    higher: int


@dataclass(frozen=True, slots=True)
class DuoGroup:
    """Skills of a group, the greatest difference first; ``left`` and ``right`` are the group's shares of each role in per cent."""

    id: str
    title: str
    left: int
    right: int
    rows: tuple[DuoRow, ...]


@dataclass(frozen=True, slots=True)
class LegStep:
    """A step of a way: its best training, or the hours of practice with reading; ``others`` links to all trainings that lift it."""

    level: LevelMark
    way: str
    training: TrainingLine | None
    others: PageLink | None
    practice_hours: str
    exams: tuple[TrainingLine, ...]
    key: Step


@dataclass(frozen=True, slots=True)
class LegRow:
    """A skill on a way, with the level at its start, the level at its end, and the steps between."""

    skill: PageLink
    low: LevelMark
    high: LevelMark
    steps: tuple[LegStep, ...]


@dataclass(frozen=True, slots=True)
class WayView:
    """The way from one role to the other: the missing steps with what lifts them, by skill in the order of the path.

    ``bridges`` are the trainings that lift more than one of the steps, with the number of steps, the highest number first.
    """

    origin: PageLink
    target: PageLink
    steps: int
    skills: int
    by_training: int
    by_practice: int
    open: int
    bridges: tuple[tuple[TrainingLine, int], ...]
    legs: tuple[LegRow, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Everything a comparison shows; ``unlevelled`` has a note for each role without levels, in which case only skills are compared."""

    title: str
    description: str
    """For search engines; the page itself has longer texts."""
    left_id: str
    right_id: str
    left: PageLink
    right: PageLink
    left_summary: str
    right_summary: str
    boundaries: tuple[tuple[PageLink, str], ...]
    similarity: int
    shares: tuple[SharesView | None, SharesView | None]
    grades_note: str
    levels: tuple[LevelMark, ...]
    has_optional: bool
    growth: str
    """Explanation of the sign for a level that grows; empty if no level does."""
    unlevelled: tuple[str, ...]
    knows_ways: bool
    different: tuple[DuoGroup, ...]
    equal: tuple[DuoRow, ...]
    shared: int
    left_higher: int
    right_higher: int
    same: int
    only_left: int
    only_right: int
    ways: tuple[WayView, ...]


@shows(PageKind.COMPARISON)
def comparison_view(lens: Lens) -> ComparisonView:
    """Make the view of a comparison."""
    left, right = lens.page.key.split("--")
    result = compare(lens.catalog, left, right)
    sides = [_sides(lens, role) for role in (left, right)]
    rows = {
        skill: _skill_row(lens, skill, *(side.get(skill) for side in sides))
        for skill in sorted(sides[0].keys() | sides[1].keys(), key=lambda id: lens.sort_key(_title(lens, id)))
    }
    shared = [rows[row.skill] for row in result.shared]
    unlevelled = [role for role in (left, right) if not lens.catalog.states_levels(role)]
    shown = [side for row in rows.values() for side in (row.left, row.right) if side]
    shares = (group_shares(lens, left), group_shares(lens, right))
    texts = [
        (a, item) for a, b in ((left, right), (right, left)) for item in lens.catalog.role(a).boundary if item.role == b
    ]
    return ComparisonView(
        title=lens.title(PageKind.COMPARISON, lens.page.key),
        description=lens.t("comparison.description", left=lens.role_title(left), right=lens.role_title(right)),
        left_id=left,
        right_id=right,
        left=lens.role(left),
        right=lens.role(right),
        left_summary=lens.local(lens.catalog.role(left).summary),
        right_summary=lens.local(lens.catalog.role(right).summary),
        boundaries=tuple((lens.role(role), lens.local(item.text)) for role, item in texts),
        similarity=round(100 * result.similarity),
        shares=shares,
        grades_note=reference_note(lens, (left, right)) if any(side.grades for side in shown) else "",
        levels=tuple(lens.level(rank) for rank in range(1, len(lens.catalog.level_ids) + 1)),
        has_optional=not all(side.essential for side in shown),
        growth=growth_legend(lens, (left, right))
        if any(side.level and side.start < side.level.rank for side in shown)
        else "",
        unlevelled=tuple(lens.t("comparison.unlevelled", role=lens.role_title(role)) for role in unlevelled),
        knows_ways=lens.catalog.knows_ways,
        different=_groups(lens, rows, shares, all_of_them=bool(unlevelled)),
        equal=() if unlevelled else tuple(row for row in shared if not row.higher),
        shared=len(shared),
        left_higher=sum(row.higher < 0 for row in shared),
        right_higher=sum(row.higher > 0 for row in shared),
        same=sum(row.higher == 0 for row in shared),
        only_left=len(result.only_left),
        only_right=len(result.only_right),
        ways=() if unlevelled else (_way(lens, left, right), _way(lens, right, left)),
    )


def _title(lens: Lens, skill: str) -> str:
    return lens.title(PageKind.SKILL, skill)


def _sides(lens: Lens, role: str) -> dict[str, Side]:
    """Return a role's requirements at the reference grade, by skill."""
    catalog = lens.catalog
    levelled = catalog.states_levels(role)
    essential = catalog.requirement_ranks(role, essential_only=True)
    start = catalog.requirement_ranks(role, grade=catalog.grades_of(role)[0])
    grades = {item.skill: levels_by_grade(lens, role, item) for item in catalog.role(role).requires}
    return {
        skill: Side(
            min(start.get(skill, 0), rank), lens.level(rank) if levelled else None, skill in essential, grades[skill]
        )
        for skill, rank in catalog.requirement_ranks(role).items()
    }


def _rank(side: Side | None) -> int:
    """Return the rank that a role requires, 1 if it states no level; 0 for a skill that it does not require."""
    return (side.level.rank if side.level else 1) if side else 0


def _skill_row(lens: Lens, skill: str, left: Side | None, right: Side | None) -> DuoRow:
    ranks = [_rank(side) for side in (left, right)]
    return DuoRow(lens.skill(skill), left, right, (ranks[1] > ranks[0]) - (ranks[1] < ranks[0]))


def _distance(row: DuoRow) -> int:
    return abs(_rank(row.right) - _rank(row.left))


def _groups(
    lens: Lens,
    rows: Mapping[str, DuoRow],
    shares: tuple[SharesView | None, SharesView | None],
    *,
    all_of_them: bool,
) -> tuple[DuoGroup, ...]:
    """Return the skills required at different levels, by group; in a group those where the left role requires more come first."""
    by_group: dict[str, list[DuoRow]] = {}
    for skill, row in rows.items():
        if row.higher or all_of_them:
            by_group.setdefault(lens.group_of(skill), []).append(row)
    parts = [{one.id: one.percent for one in view.shares} if view else {} for view in shares]
    return tuple(
        DuoGroup(
            group,
            lens.local(lens.catalog.content.groups[group].value.title),
            parts[0].get(group, 0),
            parts[1].get(group, 0),
            tuple(sorted(by_group[group], key=lambda row: (row.higher, -_distance(row)))),
        )
        for group in sorted(by_group, key=lens.catalog.group_order.__getitem__)
    )


def _way(lens: Lens, origin: str, target: str) -> WayView:
    have = lens.catalog.requirement_ranks(origin)
    path = learning_path(lens.catalog, target, have)
    ways = Counter(step.way for step in path)
    return WayView(
        origin=lens.role(origin),
        target=lens.role(target),
        steps=len(path),
        skills=len({step.step.skill for step in path}),
        by_training=ways[Means.TRAINING],
        by_practice=ways[Means.PRACTICE],
        open=ways[Means.OPEN],
        bridges=_bridges(lens, path),
        legs=_legs(lens, path, have),
    )


def _legs(lens: Lens, path: Iterable[PathStep], have: Mapping[str, int]) -> tuple[LegRow, ...]:
    by_skill: dict[str, list[PathStep]] = {}
    for step in path:
        by_skill.setdefault(step.step.skill, []).append(step)
    return tuple(
        LegRow(
            lens.skill(skill),
            lens.level(have.get(skill, 0)),
            lens.level(steps[-1].step.rank),
            tuple(_leg_step(lens, step) for step in steps),
        )
        for skill, steps in by_skill.items()
    )


def _leg_step(lens: Lens, step: PathStep) -> LegStep:
    skill, rank = step.step
    anchor = lens.catalog.level_at(rank)
    alone = unit_time(lens.catalog, None, (step.step,)) if step.way is Means.PRACTICE else None
    more = len(step.trainings) - 1
    return LegStep(
        lens.level(rank),
        step.way,
        lens.training_line(step.trainings[0]) if step.trainings else None,
        lens.link(PageKind.SKILL, skill, anchor, lens.t.count("step.more", more)) if more > 0 else None,
        alone_hours(lens, alone) if alone else "",
        training_lines(lens, step.exams),
        step.step,
    )


def _bridges(lens: Lens, path: Iterable[PathStep]) -> tuple[tuple[TrainingLine, int], ...]:
    # Counter keeps equal counts in the order of first appearance: earlier steps and preferred trainings first.
    counts = Counter(training for step in path for training in step.trainings)
    return tuple((lens.training_line(training), n) for training, n in counts.most_common(SHOWN_BRIDGES) if n > 1)
