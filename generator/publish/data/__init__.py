"""Machine-readable twins of the site: JSON, JSON Schema, CSV and ``llms.txt``, all languages in one.

1. ``values`` and ``schema`` say what a record looks like as JSON, ``sheets`` how a table (``derive.tables``) looks as
   CSV.
2. ``data_files`` makes every file in memory; a file is a function of what the renderer holds.
3. ``write_data`` writes them into a site's stage, so that they are checked and swapped in with the pages.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.numbers import get_decimal_symbol

from generator import __version__, kinds
from generator.catalog import Catalog
from generator.derive.portions import divided, portions_of_kind, portions_of_table
from generator.derive.tables import TABLES, Sheets
from generator.kinds.published import ATLAS_SCHEMA, FOLDER, LISTS, RECORD_FILES, SCHEMA_VERSION, kind_name, schemas
from generator.model.plain import plain
from generator.publish.data.llms import llms_text
from generator.publish.data.sheets import separated
from generator.publish.data.values import as_json
from generator.publish.workbook import workbook_bytes
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.routes import PageKind, Routes, part_name, workbook_name

_PAGE_KINDS = {kind.plural: kind.page for kind in kinds.KINDS if kind.page}


def write_data(stage: Path, renderer: Renderer, base_url: str = "") -> None:
    """Write all files into a site's stage; ``base_url`` is the site's own address, if it has one."""
    for name, data in data_files(renderer, base_url):
        path = stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def data_files(renderer: Renderer, base_url: str = "") -> Iterator[tuple[str, bytes]]:
    """Name below the site's root and content of each file."""
    catalog, routes = renderer.catalog, renderer.routes
    large = divided(catalog)
    for name, schema in schemas().items():
        if not large or name != ATLAS_SCHEMA:  # there is no such file then
            yield f"data/{name}", as_json(schema)
    sheets = Sheets(catalog)
    records = {kind: dict(_records(sheets, routes, kind)) for kind in RECORD_FILES}
    for kind, rows in records.items():
        for id, row in rows.items():
            whole = {
                "$schema": f"../{FOLDER}/{kind_name(kind)}.schema.json",
                **row,
                "pages": _pages(catalog, routes, kind, id, "../../"),
            }
            yield f"data/{kind}/{id}.json", as_json(whole)
    if large:
        yield from _in_parts(renderer, records)
    else:
        yield "data/atlas.json", as_json(_atlas(renderer, records))
    delimiter = _excel_delimiter(renderer)
    for table in TABLES:
        header, portions = table.header(catalog.languages), portions_of_table(catalog, table)
        for number, portion in enumerate(portions, start=1) if portions else ((0, None),):
            name = part_name(f"{table.name}.csv", number)
            plain_text, for_excel = separated(header, sheets.cells(table, portion), "," + delimiter)
            yield f"data/csv/{name}", plain_text.encode()
            yield f"data/excel/{name}", codecs.BOM_UTF8 + for_excel.encode()
    home = routes.page(PageKind.HOME)
    lenses = [Lens(renderer.facts, routes, t, home) for t in renderer.all_strings]
    for lens in () if large else lenses:
        yield f"data/{workbook_name(catalog.site.short_name, lens.language)}", workbook_bytes(lens)
    # Programs are often handed the text alone, so it holds whole addresses where there are any.
    root = f"{base_url.rstrip('/')}/" if base_url else ""
    yield "llms.txt", llms_text(catalog, lenses, root).encode()
    yield "data/llms.txt", llms_text(catalog, lenses, root or "../").encode()


def _records(sheets: Sheets, routes: Routes, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for id, record in sheets.records(kind).items():
        pages = _pages(sheets.catalog, routes, kind, id, "../")
        yield id, {"record": kind_name(kind), "id": id, "pages": pages, **record}


def _pages(catalog: Catalog, routes: Routes, kind: str, id: str, root: str) -> dict[str, str]:
    """Relative links to a record's pages."""
    if kind not in _PAGE_KINDS:
        return {}
    url = routes.url(routes.page(_PAGE_KINDS[kind], id))
    return {language: f"{root}{language}/{url}" for language in catalog.languages}


def _in_parts(renderer: Renderer, records: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """Write all records in parts, and a file that says what the atlas is and names them."""
    names: dict[str, list[str]] = {}
    for kind, rows in records.items():
        for number, portion in enumerate(portions_of_kind(renderer.catalog, kind), start=1):
            name = part_name(f"{kind}.json", number)
            names.setdefault(kind, []).append(name)
            yield f"data/{name}", as_json([rows[id] for _, id in portion])
    yield "data/index.json", as_json({**_head(renderer), "parts": names})


def _atlas(renderer: Renderer, records: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": f"{FOLDER}/atlas.schema.json",
        **_head(renderer),
        **{kind: list(rows.values()) for kind, rows in records.items()},
    }


def _head(renderer: Renderer) -> dict[str, Any]:
    """What the atlas is, and its lists."""
    site, content = renderer.catalog.site, renderer.catalog.content
    version = renderer.facts.version
    return {
        "schema_version": SCHEMA_VERSION,
        **({"version": version.release, "changed_since": version.changed} if version.release else {}),
        "generator": __version__,
        **({"date": day.isoformat()} if (day := renderer.facts.told_day) else {}),
        "title": plain(site.title),
        "description": plain(site.description),
        "languages": plain(site.languages),
        "licence": plain(site.licence),
        **{name: [plain(record.value) for record in content.records[name].values()] for name in LISTS},
    }


def _excel_delimiter(renderer: Renderer) -> str:
    """Separator that a spreadsheet expects in the default language: a semicolon where numbers have a decimal comma."""
    return ";" if get_decimal_symbol(renderer.all_strings[0].locale) == "," else ","
