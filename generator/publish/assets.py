"""Write scripts and style sheets as they are published: without comments and indentation, the parts of a script joined.

The script that all other scripts share (``SHARED_SCRIPT``) begins with the data of its folder's language.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import rcssmin
import rjsmin
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.render.language import LanguageData

_SHORTEN: Mapping[str, Callable[..., str]] = {"js": rjsmin.jsmin, "css": rcssmin.cssmin}
SHARED_SCRIPT = "atlas.js"
"""Script that every page loads before the atlas's other scripts."""
JOINED: Mapping[str, tuple[str, ...]] = {
    "home.js": ("finder.js",),
    "plan.js": (
        "plan-schedule.js",
        "plan-model.js",
        "plan-words.js",
        "plan-state.js",
        "plan-take.js",
        "plan-steps.js",
        "plan-page.js",
    ),
}
"""Parts that are put before a script in its published file, by script: one page needs them all, and together they compress better."""


def is_part(name: str) -> bool:
    """Return whether a script is published only as a part of another script."""
    return any(name in parts for parts in JOINED.values())


def published(path: Path, data: LanguageData) -> bytes | None:
    """Return an asset of a language's folder as it is published; ``None`` for a part of another script."""
    if is_part(path.name):
        return None
    content = shortened(path.name, path.read_bytes())
    if path.name == SHARED_SCRIPT:
        return language_script(data).encode() + content
    parts = (path.with_name(part) for part in JOINED.get(path.name, ()))
    return b"".join(shortened(part.name, part.read_bytes()) for part in parts) + content


def write_assets(source: Path, target: Path, data: LanguageData) -> None:
    """Write the assets below ``source`` to ``target`` as they are published."""
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        content = published(path, data)
        if content is not None:
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)


def write_script(source: Path, folder: Path) -> None:
    """Write the script at ``source`` into a folder, shortened and under the same name."""
    (folder / source.name).write_bytes(shortened(source.name, source.read_bytes()))


def root_environment(templates: Path) -> Environment:
    """Return the Jinja2 environment for the pages above the languages' folders and for redirect pages."""
    loader = FileSystemLoader(templates / "root")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def shortened(name: str, source: bytes) -> bytes:
    """Return a script or style sheet without comments and needless white space.

    Comments that begin with ``!`` stay, since the licences of third-party code require them. Any other file, and a file
    that is shortened already (``.min.`` in its name), is returned unchanged.
    """
    shorten = _SHORTEN.get(name.rpartition(".")[2])
    if shorten is None or ".min." in name:
        return source
    return f"{shorten(source.decode('utf-8'), keep_bang_comments=True).strip()}\n".encode()


def language_script(data: LanguageData) -> str:
    """Return the JavaScript statement that gives the scripts a language's data; it is put before the shared script."""
    values = {"letters": [*data.letters.items()], "spellings": [*data.spellings.items()], "linking": data.linking}
    return f"window.atlasLanguage={json.dumps(values, ensure_ascii=False, separators=(',', ':'))};\n"
