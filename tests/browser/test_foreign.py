"""What scripts show in a half-translated language: texts in another language have a ``lang``, and no tag characters are left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import sites
from tests.atlas import Atlas
from tests.browser.conftest import in_english
from tests.conftest import Share

TAGS_LEFT = """() => {
  const tag = /[\\u{E0001}-\\u{E007F}]/u;
  const shown = [...document.querySelectorAll("body, body *")].filter(node => !["SCRIPT", "STYLE"].includes(node.tagName));
  const texts = shown.flatMap(node => [...node.childNodes]).filter(node => node.nodeType === Node.TEXT_NODE && tag.test(node.data));
  const read = ["alt", "aria-label", "label", "placeholder", "title"];
  const attributes = shown.flatMap(node => read.map(name => node.getAttribute(name) || "")).filter(text => tag.test(text));
  return texts.map(node => node.data).concat(attributes);
}"""


@pytest.fixture(scope="module")
def site(share: Share) -> Path:
    """The fictional atlas, whose English lacks names, a level's statement and words of the interface."""

    def make(target: Path) -> None:
        folder = sites.project(target.with_name(f"{target.name}.project"))
        atlas = Atlas(folder / "content")
        atlas.replace("occupations/baker.yml", "title: {de: Bäcker/in, en: Baker}", "title: {de: Bäcker/in}")
        atlas.replace(
            "roles/map-maker.yml", "title: {de: Kartenmacher/in, en: Map maker}", "title: {de: Kartenmacher/in}"
        )
        atlas.replace("skills/star-reading.yml", "title: {de: Sternkunde, en: Star reading}", "title: {de: Sternkunde}")
        long = "Wer Sterne kennt, findet nachts den Weg zurück in den Hafen. " * 6
        atlas.drop("skills/star-reading.yml", r"^  en: What Star reading is about.*\n")
        atlas.replace("skills/star-reading.yml", "in *einem* Satz.", f"in *einem* Satz. {long}")
        words = {
            "plan.js.changed": "Der Plan hat sich geändert.",
            "lists.without": "{n} ohne {filter}",
            "plan.js.tick": "Erledigt",
            "plan.js.at": "{skill} auf Stufe {level}",
            "search.kind.skill": "Kompetenz",
        }
        atlas.write("strings/en.yml", "".join(f'{key}: "[de] {text}"\n' for key, text in words.items()))
        sites.succeed("generator", "build", "--out", str(target), cwd=folder, SOURCE_DATE_EPOCH=sites.EPOCH)

    return share("half-translated", make)


@pytest.fixture
def page(site: Path, chromium: Browser) -> Iterator[tuple[Page, str]]:
    """A page on which no script may fail, and the address of the site in English."""
    with in_english(site, chromium) as page:
        yield page


def marked(tab: Page, selector: str) -> set[str]:
    """Return the texts inside an element that are marked as German; fail if the page still holds a tag character."""
    assert tab.evaluate(TAGS_LEFT) == []
    return set(tab.locator(f"{selector} [lang=de]").all_inner_texts())


def test_the_plan_says_which_of_its_texts_are_in_another_language(page: tuple[Page, str]) -> None:
    """Choices, steps and buttons made by scripts are marked; the files that the plan saves hold plain text."""
    tab, base = page
    tab.goto(base + "plan/")
    tab.select_option("#plan-target", label="Kartenmacher/in")
    expect(tab.locator("#plan-next li").first).to_be_visible()
    assert {"Bäcker/in"} == set(tab.locator("#plan-occupation [lang]").all_text_contents())
    texts = {text.strip() for text in marked(tab, "#plan-next")}
    assert {"Erledigt", "Sternkunde auf Stufe", "auf Stufe"} <= texts
    assert not any("Chart drawing" in text for text in texts)  # part of a German pattern
    tab.locator("#plan-next input").first.click()
    tab.select_option("#plan-occupation", label="Bäcker/in")
    expect(tab.locator("#plan-notice [lang=de]")).to_have_text("Der Plan hat sich geändert.")
    assert marked(tab, "#plan-notice")
    with tab.expect_download() as loading:
        tab.locator("#plan-markdown").click()
    text = loading.value.path().read_text(encoding="utf-8")
    assert "Kartenmacher/in" in text
    assert not any("\U000e0001" <= letter <= "\U000e007f" for letter in text)


def test_lists_and_search_say_it_too(page: tuple[Page, str]) -> None:
    """The advice of a list without results is marked, and so are titles of hits, which are divided where words are highlighted."""
    tab, base = page
    tab.goto(base + "skills/")
    tab.locator(".ra-filter [name=q]").fill("xyzzy")
    expect(tab.locator(".ra-filter__empty [lang=de]").first).to_be_visible()
    assert any("ohne" in text for text in marked(tab, ".ra-filter__empty"))
    tab.goto(base + "?q=sternk")
    expect(tab.locator(".ra-hit-title [lang=de]").first).to_be_visible()
    title = tab.locator(".ra-hit-title").first
    assert title.inner_text() == "Sternkunde"
    assert "".join(title.locator("[lang=de]").all_inner_texts()) == "Sternkunde"
    hit = tab.locator(".md-search-result__article").first
    assert hit.locator(".ra-hit-kind [lang=de]").inner_text() == "Kompetenz"
    for query in ("sternk", "hafen"):  # the excerpt starts at the start of the text, or within it
        tab.locator("input[name=query]").fill(query)
        excerpt = hit.locator("p").last
        expect(excerpt.locator("[lang=de]").first).to_be_visible()
        assert "".join(excerpt.locator("[lang=de]").all_inner_texts()) == excerpt.inner_text()
    marked(tab, "body")


def test_a_language_that_is_whole_loads_no_such_script(site: Path) -> None:
    assert (site / "en/assets/foreign.js").is_file()
    assert not (site / "de/assets/foreign.js").exists()
    assert "foreign.js" not in (site / "de/index.html").read_text(encoding="utf-8")
