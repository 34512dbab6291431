"""Data of very many records, split into parts: above which number, and which records are in each part of a table or of the JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from generator.catalog import Catalog
from generator.kinds.published import RECORD_FILES
from generator.kinds.table import RowSource, Table

MOST_UNDIVIDED = 5_000
"""Up to this number of records the JSON, each table and each workbook are one file, and PDFs can be made."""
RECORDS_PER_PORTION = 1_000
"""Most records in a part."""
_DERIVED_FROM = (RowSource("roles", ("requires",)),)
"""Source of the rows of a derived table, which has no ``rows`` of its own."""

Portion = tuple[tuple[str, str], ...]
"""Kind and id of each record in a part, in order."""


def divided(catalog: Catalog) -> bool:
    """Return whether the data of an atlas are split into parts."""
    return sum(len(catalog.content.records[kind]) for kind in RECORD_FILES) > MOST_UNDIVIDED


def portions_of_kind(catalog: Catalog, kind: str) -> tuple[Portion, ...]:
    """Return the records of a kind, split into the parts of its JSON."""
    return _cut((kind, id) for id in catalog.content.records[kind])


def portions_of_tables(catalog: Catalog, tables: Iterable[Table]) -> dict[str, tuple[Portion, ...]]:
    """Return, by table name, the records in each part; empty for a table in one piece. Tables that surely have no rows are left out."""
    is_divided = divided(catalog)
    found = {
        table.name: _cut(_with_rows(catalog, table) if is_divided else islice(_with_rows(catalog, table), 1))
        for table in tables
    }
    return {name: parts if len(parts) > 1 else () for name, parts in found.items() if parts}


def _with_rows(catalog: Catalog, table: Table) -> Iterator[tuple[str, str]]:
    """Yield kind and id of the records that have, or may have, rows in a table."""
    rows = table.rows or _DERIVED_FROM
    for kind in dict.fromkeys(each.kind for each in rows):
        fields = {each.path[0] if each.path else "" for each in rows if each.kind == kind}
        for id, record in catalog.content.records[kind].items():
            value = record.value  # a name that is not a field of it counts as having rows
            if "" in fields or any(getattr(value, name, True) for name in fields):
                yield kind, id


def _cut(records: Iterable[tuple[str, str]]) -> tuple[Portion, ...]:
    rows = tuple(records)
    return tuple(rows[start : start + RECORDS_PER_PORTION] for start in range(0, len(rows), RECORDS_PER_PORTION))
