"""Files that help editors: JSON Schemas with the ids of an atlas, the reference of fields, and which schema goes with which file.

They lie beside the content folder and are made, so they belong in no repository; ``serve`` and ``check`` keep them fresh.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.content import Content
from generator.kinds import KINDS
from generator.kinds.authored import Ids, authored_schemas
from generator.kinds.kind import Place
from generator.kinds.reference import field_reference

FOLDER = ".schema"
"""Folder of the schemas, beside the content folder."""
SETTINGS = Path(".vscode") / "settings.json"
"""Settings of Visual Studio Code and its relatives, beside the content folder."""


def ids_of(content: Content) -> Ids:
    """Titles of the records of a content folder by kind and id, for editors to offer."""
    languages = content.site.value.language_ids
    return {
        kind.name: {id: _title(record.value, languages[0]) for id, record in content.records[kind.plural].items()}
        for kind in KINDS
        if kind.has_ids
    }


def _title(record: Any, language: str) -> str:
    title = getattr(record, "title", None) or getattr(record, "term", None) or ""
    return str(title.get(language, "") if isinstance(title, Mapping) else title)


def editor_files(content: Content) -> Iterator[tuple[str, str]]:
    """Name and text of each file of the folder."""
    languages = content.site.value.language_ids
    for name, schema in authored_schemas(languages, ids_of(content)).items():
        yield f"{name}.json", json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    yield "fields.md", field_reference(languages)


def write_editor_files(folder: Path, content: Content) -> int:
    """Write the files that differ from what lies in a folder already; returns their number."""
    folder.mkdir(exist_ok=True)
    written = 0
    for name, text in editor_files(content):
        path = folder / name
        if not path.is_file() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())
            written += 1
    return written


def editor_settings(content: str) -> dict[str, object]:
    """Settings by which an editor finds the schema of each file; ``content`` is the name of the content folder."""
    patterns = {
        kind.name: f"{content}/{kind.plural}/*.yml" if kind.place is Place.FOLDER else f"{content}/{kind.file}"
        for kind in KINDS
        if kind.authored
    }
    patterns |= {name: f"{content}/{name}.yml" for name in ("site", "style")}
    return {
        "yaml.schemas": {f"./{FOLDER}/{name}.json": pattern for name, pattern in patterns.items()},
        "yaml.schemaStore.enable": False,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
        "files.encoding": "utf8",
    }


def write_settings(root: Path, content: str) -> bool:
    """Write the settings unless there are some already; says whether they were written."""
    path = root / SETTINGS
    if path.exists():
        return False
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(editor_settings(content), indent=2) + "\n", encoding="utf-8", newline="\n")
    return True
