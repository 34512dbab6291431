"""Data of very many records are published in parts with an index, without workbooks and PDFs, and the data page says so."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from lxml import html

from generator.catalog import Catalog
from generator.cli.main import cli
from generator.derive import portions
from generator.derive.facts import Facts
from generator.derive.tables import PUBLISHED_TABLES, Sheets
from generator.kinds.published import RECORD_FILES
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas
from tests.test_data import made_of


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limits so that a small atlas counts as a large one."""
    monkeypatch.setattr(portions, "MOST_UNDIVIDED", 3)
    monkeypatch.setattr(portions, "RECORDS_PER_PORTION", 2)


def renderer(catalog: Catalog) -> Renderer:
    """Return the renderer of a build with PDFs."""
    facts = Facts(catalog, TODAY)
    return Renderer(facts, plan_routes(facts, handbook=True), templates_folder(), "en")


def rows(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a CSV table, its header first."""
    return csv.reader(io.StringIO(data.decode("utf-8")))


def test_parts_hold_all_records_and_rows(catalog: Catalog) -> None:
    files = made_of(renderer(catalog))
    index = json.loads(files["data/index.json"])
    for kind in RECORD_FILES:
        parts = [json.loads(files[f"data/{name}"]) for name in index["parts"].get(kind, ())]
        assert [record["id"] for part in parts for record in part] == list(catalog.content.records[kind])
        assert all(0 < len(part) <= 2 for part in parts)
    sheets = Sheets(catalog)
    split = set()
    for table in PUBLISHED_TABLES:
        names = [name for name in files if name in (f"data/csv/{table.name}.csv", *_parts(table.name, files))]
        heads = {tuple(next(rows(files[name]))) for name in names}
        found = [row for name in names for row in list(rows(files[name]))[1:]]
        assert heads == {table.header(catalog.languages)}
        assert len(found) == len(list(sheets.cells(table)))
        assert {f"{name.replace('csv/', 'excel/', 1)}" for name in names} <= files.keys()
        split |= {table.name} if len(names) > 1 else set()
    assert {"roles", "requirements", "skills", "skill_levels", "mappings"} & split
    assert {table.name for table in PUBLISHED_TABLES} - split


def _parts(table: str, files: dict[str, bytes]) -> list[str]:
    return [f"data/csv/{table}-{n}.csv" for n in range(1, 100) if f"data/csv/{table}-{n}.csv" in files]


def test_nothing_holds_everything(catalog: Catalog) -> None:
    """There is neither a JSON file nor a workbook of all records, nor a schema of such a file."""
    names = list(made_of(renderer(catalog)))
    assert not [name for name in names if name.endswith((".xlsx", "atlas.json", "atlas.schema.json"))]


def test_every_page_links_to_files_that_are_there(catalog: Catalog) -> None:
    """The data page links to each part and says that there are no PDFs; sheets and prose pages link to no workbook."""
    made = renderer(catalog)
    files = made_of(made)
    assert not made.routes.handbook
    page = html.fromstring(made.render(made.routes.page(PageKind.DATA)).html)
    linked = {href.removeprefix("../../") for href in page.xpath("//a/@href") if href.startswith("../../data/")}
    assert linked <= files.keys()
    tables = {name for name in files if name.startswith(("data/csv/", "data/excel/"))}
    assert tables | {f"data/{part}" for part in _named(files)} <= linked
    assert made.strings("data.handbook.large") in page.text_content()
    for kind in (PageKind.SHEET, PageKind.PROSE):
        for one in (each for each in made.routes.pages if each.kind == kind):
            assert ".xlsx" not in made.render(one).html
    assert all(
        f"(data/{part})" in files["llms.txt"].decode()
        for part in ("index.json", "csv/roles.csv")
        if f"data/{part}" in files
    )


def _named(files: dict[str, bytes]) -> list[str]:
    return [name for names in json.loads(files["data/index.json"])["parts"].values() for name in names]


def test_handbook_is_refused(atlas: Atlas) -> None:
    answer = CliRunner().invoke(cli, ["handbook", "--content", str(atlas.root), "--out", str(atlas.root / "pdf")])
    assert answer.exit_code == 1
    assert "PDFs are made of up to" in answer.output
    assert not (atlas.root / "pdf").exists()
