"""Kinds of record, one module each.

A new kind is a module with its model and its ``KIND``, and its name in ``KINDS``. One that has a page of its own also
needs a view and a template.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.kinds import (
    exception,
    family,
    grade,
    group,
    level,
    link,
    occupation,
    provider,
    recognition,
    redirect,
    role,
    scheme,
    skill,
    term,
    training,
    training_format,
)
from generator.kinds.kind import Kind, Place
from generator.kinds.table import KEY, Column, RowSource, Table, at
from generator.model.base import Authored

KINDS: tuple[Kind, ...] = (
    role.KIND,
    skill.KIND,
    training.KIND,
    occupation.KIND,
    level.KIND,
    grade.KIND,
    family.KIND,
    group.KIND,
    training_format.KIND,
    provider.KIND,
    scheme.KIND,
    recognition.KIND,
    term.KIND,
    redirect.KIND,
    exception.KIND,
    link.KIND,
)
"""All kinds, in the order in which the data show them."""
BY_SINGULAR: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
BY_PLURAL: Mapping[str, Kind] = {kind.plural: kind for kind in KINDS}
BY_MODEL: Mapping[type[Authored], Kind] = {kind.model: kind for kind in KINDS}

LINKED: Mapping[str, Kind] = {kind.name: kind for kind in KINDS if kind.page or kind.overview}
"""Kinds whose records a long text may link to, such as ``[the map maker](role:map-maker)``, by name."""


def in_place(place: Place) -> tuple[str, ...]:
    """Return the plurals of the kinds whose records lie in such a place."""
    return tuple(kind.plural for kind in KINDS if kind.place is place)


def _of_all(name: str, path: str, *columns: Column) -> Table:
    """Return a table with a row for each entry of a list or mapping that records of all reviewed kinds have."""
    rows = tuple(RowSource(kind.plural, (path,), fixed={"record_kind": kind.name}) for kind in KINDS if kind.reviewed)
    return Table(name, "record", (Column("record_kind"), Column("record"), *columns), rows)


TABLES: tuple[Table, ...] = (
    *(table for kind in KINDS for table in kind.tables),
    _of_all(
        "mappings",
        "mappings",
        *(Column(name) for name in ("scheme", "version", "match", "uri", "code")),
        Column("title", local=True),
        Column("note", local=True),
        Column("source"),
    ),
    _of_all("sources", "sources", at("key", KEY), at("name", "title"), Column("url"), Column("date")),
)
"""All tables that hold what authors write, in the order in which the data show them."""
