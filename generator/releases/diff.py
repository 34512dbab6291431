"""Compare two snapshots of the content: list the changes, and derive the next version number from them.

The version numbers follow semantic versioning, applied to content:

- *major* if something new is required of a person in a role: an essential requirement is added, raised, or was optional before; a
  level that leads to one has a new or higher prerequisite; a level changes its place in the scale, so that every requirement at it
  means something else; a role or a grade is removed;
- *minor* if there is any other change in the list, such as something added, lowered, retired or doubted, or a new wording of a
  statement or formal qualification;
- *patch* if the list is empty, because only other texts changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from generator.catalog import SUGGESTED_STATES
from generator.kinds.role import Necessity
from generator.kinds.training import TrainingState
from generator.releases.model import Lift, ReleasedRole, ReleasedSkill, RequiredSkill, Snapshot, version_key
from generator.releases.scales import Scales
from generator.releases.snapshot import asked_for


class ChangeKind(StrEnum):
    """Kinds of changes, in the order in which they are listed."""

    ROLE_ADDED = "role-added"
    ROLE_REMOVED = "role-removed"
    GRADE_ADDED = "grade-added"
    GRADE_REMOVED = "grade-removed"
    REQUIREMENT_ADDED = "requirement-added"
    REQUIREMENT_RAISED = "requirement-raised"
    REQUIREMENT_ESSENTIAL = "requirement-essential"
    REQUIREMENT_LOWERED = "requirement-lowered"
    REQUIREMENT_OPTIONAL = "requirement-optional"
    REQUIREMENT_REMOVED = "requirement-removed"
    PREREQUISITE_ADDED = "prerequisite-added"
    PREREQUISITE_RAISED = "prerequisite-raised"
    PREREQUISITE_LOWERED = "prerequisite-lowered"
    PREREQUISITE_REMOVED = "prerequisite-removed"
    QUALIFICATION_CHANGED = "qualification-changed"
    STATEMENT_CHANGED = "statement-changed"
    LEVEL_ADDED = "level-added"
    LEVEL_MOVED = "level-moved"
    LEVEL_REMOVED = "level-removed"
    SKILL_ADDED = "skill-added"
    SKILL_REMOVED = "skill-removed"
    TRAINING_ADDED = "training-added"
    TRAINING_REACTIVATED = "training-reactivated"
    TRAINING_SUGGESTED = "training-suggested"
    TRAINING_EXTENDED = "training-extended"
    TRAINING_REDUCED = "training-reduced"
    TRAINING_DOUBTFUL = "training-doubtful"
    TRAINING_RETIRED = "training-retired"
    TRAINING_REMOVED = "training-removed"


_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}
_ASKS_MORE = frozenset({ChangeKind.ROLE_REMOVED, ChangeKind.GRADE_REMOVED, ChangeKind.LEVEL_MOVED})
_ASKS_MORE_IF_ESSENTIAL = frozenset(
    {
        ChangeKind.REQUIREMENT_ADDED,
        ChangeKind.REQUIREMENT_RAISED,
        ChangeKind.REQUIREMENT_ESSENTIAL,
        ChangeKind.PREREQUISITE_ADDED,
        ChangeKind.PREREQUISITE_RAISED,
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the record, level or grade with the id ``id``.

    ``of`` is the id of the other record concerned, empty if there is none:

    - for a requirement, the role that requires the skill ``id``, at ``grade`` or, if that is empty, at each of its grades;
    - for a grade of a role, the role;
    - for a prerequisite, the skill that needs the skill ``id`` at its levels from ``at`` to ``until``, or to the highest
      if ``until`` is empty;
    - for a level that a training teaches or attests, the training; ``id`` is the skill.

    For a statement, ``at`` is the level of the skill ``id``. ``old`` and ``new`` are level ids, empty if there is no level.
    For a training they are the levels to which it leads or, if ``begins`` is true, those from which it starts.
    ``essential`` says whether a requirement is essential now (or was before its removal); for a prerequisite, whether
    an essential requirement of some role leads to it.
    """

    kind: ChangeKind
    id: str
    of: str = ""
    at: str = ""
    old: str = ""
    new: str = ""
    essential: bool = False
    until: str = ""
    grade: str = ""
    begins: bool = False

    @property
    def asks_more(self) -> bool:
        """Whether the change requires something new of a person."""
        return self.kind in _ASKS_MORE or (self.essential and self.kind in _ASKS_MORE_IF_ESSENTIAL)


def changes(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Return the changes from the snapshot ``old`` to ``new``, sorted by kind, ``of``, ``id``, ``at`` and grade."""
    scales = Scales(old.level_ids, new.level_ids)
    # The single stage of a snapshot without grades is compared with the reference grade of the other snapshot.
    nameless = new.reference_grade or old.reference_grade
    grades = [tuple(grade.id for grade in state.grades) or (nameless,) for state in (old, new)]
    found = [
        *_added_and_removed(old.roles, new.roles, ChangeKind.ROLE_ADDED, ChangeKind.ROLE_REMOVED),
        *_added_and_removed(grades[0], grades[1], ChangeKind.GRADE_ADDED, ChangeKind.GRADE_REMOVED),
        *_added_and_removed(old.level_ids, new.level_ids, ChangeKind.LEVEL_ADDED, ChangeKind.LEVEL_REMOVED),
        *(Change(ChangeKind.LEVEL_MOVED, level) for level in scales.moved()),
        *_added_and_removed(old.skills, new.skills, ChangeKind.SKILL_ADDED, ChangeKind.SKILL_REMOVED),
        *_added_and_removed(old.trainings, new.trainings, ChangeKind.TRAINING_ADDED, ChangeKind.TRAINING_REMOVED),
    ]
    for role in old.roles.keys() & new.roles.keys():
        own = [state.roles[role].grades or (nameless,) for state in (old, new)]
        gone, come = set(own[0]) - set(own[1]), set(own[1]) - set(own[0])
        found += (Change(ChangeKind.GRADE_ADDED, grade, role) for grade in come.intersection(grades[0]))
        found += (Change(ChangeKind.GRADE_REMOVED, grade, role) for grade in gone.intersection(grades[1]))
        found += _requirements(scales, role, old.roles[role], new.roles[role], own)
        if old.roles[role].qualification != new.roles[role].qualification:
            found.append(Change(ChangeKind.QUALIFICATION_CHANGED, role))
    asked = asked_for(new)
    for skill in old.skills.keys() & new.skills.keys():
        asked_levels = frozenset(new.level_ids[: asked.get(skill, 0)])
        found += _prerequisites(scales, skill, old.skills[skill], new.skills[skill], asked_levels)
        found += _statements(scales, skill, old.skills[skill], new.skills[skill])
    for id in old.trainings.keys() & new.trainings.keys():
        before, after = old.trainings[id], new.trainings[id]
        if kind := _standing(before.state, after.state):
            found.append(Change(kind, id))
        found += _lifts(scales, id, before.lifts, after.lifts)
    places = {grade.id: place for place, grade in enumerate(new.grades)}
    return tuple(
        sorted(
            found,
            key=lambda one: (_ORDER[one.kind], one.of, one.id, one.at, places.get(one.grade, 0)),
        )
    )


def _added_and_removed(
    old: Iterable[str], new: Iterable[str], added: ChangeKind, removed: ChangeKind
) -> Iterator[Change]:
    yield from (Change(added, id) for id in set(new).difference(old))
    yield from (Change(removed, id) for id in set(old).difference(new))


def _requirements(
    scales: Scales, role: str, old: ReleasedRole, new: ReleasedRole, grades: list[tuple[str, ...]]
) -> Iterator[Change]:
    """Yield the changed requirements of a role at each grade that it has in both states; one that is the same at all grades only once."""
    found: dict[Change, list[str]] = {}
    for grade in grades[1]:
        if grade in grades[0]:
            before, after = old.needs(grade), new.needs(grade)
            for skill in before.keys() | after.keys():
                for change in _requirement(scales, skill, role, before.get(skill), after.get(skill)):
                    found.setdefault(change, []).append(grade)
    for change, places in found.items():
        if len(places) == len(grades[1]):
            yield change
        else:
            yield from (replace(change, grade=grade) for grade in places)


def _requirement(
    scales: Scales, skill: str, role: str, before: RequiredSkill | None, after: RequiredSkill | None
) -> Iterator[Change]:
    last = after or before
    essential = last is not None and last.necessity == Necessity.ESSENTIAL
    kinds = []
    if before and after:
        if direction := scales.direction(before.level, after.level):
            kinds.append(ChangeKind.REQUIREMENT_RAISED if direction > 0 else ChangeKind.REQUIREMENT_LOWERED)
        if before.necessity != after.necessity:
            kinds.append(ChangeKind.REQUIREMENT_ESSENTIAL if essential else ChangeKind.REQUIREMENT_OPTIONAL)
    else:
        kinds.append(ChangeKind.REQUIREMENT_ADDED if after else ChangeKind.REQUIREMENT_REMOVED)
    levels = [(each.level if each else None) or "" for each in (before, after)]
    for kind in kinds:
        yield Change(kind, skill, role, old=levels[0], new=levels[1], essential=essential)


def _prerequisites(
    scales: Scales, skill: str, old: ReleasedSkill, new: ReleasedSkill, asked_levels: frozenset[str]
) -> Iterator[Change]:
    """Yield the changed prerequisites of a skill; ``asked_levels`` are its levels that essential requirements lead to.

    The prerequisites in force at each level are compared, not the rows that state them, since a row holds from its level
    upward. The same change at several levels in sequence is yielded once. Removed levels are left out: they have a change
    of their own.
    """
    before = {at: _needs(old, scales.old, scales.counterpart(at)) for at in scales.new}
    after = {at: _needs(new, scales.new, at) for at in scales.new}
    for id in {id for needs in (*before.values(), *after.values()) for id in needs}:
        for (was, now), same in groupby(scales.new, key=lambda at: (before[at].get(id, ""), after[at].get(id, ""))):
            direction = scales.direction(was or None, now or None)
            if not direction:
                continue
            kind = ChangeKind.PREREQUISITE_RAISED if direction > 0 else ChangeKind.PREREQUISITE_LOWERED
            if not (was and now):
                kind = ChangeKind.PREREQUISITE_ADDED if now else ChangeKind.PREREQUISITE_REMOVED
            levels = tuple(same)
            until = "" if levels[-1] == scales.new[-1] else levels[-1]
            essential = direction > 0 and levels[0] in asked_levels
            yield Change(kind, id, skill, levels[0], was, now, essential, until)


def _needs(skill: ReleasedSkill, scale: tuple[str, ...], at: str | None) -> dict[str, str]:
    """Return the level needed of each prerequisite at the level ``at``: the highest that the rows up to that level state."""
    needs: dict[str, str] = {}
    for level in scale[: scale.index(at) + 1] if at else ():
        for id, needed in skill.prerequisites.get(level, {}).items():
            needs[id] = max(needs.get(id, needed), needed, key=scale.index)
    return needs


def _statements(scales: Scales, skill: str, old: ReleasedSkill, new: ReleasedSkill) -> Iterator[Change]:
    """Yield the changed statements of a skill at the levels that both scales have; other levels have changes of their own.

    A new wording never counts as asking for more: that is for the authors to judge.
    """
    for level in scales.new:
        if level in scales.old and old.statements.get(level) != new.statements.get(level):
            yield Change(ChangeKind.STATEMENT_CHANGED, skill, at=level)


def _standing(old: str, new: str) -> ChangeKind | None:
    """Return how a training entered or left the suggestions, or how its state outside them changed; ``None`` if neither happened."""
    if old == new or {old, new} <= SUGGESTED_STATES:
        return None
    if new in SUGGESTED_STATES:
        return ChangeKind.TRAINING_REACTIVATED if old == TrainingState.RETIRED else ChangeKind.TRAINING_SUGGESTED
    return ChangeKind.TRAINING_RETIRED if new == TrainingState.RETIRED else ChangeKind.TRAINING_DOUBTFUL


def _lifts(scales: Scales, training: str, old: Mapping[str, Lift], new: Mapping[str, Lift]) -> Iterator[Change]:
    """Yield the changes in what a training teaches or attests: a lower start or a higher end extends it, the opposite reduces it."""
    for skill in old.keys() | new.keys():
        before, after = old.get(skill), new.get(skill)
        if before and after:
            begins = scales.direction(after.from_level, before.from_level)
            ends = scales.direction(before.to_level, after.to_level)
            if begins:
                kind = _more_or_less(begins > 0)
                yield Change(kind, skill, training, old=before.start, new=after.start, begins=True)
            if ends:
                yield Change(_more_or_less(ends > 0), skill, training, old=before.to_level, new=after.to_level)
        else:
            levels = (one.to_level if one else "" for one in (before, after))
            yield Change(_more_or_less(after is not None), skill, training, old=next(levels), new=next(levels))


def _more_or_less(more: bool) -> ChangeKind:
    return ChangeKind.TRAINING_EXTENDED if more else ChangeKind.TRAINING_REDUCED


def next_version(version: str, found: tuple[Change, ...]) -> str:
    """Return the version number that follows ``version`` after the changes ``found``; the module's docstring gives the rules."""
    major, minor, patch = version_key(version)
    if any(change.asks_more for change in found):
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if found else f"{major}.{minor}.{patch + 1}"
