"""What changed between two states of the content, and which version number that asks for.

Semantic versioning of content: *major* when something new is required of a person (an essential requirement is added, raised, or was
optional before; a role disappears), *minor* when something is added, lowered or retired, *patch* when only texts changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.catalog import Catalog
from generator.releases import Named, RequiredSkill, RoleState, Snapshot, TrainingState, version_key

_ESSENTIAL = "essential"


class ChangeKind(StrEnum):
    """Kinds of changes, in the order in which readers want them."""

    ROLE_ADDED = "role-added"
    ROLE_REMOVED = "role-removed"
    REQUIREMENT_ADDED = "requirement-added"
    REQUIREMENT_RAISED = "requirement-raised"
    REQUIREMENT_ESSENTIAL = "requirement-essential"
    REQUIREMENT_LOWERED = "requirement-lowered"
    REQUIREMENT_OPTIONAL = "requirement-optional"
    REQUIREMENT_REMOVED = "requirement-removed"
    SKILL_ADDED = "skill-added"
    SKILL_REMOVED = "skill-removed"
    TRAINING_ADDED = "training-added"
    TRAINING_RETIRED = "training-retired"
    TRAINING_REMOVED = "training-removed"


_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``role`` is set for requirements; ranks are 0 where they do not apply; ``essential`` tells the new necessity."""

    kind: ChangeKind
    id: str
    role: str = ""
    old_rank: int = 0
    new_rank: int = 0
    essential: bool = False


def snapshot(catalog: Catalog, version: str, date: datetime.date) -> Snapshot:
    """Take a snapshot of the catalogue."""
    content = catalog.content
    return Snapshot(
        version=version,
        date=date,
        levels=catalog.level_ids,
        roles={
            id: RoleState(
                title=dict(record.value.title),
                requires={
                    item.skill: RequiredSkill(rank=catalog.rank(item.level), necessity=item.necessity)
                    for item in sorted(record.value.requires, key=lambda item: item.skill)
                },
            )
            for id, record in content.roles.items()
        },
        skills={id: Named(title=dict(record.value.title)) for id, record in content.skills.items()},
        trainings={
            id: TrainingState(title=record.value.title, state=record.value.state)
            for id, record in content.trainings.items()
        },
    )


def changes(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """List what changed from one snapshot to the other, sorted by kind, role and id."""
    found = [
        *_added_and_removed(old.roles, new.roles, ChangeKind.ROLE_ADDED, ChangeKind.ROLE_REMOVED),
        *_added_and_removed(old.skills, new.skills, ChangeKind.SKILL_ADDED, ChangeKind.SKILL_REMOVED),
        *_added_and_removed(old.trainings, new.trainings, ChangeKind.TRAINING_ADDED, ChangeKind.TRAINING_REMOVED),
    ]
    for role in old.roles.keys() & new.roles.keys():
        found.extend(_requirements(role, old.roles[role], new.roles[role]))
    found += [
        Change(ChangeKind.TRAINING_RETIRED, id)
        for id in old.trainings.keys() & new.trainings.keys()
        if new.trainings[id].state == "retired" != old.trainings[id].state
    ]
    return tuple(sorted(found, key=lambda change: (_ORDER[change.kind], change.role, change.id)))


def _added_and_removed(
    old: Mapping[str, object], new: Mapping[str, object], added: ChangeKind, removed: ChangeKind
) -> Iterator[Change]:
    yield from (Change(added, id) for id in new.keys() - old.keys())
    yield from (Change(removed, id) for id in old.keys() - new.keys())


def _requirements(role: str, old: RoleState, new: RoleState) -> Iterator[Change]:
    for skill in old.requires.keys() | new.requires.keys():
        before, after = old.requires.get(skill), new.requires.get(skill)
        if before is None and after is not None:
            yield Change(ChangeKind.REQUIREMENT_ADDED, skill, role, 0, after.rank, after.necessity == _ESSENTIAL)
        elif after is None and before is not None:
            yield Change(ChangeKind.REQUIREMENT_REMOVED, skill, role, before.rank, 0)
        elif before is not None and after is not None:
            yield from _graded(role, skill, before, after)


def _graded(role: str, skill: str, before: RequiredSkill, after: RequiredSkill) -> Iterator[Change]:
    essential = after.necessity == _ESSENTIAL
    if before.rank != after.rank:
        kind = ChangeKind.REQUIREMENT_RAISED if after.rank > before.rank else ChangeKind.REQUIREMENT_LOWERED
        yield Change(kind, skill, role, before.rank, after.rank, essential)
    if before.necessity != after.necessity:
        kind = ChangeKind.REQUIREMENT_ESSENTIAL if essential else ChangeKind.REQUIREMENT_OPTIONAL
        yield Change(kind, skill, role, before.rank, after.rank, essential)


def next_version(version: str, found: tuple[Change, ...]) -> str:
    """Version number that the changes ask for, counted from the old one."""
    major, minor, patch = version_key(version)
    if any(_asks_more(change) for change in found):
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if found else f"{major}.{minor}.{patch + 1}"


def _asks_more(change: Change) -> bool:
    more = (ChangeKind.REQUIREMENT_ADDED, ChangeKind.REQUIREMENT_RAISED, ChangeKind.REQUIREMENT_ESSENTIAL)
    return change.kind is ChangeKind.ROLE_REMOVED or (change.kind in more and change.essential)
