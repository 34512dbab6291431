"""The PDFs hold every text and the right page numbers, are tagged, and have the same bytes each time; hostile text stays text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.catalog import Catalog
from generator.content import Record
from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.publish.handbook.values import rich_nodes
from generator.publish.press import Press
from generator.render.escape import rich
from generator.render.look import Look
from generator.render.strings import load_strings
from generator.resources import templates_folder
from tests.atlas import FIXTURE, TODAY, Atlas
from tests.conftest import Ended
from tests.pdf import bookmarks, info, papers, squeezed, text_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the PDFs of the fictional atlas."""
    folder = tmp_path_factory.mktemp("handbook")
    for name, data in papers(load_facts(FIXTURE, TODAY)[0]).items():
        (folder / name).write_bytes(data)
    return folder


def titled(catalog: Catalog) -> list[Record[Any]]:
    """Return the roles and skills, whose titles depend on the language."""
    return [*catalog.content.roles.values(), *catalog.content.skills.values()]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.system
def test_handbook_is_whole(folder: Path, catalog: Catalog, language: str) -> None:
    """The handbook is tagged, has its title and language, and holds the title and texts of every record."""
    path = folder / f"handbook-{language}.pdf"
    facts = info(path)
    assert facts["Tagged"] == "yes"
    assert catalog.site.title[language] in facts["Title"]
    assert f"/Lang({language})".encode() in re.sub(rb"/Lang\s*", b"/Lang", path.read_bytes())
    text = squeezed(text_of(path))
    content = catalog.content
    texts = [
        *(record.value.title[language] for record in titled(catalog)),
        *(record.value.title for record in content.trainings.values()),
        *(task.text[language] for record in content.roles.values() for task in record.value.tasks),
        *(item.why[language] for record in content.roles.values() for item in record.value.requires if item.why),
        *(level.statement[language] for record in content.skills.values() for level in record.value.levels.values()),
        *(record.value.summary[language] for record in content.trainings.values() if record.value.summary),
    ]
    assert len(texts) > 30
    assert [each for each in texts if squeezed(each) not in text] == []


FIELDS = {
    "de": (
        "Hilfszeichner/in (Einstieg)", "Einstieg: Erprobt · Volles Profil: Bewährt", "Sextant · Lot",
        "Meist über Fährhelfer/in", "Küstenkenner finden jede Fähre.", "Eine Karte der eigenen Bucht.",
        "Wie messen Sie die Breite?", "Prognose (Mai 2020)", "Zwölf Türme suchen jemanden.", "Menschen, Handwerk",
        "3 bis 6 Stunden (unsere Schätzung)", "4 bis 6 Stunden (unsere Schätzung)", "Ausgabe 2",
        "120,00 €, Stand März 2025", "Der nächste Termin steht noch aus.",
    ),
    "en": (
        "Assistant map maker (To start)", "To start: Tried · Full profile: Trusted", "Sextant · Lot",
        "Usually via Ferry hand", "Who knows the coast finds any ferry.", "A chart of one's own bay.",
        "How do you find the latitude?", "The forecast (May 2020)", "Twelve towers are looking for somebody.",
        "People, Craft", "3 to 6 hours (our estimate)", "4 to 6 hours (our estimate)", "Edition 2",
        "€120.00, as of March 2025", "The next date is still open.",
    ),
}  # fmt: skip
"""Texts of fields that version 2 of the records added; a profile holds those that concern its role."""
NOT_IN_A_PROFILE = (
    "Volles Profil:",
    "Full profile:",
    "Prognose (",
    "The forecast (",
    "Menschen",
    "People",
    "Stunden",
    "hours",
    "Ausgabe",
    "Edition",
    "120,00",
    "€",
    "Der nächste",
    "The next",
    "Türme",
    "towers",
)


@pytest.mark.system
@pytest.mark.parametrize("language", ["de", "en"])
def test_fields_of_version_2_are_on_paper(folder: Path, language: str) -> None:
    """Fields of version 2 are in the handbook and in the profile of a role."""
    handbook = squeezed(text_of(folder / f"handbook-{language}.pdf"))
    assert [words for words in FIELDS[language] if squeezed(words) not in handbook] == []
    profile = squeezed(text_of(folder / f"profile-map-maker-{language}.pdf"))
    own = [words for words in FIELDS[language] if not any(part in words for part in NOT_IN_A_PROFILE)]
    assert [words for words in own if squeezed(words) not in profile] == []


@pytest.mark.system
@pytest.mark.parametrize(
    ("role", "rows"),
    [
        (
            "map-maker",
            (
                "Kompetenz Hilfszeichner/in Volles Profil",
                "Kartenzeichnen Artikel Erprobt Bewährt",
                "Lotsen Redaktion nicht verlangt Erprobt",
            ),
        ),
        ("lighthouse-keeper", ("Kompetenz Stufe", "Lampenpflege Artikel Lehrend", "Lotsen Redaktion Gesehen")),
    ],
)
def test_a_profile_has_a_table_of_skills(folder: Path, role: str, rows: tuple[str, ...]) -> None:
    """A profile has a table of skills with a column for each grade, or one for the level if there is a single grade; the scale is above."""
    lines = [" ".join(line.split()) for line in text_of(folder / f"profile-{role}-de.pdf", "-layout").splitlines()]
    assert set(rows) <= set(lines)
    assert "Stufen: 1 Gesehen · 2 Erprobt · 3 Bewährt · 4 Lehrend" in lines


@pytest.mark.system
@pytest.mark.parametrize(("language", "words"), [("de", "Vom Anfang bis Gesehen"), ("en", "From the start to Seen")])
def test_the_first_level_is_reached_from_the_start(folder: Path, language: str, words: str) -> None:
    """The first level is reached "from the start", as on a skill's page, not from a level below the first."""
    text = squeezed(text_of(folder / f"handbook-{language}.pdf"))
    assert squeezed(words) in text


@pytest.mark.system
def test_contents_have_the_right_pages(folder: Path, catalog: Catalog) -> None:
    """The page number beside a title in the contents is that of the page on which the chapter starts."""
    path = folder / "handbook-en.pdf"
    pages = text_of(path, "-layout").split("\f")
    contents = "\n".join(pages[1:3])
    checked = 0
    for record in titled(catalog):
        title = record.value.title["en"]
        number = re.search(rf"{re.escape(title)}[ .]+(\d+)", contents)
        assert number, title
        assert re.search(rf"^\s*{re.escape(title)}\s*$", pages[int(number[1]) - 1], re.MULTILINE), title
        checked += 1
    assert checked > 10


def test_chapters_stand_as_the_language_sorts(atlas: Atlas, tmp_path: Path) -> None:
    """Chapters are sorted by the rules of the language: an umlaut like its vowel, not after z."""
    name = "skills/lamp-care.yml"
    atlas.write(
        name,
        re.sub(r"^title: .*$", "title: {de: Äußerste Pflege, en: Care}", atlas.read(name), count=1, flags=re.MULTILINE),
    )
    path = tmp_path / "handbook-de.pdf"
    path.write_bytes(papers(atlas.facts())[path.name])
    titles = [mark.title for mark in bookmarks(path) if mark.depth == 2]
    skills = {record.value.title["de"] for record in atlas.catalog().content.skills.values()}
    assert next(title for title in titles if title in skills) == "Äußerste Pflege"


def test_links_and_bookmarks(folder: Path) -> None:
    """The handbook has bookmarks, and its chapters link to each other."""
    data = (folder / "handbook-de.pdf").read_bytes()
    assert b"/Outlines" in data
    assert data.count(b"/Subtype/Link") + data.count(b"/Subtype /Link") > 50


@pytest.mark.system
def test_profiles_have_two_pages(folder: Path, catalog: Catalog) -> None:
    """Each role has a tagged profile of at most two pages in each language."""
    for role in catalog.content.roles:
        for language in catalog.languages:
            facts = info(folder / f"profile-{role}-{language}.pdf")
            assert int(facts["Pages"]) <= 2
            assert facts["Tagged"] == "yes"


@pytest.mark.system
def test_a_preview_says_so_on_paper(atlas: Atlas, tmp_path: Path, folder: Path) -> None:
    """While data of the publisher are missing, every page of the handbook and of the profiles says that the PDF is a preview."""
    atlas.drop("site.yml", r"^  name: Küstenverein Beispiel\n")
    catalog = atlas.catalog()
    for name, data in papers(Facts(catalog, TODAY)).items():
        path = tmp_path / name
        path.write_bytes(data)
        line = squeezed(
            load_strings([templates_folder()], catalog.site.languages[name.endswith("en.pdf")])("publisher.preview")
        )
        pages = [squeezed(text) for text in text_of(path).split("\f")[:-1]]
        assert [number for number, text in enumerate(pages, 1) if line not in text] == []
        assert line not in squeezed(text_of(folder / name))
        assert len(pages) == int(info(folder / name)["Pages"])


def test_a_profile_that_can_not_fit_is_set_with_a_warning(
    atlas: Atlas, tmp_path: Path, run: Callable[..., Ended]
) -> None:
    """A role that passes the check is printed in full, if need be on more than two pages, with a warning that names the role's file."""
    task = "  - {de: Eine Aufgabe mit vielen Worten%d, en: A task of many words%d, basis: editorial}\n"
    path = atlas.path("roles/map-maker.yml")
    tasks = "tasks:\n" + "".join(task % (number, number) for number in range(300))
    text, count = re.subn(r"^tasks:\n(?:[ -].*\n)+", lambda _: tasks, path.read_text(), flags=re.MULTILINE)
    assert count == 1
    path.write_text(text)
    atlas.replace("site.yml", "open_translations: 200", "open_translations: 999")
    assert run("check", "--content", atlas.root).code == 0
    ended = run("handbook", "--content", atlas.root, "--out", tmp_path)
    assert ended.code == 0
    assert len(ended.err.splitlines()) == 2
    for line, language in zip(ended.err.splitlines(), ("de", "en"), strict=True):
        pages = int(info(tmp_path / f"profile-map-maker-{language}.pdf")["Pages"])
        assert pages > 2
        assert line.startswith(f"{path}:1:1: warning[long-profile]: found a profile of {pages} pages in {language}; ")
    text = squeezed(text_of(tmp_path / "profile-map-maker-en.pdf"))
    assert "Ataskofmanywords299" in text
    why = atlas.catalog().role("map-maker").requires[0].why
    assert why
    assert squeezed(why["en"]) in text


def test_same_bytes_twice(folder: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same records, templates and date give the same bytes, whatever the environment's time and time zone."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert papers(Facts(catalog, TODAY)) == {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.system
def test_hostile_text_stays_text(atlas: Atlas, tmp_path: Path) -> None:
    """Text that looks like Typst code, markup or labels shows as written; a character that no font has becomes a box."""
    evil = '#panic("x") #eval("1+1") *b* _e_ `c` <map-maker> @lamp-care $x^2$ \\ // /* */ = H [x] {{ y }} 漢'
    path = atlas.path("roles/map-maker.yml")
    title = "title: " + json.dumps({"de": evil, "en": f"{evil} e"}, ensure_ascii=False)
    text = re.sub(r"^title:.*$", lambda _: title, path.read_text(), count=1, flags=re.MULTILINE)
    path.write_text(re.sub(r"^name_forms:\n(?:  .*\n)+", "", text, flags=re.MULTILINE))
    made = papers(atlas.facts())
    for name in ("handbook-de.pdf", "profile-map-maker-de.pdf"):
        (tmp_path / name).write_bytes(made[name])
        assert squeezed(evil.replace("漢", "\u25af")) in squeezed(text_of(tmp_path / name)), name


def test_rich_text_becomes_a_tree() -> None:
    """Long texts keep their structure, and raw HTML stays text."""
    nodes = rich_nodes(str(rich("A *b* [c](https://c.example) <b>d</b>\n\n- e")))
    assert [node["tag"] for node in nodes] == ["p", "ul"]
    assert nodes[0]["children"][0] == "A "
    assert [node["href"] for node in nodes[0]["children"] if isinstance(node, dict) and node["tag"] == "a"] == [
        "https://c.example"
    ]
    assert "<b>d</b>" in nodes[0]["children"][-1]


def test_press_knows_its_fonts(catalog: Catalog) -> None:
    """The press recognises the characters that no font has."""
    press = Press(templates_folder() / "handbook", Look(catalog, templates_folder()).light)
    press._learn(list("äß→≥漢\u00ad"))
    assert [char for char, known in press._known.items() if not known] == ["漢"]
