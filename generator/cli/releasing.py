"""Verbs for releases of the content: ``release`` and ``changes``."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from generator.catalog import Catalog
from generator.cli.console import PATH_TYPE, content_option, pass_today
from generator.cli.summary import change_summary, changes_in_words, line_of, pages_by_address
from generator.derive.facts import Facts
from generator.load import shown_path
from generator.pipeline import load_facts, load_linked
from generator.releases.diff import changes, next_version
from generator.releases.model import VERSION_PATTERN, Snapshot, version_key
from generator.releases.moved import renamed_ids, under_new_ids
from generator.releases.snapshot import snapshot
from generator.releases.store import write_release
from generator.rules import check

WORK_TREE = "work-tree"
_REASONS = 3
"""Most changes that the message about a refused version names; the verb ``changes`` lists all."""


@click.command()
@content_option
@click.argument("version", required=False)
@pass_today
def release(today: datetime.date, content: Path, version: str | None) -> None:
    """Write a snapshot of the content as release VERSION; without one, say which version the changes ask for.

    A version below the one that the changes ask for is refused.
    """
    facts, _ = load_facts(content, today)
    catalog = facts.catalog
    if version is not None and not re.fullmatch(VERSION_PATTERN, version):
        raise click.BadParameter("a version such as 1.2.0", param_hint="VERSION")
    taken = snapshot(catalog, version or WORK_TREE, today)
    least, reasons = _asked_for(catalog, taken)
    if version is None:
        click.echo(least)
        return
    if reasons is not None and version_key(version) < version_key(least):
        raise click.BadParameter(f"{least} or above: {reasons}", param_hint="VERSION")
    click.echo(shown_path(write_release(content, taken)))


def _asked_for(catalog: Catalog, taken: Snapshot) -> tuple[str, str | None]:
    """Return the lowest version that the changes allow, and the reason; for a first release ``1.0.0`` and no reason.

    Raises ``click.UsageError`` if nothing has changed since the last release.
    """
    if not catalog.content.releases:
        return "1.0.0", None
    last = catalog.content.releases[-1]
    if taken.digest == last.digest:
        raise click.UsageError(f"nothing has changed since release {last.version}")
    found = changes(under_new_ids(last, taken, catalog.content.moved), taken)
    telling = [change for change in found if change.asks_more] or list(found)
    reasons = [" ".join(line_of(change).split()) for change in telling[:_REASONS]] or ["a change in texts"]
    if len(telling) > _REASONS:
        reasons.append(f"{len(telling) - _REASONS} more ('rollenatlas changes' lists them)")
    return next_version(last.version, found), f"since {last.version} there is {'; '.join(reasons)}"


@click.command(name="changes")
@content_option
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--against",
    type=PATH_TYPE,
    help="Write as Markdown what differs from the content folder DIR, for reviewers.",
    metavar="DIR",
)
@click.argument("old", required=False)
@click.argument("new", required=False, default=WORK_TREE)
@pass_today
def changes_command(
    today: datetime.date, content: Path, style: str, *, against: Path | None, old: str | None, new: str
) -> None:
    """List what changed from release OLD (the last one) to release NEW (the work tree)."""
    if against is not None:
        click.echo(_compared(against, content, today), nl=False)
        return
    facts, _ = load_facts(content, today)
    catalog = facts.catalog
    states = {one.version: one for one in catalog.content.releases}
    if not states:
        raise click.UsageError("nothing is released yet; 'rollenatlas release 1.0.0' writes the first snapshot")
    last = catalog.content.releases[-1].version
    states[WORK_TREE] = snapshot(catalog, WORK_TREE, today)
    before, after = _state(states, old or last), _state(states, new)
    found = changes(under_new_ids(before, after, catalog.content.moved), after)
    same = before.digest == after.digest
    asked = before.version if same else next_version(before.version, found)
    if style == "json":
        rows = [asdict(change) for change in found]
        click.echo(json.dumps({"old": before.version, "new": new, "asks_for": asked, "changes": rows}, indent=2))
        return
    for change in found:
        click.echo(line_of(change))
    counts = Counter(change.kind for change in found)
    in_numbers = ", ".join(f"{counts[kind]} {kind}" for kind in counts)
    in_numbers = in_numbers or ("no changes" if same else "no changes but in texts")
    click.echo(f"{before.version} to {new}: {in_numbers}" + ("" if same else f"; asks for version {asked}"))


def _compared(old: Path, new: Path, today: datetime.date) -> str:
    """Return the differences between two content folders as Markdown. Raises ``ContentError`` if one of them has errors."""
    before = Facts(load_linked(old), today)
    after, warnings = load_facts(new, today)
    old_state, new_state = (snapshot(facts.catalog, WORK_TREE, today) for facts in (before, after))
    moved = after.catalog.content.moved
    renamed = renamed_ids(old_state, new_state, moved)
    lines = [f"`{kind}-renamed {id} -> {follower}`" for kind, ids in renamed.items() for id, follower in ids.items()]
    old_state = under_new_ids(old_state, new_state, moved)
    lines += changes_in_words(after, new, old_state, new_state)
    known = {(problem.code, problem.found) for problem in check(before)}
    fresh = [problem for problem in warnings if (problem.code, problem.found) not in known]
    pages = pages_by_address(before, old), pages_by_address(after, new)
    return change_summary(before, after, pages, lines, fresh)


def _state(states: dict[str, Snapshot], name: str) -> Snapshot:
    if name not in states:
        raise click.BadParameter(f"one of {', '.join(states)}, not {name}")
    return states[name]
