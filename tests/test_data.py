"""The data files: JSON that its schemas accept, CSV without formulas, llms.txt without foreign markup."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator import __version__
from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.derive.tables import PUBLISHED_TABLES
from generator.kinds.published import SCHEMA_VERSION, SCHEMAS, published_schema
from generator.pipeline import load_facts
from generator.publish.data import data_files
from generator.publish.data.llms import first_sentence
from generator.publish.data.sheets import as_csv, guarded, restored
from generator.publish.data.values import as_json
from generator.releases.model import RELEASES_FOLDER
from generator.releases.snapshot import snapshot
from generator.releases.store import write_release
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import FIXTURE, TODAY, Atlas

# Control and format characters, which some programs drop silently.
UNSEEN = "".join(chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in ("Cc", "Cf"))
FORMULA = re.compile(rf"[\s'{re.escape(UNSEEN)}]*[=+\-@\t\r＝＋－＠]")


def made_of(renderer: Renderer, base_url: str = "") -> dict[str, bytes]:
    """Return all data files of a renderer by name."""
    groups = data_files(renderer, base_url)
    return {name: data for files in groups for name, data in zip(files.names, files.make(), strict=True)}


def files(catalog: Catalog, *, directory_urls: bool = True) -> dict[str, bytes]:
    """Return all data files of a catalogue by name."""
    plan = plan_routes(Facts(catalog, TODAY), directory_urls=directory_urls)
    return made_of(Renderer(Facts(catalog, TODAY), plan, templates_folder(), catalog.languages[0]))


@pytest.fixture(scope="module")
def twins() -> dict[str, bytes]:
    """Return the data files of the fictional atlas by name."""
    return files(load_facts(FIXTURE, TODAY)[0].catalog)


def read(twins: dict[str, bytes], name: str) -> Any:
    """Return the parsed content of a JSON file."""
    return json.loads(twins[name])


def test_every_record_has_a_file_and_stands_in_the_whole(twins: dict[str, bytes], catalog: Catalog) -> None:
    """Each record has a file of its own and the same content in atlas.json, except for schema and links to pages."""
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
    assert (atlas["version"], atlas["changed_since"], atlas["generator"]) == ("2.0.0", True, __version__)


def test_schemas_accept_the_files_and_nothing_else(twins: dict[str, bytes]) -> None:
    """Each file names its schema by a relative address and fits it; with an unknown key it does not."""
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


@pytest.mark.parametrize(("first", "delimiter"), [("de", ";"), ("en", ",")])
def test_spreadsheets_get_the_separator_of_the_first_language(first: str, delimiter: str, atlas: Atlas) -> None:
    """CSV for spreadsheets has semicolons if the first language writes numbers with a decimal comma."""
    rows = {"de": "  - {id: de, title: Deutsch}\n", "en": "  - {id: en, title: English, locale: en-GB}\n"}
    other = rows["de" if first == "en" else "en"]
    atlas.replace("site.yml", rows["de"] + rows["en"], rows[first] + other)
    header = files(atlas.catalog())["data/excel/levels.csv"].decode("utf-8-sig").splitlines()[0]
    assert header.startswith(f'"id"{delimiter}')


@pytest.mark.parametrize(("directory_urls", "address"), [(True, "roles/map-maker/"), (False, "roles/map-maker.html")])
def test_pages_are_relative(catalog: Catalog, address: str, *, directory_urls: bool) -> None:
    """Links to pages are relative to the data file, in both editions."""
    found = files(catalog, directory_urls=directory_urls)
    assert read(found, "data/roles/map-maker.json")["pages"]["en"] == f"../../en/{address}"
    role = next(row for row in read(found, "data/atlas.json")["roles"] if row["id"] == "map-maker")
    assert role["pages"]["de"] == f"../de/{address}"


def test_tables_hold_the_records(twins: dict[str, bytes], catalog: Catalog) -> None:
    """The tables hold the records' requirements, equally in both variants, and each table has a file in each variant."""
    plain = list(csv.DictReader(io.StringIO(twins["data/csv/requirements.csv"].decode(), newline="")))
    excel = twins["data/excel/requirements.csv"]
    assert excel.startswith(b"\xef\xbb\xbf")
    assert list(csv.DictReader(io.StringIO(excel.decode("utf-8-sig"), newline=""), delimiter=";")) == plain
    expected = [(id, item.skill) for id, role in catalog.content.roles.items() for item in role.value.requires]
    assert [(row["role"], row["skill"]) for row in plain] == expected
    assert plain[0]["why_de"] == catalog.role(expected[0][0]).requires[0].why["de"]  # type: ignore[index]
    assert {
        f"data/{folder}/{table.name}.csv" for table in PUBLISHED_TABLES for folder in ("csv", "excel")
    } <= twins.keys()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+H40",
        "-x",
        "@SUM(1)",
        "  =1",
        "'=1",
        "a;=1",
        "a, @x",
        "a|-b",
        "a\n=1",
        "＝1",
        "\t=1",
        "\ufeff=1",
        "\u200b=1",
        "\0=1",
        "a;\u2060 @x",
    ],
)
def test_no_cell_starts_a_formula(text: str) -> None:
    """No cell starts a formula, whichever character a spreadsheet takes for the separator; the original text can be restored."""
    written = as_csv(["a"], [[text]])
    for delimiter in ",;\t|":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter):
            for cell in row:
                assert not re.match(r"[=+\-@\t\r＝＋－＠]", cell.lstrip(" \n" + UNSEEN))
    for line in re.split(r"[\n\r\t,;|]", guarded(text)):
        assert not FORMULA.match(line) or line.lstrip().startswith("'") or not line.strip()
    assert restored(guarded(text)) == text


def test_no_unseen_character_hides_a_formula() -> None:
    """A formula after any control or format character is guarded."""
    assert [hex(ord(char)) for char in UNSEEN if not guarded(f"{char}=1").startswith("'")] == []


@given(st.text(alphabet=" '=+-@\n\r\t,;|a\ufeff\u200b\0", max_size=12))
def test_guarding_can_be_undone(text: str) -> None:
    """Guarding can be undone, and ordinary text stays unchanged."""
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
    """The same records give the same bytes."""
    assert files(catalog) == twins


def test_version_is_that_of_the_content(atlas: Atlas) -> None:
    """The data name the content's last release, never the program's version, and whether anything changed since; before a release, none."""
    shutil.rmtree(atlas.root / RELEASES_FOLDER)
    whole = read(files(atlas.catalog()), "data/atlas.json")
    assert {"version", "changed_since"} & whole.keys() == set()
    write_release(atlas.root, snapshot(atlas.catalog(), "7.8.9", TODAY))
    catalog = atlas.catalog()
    whole = read(files(catalog), "data/atlas.json")
    assert (whole["version"], whole["changed_since"]) == ("7.8.9", False)


DIGESTS = {
    "1.0": "80bf3418b05d1c10412eb0105ad55a8d6df665a2f7b4ad28768e3758d9dd9657",
    "2.0": "6f32974f2be18316821a7b5033393ff137a96f1b694fa50eee59689ecf88a6fe",
    "2.1": "d41275f6887356f95eddc63d8576c1312a2730b4ebe3c80df8c3f36da4c2110a",
    "3.0": "022a8febcd5517784ed605fd46c6cd12223802e62932db0429c5a9e8d07cb23e",
}
"""SHA-256 digest of the published schemas, by their version."""


def test_a_changed_schema_has_a_new_version() -> None:
    """Changed schemas have a new version, by which users of the data tell whether the form is the same."""
    found = hashlib.sha256(as_json({name: published_schema(name) for name in SCHEMAS})).hexdigest()
    assert DIGESTS.get(SCHEMA_VERSION) == found, (
        "The schemas of the published data changed. Raise SCHEMA_VERSION in generator/kinds/published.py (the second "
        "number for a new optional key or a new description, the first for anything that programs must be changed "
        f'for) and add its line to DIGESTS here: "<version>": "{found}". Lines of published versions stay as they are.'
    )


@pytest.mark.parametrize(
    ("base", "root", "inner"),
    [("", "", "../"), ("https://coast.example/atlas/", *["https://coast.example/atlas/"] * 2)],
    ids=["relative", "absolute"],
)
def test_llms_txt_leads_to_pages_and_files(base: str, root: str, inner: str, catalog: Catalog) -> None:
    """llms.txt links to pages with a summary, JSON Schemas and tables, by absolute addresses if the site has a base address."""
    plan = plan_routes(Facts(catalog, TODAY))
    found = made_of(Renderer(Facts(catalog, TODAY), plan, templates_folder(), "de"), base)
    for name, start in (("llms.txt", root), ("data/llms.txt", inner)):
        text = found[name].decode()
        assert (
            f"  - [Lamp care]({start}en/skills/lamp-care/): What Lamp care is about, in one sentence."
            in text.splitlines()
        )
        links = re.findall(r"\]\((.*?)\)", text)
        assert all(link.startswith((start, catalog.site.licence.url)) for link in links)
        files = {link.removeprefix(start) for link in links if link.startswith(f"{start}data/")}
        assert files == {
            file for file in found if file == "data/atlas.json" or ".schema." in file or file.startswith("data/csv/")
        }


def test_llms_txt_offers_no_retired_training(twins: dict[str, bytes], catalog: Catalog) -> None:
    """llms.txt lists all roles, skills and trainings except retired trainings."""
    text = twins["llms.txt"].decode()
    listed = {
        (kind, id)
        for kind in ("roles", "skills", "trainings")
        for id in getattr(catalog.content, kind)
        if f"](en/{kind}/{id}/)" in text
    }
    everything = {(kind, id) for kind in ("roles", "skills", "trainings") for id in getattr(catalog.content, kind)}
    assert everything - listed == {("trainings", "signal-course")}


@pytest.mark.parametrize("language", ["de", "en"])
def test_counts_of_an_offer_leave_retired_trainings_out(catalog: Catalog, language: str) -> None:
    """The overview of trainings counts those not retired, and names the number of all trainings."""
    plan = plan_routes(Facts(catalog, TODAY))
    renderer = Renderer(Facts(catalog, TODAY), plan, templates_folder(), language)
    trainings = renderer.render(plan.page(PageKind.TRAININGS)).html
    t = renderer.strings
    assert len(catalog.content.trainings) == 8
    assert f"{t.count('trainings.lead', 7)} {t.count('trainings.retired', 1, all='8')}" in trainings


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        ("Ein *erster* Satz. Ein zweiter.", "Ein erster Satz. Ein zweiter."),
        ("Daten, z. B. Texte, einordnen. Mehr.", "Daten, z. B. Texte, einordnen."),
        ("Modelle (etwa GPT) bewerten. Über den Betrieb.", "Modelle (etwa GPT) bewerten."),
        ("Was heißt [Zuverlässigkeit](https://x.example/a.b)? Vieles.", "Was heißt Zuverlässigkeit?"),
        ("Version 2.0 verstehen.\n\n- Liste", "Version 2.0 verstehen."),
        ("Ohne Ende", "Ohne Ende"),
        ("Décrire les données. Écrire.", "Décrire les données."),
        (
            "Beskriva (t.ex. uppgifter). älskar små bokstäver. Över allt.",
            "Beskriva (t.ex. uppgifter). älskar små bokstäver.",
        ),
        ("Описать данные. Дальше.", "Описать данные."),
        ("Stufe zwei folgt nach Version. 2 ist besser.", "Stufe zwei folgt nach Version. 2 ist besser."),
    ],
)
def test_first_sentence(markdown: str, sentence: str) -> None:
    """Abbreviations don't end a sentence; in doubt, the result is too long rather than half a sentence."""
    assert first_sentence(markdown) == sentence
