"""Parts shared by lists: filters with their choices, sortable columns, the marks of a row, and parts of a split list.

The browser's script (static/assets/lists.js) knows nothing of trainings or skills: it compares the form's values with the
rows' ``data-`` marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.render.lens import Lens, PageLink
from generator.routes import PageKind

MOST_BOXES = 8
"""Up to this number of choices are check boxes, of which several may be chosen; more become a drop-down list."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, with the number of rows that have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: check boxes, of which several may be chosen, or a drop-down list."""

    name: str
    label: str
    boxes: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list; only a column with a name can be sorted by."""

    label: str
    name: str = ""


Marks = Mapping[str, tuple[str, ...]]
"""A row's values by filter name."""


def facet(
    name: str, label: str, labels: Mapping[str, str], rows: Iterable[Iterable[str]], *, boxes: bool = False
) -> tuple[Facet, ...]:
    """Return a filter for the values of all rows, with choices in the order of ``labels``, without those that no row has.

    The result is empty if there are fewer than two choices.
    """
    counts = Counter(value for values in rows for value in set(values))
    choices = tuple(Choice(value, text, counts[value]) for value, text in labels.items() if counts[value])
    return (Facet(name, label, boxes and len(choices) <= MOST_BOXES, choices),) if len(choices) > 1 else ()


def sorted_labels(lens: Lens, labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels sorted by their texts in the language's order."""
    return dict(sorted(labels.items(), key=lambda item: lens.sort_key(item[1])))


def joined_marks(marks: Marks) -> tuple[tuple[str, str], ...]:
    """Return marks as a template writes them: values separated by blanks; a filter without a value is left out."""
    return tuple((name, " ".join(values)) for name, values in marks.items() if values)


@dataclass(frozen=True, slots=True)
class ListPart:
    """The part of a list that one page shows.

    ``title`` is the page's title. ``ids`` are the rows; the overview of a list that had to be split has no rows and links to
    its ``parts``.
    """

    title: str
    ids: tuple[str, ...]
    parts: tuple[PageLink, ...]


def list_part(lens: Lens, kind: str, ids: Sequence[str]) -> ListPart:
    """Return the part of a sorted list for the lens's page: all of it, or one of several equal parts named by their ends."""
    number = lens.routes.parts(kind)
    title = lens.title(kind)
    row_kind = {PageKind.ROLES: PageKind.ROLE, PageKind.SKILLS: PageKind.SKILL, PageKind.TRAININGS: PageKind.TRAINING}[
        kind
    ]
    if not number:
        return ListPart(title, tuple(ids), ())
    size = -(-len(ids) // number)
    slices = [tuple(ids[start : start + size]) for start in range(0, size * number, size)]
    ends = [(lens.title(row_kind, rows[0]), lens.title(row_kind, rows[-1])) for rows in slices if rows]
    names = [lens.t("lists.part", first=first, last=last) for first, last in ends]
    links = tuple(lens.link(kind, str(place), text=name) for place, name in enumerate(names, start=1))
    if not lens.page.key:
        return ListPart(title, (), links)
    place = int(lens.page.key) - 1
    return ListPart(lens.t("lists.part.title", title=title, part=names[place]), slices[place], links)
