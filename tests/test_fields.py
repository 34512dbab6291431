"""Each field of version 2 of the records is shown on its page in both languages, and search finds it there."""

from __future__ import annotations

import re
from functools import cache

import pytest
from lxml import html as parser

from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.publish.jsonld.things import Teller
from generator.publish.workbook import tables
from generator.render.pages import RenderedPage, Renderer
from generator.render.views.plan_data import plan_details
from generator.resources import templates_folder
from generator.routes import Page, PageKind, plan_routes
from tests.atlas import FIXTURE, TODAY, Atlas

MAPS = "roles/map-maker.yml"
COURSE = "trainings/chart-workshop.yml"
GRADED = {"de": "Einstieg: Erprobt · Volles Profil: Bewährt", "en": "To start: Tried · Full profile: Trusted"}
EDITORS = {"de": "(unsere Schätzung)", "en": "(our estimate)"}

ROLE, SHEET, SKILL, TRAINING = PageKind.ROLE, PageKind.SHEET, PageKind.SKILL, PageKind.TRAINING
MATRIX, COMPARISON = PageKind.MATRIX, PageKind.COMPARISON
ROWS = [
    ("family", (ROLE, SHEET), "map-maker", "Küste", "Coast"),
    ("grade", (ROLE, SHEET), "map-maker", "Hilfszeichner/in (Einstieg)", "Assistant map maker (To start)"),
    ("meaning", (ROLE, SHEET), "map-maker", "Was man am ersten Tag braucht.", "What one needs on the first day."),
    (
        "summary-of-grade",
        (ROLE, SHEET),
        "map-maker",
        "Zeichnet fremde Messungen ab.",
        "Draws what others have measured.",
    ),
    ("task-of-grade", (ROLE, SHEET), "map-maker", "Karten abzeichnen", "Copy charts"),
    ("levels", (ROLE, SHEET), "map-maker", GRADED["de"], GRADED["en"]),
    ("levels-of-skill", (SKILL,), "chart-drawing", GRADED["de"], GRADED["en"]),
    ("levels-compared", (COMPARISON,), "lighthouse-keeper--map-maker", GRADED["de"], GRADED["en"]),
    ("level-that-begins", (ROLE,), "map-maker", "Einstieg: nicht verlangt · Volles", "To start: not required · Full"),
    ("levels-in-matrix", (MATRIX,), "", GRADED["de"], GRADED["en"]),
    (
        "reference-grade",
        (MATRIX,),
        "",
        "gelten für die Ausbaustufe „Volles Profil“",
        "those of the grade “Full profile”",
    ),
    ("tools", (ROLE, SHEET), "map-maker", "Sextant · Lot", "Sextant · Lot"),
    ("via", (ROLE, SHEET), "map-maker", "Meist über Fährhelfer/in: danach", "Usually via Ferry hand: then"),
    ("leads-to", (ROLE, SHEET), "map-maker", "Fährhelfer/in: Küstenkenner", "Ferry hand: Who knows"),
    ("portfolio", (ROLE, SHEET), "map-maker", "Eine Karte der eigenen Bucht.", "A chart of one's own bay."),
    ("interview", (ROLE, SHEET), "map-maker", "Wie messen Sie die Breite?", "How do you find the latitude?"),
    ("forecast", (ROLE,), "map-maker", "Karten zeichnet bald niemand", "Soon nobody will draw charts."),
    ("forecast-date", (ROLE,), "map-maker", "Prognose (Mai 2020)", "The forecast (May 2020)"),
    ("forecast-of-old", (ROLE,), "lighthouse-keeper", "Prognose (2023)", "The forecast (2023)"),
    (
        "market",
        (ROLE, SHEET),
        "lighthouse-keeper",
        "Dezember 2024 Offene Stellen: Zwölf Türme suchen jemanden. Almanac of the Coast",
        "December 2024 Vacancies: Twelve towers are looking for somebody. Almanac of the Coast",
    ),
    ("groups", (SKILL,), "storytelling", "Menschen, Handwerk · ", "People, Craft · "),
    ("groups-in-list", (PageKind.SKILLS,), "", "Menschen, Handwerk", "People, Craft"),
    ("hours", (SKILL,), "chart-drawing", f"3 bis 6 Stunden {EDITORS['de']}", f"3 to 6 hours {EDITORS['en']}"),
    ("effort", (TRAINING,), "lamp-handbook", f"4 bis 6 Stunden {EDITORS['de']}", f"4 to 6 hours {EDITORS['en']}"),
    ("effort-in-line", (SKILL,), "lamp-care", f"4 bis 6 Stunden {EDITORS['de']}", f"4 to 6 hours {EDITORS['en']}"),
    ("effort-in-list", (PageKind.TRAININGS,), "", "≈ 4 bis 6 Stunden", "≈ 4 to 6 hours"),
    ("effort-explained", (PageKind.TRAININGS,), "", "von uns geschätzt", "we have estimated"),
    ("edition", (TRAINING,), "lamp-handbook", "Ausgabe 2", "Edition 2"),
    (
        "price",
        (TRAINING,),
        "chart-workshop",
        "120,00 €, Stand März 2025 Prospectus of the Coast School",
        "€120.00, as of March 2025 Prospectus of the Coast School",
    ),
    (
        "evidence",
        (TRAINING,),
        "chart-workshop",
        "Verfügbarkeit Der nächste Termin steht noch aus.",
        "Availability The next date is still open.",
    ),
]


def _renderer(facts: Facts, language: str) -> Renderer:
    return Renderer(facts, plan_routes(facts), templates_folder(), language)


@cache
def _fixture(language: str) -> Renderer:
    return _renderer(load_facts(FIXTURE, TODAY)[0], language)


def _page(renderer: Renderer, kind: str, key: str = "") -> RenderedPage:
    return renderer.render(renderer.routes.page(kind, key))


def _words(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").replace("\u00a0", " ").split())


def _shown(page: RenderedPage) -> str:
    """Return the words of a page as a reader sees them, with a blank between cells and between facts."""
    root = parser.fragment_fromstring(re.sub(r"</(dt|th|td|li|p)>", r"\g<0> ", page.html), create_parent="div")
    return _words(root.text_content())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("kinds", "key", "de", "en"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_field_stands_on_its_page(kinds: tuple[str, ...], key: str, de: str, en: str, language: str) -> None:
    """The field is shown in words on each of its pages, with estimates marked."""
    for kind in kinds:
        assert {"de": de, "en": en}[language] in _shown(_page(_fixture(language), kind, key))


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        (ROLE, "map-maker", "What one needs on the first day."),
        (ROLE, "map-maker", GRADED["en"]),
        (ROLE, "map-maker", "A chart of one's own bay."),
        (ROLE, "map-maker", "How do you find the latitude?"),
        (ROLE, "lighthouse-keeper", "Twelve towers are looking for somebody."),
        (SKILL, "chart-drawing", f"3 to 6 hours {EDITORS['en']}"),
        (TRAINING, "chart-workshop", "The next date is still open."),
        (TRAINING, "chart-workshop", "€120.00"),
    ],
)
def test_the_search_reads_it(kind: str, key: str, words: str) -> None:
    """Search reads the field in a passage of its page."""
    passages = _page(_fixture("en"), kind, key).notes.passages()
    assert any(words in passage.text for passage in passages)


def test_a_market_figure_stands_apart_from_the_forecast() -> None:
    """Market figures and the forecast have a section each."""
    passages = _page(_fixture("en"), ROLE, "lighthouse-keeper").notes.passages()
    texts = {passage.anchor: passage.text for passage in passages}
    assert "Twelve towers are looking" in texts["market"]
    assert "Twelve towers are looking" not in texts["forecast"] + texts["seen"]


def test_the_job_between_counts_with_the_first(atlas: Atlas) -> None:
    """A role may be the job in between and is then linked; the skills that it brings are counted as reached."""
    atlas.replace(MAPS, "via: ferry-hand", "via: lighthouse-keeper")
    html = _page(_renderer(atlas.facts(), "en"), ROLE, "map-maker").html
    entry = re.search(r"Usually via <a[^>]*>Lighthouse keeper</a>: then (\d) of \d", html)
    assert entry
    assert int(entry[1]) == 1  # it brings two skills, one of them at the level that the first grade requires


def test_a_forecast_names_its_source(atlas: Atlas) -> None:
    """A forecast with a source names it; without one, it comes from the article."""
    renderer = _fixture("en")
    assert '"ra-basis ra-basis--article"' in _page(renderer, ROLE, "map-maker").html.split('id="forecast"')[1]
    atlas.replace("roles/map-maker.yml", "    date: 2020-05\n", "    date: 2020-05\n    source: chart\n")
    atlas.replace(MAPS, "reviewed: 2025-06-01", "sources:\n  chart: {title: The Last Chart}\nreviewed: 2025-06-01")
    forecast = _page(_renderer(atlas.facts(), "en"), ROLE, "map-maker").html.split('id="forecast"')[1]
    assert "Source: The Last Chart" in forecast


def test_tracks_say_what_comes_before_them(atlas: Atlas) -> None:
    """A grade names what comes before it only if the role says so itself; otherwise the order shows it."""
    assert "Comes after:" not in _shown(_page(_fixture("en"), ROLE, "map-maker"))
    atlas.replace(MAPS, "  - grade: full\n", "  - {grade: full, after: [start]}\n")
    assert "Full profile What one can do after some years. Comes after: Assistant map maker" in _shown(
        _page(_renderer(atlas.facts(), "en"), ROLE, "map-maker")
    )
    atlas.replace(MAPS, "after: [start]", "after: []")
    assert "Needs no earlier grade" in _shown(_page(_renderer(atlas.facts(), "en"), ROLE, "map-maker"))


def test_what_only_the_start_needs_is_not_counted(atlas: Atlas) -> None:
    """A skill that only the first grade requires is not counted but shown with its grades, and the advertisement asks for it."""
    before = _shown(_page(_fixture("en"), ROLE, "map-maker"))
    assert "3 essential, 2 optional" in before
    atlas.replace(
        MAPS, "level: tried\n    necessity: essential", "levels: {start: tried, full: none}\n    necessity: essential"
    )
    renderer = _renderer(atlas.facts(), "en")
    assert "2 essential, 2 optional" in _shown(_page(renderer, ROLE, "map-maker"))
    assert "To start: Tried · Full profile: not required" in _shown(_page(renderer, ROLE, "map-maker"))
    advertisement = _page(renderer, SHEET, "map-maker").html.split('id="advertisement"')[1]
    assert "Harbour piloting" in advertisement.split('id="talk"')[0]
    matrix = _shown(_page(renderer, MATRIX))
    assert "(To start: Tried · Full profile: not required)" in matrix
    assert "no level stated" not in matrix


def test_a_training_without_an_address_has_no_button(atlas: Atlas) -> None:
    """A training of the organisation itself needs no address, and its page then has no button."""
    assert "https://school.example/charts" in _page(_fixture("en"), TRAINING, "chart-workshop").html
    atlas.replace(COURSE, "url: https://school.example/charts\n", "")
    atlas.replace(
        "vocabularies/providers.yml", "title: Küstenschule Beispiel", "title: Küstenschule Beispiel, own: true"
    )
    html = _page(_renderer(atlas.facts(), "en"), TRAINING, "chart-workshop").html
    assert "md-button" not in html
    assert 'href=""' not in html


def test_the_plan_tells_estimates_from_what_is_stated() -> None:
    """The plan's data mark the estimated length of a training in hours and in words, and hold the hours of practice."""
    renderer = _fixture("en")
    details = plan_details(renderer.lens(renderer.routes.page(PageKind.PLAN)))
    book = next(row for row in details["trainings"] if row[1] == "lamp-handbook")
    assert book[10:12] == [[4, 6, 0], f"4 to 6 hours {EDITORS['en']}"]
    skill = next(row for row in details["skills"] if row[1] == "chart-drawing")
    place = skill[5].index("Draw the nearest bay.")
    assert skill[6][place] == [3, 6]


def test_the_price_is_an_offer() -> None:
    """A stated price is an offer in JSON-LD; estimated hours are no required time."""
    lens = _fixture("en").lens(Page(PageKind.HOME, "", "index.md"))
    teller = Teller(lens, lens.routes.url)
    priced = teller.about(lens.routes.page(TRAINING, "chart-workshop")) or {}
    assert priced["offers"] == {"@type": "Offer", "price": 120, "priceCurrency": "EUR"}
    book = teller.about(lens.routes.page(TRAINING, "lamp-handbook")) or {}
    assert not {"offers", "timeRequired"} & book.keys()


def test_terms_are_those_of_the_reference_grade() -> None:
    """In JSON-LD, a role's skills at the reference grade are terms; levels at several grades are given in words."""
    lens = _fixture("en").lens(Page(PageKind.HOME, "", "index.md"))
    role = Teller(lens, lens.routes.url).about(lens.routes.page(ROLE, "map-maker")) or {}
    assert f"Chart drawing ({GRADED['en']})" in role["skills"]
    assert sum(isinstance(skill, dict) for skill in role["skills"]) == 5


def test_the_workbook_says_levels_by_grade() -> None:
    """The workbook has a column for levels by grade, and lists all groups of a skill in one cell."""
    renderer = _fixture("en")
    sheets = {table.name: table for table in tables(renderer.lens(renderer.routes.page(PageKind.HOME)))}
    roles, skills = sheets["Roles"], sheets["Skills"]
    assert roles.head[-1] == "Levels by grade"
    assert GRADED["en"] in {row[-1] for row in roles.rows}
    assert "People, Craft" in {row[1] for row in skills.rows}
