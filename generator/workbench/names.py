"""Find the ids and languages of an atlas, even if its records are not complete yet."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content import Content
from generator.folder import TABLE_FOLDER, find_files
from generator.kinds import KINDS
from generator.kinds.kind import Kind, Place
from generator.load import Node, decode, read_yaml
from generator.model.base import ID_LENGTH, ID_PATTERN, RESERVED_IDS, spelled_as_id
from generator.problems import ContentError
from generator.store.tables import TableReader
from generator.workbench.plan import WorkbenchError
from generator.workbench.references import sharing


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of an atlas by plural of the kind, and its languages."""

    ids: Mapping[str, Collection[str]]
    languages: tuple[str, ...]


def names_of(content: Content) -> Names:
    """Return the ids and languages of content that has been read."""
    ids = {kind.plural: tuple(content.records[kind.plural]) if kind.has_ids else () for kind in KINDS}
    return Names(ids, content.site.value.language_ids)


def known_names(root: Path) -> Names:
    """Return the ids and languages in a content folder. Raises ``ContentError`` if ``site.yml`` or a list of records can't be read."""
    files, _ = find_files(root)
    ids: dict[str, list[str]] = {kind.plural: [] for kind in KINDS}
    languages: list[str] = []
    folders = {kind.plural for kind in KINDS if kind.place is Place.FOLDER}
    lists = {
        kind.file.removesuffix(".yml"): kind.plural for kind in KINDS if kind.place is not Place.FOLDER and kind.has_ids
    }
    for file in files:
        name = f"{file.folder}/{file.stem}".lstrip("/")
        if file.folder in folders:
            ids[file.folder].append(file.stem)
        elif name in lists:
            ids[lists[name]] += _texts(_node(file.path, file.shown_path), "id")
        elif name == "site":
            node = _node(file.path, file.shown_path)
            inner = node.value.get("languages") if node and isinstance(node.value, Mapping) else None
            languages += _texts(inner, "id")
    tables = [file for file in files if file.folder == TABLE_FOLDER]
    for plural, told in TableReader().read(tables, languages)[0].items() if tables else ():
        ids[plural] += told
    return Names(ids, tuple(languages) or ("en",))


def _node(path: Path, shown: str) -> Node | None:
    text, problems = decode(path, shown)
    node, found = read_yaml(text, shown) if not problems else (None, [])
    if problems or found:
        raise ContentError([*problems, *found])
    return node


def _texts(node: Node | None, key: str) -> list[str]:
    """Return the texts of a key in the mappings of a list."""
    items = node.value if node and isinstance(node.value, tuple) else ()
    found = (item.value.get(key) for item in items if isinstance(item.value, Mapping))
    return [each.value for each in found if each and isinstance(each.value, str)]


def refuse_taken(names: Names, kind: Kind, id: str) -> None:
    """Raise ``WorkbenchError`` if ``id`` can't be the id of a new record: it is not valid, reserved or taken."""
    if not kind.has_ids:
        raise WorkbenchError(f"records of the kind {kind.name} have no ids")
    if len(id) > ID_LENGTH or not re.fullmatch(ID_PATTERN, id):
        rule = f"lower-case letters, digits and single hyphens, at most {ID_LENGTH} characters"
        raise WorkbenchError(f'"{id}" is not a valid id: {rule}, {spelled_as_id(id)}'.removesuffix(", "))
    if id in RESERVED_IDS or id in names.languages:
        raise WorkbenchError(f'"{id}" can\'t be an id: the site, a language or a file system uses it itself')
    for other in sharing(kind):
        if id in names.ids[other.plural]:
            raise WorkbenchError(f'there is a {other.name} "{id}" already; choose another id')
