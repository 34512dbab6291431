"""The atlas as flat tables for spreadsheets: which tables and columns there are, and their rows.

``TABLES`` is the only list of them; the CSV files, the data page and the tests read it. A column whose value is a text
in several languages becomes one column per language, such as ``title_de`` and ``title_en``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalog import Catalog
from generator.kinds.training import Duration, Training
from generator.model.parts import Reviewed
from generator.parse import Record

SEPARATOR = " | "
"""Stands between the values of a cell that holds several."""
_UNITS = ("hours", "days", "weeks", "months", "lessons", "modules")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and how a row's value is read. ``local`` values are mappings by language.

    ``meaning`` is the key of its explanation where several columns share one.
    """

    name: str
    value: Callable[[Any], object]
    local: bool = False
    meaning: str = ""

    def names(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Names in the file."""
        return tuple(f"{self.name}_{language}" for language in languages) if self.local else (self.name,)

    def cells(self, row: Any, languages: Iterable[str]) -> tuple[str, ...]:
        """Texts of a row, one for each of ``names``."""
        value = self.value(row)
        if not self.local:
            return (_text(value),)
        texts = value if isinstance(value, Mapping) else {}
        return tuple(_text(texts.get(language)) for language in languages)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, columns and the objects that its rows are read from."""

    name: str
    rows: Callable[[Catalog], Iterable[Any]]
    columns: tuple[Column, ...]

    def header(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Names of all columns."""
        return tuple(name for column in self.columns for name in column.names(languages))

    def cells(self, catalog: Catalog) -> Iterator[tuple[str, ...]]:
        """Rows as texts, in the order of the records."""
        languages = catalog.languages
        for row in self.rows(catalog):
            yield tuple(cell for column in self.columns for cell in column.cells(row, languages))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return SEPARATOR.join(_text(item) for item in value)
    return str(value)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A part of a record, such as one requirement of a role, with its place from 1 on."""

    owner: str
    number: int
    part: Any
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class _Tie:
    """What a training has to do with a skill."""

    training: str
    skill: str
    relation: str
    low: str | None
    high: str | None
    basis: str | None = None
    source: str | None = None


def _parts(kind: str, name: str) -> Callable[[Catalog], Iterator[_Entry]]:
    """Rows of a list inside the records of a kind."""

    def rows(catalog: Catalog) -> Iterator[_Entry]:
        for record in catalog.content.records[kind].values():
            for number, part in enumerate(getattr(record.value, name), start=1):
                level = getattr(part, "level", None)
                yield _Entry(record.id, number, part, catalog.rank(level) if level else None)

    return rows


def _records(kind: str) -> Callable[[Catalog], Iterable[Record[Any]]]:
    return lambda catalog: catalog.content.records[kind].values()


def _evidence(catalog: Catalog) -> Iterator[_Entry]:
    for record in catalog.content.roles.values():
        for number, part in enumerate(record.value.maturity.evidence if record.value.maturity else (), start=1):
            yield _Entry(record.id, number, part)


def _skill_levels(catalog: Catalog) -> Iterator[_Entry]:
    for record in catalog.content.skills.values():
        for rank, level in enumerate(catalog.level_ids, start=1):
            if level in record.value.levels:
                yield _Entry(record.id, rank, (level, record.value.levels[level]), rank)


def _occupation_levels(catalog: Catalog) -> Iterator[_Entry]:
    for record in catalog.content.occupations.values():
        for number, (skill, level) in enumerate(sorted(record.value.levels.items()), start=1):
            yield _Entry(record.id, number, (skill, level), catalog.rank(level))


def _levels(catalog: Catalog) -> Iterator[_Entry]:
    for rank, record in enumerate(catalog.content.levels.values(), start=1):
        yield _Entry(record.id, rank, record.value, rank)


def _ties(catalog: Catalog) -> Iterator[_Tie]:
    for record in catalog.content.trainings.values():
        training: Training = record.value
        for lift in training.teaches:
            yield _Tie(record.id, lift.skill, "teaches", lift.from_level, lift.to_level, lift.basis, lift.source)
        for item in training.attests:
            yield _Tie(record.id, item.skill, "attests", None, item.level)
        for skill in training.about:
            yield _Tie(record.id, skill, "about", None, None)
        for item in training.prerequisites:
            yield _Tie(record.id, item.skill, "presupposes", None, item.level)


def _reviewed(catalog: Catalog) -> Iterator[tuple[str, Record[Reviewed]]]:
    for kind in ("roles", "skills", "trainings", "occupations"):
        for record in catalog.content.records[kind].values():
            yield kind.removesuffix("s"), record


def _mappings(catalog: Catalog) -> Iterator[tuple[str, str, Any]]:
    for kind, record in _reviewed(catalog):
        for mapped in record.value.mappings:
            yield kind, record.id, mapped


def _sources(catalog: Catalog) -> Iterator[tuple[str, str, str, Any]]:
    for kind, record in _reviewed(catalog):
        for key, source in record.value.sources.items():
            yield kind, record.id, key, source


def _own(name: str, *path: str, local: bool = False) -> Column:
    """Column of a record's own field; ``path`` where it is not called like the column."""
    steps = path or (name,)

    def value(row: Any) -> object:
        found: Any = row.value
        for step in steps:
            found = None if found is None else getattr(found, step)
        return found

    return Column(name, value, local)


def _part(name: str, field: str = "", *, local: bool = False) -> Column:
    """Column of a field of a record's part."""
    return Column(name, lambda row: getattr(row.part, field or name), local)


def _attribute(name: str, field: str) -> Column:
    """Column of an attribute of the row itself."""
    return Column(name, lambda row: getattr(row, field))


def _third(field: str) -> Callable[[Any], object]:
    """Read a field of a row's third part."""
    return lambda row: getattr(row[2], field)


def _forms(form: str) -> Column:
    return Column(
        form,
        lambda row: {language: getattr(forms, form) for language, forms in row.value.name_forms.items()},
        local=True,
    )


def _bounds(unit: str) -> tuple[Column, Column]:
    def bound(place: int) -> Callable[[Any], object]:
        def value(row: Record[Training]) -> object:
            duration = row.value.duration
            stated = getattr(duration, unit) if isinstance(duration, Duration) else None
            return stated[place] if stated else None

        return value

    return Column(f"{unit}_min", bound(0), meaning="least"), Column(f"{unit}_max", bound(1), meaning="most")


def _recognition(row: Record[Training]) -> object:
    found = row.value.recognition
    return tuple(f"{item.kind} {item.value or ''}".strip() for item in found) if isinstance(found, tuple) else found


_ID = Column("id", lambda row: row.id)
_OWNER_ROLE, _OWNER_SKILL = Column("role", lambda row: row.owner), Column("skill", lambda row: row.owner)
_NUMBER, _RANK = Column("number", lambda row: row.number), Column("rank", lambda row: row.rank)
_TITLE, _SUMMARY = _own("title", local=True), _own("summary", local=True)
_BASIS, _SOURCE = _part("basis"), _part("source")
_REVIEW = (_own("reviewed"), _own("volatility"), _own("draft"))

TABLES: tuple[Table, ...] = (
    Table("roles", _records("roles"), (
        _ID, _TITLE, _forms("neutral"), _forms("feminine"), _forms("masculine"),
        _own("alternative_titles", local=True), _SUMMARY,
        _own("description", local=True), _own("notice", local=True), _own("placement", "placement", "text", local=True),
        _own("formal_qualification", "formal_qualification", "text", local=True), _own("maturity", "maturity", "state"),
        _own("forecast", "maturity", "forecast", "text", local=True), _own("forecast_date", "maturity", "forecast", "date"), *_REVIEW,
    )),
    Table("requirements", _parts("roles", "requires"), (
        _OWNER_ROLE, _part("skill"), _part("level"), _RANK, _part("necessity"), _part("why", local=True), _BASIS,
        _SOURCE,
    )),
    Table("tasks", _parts("roles", "tasks"), (_OWNER_ROLE, _NUMBER, _part("text", local=True), _BASIS, _SOURCE)),
    Table("first_results", _parts("roles", "first_results"), (_OWNER_ROLE, _NUMBER, _part(
        "text", local=True), _BASIS, _SOURCE,
    )),
    Table("boundaries", _parts("roles", "boundary"), (_OWNER_ROLE, _part("other_role", "role"), _part(
        "text", local=True),
    )),
    Table("entry_routes", _parts("roles", "entry_routes"), (
        _OWNER_ROLE, _part("occupation"), _part("carries_over", local=True), _part("missing", local=True), _BASIS,
        _SOURCE,
    )),
    Table("evidence", _evidence, (_OWNER_ROLE, _part("date"), _part("text", local=True), _SOURCE)),
    Table("skills", _records("skills"), (
        _ID, _TITLE, _own("alternative_labels", local=True), _own("type"), _own("group"),
        _own("description", local=True),
        _own("related"), *_REVIEW,
    )),
    Table("skill_levels", _skill_levels, (
        _OWNER_SKILL, Column("level", lambda row: row.part[0]), _RANK,
        Column("statement", lambda row: row.part[1].statement, local=True),
        Column("practice", lambda row: row.part[1].practice.text if row.part[1].practice else None, local=True),
    )),
    Table("prerequisites", _parts("skills", "prerequisites"), (
        _OWNER_SKILL, _part("from", "from_level"), _part("needed_skill", "skill"), _part("needed_level", "level"),
    )),
    Table("trainings", _records("trainings"), (
        _ID, Column("name", lambda row: row.value.title), _own("provider"), _own("url"), _own("kind"), _own("format"),
        _own("page_languages", "languages", "page"), _own("instruction_languages", "languages", "instruction"),
        _own("exam_languages", "languages", "exam"), _own("machine_translated", "languages", "machine_translated"),
        _own("cost"),
        *(column for unit in _UNITS for column in _bounds(unit)),
        _own("credential", local=True), Column("recognition", _recognition), _SUMMARY, _own("state"), _own("successor"),
        _own("checked", "checked", "date"), _own("checked_how", "checked", "how"), *_REVIEW,
    )),
    Table("training_skills", _ties, tuple(
        _attribute(name, field)
        for name, field in (
            ("training", "training"), ("skill", "skill"), ("relation", "relation"), ("from", "low"), ("level", "high"),
            ("basis", "basis"), ("source", "source"),
        )
    )),
    Table("occupations", _records("occupations"), (
        _ID, _TITLE, _own("alternative_titles", local=True), _SUMMARY, _own("basis"), *_REVIEW,
    )),
    Table("occupation_levels", _occupation_levels, (
        Column("occupation", lambda row: row.owner), Column("skill", lambda row: row.part[0]),
        Column("level", lambda row: row.part[1]), _RANK,
    )),
    Table("levels", _levels, (
        Column("id", lambda row: row.owner), _RANK, _part("title", local=True), _part("meaning", local=True),
    )),
    Table("groups", _records("groups"), (_ID, _TITLE, _own("description", local=True))),
    Table("formats", _records("formats"), (_ID, _TITLE)),
    Table("providers", _records("providers"), (_ID, Column("name", lambda row: row.value.title))),
    Table("glossary", _records("glossary"), (
        _ID, _own("term", local=True), _own("aliases", local=True), _own("definition", local=True), _own("skills"),
    )),
    Table("schemes", _records("schemes"), (_ID, _TITLE, _own("url"), _own("attribution", local=True))),
    Table("mappings", _mappings, (
        Column("record_kind", lambda row: row[0]), Column("record", lambda row: row[1]),
        *(
            Column(name, _third(name), local=name in ("title", "note"))
            for name in ("scheme", "version", "match", "uri", "code", "title", "note", "source")
        ),
    )),
    Table("sources", _sources, (
        Column("record_kind", lambda row: row[0]), Column("record", lambda row: row[1]),
        Column("key", lambda row: row[2]),
        Column("name", lambda row: row[3].title), Column("url", lambda row: row[3].url),
        Column("date", lambda row: row[3].date),
    )),
)  # fmt: skip
