"""The learning plan by keyboard alone, with a screen reader, on a phone and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Edition
from tests.browser.planning import LANGUAGES, OCCUPATION, TARGET, cards, choose, left, name_of, open_plan, rows


def test_by_keyboard_alone(page: Page, edition: Edition) -> None:
    open_plan(page, edition)
    page.locator("#plan-occupation").focus()
    page.keyboard.type(name_of(page, "occupations", OCCUPATION)[:10])
    page.keyboard.press("Tab")
    expect(page.locator("#plan-target")).to_be_focused()
    page.keyboard.type(name_of(page, "roles", TARGET)[:6])
    expect(page.locator("#plan-target option:checked")).to_have_text(name_of(page, "roles", TARGET))
    count = left(page)

    def tab_to(selector: str) -> None:
        for _ in range(400):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", f"no focus to see on {selector}"
                return
        pytest.fail(f"Tab never reaches {selector}")

    tab_to("#plan-week")
    tab_to("#plan-filters summary")
    page.keyboard.press("Enter")
    tab_to("#plan-free")
    page.keyboard.press("Space")
    expect(page.locator("#plan-free")).to_be_checked()
    page.keyboard.press("Space")
    tab_to(".ra-planstep h3 a")
    tab_to(".ra-planstep input[type=checkbox]")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.matches('.ra-planstep input')")
    assert left(page) < count
    tab_to(".ra-planstep summary")
    page.keyboard.press("Enter")
    tab_to("#plan-phases summary")
    page.keyboard.press("Enter")
    expect(page.locator(".ra-planrow")).not_to_have_count(0)
    tab_to(".ra-planrow input")
    tab_to("#plan-asked input[type=radio]")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#plan-asked .ra-ask").first.get_by_role("radio").nth(1)).to_be_checked()
    assert page.evaluate("document.activeElement.type") == "radio"
    tab_to("#plan-copy")
    page.keyboard.press("Enter")
    # Match the words, since the notice of the last answer may still be shown if copying is slow.
    expect(page.locator("#plan-notice")).to_contain_text(re.compile("copied|copy the selected"))
    tab_to("#plan-notice button")
    page.keyboard.press("Enter")
    expect(page.locator("#plan-notice")).to_be_empty()
    expect(page.locator("h2#steps")).to_be_focused()


def test_changes_are_announced_once_after_a_pause(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    page.wait_for_function("document.getElementById('plan-spoken').textContent !== ''")
    page.evaluate(
        """() => {
          window.said = 0;
          const all = { childList: true, characterData: true, subtree: true };
          new MutationObserver(() => window.said++).observe(document.getElementById("plan-spoken"), all);
        }"""
    )
    radios = page.locator("#plan-asked .ra-ask").first.get_by_role("radio")
    # All in one call: on a busy machine, the pause between several calls would be long enough for an announcement.
    radios.evaluate_all("inputs => inputs.slice(1, 4).forEach(input => { input.click(); })")
    page.wait_for_function("window.said > 0")
    page.wait_for_timeout(300)  # time for a second announcement
    assert page.evaluate("window.said") == 1
    expect(page.locator("#plan-spoken")).to_contain_text(name_of(page, "roles", TARGET))
    assert page.locator("#plan-spoken").get_attribute("role") == "status"
    page.locator("#plan-clear").click()
    expect(page.locator("#plan-spoken")).not_to_contain_text(name_of(page, "roles", TARGET))


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_nothing_is_cut_and_targets_are_large(page: Page, edition: Edition, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_plan(page, edition, language)
    choose(page)
    page.evaluate("document.querySelectorAll('#ra-plan details').forEach(details => { details.open = true; })")
    expect(rows(page)).not_to_have_count(0)
    expect(cards(page)).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        """() => [...document.querySelectorAll("#ra-plan :is(button, select, summary, input, label:has(input))")]
          .filter(node => node.checkVisibility() && !(node.labels && node.closest("label")))
          .map(node => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24).map(([html, box]) => [html, box.width, box.height])"""
    )
    assert small == []


def test_without_javascript_the_page_explains_and_leads_to_the_paths(chromium: Browser, edition: Edition) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(edition.url("de", "plan"))
    expect(page.locator("#ra-plan")).to_be_hidden()
    expect(page.locator("noscript p")).to_be_visible()
    link = page.locator(".ra-plan-paths a").first
    link.click()
    expect(page.locator("#path")).to_be_visible()
    page.goto(edition.url("de"))
    expect(page.locator("#ra-finder")).to_be_hidden()
    context.close()
