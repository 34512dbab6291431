"""The learning plan in a browser, over http and from file://: the whole journey, saved files, and what is stored."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition
from tests.browser.planning import (
    OCCUPATION,
    SAVED,
    TARGET,
    cards,
    choose,
    code_of,
    data,
    left,
    name_of,
    open_plan,
    question,
    rows,
    saved_text,
    wait_saved,
)


def slot(text: str) -> Any:
    """Return the only event of a calendar file, as a library by others reads it."""
    calendar = icalendar.Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert (calendar.errors, event.errors) == ([], [])
    return event


@pytest.mark.parametrize(
    ("edition", "language"),
    [
        ("web", "de"),
        ("offline", "en"),
        pytest.param("web", "en", marks=pytest.mark.audit),
        pytest.param("offline", "de", marks=pytest.mark.audit),
    ],
    indirect=["edition"],
)
def test_the_whole_journey(page: Page, edition: Edition, language: str, tmp_path: Path) -> None:
    open_plan(page, edition, language)
    expect(page.locator("#plan-case")).to_be_visible()
    expect(page.locator("#plan-result")).to_be_hidden()
    choose(page)

    # At most three steps, each with a goal and a unit; an offer's name links to its provider.
    expect(cards(page)).to_have_count(3)
    address = cards(page).first.locator("h3 a")
    assert (address.get_attribute("href") or "").startswith("https://")
    assert address.get_attribute("rel") == "noopener noreferrer"
    assert address.get_attribute("class") == "ra-out"
    expect(cards(page).first.locator(".ra-planstep__goals li")).not_to_have_count(0)

    # The requirements of the first grade are asked first, each with one choice of: none and every level.
    role = next(row for row in data(page)["roles"] if row[1] == TARGET)
    expect(page.locator("#plan-asked .ra-ask")).to_have_count(len(role[3][0][1]))
    expect(page.locator("#plan-asked .ra-ask").first.get_by_role("radio")).to_have_count(len(data(page)["levels"]) + 1)
    before = left(page)

    # A level takes effect at once, shows its statement and can be undone.
    row = question(page, "model-evaluation")
    row.get_by_role("radio").nth(2).check()
    statement = next(skill for skill in data(page)["skills"] if skill[1] == "model-evaluation")[4][1]
    expect(row).to_contain_text(statement)
    assert left(page) < before
    page.locator("#plan-notice button").first.click()
    expect(row.get_by_role("radio").first).to_be_checked()
    assert left(page) == before
    row.get_by_role("radio").nth(2).check()

    # A filter hides offers, leaves no step without a unit and can be undone.
    page.locator("#plan-filtered").click()
    spoken = page.locator("#plan-languages input:checked")  # the languages that readers of the page understand
    while spoken.count():
        spoken.first.uncheck()
    units = rows(page).count()
    page.locator("#plan-free").check()
    page.locator("#plan-languages").get_by_role("checkbox").first.check()
    expect(page.locator("#plan-filtered")).to_contain_text(re.compile("kostenlos, Deutsch|free, German"))
    assert rows(page).count() >= units
    page.locator("#plan-languages").get_by_role("checkbox").first.uncheck()
    page.locator("#plan-free").uncheck()

    # Another offer, a tick and other hours per week.
    card = cards(page).filter(has=page.locator("summary", has_text=re.compile("andere|other"))).first
    card.locator("summary", has_text=re.compile("andere|other")).click()
    wanted = card.locator("li:has(button) a").first.text_content() or ""
    card.locator("li button").first.click()
    expect(cards(page).filter(has_text=wanted).first).to_contain_text(re.compile("Ihre Wahl|your choice"))
    assert page.evaluate("document.activeElement.closest('.ra-planstep')?.textContent").count(wanted)
    done = cards(page).nth(1).locator("h3").inner_text()
    cards(page).nth(1).get_by_role("checkbox").click()  # which disappears with its card
    expect(page.locator("#plan-notice")).to_contain_text(done)
    expect(cards(page).filter(has=page.locator("h3", has_text=done))).to_have_count(0)
    assert page.evaluate("document.activeElement.type") == "checkbox"
    expect(page.locator(".ra-planrow--done")).not_to_have_count(0)
    page.locator("#plan-week").fill("6")
    page.locator("#plan-week").press("Tab")
    summary = page.locator("#plan-summary").inner_text()
    assert "6 " in summary

    # The address alone restores the plan.
    address_bar = wait_saved(page)
    assert SAVED.search(address_bar)
    assert len(address_bar.partition("#")[2]) < 200
    page.evaluate("localStorage.clear()")
    open_plan(page, edition, language, address_bar.partition("#")[2])
    expect(page.locator("#plan-summary")).to_have_text(summary, use_inner_text=True)
    expect(cards(page).filter(has_text=wanted).first).to_contain_text(re.compile("Ihre Wahl|your choice"))

    # Save it as JSON and Markdown with links, delete everything, load the JSON again.
    text = saved_text(page, "#plan-json")
    saved = tmp_path / "plan.json"
    saved.write_text(text, encoding="utf-8")
    file = json.loads(text)
    assert file["levels"] == {"model-evaluation": data(page)["levels"][1][0]}
    assert all(unit["practice"] or unit["training"]["url"].startswith("http") for unit in file["plan"]["units"])
    markdown = saved_text(page, "#plan-markdown")
    assert markdown.count("- [ ] **") + markdown.count("- [x] **") == rows(page).count() == len(file["plan"]["units"])
    assert markdown.count("](<http" if edition.name == "web" else "](<file") >= len(file["plan"]["units"])
    assert markdown.count("- [x] **") == sum(unit["done"] for unit in file["plan"]["units"]) > 0
    page.locator("#plan-clear").click()
    expect(page.locator("#plan-result")).to_be_hidden()
    assert "v=1" not in wait_saved(page)
    page.locator("#plan-import").set_input_files(saved)
    expect(page.locator("#plan-summary")).to_have_text(summary, use_inner_text=True)


def test_a_calendar_file_holds_a_slot_each_week(page: Page, edition: Edition) -> None:
    open_plan(page, edition, "de")
    choose(page)
    page.locator("#plan-week").fill("7.5")
    page.locator("#plan-week").press("Tab")
    page.locator("#plan-day").select_option(index=3)
    page.locator("#plan-clock").fill("18:30")
    wait_saved(page)
    text = saved_text(page, "#plan-ics")
    assert text.count("\r\n") == text.count("\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    event = slot(text)
    start = event.decoded("dtstart")
    assert (start.tzinfo, start.weekday(), start.time()) == (None, 3, datetime.time(18, 30))
    assert datetime.date.today() <= start.date() < datetime.date.today() + datetime.timedelta(days=8)
    assert event.decoded("duration") == datetime.timedelta(hours=2.5)  # three short evenings instead of a long one
    low, high = map(int, re.findall(r"(\d+) bis (\d+) Stunden", page.locator(".ra-plan-now").inner_text())[0])
    assert event["rrule"]["FREQ"] == ["WEEKLY"]
    assert event["rrule"]["BYDAY"] == ["TH", "SA", "MO"]
    assert 3 * min(26, low // 7.5) <= event["rrule"]["COUNT"][0] <= 3 * min(26, high // 7.5 + 1)
    assert name_of(page, "roles", TARGET) in event["summary"]
    assert page.url in event["description"]
    assert str(event["url"]) == page.url
    # The same plan has the same UID, so that a second file replaces the first; another plan has another UID.
    assert slot(saved_text(page, "#plan-ics"))["uid"] == event["uid"]
    choose(page, "", "ai-ethicist")
    assert slot(saved_text(page, "#plan-ics"))["uid"] != event["uid"]


def test_a_plan_prints_on_two_pages(page: Page, web: Edition) -> None:
    open_plan(page, web, "de")
    roles = [row[1] for row in data(page)["roles"]]
    starts = [(OCCUPATION, TARGET), *(("", role) for role in roles[::2])]
    plain, hidden = "", "?v=1&f=1&k=reading"  # filters that leave long practices
    for state, (occupation, target) in [
        *((plain, start) for start in starts),
        *((hidden, ("", role)) for role in roles[1::3]),
    ]:
        page.evaluate("localStorage.clear()")
        open_plan(page, web, "de", state)
        choose(page, occupation, target)
        wait_saved(page)
        document = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", document)) <= 2, target
        # The printed sheet has all units up to the next grade with their addresses, and no controls.
        page.emulate_media(media="print")
        expect(page.locator("#ra-plan")).to_be_hidden()
        sheet = page.locator("#plan-paper")
        found = re.findall(r"\((?:(\d+) Angebote?)?(?:, )?(?:(\d+) Übung)?", sheet.inner_text())[0]
        offers, practices = (int(number or 0) for number in found)
        expect(sheet.locator("li")).to_have_count(offers + practices)
        expect(sheet.locator("li .ra-paper__url")).to_have_count(offers)
        assert sheet.locator("li .ra-paper__url").first.inner_text().startswith("https://")
        expect(sheet).to_contain_text(page.url)
        page.emulate_media(media="null")
        expect(page.locator("#plan-paper")).to_be_hidden()


def test_the_language_switch_takes_the_plan_along(page: Page, edition: Edition) -> None:
    open_plan(page, edition, "de")
    choose(page)
    numbers = sorted(re.findall(r"\d+", page.locator("#plan-summary").inner_text()))
    page.locator("[data-ra-language]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#plan-target option:checked")).to_have_text(name_of(page, "roles", TARGET))
    assert sorted(re.findall(r"\d+", page.locator("#plan-summary").inner_text())) == numbers


def test_local_storage_keeps_the_plan(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    summary = page.locator("#plan-summary").inner_text()
    wait_saved(page)
    open_plan(page, web)
    expect(page.locator("#plan-summary")).to_have_text(summary, use_inner_text=True)
    page.locator("#plan-clear").click()
    wait_saved(page)
    open_plan(page, web)
    expect(page.locator("#plan-result")).to_be_hidden()


def test_an_occupation_comes_along_where_the_plan_has_none(page: Page, edition: Edition) -> None:
    address = edition.url("en", "plan")
    page.goto(f"{address}?from={OCCUPATION}")
    expect(page.locator("#plan-occupation option:checked")).to_have_text(name_of(page, "occupations", OCCUPATION))
    expect(page.locator(".ra-stand")).to_have_count(len(data(page)["roles"]))
    target, other = code_of(page, "roles", TARGET), code_of(page, "occupations", "data-engineer")
    page.goto("about:blank")
    page.goto(f"{address}?from={OCCUPATION}#?v=1&t={target}")
    expect(page.locator("#plan-occupation option:checked")).to_have_text(name_of(page, "occupations", OCCUPATION))
    expect(cards(page)).to_have_count(3)
    page.goto("about:blank")
    page.goto(f"{address}?from={OCCUPATION}#?v=1&t={target}&o={other}")
    expect(page.locator("#plan-occupation option:checked")).to_have_text(name_of(page, "occupations", "data-engineer"))
    page.goto("about:blank")  # leaving the page saves
    page.goto(edition.url("en", "glossary"))
    page.evaluate("localStorage.clear()")
    page.goto(f"{address}?from=nobody")
    expect(page.locator("#plan-occupation")).to_have_value("-1")


def test_every_change_can_be_undone(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    state = wait_saved(page)
    undo = page.locator("#plan-notice").get_by_role("button").first
    changes = (
        lambda: cards(page).first.get_by_role("checkbox").click(),
        lambda: page.locator("#plan-asked .ra-ask").first.get_by_role("radio").nth(4).check(),
        lambda: page.locator("#plan-target").select_option(index=2),
        lambda: page.locator("#plan-clear").click(),
    )
    for change in changes:
        change()
        wait_saved(page)
        assert page.url != state
        undo.click()
        wait_saved(page)
        assert page.url == state
        # The focus moves to the start of the plan; it is not lost with the button.
        expect(page.locator("h2#steps")).to_be_focused()


def test_an_occupation_alone_shows_the_roles_near_it(page: Page, web: Edition) -> None:
    open_plan(page, web)
    expect(page.locator("#plan-near")).to_be_hidden()
    page.locator("#plan-occupation").select_option(label=name_of(page, "occupations", OCCUPATION))
    expect(page.locator(".ra-stand")).to_have_count(len(data(page)["roles"]))
    hours = [int(re.findall(r"to (\d+) hours", text)[0]) for text in page.locator(".ra-stand").all_inner_texts()]
    assert hours[0] < hours[-1]
    name = page.locator(".ra-stand a").first.inner_text()
    said = page.locator(".ra-stand p").nth(1).inner_text()
    page.locator(".ra-stand button").first.click()
    expect(page.locator("#plan-target option:checked")).to_have_text(name)
    expect(page.locator("#plan-target")).to_be_focused()
    expect(page.locator("#plan-near")).to_be_hidden()
    # The list and the plan show the same figures.
    expect(page.locator(".ra-plan-now")).to_have_text(said)
