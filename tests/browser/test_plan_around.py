"""The pages that link the learning plan: the finder, the roles and their sheets for HR."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.render.views.finder import LEAST
from tests.browser.conftest import Edition
from tests.browser.planning import LANGUAGES, TARGET, data, name_of, open_plan


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finder_answers_and_answers_again_on_the_way_back(page: Page, edition: Edition, language: str) -> None:
    page.goto(edition.url(language))
    page.locator("#ra-finder summary").click()
    like, leave = page.locator("#finder-like"), page.locator("#finder-leave")
    like.select_option("governance")
    expect(leave.locator("option[value=governance]")).to_be_disabled()
    page.locator("#ra-finder form button").click()
    first = page.locator("#finder-result li").first
    expect(first).to_contain_text({"de": "KI-Ethiker/in", "en": "AI ethicist"}[language])
    # Other roles have less than the share of a clear fit, and are not suggested.
    expect(page.locator("#finder-result li")).to_have_count(1)
    expect(page.locator("#finder-result p").first).to_be_hidden()
    first.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text({"de": "KI-Ethiker/in", "en": "AI ethicist"}[language])
    page.go_back()
    expect(page.locator("#finder-result li").first).to_be_visible()


def test_the_finder_says_when_no_role_clearly_fits(page: Page, web: Edition) -> None:
    """The closest role is named with its share."""
    page.goto(web.url("de"))
    page.locator("#ra-finder summary").click()
    page.locator("#finder-like").select_option("security")
    page.locator("#ra-finder form button").click()
    expect(page.locator("#finder-result > p")).to_contain_text(f"{LEAST} %")
    expect(page.locator("#finder-result li")).to_have_count(1)


def test_a_role_leads_to_its_plan_and_its_sheet(page: Page, edition: Edition) -> None:
    page.goto(edition.url("en", f"roles/{TARGET}"))
    page.get_by_role("link", name="Open my plan for this role").click()
    expect(page.locator("#ra-plan")).to_be_visible()
    expect(page.locator("#plan-target option:checked")).to_have_text(name_of(page, "roles", TARGET))
    page.goto(edition.url("en", f"roles/{TARGET}"))
    page.get_by_role("link", name="Profile sheet").click()
    page.locator("#talk + p + p button").click()
    expect(page.locator("#talk + p + p [role=status]")).not_to_be_empty()
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_has_a_sheet_of_two_pages(page: Page, web: Edition, language: str) -> None:
    open_plan(page, web, language)
    for row in data(page)["roles"]:
        page.goto(web.url(language, f"roles/{row[1]}/sheet"))
        document = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", document)) <= 2, row[1]
        expect(page.locator("#talk-text")).to_contain_text(row[2])
        expect(page.locator("#advertisement-text")).not_to_be_empty()
