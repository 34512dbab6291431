"""The order of lists in a browser, over http and from file://: sorting by titles, numbers and umlauts, which joins the groups of rows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition, Watched
from tests.browser.listing import COLUMNS, ROWS, column, open_list, shown


def collated(page: Page, texts: list[str]) -> list[str]:
    script = "texts => texts.sort(new Intl.Collator(document.documentElement.lang, {numeric: true}).compare)"
    result: list[str] = page.evaluate(script, texts)
    return result


@pytest.mark.parametrize("language", ["de", "en"])
def test_sorting_by_title(edition: Edition, watched: Watched, language: str) -> None:
    """The button in the head sorts up, then down, by the rules of the page's language; aria-sort says which."""
    page = watched.page
    open_list(page, edition, "skills", language=language)
    head = page.locator(".ra-list thead th").first
    button = head.get_by_role("button")
    expect(page.locator("[aria-sort]")).to_have_count(0)
    button.click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    titles = [row["cells"][0] for row in shown(page)]
    assert titles == collated(page, titles)
    button.click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert [row["cells"][0] for row in shown(page)] == titles[::-1]
    expect(page.locator("[aria-sort]")).to_have_count(1)


@pytest.mark.parametrize("name", ["skills", "trainings"])
def test_groups_of_rows_become_one_with_the_first_filter(web: Edition, watched: Watched, name: str) -> None:
    """Rows are in groups of 20 until the first filter or sorting joins them; none is lost or doubled."""
    page = watched.page
    open_list(page, web, name)
    links = page.locator(f"{ROWS} th a")
    before = links.evaluate_all("links => links.map(link => link.href)")
    groups = page.locator(".ra-list tbody")
    assert groups.count() == -(-len(before) // 20) > 1
    page.get_by_role("columnheader").nth(1).get_by_role("button").click()
    expect(groups).to_have_count(1)
    after = links.evaluate_all("links => links.map(link => link.href)")
    assert after != before
    assert sorted(after) == sorted(before)


def test_umlauts_sort_as_in_a_dictionary(web: Edition, watched: Watched) -> None:
    """Letters with umlauts sort as in a dictionary, not after z; numbers sort as numbers, and empty cells come last."""
    page = watched.page
    open_list(page, web)
    page.evaluate("""() => {
        const texts = ['Zebra', 'Ökologie', 'Ofen', 'Teil 10', 'Teil 9', 'Ähre', 'Apfel'];
        const rows = document.querySelectorAll('.ra-list tbody tr');
        rows.forEach((row, place) => row.cells[1].textContent = texts[place] || '');
    }""")
    head = page.get_by_role("columnheader", name="Anbieter").get_by_role("button")
    head.click()
    assert column(page, "provider")[:8] == ["Ähre", "Apfel", "Ofen", "Ökologie", "Teil 9", "Teil 10", "Zebra", ""]
    head.click()
    assert column(page, "provider")[:8] == ["Zebra", "Teil 10", "Teil 9", "Ökologie", "Ofen", "Apfel", "Ähre", ""]


@pytest.mark.parametrize("name", ["duration", "cost"])
@pytest.mark.parametrize("descending", [False, True])
def test_numbers_sort_as_numbers_and_unknown_comes_last(
    edition: Edition, watched: Watched, name: str, descending: bool
) -> None:
    page = watched.page
    open_list(page, edition, state=f"sort={'-' if descending else ''}{name}")
    values = [row["values"][COLUMNS[name]] for row in shown(page)]
    known = [float(value) for value in values if value]
    assert known == sorted(known, reverse=descending)
    assert len(known) > 5
    assert not any(values[len(known) :])
