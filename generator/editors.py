"""Files for code editors: JSON Schemas with the ids of an atlas, a reference of the fields, and settings that give files a schema.

They lie beside the content folder and are generated, so they belong in no repository; ``serve`` and ``check`` refresh them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.content import Content
from generator.kinds import KINDS
from generator.kinds.authored import KnownIds, authored_schemas
from generator.kinds.kind import Place
from generator.kinds.reference import field_reference

EDITOR_FOLDER = ".schema"
"""Folder of the schemas, beside the content folder."""
SETTINGS = Path(".vscode") / "settings.json"
"""Settings file of Visual Studio Code and of editors derived from it, beside the content folder."""


def ids_of(content: Content) -> KnownIds:
    """Return the titles (in the default language) of the records of a content folder by kind and id, for editors to offer."""
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
    """Yield the name and the text of each file of the schema folder."""
    languages = content.site.value.language_ids
    for name, schema in authored_schemas(languages, ids_of(content)).items():
        yield f"{name}.json", json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    yield "fields.md", field_reference(languages)


def write_editor_files(folder: Path, content: Content) -> int:
    """Write the editor files into a folder, except those that are there already with the same bytes; return how many were written."""
    folder.mkdir(exist_ok=True)
    written = 0
    for name, text in editor_files(content):
        path = folder / name
        if not path.is_file() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())
            written += 1
    return written


def editor_settings(content: str) -> dict[str, object]:
    """Return the settings by which an editor finds the schema of each file; ``content`` is the name of the content folder."""
    patterns = {
        kind.name: f"{content}/{kind.plural}/*.yml" if kind.place is Place.FOLDER else f"{content}/{kind.file}"
        for kind in KINDS
        if kind.authored
    }
    patterns |= {name: f"{content}/{name}.yml" for name in ("site", "style")}
    return {
        "yaml.schemas": {f"./{EDITOR_FOLDER}/{name}.json": pattern for name, pattern in patterns.items()},
        "yaml.schemaStore.enable": False,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
        "files.encoding": "utf8",
    }


def write_settings(root: Path, content: str) -> bool:
    """Write the settings below ``root`` unless some exist there; return whether they were written."""
    path = root / SETTINGS
    if path.exists():
        return False
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(editor_settings(content), indent=2) + "\n", encoding="utf-8", newline="\n")
    return True
