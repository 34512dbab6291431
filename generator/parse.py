"""Read each file of the content folder and validate it against its model."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from generator.content import Content, ProsePage, Record
from generator.explain import A_LIST, bad_id, found_kind, reserved_id, validate
from generator.folder import TABLE_FOLDER, SourceFile, find_files
from generator.kinds import BY_PLURAL, KINDS
from generator.load import MAX_BYTES, decode, no_folder, read_yaml, shown_path
from generator.lock import LOCK_NAME, read_lock
from generator.look.own import LOOK_FOLDER, read_look
from generator.model.base import RESERVED_IDS, Authored, Frozen
from generator.model.page import FrontMatter
from generator.model.site import Site
from generator.model.style import Style
from generator.parse_tables import add_from_tables
from generator.problems import Location, Problem, shown
from generator.releases.model import RELEASES_FOLDER
from generator.releases.store import read_releases
from generator.store.reading import RecordKey
from generator.store.tables import TableReader
from generator.unplaced import Document, read_values

M = TypeVar("M", bound=BaseModel)
A = TypeVar("A", bound=Authored)
T = TypeVar("T")
Read = tuple[T | None, list[Problem]]
# Addresses of the site's own pages: a prose page of the same name would overwrite one.
RESERVED_PAGES = frozenset({"matrix", "compare", "plan", "changes", "quality", "guides", "data"}) | {
    kind.overview for kind in KINDS if kind.overview
}


class ParsedFiles:
    """Cache of parsed files by path and bytes: whoever loads a folder again parses only the files that have changed.

    A record in tables is recognised by its node. ``linked`` are the records, by plural of the kind and id, of the last content whose
    references all led somewhere; records that an earlier run read from other files are ``None`` there, as only their ids are known.
    """

    def __init__(self, tables: TableReader | None = None) -> None:
        self._known: dict[Path, tuple[Hashable, bytes, Any]] = {}
        self.tables = tables or TableReader()
        self.table_records: dict[RecordKey, Record[Any]] = {}
        self.linked: Mapping[str, Mapping[str, Record[Any] | None]] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the tables hold records, and all of these could be read and linked."""
        return self.linked is not None and len(self.table_records) == sum(map(len, self.tables.nodes.values())) > 0

    def result(self, path: Path, basis: Hashable, parse: Callable[[], T]) -> T:
        """Return the result of ``parse`` for a file, from the cache where possible.

        ``basis`` is everything that the result depends on besides the bytes. Unreadable and too large files are not cached.
        """
        try:
            data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        except OSError:
            data = None
        known = self._known.get(path)
        if known is not None and known[:2] == (basis, data):
            result: T = known[2]
            return result
        result = parse()
        if data is not None:
            self._known[path] = (basis, data, result)
        return result

    def keep(self, paths: Iterable[Path]) -> None:
        """Forget all files but these."""
        self._known = {path: self._known[path] for path in paths if path in self._known}


def parse_content(content: Path, known: ParsedFiles | None = None) -> tuple[Content | None, list[Problem]]:
    """Read and validate a content folder; ``known`` is the cache of files that were parsed before.

    The languages in the site's settings decide how texts are read: while these have errors, no other file is read.
    Returns the content, or ``None`` if there is any problem, and all problems of reading and validating.
    Raises ``NotADirectoryError`` if there is no such folder.
    """
    parsed, problems = parse_readable(content, known)
    return None if problems else parsed, problems


def parse_readable(content: Path, known: ParsedFiles | None = None) -> tuple[Content | None, list[Problem]]:
    """Read and validate a content folder as ``parse_content`` does, but return the readable part of the content despite problems."""
    if not content.is_dir():
        raise NotADirectoryError(no_folder(content))
    files, problems = find_files(content)
    records: dict[str, dict[str, Record[Any]]] = {kind.plural: {} for kind in KINDS}
    pages: dict[str, dict[str, ProsePage]] = {}
    style: Record[Style] | None = None
    if known is not None:
        known.keep(file.path for file in files)
    site, found = _read_site(content, files, problems, known)
    if site is None:
        return None, found
    problems.extend(found)
    languages = site.value.language_ids
    for file in files:
        if file.folder == TABLE_FOLDER or _is_site(file):
            continue  # tables are read below, all of them together
        value, found = _parse_known(file, languages, known)
        if isinstance(value, ProsePage):
            pages.setdefault(value.id, {})[value.language] = value
        elif isinstance(value, list):
            records[file.stem] = {entry.id: entry for entry in value}
        elif isinstance(value, Record) and file.folder:
            records[file.folder][file.stem] = value
        elif isinstance(value, Record):
            style = value
        problems.extend(found)
    tables = [file for file in files if file.folder == TABLE_FOLDER]
    if tables:
        parsed = known or ParsedFiles()
        before = parsed.table_records
        parsed.table_records, found = add_from_tables(tables, languages, records, parsed.tables, before)
        problems.extend(found)
    problems.extend(_missing_files(content, problems, files, records))
    confirmed, found = read_lock(content, shown_path(content / LOCK_NAME))
    problems.extend(found)
    releases, found = read_releases(content, shown_path(content / RELEASES_FOLDER))
    problems.extend(found)
    look, found = read_look(content / LOOK_FOLDER, shown_path(content / LOOK_FOLDER))
    problems.extend(found)
    return (
        Content(
            site=site,
            records=Frozen({plural: Frozen(rows) for plural, rows in records.items()}),
            pages=Frozen({key: Frozen(texts) for key, texts in sorted(pages.items())}),
            style=style,
            confirmed=confirmed,
            releases=releases,
            look=look,
        ),
        problems,
    )


def _read_site(
    content: Path, files: list[SourceFile], problems: list[Problem], known: ParsedFiles | None
) -> tuple[Record[Site] | None, list[Problem]]:
    """Read the site's settings; if only other keys than the languages have errors, return a stand-in with the languages of the file."""
    place = Location(shown_path(content / "site.yml"))
    file = next(filter(_is_site, files), None)
    if file is None:  # nothing stands there, or something that is no plain file
        return None, [one for one in problems if one.location.path == place.path] or [_missing_file(place)]
    value, found = _parse_known(file, (), known)
    return (value if isinstance(value, Record) and not found else _languages_alone(file)), found


def _languages_alone(file: SourceFile) -> Record[Site] | None:
    """Return a stand-in with the languages of the file, so that other files can be read; ``None`` if these have errors too."""
    node, _ = _read(file, read_yaml)
    data = node.plain() if node is not None else None
    if node is None or not isinstance(data, dict):
        return None
    ids = _languages_in(data)
    texts = dict.fromkeys(("title", "tagline", "description"), dict.fromkeys(ids, "-"))
    stand_in = {"languages": data.get("languages"), **texts, "licence": {"name": "-"}}
    site, _ = validate(node, (), stand_in, Site, ids)
    return Record(file.stem, site, file.shown_path, node) if site is not None else None


def _parse_known(
    file: SourceFile, languages: tuple[str, ...], known: ParsedFiles | None
) -> tuple[ProsePage | Record[Any] | list[Record[Any]] | None, list[Problem]]:
    """Parse a file, or return its result from the cache."""
    parse = partial(_parse, file, languages)
    return known.result(file.path, (file.shown_path, languages), parse) if known is not None else parse()


def _parse(
    file: SourceFile, languages: tuple[str, ...]
) -> tuple[ProsePage | Record[Any] | list[Record[Any]] | None, list[Problem]]:
    """Read a file and validate what it holds: a prose page, a record, or the entries of a list."""
    if file.folder == "pages":
        return _parse_page(file)
    if _is_site(file):
        return _parse_record(file, Site)
    if file.stem == "style" and not file.folder:
        return _parse_record(file, Style, languages)
    if file.folder in BY_PLURAL:
        return _parse_record(file, BY_PLURAL[file.folder].model, languages)
    return _parse_list(file, BY_PLURAL[file.stem].model, languages)


def _is_site(file: SourceFile) -> bool:
    """Return whether a file holds the site's settings."""
    return file.stem == "site" and not file.folder


def _missing_files(
    content: Path, problems: list[Problem], files: list[SourceFile], records: dict[str, dict[str, Record[Any]]]
) -> list[Problem]:
    """Return a problem for each file that every site needs and that is missing, unless its path has a problem already."""
    present = {file.shown_path for file in files} | {problem.location.path for problem in problems}
    needed = (kind.file for kind in KINDS if kind.needed and not records[kind.plural])
    places = [Location(shown_path(content / name)) for name in needed]
    return [_missing_file(place) for place in places if place.path not in present]


def _missing_file(place: Location) -> Problem:
    return Problem(place, "missing-file", "no such file", "a file", "each atlas needs it")


def _read(file: SourceFile, read: Callable[[str, str], Read[T]]) -> Read[T]:
    text, problems = decode(file.path, file.shown_path)
    if problems:
        return None, problems
    node, problems = read(text, file.shown_path)
    if node is None and not problems:
        problems = [Problem(Location(file.shown_path), "empty-file", "an empty file", "a record", "fill or remove it")]
    return node, problems


def _parse_record(
    file: SourceFile, model: type[M], languages: tuple[str, ...] = ()
) -> tuple[Record[M] | None, list[Problem]]:
    node: Document | None
    node, problems = _read(file, read_values)
    if file.folder:
        problems = _bad_stem(file.stem, Location(file.shown_path)) + problems
    if node is None:
        return None, problems
    data = node.plain()
    value, found = validate(node, (), data, model, languages or _languages_in(data))
    problems = problems + found
    return (Record(file.stem, value, file.shown_path, node) if value is not None else None), problems


def _languages_in(data: Any) -> tuple[str, ...]:
    """Return the ids of the languages in site settings not validated yet, whose own texts depend on them."""
    entries = data.get("languages") if isinstance(data, dict) else None
    ids = (
        [entry.get("id") if isinstance(entry, dict) else None for entry in entries] if isinstance(entries, list) else []
    )
    return tuple(id for id in ids if isinstance(id, str))


def _bad_stem(id: str, place: Location, reserved: frozenset[str] = RESERVED_IDS) -> list[Problem]:
    """Return a list with the problem of a file whose name can't be an id, or an empty one."""
    return bad_id(id, place, reserved, code="bad-file-name", hint="the file's name is the record's id")


def _parse_list(file: SourceFile, model: type[M], languages: tuple[str, ...]) -> tuple[list[Record[M]], list[Problem]]:
    node, problems = _read(file, read_yaml)
    if node is None:
        return [], problems
    if not isinstance(node.value, tuple):
        expected = A_LIST + " or [] for none"
        return [], [*problems, Problem(node.location, "wrong-type", found_kind(node.plain()), expected)]
    records: list[Record[M]] = []
    first: dict[str, int] = {}
    for number, item in enumerate(node.value):
        value, found = validate(node, (number,), item.plain(), model, languages)
        problems.extend(found)
        if value is None:
            continue
        name = str(getattr(value, "id", number))
        problems += reserved_id(name, node.locate(number, "id"))
        if name in first:
            hint = f"it stands first in line {first[name]}"
            problems.append(Problem(node.locate(number, "id"), "duplicate-id", shown(name), "each id once", hint))
        first.setdefault(name, item.location.line)
        records.append(Record(name, value, file.shown_path, node, (number,)))
    return records, problems


def _parse_page(file: SourceFile) -> tuple[ProsePage | None, list[Problem]]:
    name, _, language = file.stem.partition(".")
    text, problems = decode(file.path, file.shown_path)
    if problems:
        return None, problems
    problems = _bad_stem(name, Location(file.shown_path), RESERVED_IDS | RESERVED_PAGES)
    missing = Problem(
        Location(file.shown_path),
        "no-front-matter",
        "no front matter",
        'a first block between two lines "---" with a title',
    )
    match = re.match(r"---[ ]*\r?\n(.*?\r?\n)---[ ]*(\r?\n|\Z)", text, re.DOTALL)
    if not match:
        return None, [*problems, missing]
    node, found = read_values(match[1], file.shown_path, line_offset=1)
    problems += found
    if node is None:
        return None, problems if found else [*problems, missing]
    value, found = validate(node, (), node.plain(), FrontMatter)
    if value is None:
        return None, problems + found
    first_line = match[0].count("\n") + 1
    return ProsePage(name, language, value, text[match.end() :], file.shown_path, node, first_line), problems + found
