"""The machine-readable twins: JSON that its schemas accept, CSV without formulas, llms.txt without foreign markup."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.catalog import Catalog
from generator.derive.tables import TABLES
from generator.pipeline import load_catalog
from generator.publish.data import data_files
from generator.publish.data.sheets import as_csv, guarded, restored
from generator.render.pages import Renderer
from generator.render.plan import make_plan
from generator.resources import templates_folder
from tests.atlas import FIXTURE, TODAY, Atlas

FORMULA = re.compile(r"[\s']*[=+\-@\t\r＝＋－＠]")


def files(catalog: Catalog, *, directory_urls: bool = True) -> dict[str, bytes]:
    """All data files of a catalogue."""
    plan = make_plan(catalog, directory_urls=directory_urls)
    return dict(data_files(Renderer(catalog, plan, templates_folder(), catalog.languages[0], TODAY)))


@pytest.fixture(scope="module")
def twins() -> dict[str, bytes]:
    """Data files of the fictional atlas."""
    return files(load_catalog(FIXTURE, TODAY)[0])


def read(twins: dict[str, bytes], name: str) -> Any:
    """A JSON file."""
    return json.loads(twins[name])


def test_every_record_has_a_file_and_stands_in_the_whole(twins: dict[str, bytes], catalog: Catalog) -> None:
    """One file per record, the same record in atlas.json, with its id."""
    atlas = read(twins, "data/atlas.json")
    for kind in ("roles", "skills", "trainings", "occupations"):
        ids = list(getattr(catalog.content, kind))
        assert [row["id"] for row in atlas[kind]] == ids
        for row in atlas[kind]:
            single = read(twins, f"data/{kind}/{row['id']}.json")
            assert {key: value for key, value in single.items() if key not in ("$schema", "pages")} == {
                key: value for key, value in row.items() if key != "pages"
            }
    assert [level["id"] for level in atlas["levels"]] == list(catalog.level_ids)
    assert atlas["date"] == TODAY.isoformat()


def test_schemas_accept_the_files_and_nothing_else(twins: dict[str, bytes]) -> None:
    """Each file names its schema by a relative address and fits it; an unknown key does not."""
    checked = 0
    for name in twins:
        if not name.endswith(".json") or ".schema." in name:
            continue
        value = read(twins, name)
        folder = Path(name).parent
        schema = read(twins, str((Path("/") / folder / value["$schema"]).resolve().relative_to("/")))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        assert list(validator.iter_errors(value)) == [], name
        assert list(validator.iter_errors({**value, "surprise": 1})), name
        checked += 1
    assert checked > 20


@pytest.mark.parametrize(("directory_urls", "address"), [(True, "roles/map-maker/"), (False, "roles/map-maker.html")])
def test_pages_are_relative(catalog: Catalog, address: str, *, directory_urls: bool) -> None:
    """Links to pages work from the file, in both editions."""
    found = files(catalog, directory_urls=directory_urls)
    assert read(found, "data/roles/map-maker.json")["pages"]["en"] == f"../../en/{address}"
    role = next(row for row in read(found, "data/atlas.json")["roles"] if row["id"] == "map-maker")
    assert role["pages"]["de"] == f"../de/{address}"


def test_tables_hold_the_records(twins: dict[str, bytes], catalog: Catalog) -> None:
    """The CSV says what the records say, in both variants."""
    plain = list(csv.DictReader(io.StringIO(twins["data/csv/requirements.csv"].decode(), newline="")))
    excel = twins["data/excel/requirements.csv"]
    assert excel.startswith(b"\xef\xbb\xbf")
    assert list(csv.DictReader(io.StringIO(excel.decode("utf-8-sig"), newline=""), delimiter=";")) == plain
    expected = [(id, item.skill) for id, role in catalog.content.roles.items() for item in role.value.requires]
    assert [(row["role"], row["skill"]) for row in plain] == expected
    assert plain[0]["why_de"] == catalog.role(expected[0][0]).requires[0].why["de"]  # type: ignore[index]
    assert {f"data/{folder}/{table.name}.csv" for table in TABLES for folder in ("csv", "excel")} <= twins.keys()


@pytest.mark.parametrize(
    "text", ["=1+1", "+H40", "-x", "@SUM(1)", "  =1", "'=1", "a;=1", "a, @x", "a|-b", "a\n=1", "＝1", "\t=1"]
)
def test_no_cell_starts_a_formula(text: str) -> None:
    """Whatever a spreadsheet takes for the end of a cell, what follows is text; the original can be had back."""
    written = as_csv(["a"], [[text]])
    for delimiter in ",;\t|":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter):
            for cell in row:
                assert not re.match(r"[=+\-@\t\r＝＋－＠]", cell.lstrip(" \n"))
    for line in re.split(r"[\n\r\t,;|]", guarded(text)):
        assert not FORMULA.match(line) or line.lstrip().startswith("'") or not line.strip()
    assert restored(guarded(text)) == text


@given(st.text(alphabet=" '=+-@\n\r\t,;|a", max_size=12))
def test_guarding_can_be_undone(text: str) -> None:
    """Nothing is lost, and ordinary text stays as it is."""
    assert restored(guarded(text)) == text
    if not re.search(r"[=+\-@\t\r]", text):
        assert guarded(text) == text


def test_hostile_text_stays_text(atlas: Atlas) -> None:
    """Hostile titles change neither the form of the CSV nor that of llms.txt or JSON."""
    evil = '=cmd|"x" ](javascript:1) <script>alert(1)</script> `a` # b'
    path = atlas.path("roles/map-maker.yml")
    title = "title: " + json.dumps({"de": evil, "en": f"{evil} e"})
    text = re.sub(r"^title:.*$", lambda _: title, path.read_text(), count=1, flags=re.MULTILINE)
    path.write_text(re.sub(r"^name_forms:\n(?:  .*\n)+", "", text, flags=re.MULTILINE))
    found = files(atlas.catalog())
    rows = list(csv.DictReader(io.StringIO(found["data/csv/roles.csv"].decode(), newline="")))
    row = next(row for row in rows if row["id"] == "map-maker")
    assert row["title_de"] == "'" + evil
    assert read(found, "data/roles/map-maker.json")["title"]["de"] == evil
    line = next(line for line in found["llms.txt"].decode().splitlines() if "de/roles/map-maker/" in line)
    assert line.startswith("  - [=cmd\\|")
    assert re.sub(r"\\.", "", line).count("](") == 1
    assert "<" not in re.sub(r"\\.", "", line)


def test_same_bytes_twice(twins: dict[str, bytes], catalog: Catalog) -> None:
    """A file is a function of its inputs."""
    assert files(catalog) == twins
