"""Plan changes of ids: rename a record, merge two records, split one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

from generator.derive.facts import Facts
from generator.kinds.kind import Kind, Place
from generator.pipeline import load_linked
from generator.problems import did_you_mean
from generator.routes import plan_routes
from generator.workbench.document import Piece, read_pieces
from generator.workbench.edits import add_entry
from generator.workbench.moves import (
    add_entries,
    add_redirects,
    addresses_moved,
    move_drawing,
    move_exceptions,
    move_links,
    move_lock,
    unreleased,
)
from generator.workbench.names import names_of, refuse_taken
from generator.workbench.plan import Plan, WorkbenchError, kind_of, read_content, refuse_tables, refuse_unknown
from generator.workbench.reference_edits import ReferenceEdits
from generator.workbench.references import Reference, references_to
from generator.workbench.workspace import Workspace

ALL_REFERENCES = "all"
"""Word for all references, where an author chooses the record that references name."""


class SplitTarget(StrEnum):
    """The record or records that a reference names after a split."""

    OLD = "old"
    NEW = "new"
    BOTH = "both"


def plan_rename(root: Path, word: str, old: str, new: str, day: datetime.date) -> Plan:
    """Plan to give a record another id, in the record and in all references to it."""
    kind, content = kind_of(word), read_content(root)
    refuse_unknown(content, kind, old)
    refuse_taken(names_of(content), kind, new)
    workspace = Workspace(root)
    moved = addresses_moved(plan_routes(Facts(load_linked(root), day)), kind, old, new)
    references = references_to(content, kind, old)
    refuse_tables(content, kind, old, references)
    edits = ReferenceEdits(workspace)
    for one in references:
        edits.rename(one, new)
    record = content.records[kind.plural][old]
    if kind.place is not Place.FOLDER:
        edits.rename(Reference(record, ("id",), is_key=False), new)
    move_exceptions(edits, content, kind, old, new)
    edits.apply()
    content = move_links(workspace, content, kind, old, new)
    if kind.place is Place.FOLDER:
        workspace.move(f"{kind.plural}/{old}.yml", f"{kind.plural}/{new}.yml")
    move_drawing(workspace, kind, old, new)
    own = f"{kind.plural}/{old}"
    move_lock(workspace, content, references, new, lambda key: f"{kind.plural}/{new}" if key == own else key)
    fresh = unreleased(content, kind, old)
    add_redirects(workspace, content, moved, day, new=not fresh)
    notes = [f"{_count(references)} in {_files(references)}"]
    if fresh and moved:
        notes.append(f"no release knows {own}, so no redirect leads on from it")
    return Plan(workspace, notes)


def plan_merge(root: Path, word: str, old: str, into: str, day: datetime.date) -> Plan:
    """Plan to replace the record ``old`` by ``into`` in all references; items that would be duplicates are removed."""
    kind, content = kind_of(word), read_content(root)
    refuse_unknown(content, kind, old)
    refuse_unknown(content, kind, into)
    if old == into:
        raise WorkbenchError(f'"{old}" can\'t be merged into itself')
    workspace = Workspace(root)
    moved = addresses_moved(plan_routes(Facts(load_linked(root), day)), kind, old, into)
    own, target = f"{kind.plural}/{old}", f"{kind.plural}/{into}"
    references = tuple(one for one in references_to(content, kind, old) if one.owner != own)
    refuse_tables(content, kind, old, references)
    edits = ReferenceEdits(workspace)
    for one in references:
        edits.merge(one, into, one.owner == target)
    record = content.records[kind.plural][old]
    if kind.place is not Place.FOLDER:
        edits.drop_items(record.path, (), {int(record.prefix[0])})
    move_exceptions(edits, content, kind, old, None)
    edits.apply()
    content = move_links(workspace, content, kind, old, into)
    if kind.place is Place.FOLDER:
        workspace.remove(f"{kind.plural}/{old}.yml")
    move_drawing(workspace, kind, old, into)
    move_lock(workspace, content, references, into, lambda key: None if key == own else key)
    add_redirects(workspace, content, moved, day)
    notes = [f"{_count(references)} in {_files(references)}"]
    notes += [f"{place}: taken away, since {reason}" for place, reason in sorted(edits.dropped)]
    notes.append(f"what {record.path} says goes: carry over by hand what {target} should say too")
    return Plan(workspace, notes)


def plan_split(
    root: Path, word: str, old: str, new: str, choose: Callable[[Reference], SplitTarget], *, named: Iterable[str] = ()
) -> Plan:
    """Plan to copy a record to the id ``new``; ``choose`` returns for each reference whether it names the old record, the new one or both.

    ``named`` are the records (``roles/x``) and kinds (``roles``) for whose references the author has chosen in advance.
    """
    kind, content = kind_of(word), read_content(root)
    refuse_unknown(content, kind, old)
    refuse_taken(names_of(content), kind, new)
    workspace = Workspace(root)
    own = f"{kind.plural}/{old}"
    references = tuple(one for one in references_to(content, kind, old) if one.owner != own)
    refuse_tables(content, kind, old)
    _refuse_unreferring(named, f'{kind.name} "{old}"', references)
    record = content.records[kind.plural][old]
    edits = ReferenceEdits(workspace)
    text, whole = edits.file(record.path)
    going, shared = [], 0
    for one in references:
        target = choose(one)
        if target is not SplitTarget.OLD:
            refuse_tables(content, kind, old, (one,))
        if target is SplitTarget.NEW:
            edits.rename(one, new)
            going.append(one)
        elif target is SplitTarget.BOTH:
            edits.copy_item(one, new)
            shared += 1
    edits.apply()
    if kind.place is Place.FOLDER:
        workspace.copy(f"{kind.plural}/{old}.yml", f"{kind.plural}/{new}.yml")
        _mark_as_draft(workspace, kind, f"{kind.plural}/{new}.yml")
    else:
        piece = whole.items[int(record.prefix[0])]
        entry = _with_id(text, piece, new)
        add_entries(workspace, workspace.name(record.path), [entry])
    move_drawing(workspace, kind, old, new, keep=True)
    move_lock(workspace, content, going, new, lambda key: key)
    notes = [f"{len(going)} of {_count(references)} go to {new}, {shared} to both"]
    notes.append(f"{kind.plural}/{new} is a copy: say in each of the two what is true of it alone")
    return Plan(workspace, notes)


def _refuse_unreferring(named: Iterable[str], record: str, references: tuple[Reference, ...]) -> None:
    """Raise ``WorkbenchError`` if a choice is for a record that does not refer to ``record``, so that typing errors are noticed."""
    owners = {one.owner for one in references}
    known = {*owners, *(owner.partition("/")[0] for owner in owners), ALL_REFERENCES}
    if wrong := [where for where in named if where not in known]:
        there = f"these do: {', '.join(sorted(owners))}" if owners else "nothing does"
        hint = f"; {did_you_mean(wrong[0], known)}".rstrip("; ")
        raise WorkbenchError(f"no reference to the {record} stands in {', '.join(wrong)}{hint}; {there}")


def _mark_as_draft(workspace: Workspace, kind: Kind, name: str) -> None:
    text = workspace.text(name) or ""
    root = read_pieces(text)
    if root is None or "draft" not in kind.model.model_fields:
        return
    if "draft" in root.entries:
        piece = root.entries["draft"]
        workspace.write(name, f"{text[: piece.start]}true{text[piece.end :]}")
    else:
        edit = add_entry(text, root, "draft", " true")
        workspace.write(name, text[: edit.start] + edit.new + text[edit.end :])


def _with_id(text: str, piece: Piece, new: str) -> str:
    """Return a copy of an entry of a list with another id, as YAML text without its dash and indent."""
    own = piece.entries["id"]
    copied = text[piece.start : own.start] + new + text[own.end : piece.end]
    indent = " " * (piece.start - text.rfind("\n", 0, piece.start) - 1)
    return "\n".join(line.removeprefix(indent) for line in copied.splitlines())


def _count(references: tuple[Reference, ...]) -> str:
    return f"{len(references)} reference{'' if len(references) == 1 else 's'}"


def _files(references: tuple[Reference, ...]) -> str:
    files = len({one.record.path for one in references})
    return f"{files} file{'' if files == 1 else 's'}"
