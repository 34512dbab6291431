"""The changes page: what each release changed, and what has changed since the last one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise

from generator.kinds.training import TrainingState
from generator.releases.diff import Change, ChangeKind, changes
from generator.releases.model import Snapshot
from generator.releases.snapshot import content_version, snapshot
from generator.render.lens import Lens, Link
from generator.routes import PageKind

_TRAININGS = frozenset(
    {
        ChangeKind.TRAINING_ADDED,
        ChangeKind.TRAINING_REACTIVATED,
        ChangeKind.TRAINING_SUGGESTED,
        ChangeKind.TRAINING_DOUBTFUL,
        ChangeKind.TRAINING_RETIRED,
        ChangeKind.TRAINING_REMOVED,
    }
)
_ROLES = frozenset({ChangeKind.ROLE_ADDED, ChangeKind.ROLE_REMOVED, ChangeKind.QUALIFICATION_CHANGED})
_LEVELS = frozenset({ChangeKind.LEVEL_ADDED, ChangeKind.LEVEL_MOVED, ChangeKind.LEVEL_REMOVED})
_PREREQUISITES = frozenset(
    {
        ChangeKind.PREREQUISITE_ADDED,
        ChangeKind.PREREQUISITE_RAISED,
        ChangeKind.PREREQUISITE_LOWERED,
        ChangeKind.PREREQUISITE_REMOVED,
    }
)
_WHOLE_REQUIREMENTS = frozenset({ChangeKind.REQUIREMENT_ADDED, ChangeKind.REQUIREMENT_REMOVED})
_WHOLE = _WHOLE_REQUIREMENTS | {ChangeKind.PREREQUISITE_ADDED, ChangeKind.PREREQUISITE_REMOVED}
_LESSONS = frozenset({ChangeKind.TRAINING_EXTENDED, ChangeKind.TRAINING_REDUCED})


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What changed: the thing and the record it concerns.

    ``levels`` says in words its level, or those before and now, where they matter; ``at`` at which levels of the
    record it changed, ``necessity`` how necessary it is.
    """

    subject: Link
    concerns: Link | None
    levels: str = ""
    at: str = ""
    necessity: str = ""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one kind."""

    kind: str
    title: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A release; the state since the last one has neither version nor date."""

    version: str
    date: str
    first: bool
    counts: str
    groups: tuple[ChangeGroup, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Everything the changes page shows, the newest first."""

    title: str
    releases: tuple[ReleaseView, ...]


def changes_view(lens: Lens) -> ChangesView:
    """Make the view of the changes page."""
    releases = lens.catalog.content.releases
    if not releases:
        return ChangesView(lens.title(PageKind.CHANGES), ())
    views = [_release(lens, None, releases[0])]
    views += [_release(lens, old, new) for old, new in pairwise(releases)]
    if content_version(lens.catalog).changed:
        current = snapshot(lens.catalog, releases[-1].version, releases[-1].date)
        views.append(_release(lens, releases[-1], current, since=True))
    return ChangesView(lens.title(PageKind.CHANGES), tuple(reversed(views)))


def _release(lens: Lens, old: Snapshot | None, new: Snapshot, *, since: bool = False) -> ReleaseView:
    found = changes(old, new) if old else ()
    groups = tuple(
        ChangeGroup(kind, lens.t(f"change.{kind}"), tuple(_line(lens, change, old or new, new) for change in rows))
        for kind, rows in groupby(found, key=lambda change: change.kind)
    )
    offered = sum(training.state != TrainingState.RETIRED for training in new.trainings.values())
    counts = lens.t("changes.counts", roles=len(new.roles), skills=len(new.skills), trainings=offered)
    return ReleaseView(
        "" if since else new.version, "" if since else lens.t.date(new.date), old is None, counts, groups
    )


def _line(lens: Lens, change: Change, old: Snapshot, new: Snapshot) -> ChangeLine:
    if change.kind in _LEVELS:
        return ChangeLine(Link(_level(lens, change.id, new, old)), None)
    kind = (
        PageKind.TRAINING if change.kind in _TRAININGS else PageKind.ROLE if change.kind in _ROLES else PageKind.SKILL
    )
    owner = (
        PageKind.SKILL
        if change.kind in _PREREQUISITES
        else PageKind.TRAINING
        if change.kind in _LESSONS
        else PageKind.ROLE
    )
    necessity = "essential" if change.essential else "optional"
    return ChangeLine(
        _record(lens, kind, change.id, old, new),
        _record(lens, owner, change.of, old, new) if change.of else None,
        _levels(lens, change, old, new),
        _at(lens, change, new, old) if change.at else "",
        lens.t(necessity) if change.kind in _WHOLE_REQUIREMENTS else "",
    )


def _levels(lens: Lens, change: Change, old: Snapshot, new: Snapshot) -> str:
    """Say the level of what was added or removed, else the one before and the one now, in words that can be heard."""
    before, now = _level(lens, change.old, old), _level(lens, change.new, new)
    if change.kind in _WHOLE or change.old == change.new:
        return now or before
    none = lens.t("changes.no_level")
    return lens.t("changes.levels", before=before or none, now=now or none)


def _at(lens: Lens, change: Change, *states: Snapshot) -> str:
    """Say at which of its levels a skill builds on another, or says something else than before."""
    level, until = (_level(lens, id, *states) for id in (change.at, change.until))
    if change.until == change.at or not change.of:
        return lens.t("changes.at", level=level)
    return lens.t("changes.between", level=level, until=until) if until else lens.t("changes.from", level=level)


def _record(lens: Lens, kind: PageKind, id: str, old: Snapshot, new: Snapshot) -> Link:
    """Link to a record that still exists; the title that the snapshot kept otherwise."""
    if lens.routes.has(kind, id):
        return lens.link(kind, id)
    if kind is PageKind.TRAINING:
        training = new.trainings.get(id) or old.trainings[id]
        return Link(training.title)
    group = "roles" if kind is PageKind.ROLE else "skills"
    named = getattr(new, group).get(id) or getattr(old, group).get(id)
    return Link((lens.local(named.title) if named else "") or id)


def _level(lens: Lens, id: str, *states: Snapshot) -> str:
    """Name of a level; of one that is gone, the name that a snapshot kept."""
    level = lens.catalog.content.levels.get(id)
    titles = [level.value.title] if level else [one.title for state in states for one in state.levels if one.id == id]
    return next((lens.local(title) for title in titles if lens.local(title)), id)
