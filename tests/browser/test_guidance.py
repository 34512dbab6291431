"""From the home page to a first step: by mouse and by keyboard, with and without JavaScript, on a desktop and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Edition, Watched

START = "data-scientist"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def first_step(page: Page) -> str:
    """Return the address of the first offer shown; it must have a link to its provider beside it."""
    unit = page.locator(".ra-near .ra-unit").first
    expect(unit).to_be_visible()
    assert (unit.locator("a.ra-out").first.get_attribute("href") or "").startswith("https://")
    return unit.locator(".ra-unit__offer a").first.get_attribute("href") or ""


@pytest.mark.parametrize(("language", "size"), [("de", PHONE), ("en", DESK)], ids=["phone", "desk"])
def test_two_choices_lead_to_a_first_step(
    watched: Watched, edition: Edition, language: str, size: dict[str, int]
) -> None:
    page = watched.page
    page.set_viewport_size(size)  # type: ignore[arg-type]  # playwright has a TypedDict for this
    page.goto(edition.url(language))
    page.select_option("#ra-occupation", START)
    page.click("#ra-begin button")
    assert "trainings/" in first_step(page)
    expect(page.locator(".ra-answer__title")).to_be_focused()
    assert f"from={START}" in page.url
    # Reloading shows the answer again.
    page.reload()
    first_step(page)
    expect(page.locator("#ra-occupation")).to_have_value(START)
    assert (watched.errors, watched.foreign) == ([], [])


def test_the_keyboard_alone_leads_there(watched: Watched, web: Edition) -> None:
    page = watched.page
    page.goto(web.url("en"))
    page.locator("#ra-occupation").focus()
    page.keyboard.type("Data scientist")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".ra-answer__title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#ra-answer a").first).to_be_focused()


def test_without_javascript_two_links_lead_there(chromium: Browser, edition: Edition) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(edition.url("de"))
    page.get_by_role("link", name="Data Scientist", exact=True).click()
    assert "trainings/" in first_step(page)
    context.close()


def test_the_occupation_travels_and_can_be_left_behind(watched: Watched, edition: Edition) -> None:
    page = watched.page
    page.goto(edition.url("en", f"occupations/{START}"))
    page.locator(".ra-near__role a").first.click()
    chip = page.locator(".ra-from")
    expect(chip).to_contain_text("Data scientist")
    expect(chip).to_contain_text("steps to go")
    page.locator("[data-ra-language]").first.click()
    page.wait_for_url(f"**/de/**from={START}*")
    expect(page.locator(".ra-from")).to_contain_text("Data Scientist")
    # Links within the site keep the occupation until the reader removes it.
    page.locator(".ra-sections a", has_text="Kompetenzen").click()
    page.wait_for_url(f"**from={START}*")
    page.locator(".ra-from button").click()
    expect(page.locator(".ra-from")).to_have_count(0)
    expect(page.locator("h1")).to_be_focused()
    assert "from=" not in page.url
    page.locator(".ra-sections a", has_text="Glossar").click()
    page.wait_for_url("**glossary**")
    assert "from=" not in page.url
    assert (watched.errors, watched.foreign) == ([], [])


@pytest.mark.parametrize("value", ["nobody", "<b>x</b>", "../../x", ""])
def test_an_unknown_occupation_changes_nothing(watched: Watched, web: Edition, value: str) -> None:
    page = watched.page
    page.goto(f"{web.url('en', 'roles/ai-trainer')}?from={value}")
    page.wait_for_timeout(300)
    assert page.locator(".ra-from").count() == 0
    page.goto(f"{web.url('en')}?from={value}")
    page.wait_for_timeout(300)
    assert page.locator("#ra-answer").inner_html() == ""
