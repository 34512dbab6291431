"""Records in tables: they equal the same records in files of their own, and each error is shown at its cell."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import kinds
from generator.catalog import Catalog
from generator.derive.tables import Sheets
from generator.model.plain import plain
from generator.publish.data.sheets import as_csv
from generator.store.cells import cell_place, csv_text, read_rows
from tests.atlas import Atlas
from tests.conftest import Ended
from tests.test_tables import as_authored
from tests.test_workbench import files

TABLES = [table for table in kinds.TABLES if table.rows]
MAP = "tables/roles.csv"
NEEDS = "tables/requirements.csv"


def in_tables(atlas: Atlas, catalog: Catalog) -> None:
    """Move all records with files of their own into tables, in the form that the site publishes."""
    sheets = Sheets(catalog)
    for table in TABLES:
        moved = {rows.kind for rows in table.rows} <= {"roles", "skills", "trainings", "occupations"}
        if moved:
            text = as_csv(table.header(catalog.languages), list(sheets.cells(table)))
            atlas.write_bytes(f"tables/{table.name}.csv", b"\xef\xbb\xbf" + text.encode())
    for kind in ("roles", "skills", "trainings", "occupations"):
        shutil.rmtree(atlas.root / kind)


def test_published_tables_are_read_back_as_the_same_records(atlas: Atlas) -> None:
    before = atlas.catalog()
    in_tables(atlas, before)
    after = atlas.catalog()
    assert after.content.record_count == before.content.record_count
    for kind in ("roles", "skills", "trainings", "occupations"):
        assert list(after.content.records[kind]) == list(before.content.records[kind])
        for id, record in before.content.records[kind].items():
            assert as_authored(plain(after.content.records[kind][id].value)) == as_authored(plain(record.value))


def roles(*lines: str) -> str:
    return "\n".join(("id,title_de,title_en,family", *lines, ""))


# Code of the problem, table, and text, where ‸ marks the place of the problem.
BROKEN = [
    ("unknown-column", MAP, 'id,title_de,title_en,‸sumary_en\n"a",Ä,A,\n'),
    ("duplicate-key", MAP, "id,title_de,‸title_de\na,A,B\n"),
    ("missing-column", MAP, "‸title_de,title_en\nA,B\n"),
    ("bad-row", MAP, roles("a,Ä,A,", "‸b,B,B")),
    ("duplicate-id", MAP, roles("a,Ä,A,", "‸a,B,B,")),
    ("csv-syntax", MAP, roles("a,Ä,A,").rstrip("\n") + '\n‸b,"B"c,B,\n'),
    ("bad-id", MAP, roles("‸A b,Ä,A,")),
    ("reserved-id", MAP, roles("‸index,Ä,A,")),
    ("missing-cell", MAP, roles("‸,Ä,A,")),
    ("missing-cell", "tables/occupation_levels.csv", "occupation,skill,level\nbaker,‸,seen\nbaker,tides,seen\n"),
    ("missing-cell", "tables/grade_tasks.csv", "role,grade,text_de,text_en\nmapper,‸,Zeichnen,Draw\n"),
    ("bad-pairs", NEEDS, "role,skill,necessity,levels\nmapper,chart-drawing,essential,‸start\n"),
    ("missing-key", MAP, "id,family\n‸a,\n"),
    (
        "unknown-family",
        MAP,
        'id,title_de,description_de,title_en,description_en,family\na,Ä,,A,,\nb,"B, b","Zwei\n\n""drei""",B,Two,‸nowhere\n',
    ),
    ("control-character", MAP, roles("a,Ä,A\u200b,".replace("\u200b", "‸\u200b"))),
    ("unknown-file", "tables/rols.csv", "‸id\n"),
    ("unknown-file", "tables/roles.txt", "‸id\n"),
    ("unknown-skill", NEEDS, "role,skill,necessity\nmapper,chart-drawing,essential\nmapper,‸chart-drawin,essential\n"),
    ("unknown-value", NEEDS, "role,skill,necessity\nmapper,chart-drawing,‸esential\n"),
    ("unknown-value", "tables/mappings.csv", "record_kind,record,scheme,match\n‸rolle,mapper,esco,none\n"),
]


@pytest.mark.parametrize(("code", "name", "text"), BROKEN, ids=[f"{row[0]}-{n}" for n, row in enumerate(BROKEN)])
def test_a_mistake_is_shown_at_its_cell(atlas: Atlas, code: str, name: str, text: str) -> None:
    if name != MAP:
        atlas.write(MAP, roles("mapper,Zeichner,Mapper,"))
    atlas.write(name, text)
    (path, line, column), *_ = atlas.marks
    assert (path, line, column, code) in atlas.places()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda data: data + b"\xff,x\n", "bad-encoding"),
        (lambda data: data.replace(b"title_de", b"titel_de", 1), "unknown-column"),
        (lambda data: data + b'new,"New"s,x\n', "csv-syntax"),
    ],
    ids=["bytes", "header", "quotes"],
)
def test_a_table_that_cannot_be_read_is_named_and_not_all_that_it_leaves_open(
    damage: Callable[[bytes], bytes], code: str, atlas: Atlas
) -> None:
    """If a table can't be read, its records are not reported as missing in other tables."""
    in_tables(atlas, atlas.catalog())
    path = atlas.root / "tables/skills.csv"
    path.write_bytes(damage(path.read_bytes()))
    assert [problem.code for problem in atlas.problems() if problem.location.path.endswith(".csv")] == [code]


def test_a_record_stands_in_one_place(atlas: Atlas) -> None:
    atlas.write(MAP, roles("‸map-maker,Ä,A,"))
    found = [problem for problem in atlas.problems() if problem.code == "duplicate-id"]
    assert [atlas.place(problem)[:3] for problem in found] == atlas.marks
    assert "map-maker.yml" in found[0].hint


def test_tables_of_several_sources_lie_side_by_side(atlas: Atlas) -> None:
    atlas.write("tables/roles.one.csv", roles("one,Eins,One,"))
    atlas.write("tables/roles.two.csv", roles("two,Zwei,Two,"))
    atlas.write("tables/requirements.one.csv", "role,skill,necessity\none,chart-drawing,essential\n")
    catalog = atlas.catalog()
    assert {"one", "two", "map-maker"} <= catalog.content.roles.keys()
    assert [row.role for row in catalog.roles_requiring("chart-drawing") if row.role == "one"] == ["one"]


def test_groups_may_stand_in_a_table_alone(atlas: Atlas) -> None:
    path = "vocabularies/groups.yml"
    ids = [line.split("id: ")[1].split(",")[0].strip() for line in atlas.read(path).splitlines() if "id: " in line]
    (atlas.root / path).unlink()
    atlas.write("tables/groups.csv", "\n".join(("id,title_de,title_en", *(f"{id},{id} de,{id} en" for id in ids), "")))
    assert list(atlas.catalog().content.groups) == ids


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_each_cell_is_found_where_it_begins(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    lines = text.getvalue().split("\n")
    for line, cells in read_rows(text.getvalue()):
        for number, cell in enumerate(cells):
            at, column = cell_place(lines, line, number)
            rest = "\n".join((lines[at - 1][column - 1 :], *lines[at:]))
            assert (next(csv.reader(io.StringIO(rest, newline="")), None) or [""])[0] == cell


def test_a_table_is_written_line_by_line() -> None:
    assert csv_text(("a", "b"), [("1", "=2"), ("x, y", 'say "z"')]) == 'a,b\n1,\'=2\n"x, y","say ""z"""\n'


IN_TABLES = [
    pytest.param(("rename", "role", "map-maker", "cartographer"), "roles.csv", id="rename"),
    pytest.param(("merge", "role", "map-maker", "night-porter"), "roles.csv", id="merge"),
    pytest.param(("split", "role", "map-maker", "cartographer", "--to", "all=new"), "roles.csv", id="split"),
    pytest.param(("retire", "tide-tables"), "trainings.csv", id="retire"),
    pytest.param(("rename", "level", "seen", "glanced"), ".csv", id="named in tables"),
]


@pytest.mark.parametrize(("command", "place"), IN_TABLES)
def test_verbs_refuse_in_one_sentence_what_stands_in_tables(
    command: tuple[str, ...], place: str, atlas: Atlas, run: Callable[..., Ended]
) -> None:
    """These verbs edit files of one record, and must not leave a table half changed."""
    in_tables(atlas, atlas.catalog())
    before = files(atlas.root)
    ended = run(*command, "--yes", "--content", atlas.root)
    assert ended.code == 2
    assert f"{place}:" in ended.err
    assert "in a table; change" in ended.err
    assert files(atlas.root) == before


def test_a_new_record_needs_an_id_that_no_table_has(atlas: Atlas, run: Callable[..., Ended]) -> None:
    in_tables(atlas, atlas.catalog())
    assert 'there is a role "map-maker" already' in run("new", "role", "map-maker", "--content", atlas.root).err


def test_columns_that_are_computed_may_be_left_out(atlas: Atlas) -> None:
    """An example is the rank of a level, which an importer does not know."""
    in_tables(atlas, atlas.catalog())
    path = atlas.root / "tables/skill_levels.csv"
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    kept = [place for place, name in enumerate(header) if name != "rank"]
    assert len(kept) < len(header)
    text = as_csv([header[place] for place in kept], [[row[place] for place in kept] for row in rows])
    path.write_bytes(text.encode())
    assert atlas.problems() == ()
