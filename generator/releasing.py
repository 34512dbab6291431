"""Verbs for releases of the content: ``release`` and ``changes``."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from pathlib import Path

import click

from generator.catalog import Catalog
from generator.console import content_option
from generator.derive.changes import Change, changes, next_version, snapshot
from generator.load import shown_path
from generator.pipeline import load_catalog
from generator.releases import VERSION_PATTERN, Snapshot, version_key, write_release

WORK_TREE = "work-tree"


@click.command()
@content_option
@click.argument("version", required=False)
def release(content: Path, version: str | None) -> None:
    """Write a snapshot of the content as release VERSION; without one, say which version the changes ask for."""
    today = datetime.date.today()
    catalog, _ = load_catalog(content, today)
    released = catalog.content.releases
    if version is None:
        click.echo(_asked_for(catalog, today))
        return
    if not re.fullmatch(VERSION_PATTERN, version):
        raise click.BadParameter("a version such as 1.2.0", param_hint="VERSION")
    if released and version_key(version) <= version_key(released[-1].version):
        raise click.BadParameter(f"a version above {released[-1].version}", param_hint="VERSION")
    click.echo(shown_path(write_release(content, snapshot(catalog, version, today))))


def _asked_for(catalog: Catalog, today: datetime.date) -> str:
    released = catalog.content.releases
    if not released:
        return "1.0.0"
    found = changes(released[-1], snapshot(catalog, released[-1].version, today))
    return next_version(released[-1].version, found)


@click.command(name="changes")
@content_option
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("old", required=False)
@click.argument("new", required=False, default=WORK_TREE)
def changes_command(content: Path, style: str, old: str | None, new: str) -> None:
    """List what changed from release OLD (the last one) to release NEW (the work tree)."""
    today = datetime.date.today()
    catalog, _ = load_catalog(content, today)
    states = {one.version: one for one in catalog.content.releases}
    if not states:
        raise click.UsageError("nothing is released yet; 'rollenatlas release 1.0.0' writes the first snapshot")
    last = catalog.content.releases[-1].version
    states[WORK_TREE] = snapshot(catalog, last, today)
    before, after = _state(states, old or last), _state(states, new)
    found = changes(before, after)
    if style == "json":
        rows = [
            {
                "kind": str(c.kind),
                "id": c.id,
                "role": c.role,
                "old": c.old_rank,
                "new": c.new_rank,
                "essential": c.essential,
            }
            for c in found
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    for change in found:
        click.echo(_line(change, before, after))
    counts = Counter(change.kind for change in found)
    summary = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "no changes but in texts"
    click.echo(f"{before.version} to {new}: {summary}; next version {next_version(before.version, found)}")


def _state(states: dict[str, Snapshot], name: str) -> Snapshot:
    if name not in states:
        raise click.BadParameter(f"one of {', '.join(states)}, not {name}")
    return states[name]


def _line(change: Change, old: Snapshot, new: Snapshot) -> str:
    levels = ""
    if change.old_rank or change.new_rank:
        before = old.levels[change.old_rank - 1] if change.old_rank else "-"
        after = new.levels[change.new_rank - 1] if change.new_rank else "-"
        levels = f" {before} -> {after}"
    place = f"{change.role}: " if change.role else ""
    return f"{change.kind:22} {place}{change.id}{levels}{' (essential)' if change.essential else ''}"
