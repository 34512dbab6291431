"""Write the result of an importer: its tables, the lock of its ids, the report, redirects, and the files that a new folder needs.

The names of the tables, lock and report contain the name of the source. One folder can therefore hold several sources and
authored records, and a second run replaces only its own files. Files that would stay the same are not written.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator import kinds
from generator.folder import TABLE_FOLDER
from generator.importing.desk import Desk, Finding, Imported, ids_lock_text
from generator.importing.moves import with_redirects
from generator.kinds import KINDS
from generator.kinds.kind import Place
from generator.kinds.table import Records, Table, reader, texts_of
from generator.load import read_yaml
from generator.replacing import replace_file
from generator.store.cells import csv_text, read_rows

IMPORTS = "imports"
PAGES = ("roles", "skills")


@dataclass(frozen=True)
class ImportPlan:
    """The changes of an import: files with new content, files to remove, and by table the numbers of lines added and removed.

    ``redirects`` is the number of redirects added.
    """

    files: Mapping[Path, str]
    gone: tuple[Path, ...]
    lines: Mapping[str, tuple[int, int]]
    redirects: int

    @property
    def any(self) -> bool:
        """Whether any file changes."""
        return bool(self.files or self.gone)


@cache
def _texts() -> Mapping[str, Any]:
    """Return the texts about each source, by language."""
    found: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("sources.yml").read_text(encoding="utf-8"))
    return found


def plan_writing(
    content: Path, imported: Imported, desk: Desk, languages: Sequence[str], today: datetime.date
) -> ImportPlan:
    """Return the changes that an import makes in a content folder, which need not exist yet."""
    records = {**imported.records, "schemes": _schemes(content, imported, languages)}
    wanted = {
        **_starter(content, imported, languages),
        **dict(_tables(content / TABLE_FOLDER, imported.name, records, languages)),
        lock_path(content, imported.name): ids_lock_text(desk.ids.lock),
        report_path(content, imported.name): report_text(desk.findings),
    }
    old = sorted((content / TABLE_FOLDER).glob(f"*.{imported.name}.csv"))
    moved = {kind: _ids_in(content / TABLE_FOLDER / f"{kind}.{imported.name}.csv") for kind in PAGES}
    redirects = content / "redirects.yml"
    before = redirects.read_text(encoding="utf-8") if redirects.is_file() else ""
    after, count = with_redirects(before, moved, imported.records, today)
    if after != before:
        wanted[redirects] = after
    lines = {}
    for path in {*old, *(path for path in wanted if path.parent.name == TABLE_FOLDER)}:
        was = Counter(path.read_text(encoding="utf-8").splitlines() if path.is_file() else ())
        now = Counter(wanted.get(path, "").splitlines())
        if was != now:
            lines[path.name] = ((now - was).total(), (was - now).total())
    files = {path: text for path, text in wanted.items() if _differs(path, text)}
    return ImportPlan(files, tuple(path for path in old if path not in wanted), lines, count)


def carry_out(change: ImportPlan) -> None:
    """Write and remove the files of a change; each file is replaced in one step."""
    for path, text in change.files.items():
        replace_file(path, text)
    for path in change.gone:
        path.unlink()


def lock_path(content: Path, name: str) -> Path:
    """Return the path of the file with the ids of a source."""
    return content / IMPORTS / f"{name}.ids.csv"


def report_path(content: Path, name: str) -> Path:
    """Return the path of the report on a source."""
    return content / IMPORTS / f"{name}.report.csv"


def report_text(findings: Sequence[Finding]) -> str:
    """Return the report as a CSV table, sorted so that two versions can be compared."""
    return csv_text(Finding._fields, sorted(set(findings)))


def counts(findings: Sequence[Finding]) -> Mapping[tuple[str, str], int]:
    """Return the number of findings by ``what`` and ``done``."""
    return dict(sorted(Counter((finding.what, finding.done) for finding in findings).items()))


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode()


def _ids_in(path: Path) -> set[str]:
    """Return the ids in the first column of a table; none if there is no file."""
    if not path.is_file():
        return set()
    return {row[0] for _, row in read_rows(path.read_text(encoding="utf-8"))} - {"id"}


def _tables(folder: Path, name: str, records: Records, languages: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """Yield path and CSV text of each table with rows; records with a file each are sorted by id, entries of a list keep their order."""
    for table in kinds.TABLES:
        rows = list(_rows_of(table, records, languages))
        if rows:
            header, kept = _filled(table.header(languages), rows, table.owner)
            yield folder / f"{table.name}.{name}.csv", csv_text(header, kept)


def _rows_of(table: Table, records: Records, languages: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for kind in dict.fromkeys(rows.kind for rows in table.rows):
        sources = [(rows, reader(table, rows, languages, {})) for rows in table.rows if rows.kind == kind]
        found = records.get(kind, {})
        in_order = sorted(found) if kinds.BY_PLURAL[kind].place is Place.FOLDER else list(found)
        yield from texts_of(sources, ((id, found[id]) for id in in_order))


def _filled(
    header: Sequence[str], rows: Sequence[Sequence[str]], owner: str
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return header and rows without derived columns and columns that are empty in all rows, to keep the file small."""
    used = [
        n
        for n, name in enumerate(header)
        if name == owner or (name not in ("number", "rank") and any(row[n] for row in rows))
    ]
    return [header[n] for n in used], [tuple(row[n] for n in used) for row in rows]


def _in(texts: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    return {language: texts.get(language, texts["en"]) for language in languages}


def _schemes(content: Path, imported: Imported, languages: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the schemes that the records name and the folder lacks, with the attribution that their terms require."""
    known = ids_of_others(content, imported.name)["schemes"]
    used = {
        mapping["scheme"]
        for kind in KINDS
        for record in imported.records.get(kind.plural, {}).values()
        for mapping in record.get("mappings", ())
    }
    found = {}
    for name in sorted(used - known):
        texts = _texts()["schemes"][name]
        scheme = {"id": name, "title": _in(texts["title"], languages), "url": texts["url"]}
        if "attribution" in texts:
            scheme["attribution"] = _in(texts["attribution"], languages)
        found[name] = scheme
    return found


def ids_of_others(content: Path, name: str) -> Mapping[str, set[str]]:
    """Return the ids by kind of the records in a folder that are not from the source ``name``: authored ones and those of other sources."""
    found: dict[str, set[str]] = {}
    for kind in KINDS:
        ids = found[kind.plural] = set()
        if kind.place is Place.FOLDER:
            ids.update(path.stem for path in (content / kind.plural).glob("*.yml"))
        elif (path := content / kind.file).is_file():
            node = read_yaml(path.read_text(encoding="utf-8"), str(path))[0]
            ids.update(str(item["id"]) for item in (node.plain() if node else ()) if "id" in item)
        for path in (content / TABLE_FOLDER).glob(f"{kind.plural}.*csv"):
            if path.name != f"{kind.plural}.{name}.csv":
                ids.update(_ids_in(path))
    return found


def _starter(content: Path, imported: Imported, languages: Sequence[str]) -> dict[Path, str]:
    """Return the files besides the records that a folder needs and lacks: settings and an empty scale of levels."""
    words = _texts()
    files = {}
    site = content / "site.yml"
    if not site.is_file():
        settings = {
            "title": _in(imported.titles, languages),
            "tagline": _in(words["site"]["tagline"], languages),
            "description": _in(words["site"]["description"], languages),
            "languages": [{"id": id, "title": words["languages"].get(id, id)} for id in languages],
            "short_name": imported.name,
            "licence": words["site"]["licence"],
        }
        files[site] = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=120)
    levels = content / "vocabularies" / "levels.yml"
    if not levels.is_file():
        files[levels] = "# The source names no levels of proficiency; write your own scale here, lowest first.\n[]\n"
    return files
