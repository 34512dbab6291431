"""Plan to remove records, together with items and entries that refer to them and mean nothing without them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.catalog import Catalog
from generator.content import Content, Record
from generator.derive.facts import Facts
from generator.derive.passages import IDENTITY
from generator.kinds.grade import KIND as GRADE
from generator.kinds.kind import Kind, Place
from generator.kinds.level import KIND as LEVEL
from generator.kinds.redirect import KIND as REDIRECT
from generator.kinds.role import KIND as ROLE
from generator.load import shown_path
from generator.lock import LOCK_NAME, lock_text
from generator.look.own import LOOK_FOLDER
from generator.model.marks import NONE, KeyPath, Ref, find
from generator.pipeline import faults_at_once, load_linked
from generator.problems import ContentError, Location, Severity
from generator.routes import plan_routes
from generator.store.nodes import TableNode
from generator.workbench.document import read_pieces
from generator.workbench.edits import apply_edits, remove_items
from generator.workbench.moves import addresses_moved, linking_texts
from generator.workbench.names import known_names
from generator.workbench.plan import (
    Plan,
    WorkbenchError,
    after_change,
    kind_of,
    new_problems,
    read_content,
    refuse_unknown,
)
from generator.workbench.pruning import living
from generator.workbench.reference_edits import ReferenceEdits
from generator.workbench.references import Reference, references_to
from generator.workbench.workspace import Workspace

_SCALES = (LEVEL, GRADE)
_UNREAD = "nothing is removed while these stand: nobody can say what else names it; a draft goes with 'rollenatlas remove KIND ID'"
_INSTEAD = "name another there first, or remove that record too"
_MOST = 12
"""Greatest number of reasons against a removal that a message lists."""


def plan_remove(root: Path, word: str, ids: tuple[str, ...], day: datetime.date) -> Plan:
    """Plan to remove records of a kind with all references to them. Raises ``WorkbenchError`` if one is still needed."""
    kind = kind_of(word)
    try:
        content = read_content(root)
    except ContentError as error:
        return _plan_unread(root, kind, ids, error)
    if kind in _SCALES:
        raise WorkbenchError(
            f"a {kind.name} is a step of a scale that others count on; merge it into the one beside it: "
            f"rollenatlas merge {kind.name} {ids[0]} ID"
        )
    for id in ids:
        refuse_unknown(content, kind, id)
    workspace = Workspace(root)
    edits, removal = ReferenceEdits(workspace), _Removal(kind, frozenset(ids))
    routes = plan_routes(Facts(load_linked(root), day))
    gone = {address for id in ids for address in addresses_moved(routes, kind, id, "")}
    reasons = [f"{place}: links to it; take the link away first" for place in removal.links(Catalog(content))]
    reasons += removal.take_references(edits, content)
    reasons += removal.take_records(edits, content)
    _refuse(reasons)
    redirects = {number for number, record in enumerate(content.redirects) if record.value.new in gone}
    if redirects:
        edits.drop_items(shown_path(root / REDIRECT.file), (), redirects)
    notes = [f"{place}: is removed too" for place, _ in sorted(edits.dropped)]
    edits.apply()
    for id in ids if kind.place is Place.FOLDER else ():
        workspace.remove(f"{kind.plural}/{id}.yml")
    for name in (f"{LOOK_FOLDER}/marks/{id}.svg" for id in ids):
        if kind is ROLE and workspace.read(name) is not None:
            workspace.remove(name)
    _refuse(_errors(workspace, day))
    kept = living(after_change(workspace))
    if kept != content.confirmed:
        workspace.write(LOCK_NAME, lock_text(kept))
    if kind.page:
        pages = ", ".join(f"{kind.plural}/{id}" for id in ids)
        notes.append(
            f"no page is at {pages} any more: where somebody may have a link to it, redirects.yml can lead it on"
        )
    return Plan(workspace, notes)


def _plan_unread(root: Path, kind: Kind, ids: tuple[str, ...], unread: ContentError) -> Plan:
    """Plan to remove records from content that can't be read, for example because of a draft, if all other records can be read.

    Raises ``ContentError`` with the existing faults that prevent the removal or, if there are none, ``WorkbenchError`` with the
    faults that the removal would cause.
    """
    if not kind.has_ids or not set(ids) <= set(known_names(root).ids[kind.plural]):
        raise ContentError(unread.problems, _UNREAD)
    workspace = Workspace(root)
    if kind.place is Place.FOLDER:
        for id in ids:
            workspace.remove(f"{kind.plural}/{id}.yml")
    else:
        text = workspace.text(kind.file) or ""
        whole = read_pieces(text)
        items = whole.items if whole else []
        gone = {
            number for number, item in enumerate(items) if "id" in item.entries and item.entries["id"].plain() in ids
        }
        if whole and len(gone) < len(items):
            workspace.write(kind.file, apply_edits(text, remove_items(text, whole, gone)))
        elif whole:
            workspace.write(kind.file, f"{text[: whole.start]}[]{text[whole.end :]}")
    try:
        after_change(workspace)
    except ContentError as error:
        today = {(one.location.path, one.code, one.found) for one in faults_at_once(root)}
        standing = [one for one in error.problems if (one.location.path, one.code, one.found) in today]
        if standing:
            raise ContentError(standing, _UNREAD) from error
        _refuse([f"then: {one}" for one in error.problems])
    return Plan(workspace)


def _refuse(reasons: list[str]) -> None:
    if reasons:
        more = [f"and {len(reasons) - _MOST} more"] if len(reasons) > _MOST else []
        raise WorkbenchError("\n".join(["this can't just go:", *reasons[:_MOST], *more]))


def _errors(workspace: Workspace, day: datetime.date) -> list[str]:
    """Return messages about the new errors after a change in the files that it edits."""
    edited = {shown_path(workspace.root / change.name) for change in workspace.changes}
    found = (one for one in new_problems(workspace, day) if one.severity is Severity.ERROR)
    return [f"{one}; mend or remove that first" for one in found if one.location.path in edited]


class _Removal:
    """The removal of some records of one kind."""

    def __init__(self, kind: Kind, ids: frozenset[str]) -> None:
        self._kind, self._ids = kind, ids
        self._own = {f"{kind.plural}/{id}" for id in ids}

    def take_records(self, edits: ReferenceEdits, content: Content) -> Iterator[str]:
        """Remove the records that are entries of lists, and all exceptions for the records; yield a message for each record in a table."""
        for id in sorted(self._ids):
            record = content.records[self._kind.plural][id]
            if isinstance(record.node, TableNode):
                yield f"{record.locate()}: stands in a table; remove its rows there"
            elif self._kind.place is not Place.FOLDER:
                edits.drop_items(record.path, (), {int(record.prefix[0])})
        for number, waiver in enumerate(content.exceptions):
            if waiver.value.record in self._own:
                edits.drop_items(waiver.path, (), {number})

    def take_references(self, edits: ReferenceEdits, content: Content) -> Iterator[str]:
        """Remove all references to the records; yield a message for each reference that can't be removed."""
        items: Counter[tuple[str, KeyPath]] = Counter()
        for id in sorted(self._ids):
            for one in references_to(content, self._kind, id):
                if one.owner in self._own:
                    continue
                if isinstance(one.record.node, TableNode):
                    yield f"{one.place}: names it in a table; change that there"
                    continue
                item = _item(one)
                if item is not None:
                    items[one.record.path, item[:-1]] += 1
                    edits.drop_item(one, item[:-1], int(item[-1]), "")
                    if items[one.record.path, item[:-1]] == _count(one.record, item[:-1]) and _is_needed(
                        one.record, item[:-1]
                    ):
                        yield f"{one.place}: is the only one in {item[-2]}; {_INSTEAD}"
                elif one.is_key:
                    edits.drop_entry(one, one.whole_path[:-1], str(one.path[-1]), "")
                elif _ref(one).none:
                    edits.rename(one, NONE)
                elif _is_needed(one.record, one.whole_path):
                    yield f"{one.place}: needs a {one.path[-1]}; {_INSTEAD}"
                else:
                    edits.drop_entry(one, one.whole_path[:-1], str(one.path[-1]), "")

    def links(self, catalog: Catalog) -> Iterator[Location]:
        """Yield the locations of links to the removed records in long texts of other records."""
        for id in sorted(self._ids):
            for field, language in linking_texts(catalog, self._kind, id):
                if field.record not in self._own:
                    yield field.locate(language, field.texts[language].find(f"{self._kind.name}:{id}"))


def _item(one: Reference) -> KeyPath | None:
    """Return the path of the list item to remove with a reference: the id itself or the item about the record, or ``None``."""
    path = one.whole_path
    if one.is_key:
        return None
    if isinstance(path[-1], int):
        return path
    inside = len(one.path) > 1 and isinstance(path[-2], int)
    return path[:-1] if inside and (path[-1] in IDENTITY or _is_needed(one.record, path)) else None


def _ref(one: Reference) -> Ref:
    """Return the mark of the field that holds a reference."""
    refs: dict[tuple[KeyPath, bool], Ref] = {
        (path, is_key): ref for path, ref, _, is_key in find(one.record.value, Ref)
    }
    return refs[one.path, one.is_key]


def _value(record: Record[Any], path: KeyPath) -> Any:
    """Return the value at a path that starts at the root of the record's file and leads into the record."""
    value = record.value
    for step in path[len(record.prefix) :]:
        if isinstance(value, BaseModel):
            names = {field.alias or name: name for name, field in type(value).model_fields.items()}
            value = getattr(value, names[str(step)])
        else:
            value = value[step]
    return value


def _count(record: Record[Any], path: KeyPath) -> int:
    return len(_value(record, path))


def _is_needed(record: Record[Any], path: KeyPath) -> bool:
    """Return whether the key at a path is required."""
    owner: Mapping[str, Any] | BaseModel = _value(record, path[:-1])
    if not isinstance(owner, BaseModel):
        return False
    fields = {field.alias or name: field for name, field in type(owner).model_fields.items()}
    return fields[str(path[-1])].is_required()
