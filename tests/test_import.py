"""Importers turn made-up samples in the form of the official files into records, keep ids, and drop nothing without a report."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing.desk import LONGEST, Concept, Ids, slug
from generator.importing.texts import as_markdown, clean, forms_of, labels_of
from generator.kinds.role import Role
from generator.kinds.skill import Skill
from generator.pipeline import load_facts, load_linked
from generator.render.escape import rich
from tests.atlas import TODAY
from tests.conftest import Ended

ESCO = Path(__file__).parent / "fixtures" / "esco-v9.1.0"
ONET = Path(__file__).parent / "fixtures" / "onet"
Run = Callable[..., Ended]


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    """Return a copy of the sample that a test may change."""
    return Path(shutil.copytree(ESCO, tmp_path / ESCO.name))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the path of a content folder that does not exist yet."""
    return tmp_path / "content"


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table by column."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def text(record: Role | Skill, language: str) -> str:
    """Return the description of a record in a language."""
    assert record.description
    return record.description[language]


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files in a folder by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_esco_becomes_valid_records(run: Run, out: Path) -> None:
    ended = run("import", "esco", ESCO, "--out", out)
    assert ended.code == 0, ended.err
    checked = run("check", "--content", out)
    assert checked.code == 0, checked.err
    content = load_linked(out).content
    assert list(content.roles) == ["chart-drawer", "harbour-pilot", "lighthouse-keeper"]
    keeper = content.roles["lighthouse-keeper"].value
    assert keeper.family == "drawers"
    assert keeper.name_forms["de"].masculine == "Import-/Leuchtturmwärter"
    assert keeper.name_forms["de"].feminine == "Import-/Leuchtturmwärterin"
    assert keeper.alternative_titles["en"] == ("keeper of the light", "light keeper")
    assert [(item.skill, str(item.necessity), item.level) for item in keeper.requires] == [
        ("trim-the-lamp", "essential", None),
        ("stay-awake", "essential", None),
        ("trim-the-lamp-at-night", "optional", None),
    ]
    mapping = keeper.mappings[0]
    assert (mapping.scheme, str(mapping.match), mapping.version) == ("esco", "exact", "9.1.0")
    assert (
        mapping.uri
        == keeper.sources["esco"].url
        == "http://data.europa.eu/esco/occupation/a2000000-0000-4000-8000-000000000000"
    )
    assert content.roles["harbour-pilot"].value.name_forms == {}
    assert (content.families["drawers"].value.broader, content.families["pilots"].value.broader) == (
        "those-who-know",
        "those-who-lead-ships",
    )
    assert "ESCO" in (content.schemes["esco"].value.attribution or {})["de"]


def test_skills_have_types_groups_and_what_is_broader(run: Run, out: Path) -> None:
    run("import", "esco", ESCO, "--out", out)
    content = load_linked(out).content
    types = {id: str(record.value.type) for id, record in content.skills.items()}
    assert types == {
        "c-b10000": "knowledge",
        "c-b20000": "knowledge",
        "read-charts": "skill",
        "stay-awake": "transversal",
        "trim-the-lamp": "skill",
        "trim-the-lamp-at-night": "skill",
    }
    night = content.skills["trim-the-lamp-at-night"].value
    assert (night.groups, night.broader) == (("tending-lamps",), ("trim-the-lamp",))
    assert content.groups["tending-lamps"].value.broader == "handling-and-moving"
    assert content.groups["computing-061"].value.broader == "computing-06"
    assert content.groups["computing-06"].value.broader == "knowledge"
    assert content.skills["c-b10000"].value.related == ("c-b20000",)


def test_texts_show_as_they_are(run: Run, out: Path) -> None:
    run("import", "esco", ESCO, "--out", out)
    content = load_linked(out).content
    html = rich(text(content.roles["chart-drawer"].value, "en"))
    assert "[what]" in html
    assert "one_by_one" in html
    assert html.count("<p>") == 2
    assert text(content.roles["chart-drawer"].value, "de").startswith("Kartenzeichnerinnen vermessen die Küste.")
    assert text(content.skills["trim-the-lamp"].value, "en") == "Keep a keeper’s lamp burning."
    assert content.skills["trim-the-lamp"].value.alternative_labels["en"] == ("=trim it",)


def test_what_does_not_fit_is_told(run: Run, out: Path) -> None:
    ended = run("import", "esco", ESCO, "--out", out)
    told = rows(out / "imports/esco.report.csv")
    assert Counter((row["what"], row["field"]) for row in told) == {
        ("conflict", "skillUri"): 1,
        ("false-uri", "broaderUri"): 1,
        ("false-uri", "conceptUri"): 1,
        ("false-uri", "relatedSkillUri"): 1,
        ("false-uri", "skillUri"): 1,
        ("missing-translation", "description"): 2,
        ("missing-translation", "title"): 1,
        ("no-group", "broaderUri"): 1,
        ("not-released", "status"): 1,
        ("odd-character", "description"): 3,
        ("too-long", "altLabels"): 1,
        ("unclear-forms", "title"): 1,
    }
    assert all(row["done"] for row in told)
    assert "1 conflict: taken once, essential before optional" in ended.out


def test_a_second_run_changes_nothing(run: Run, out: Path) -> None:
    run("import", "esco", ESCO, "--out", out)
    before = files(out)
    ended = run("import", "esco", ESCO, "--out", out)
    assert "nothing changed" in ended.out
    assert files(out) == before


def test_a_newer_version_keeps_ids_and_leads_on_from_what_is_gone(run: Run, out: Path, esco: Path) -> None:
    run("import", "esco", esco, "--out", out)
    for language in ("de", "en"):
        path = esco / f"occupations_{language}.csv"
        text = path.read_text(encoding="utf-8").replace("lighthouse keeper,", "lamp warden,")
        head, *lines = text.splitlines(keepends=True)
        kept = "".join(line for line in lines if "a3000000" not in line)
        path.write_text(head + kept.replace('"drawer of charts', '"harbour pilot\ndrawer of charts'), encoding="utf-8")
    ended = run("import", "esco", esco, "--out", out)
    assert "roles.esco.csv: 2 lines new, 3 gone" in ended.out  # one title and one label are new, one role is gone
    content = load_linked(out).content
    assert content.roles["lighthouse-keeper"].value.title["en"] == "lamp warden"
    assert [(r.value.old, r.value.new, r.value.since) for r in content.redirects] == [
        ("roles/harbour-pilot", "roles/chart-drawer", TODAY)
    ]
    assert run("check", "--content", out).code == 0
    before = files(out)
    assert "nothing changed" in run("import", "esco", esco, "--out", out).out
    assert files(out) == before
    run("import", "esco", ESCO, "--out", out)
    assert load_linked(out).content.redirects == ()


def test_a_part_of_the_occupations(run: Run, out: Path) -> None:
    run("import", "esco", ESCO, "--out", out, "--isco", "25, 9")
    content = load_linked(out).content
    assert list(content.roles) == ["chart-drawer", "lighthouse-keeper"]
    assert "those-who-lead" not in content.families


def test_what_authors_wrote_stays(run: Run, atlas_root: Path) -> None:
    before = files(atlas_root)
    assert run("import", "esco", ESCO, "--out", atlas_root).code == 0
    after = files(atlas_root)
    assert {"lighthouse-keeper", "lighthouse-keeper-a20000"} <= load_linked(atlas_root).content.roles.keys()
    assert {name: after[name] for name in before} == before
    assert run("check", "--content", atlas_root).code == 0


@pytest.fixture
def atlas_root(atlas: object) -> Path:
    """Return the folder of the fictional atlas."""
    return Path(atlas.root)  # type: ignore[attr-defined]


def test_a_missing_file_is_named(run: Run, out: Path, esco: Path) -> None:
    (esco / "skillGroups_en.csv").unlink()
    ended = run("import", "esco", esco, "--out", out)
    assert ended.code == 2
    assert "skillGroups_en.csv" in ended.err
    assert not out.exists()


def test_onet_becomes_valid_records(run: Run, out: Path) -> None:
    ended = run("import", "onet", ONET, "--out", out, "--source-version", "30.0")
    assert ended.code == 0, ended.err
    assert run("check", "--content", out).code == 0
    content = load_linked(out).content
    drawers = content.roles["chart-drawers"].value
    assert [(item.skill, str(item.necessity)) for item in drawers.requires] == [
        ("reading-charts", "essential"),
        ("watching", "optional"),
        ("coasts", "essential"),
    ]
    assert [task.text["en"] for task in drawers.tasks] == ["Survey the bay."]
    assert drawers.alternative_titles["en"] == ("Coast Artist", "Map Drafter")
    assert (drawers.mappings[0].code, drawers.mappings[0].version) == ("15-1001.00", "30.0")
    assert [item.skill for item in content.roles["harbour-pilots"].value.requires] == ["watching"]
    assert [row["what"] for row in rows(out / "imports/onet.report.csv")] == ["not-reliable"]
    load_facts(out, TODAY)


@pytest.mark.parametrize(
    ("title", "forms"),
    [
        ("Zeichner/Zeichnerin", ("Zeichner", "Zeichnerin")),
        ("actor/actress", ("actor", "actress")),
        ("Arzt für Häfen/Ärztin für Häfen", ("Arzt für Häfen", "Ärztin für Häfen")),
        ("Import-/Exportwart/Import-/Exportwartin", ("Import-/Exportwart", "Import-/Exportwartin")),
        ("Lotse/Lotsin/", ("Lotse", "Lotsin")),
        ("Mönch/Nonne", None),
        ("Schichtleiter/in", None),
        ("Prüfer/Prüferin/Fachkraft", None),
        ("Türmer", None),
        ("Türmer/Türmer", None),
    ],
)
def test_forms_of_a_title(title: str, forms: tuple[str, str] | None) -> None:
    assert forms_of(title) == forms


@pytest.mark.parametrize(
    ("text", "cleaned", "odd"),
    [
        ("plain  text ", "plain text", []),
        ("a\u200bb", "ab", ["U+200B (zero width space)"]),
        ("a\u00a0b\tc", "a b c", ["U+0009", "U+00A0 (no-break space)"]),
        ("it`s `code`", "it’s `code`", ["U+0060 (grave accent)"]),
        ("C# \n\n C++", "C#\n\nC++", []),
    ],
)
def test_clean(text: str, cleaned: str, odd: list[str]) -> None:
    told: list[str] = []
    assert clean(text, told.append) == cleaned
    assert told == odd


def test_labels_of_a_cell() -> None:
    assert list(labels_of("a\nb | c\na\n\n")) == ["a", "b", "c"]


@pytest.mark.parametrize("text", ["+H40", "a*b*c", "[x](y)", "> no quote", "&amp;", "a|b", "\\", "_x_"])
def test_markdown_shows_a_text_literally(text: str) -> None:
    assert rich(as_markdown(text)).striptags() == text


@pytest.mark.parametrize(
    ("title", "longest", "id"),
    [
        ("Überseehafen-Lotse", 40, "uberseehafen-lotse"),
        ("one two three", 9, "one-two"),
        ("onetwothree", 5, "onetw"),
        ("C++", 9, "c"),
    ],
)
def test_slug(title: str, longest: int, id: str) -> None:
    assert slug(title, longest) == id


def test_ids_end_in_a_tail_only_where_two_would_be_the_same() -> None:
    ids = Ids({("skills", "u:old"): "lamp"})
    found = ids.assign(
        "skills",
        [
            Concept("u:1", "Lamp", "t1"),
            Concept("u:2", "C#", "t2"),
            Concept("u:3", "C++", "t3"),
            Concept("u:4", "None", "t4"),
            Concept("u:old", "Light", "t5"),
        ],
        ("de", "en"),
    )
    assert found == {"u:1": "lamp-t1", "u:2": "c-t2", "u:3": "c-t3", "u:4": "none-t4", "u:old": "lamp"}
    assert Ids(ids.lock).assign("skills", [Concept("u:1", "Lantern", "t9")], ()) == {"u:1": "lamp-t1"}


def test_ids_are_short_and_unlike_each_other_however_alike_concepts_are() -> None:
    """Concepts of the same title and tail still get different ids, none longer than its kind allows."""
    concepts = [Concept(f"http://data.example/occupation/{n:03}-{'x' * 36}", "Keeper " * 20, "tail") for n in range(50)]
    found = Ids({}, {"roles": {"keeper-keeper-keeper-keeper-keeper"}}).assign("roles", concepts, ())
    assert len(set(found.values())) == len(concepts)
    assert max(map(len, found.values())) <= LONGEST["roles"]
    assert "keeper-keeper-keeper-keeper-keeper-tail" in found.values()
