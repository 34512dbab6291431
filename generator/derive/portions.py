"""Data of very many records come in parts: from how many on, and which records each part of a table or of the JSON holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from generator.catalog import Catalog
from generator.kinds.published import RECORD_FILES
from generator.kinds.table import Rows, Table

WHOLE = 5_000
"""Up to so many records the JSON, each table and each workbook are one file, and PDFs can be set."""
RECORDS = 1_000
"""Records in a part."""
_DERIVED_FROM = (Rows("roles", ("requires",)),)
"""Where the rows of a table come from that is computed."""

Portion = tuple[tuple[str, str], ...]
"""Kind and id of each record of a part, in their order."""


def divided(catalog: Catalog) -> bool:
    """Tell whether the data of an atlas come in parts."""
    return sum(len(catalog.content.records[kind]) for kind in RECORD_FILES) > WHOLE


def portions_of_kind(catalog: Catalog, kind: str) -> tuple[Portion, ...]:
    """Records of a kind in the parts of its JSON."""
    return _cut((kind, id) for id in catalog.content.records[kind])


def portions_of_tables(catalog: Catalog, tables: Iterable[Table]) -> dict[str, tuple[Portion, ...]]:
    """Records in the parts of each table that has any rows (in doubt it has), by name; nothing for one in one piece."""
    is_divided = divided(catalog)
    found = {
        table.name: _cut(_with_rows(catalog, table) if is_divided else islice(_with_rows(catalog, table), 1))
        for table in tables
    }
    return {name: parts if len(parts) > 1 else () for name, parts in found.items() if parts}


def _with_rows(catalog: Catalog, table: Table) -> Iterator[tuple[str, str]]:
    """Kind and id of the records that have rows in a table."""
    rows = table.rows or _DERIVED_FROM
    for kind in dict.fromkeys(each.kind for each in rows):
        fields = {each.path[0] if each.path else "" for each in rows if each.kind == kind}
        for id, record in catalog.content.records[kind].items():
            value = record.value  # what is no field of it, in doubt it has
            if "" in fields or any(getattr(value, name, True) for name in fields):
                yield kind, id


def _cut(records: Iterable[tuple[str, str]]) -> tuple[Portion, ...]:
    rows = tuple(records)
    return tuple(rows[start : start + RECORDS] for start in range(0, len(rows), RECORDS))
