"""The learning plan in a real browser, over http and from file://: the journey, odd cases, foreign input."""

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
    SAVED,
    TARGET,
    choose,
    code_of,
    data,
    everything_at,
    name_of,
    open_plan,
    question,
    steps,
    wait_saved,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_journey(page: Page, edition: Edition, language: str, tmp_path: Path) -> None:
    open_plan(page, edition, language)
    expect(page.locator("#plan-case")).to_be_visible()
    expect(page.locator("#plan-result")).to_be_hidden()
    choose(page)

    # Only the target's essential skills are asked, one choice each: none and every level.
    role = next(row for row in data(page)["roles"] if row[1] == TARGET)
    expect(page.locator("#plan-asked .ra-ask")).to_have_count(len(role[3]))
    expect(page.locator("#plan-asked .ra-ask").first.get_by_role("radio")).to_have_count(len(data(page)["levels"]) + 1)
    before = steps(page).count()

    # A level counts at once, here and for other roles, with its statement at hand.
    row = question(page, "model-evaluation")
    row.get_by_role("radio").nth(2).check()
    statement = next(skill for skill in data(page)["skills"] if skill[1] == "model-evaluation")[4][1]
    expect(row).to_contain_text(statement)
    expect(steps(page)).to_have_count(before - 2)

    # A filter hides, says so, and can be taken back.
    page.locator("#plan-free").check()
    page.locator("#plan-languages").get_by_role("checkbox").first.check()
    expect(page.locator(".ra-planstep__without").filter(has_text=re.compile(r": (keine|none)"))).not_to_have_count(0)
    page.locator("#plan-languages").get_by_role("checkbox").first.uncheck()
    page.locator("#plan-free").uncheck()

    # Another training instead, a tick, an own estimate.
    alternative = (
        page.locator(".ra-planstep__more")
        .filter(has=page.locator("summary", has_text=re.compile(r"weitere|other")))
        .first
    )
    alternative.locator("summary").click()
    wanted = alternative.locator("li a").first.text_content() or ""
    alternative.get_by_role("button").first.click()
    expect(page.locator(".ra-offer", has_text=wanted).first).to_contain_text(re.compile(r"^(Ihre Wahl|Your choice)"))
    steps(page).nth(3).get_by_role("checkbox").check()
    expect(steps(page).nth(3)).to_have_class(re.compile("ra-planstep--done"))
    page.locator("#plan-time summary").click()
    page.locator("#plan-week").fill("6")
    page.locator("#plan-chosen input").first.fill("7.5")
    page.locator("#plan-chosen input").first.press("Tab")
    length, summary = page.locator("#plan-length").inner_text(), page.locator("#plan-summary").inner_text()

    # The address alone brings it back, in the other language too.
    address = wait_saved(page)
    assert SAVED.search(address)
    assert len(address.partition("#")[2]) < 200
    page.evaluate("localStorage.clear()")
    open_plan(page, edition, language, address.partition("#")[2])
    expect(page.locator("#plan-length")).to_have_text(length)
    expect(page.locator("#plan-summary")).to_have_text(summary)
    expect(page.locator(".ra-offer", has_text=wanted).first).to_contain_text(re.compile(r"^(Ihre Wahl|Your choice)"))

    # Out as JSON and Markdown, everything deleted, in again.
    with page.expect_download() as download:
        page.locator("#plan-json").click()
    saved = tmp_path / "plan.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text())["levels"] == {"model-evaluation": data(page)["levels"][1][0]}
    with page.expect_download() as download:
        page.locator("#plan-markdown").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.count("- [ ] **") + text.count("- [x] **") == before - 2
    assert text.count("- [x] **") == 1
    page.locator("#plan-clear").click()
    expect(page.locator("#plan-result")).to_be_hidden()
    assert "v=1" not in wait_saved(page)
    page.locator("#plan-import").set_input_files(saved)
    expect(page.locator("#plan-length")).to_have_text(length)
    expect(page.locator("#plan-summary")).to_have_text(summary)


def test_a_plan_prints_on_two_pages(page: Page, web: Edition) -> None:
    for occupation, target in ((OCCUPATION, TARGET), ("data-protection-officer", "ai-ethicist"), ("", "ai-trainer")):
        open_plan(page, web, "de")
        choose(page, occupation, target)
        count = steps(page).count()
        document = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", document)) <= 2
        # The sheet, not the tool: every step, nothing to click.
        page.emulate_media(media="print")
        expect(page.locator("#plan-paper li")).to_have_count(count)
        expect(page.locator("#ra-plan")).to_be_hidden()
        page.emulate_media(media="null")
        expect(page.locator("#plan-paper")).to_be_hidden()


def test_the_language_switch_takes_the_plan_along(page: Page, edition: Edition) -> None:
    open_plan(page, edition, "de")
    choose(page)
    summary = re.findall(r"\d+", page.locator("#plan-summary").inner_text())
    page.locator("[data-ra-language]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#plan-target option:checked")).to_have_text(name_of(page, "roles", TARGET))
    assert re.findall(r"\d+", page.locator("#plan-summary").inner_text()) == summary


def test_local_storage_keeps_the_plan(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    count = steps(page).count()
    wait_saved(page)
    open_plan(page, web)
    expect(steps(page)).to_have_count(count)
    page.locator("#plan-clear").click()
    wait_saved(page)
    open_plan(page, web)
    expect(page.locator("#plan-result")).to_be_hidden()


def test_deleting_can_be_undone(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    count = steps(page).count()
    page.locator("#plan-clear").click()
    page.locator("#plan-notice").get_by_role("button").click()
    expect(steps(page)).to_have_count(count)
    expect(page.locator("#plan-occupation")).to_be_focused()


def test_standing_counts_for_every_role_and_leads_to_it(page: Page, web: Edition) -> None:
    open_plan(page, web)
    expect(page.locator(".ra-stand")).to_have_count(len(data(page)["roles"]))
    choose(page, OCCUPATION, TARGET)
    first = page.locator(".ra-stand").first
    expect(first).to_contain_text(name_of(page, "roles", TARGET))
    expect(first.get_by_role("button")).to_be_hidden()
    assert "%" not in page.locator("#plan-roles").inner_text()
    first.locator("summary").click()
    essential = next(row for row in data(page)["roles"] if row[1] == TARGET)[3]
    expect(first.locator("li")).to_have_count(len(essential))
    other = page.locator(".ra-stand").nth(1)
    name = other.locator(".ra-stand__role a").inner_text()
    other.get_by_role("button").click()
    expect(page.locator("#plan-target option:checked")).to_have_text(name)


def test_one_set_of_levels_serves_all_roles(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page, "", TARGET)
    question(page, "ai-fundamentals").get_by_role("radio").nth(3).check()
    choose(page, "", "ai-ethicist")
    expect(question(page, "ai-fundamentals").get_by_role("radio").nth(3)).to_be_checked()


def test_other_skills_by_role_group_and_search(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    page.locator("#plan-more summary").first.click()
    rows = page.locator("#plan-others .ra-ask")
    expect(rows).not_to_have_count(0)
    everything = rows.count()
    page.locator("#plan-by-group").select_option(index=1)
    assert 0 < rows.count() < everything
    page.locator("#plan-by-group").select_option(index=0)
    page.locator("#plan-by-role").select_option(label=name_of(page, "roles", "ai-business-strategist"))
    assert 0 < rows.count() < everything
    page.locator("#plan-by-role").select_option(index=0)
    page.locator("#plan-search").fill("chang")
    expect(rows).to_have_count(1)
    rows.first.get_by_role("radio").nth(4).check()
    page.locator("#plan-search").fill("no such skill")
    expect(rows).to_have_count(0)
    expect(page.locator("#plan-found")).not_to_be_empty()
    choose(page, "", "ai-business-strategist")
    expect(question(page, "change-management").get_by_role("radio").nth(4)).to_be_checked()


@pytest.mark.parametrize("query", ["einführung", "EINFUEHRUNG", "Einfuhrung"])
def test_skills_are_found_as_lists_and_search_find_them(page: Page, web: Edition, query: str) -> None:
    open_plan(page, web, "de")
    choose(page)
    page.locator("#plan-more summary").first.click()
    rows = page.locator("#plan-others .ra-ask")
    expect(rows).not_to_have_count(0)
    page.locator("#plan-search").fill(query)
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Change-Management bei der KI-Einführung")


def test_ticks_reach_and_can_be_taken_over(page: Page, web: Edition) -> None:
    open_plan(page, web)
    choose(page)
    count = steps(page).count()
    steps(page).first.get_by_role("checkbox").check()
    steps(page).nth(1).get_by_role("checkbox").check()
    expect(page.locator("#plan-summary")).to_contain_text("2 of them done")
    expect(steps(page)).to_have_count(count)
    page.locator("#plan-adopt button").click()
    expect(steps(page)).to_have_count(count - 2)
    expect(page.locator("#plan-summary")).to_contain_text("0 of them done")


# Whether the shipped atlas has such a step changes with its content, so one is made.
NOBODY_TEACHES = """() => {
  const data = JSON.parse(document.getElementById("ra-plan-data").textContent);
  raPlan.read(data, { ...data, ...raPlan.details });
  Object.assign(data.skills[0], { practice: [""], trainings: [[]] });
  return raPlan.words(data).without({ skill: 0, rank: 1, hidden: 0 }, { free: false, languages: [], kinds: [] });
}"""


def test_each_odd_case_has_its_words(page: Page, web: Edition) -> None:
    open_plan(page, web)
    case = page.locator("#plan-case")
    expect(case).to_contain_text("Choose a target role")
    target = code_of(page, "roles", TARGET)
    open_plan(page, web, "en", f"?v=1&t={target}")
    expect(case).to_contain_text("starts from nothing")
    expect(page.locator(".ra-planstep__without").filter(has_text="By practice only")).not_to_have_count(0)
    assert "neither course nor reading" in page.evaluate(NOBODY_TEACHES)
    open_plan(page, web, "en", f"?v=1&t={target}&d={everything_at(page, 4)}")
    expect(case).to_contain_text("All steps are ticked off")
    open_plan(page, web, "en", f"?v=1&t={target}&l={everything_at(page, 4)}")
    expect(case).to_contain_text("Target met")
    expect(page.locator("#plan-all-reached")).to_be_visible()
    expect(page.locator("#plan-print")).to_be_disabled()


def test_an_address_from_elsewhere_is_read_with_care(page: Page, web: Edition) -> None:
    open_plan(page, web)
    target = code_of(page, "roles", TARGET)
    # Ids that are gone, ranks beyond the scale, languages nobody teaches in, broken numbers.
    open_plan(
        page,
        web,
        "en",
        f"?v=1&t={target}&o=zzzz&l=.zzzzyyyy.....zzzz&x=qqqq&e=zzzz12,&i=xx,de&k=exam&p=-3&w=1e9&f=maybe",
    )
    expect(page.locator("#plan-notice")).to_contain_text("6 entries belong to records that no longer exist")
    expect(page.locator("#plan-week")).to_have_value("")
    expect(page.locator("#plan-free")).not_to_be_checked()
    expect(page.locator("#plan-target option:checked")).to_have_text(name_of(page, "roles", TARGET))
    open_plan(page, web, "en", "?v=99&t=anything")
    expect(page.locator("#plan-notice")).to_contain_text("another version")
    open_plan(page, web, "en", "levels")
    expect(page.locator("#plan-notice")).to_be_empty()


HOSTILE = "<img src=x onerror=window.hit=1>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "no learning plan"),
        ("{", "no learning plan"),
        ("[]", "no learning plan"),
        ('{"format":"something-else","version":1}', "no learning plan"),
        ('{"format":"rollenatlas-plan","version":2}', "another version"),
        (
            json.dumps({
                "format": "rollenatlas-plan", "version": 1, "target": HOSTILE, "occupation": {"a": 1}, "done": ["x"],
                "levels": {HOSTILE: "expert", "__proto__": 3}, "hours": {"constructor": 5, HOSTILE: "9"},
                "picks": [HOSTILE, 3], "filters": {"languages": HOSTILE, "free": "yes"},
            }),
            "no longer exist",
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
    if "exist" not in words:
        expect(page.locator("#plan-target option:checked")).to_have_text(name_of(page, "roles", TARGET))


def test_hostile_content_stays_text(page: Page, web: Edition) -> None:
    def poison(route: Route) -> None:
        start, _, text = route.fetch().text().partition(" = ")
        details = json.loads(text.rstrip().removesuffix(";"))
        for row in details["skills"]:
            row[2], row[4], row[5] = HOSTILE, [HOSTILE] * len(row[4]), [HOSTILE] * len(row[5])
        for row in details["trainings"]:
            row[2], row[3], row[9] = HOSTILE, HOSTILE, HOSTILE
        route.fulfill(body=f"{start} = {json.dumps(details)};", content_type="text/javascript")

    page.route("**/plan/details.js", poison)
    open_plan(page, web)
    choose(page)
    page.evaluate("document.querySelectorAll('#ra-plan details').forEach(details => { details.open = true; })")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#plan-paper")).to_contain_text(HOSTILE)
    page.emulate_media(media="null")
    expect(steps(page).first).to_contain_text(HOSTILE)
    assert page.locator("#ra-plan img, #plan-paper img").count() == 0
    assert page.evaluate("window.hit") is None
    with page.expect_download() as download:
        page.locator("#plan-markdown").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "<img" not in text.replace("\\<img", "")


def test_details_that_do_not_load_are_named(watched: Watched, web: Edition) -> None:
    page = watched.page
    page.route("**/plan/details.js", lambda route: route.abort())
    open_plan(page, web)
    page.locator("#plan-target").select_option(index=1)
    expect(page.locator("#plan-notice")).to_contain_text("could not be loaded")
    page.unroute("**/plan/details.js")
    page.locator("#plan-target").select_option(index=2)
    expect(steps(page)).not_to_have_count(0)
