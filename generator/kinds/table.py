"""Tables of records: how rows are read from records, and how they are written back.

Records are plain values here (``model.plain``): texts, lists and dictionaries as an author writes them. A column is a
path in such a value, by which it is both read and written. A column that can't be written back, such as a rank on the
scale, is marked as derived. All cells are texts; the type of a field decides what a text means, as it does in YAML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from operator import itemgetter
from typing import Any, NamedTuple

SEPARATOR = " | "
"""Separator of the values in a cell that holds several."""
_BAR = re.compile(r"(?<![^ ])(\\*)\|(?![^ ])")
_ESCAPED_BAR = re.compile(r"(?<![^ ])\\(\\*)\|(?![^ ])")
_NOTHING = "none"


class Mark(Enum):
    """A step of a path that is not a fixed key: the language of a column, or the key of a row's entry in a mapping."""

    LANGUAGE = "language"
    KEY = "key"


CellStep = str | int | Mark
CellPath = tuple[CellStep, ...]
LANGUAGE, KEY = Mark.LANGUAGE, Mark.KEY
ITSELF: CellPath = ()
"""Path of the row's value itself, such as an id in a list of ids."""


class Shape(Enum):
    """What a cell holds: one value, several of a list, or the pairs of a mapping; with ``MANY_OR_NONE``, "none" is an empty list."""

    ONE = "one"
    MANY = "many"
    MANY_OR_NONE = "many or none"
    PAIRS = "pairs"


class Derived(Enum):
    """A column that is computed and never written back: the row's place from 1 on, or the rank of its level."""

    NUMBER = "number"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with the path of its value in a row, by default its name.

    A ``local`` one becomes one column per language, such as ``title_en``. ``meaning`` is the key of its explanation where
    several columns share one. ``repeats`` names a column that states the same in more detail; where that one is filled,
    this one is shown but not written back.
    """

    name: str
    path: CellPath | None = None
    local: bool = False
    shape: Shape = Shape.ONE
    derived: Derived | None = None
    meaning: str = ""
    repeats: str = ""

    def names(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Return the names of the column in the file."""
        return tuple(f"{self.name}_{language}" for language in languages) if self.local else (self.name,)


@dataclass(frozen=True, slots=True)
class RowSource:
    """Source of the rows of a table: records of a kind, or the items of a list or mapping in them.

    ``inner`` leads from each item to a list in it. ``fixed`` are cells that are the same in all these rows, ``paths`` the
    paths of columns that differ from the column's own, ``empty`` the columns that these rows leave empty. With ``by_key``
    the rows of a mapping are sorted by their keys.
    """

    kind: str
    path: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, CellPath] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    by_key: bool = False

    def path_of(self, column: Column) -> CellPath:
        """Return the path of a column's value in a row."""
        path = self.paths.get(column.name, column.path)
        path = (column.name,) if path is None else path
        return (*path, LANGUAGE) if column.local and LANGUAGE not in path else path

    def has(self, column: Column) -> bool:
        """Return whether these rows fill a column."""
        return column.name not in self.empty


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, the column that names the record, its columns, and the sources of its rows (none: it is derived).

    ``outer`` are the columns whose values are in the item around the list of ``RowSource.inner``.
    """

    name: str
    owner: str
    columns: tuple[Column, ...]
    rows: tuple[RowSource, ...] = ()
    outer: frozenset[str] = frozenset()

    def header(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Return the names of all columns."""
        return tuple(name for column in self.columns for name in column.names(languages))


class Row(NamedTuple):
    """A row: the record's id, the plain value, its key in a mapping, its number from 1 on, and the item around it."""

    owner: str
    value: Any
    key: str = ""
    number: int = 1
    around: Any = None


Cells = Callable[[Sequence[Row]], list[str]]
"""Function that returns the texts of one column, one for each row."""
Reader = Callable[[Sequence[Row]], Iterator[tuple[str, ...]]]
"""Function that yields the texts of rows, for each row one for each name of the header."""


# --- reading


def rows_of(rows: RowSource, owner: str, record: Any) -> Iterator[Row]:
    """Yield the rows of a record."""
    for row in _items(rows, owner, _at(record, rows.path)) if rows.path else (Row(owner, record),):
        if not rows.inner:
            yield row
            continue
        for number, item in enumerate(_at(row.value, rows.inner) or (), start=1):
            yield Row(owner, item, row.key, number, row.value)


def _at(value: Any, path: CellPath) -> Any:
    (found,) = _dug((value,), path)
    return found


def _items(rows: RowSource, owner: str, found: Any) -> Iterator[Row]:
    if isinstance(found, Mapping):
        entries = sorted(found.items()) if rows.by_key else found.items()
        yield from (Row(owner, value, key, number) for number, (key, value) in enumerate(entries, start=1))
    elif isinstance(found, list):
        yield from (Row(owner, value, "", number) for number, value in enumerate(found, start=1))


def texts_of(
    sources: Sequence[tuple[RowSource, Reader]], records: Iterable[tuple[str, Any]]
) -> Iterator[tuple[str, ...]]:
    """Yield the texts of all rows of some records, given as ids and plain values, in the order of the records.

    Rows of one record are next to each other, whichever of the sources they come from.
    """
    known = list(records)
    numbered: list[tuple[int, tuple[str, ...]]] = []
    for rows, read in sources:
        places = [(number, row) for number, (id, record) in enumerate(known) for row in rows_of(rows, id, record)]
        numbered += zip((number for number, _ in places), read([row for _, row in places]), strict=True)
    numbered.sort(key=itemgetter(0))
    return (texts for _, texts in numbered)


def reader(table: Table, rows: RowSource, languages: Sequence[str], ranks: Mapping[str, int]) -> Reader:
    """Return a function that yields the texts of rows; ``ranks`` are those of the levels.

    What depends on the columns alone is decided here, once rather than in each of a million cells. Rows are read column by column,
    which takes half the time of reading them one by one.
    """
    columns: list[Cells] = []
    for column in table.columns:
        if column.local:
            columns.extend(_cells(table, rows, column, language) for language in languages)
        elif column.derived is Derived.RANK:
            columns.append(_rank(_cells(table, rows, Column("level", column.path or ("level",))), ranks))
        else:
            columns.append(_cells(table, rows, column))
    return lambda found: zip(*(cells(found) for cells in columns), strict=True)


def _cells(table: Table, rows: RowSource, column: Column, language: str = "") -> Cells:
    """Return a function that returns the texts of a column."""
    if column.name == table.owner:
        return lambda found: [row.owner for row in found]
    if column.name in rows.fixed:
        return _always(rows.fixed[column.name])
    if column.derived is Derived.NUMBER:
        return lambda found: [str(row.number) for row in found]
    if not rows.has(column):
        return _always("")
    path = tuple(language if step is LANGUAGE else step for step in rows.path_of(column))
    if path == (KEY,):
        return lambda found: [row.key for row in found]
    shape = column.shape
    if column.name in table.outer:
        return lambda found: [_as_text(value, shape) for value in _dug((row.around for row in found), path)]
    return lambda found: [
        value if type(value) is str else _as_text(value, shape) for value in _dug((row.value for row in found), path)
    ]


def _always(text: str) -> Cells:
    return lambda found: [text] * len(found)


def _rank(levels: Cells, ranks: Mapping[str, int]) -> Cells:
    return lambda found: [str(ranks.get(level, "")) for level in levels(found)]


def _dug(values: Iterable[Any], path: CellPath) -> Iterable[Any]:
    """Return what is at a path in each value, or ``None`` if there is nothing."""
    for step in path:
        if isinstance(step, int):
            values = [value[step] if isinstance(value, list) and step < len(value) else None for value in values]
        else:
            values = [value.get(step) if isinstance(value, dict) else None for value in values]
    return values


def _as_text(value: Any, shape: Shape) -> str:
    if value is None:
        return ""
    if type(value) is str:  # as nearly all values are
        return value
    if shape is Shape.PAIRS:
        return SEPARATOR.join(f"{key}: {_escaped(_as_text(item, Shape.ONE))}" for key, item in value.items())
    if shape is not Shape.ONE:
        none = _NOTHING if shape is Shape.MANY_OR_NONE else ""
        return SEPARATOR.join(_escaped(_as_text(item, Shape.ONE)) for item in value) or none
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _escaped(item: str) -> str:
    """Return an item with its bars escaped, so that no separator in it splits it."""
    return _BAR.sub(r"\\\1|", item) if "|" in item else item


# --- writing back


Records = dict[str, dict[str, dict[str, Any]]]
"""Plain values by plural of the kind and id."""


def as_value(text: str, shape: Shape) -> Any:
    """Return the value of a cell: a text, or the items or pairs that it holds."""
    if shape is Shape.ONE:
        return text
    if shape is Shape.MANY_OR_NONE and text == _NOTHING:
        return []
    items = [_ESCAPED_BAR.sub(r"\1|", item) for item in text.split(SEPARATOR)]
    return dict(item.split(": ", 1) for item in items) if shape is Shape.PAIRS else items


def are_pairs(text: str) -> bool:
    """Return whether a cell holds pairs, such as "start: working | full: expert", or nothing."""
    return not text or all(": " in item for item in text.split(SEPARATOR))


# --- columns that many tables have

ID = Column("id")
NUMBER = Column("number", derived=Derived.NUMBER)
RANK = Column("rank", derived=Derived.RANK)
SUMMARY = Column("summary", local=True)
TITLE = Column("title", local=True)
TEXT = Column("text", local=True)
ORIGIN = (Column("basis"), Column("source"))
REVIEW = (Column("reviewed"), Column("volatility"), Column("review_by", shape=Shape.MANY), Column("draft"))


def local(name: str, *path: CellStep, shape: Shape = Shape.ONE) -> Column:
    """Return the column of a text in several languages."""
    return Column(name, path or None, local=True, shape=shape)


def many(name: str, *path: CellStep) -> Column:
    """Return the column of a list."""
    return Column(name, path or None, shape=Shape.MANY)


def at(name: str, *path: CellStep) -> Column:
    """Return the column of a value whose path differs from the column's name."""
    return Column(name, path)


def bounds(name: str, *path: CellStep, meanings: tuple[str, str] = ("least", "most")) -> tuple[Column, Column]:
    """Return the two columns of a range."""
    return (
        Column(f"{name}_min", (*path, 0), meaning=meanings[0]),
        Column(f"{name}_max", (*path, 1), meaning=meanings[1]),
    )


def records(kind: str, *columns: Column) -> Table:
    """Return a table with a row for each record of a kind."""
    return Table(kind, "id", (ID, *columns), (RowSource(kind),))
