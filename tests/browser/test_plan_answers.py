"""The learning plan in a browser: questions and ticks, special cases, and states and files from elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Edition, Watched
from tests.browser.planning import (
    LANGUAGES,
    OCCUPATION,
    TARGET,
    cards,
    choose,
    code_of,
    data,
    everything_at,
    left,
    name_of,
    open_plan,
    question,
    rows,
    saved_text,
    wait_saved,
)


def test_one_set_of_levels_serves_all_roles(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page, "", TARGET)
    question(page, "ai-fundamentals").get_by_role("radio").nth(3).check()
    choose(page, "", "ai-ethicist")
    expect(question(page, "ai-fundamentals").get_by_role("radio").nth(3)).to_be_checked()


def test_areas_stand_for_an_occupation_that_is_not_listed(page: Page, web: Edition) -> None:
    page.goto(f"{web.url('en', 'plan')}#plan-unlisted")
    areas = page.locator("#plan-groups select")
    expect(areas.first).to_be_visible()
    for area in areas.all():
        area.select_option(value="0")  # "nothing yet" is an answer too
    roles = page.locator(".ra-stand")
    expect(roles).to_have_count(len(data(page)["roles"]))
    nothing = roles.first.inner_text()
    areas.first.select_option(value="2")
    expect(page.locator("#plan-notice")).to_contain_text("The roles below")
    expect(roles.first).not_to_have_text(nothing, use_inner_text=True)
    # A skill that presupposes others counts one level lower than the answer.
    wait_saved(page)
    levels = json.loads(saved_text(page, "#plan-json"))["levels"]
    scale = ["none", *(level[0] for level in data(page)["levels"])]
    for skill in data(page)["skills"]:
        expected = (1 if skill[7] else 2) if skill[3] == 0 else 0
        assert scale.index(levels[skill[1]]) == expected, skill[1]


def test_the_occupation_of_the_plan_replaces_that_of_the_address(page: Page, web: Edition) -> None:
    page.goto(f"{web.url('en', 'plan')}?from={OCCUPATION}")
    expect(page.locator(".ra-from")).to_have_count(1)
    page.locator("#plan-occupation").select_option(label=name_of(page, "occupations", "data-engineer"))
    expect(page.locator(".ra-from")).to_have_count(0)
    assert "from=data-engineer" in page.url
    page.locator("#plan-clear").press("Enter")
    expect(page.locator("#plan-occupation")).to_have_value("-1")
    assert "from=" not in wait_saved(page)
    page.reload()
    expect(page.locator("#ra-plan")).to_be_visible()
    expect(page.locator("#plan-occupation")).to_have_value("-1")


@pytest.mark.parametrize(("typed", "taken"), [("100", "80"), ("0", "0.5"), ("7.25", "7.25"), ("", "5")])
def test_hours_beyond_the_limits_become_the_nearest(page: Page, web: Edition, typed: str, taken: str) -> None:
    open_plan(page, web)
    choose(page)
    page.locator("#plan-week").fill(typed)
    page.locator("#plan-week").press("Tab")
    expect(page.locator("#plan-week")).to_have_value(taken)


def test_the_keyboard_takes_a_change_back(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    title = cards(page).first.locator("h3").inner_text()
    cards(page).first.get_by_role("checkbox").press("Space")
    expect(page.locator("#plan-notice")).to_contain_text(title)
    page.keyboard.press("Control+z")
    expect(cards(page).first.locator("h3")).to_have_text(title, use_inner_text=True)
    expect(page.locator("h2#steps")).to_be_focused()


def test_other_skills_by_role_group_and_search(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    page.locator("#plan-more > summary").press("Enter")
    others = page.locator("#plan-others .ra-ask")
    expect(others).not_to_have_count(0)
    everything = others.count()
    page.locator("#plan-by-group").select_option(index=1)
    assert 0 < others.count() < everything
    page.locator("#plan-by-group").select_option(index=0)
    page.locator("#plan-by-role").select_option(label=name_of(page, "roles", "ai-business-strategist"))
    assert 0 < others.count() < everything
    page.locator("#plan-by-role").select_option(index=0)
    page.locator("#plan-search").fill("chang")
    expect(others).to_have_count(1)
    others.first.get_by_role("radio").nth(4).check()
    page.locator("#plan-search").fill("no such skill")
    expect(others).to_have_count(0)
    expect(page.locator("#plan-found")).not_to_be_empty()
    choose(page, "", "ai-business-strategist")
    expect(question(page, "change-management").get_by_role("radio").nth(4)).to_be_checked()


@pytest.mark.parametrize("query", ["einführung", "EINFUEHRUNG", "Einfuhrung"])
def test_skills_are_found_as_lists_and_search_find_them(page: Page, web: Edition, query: str) -> None:
    open_plan(page, web, "de")
    choose(page)
    page.locator("#plan-more > summary").press("Enter")
    others = page.locator("#plan-others .ra-ask")
    expect(others).not_to_have_count(0)
    page.locator("#plan-search").fill(query)
    expect(others).to_have_count(1)
    expect(others).to_contain_text("Change-Management bei der KI-Einführung")


def test_ticks_reach_and_can_be_taken_over(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    count, before = rows(page).count(), left(page)
    for _ in range(2):
        cards(page).first.get_by_role("checkbox").click()
    expect(page.locator(".ra-planrow--done")).not_to_have_count(0)
    done = page.locator(".ra-planrow--done").count()
    expect(rows(page)).to_have_count(count)
    assert left(page) < before
    # A tick can be removed in its row, which keeps the focus.
    page.locator(".ra-planrow--done").first.get_by_role("checkbox").click()
    expect(page.locator(".ra-planrow--done")).to_have_count(done - 1)
    assert page.evaluate("document.activeElement.type") == "checkbox"
    rows(page).first.get_by_role("checkbox").check()
    now = left(page)
    page.locator("#plan-adopt button").click()
    expect(page.locator(".ra-planrow--done")).to_have_count(0)
    assert left(page) == now


def test_skills_show_what_one_has_and_needs(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    page.locator("#plan-skills > summary").press("Enter")
    needs = {
        skill for _, pairs in next(row for row in data(page)["roles"] if row[1] == TARGET)[3] for skill, _ in pairs
    }
    lines = page.locator("#plan-bars > li")
    assert lines.count() >= len(needs)
    line = lines.filter(
        has=page.get_by_role("link", name=name_of(page, "skills", "programming-python-sql"), exact=True)
    )
    expect(line).to_contain_text("now Awareness · To start: Working")
    assert line.locator("i").evaluate_all("cells => cells.map(cell => cell.className)")[:2] == ["on", "start"]


# Makes a step without any unit, since the shipped atlas may or may not have one.
NOBODY_TEACHES = """() => {
  const data = JSON.parse(document.getElementById("ra-plan-data").textContent);
  raPlan.read(data, { ...data, ...raPlan.details });
  Object.assign(data.skills[0], { practice: [""], trainings: [[]] });
  const app = { data, words: raPlan.words(data), page: raPlan.page(data), state: raPlan.empty(data) };
  return raPlan.take(app, "").practice({ steps: [{ skill: 0, rank: 1 }] });
}"""


def test_each_odd_case_has_its_words(page: Page, web: Edition) -> None:
    open_plan(page, web)
    case = page.locator("#plan-case")
    expect(case).to_contain_text("Choose your occupation, or estimate your level")
    target = code_of(page, "roles", TARGET)
    open_plan(page, web, "en", f"?v=1&t={target}")
    expect(case).to_be_hidden()
    expect(cards(page)).to_have_count(3)
    assert "no course, reading or exercise" in page.evaluate(NOBODY_TEACHES)
    open_plan(page, web, "en", f"?v=1&t={target}&d={everything_at(page, 4)}")
    expect(case).to_contain_text("You have ticked off every step")
    expect(cards(page)).to_have_count(0)
    expect(page.locator("#plan-print")).to_be_disabled()
    open_plan(page, web, "en", f"?v=1&t={target}&l={everything_at(page, 4)}")
    expect(case).to_contain_text("Target reached")
    expect(page.locator("#plan-result")).to_be_hidden()
    expect(page.locator("#plan-ics")).to_be_disabled()


def test_a_practised_step_says_what_the_filters_hid(page: Page, web: Edition) -> None:
    open_plan(page, web)
    target = code_of(page, "roles", TARGET)
    open_plan(page, web, "en", f"?v=1&t={target}&l={everything_at(page, 2)}&f=1&i=de&k=reading")
    hidden = cards(page).filter(has_text="No course or reading here matches your choices.")
    expect(hidden).not_to_have_count(0)
    expect(hidden.first).to_contain_text(re.compile(r"Taught in .*: \d"))
    expect(hidden.first.locator("h3")).to_contain_text("Practise: ")


def test_an_address_from_elsewhere_is_read_with_care(page: Page, web: Edition) -> None:
    open_plan(page, web)
    target = code_of(page, "roles", TARGET)
    # Ids that do not exist, ranks beyond the scale, unknown languages, broken numbers, keys of older links.
    open_plan(
        page,
        web,
        "en",
        f"?v=1&t={target}&o=zzzz&l=.zzzzyyyy.....zzzz&x=qqqq&e=zzzz12,&i=xx,de&k=exam&p=-3&w=1e9&f=maybe&new=1",
    )
    expect(page.locator("#plan-notice")).to_contain_text("5 entries refer to things the atlas no longer has")
    expect(page.locator("#plan-week")).to_have_value("5")
    expect(page.locator("#plan-free")).not_to_be_checked()
    expect(page.locator("#plan-target option:checked")).to_have_text(name_of(page, "roles", TARGET))
    open_plan(page, web, "en", "?v=99&t=anything")
    expect(page.locator("#plan-notice")).to_contain_text("another version")
    open_plan(page, web, "en", "levels")
    expect(page.locator("#plan-notice")).to_be_empty()


def test_the_first_step_stands_in_the_first_screens(page: Page, web: Edition) -> None:
    for (width, height), screens in {(1280, 900): 1, (390, 844): 2}.items():
        page.set_viewport_size({"width": width, "height": height})
        for language in LANGUAGES:
            open_plan(page, web, language)
            choose(page)
            box = cards(page).first.locator("h3 a").bounding_box()
            assert box
            assert box["y"] + box["height"] < screens * height, (width, language)


HOSTILE = "<img src=x onerror=window.hit=1>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not a learning plan"),
        ("{", "not a learning plan"),
        ("[]", "not a learning plan"),
        ('{"format":"something-else","version":1}', "not a learning plan"),
        ('{"format":"rollenatlas-plan","version":2}', "another version"),
        (
            json.dumps({
                "format": "rollenatlas-plan", "version": 1, "target": HOSTILE, "occupation": {"a": 1}, "done": ["x"],
                "levels": {HOSTILE: "expert", "__proto__": 3}, "hours": {"constructor": 5, HOSTILE: "9"},
                "picks": [HOSTILE, 3], "filters": {"languages": HOSTILE, "free": "yes"},
            }),
            "the atlas no longer has",
        ),
    ],
)  # fmt: skip
def test_a_file_from_elsewhere_is_read_with_care(
    page: Page, web: Edition, tmp_path: Path, content: str, words: str
) -> None:
    open_plan(page, web)
    choose(page)
    file = tmp_path / "plan.json"
    file.write_text(content, encoding="utf-8")
    page.locator("#plan-import").set_input_files(file)
    expect(page.locator("#plan-notice")).to_contain_text(words)
    assert page.evaluate("window.hit") is None
    if "no longer" not in words:
        expect(page.locator("#plan-target option:checked")).to_have_text(name_of(page, "roles", TARGET))


def test_hostile_content_stays_text(page: Page, web: Edition) -> None:
    def poison(route: Route) -> None:
        start, _, text = route.fetch().text().partition(" = ")
        details = json.loads(text.rstrip().removesuffix(";"))
        for row in details["skills"]:
            row[2], row[4], row[5] = HOSTILE, [HOSTILE] * len(row[4]), [HOSTILE] * len(row[5])
        for row in details["trainings"]:
            row[2], row[3], row[11] = HOSTILE, HOSTILE, HOSTILE
        route.fulfill(body=f"{start} = {json.dumps(details)};", content_type="text/javascript")

    page.route("**/plan/details.js", poison)
    open_plan(page, web)
    choose(page)
    page.evaluate("document.querySelectorAll('#ra-plan details').forEach(details => { details.open = true; })")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#plan-paper")).to_contain_text(HOSTILE)
    page.emulate_media(media="null")
    expect(cards(page).first).to_contain_text(HOSTILE)
    expect(rows(page).first).to_contain_text(HOSTILE)
    assert page.locator("#ra-plan img, #plan-paper img").count() == 0
    assert page.evaluate("window.hit") is None
    text = saved_text(page, "#plan-markdown")
    assert "<img" not in text.replace("\\<img", "")


def test_details_that_do_not_load_are_named(watched: Watched, web: Edition) -> None:
    page = watched.page
    page.route("**/plan/details.js", lambda route: route.abort())
    open_plan(page, web)
    page.locator("#plan-target").select_option(index=1)
    expect(page.locator("#plan-notice")).to_contain_text("could not be loaded")
    page.unroute("**/plan/details.js")
    page.locator("#plan-target").select_option(index=2)
    expect(cards(page)).not_to_have_count(0)
