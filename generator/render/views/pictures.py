"""The content of a page's pictures, in one language: learning paths and prerequisites.

Each picture has a title and a description. A function returns ``None`` if a picture would not help, since there is too little
or too much to show (see the bounds in ``generator.render.pictures``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from generator.derive.paths import Means
from generator.derive.plan import LearningPlan
from generator.render.foreign import Foreign, foreign, joined
from generator.render.hyphens import BREAK, Hyphenator
from generator.render.lens import Lens
from generator.render.pictures.boxes import SkillNode
from generator.render.pictures.ladder import Ladder, Rung, Tie, ladder
from generator.render.pictures.route import MAX_LINES, SkillLine, Stop, Timetable, timetable
from generator.render.pictures.text import SOFT_HYPHEN
from generator.routes import PageKind

Layout = TypeVar("Layout")


@dataclass(frozen=True, slots=True)
class Picture(Generic[Layout]):
    """A picture in both orientations; ``id`` is unique on the page."""

    id: str
    title: str
    description: str
    wide: Layout
    tall: Layout


def path_picture(lens: Lens, role: str, plan: LearningPlan) -> Picture[Timetable] | None:
    """Make the picture of the way into a role: its skills in the order of a plan, with a stop for each level step of a unit."""
    by_skill: dict[str, list[Stop]] = {}
    for number, unit in enumerate(plan.units, start=1):
        for planned in unit.steps:
            step = planned.step
            known = lens.catalog.written(step)
            way = Means.TRAINING if unit.offer else Means.PRACTICE if known and known.practice else Means.OPEN
            by_skill.setdefault(step.skill, []).append(Stop(number, step, step.rank, way, planned.after))
    if len(by_skill) > MAX_LINES:
        return None
    lines = tuple(_line(lens, skill, tuple(stops)) for skill, stops in by_skill.items())
    levels = {rank: lens.level(rank).title for rank in sorted({planned.step.rank for planned in plan.steps})}
    wide, tall = timetable(lines, levels, tall=False), timetable(lines, levels, tall=True)
    if wide is None or tall is None:
        return None
    title = lens.t("picture.path.title", role=lens.role_title(role))
    steps = lens.t.count("picture.path.steps", len(plan.units))
    description = lens.t.count("picture.path.description", len(lines), steps=steps)
    if wide.waits:
        description = joined((description, lens.t.count("picture.path.waits", wide.waits)), " ")
    return Picture("path-map", title, description, wide, tall)


def _line(lens: Lens, skill: str, stops: tuple[Stop, ...]) -> SkillLine:
    title = lens.title(PageKind.SKILL, skill)
    places = ", ".join(dict.fromkeys(str(stop.number) for stop in stops))
    words = lens.t.count("picture.path.line", len(stops), skill=title, places=places)
    return SkillLine(_breakable(lens, title), lens.skill(skill).href, words, lens.group_of(skill), stops)


def _breakable(lens: Lens, text: str) -> str:
    """Return a text with soft hyphens where long words may break; it keeps its language."""
    marked = _hyphenator(str(lens.t.locale)).text(text).replace(BREAK, SOFT_HYPHEN)
    return foreign(marked, text.language) if isinstance(text, Foreign) else marked


@lru_cache
def _hyphenator(locale: str) -> Hyphenator:
    return Hyphenator(locale)


def skill_ladder(lens: Lens, skill: str) -> Picture[Ladder] | None:
    """Make the picture of a skill's levels between its prerequisites and the skills that build on it."""
    catalog = lens.catalog
    before: dict[str, list[tuple[int, int]]] = {}
    for item in catalog.skill(skill).prerequisites:
        before.setdefault(item.skill, []).append((catalog.rank(item.level), catalog.rank(item.from_level)))
    after = {
        other: [
            (catalog.rank(item.from_level), catalog.rank(item.level))
            for item in catalog.skill(other).prerequisites
            if item.skill == skill
        ]
        for other in catalog.prerequisite_for(skill)
    }
    needed = [catalog.rank(row.requirement.level) for row in catalog.roles_requiring(skill)]
    rungs = tuple(
        Rung(
            rank,
            lens.level(rank).title,
            lens.t.count("picture.ladder.roles", needed.count(rank)) if rank in needed else "",
            f"#{catalog.level_at(rank)}",
        )
        for rank in range(1, len(catalog.level_ids) + 1)
    )
    ties = tuple(_tie(lens, other, pairs, "before") for other, pairs in before.items())
    followers = tuple(_tie(lens, other, pairs, "after") for other, pairs in after.items())
    wide, tall = ladder(ties, rungs, followers, tall=False), ladder(ties, rungs, followers, tall=True)
    if wide is None or tall is None:
        return None
    title = lens.title(PageKind.SKILL, skill)
    sentences = joined((tie.node.words for tie in (*ties, *followers)), "; ")
    return Picture(
        "ladder",
        lens.t("picture.ladder.title", skill=title),
        lens.t("picture.ladder.description", ties=sentences),
        wide,
        tall,
    )


def _tie(lens: Lens, other: str, pairs: Iterable[tuple[int, int]], side: str) -> Tie:
    ranks = tuple(sorted(pairs))
    title = lens.title(PageKind.SKILL, other)
    parts = [
        lens.t(f"picture.ladder.{side}", there=lens.level(there).title, here=lens.level(here).title)
        for there, here in ranks
    ]
    anchor = lens.catalog.level_at(ranks[0][0])
    node = SkillNode(
        _breakable(lens, title),
        lens.skill(other, anchor).href,
        joined((title, joined(parts, ", ")), ": "),
        lens.group_of(other),
    )
    return Tie(node, ranks)
