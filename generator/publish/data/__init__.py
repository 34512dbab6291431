"""Machine-readable twins of the site: JSON, JSON Schema, CSV and ``llms.txt``, all languages in one.

1. ``values`` and ``schema`` say what a record looks like as JSON, ``sheets`` how a table (``derive.tables``) looks as
   CSV.
2. ``data_files`` names every file and what makes it in memory, a function of what the renderer holds.
3. ``write_data`` writes them into a site's stage, so that they are checked and swapped in with the pages, but for those
   that the last build has made of the same.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generator import __version__, kinds
from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.derive.portions import Portion, divided, portions_of_kind
from generator.derive.tables import TABLES, Sheets
from generator.digests import digest_of
from generator.kinds.published import (
    ATLAS_SCHEMA,
    FOLDER,
    LISTS,
    RECORD_FILES,
    SCHEMA_VERSION,
    SCHEMAS,
    kind_name,
    schema,
)
from generator.kinds.table import Table
from generator.model.plain import plain
from generator.publish.data.llms import llms_text
from generator.publish.data.sheets import separated
from generator.publish.data.values import as_json
from generator.publish.files import FileWriter
from generator.publish.last_build import LastBuild
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.render.views.data import excel_separator
from generator.routes import PageKind, Routes, part_name, workbook_name

_PAGE_KINDS = {kind.plural: kind.page for kind in kinds.KINDS if kind.page}


class DataFiles(NamedTuple):
    """Files that are made together: their names below the site's root, and what makes their contents, in the same order.

    ``records`` are those of a part; which ones these are may change while each of them stays the same.
    """

    names: tuple[str, ...]
    make: Callable[[], tuple[bytes, ...]]
    records: Portion = ()

    def source(self) -> str:
        """Make what the next build knows them again by."""
        return f"{self.names[0]} {digest_of(f'{kind}/{id}' for kind, id in self.records) if self.records else ''}"


def write_data(stage: Path, renderer: Renderer, base_url: str = "", last: LastBuild | None = None) -> frozenset[str]:
    """Write all files into a site's stage; ``base_url`` is the site's own address, if it has one.

    Returns the names of those that can stay as the ``last`` build wrote them.
    """
    left: set[str] = set()
    written = FileWriter(stage)
    for files in data_files(renderer, base_url):
        source = files.source() if last else ""
        if last and last.has(source, files.names):
            last.leave(source)
            left.update(files.names)
            continue
        contents, reads = renderer.reads.apart(files.make)
        states = [written.write(name, data) for name, data in zip(files.names, contents, strict=True)]
        if last:
            last.add_files(source, reads, tuple(chain.from_iterable(states)))
    return frozenset(left)


def data_files(renderer: Renderer, base_url: str) -> Iterator[DataFiles]:
    """Name all files; what they read is noted when they are made."""
    routes = renderer.routes
    home = routes.page(PageKind.HOME)
    facts = renderer.lens(home).facts
    catalog = facts.catalog
    large = divided(renderer.catalog)
    for name in SCHEMAS:
        if not large or name != ATLAS_SCHEMA:  # there is no such file then
            yield _one(f"data/{name}", partial(_schema, name))
    records = _Records(Sheets(catalog), routes)
    for kind in RECORD_FILES:
        for id in catalog.content.records[kind]:
            yield _one(f"data/{kind}/{id}.json", partial(records.file, kind, id))
    if large:
        yield from _in_parts(renderer.catalog, facts, records)
    else:
        yield _one("data/atlas.json", lambda: as_json(_atlas(facts, records)))
    delimiters = "," + excel_separator(catalog)
    for table in TABLES:
        portions = renderer.facts.table_portions.get(table.name)
        for number, portion in enumerate(portions, start=1) if portions else ((0, None),):
            name = part_name(f"{table.name}.csv", number)
            make = partial(_table, records.sheets, table, portion, delimiters)
            yield DataFiles((f"data/csv/{name}", f"data/excel/{name}"), make, portion or ())
    lenses = [Lens(facts, routes, t, home) for t in renderer.all_strings]
    for lens in () if large else lenses:
        yield _one(f"data/{workbook_name(catalog.site.short_name, lens.language)}", partial(_workbook, lens))
    # Programs are often handed the text alone, so it holds whole addresses where there are any.
    root = f"{base_url.rstrip('/')}/" if base_url else ""
    for name, below in (("llms.txt", root), ("data/llms.txt", root or "../")):
        yield _one(name, partial(_text, catalog, lenses, below))


def _one(name: str, make: Callable[[], bytes]) -> DataFiles:
    return DataFiles((name,), lambda: (make(),))


def _schema(name: str) -> bytes:
    return as_json(schema(name))


def _table(sheets: Sheets, table: Table, portion: Portion | None, delimiters: str) -> tuple[bytes, bytes]:
    header = table.header(sheets.catalog.languages)
    plain_text, for_excel = separated(header, sheets.cells(table, portion), delimiters)
    return plain_text.encode(), codecs.BOM_UTF8 + for_excel.encode()


def _workbook(lens: Lens) -> bytes:
    # Imported late: what writes workbooks takes long to load, and mostly the last build's are still right.
    from generator.publish.workbook import workbook_bytes  # noqa: PLC0415

    return workbook_bytes(lens)


def _text(catalog: Catalog, lenses: Sequence[Lens], root: str) -> bytes:
    return llms_text(catalog, lenses, root).encode()


class _Records:
    """Records as the JSON files give them."""

    def __init__(self, sheets: Sheets, routes: Routes) -> None:
        self.sheets = sheets
        self._routes = routes

    def row(self, kind: str, id: str) -> dict[str, Any]:
        """A record as it stands among others."""
        pages = _pages(self.sheets.catalog, self._routes, kind, id, "../")
        return {"record": kind_name(kind), "id": id, "pages": pages, **self.sheets.record(kind, id)}

    def file(self, kind: str, id: str) -> bytes:
        """A record in a file of its own."""
        schema = f"../{FOLDER}/{kind_name(kind)}.schema.json"
        pages = _pages(self.sheets.catalog, self._routes, kind, id, "../../")
        return as_json({"$schema": schema, **self.row(kind, id), "pages": pages})


def _pages(catalog: Catalog, routes: Routes, kind: str, id: str, root: str) -> dict[str, str]:
    """Relative links to a record's pages."""
    if kind not in _PAGE_KINDS:
        return {}
    url = routes.url(routes.page(_PAGE_KINDS[kind], id))
    return {language: f"{root}{language}/{url}" for language in catalog.languages}


def _in_parts(catalog: Catalog, facts: Facts, records: _Records) -> Iterator[DataFiles]:
    """Name the parts of all records, and a file that says what the atlas is and names them."""
    names: dict[str, list[str]] = {}
    for kind in RECORD_FILES:
        for number, portion in enumerate(portions_of_kind(catalog, kind), start=1):
            name = part_name(f"{kind}.json", number)
            names.setdefault(kind, []).append(name)
            yield DataFiles((f"data/{name}",), partial(_part, records, portion), portion)
    yield _one("data/index.json", lambda: as_json({**_head(facts), "parts": names}))


def _part(records: _Records, portion: Portion) -> tuple[bytes]:
    return (as_json([records.row(kind, id) for kind, id in portion]),)


def _atlas(facts: Facts, records: _Records) -> dict[str, Any]:
    content = facts.catalog.content
    return {
        "$schema": f"{FOLDER}/atlas.schema.json",
        **_head(facts),
        **{kind: [records.row(kind, id) for id in content.records[kind]] for kind in RECORD_FILES},
    }


def _head(facts: Facts) -> dict[str, Any]:
    """What the atlas is, and its lists."""
    site, content = facts.catalog.site, facts.catalog.content
    version = facts.version
    return {
        "schema_version": SCHEMA_VERSION,
        **({"version": version.release, "changed_since": version.changed} if version.release else {}),
        "generator": __version__,
        **({"date": day.isoformat()} if (day := facts.told_day) else {}),
        "title": plain(site.title),
        "description": plain(site.description),
        "languages": plain(site.languages),
        "licence": plain(site.licence),
        **{name: [plain(record.value) for record in content.records[name].values()] for name in LISTS},
    }
