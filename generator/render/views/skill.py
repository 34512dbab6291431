"""The page of a skill."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.catalog import NeededBy, Step
from generator.kinds.role import Necessity
from generator.render.foreign import joined
from generator.render.lens import Lens, LevelMark, PageLink, TrainingLine
from generator.render.pictures.ladder import Ladder
from generator.render.views.common import (
    RecordFoot,
    practice_hours,
    record_foot,
    step_link,
    training_lines,
    type_title,
)
from generator.render.views.grades import levels_by_grade, required_level
from generator.render.views.pictures import Picture, skill_ladder
from generator.render.views.registry import shows
from generator.routes import PageKind

SHOWN_TRAININGS = 3
"""Number of a step's trainings that are shown without unfolding."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of a skill: what one can do, how to get there; ``taught`` is true if the atlas lists any trainings."""

    id: str
    level: LevelMark
    low: LevelMark
    points: tuple[str, ...]
    practice: str
    practice_hours: str
    trainings: tuple[TrainingLine, ...]
    exams: tuple[TrainingLine, ...]
    needed: tuple[PageLink, ...]
    roles: tuple[PageLink, ...]
    taught: bool

    @property
    def says_something(self) -> bool:
        """Whether there is more to show than the level's name."""
        return bool(self.taught or self.points or self.practice or self.exams or self.needed or self.roles)

    @property
    def first_trainings(self) -> tuple[TrainingLine, ...]:
        """Trainings that are shown without unfolding."""
        return self.trainings[:SHOWN_TRAININGS]

    @property
    def more_trainings(self) -> tuple[TrainingLine, ...]:
        """Trainings below the fold."""
        return self.trainings[SHOWN_TRAININGS:]


@dataclass(frozen=True, slots=True)
class RequiringRole:
    """A role that requires the skill; ``grades`` gives the levels by grade if the role has several."""

    role: PageLink
    level: LevelMark | None
    grades: str
    essential: bool
    why: str


@dataclass(frozen=True, slots=True)
class SkillView:
    """Everything a skill page shows."""

    id: str
    title: str
    type: str
    groups: tuple[str, ...]
    group_id: str
    labels: tuple[str, ...]
    description: str
    levels: tuple[LevelRow, ...]
    ladder: Picture[Ladder] | None
    taught: bool
    roles: tuple[RequiringRole, ...]
    opens: tuple[PageLink, ...]
    broader: tuple[PageLink, ...]
    related: tuple[PageLink, ...]
    references: tuple[TrainingLine, ...]
    catalogue: PageLink | None
    foot: RecordFoot

    @property
    def has_reasons(self) -> bool:
        """Whether some role gives a reason for requiring the skill."""
        return any(row.why for row in self.roles)


@shows(PageKind.SKILL)
def skill_view(lens: Lens) -> SkillView:
    """Make the view of a skill page."""
    id = lens.page.key
    catalog = lens.catalog
    skill = catalog.skill(id)
    ladder = skill_ladder(lens, id)
    return SkillView(
        id=id,
        title=lens.title(PageKind.SKILL, id),
        type=type_title(lens, skill),
        groups=lens.group_titles(skill),
        group_id=skill.group,
        labels=lens.locals(skill.alternative_labels),
        description=lens.rich(skill.description),
        levels=_levels(lens, id, linked=ladder is not None),
        ladder=ladder,
        taught=bool(catalog.content.trainings),
        roles=tuple(
            RequiringRole(
                lens.role(row.role, "skills"),
                required_level(lens, row.requirement),
                levels_by_grade(lens, row.role, row.requirement),
                row.requirement.necessity == "essential",
                lens.local(row.requirement.why),
            )
            for row in catalog.roles_requiring(id)
        ),
        opens=tuple(lens.skill(other) for other in catalog.prerequisite_for(id)),
        broader=tuple(lens.skill(other) for other in skill.broader),
        related=tuple(lens.skill(other) for other in skill.related),
        references=training_lines(lens, catalog.references_for(id)),
        catalogue=lens.filtered(PageKind.TRAININGS, lens.t("lists.skill.all"), skill=id)
        if catalog.trainings_lifting(id)
        else None,
        foot=record_foot(lens, skill),
    )


def _levels(lens: Lens, id: str, *, linked: bool) -> tuple[LevelRow, ...]:
    """Return the levels that have something to show; all of them if a picture links to them (``linked``)."""
    catalog = lens.catalog
    rows = tuple(_level(lens, id, rank) for rank in range(1, len(catalog.level_ids) + 1))
    if linked or all(row.says_something for row in rows):
        return rows
    # A plan or a prerequisite may link to a level that roles require, so it stays even if only with its name.
    asked = max((catalog.highest_rank(row.role, row.requirement) for row in catalog.roles_requiring(id)), default=0)
    return tuple(row for row in rows if row.says_something or row.level.rank <= asked)


def _level(lens: Lens, id: str, rank: int) -> LevelRow:
    catalog = lens.catalog
    level_id = catalog.level_at(rank)
    step = Step(id, rank)
    written = catalog.written(step)
    return LevelRow(
        level_id,
        lens.level(rank),
        lens.level(rank - 1),
        lens.points(written.statement) if written else (),
        lens.local(written.practice.text) if written and written.practice else "",
        practice_hours(lens, written.practice if written else None),
        training_lines(lens, catalog.trainings_for(step)),
        training_lines(lens, catalog.exams_for(step)),
        tuple(
            step_link(lens, Step(item.skill, catalog.rank(item.level)))
            for item in catalog.skill(id).prerequisites
            if item.from_level == level_id
        ),
        tuple(
            _requiring_role(lens, row)
            for row in catalog.roles_requiring(id)
            if catalog.rank(row.requirement.level) == rank
        ),
        bool(catalog.content.trainings),
    )


def _requiring_role(lens: Lens, row: NeededBy) -> PageLink:
    """Return the link to a role that requires the skill, with a note if it does not require it as essential."""
    link = lens.role(row.role)
    if row.requirement.necessity is Necessity.ESSENTIAL:
        return link
    note = joined(("(", lens.t("optional"), ")"), "")
    return replace(link, text=joined((link.text, note), " "))
