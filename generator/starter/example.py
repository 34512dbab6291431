"""Find the texts of an atlas that ``init`` wrote, invented ones or placeholders, so that they are not published unnoticed.

``init`` writes the hashes of the example's texts beside the records. A page or record whose texts are all among them is reported,
whatever its file, id or layout: another line break, another id, a removed language or a newer version of the program changes nothing.

A sentence that asks the author to write something is reported on its own as long as it is there, since the text around it may be the
author's own or true of any organisation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.folder import EXAMPLE_LOCK, TABLE_FOLDER, SourceFile, find_files
from generator.load import Node, decode, read_yaml, shown_path
from generator.lock import lock_problem, text_hash
from generator.problems import Location, Problem, Severity, line_and_column

_NOTE = (
    "Hashes of the texts of the example, written by 'rollenatlas init'. A file whose texts are true of your organisation as they stand: "
    "remove its lines here. 'asks' are sentences that ask you to write something."
)
_SITE = "site.yml"
_ByFile = Mapping[str, Sequence[str]]
"""Hashes of texts, or sentences, by the name of the file into which ``init`` wrote them."""


def write_example_lock(content: Path, invented: Mapping[str, Sequence[str]], *, own_title: bool) -> None:
    """Write the hashes of the invented texts of a new atlas; ``invented`` is from the manifest of the example.

    With ``own_title`` the title of the site is not one of them.
    """
    texts: dict[str, list[str]] = {}
    asks: dict[str, list[str]] = {}
    request = re.compile(rf"\b(?:{'|'.join(invented['asks'])})\b[^.]*\.")
    for file in find_files(content)[0]:
        name = file.path.relative_to(content).as_posix()
        if found := request.findall(file.path.read_text(encoding="utf-8")):
            asks[name] = [" ".join(sentence.split()) for sentence in found]
        for key, _, hashes in _passages(file):
            known = lies_in(name, invented["records"])
            known |= file.folder == "pages" and file.stem.partition(".")[0] in invented["pages"]
            known |= name == _SITE and key in invented["site"] and not (own_title and key == "title")
            if known:
                texts.setdefault(name, []).extend(hashes)
    for name in invented["drawings"]:
        texts |= {name: hashes} if (hashes := _drawing(content / name)) else {}
    data = {
        "note": _NOTE,
        "texts": {name: sorted(set(hashes)) for name, hashes in sorted(texts.items())},
        "asks": dict(sorted(asks.items())),
    }
    (content / EXAMPLE_LOCK).write_text(
        json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )


def lies_in(name: str, places: Sequence[str]) -> bool:
    """Return whether a file is one of these files or lies in one of these folders."""
    return any(name == place or name.startswith(f"{place}/") for place in places)


def example_problems(content: Path) -> Iterator[Problem]:
    """Yield one problem that names all texts and drawings still as in the example, at the location of the first; none if there are none."""
    path = content / EXAMPLE_LOCK
    if not path.is_file():
        return
    lock = _read(path)
    if lock is None:
        expected = "a file as 'rollenatlas init' writes it"
        hint = "take it from the last commit, or remove it once no text is the example's"
        yield lock_problem(path, shown_path(path), expected, hint)
        return
    hashes, asks = lock
    known = {one for hashes_of_file in hashes.values() for one in hashes_of_file}
    found = list(_untouched(content, known, sorted({one for sentences in asks.values() for one in sentences})))
    drawings = (
        name for name in hashes if name.endswith(".svg") and known.issuperset(_drawing(content / name) or ("",))
    )
    found += [(Location(shown_path(content / name)), name) for name in drawings]
    if not found:
        return
    found_texts = "1 text that is" if len(found) == 1 else f"{len(found)} texts that are"
    hint = f"rewrite or remove them; if a file is right for you as it is, delete its lines in {EXAMPLE_LOCK}"
    yield Problem(
        found[0][0],
        "example-text",
        f"{found_texts} still the example's, or a request of 'rollenatlas init' to write something",
        "texts of your own",
        hint,
        Severity.WARNING,
        tuple(name for _, name in found),
    )


def _untouched(content: Path, known: set[str], asks: Sequence[str]) -> Iterator[tuple[Location, str]]:
    """Yield location and name of each passage with only known texts, and of each request unless the whole file is such a passage."""
    for file in sorted(find_files(content)[0], key=lambda file: (bool(file.folder), file.shown_path)):
        name = file.path.relative_to(content).as_posix()
        whole = False
        for key, place, hashes in _passages(file):
            if hashes and known.issuperset(hashes):
                whole = not key
                yield place, f"{name} ({key})" if key else name
        if not whole:
            yield from ((place, f"{name} (line {place.line})") for place in _requests(file, asks))


def _requests(file: SourceFile, asks: Sequence[str]) -> Iterator[Location]:
    """Yield the locations of requests to the author in a file, whatever the line breaks within them."""
    text, problems = decode(file.path, file.shown_path)
    if problems or not asks:
        return
    for found in re.finditer("|".join(r"\s+".join(map(re.escape, sentence.split())) for sentence in asks), text):
        yield Location(file.shown_path, *line_and_column(text, found.start()))


def _drawing(path: Path) -> list[str]:
    """Return a list with the hash of a drawing; empty if there is no such file."""
    return [text_hash(path.read_text(encoding="utf-8", errors="replace"))] if path.is_file() else []


def _passages(file: SourceFile) -> Iterator[tuple[str, Location, list[str]]]:
    """Yield each passage that an author rewrites as a whole: its name in the file, its location and the hashes of its texts.

    A passage is a page, a record, an entry of a list or a key in ``site.yml``; the name is empty if it is the whole file.
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
    """Return the hashes of the texts in a node, except single words, since these may be ids, dates and other values."""
    return [text_hash(text) for text in _texts(node) if " " in text.strip()]


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value
    else:
        for inner in node.value if isinstance(node.value, tuple) else node.value.values():
            yield from _texts(inner)


def _read(path: Path) -> tuple[_ByFile, _ByFile] | None:
    """Return the hashes and the requests in the lock, ``None`` if it is not valid. A lock of an earlier version has no requests."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        found = data["texts"], data.get("asks", {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if all(map(_well_formed, found)) else None


def _well_formed(data: object) -> bool:
    return isinstance(data, dict) and all(
        isinstance(texts, list) and all(isinstance(one, str) for one in texts) for texts in data.values()
    )
