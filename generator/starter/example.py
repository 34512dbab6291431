"""Which texts of an atlas are still those of the invented example, so that nobody publishes them unnoticed.

``init`` writes the hashes of the example's texts beside the records. What still says nothing else is the example's, wherever it stands and
however it is laid out by now: a line break, another id, a language less or a newer version of the program makes no text one's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.folder import EXAMPLE_LOCK, TABLE_FOLDER, SourceFile, find_files
from generator.load import Node, decode, read_yaml, shown_path
from generator.lock import text_hash
from generator.problems import Location, Problem, Severity

_NOTE = (
    "Hashes of the texts of the example, written by 'rollenatlas init'. A file whose texts are true of your organisation as they stand: "
    "remove its lines here."
)
_SITE = "site.yml"
_HASHES = Mapping[str, Sequence[str]]
"""Hashes of texts by the name of the file that they were written into."""


def write_example_lock(content: Path, invented: Mapping[str, Sequence[str]], *, own_title: bool) -> None:
    """Note the texts of a new atlas that are invented, as the manifest of the example names them."""
    texts: dict[str, list[str]] = {}
    for file in find_files(content)[0]:
        name = file.path.relative_to(content).as_posix()
        for key, _, hashes in _passages(file):
            known = lies_in(name, invented["records"])
            known |= file.folder == "pages" and file.stem.partition(".")[0] in invented["pages"]
            known |= name == _SITE and key in invented["site"] and not (own_title and key == "title")
            if known:
                texts.setdefault(name, []).extend(hashes)
    for name in invented["drawings"]:
        texts |= {name: found} if (found := _drawing(content / name)) else {}
    data = {"note": _NOTE, "texts": {name: sorted(set(hashes)) for name, hashes in sorted(texts.items())}}
    (content / EXAMPLE_LOCK).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")


def lies_in(name: str, places: Sequence[str]) -> bool:
    """Tell whether a file is one of these places or lies in one."""
    return any(name == place or name.startswith(f"{place}/") for place in places)


def example_problems(content: Path) -> Iterator[Problem]:
    """Find what says nothing but what the example says: one problem that names all of it, at the place of the first."""
    path = content / EXAMPLE_LOCK
    if not path.is_file():
        return
    hashes = _read(path)
    if hashes is None:
        expected = "a file as 'rollenatlas init' writes it"
        hint = "take it from the last commit, or remove it once no text is the example's"
        yield Problem(Location(shown_path(path)), "bad-lock", "an edited or broken file", expected, hint)
        return
    known = {one for hashes_of_file in hashes.values() for one in hashes_of_file}
    found = list(_untouched(content, known))
    drawings = (
        name for name in hashes if name.endswith(".svg") and known.issuperset(_drawing(content / name) or ("",))
    )
    found += [(Location(shown_path(content / name)), name) for name in drawings]
    if not found:
        return
    noun = "place" if len(found) == 1 else "places"
    hint = f"rewrite or remove them; what is true of you as it stands you remove from {EXAMPLE_LOCK}"
    yield Problem(
        found[0][0],
        "example-text",
        f"{len(found)} {noun} where nothing but the invented example stands",
        "texts of your own",
        hint,
        Severity.WARNING,
        tuple(name for _, name in found),
    )


def _untouched(content: Path, known: set[str]) -> Iterator[tuple[Location, str]]:
    """Yield place and name of what has no other texts than known ones."""
    for file in sorted(find_files(content)[0], key=lambda file: (bool(file.folder), file.shown_path)):
        for key, place, hashes in _passages(file):
            if hashes and known.issuperset(hashes):
                name = file.path.relative_to(content).as_posix()
                yield place, f"{name} ({key})" if key else name


def _drawing(path: Path) -> list[str]:
    """Hash of a drawing; none where there is no such file."""
    return [text_hash(path.read_text(encoding="utf-8", errors="replace"))] if path.is_file() else []


def _passages(file: SourceFile) -> Iterator[tuple[str, Location, list[str]]]:
    """Yield what one rewrites as a whole, with its name in the file, its place and the hashes of its texts.

    That is a page, a record, an entry of a list, a key of the site's settings.
    """
    text, problems = decode(file.path, file.shown_path)
    if problems or file.folder == TABLE_FOLDER:
        return
    place = Location(file.shown_path)
    if file.folder == "pages":
        body = re.sub(r"\A---\s*\n.*?\n---\s*(?:\n|\Z)", "", text.replace("\r\n", "\n"), flags=re.DOTALL)
        yield "", place, [text_hash(part) for part in re.split(r"\n\s*\n", body) if part.strip()]
        return
    node, problems = read_yaml(text, file.shown_path)
    if node is None or problems:
        return
    if isinstance(node.value, tuple):
        for item in node.value:
            id = item.value.get("id") if isinstance(item.value, Mapping) else None
            yield str(id.value if id else item.location.line), item.location, _hashes(item)
    elif file.path.name == _SITE and isinstance(node.value, Mapping):
        for key, value in node.value.items():
            yield key, node.keys[key], _hashes(value)
    else:
        yield "", place, _hashes(node)


def _hashes(node: Node) -> list[str]:
    """Hashes of the texts below a node; single words are none, since they may be ids, days and other values."""
    return [text_hash(text) for text in _texts(node) if " " in text.strip()]


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value
    else:
        for inner in node.value if isinstance(node.value, tuple) else node.value.values():
            yield from _texts(inner)


def _read(path: Path) -> _HASHES | None:
    """Read the hashes; nothing for a file that is no such lock."""
    try:
        texts = json.loads(path.read_text(encoding="utf-8"))["texts"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    well_formed = isinstance(texts, dict) and all(
        isinstance(hashes, list) and all(isinstance(one, str) for one in hashes) for hashes in texts.values()
    )
    return texts if well_formed else None
