"""The changes page: what each release changed, and what has changed since the last one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise

from generator.derive.changes import Change, ChangeKind, changes, snapshot
from generator.releases import Snapshot
from generator.render.lens import Lens, Link
from generator.render.plan import Kind

_TRAININGS = frozenset({ChangeKind.TRAINING_ADDED, ChangeKind.TRAINING_RETIRED, ChangeKind.TRAINING_REMOVED})
_ROLES = frozenset({ChangeKind.ROLE_ADDED, ChangeKind.ROLE_REMOVED})


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What changed: the thing, the role it concerns, and the levels before and after where they matter."""

    subject: Link
    role: Link | None
    old_level: str
    new_level: str
    necessity: str


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
        return ChangesView(lens.title(Kind.CHANGES), ())
    current = snapshot(lens.catalog, releases[-1].version, releases[-1].date)
    states = (*releases, current)
    views = [_release(lens, None, states[0])]
    views += [_release(lens, old, new, since=new is current) for old, new in pairwise(states)]
    # Nothing to say when nothing changed since the last release.
    shown = [view for view in views if view.version or view.groups]
    return ChangesView(lens.title(Kind.CHANGES), tuple(reversed(shown)))


def _release(lens: Lens, old: Snapshot | None, new: Snapshot, *, since: bool = False) -> ReleaseView:
    found = changes(old, new) if old else ()
    groups = tuple(
        ChangeGroup(kind, lens.t(f"change.{kind}"), tuple(_line(lens, change, old or new, new) for change in rows))
        for kind, rows in groupby(found, key=lambda change: change.kind)
    )
    counts = lens.t("changes.counts", roles=len(new.roles), skills=len(new.skills), trainings=len(new.trainings))
    return ReleaseView(
        "" if since else new.version, "" if since else lens.t.date(new.date), old is None, counts, groups
    )


def _line(lens: Lens, change: Change, old: Snapshot, new: Snapshot) -> ChangeLine:
    role = _record(lens, Kind.ROLE, change.role, old, new) if change.role else None
    kind = Kind.TRAINING if change.kind in _TRAININGS else Kind.ROLE if change.kind in _ROLES else Kind.SKILL
    necessity = (
        lens.t("essential" if change.essential else "optional") if change.kind is ChangeKind.REQUIREMENT_ADDED else ""
    )
    return ChangeLine(
        _record(lens, kind, change.id, old, new),
        role,
        _level(lens, old, change.old_rank),
        _level(lens, new, change.new_rank),
        necessity,
    )


def _record(lens: Lens, kind: Kind, id: str, old: Snapshot, new: Snapshot) -> Link:
    """Link to a record that still exists; the title that the snapshot kept otherwise."""
    if lens.plan.has(kind, id):
        return lens.link(kind, id)
    if kind is Kind.TRAINING:
        training = new.trainings.get(id) or old.trainings[id]
        return Link(training.title)
    group = "roles" if kind is Kind.ROLE else "skills"
    named = getattr(new, group).get(id) or getattr(old, group)[id]
    return Link(lens.local(named.title) or id)


def _level(lens: Lens, state: Snapshot, rank: int) -> str:
    """Name of a level; of a scale that has changed since, its id."""
    if not rank:
        return ""
    id = state.levels[rank - 1]
    level = lens.catalog.content.levels.get(id)
    return lens.local(level.value.title) if level else id
