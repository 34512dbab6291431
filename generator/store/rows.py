"""Turn rows of a table into plain records: each cell becomes the value at its column's path in the record of the row.

The paths of the columns are resolved once for a table, since the content of a whole labour market has some hundred thousand rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.kinds.table import KEY, LANGUAGE, CellPath, Column, Mark, Records, RowSource, Shape, Table, as_value
from generator.model.marks import KeyPath

_Steps = tuple[str | int | Mark, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of a file: its 0-based number, the path (``steps``) of its value in the item of a row, and the shape of its cells.

    If ``outer`` is true, the value belongs to the item that contains the row's item. ``repeats`` is the number of a column that
    says the same in more detail: where that cell is filled, the cell of this column is ignored.
    """

    number: int
    steps: _Steps
    shape: Shape
    outer: bool
    repeats: int | None


class RowLayout:
    """Those rows of a table that share one ``RowSource``, and how they are read from a file with a given header."""

    def __init__(self, table: Table, rows: RowSource, header: Sequence[str], languages: Sequence[str]) -> None:
        self._made_of = table, rows, header, languages
        self.kind = rows.kind
        self.is_whole = not rows.path
        self._rows = rows
        self.fixed = tuple((header.index(name), text) for name, text in rows.fixed.items() if name in header)
        self._key: int | None = None
        slots = []
        for column in table.columns:
            if column.derived or column.name == table.owner or column.name in rows.fixed or not rows.has(column):
                continue
            path = rows.path_of(column)
            if path == (KEY,):
                self._key = header.index(column.name) if column.name in header else None
                continue
            slots += _slots(table, column, path, header, languages)
        self.slots = tuple(slot for slot in slots if not slot.outer)
        around = [slot.number for slot in slots if slot.outer]
        self.needed = (*around, *(() if self._key is None else (self._key,)))
        """Numbers of the cells that must be filled, because they say where in the record the row's item belongs."""
        self.pairs = tuple(slot.number for slot in slots if slot.shape is Shape.PAIRS)
        """Numbers of the cells that hold pairs."""
        self._read = _reader(self.slots)
        self._read_around = _reader([slot for slot in slots if slot.outer])

    def __reduce__(self) -> tuple[type[RowLayout], tuple[Any, ...]]:
        """Pickle the arguments of ``__init__`` alone, since the functions that read the cells can't be pickled."""
        return RowLayout, self._made_of

    def put(self, cells: Sequence[str], record: dict[str, Any]) -> KeyPath:
        """Add the values of a row to its record, and return the path of the row's item in the record."""
        item = self._read(cells)
        path = self._rows.path
        if not path:
            _merge(record, item)
            return ()
        key = cells[self._key] if self._key is not None else ""
        if not self._rows.inner:
            return _put(record, path, key, item)
        around = self._read_around(cells)
        inner, prefix = _matching(record, path, around)
        return (*prefix, *_put(inner, self._rows.inner, "", item))


def _slots(table: Table, column: Column, path: CellPath, header: Sequence[str], languages: Sequence[str]) -> list[Slot]:
    repeats = header.index(column.repeats) if column.repeats in header else None
    return [
        Slot(
            header.index(name),
            tuple(language if step is LANGUAGE else step for step in path),
            column.shape,
            column.name in table.outer,
            repeats,
        )
        for name, language in zip(column.names(languages), languages if column.local else ("",), strict=True)
        if name in header
    ]


def _reader(slots: Sequence[Slot]) -> Callable[[Sequence[str]], Any]:
    """Return a function that makes the plain value of a row's item; a column with an empty path holds the whole item, a text."""
    plain = [slot for slot in slots if slot.shape is Shape.ONE and len(slot.steps) == 1 and slot.repeats is None]
    others = [slot for slot in slots if slot not in plain]
    keys = [(slot.steps[0], slot.number) for slot in plain]

    def read(cells: Sequence[str]) -> Any:
        item: dict[str | int | Mark, Any] = {key: text for key, number in keys if (text := cells[number])}
        for slot in others:
            text = cells[slot.number]
            if not text or (slot.repeats is not None and cells[slot.repeats]):
                continue
            value = text if slot.shape is Shape.ONE else as_value(text, slot.shape)
            if not slot.steps:
                return value
            _nest(item, slot.steps, value)
        return item

    return read


def _nest(whole: dict[Any, Any], steps: _Steps, value: Any) -> None:
    inner: Any = whole
    for step, following in pairwise(steps):
        inner = inner.setdefault(step, [] if isinstance(following, int) else {})
    if isinstance(inner, list):
        inner.append(value)
    else:
        inner[steps[-1]] = value


def _merge(record: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(record.get(key), dict):
            _merge(record[key], value)
        else:
            record[key] = value


def _put(record: dict[str, Any], path: tuple[str, ...], key: str, item: Any) -> KeyPath:
    """Add an item to the list at a path of a record, or to the mapping there if it has a key; return the path of the item."""
    for step in path[:-1]:
        record = record.setdefault(step, {})
    if key:
        record.setdefault(path[-1], {})[key] = item
        return (*path, key)
    items = record.setdefault(path[-1], [])
    items.append(item)
    return (*path, len(items) - 1)


def _matching(record: dict[str, Any], path: tuple[str, ...], around: dict[str, Any]) -> tuple[dict[str, Any], KeyPath]:
    """Return the first item of the list at ``path`` that has the values of ``around``, and its path; append ``around`` if there is none."""
    for step in path[:-1]:
        record = record.setdefault(step, {})
    items: list[dict[str, Any]] = record.setdefault(path[-1], [])
    for number, item in enumerate(items):
        if around.items() <= item.items():
            return item, (*path, number)
    items.append(around)
    return around, (*path, len(items) - 1)


Pick = Callable[[Sequence[str]], RowLayout | None]


def row_layouts(table: Table, header: Sequence[str], languages: Sequence[str]) -> tuple[tuple[RowLayout, ...], Pick]:
    """Return the layouts of a table's rows, and a function that returns the layout of a row, or ``None`` if it fits none."""
    layouts = tuple(RowLayout(table, rows, header, languages) for rows in table.rows)
    if not any(layout.fixed for layout in layouts):
        return layouts, lambda cells: layouts[0]
    number = layouts[0].fixed[0][0]
    by_text = {layout.fixed[0][1]: layout for layout in layouts}
    return layouts, lambda cells: by_text.get(cells[number])


def write_back(table: Table, rows: Iterable[Mapping[str, str]], languages: Sequence[str], records: Records) -> None:
    """Add the values of rows of a table, all with the same columns, to the plain ``records`` to which they belong."""
    pick: Pick | None = None
    for row in rows:
        if pick is None:
            _, pick = row_layouts(table, tuple(row), languages)
        cells = tuple(row.values())
        layout = pick(cells)
        if layout is not None:
            layout.put(cells, records.setdefault(layout.kind, {}).setdefault(row[table.owner], {}))
