"""The comparison of two roles and the overview of all comparisons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.derive.compare import compare, similarity
from generator.derive.paths import PathStep, Way, learning_path
from generator.render.lens import Lens, LevelMark, Link, TrainingLine
from generator.render.pictures.rolemap import RoleMap
from generator.render.views.common import StepRow, step_row
from generator.render.views.grades import levels_by_grade, reference_note
from generator.render.views.pictures import Picture, ShapePicture, pair_shape, roles_map
from generator.render.views.registry import shows
from generator.routes import LIST_LIMIT, PageKind

SHOWN_BRIDGES = 5
"""Trainings named above a way: enough to begin with; all stand at their steps."""


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A skill of both roles; ``higher`` is -1 when the left role requires more, 1 when the right one does.

    Levels are those of the reference grade; the grades of a role that has several stand beside them in words.
    """

    skill: Link
    left: LevelMark
    right: LevelMark
    higher: int
    left_essential: bool
    right_essential: bool
    left_grades: str
    right_grades: str


@dataclass(frozen=True, slots=True)
class OnlyRow:
    """A skill that only one of the roles requires."""

    skill: Link
    level: LevelMark
    essential: bool
    grades: str


@dataclass(frozen=True, slots=True)
class WayView:
    """The way from one role to the other: the missing steps with what lifts them.

    ``bridges`` are the trainings that lift more than one of the steps, with the number of steps, the most useful first.
    """

    origin: Link
    target: Link
    steps: int
    skills: int
    by_training: int
    by_practice: int
    open: int
    bridges: tuple[tuple[TrainingLine, int], ...]
    rows: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Everything a comparison shows."""

    title: str
    left_id: str
    right_id: str
    left: Link
    right: Link
    left_summary: str
    right_summary: str
    boundaries: tuple[tuple[Link, str], ...]
    similarity: int
    shape: ShapePicture | None
    grades_note: str
    shared: tuple[SharedRow, ...]
    left_higher: int
    right_higher: int
    same: int
    only_left: tuple[OnlyRow, ...]
    only_right: tuple[OnlyRow, ...]
    ways: tuple[WayView, ...]


@shows(PageKind.COMPARISON)
def comparison_view(lens: Lens) -> ComparisonView:
    """Make the view of a comparison."""
    left, right = lens.page.key.split("--")
    result = compare(lens.catalog, left, right)
    essential = [lens.catalog.requirement_ranks(role, essential_only=True) for role in (left, right)]
    grades = [_grades(lens, role) for role in (left, right)]
    shared = tuple(
        SharedRow(
            lens.skill(row.skill),
            lens.level(row.left),
            lens.level(row.right),
            (row.right > row.left) - (row.left > row.right),
            row.skill in essential[0],
            row.skill in essential[1],
            grades[0][row.skill],
            grades[1][row.skill],
        )
        for row in result.shared
    )
    texts = [
        (a, item) for a, b in ((left, right), (right, left)) for item in lens.catalog.role(a).boundary if item.role == b
    ]
    return ComparisonView(
        title=lens.title(PageKind.COMPARISON, lens.page.key),
        left_id=left,
        right_id=right,
        left=lens.role(left),
        right=lens.role(right),
        left_summary=lens.local(lens.catalog.role(left).summary),
        right_summary=lens.local(lens.catalog.role(right).summary),
        boundaries=tuple((lens.role(role), lens.local(item.text)) for role, item in texts),
        similarity=round(100 * result.similarity),
        shape=pair_shape(lens, left, right),
        grades_note=reference_note(lens) if any(any(by_skill.values()) for by_skill in grades) else "",
        shared=shared,
        left_higher=sum(row.higher < 0 for row in shared),
        right_higher=sum(row.higher > 0 for row in shared),
        same=sum(row.higher == 0 for row in shared),
        only_left=_only(lens, left, result.only_left),
        only_right=_only(lens, right, result.only_right),
        ways=(_way(lens, left, right), _way(lens, right, left)),
    )


def _only(lens: Lens, role: str, skills: tuple[str, ...]) -> tuple[OnlyRow, ...]:
    ranks = lens.catalog.requirement_ranks(role)
    essential = lens.catalog.requirement_ranks(role, essential_only=True)
    grades = _grades(lens, role)
    return tuple(
        OnlyRow(lens.skill(skill), lens.level(ranks[skill]), skill in essential, grades[skill]) for skill in skills
    )


def _grades(lens: Lens, role: str) -> dict[str, str]:
    """Levels by grade in words, by skill; empty texts where the role has a single grade."""
    return {item.skill: levels_by_grade(lens, role, item) for item in lens.catalog.role(role).requires}


def _way(lens: Lens, origin: str, target: str) -> WayView:
    have = lens.catalog.requirement_ranks(origin)
    path = learning_path(lens.catalog, target, have)
    ways = Counter(step.way for step in path)
    return WayView(
        origin=lens.role(origin),
        target=lens.role(target),
        steps=len(path),
        skills=len({step.step.skill for step in path}),
        by_training=ways[Way.TRAINING],
        by_practice=ways[Way.PRACTICE],
        open=ways[Way.OPEN],
        bridges=_bridges(lens, path),
        rows=tuple(step_row(lens, step) for step in path),
    )


def _bridges(lens: Lens, path: Iterable[PathStep]) -> tuple[tuple[TrainingLine, int], ...]:
    # Counter keeps the order of first appearance among equals: earlier steps and preferred trainings first.
    counts = Counter(training for step in path for training in step.trainings)
    return tuple((lens.training_line(training), n) for training, n in counts.most_common(SHOWN_BRIDGES) if n > 1)


@dataclass(frozen=True, slots=True)
class PairCell:
    """A cell of the overview: a link to the pair and how alike it is, in percent; none for a role with itself."""

    link: Link | None
    similarity: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair in the list: how alike it is, how many skills it shares, and the steps of the way there and back."""

    link: Link
    similarity: int
    shared: int
    there: int
    back: int


@dataclass(frozen=True, slots=True)
class ComparisonsView:
    """The overview: a square of all roles unless there are many, and at most ``LIST_LIMIT`` of ``total`` pairs."""

    title: str
    roles: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[PairCell, ...]], ...]
    pairs: tuple[PairRow, ...]
    total: int
    map: Picture[RoleMap] | None


@shows(PageKind.COMPARISONS)
def comparisons_view(lens: Lens) -> ComparisonsView:
    """Make the overview of comparisons."""
    pages = [page for page in lens.routes.pages if page.kind == PageKind.COMPARISON]
    ranks = {role: lens.catalog.requirement_ranks(role) for role in lens.catalog.content.roles}
    likeness = {page.key: round(100 * similarity(*(ranks[role] for role in page.key.split("--")))) for page in pages}
    roles = list(lens.catalog.content.roles)
    rows = []
    if len(roles) <= lens.catalog.site.comparisons.all_up_to:
        for row in roles:
            cells = []
            for column in roles:
                key = "--".join(sorted((row, column)))
                cells.append(PairCell(lens.comparison(row, column) if row != column else None, likeness.get(key, 100)))
            rows.append((lens.role(row), tuple(cells)))
    by_likeness = sorted(likeness.items(), key=lambda item: (-item[1], item[0]))
    return ComparisonsView(
        lens.title(PageKind.COMPARISONS),
        tuple(lens.role(role) for role in roles) if rows else (),
        tuple(rows),
        tuple(_pair_row(lens, key, value) for key, value in by_likeness[:LIST_LIMIT]),
        len(pages),
        roles_map(lens),
    )


def _pair_row(lens: Lens, key: str, likeness: int) -> PairRow:
    pair = compare(lens.catalog, *key.split("--"))
    return PairRow(lens.link(PageKind.COMPARISON, key), likeness, len(pair.shared), pair.to_right, pair.to_left)
