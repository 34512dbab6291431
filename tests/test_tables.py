"""Tables in both directions: the fields of a record that a table holds can be read back from its cells."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import kinds
from generator.catalog import Catalog
from generator.derive.tables import PUBLISHED_TABLES, Sheets
from generator.kinds.table import Column, Derived, Records, RowSource, Shape, Table, reader, rows_of
from generator.model.marks import settings_of
from generator.model.plain import plain
from generator.pipeline import load_linked
from generator.store.rows import write_back
from tests.atlas import Atlas

SHIPPED = Path(__file__).parent.parent / "content"


def back(catalog: Catalog) -> dict[str, dict[str, dict[str, Any]]]:
    """Write all tables of a catalogue and return the records read from them, as plain values by kind and id."""
    sheets = Sheets(catalog)
    rows = {
        table.name: [dict(zip(table.header(catalog.languages), row, strict=True)) for row in sheets.cells(table)]
        for table in PUBLISHED_TABLES
    }
    return records_from(rows, catalog.languages)


def records_from(tables: Mapping[str, Iterable[Mapping[str, str]]], languages: Sequence[str]) -> Records:
    """Return records as plain values, from rows by the name of their table.

    Derived columns, such as a rank, are not read back.
    """
    records: Records = {}
    for table in PUBLISHED_TABLES:
        if table.rows:
            write_back(table, tables.get(table.name, ()), languages, records)
    for kind in kinds.KINDS:
        if "id" in kind.model.model_fields:
            for id, record in records.get(kind.plural, {}).items():
                record["id"] = id
    return records


def assert_nothing_is_lost(catalog: Catalog) -> None:
    """Assert that each record of a kind with tables is the same after it was written and read back."""
    found = back(catalog)
    for kind in kinds.KINDS:
        records = catalog.content.records[kind.plural]
        if not kind.tables:
            continue
        assert list(found.get(kind.plural, {})) == list(records)
        for id, record in records.items():
            again = kind.model.model_validate(found[kind.plural][id], context={"languages": catalog.languages})
            # Settings control how the site shows a record, and tables do not have them.
            said = {key: value for key, value in plain(record.value).items() if key not in settings_of(kind.model)}
            assert as_authored(plain(again)) == as_authored(said), f"{kind.plural}/{id}"


def as_authored(record: dict[str, Any]) -> dict[str, Any]:
    """Leave out what has no meaning of its own: a level beside levels by grade, and empty lists of labels."""
    for key in ("alternative_titles", "alternative_labels", "aliases"):
        if key in record:
            record[key] = {language: labels for language, labels in record[key].items() if labels}
    for item in record.get("requires", ()):
        if "levels" in item:
            item.pop("level", None)
    return record


def test_nothing_of_the_fictional_atlas_is_lost(catalog: Catalog) -> None:
    assert_nothing_is_lost(catalog)


@pytest.mark.content
def test_nothing_of_the_shipped_atlas_is_lost() -> None:
    assert_nothing_is_lost(load_linked(SHIPPED))


def test_nothing_of_the_second_version_is_lost(atlas: Atlas) -> None:
    second_version(atlas)
    assert_nothing_is_lost(atlas.catalog())


def second_version(atlas: Atlas) -> None:
    """Use every field of version 2 in the atlas."""
    atlas.write(
        "vocabularies/grades.yml",
        "- {id: start, title: {de: Einstieg, en: To start}, meaning: {de: Am ersten Tag., en: On the first day.}}\n"
        "- {id: full, title: {de: Voll, en: Full}, reference: true}\n",
    )
    atlas.write("vocabularies/families.yml", "- {id: coast, title: {de: Küste, en: Coast}}\n")
    text = atlas.read("roles/night-porter.yml").replace("level: trusted,", "levels: {start: seen, full: trusted},")
    say = "{de: So ist es hier, en: That is so here"
    atlas.write(
        "roles/night-porter.yml",
        text
        + "family: coast\ntools: [Kettle, 'a | b', '| c', 'd\\ |', Lamp]\n"
        + f"grades:\n  - {{grade: start, after: [], title: {say}}}, tasks: [{say}, basis: editorial}}]}}\n"
        + f"  - {{grade: full, summary: {say}}}, after: [start]}}\n"
        + f"entry_routes: [{{occupation: baker, via: map-maker, carries_over: {say}}}, missing: {say}}}}}]\n"
        + f"market: [{{date: 2025-01, text: {say}}}, source: paper, kind: pay}}]\n"
        + f"portfolio: {say}, basis: source, source: paper}}\ninterview: [{say}}}]\n"
        + f"leads_to: [{{role: map-maker, text: {say}}}}}, {{occupation: baker, text: {say}}}}}]\n"
        + f"maturity: {{state: observed, forecast: {{date: 2020-01, text: {say}}}, source: paper}}}}\n"
        + "sources: {paper: {title: Paper, date: 2020}}\n",
    )
    atlas.replace("skills/star-reading.yml", "group: navigation", "groups: [navigation, people]")
    atlas.replace(
        "skills/star-reading.yml",
        "en: Find the latitude in three nights.",
        "en: Find the latitude in three nights.\n      hours: [2.5, 6]",
    )
    atlas.replace("vocabularies/providers.yml", "Küstenschule Beispiel}", "Küstenschule Beispiel, own: true}")
    atlas.replace(
        "trainings/star-course.yml",
        "cost: free\nduration: {hours: [10, 20], source: almanac}\n",
        "cost: paid\nprice: {amount: 165.5, currency: EUR, date: 2025-04, source: almanac}\n"
        f"effort: {{hours: [8, 12]}}\nedition: '2'\nevidence: {say}}}\n",
    )


def test_each_name_of_a_table_and_a_column_is_said_once() -> None:
    assert len({table.name for table in PUBLISHED_TABLES}) == len(PUBLISHED_TABLES)
    for table in PUBLISHED_TABLES:
        header = table.header(("de", "en"))
        assert len(set(header)) == len(header), table.name


def test_derived_columns_are_marked_and_never_written_back(catalog: Catalog) -> None:
    derived = {(table.name, column.name) for table in PUBLISHED_TABLES for column in table.columns if column.derived}
    assert ("requirements", "rank") in derived
    assert ("tasks", "number") in derived
    role = back(catalog)["roles"]["lighthouse-keeper"]
    assert {"rank", "number"}.isdisjoint({key for item in role["requires"] for key in item})


ITEMS = st.lists(st.text(alphabet=" |\\a:", min_size=1, max_size=6).map(str.strip).filter(bool), min_size=1, max_size=4)
LISTS = Table("t", "id", (Column("id"), Column("items", shape=Shape.MANY)), (RowSource("k"),))


@given(ITEMS)
def test_items_may_hold_the_separator(items: list[str]) -> None:
    (row,) = reader(LISTS, LISTS.rows[0], (), {})([*rows_of(LISTS.rows[0], "x", {"items": items})])
    written = dict(zip(LISTS.header(()), row, strict=True))
    found: dict[str, dict[str, dict[str, Any]]] = {}
    write_back(LISTS, [written], (), found)
    assert found == {"k": {"x": {"items": items}}}


@pytest.mark.parametrize(
    ("columns", "rows", "record", "expected"),
    [
        pytest.param(
            (Column("n", derived=Derived.NUMBER), Column("v", ())),
            RowSource("k", ("list",)),
            {"list": ["a", "b"]},
            [("x", "1", "a"), ("x", "2", "b")],
            id="list-of-ids",
        ),
        pytest.param((Column("a", ("b", 1)),), RowSource("k"), {"b": [1, 2.5]}, [("x", "2.5")], id="bound-of-a-range"),
        pytest.param((Column("a"),), RowSource("k"), {"a": True}, [("x", "true")], id="yes"),
        pytest.param(
            (Column("a", shape=Shape.PAIRS),),
            RowSource("k"),
            {"a": {"s": "w", "f": "e"}},
            [("x", "s: w | f: e")],
            id="pairs",
        ),
        pytest.param((Column("a"),), RowSource("k"), {}, [("x", "")], id="nothing"),
    ],
)
def test_cells(columns: tuple[Column, ...], rows: RowSource, record: Mapping[str, Any], expected: list[Any]) -> None:
    table = Table("t", "id", (Column("id"), *columns), (rows,))
    assert [*reader(table, rows, (), {})([*rows_of(rows, "x", record)])] == expected


def test_what_each_grade_requires(atlas: Atlas) -> None:
    second_version(atlas)
    table = next(table for table in PUBLISHED_TABLES if table.name == "grade_requirements")
    rows = [row for row in Sheets(atlas.catalog()).cells(table) if row[0] == "night-porter" and row[2] == "guest-care"]
    assert rows == [
        ("night-porter", "start", "guest-care", "seen", "1", "essential"),
        ("night-porter", "full", "guest-care", "trusted", "3", "essential"),
    ]


def test_the_day_of_a_review_is_a_day_again(catalog: Catalog) -> None:
    role = catalog.role("lighthouse-keeper")
    found = back(catalog)["roles"]["lighthouse-keeper"]
    assert role.reviewed == datetime.date.fromisoformat(found["reviewed"])
