"""An atlas with missing translations is built and names what is missing, but is not published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from babel import Locale
from lxml import html

from generator.derive.facts import Facts
from generator.problems import ContentError, Severity
from generator.render.foreign import Foreign, as_html, foreign, in_language, joined, text_in
from generator.render.pages import RenderedPage, Renderer
from generator.render.strings import Strings, load_every_language, marked_strings
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import Atlas
from tests.conftest import Ended
from tests.sites import EPOCH, project
from tests.sites import run as run_module


def rendered(facts: Facts, language: str, kind: str, key: str = "") -> RenderedPage:
    """Return a rendered page."""
    routes = plan_routes(facts)
    return Renderer(facts, routes, templates_folder(), language).render(routes.page(kind, key))


def test_a_language_that_has_the_text_shows_its_own() -> None:
    texts = {"de": "Flut", "en": "Tide"}
    assert (text_in(texts, "en"), type(text_in(texts, "en"))) == ("Tide", str)
    other = text_in(texts, "fr")
    assert isinstance(other, Foreign)
    assert (other, other.language) == ("Flut", "de")
    assert text_in({}, "fr") == ""
    assert in_language({"en": 1}, "de") == ("en", 1)


def test_a_missing_text_shows_in_another_language_and_says_so(atlas: Atlas) -> None:
    """A missing text is shown in another language and marked with it, in any kind of text; search gets the plain text."""
    atlas.drop("roles/map-maker.yml", r"^  en: Draws maps that others rely on\.\n")
    atlas.drop("roles/map-maker.yml", r"^  en: Pen, plumb line and patience\.\n")
    atlas.replace("roles/map-maker.yml", "title: {de: Kartenmacher/in, en: Map maker}", "title: {de: Kartenmacher/in}")
    facts = atlas.facts()
    page = rendered(facts, "en", PageKind.ROLE, "map-maker")
    tree = html.fromstring(page.html)
    marked = {text.strip() for text in tree.xpath("//*[@lang='de']//text()") if text.strip()}
    assert {"Kartenmacher/in", "Zeichnet Karten, auf die sich andere verlassen.", "Feder, Lot und Geduld."} <= marked
    assert tree.xpath("//h1//*[@lang='de']")
    assert page.title == "Kartenmacher/in"
    assert "Feder, Lot und Geduld." in page.passages[0].text
    overview = html.fromstring(rendered(facts, "en", PageKind.ROLES).html)
    assert "Kartenmacher/in" in overview.xpath("//a//*[@lang='de']/text()")
    assert not html.fromstring(rendered(facts, "de", PageKind.ROLE, "map-maker").html).xpath("//*[@lang='de']")


def test_a_missing_page_shows_in_another_language(atlas: Atlas) -> None:
    """A missing prose page is shown in another language, even if the default language is the one that lacks it."""
    atlas.path("pages/tower-guide.de.md").unlink()
    page = rendered(atlas.facts(), "de", PageKind.PROSE, "tower-guide")
    tree = html.fromstring(page.html)
    assert [title.strip() for title in tree.xpath("//h1//*[@lang='en']/text()")] == ["Moving into the tower"]
    assert tree.xpath("//h2[@id='oil']//*[@lang='en']/text()") == ["Oil first"]
    assert tree.xpath("//div[@lang='en']/p/text()") == ["Check the stock."]


def test_borrowed_texts_bear_their_language_instead_of_the_mark(atlas: Atlas) -> None:
    """Borrowed texts of the interface, records and pages are marked with their language instead of the prefix "[en]"."""
    atlas.write("strings/de.yml", "essential: '[en] essential'\nrole.tasks: '[en] Tasks'\nhome.show: '[en] Show'\n")
    atlas.replace("roles/map-maker.yml", "title: {de: Kartenmacher/in,", 'title: {de: "[en] Map maker",')
    atlas.replace("pages/tower-guide.de.md", "title: ", "title: '[en] Tower' # ")
    facts = atlas.facts()
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), "de", atlas.root)
    strings = renderer.strings
    essential = strings("essential")
    assert isinstance(essential, Foreign)
    assert (essential, essential.language) == ("essential", "en")
    assert strings.texts["role.tasks"] == "Tasks"
    pages = [renderer.render(page) for page in renderer.routes.pages]
    assert not any("[en]" in page.html or "[en]" in page.title for page in pages)
    role, prose = (
        html.fromstring(next(page.html for page in pages if (page.page.kind, page.page.key) == wanted))
        for wanted in ((PageKind.ROLE, "map-maker"), (PageKind.PROSE, "tower-guide"))
    )
    assert {"Map maker", "Tasks"} <= {text.strip() for text in role.xpath("//*[@lang='en']//text()")}
    assert prose.xpath("//div[@lang='en']/p")


def test_pictures_hold_no_element_for_a_language(atlas: Atlas) -> None:
    atlas.replace("skills/star-reading.yml", "title: {de: Sternkunde, en: Star reading}", "title: {de: Sternkunde}")
    facts = atlas.facts()
    for kind, key in ((PageKind.SKILL, "star-reading"), (PageKind.ROLE, "map-maker"), (PageKind.HOME, "")):
        text = rendered(facts, "en", kind, key).html
        assert not html.fromstring(text).xpath("//*[name()='svg']//span")
        assert '="<span' not in text


def test_texts_of_pictures_bear_their_language(atlas: Atlas) -> None:
    """In drawings, names of skills and levels are marked with their language; sentences in two languages and complete languages are not."""
    atlas.replace("skills/star-reading.yml", "title: {de: Sternkunde, en: Star reading}", "title: {de: Sternkunde}")
    atlas.replace("vocabularies/levels.yml", "title: {de: Erprobt, en: Tried}", "title: {de: Erprobt}")
    facts = atlas.facts()
    found = {}
    for language in ("de", "en"):
        pages = (
            html.fromstring(rendered(facts, language, *page).html)
            for page in ((PageKind.ROLE, "map-maker"), (PageKind.SKILL, "chart-drawing"))
        )
        found[language] = {
            (one.xpath("name()"), one.text_content(), one.get("lang"))
            for page in pages
            for one in page.xpath("//*[name()='svg']//*[@lang]")
        }
    assert found["de"] == set()
    names = ("Sternkunde", "Erprobt", "Erpr…", "2 Erprobt")
    assert found["en"] == {("text", name, "de") for name in names}


def test_a_half_translated_site_builds_and_is_not_published(tmp_path: Path) -> None:
    """A half-translated site is built as a preview; publishing fails, names every missing text and leaves the last site unchanged."""
    folder = project(tmp_path / "project")
    atlas = Atlas(folder / "content")
    atlas.replace("occupations/baker.yml", "title: {de: Bäcker/in, en: Baker}", "title: {de: Bäcker/in}")
    atlas.replace("glossary.yml", "term: {de: Tide, en: Tide}", "term: {de: Tide}")
    atlas.path("pages/about.en.md").unlink()
    atlas.drop("site.yml", r"^  en: Invented atlas for testing the generator\.\n")
    ended = run_module("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    assert ended.returncode == 0, ended.stderr
    count = len(plan_routes(atlas.facts()).pages)
    assert ended.stdout == f"{2 * count} pages (de {count}, en {count}) in site\n"
    before = (folder / "site/en/index.html").stat().st_mtime_ns
    ended = run_module("generator", "build", "--publish", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert [line.split(": ")[0] for line in ended.stderr.splitlines()] == [
        "content/glossary.yml:11:9", "content/occupations/baker.yml:1:8", "content/pages/about.de.md:1:1", "content/site.yml:5:3",
    ]  # fmt: skip
    assert ended.stderr.count("error[missing-translation]") == 4
    assert (folder / "site/en/index.html").stat().st_mtime_ns == before
    for command in (["export", "exported"], ["handbook"]):
        ended = run_module("generator", *command, cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
        assert ended.returncode == 0, ended.stderr


def test_the_check_names_what_is_missing_as_warnings(atlas: Atlas, run: Callable[..., Ended]) -> None:
    atlas.replace("occupations/baker.yml", "title: {de: Bäcker/in, en: Baker}", "title: {de: Bäcker/in}")
    ended = run("check", "--content", atlas.root)
    assert (ended.code, ended.err.count("warning[missing-translation]")) == (0, 1)
    assert run("check", "--content", atlas.root, "--strict").code == 1
    atlas.replace("site.yml", "  open_translations: 200\n", "  open_translations: 0\n")
    assert run("check", "--content", atlas.root).code == 1


def test_a_file_that_lacks_a_language_is_one_line_for_check_and_publication(
    atlas: Atlas, run: Callable[..., Ended]
) -> None:
    """A file's missing texts are one line and its texts marked as another language's are one line, in check and publication alike."""
    atlas.replace("site.yml", "  - {id: en, ", "  - {id: sv, title: Svenska}\n  - {id: en, ")
    role = atlas.read("roles/map-maker.yml")
    atlas.write(
        "roles/map-maker.yml",
        role.replace("en: Map maker}", "en: '[de] Map'}").replace("  en: Draws", "  en: '[de] Draws'#"),
    )
    arguments = ("--content", atlas.root)
    for ended in (run("check", *arguments), run("build", "--publish", *arguments, "--out", atlas.root.parent / "site")):
        of_role = [line.partition("[")[2] for line in ended.err.splitlines() if "roles/map-maker.yml" in line]
        assert sorted(line.partition("; ")[0] for line in of_role if "translation" in line or "marked" in line) == [
            'marked-text]: found 2 texts marked as "de"',
            'missing-translation]: found no "sv" for 21 texts',
        ]


def test_marked_strings_are_counted(atlas: Atlas) -> None:
    """Marked strings are counted, and the place of the first is named."""
    languages = atlas.catalog().site.languages
    folders = (templates_folder(), atlas.root)
    assert list(marked_strings(folders, languages)) == []
    atlas.write("strings/de.yml", "role.tasks: Aufgaben\nessential: '[en] essential'\noptional: '[en] optional'\n")
    (problem,) = marked_strings(folders, languages)
    assert (problem.location.line, problem.found) == (2, "2 texts marked as another language's")
    assert problem.severity is Severity.WARNING


def test_a_further_language_without_strings_names_every_key(atlas: Atlas) -> None:
    """All missing texts of the interface are named at once; a language without a file of strings is one problem."""
    atlas.replace("site.yml", "  - {id: en, ", "  - {id: sv, title: Svenska}\n  - {id: en, ")
    languages = atlas.catalog().site.languages
    with pytest.raises(ContentError) as caught:
        load_every_language((templates_folder(), atlas.root), languages)
    assert [problem.code for problem in caught.value.problems] == ["missing-strings"]
    atlas.path("strings").mkdir()
    shutil.copy(templates_folder() / "strings/en.yml", atlas.path("strings/sv.yml"))
    atlas.drop("strings/sv.yml", r"^(?:essential|optional): .*\n(?:^optional: .*\n)?")
    with pytest.raises(ContentError) as caught:
        load_every_language((templates_folder(), atlas.root), languages)
    assert [problem.found for problem in caught.value.problems] == [
        'no text for "essential"', 'no text for "optional"',
    ]  # fmt: skip
    assert isinstance(foreign("x", "sv"), str)


def test_a_text_of_two_languages_bears_both() -> None:
    """In a text of two languages each part is marked with its own; figures and signs belong to the part before them."""
    strings = Strings(
        "fr",
        {"top": foreign("Highest: {level}", "en"), "place": foreign("{n} of {m}", "en"), "own": "Le {x} !"},
        Locale("fr"),
    )
    assert as_html(strings("top", level=foreign("Anleitend", "de"))) == (
        '<span lang="en">Highest: </span><span lang="de">Anleitend</span>'
    )
    assert as_html(strings("top", level="Guide")) == '<span lang="en">Highest: </span>Guide'
    assert as_html(strings("place", n=1, m="4")) == '<span lang="en">1 of 4</span>'
    assert as_html(strings("own", x=foreign("<Titel>", "de"))) == 'Le <span lang="de">&lt;Titel&gt; !</span>'
    assert type(strings("own", x="tour")) is str
    assert joined(["a", "b"], ", ") == "a, b"
    assert as_html(joined([foreign("A", "de"), "b"], " · ")) == '<span lang="de">A · </span>b'


def test_each_page_of_a_half_translated_language_says_so(tmp_path: Path) -> None:
    """Pages of a half-translated language have a notice and mark borrowed texts in tabs and contents; a complete language has no notice."""
    folder = project(tmp_path / "project")
    atlas = Atlas(folder / "content")
    atlas.replace("roles/map-maker.yml", "title: {de: Kartenmacher/in, en: Map maker}", "title: {de: Kartenmacher/in}")
    atlas.write("strings/en.yml", "skills.title: '[de] Kompetenzen'\nrole.tasks: '[de] Aufgaben'\n")
    ended = run_module("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    assert ended.returncode == 0, ended.stderr
    page = html.parse(folder / "site/en/roles/map-maker/index.html")
    assert any("Not fully translated" in text for text in page.xpath("//p[@class='ra-preview']/text()"))
    assert page.xpath("//nav[@class='ra-sections']//span[@lang='de']/text()") == ["Kompetenzen"]
    assert "Aufgaben" in page.xpath("//nav[contains(@class, 'ra-contents')]//span[@lang='de']/text()")
    german = html.parse(folder / "site/de/roles/map-maker/index.html")
    assert not any("übersetzt" in text for text in german.xpath("//p[@class='ra-preview']/text()"))
