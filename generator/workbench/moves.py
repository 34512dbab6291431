"""Move what belongs to a record to its new id: redirects, links in long texts, confirmed translations, exceptions, drawings."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.catalog import Catalog
from generator.content import Content, Record
from generator.derive.facts import Facts
from generator.derive.passages import Field, fields, record_fields, record_key
from generator.kinds.kind import Kind, Place
from generator.kinds.redirect import KIND as REDIRECT
from generator.kinds.role import KIND as ROLE
from generator.load import shown_path
from generator.lock import LOCK_NAME, lock_text, text_hash
from generator.look.own import LOOK_FOLDER
from generator.markdown import relinked
from generator.model.marks import TextRole
from generator.routes import PageKind, Routes, plan_routes
from generator.workbench.document import read_pieces
from generator.workbench.edits import newline_of
from generator.workbench.plan import after_change
from generator.workbench.reference_edits import ReferenceEdits
from generator.workbench.references import Reference, renamed_lock_key
from generator.workbench.workspace import Workspace


def addresses_moved(routes: Routes, kind: Kind, old: str, new: str) -> dict[str, str]:
    """Return the addresses (without language) of the pages about a record, each with the address under the new id.

    A comparison of the two merged roles with each other gets the address of the remaining role.
    """
    if not kind.page:
        return {}
    moved = {f"{kind.plural}/{old}": f"{kind.plural}/{new}"}
    for page in routes.pages if kind is ROLE else ():
        if page.kind == PageKind.SHEET and page.key == old:
            moved[page.address] = page.address.replace(f"/{old}/", f"/{new}/")
        elif page.kind == PageKind.COMPARISON and old in (pair := page.key.split("--")):
            roles = sorted({new if role == old else role for role in pair})
            moved[page.address] = f"compare/{'--'.join(roles)}" if len(roles) > 1 else f"{kind.plural}/{new}"
    return moved


def unreleased(content: Content, kind: Kind, id: str) -> bool:
    """Return whether no release contains a record; false if there is no release or if releases don't contain its kind."""
    held = (getattr(release, kind.plural, None) for release in content.releases)
    known = [ids for ids in held if ids is not None]
    return bool(known) and not any(id in ids for ids in known)


def add_redirects(
    workspace: Workspace, content: Content, moved: Mapping[str, str], day: datetime.date, *, new: bool = True
) -> None:
    """Add redirects from old addresses to new ones that have a page, and adapt existing redirects.

    Existing redirects to an old address lead to the new one; those from an old or new address are removed. If ``new`` is false,
    add none, since the old addresses were never published.
    """
    if not moved:
        return
    pages = {page.address for page in plan_routes(Facts(after_change(workspace), day)).pages}
    wanted = {old: to for old, to in moved.items() if to in pages and old not in pages}
    shown = shown_path(workspace.root / REDIRECT.file)
    edits = ReferenceEdits(workspace)
    for number, record in enumerate(content.redirects):
        redirect = record.value
        if redirect.old in wanted.values() or redirect.old in wanted:
            edits.drop_items(shown, (), {number})
        elif redirect.new in wanted:
            edits.rename(Reference(record, ("to",), False), wanted[redirect.new])
    edits.apply()
    lines = [f"{{from: {old}, to: {to}, since: {day.isoformat()}}}" for old, to in sorted(wanted.items())]
    if new and lines:
        add_entries(workspace, REDIRECT.file, lines)


def add_entries(workspace: Workspace, name: str, entries: Iterable[str]) -> None:
    """Add entries to the end of a file that holds a list and need not exist; each entry is YAML text without its dash."""
    text = workspace.text(name) or ""
    newline = newline_of(text)
    root = read_pieces(text)
    if root is not None and not root.items:
        text, root = text[: root.start] + text[root.end :].lstrip("\r\n"), None
    if root is not None and root.style == "[":
        inside = ", ".join(entry for entry in entries)
        workspace.write(name, text[: root.items[-1].end] + ", " + inside + text[root.items[-1].end :])
        return
    if text and not text.endswith("\n"):
        text += newline
    indent = " " * (root.start - text.rfind("\n", 0, root.start) - 1 - 2) if root is not None else ""
    for entry in entries:
        first, *rest = entry.split("\n")
        text += newline.join([f"{indent}- {first}", *(f"{indent}  {line}" if line else "" for line in rest)]) + newline
    workspace.write(name, text)


def linking_texts(catalog: Catalog, kind: Kind, id: str) -> Iterator[tuple[Field, str]]:
    """Yield the long texts that link to a record, each with the language of the link."""
    for field in fields(catalog):
        if field.role is TextRole.MARKDOWN:
            for language, text in field.texts.items():
                if relinked(text, kind.name, id, "") != text:
                    yield field, language


def move_links(workspace: Workspace, content: Content, kind: Kind, old: str, new: str) -> Content:
    """Change links to a record in long texts to name another record; return the content with the new confirmations of these texts."""
    confirmed = {
        record: {key: dict(hashes) for key, hashes in known.items()} for record, known in content.confirmed.items()
    }
    for field, language in linking_texts(Catalog(content), kind, old):
        owner = field.owner if isinstance(field.owner, Record) else field.owner[language]
        name = workspace.name(owner.path)
        workspace.write(name, relinked(workspace.text(name) or "", kind.name, old, new))
        hashes, text = confirmed.get(field.record, {}).get(field.key, {}), field.texts[language]
        if hashes.get(language) == text_hash(text):
            hashes[language] = text_hash(relinked(text, kind.name, old, new))
    if confirmed != content.confirmed:
        workspace.write(LOCK_NAME, lock_text(confirmed))
    return replace(content, confirmed=confirmed)


def move_lock(
    workspace: Workspace,
    content: Content,
    references: Iterable[Reference],
    new: str,
    records: Callable[[str], str | None],
) -> None:
    """Move the confirmations of translations to the new keys of records and of items that refer to ``new`` now.

    ``records`` returns the new key of a record, or ``None`` if the record is removed. Confirmations of texts that no longer exist
    are kept unchanged.
    """
    confirmed = content.confirmed
    if not confirmed:
        return
    by_owner: dict[str, tuple[Reference, ...]] = {}
    for one in references:
        by_owner[one.owner] = (*by_owner.get(one.owner, ()), one)
    renamed: dict[str, Mapping[str, Mapping[str, str]]] = {}
    keys = {record_key(record): record for record in content.all_records if record_key(record) in by_owner}
    for record, known in confirmed.items():
        target = records(record)
        if target is not None:
            renamed[target] = _moved_fields(known, keys.get(record), by_owner.get(record, ()), new)
    if renamed != confirmed:
        workspace.write(LOCK_NAME, lock_text(renamed))


def _moved_fields(
    fields: Mapping[str, Mapping[str, str]], record: Record[Any] | None, references: tuple[Reference, ...], new: str
) -> Mapping[str, Mapping[str, str]]:
    if record is None:
        return fields
    moved = {one.key: renamed_lock_key(references, one.path, record.value, new) for one in record_fields(record)}
    kept = {key: hashes for key, hashes in fields.items() if moved.get(key, key) == key}
    return {**{moved[key]: hashes for key, hashes in fields.items() if key not in kept}, **kept}


def move_exceptions(edits: ReferenceEdits, content: Content, kind: Kind, old: str, new: str | None) -> None:
    """Change the exceptions for a record to name its new id, or remove them if ``new`` is ``None``."""
    if kind.place is not Place.FOLDER:
        return
    for number, record in enumerate(content.exceptions):
        if record.value.record == f"{kind.plural}/{old}":
            if new is None:
                edits.drop_items(record.path, (), {number})
            else:
                edits.rename(Reference(record, ("record",), False), f"{kind.plural}/{new}")


def move_drawing(workspace: Workspace, kind: Kind, old: str, new: str, *, keep: bool = False) -> None:
    """Move the drawing of a role to its new id, or copy it if ``keep``; remove it if the new id has a drawing already."""
    names = [f"{LOOK_FOLDER}/marks/{id}.svg" for id in (old, new)]
    if kind is not ROLE or workspace.read(names[0]) is None:
        return
    if workspace.read(names[1]) is not None:
        workspace.remove(names[0])
    elif keep:
        workspace.copy(*names)
    else:
        workspace.move(*names)
