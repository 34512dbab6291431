"""The atlas as flat tables for spreadsheets.

The kinds of record define the tables and their columns (``kinds``); this module fills them from a catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from generator import kinds
from generator.catalog import Catalog
from generator.derive.portions import Portion
from generator.kinds.table import RANK, SEPARATOR, Column, Reader, Row, RowSource, Table, reader, texts_of
from generator.model.marks import NONE
from generator.model.plain import plain
from generator.reads import field_of

__all__ = ["PUBLISHED_TABLES", "SEPARATOR", "Sheets"]

_GRADED = Table(
    "grade_requirements",
    "role",
    (Column("role"), Column("grade"), Column("skill"), Column("level"), RANK, Column("necessity")),
)
PUBLISHED_TABLES: tuple[Table, ...] = (*kinds.TABLES, _GRADED)
"""All tables; those without ``rows`` are derived and cannot be written back."""


class Sheets:
    """Tables of a catalogue. Each record is turned into plain values once for all tables."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    @cached_property
    def _plain(self) -> dict[tuple[str, str], Any]:
        return {}

    def record(self, kind: str, id: str, fields: Iterable[str] = ()) -> Any:
        """Return the plain value of a record: all of it, or a mapping of the given fields that have a value."""
        records = self.catalog.content.records[kind]  # looked up on each call: a watched catalogue notes what is read
        known = self._plain.get((kind, id))
        if fields:
            values = ((name, field_of(records, id, name)) for name in fields)
            return {name: known[name] if known else plain(value) for name, value in values if value is not None}
        record = records[id]
        if known is None:
            known = self._plain[kind, id] = plain(record.value)
        return known

    def cells(self, table: Table, portion: Portion | None = None) -> Iterator[tuple[str, ...]]:
        """Yield the rows of a table as texts, in the order of the records: of all records, or of those in a part."""
        if not table.rows:
            yield from self._reader(table, RowSource(""))(list(_graded(self.catalog, self._ids("roles", portion))))
        for kind in dict.fromkeys(rows.kind for rows in table.rows):
            sources = [(rows, self._reader(table, rows)) for rows in table.rows if rows.kind == kind]
            fields = fields_of(rows for rows, _ in sources)
            yield from texts_of(sources, ((id, self.record(kind, id, fields)) for id in self._ids(kind, portion)))

    def _ids(self, kind: str, portion: Portion | None) -> Iterable[str]:
        """Return the ids of a kind: of all records, or of those in a part."""
        return self.catalog.content.records[kind] if portion is None else [id for each, id in portion if each == kind]

    def _reader(self, table: Table, rows: RowSource) -> Reader:
        return reader(table, rows, self.catalog.languages, self.catalog.ranks)


def fields_of(parts: Iterable[RowSource]) -> tuple[str, ...]:
    """Return the record fields that rows of one kind are made from; empty if they need whole records."""
    known = tuple(parts)
    names = kinds.BY_PLURAL[known[0].kind].model.model_fields
    fields = tuple(dict.fromkeys(rows.path[0] for rows in known if rows.path and rows.path[0] in names))
    return fields if all(rows.path and rows.path[0] in names for rows in known) else ()


def _graded(catalog: Catalog, roles: Iterable[str]) -> Iterator[Row]:
    """Yield a row for each requirement of each grade of each role; requirements that do not apply at a grade are left out."""
    for id in roles:
        for grade in catalog.grades_of(id):
            for item in field_of(catalog.content.roles, id, "requires"):
                level = catalog.level_at_grade(id, item, grade)
                if level != NONE:
                    needed = {"grade": grade, "skill": item.skill, "level": level, "necessity": item.necessity.value}
                    yield Row(id, needed)
