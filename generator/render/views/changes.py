"""The changes page: the changes of each release, and those since the last one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise

from generator.kinds.training import TrainingState
from generator.releases.diff import Change, changes
from generator.releases.model import Snapshot
from generator.releases.moved import under_new_ids
from generator.releases.snapshot import snapshot
from generator.render.lens import Lens, PageLink
from generator.render.views.registry import shows
from generator.routes import PageKind

# By what a change is about: the kind of page of the thing that changed, then that of the record that the change concerns.
_SUBJECTS = {"role": PageKind.ROLE, "qualification": PageKind.ROLE, "training": PageKind.TRAINING}
_OWNERS = {"prerequisite": PageKind.SKILL, "training": PageKind.TRAINING}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change: the thing that changed and the record that it concerns.

    ``levels`` names its level in words, or the levels before and now, if they matter. ``at`` names the levels or the grade
    of the record at which it changed. ``necessity`` says whether an added or removed requirement is essential.
    """

    subject: PageLink
    concerns: PageLink | None
    levels: str = ""
    at: str = ""
    necessity: str = ""


SHOWN_LINES = 5
"""Number of lines of a group that are shown without unfolding."""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one kind; the first ``shown`` lines are above a fold with the others."""

    kind: str
    title: str
    lines: tuple[ChangeLine, ...]

    @property
    def shown(self) -> int:
        """Number of lines above the fold; a single further line is shown too, since a fold would take as much room."""
        return len(self.lines) if len(self.lines) <= SHOWN_LINES + 1 else SHOWN_LINES


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A release; for the state since the last one, version and date are empty."""

    anchor: str
    version: str
    date: str
    first: bool
    counts: str
    groups: tuple[ChangeGroup, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Everything the changes page shows, with the newest release first."""

    title: str
    summary: str
    releases: tuple[ReleaseView, ...]


@shows(PageKind.CHANGES)
def changes_view(lens: Lens) -> ChangesView:
    """Make the view of the changes page."""
    releases, title, summary = lens.catalog.content.releases, lens.title(PageKind.CHANGES), lens.t("changes.lead")
    if not releases:
        return ChangesView(title, summary, ())
    views = [_release(lens, 1, None, releases[0])]
    views += [_release(lens, number, old, new) for number, (old, new) in enumerate(pairwise(releases), start=2)]
    if lens.facts.version.changed:
        current = snapshot(lens.catalog, releases[-1].version, releases[-1].date, digest="")
        views.append(_release(lens, len(releases) + 1, releases[-1], current, since=True))
    return ChangesView(title, summary, tuple(reversed(views)))


def anchor_of(number: int) -> str:
    """Return the anchor of a release on the page, by its number, where 1 is the oldest."""
    return f"release-{number}"


def _release(lens: Lens, number: int, old: Snapshot | None, new: Snapshot, *, since: bool = False) -> ReleaseView:
    old = under_new_ids(old, new, lens.catalog.content.moved) if old else None
    found = changes(old, new) if old else ()
    groups = tuple(
        ChangeGroup(kind, lens.t(f"change.{kind}"), tuple(_line(lens, change, old or new, new) for change in rows))
        for kind, rows in groupby(found, key=lambda change: change.kind)
    )
    offered = sum(training.state != TrainingState.RETIRED for training in new.trainings.values())
    counts = lens.t("changes.counts", roles=len(new.roles), skills=len(new.skills), trainings=offered)
    version, date = ("", "") if since else (new.version, lens.t.date(new.date))
    return ReleaseView(anchor_of(number), version, date, old is None, counts, groups)


def in_words(lens: Lens, change: Change, old: Snapshot, new: Snapshot) -> str:
    """Return a change in words as the page shows it, with its kind in front."""
    line = _line(lens, change, old, new)
    inside = ", ".join(part for part in (line.concerns.text if line.concerns else "", line.at) if part)
    behind = ", ".join(part for part in (line.levels, line.necessity) if part)
    parts = (line.subject.text, f" ({inside})" if inside else "", f": {behind}" if behind else "")
    return f"{lens.t(f'change.{change.kind}')}: {''.join(parts)}"


def _line(lens: Lens, change: Change, old: Snapshot, new: Snapshot) -> ChangeLine:
    about, _, what = change.kind.partition("-")
    role = _record(lens, PageKind.ROLE, change.of, old, new) if about == "grade" and change.of else None
    if about in ("level", "grade"):
        return ChangeLine(PageLink(_title(lens, f"{about}s", change.id, new, old)), role)
    # With ``of`` the subject is a skill, even if the change is one of a training: a skill that it teaches.
    subject = PageKind.SKILL if change.of else _SUBJECTS.get(about, PageKind.SKILL)
    whole_requirement = about == "requirement" and what in ("added", "removed")
    return ChangeLine(
        _record(lens, subject, change.id, old, new),
        _record(lens, _OWNERS.get(about, PageKind.ROLE), change.of, old, new) if change.of else None,
        _levels(lens, change, old, new),
        _at(lens, change, new, old),
        lens.t("essential" if change.essential else "optional") if whole_requirement else "",
    )


def _levels(lens: Lens, change: Change, old: Snapshot, new: Snapshot) -> str:
    """Return the level of an addition or removal, else the levels before and now, in words that a screen reader can read."""
    before, now = _title(lens, "levels", change.old, old), _title(lens, "levels", change.new, new)
    comes_or_goes = not change.kind.startswith("training") and change.kind.endswith(("added", "removed"))
    if comes_or_goes or change.old == change.new:
        return now or before
    none = lens.t("changes.no_level")
    text = "changes.begins" if change.begins else "changes.levels"
    return lens.t(text, before=before or none, now=now or none)


def _at(lens: Lens, change: Change, *states: Snapshot) -> str:
    """Return in words the grade for which a role's requirement changed, or the levels at which a skill or prerequisite changed."""
    if change.grade:
        return lens.t("changes.grade", grade=_title(lens, "grades", change.grade, *states))
    if not change.at:
        return ""
    level, until = (_title(lens, "levels", id, *states) for id in (change.at, change.until))
    if change.until == change.at or not change.of:
        return lens.t("changes.at", level=level)
    return lens.t("changes.between", level=level, until=until) if until else lens.t("changes.from", level=level)


def _record(lens: Lens, kind: str, id: str, old: Snapshot, new: Snapshot) -> PageLink:
    """Return a link to a record that still exists, else the title that a snapshot kept."""
    if lens.routes.has(kind, id):
        return lens.link(kind, id)
    if kind == PageKind.TRAINING:
        training = new.trainings.get(id) or old.trainings[id]
        return PageLink(training.title)
    group = "roles" if kind == PageKind.ROLE else "skills"
    named = getattr(new, group).get(id) or getattr(old, group).get(id)
    return PageLink((lens.local(named.title) if named else "") or id)


def _title(lens: Lens, vocabulary: str, id: str, *states: Snapshot) -> str:
    """Return the name of a level or grade; for one that no longer exists, the name that a snapshot kept."""
    known = getattr(lens.catalog.content, vocabulary).get(id)
    kept = [one.title for state in states for one in getattr(state, vocabulary) if one.id == id]
    return next((lens.local(title) for title in ([known.value.title] if known else kept) if lens.local(title)), id)
