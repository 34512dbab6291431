"""The data page: the files of the atlas for programs and spreadsheets, and what their columns mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale
from babel.numbers import get_decimal_symbol

from generator import __version__
from generator.catalog import Catalog
from generator.derive.attribution import attributions
from generator.derive.portions import RECORDS_PER_PORTION, divided, portions_of_kind
from generator.derive.tables import PUBLISHED_TABLES, SEPARATOR
from generator.kinds.published import RECORD_FILES, SCHEMA_VERSION, SCHEMAS_FOLDER, kind_name
from generator.kinds.table import Table
from generator.render.lens import Lens, PageLink
from generator.render.version import version_text
from generator.render.views.handbooks import handbook_link, profile_link
from generator.render.views.order import by_title
from generator.render.views.registry import shows
from generator.routes import PageKind, part_name, workbook_name

ROOT = "../"
"""Path from a language's folder to the site's root, where the data files are."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file, or a pattern of file names without a link, and a description of its content."""

    link: PageLink
    text: str


@dataclass(frozen=True, slots=True)
class TablePart:
    """A part of a table that is split into several."""

    id: str
    csv: str
    excel: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table as plain CSV and for spreadsheets, or its parts."""

    id: str
    text: str
    csv: str
    excel: str
    parts: tuple[TablePart, ...]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column, or several with the same meaning, and the tables that have it."""

    names: tuple[str, ...]
    text: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """Everything the data page shows."""

    title: str
    summary: str
    files: tuple[FileRow, ...]
    workbooks: tuple[FileRow, ...]
    tables: tuple[TableRow, ...]
    columns: tuple[ColumnRow, ...]
    largest_part: str
    """Most records in a part of the data; empty if all data are in one piece."""
    handbooks: tuple[PageLink, ...]
    profiles: tuple[PageLink, ...]
    separator: str
    excel_separator: str
    languages: tuple[str, ...]
    version: str
    generator: str
    schema_version: str
    changes: PageLink
    licence: PageLink
    licences: PageLink
    attributions: tuple[str, ...]


@shows(PageKind.DATA)
def data_view(lens: Lens) -> DataView:
    """Make the view of the data page."""
    licence = lens.catalog.site.licence
    return DataView(
        lens.title(PageKind.DATA),
        lens.t("data.lead"),
        tuple(_files(lens)),
        tuple(_workbooks(lens)),
        tuple(
            TableRow(
                table.name,
                lens.t(f"data.table.{table.name}"),
                *_addresses(lens, table.name),
                tuple(
                    TablePart(f"{table.name}-{number}", *_addresses(lens, table.name, number))
                    for number in range(1, lens.facts.table_parts[table.name] + 1)
                ),
            )
            for table in _tables(lens)
        ),
        _columns(lens),
        lens.t.number(RECORDS_PER_PORTION) if divided(lens.catalog) else "",
        tuple(link for language in lens.catalog.site.languages if (link := handbook_link(lens, language))),
        tuple(
            link
            for role in by_title(lens, lens.catalog.content.roles)
            if (link := profile_link(lens, role, lens.role_title(role)))
        ),
        SEPARATOR.strip(),
        excel_separator(lens.catalog),
        lens.catalog.languages,
        version_text(lens.facts.version, lens.t),
        __version__,
        SCHEMA_VERSION,
        lens.link(PageKind.CHANGES),
        PageLink(licence.name, licence.url),
        PageLink("LICENSES", lens.routes.relative(lens.page, f"{ROOT}LICENSES/README.txt")),
        tuple(lens.local(text) for text in attributions(lens.catalog)),
    )


def _tables(lens: Lens) -> tuple[Table, ...]:
    """Return the tables that have rows; the others exist as files with headings alone, so that programs find every name."""
    return tuple(table for table in PUBLISHED_TABLES if table.name in lens.facts.table_parts)


def _addresses(lens: Lens, table: str, number: int = 0) -> tuple[str, str]:
    """Return the addresses of a table or of a part of it: as plain CSV, and for spreadsheets."""
    csv, excel = (_href(lens, part_name(f"{folder}/{table}.csv", number)) for folder in ("csv", "excel"))
    return csv, excel


def _href(lens: Lens, name: str) -> str:
    return lens.routes.relative(lens.page, f"{ROOT}data/{name}")


def _files(lens: Lens) -> Iterator[FileRow]:
    large = divided(lens.catalog)
    if large:
        yield FileRow(PageLink("index.json", _href(lens, "index.json")), lens.t("data.file.index"))
        for kind in RECORD_FILES:
            for number, _ in enumerate(portions_of_kind(lens.catalog, kind), start=1):
                name = part_name(f"{kind}.json", number)
                yield FileRow(PageLink(name, _href(lens, name)), lens.t("data.file.part", table=kind, n=number))
    else:
        yield FileRow(PageLink("atlas.json", _href(lens, "atlas.json")), lens.t("data.file.atlas"))
    kinds = [kind for kind in RECORD_FILES if lens.catalog.content.records[kind]]
    for kind in kinds:
        yield FileRow(PageLink(f"{kind}/<id>.json"), lens.t(f"data.file.{kind}"))
    for name in (*(() if large else ("atlas",)), *map(kind_name, kinds)):
        file = f"{SCHEMAS_FOLDER}/{name}.schema.json"
        yield FileRow(PageLink(file, _href(lens, file)), lens.t("data.file.schema", name=name))
    yield FileRow(PageLink("llms.txt", _href(lens, "llms.txt")), lens.t("data.file.llms"))


def _workbooks(lens: Lens) -> Iterator[FileRow]:
    for language in () if divided(lens.catalog) else lens.catalog.languages:
        file = workbook_name(lens.catalog.site.short_name, language)
        key = "data.file.workbook" if lens.catalog.content.trainings else "data.file.workbook.plain"
        yield FileRow(PageLink(file, _href(lens, file)), lens.t(key, language=lens.t.language_name(language)))


def excel_separator(catalog: Catalog) -> str:
    """Return the separator that spreadsheets expect in the default language: a semicolon if its numbers have a decimal comma."""
    language = catalog.site.languages[0]
    return ";" if get_decimal_symbol(Locale.parse(language.locale or language.id, sep="-")) == "," else ","


def _columns(lens: Lens) -> tuple[ColumnRow, ...]:
    """Return columns by name; those with the same meaning are in one row."""
    names: dict[str, dict[str, None]] = {}
    tables: dict[str, dict[str, None]] = {}
    for table in _tables(lens):
        for column in table.columns:
            key = column.meaning or column.name
            names.setdefault(key, {})[f"{column.name}_…" if column.local else column.name] = None
            tables.setdefault(key, {})[table.name] = None
    rows = (ColumnRow(tuple(names[key]), lens.t(f"data.column.{key}"), tuple(tables[key])) for key in names)
    return tuple(sorted(rows, key=lambda row: row.names))
