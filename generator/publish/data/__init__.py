"""Write the site's content as data: JSON, JSON Schema, CSV and ``llms.txt``, with all languages in one file.

1. ``values`` writes records as JSON (``kinds.published`` has their schemas), ``sheets`` writes tables (``derive.tables``)
   as CSV, ``llms`` writes ``llms.txt``.
2. ``data_files`` lists every file with the function that makes its content in memory from the renderer's facts.
3. ``write_data`` writes the files into a site's stage, so that they are checked and swapped in with the pages. It leaves
   out files that the last build made from the same input.
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
from generator.derive.tables import PUBLISHED_TABLES, Sheets
from generator.digests import digest_of
from generator.kinds.published import (
    ATLAS_SCHEMA,
    LISTS,
    RECORD_FILES,
    SCHEMA_VERSION,
    SCHEMAS,
    SCHEMAS_FOLDER,
    kind_name,
    published_schema,
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
    """Files that are made together: their names below the site's root, and the function that makes their contents in this order.

    ``records`` are the records of a part, empty for other files. Which records a part holds may change although no record does.
    """

    names: tuple[str, ...]
    make: Callable[[], tuple[bytes, ...]]
    records: Portion = ()

    def source(self) -> str:
        """Return the text by which the next build recognises the files: the first name and a digest of the record ids."""
        return f"{self.names[0]} {digest_of(f'{kind}/{id}' for kind, id in self.records) if self.records else ''}"


def write_data(stage: Path, renderer: Renderer, base_url: str = "", last: LastBuild | None = None) -> frozenset[str]:
    """Write all data files into a site's stage; ``base_url`` is the site's address, if it has one.

    Returns the names of the files that are not written because those of the ``last`` build are up to date.
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
    """Yield all data files. What a file reads is noted when its function is called."""
    routes = renderer.routes
    home = routes.page(PageKind.HOME)
    facts = renderer.lens(home).facts
    catalog = facts.catalog
    large = divided(renderer.catalog)
    for name in SCHEMAS:
        if not large or name != ATLAS_SCHEMA:  # a large atlas has no data/atlas.json
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
    for table in PUBLISHED_TABLES:
        portions = renderer.facts.table_portions.get(table.name)
        for number, portion in enumerate(portions, start=1) if portions else ((0, None),):
            name = part_name(f"{table.name}.csv", number)
            make = partial(_table, records.sheets, table, portion, delimiters)
            yield DataFiles((f"data/csv/{name}", f"data/excel/{name}"), make, portion or ())
    lenses = [Lens(facts, routes, t, home) for t in renderer.all_strings]
    for lens in () if large else lenses:
        yield _one(f"data/{workbook_name(catalog.site.short_name, lens.language)}", partial(_workbook, lens))
    # Programs are often given the text alone, so its links are absolute if the site has an address.
    root = f"{base_url.rstrip('/')}/" if base_url else ""
    for name, below in (("llms.txt", root), ("data/llms.txt", root or "../")):
        yield _one(name, partial(_text, catalog, lenses, below))


def _one(name: str, make: Callable[[], bytes]) -> DataFiles:
    return DataFiles((name,), lambda: (make(),))


def _schema(name: str) -> bytes:
    return as_json(published_schema(name))


def _table(sheets: Sheets, table: Table, portion: Portion | None, delimiters: str) -> tuple[bytes, bytes]:
    header = table.header(sheets.catalog.languages)
    plain_text, for_excel = separated(header, sheets.cells(table, portion), delimiters)
    return plain_text.encode(), codecs.BOM_UTF8 + for_excel.encode()


def _workbook(lens: Lens) -> bytes:
    # Imported late: openpyxl takes long to load, and the workbooks of the last build are mostly up to date.
    from generator.publish.workbook import workbook_bytes  # noqa: PLC0415

    return workbook_bytes(lens)


def _text(catalog: Catalog, lenses: Sequence[Lens], root: str) -> bytes:
    return llms_text(catalog, lenses, root).encode()


class _Records:
    """Records as the JSON files hold them."""

    def __init__(self, sheets: Sheets, routes: Routes) -> None:
        self.sheets = sheets
        self._routes = routes

    def row(self, kind: str, id: str) -> dict[str, Any]:
        """Return a record for a list of records; links to its pages are relative to ``data/``."""
        pages = _pages(self.sheets.catalog, self._routes, kind, id, "../")
        return {"record": kind_name(kind), "id": id, "pages": pages, **self.sheets.record(kind, id)}

    def file(self, kind: str, id: str) -> bytes:
        """Return the JSON file of a single record; links to its pages are relative to ``data/<kind>/``."""
        schema = f"../{SCHEMAS_FOLDER}/{kind_name(kind)}.schema.json"
        pages = _pages(self.sheets.catalog, self._routes, kind, id, "../../")
        return as_json({"$schema": schema, **self.row(kind, id), "pages": pages})


def _pages(catalog: Catalog, routes: Routes, kind: str, id: str, root: str) -> dict[str, str]:
    """Return links to a record's page by language; ``root`` leads to the site's root. Empty for a kind without pages."""
    if kind not in _PAGE_KINDS:
        return {}
    url = routes.url(routes.page(_PAGE_KINDS[kind], id))
    return {language: f"{root}{language}/{url}" for language in catalog.languages}


def _in_parts(catalog: Catalog, facts: Facts, records: _Records) -> Iterator[DataFiles]:
    """Yield the files of records in parts, and ``index.json`` with the description of the atlas and the names of the parts."""
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
        "$schema": f"{SCHEMAS_FOLDER}/atlas.schema.json",
        **_head(facts),
        **{kind: [records.row(kind, id) for id in content.records[kind]] for kind in RECORD_FILES},
    }


def _head(facts: Facts) -> dict[str, Any]:
    """Return the description of the atlas (versions, title, languages, licence) and its ``LISTS``."""
    site, content = facts.catalog.site, facts.catalog.content
    version = facts.version
    return {
        "schema_version": SCHEMA_VERSION,
        **({"version": version.release, "changed_since": version.changed} if version.release else {}),
        "generator": __version__,
        **({"date": day.isoformat()} if (day := facts.stated_day) else {}),
        "title": plain(site.title),
        "description": plain(site.description),
        "languages": plain(site.languages),
        "licence": plain(site.licence),
        **{name: [plain(record.value) for record in content.records[name].values()] for name in LISTS},
    }
