"""Lists in a browser, over http and from file://: filters, count, address, keyboard, small screens."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Edition, Watched
from tests.browser.listing import ROWS, box, column, count, expect_state, open_list, shown, total


def test_filters_narrow_together(edition: Edition, watched: Watched) -> None:
    """Choices within a filter add rows, further filters remove some; count, rows and address agree."""
    page = watched.page
    open_list(page, edition)
    everything = total(page)
    expect(count(page)).to_have_text(f"{everything} von {everything} Einträgen")
    box(page, "Art", "Kurs").check()
    courses = len(shown(page))
    assert 0 < courses < everything
    box(page, "Art", "Prüfung").check()
    assert len(shown(page)) > courses
    box(page, "Sprache", "Deutsch").check()
    rows = shown(page)
    assert rows
    assert all(row["kind"] in ("course", "exam") and "de" in row["language"].split() for row in rows)
    expect(count(page)).to_have_text(f"{len(rows)} von {everything} Einträgen")
    expect_state(page, "kind=course&kind=exam&language=de")
    page.locator(".ra-filter").get_by_role("button", name="Zurücksetzen").click()
    assert len(shown(page)) == everything
    expect_state(page, "")
    assert "#" not in page.url
    assert watched.errors == []


def test_skill_and_step_are_asked_of_the_same_step(edition: Edition, watched: Watched) -> None:
    page = watched.page
    open_list(page, edition, state="skill=ai-fundamentals&step=working")
    rows = shown(page)
    assert rows
    assert all("ai-fundamentals:working" in row["skill"].split() for row in rows)
    page.get_by_role("combobox", name="Führt bis zur Stufe").select_option("")
    assert len(shown(page)) > len(rows)


def test_machine_translations_stand_apart(edition: Edition, watched: Watched) -> None:
    page = watched.page
    open_list(page, edition, state="language=machine")
    machine = {row["cells"][0] for row in shown(page)}
    assert machine
    open_list(page, edition, state="language=de&language=en")
    assert machine.isdisjoint(row["cells"][0] for row in shown(page))


@pytest.mark.parametrize("query", ["einführung", "EINFUEHRUNG", "Einfuhrung"])
def test_text_filter_ignores_case_and_umlauts(web: Edition, watched: Watched, query: str) -> None:
    page = watched.page
    open_list(page, web, "skills")
    page.get_by_role("searchbox", name="Liste durchsuchen").press_sequentially(query)
    assert any("Einführung" in row["cells"][0] for row in shown(page)), shown(page)
    assert len(shown(page)) < total(page)


def test_text_filter_finds_other_names(web: Edition, watched: Watched) -> None:
    page = watched.page
    open_list(page, web, "skills", "q=data+quality")
    assert [row["cells"][0] for row in shown(page)] == ["Datenqualitätsmanagement"]


def test_skills_by_group_type_and_role(edition: Edition, watched: Watched) -> None:
    page = watched.page
    open_list(page, edition, "skills")
    box(page, "Gruppe", "Daten").check()
    box(page, "Typ", "Fertigkeit").check()
    page.get_by_role("combobox", name="Rolle").select_option("ai-data-engineer")
    rows = shown(page)
    assert rows
    # A skill may be in several groups.
    assert all("data" in row["group"].split() and row["type"] == "skill" for row in rows)
    assert all("ai-data-engineer" in row["role"] for row in rows)
    expect(count(page)).to_have_text(f"{len(rows)} von {total(page)} Kompetenzen")


def test_address_holds_the_state(edition: Edition, watched: Watched) -> None:
    """Filters and order are kept after a reload, by the language switch and on the way back from another page."""
    page = watched.page
    open_list(page, edition)
    box(page, "Kosten", "kostenlos").check()
    page.get_by_role("columnheader", name="Anbieter").get_by_role("button").click()
    titles = column(page, "title")
    expect_state(page, "sort=provider&cost=free")
    page.reload()
    assert column(page, "title") == titles
    expect(page.get_by_role("columnheader", name="Anbieter")).to_have_attribute("aria-sort", "ascending")
    page.locator(f"{ROWS}:not([hidden]) th a").first.click()
    page.wait_for_function("!document.querySelector('form.ra-filter')")
    page.go_back()
    page.locator("form.ra-filter:not([hidden])").wait_for()
    assert column(page, "title") == titles
    page.locator("[data-ra-language]").first.click()
    page.wait_for_url("**/en/**")
    page.locator("form.ra-filter:not([hidden])").wait_for()
    expect_state(page, "sort=provider&cost=free")
    assert len(shown(page)) == len(titles)
    assert watched.errors == []


@pytest.mark.parametrize(
    "state",
    ["kind=nonsense&constructor=1&__proto__=x", "skill=no-such-skill&sort=height", "%E0%A4%A&&=&kind", "q=%20%20"],
)
def test_unknown_state_is_ignored(edition: Edition, watched: Watched, state: str) -> None:
    page = watched.page
    open_list(page, edition, state=state)
    assert len(shown(page)) == total(page)
    assert watched.errors == []


def test_anchors_still_lead_to_headings(edition: Edition, watched: Watched) -> None:
    """A link to a heading leaves the filters unchanged; a link to another state sets them."""
    page = watched.page
    open_list(page, edition, "skills", "group=data")
    narrowed = len(shown(page))
    page.evaluate(
        """new Promise(done => {
          addEventListener("hashchange", () => { requestAnimationFrame(done); }, { once: true });
          location.hash = "group-cloud";
        })"""
    )
    assert len(shown(page)) == narrowed
    assert page.locator("#group-cloud").evaluate(
        "heading => Math.abs(heading.getBoundingClientRect().top) < innerHeight"
    )
    page.evaluate("location.hash = '?type=transversal'")
    page.wait_for_function("document.querySelector('[name=type][value=transversal]').checked")
    assert {row["type"] for row in shown(page)} == {"transversal"}


def test_nothing_found_says_what_to_loosen(edition: Edition, watched: Watched) -> None:
    page = watched.page
    open_list(page, edition, state="kind=course&state=retired")
    assert shown(page) == []
    expect(count(page)).to_have_text(f"0 von {total(page)} Einträgen")
    way = page.locator(".ra-filter__empty button").first
    text = way.text_content() or ""
    assert text.startswith("Ohne „Stand: eingestellt“: ")
    way.click()
    assert len(shown(page)) == int(text.rsplit(" ", 1)[1]) > 0
    assert page.evaluate("document.activeElement !== document.body")


def test_nothing_found_although_one_filter_less(web: Edition, watched: Watched) -> None:
    """If removing either of two filters alone finds nothing, removing both together is offered."""
    page = watched.page
    open_list(page, web, state="kind=course&state=retired&q=zzzz")
    ways = page.locator(".ra-filter__empty button").all_text_contents()
    assert ways
    assert all(" + " in way and "zzzz" in way for way in ways)


def test_chips_remove_their_filter(edition: Edition, watched: Watched) -> None:
    page = watched.page
    open_list(page, edition, state="kind=course&cost=free")
    page.get_by_role("button", name="Filter entfernen: Kosten: kostenlos").click()
    expect_state(page, "kind=course")
    assert page.evaluate("document.activeElement.textContent") == "Art: Kurs"


def focused(page: Page) -> str:
    name: str = page.evaluate(
        "(({name, localName, textContent}) => name || localName + ':' + textContent.trim())(document.activeElement)"
    )
    return name


def test_keyboard_only(edition: Edition, watched: Watched) -> None:
    """From the text field, Tab reaches the fold, lists, boxes and heads of columns; Space and Enter use them."""
    page = watched.page
    open_list(page, edition)
    page.get_by_role("searchbox", name="Liste durchsuchen").focus()
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1] == "kind" and page.evaluate("document.activeElement.value") == "course":
            page.keyboard.press("Space")
        if seen[-1] == "button:Titel":
            page.keyboard.press("Enter")
            break
    assert [name for name in seen if name in ("skill", "step", "role", "provider", "format")] == [
        "skill",
        "step",
        "role",
        "provider",
        "format",
    ]
    assert {row["kind"] for row in shown(page)} == {"course"}
    expect(page.locator("[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("address", ["trainings", "skills"])
def test_whole_list_without_javascript(edition: Edition, chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(edition.url("de", address))
    expect(page.locator("form.ra-filter")).to_be_hidden()
    expect(page.locator(".ra-list button")).to_have_count(0)
    rows = page.locator(ROWS)
    assert rows.count() > 50
    expect(rows.last).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ["trainings", "skills", "compare", "compare/ai-ethicist--ai-trainer"])
@pytest.mark.parametrize("width", [390, 768])
def test_small_screens(edition: Edition, watched: Watched, address: str, width: int) -> None:
    """Nothing overflows. Lists become cards, with a label where a number has none, and the filters are folded."""
    page = watched.page
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(edition.url("de", address))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if page.locator("form.ra-filter").count():
        expect(page.locator(".ra-filter__facets")).to_be_hidden()
        page.locator(".ra-filter summary").click()
        expect(page.locator(".ra-filter__facets")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if address == "skills":  # whose cells hold only a number
        label = page.locator(f"{ROWS} td").nth(2).evaluate("cell => getComputedStyle(cell, '::before').content")
        assert label == '"Rollen"'


def test_print_shows_the_filtered_list(edition: Edition, watched: Watched) -> None:
    page = watched.page
    open_list(page, edition, state="kind=exam")
    narrowed = len(shown(page))
    page.emulate_media(media="print")
    assert len(shown(page)) == narrowed < total(page)
    expect(page.get_by_role("searchbox", name="Liste durchsuchen")).to_be_hidden()
    expect(page.locator(".ra-filter__chips")).to_have_text("Art: Prüfung")
    expect(count(page)).to_be_visible()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_comparison_without_javascript(edition: Edition, chromium: Browser, media: str) -> None:
    """All parts of a comparison are shown, once unfolded on the screen; in print the folds are open."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(edition.url("de", "compare/ai-ethicist--ai-trainer"))
    page.emulate_media(media=media)  # type: ignore[arg-type]
    for anchor in ("shared", "only", "way-right", "way-left"):
        expect(page.locator(f"#{anchor}")).to_be_visible()
    expect(page.locator(".ra-bridges li").first).to_be_visible()
    leg, equal = page.locator(".ra-legs a").first, page.locator("details .ra-duo td").first
    if media == "screen":
        expect(leg).to_be_hidden()
        page.locator("summary:has(+ * .ra-legs)").first.click()
        page.locator("summary:has(+ .ra-duo)").first.click()
    for part in (leg, equal):
        assert part.evaluate("part => part.getBoundingClientRect().height > 0 && part.checkVisibility()")
    context.close()


@pytest.mark.audit  # times are measured where nothing else runs
def test_three_thousand_rows_filter_fast(web: Edition, watched: Watched) -> None:
    """A filter takes under 50 ms of script for 3,000 rows; the best of five counts, since the machine may be busy."""
    page = watched.page
    page.route("**/assets/lists.js", lambda route: route.abort())
    page.goto(web.url("de", "trainings"))
    page.evaluate("""() => {
        const body = document.querySelector('.ra-list tbody'), rows = [...body.rows];
        while (body.rows.length < 3000) body.append(rows[body.rows.length % rows.length].cloneNode(true));
    }""")
    page.unroute("**/assets/lists.js")
    page.add_script_tag(url=web.url("de") + "assets/lists.js")
    times = page.evaluate("""() => [1, 2, 3, 4, 5].map(() => {
        const box = document.querySelector('[name=kind][value=course]'), start = performance.now();
        box.click();
        return performance.now() - start;
    })""")
    assert page.locator(f"{ROWS}:not([hidden])").count() > 1000
    assert min(times) < 50, times


def test_weight(web_site: Path) -> None:
    """Compressed, the script takes under 4.5 kB and the HTML of the trainings under 40 kB, far below the 150 kB of a first view."""
    assert len(gzip.compress((web_site / "de/assets/lists.js").read_bytes(), mtime=0)) < 4_500
    assert len(gzip.compress((web_site / "de/trainings/index.html").read_bytes(), mtime=0)) < 40_000
