"""Plan to remove what is no longer needed: confirmations of texts that no longer exist, and words in word lists that no text uses."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from generator.catalog import Catalog
from generator.derive.freshness import hashes
from generator.derive.passages import fields
from generator.lock import LOCK_NAME, Confirmed, lock_text
from generator.pipeline import load_linked
from generator.rules.spelling import WORDLISTS, SpellingUnavailableError, spelling_problems
from generator.workbench.plan import Plan
from generator.workbench.workspace import Workspace


def plan_prune(root: Path) -> Plan:
    """Plan to remove stale confirmations and unused words; without hunspell the words stay, and a note says so."""
    catalog = load_linked(root)
    workspace = Workspace(root)
    notes: list[str] = []
    confirmed = catalog.content.confirmed
    kept = living(catalog)
    if kept != confirmed:
        workspace.write(LOCK_NAME, lock_text(kept))
        notes.append(f"{_size(confirmed) - _size(kept)} confirmations of texts that are gone")
    try:
        unneeded = [one for one in spelling_problems(catalog, root) if one.code == "unneeded-word"]
    except SpellingUnavailableError as error:
        notes.append(f"words are not looked at: {error}")
        unneeded = []
    by_file: dict[str, set[int]] = {}
    for one in unneeded:
        by_file.setdefault(workspace.name(one.location.path), set()).add(one.location.line)
    for name, gone in by_file.items():
        lines = (workspace.text(name) or "").splitlines(keepends=True)
        workspace.write(name, "".join(line for number, line in enumerate(lines, start=1) if number not in gone))
        notes.append(f"{len(gone)} words of {WORDLISTS}/{Path(name).name} that no text needs")
    return Plan(workspace, notes)


def living(catalog: Catalog) -> Confirmed:
    """Return the confirmations of texts that exist; that of an item which moved within its list gets the item's new key."""
    confirmed = catalog.content.confirmed
    kept: dict[str, Mapping[str, Mapping[str, str]]] = {}
    for record, group in groupby(fields(catalog), key=lambda field: field.record):
        known = confirmed.get(record)
        if known is None:
            continue
        values = list(known.values())
        found: dict[str, Mapping[str, str]] = {}
        for field in group:
            complete = all(language in field.texts for language in catalog.languages)
            now = hashes(field, catalog.languages) if complete else None
            if now is not None and now in values:
                found[field.key] = now
            elif field.key in known:
                found[field.key] = known[field.key]
        kept[record] = found
    return kept


def _size(confirmed: Confirmed) -> int:
    return sum(map(len, confirmed.values()))
