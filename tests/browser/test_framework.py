"""The skill check, finder and lists of a generated framework with many roles, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.derive.plan import ends_of, stages_of
from generator.pipeline import load_linked
from tests import sites
from tests.browser.checkers import access_faults, html_faults
from tests.browser.conftest import in_english
from tests.conftest import Share
from tests.generate_framework import Framework, generate
from tests.serving import served

SIZE = Framework(roles=16, skills=40, families=3)
FIRST, FOUND = 5, 20
"""Rows of a long list, and rows found by a filter, that a phone shows at first."""


@pytest.fixture(scope="module")
def site(share: Share) -> Path:
    """A framework with so many roles that they are listed, not shown as cards; built with plain MkDocs."""

    def make(target: Path) -> None:
        content = target.with_name(f"{target.name}.content")
        generate(content, SIZE)
        sites.build(target, content)

    return share("framework", make)


@pytest.fixture
def page(site: Path, chromium: Browser) -> Iterator[tuple[Page, str]]:
    """A page on which no script may fail, and the address of the site in English."""
    with in_english(site, chromium) as page:
        yield page


def test_the_skill_check_names_levels_and_no_way_to_them(page: tuple[Page, str]) -> None:
    """If no courses and practices exist, a role's check names the missing levels, without hours, cost or weeks."""
    tab, base = page
    tab.goto(base + "roles/role-0000/")
    tab.get_by_role("link", name="Check my skills for this role").click()
    expect(tab.locator("#plan-next li").first).to_be_visible()
    for part in ("#plan-summary", "#plan-next", "#plan-phases"):
        text = tab.locator(part).inner_text()
        assert text
        assert [word for word in ("hour", "week", "course", "exercise", "Practise", "()") if word in text] == []
    for hidden in ("#plan-filters", ".ra-plan-pace", ".ra-plan-calendar", "#plan-occupation"):
        expect(tab.locator(hidden)).to_be_hidden()


def test_a_question_shows_the_level_of_the_grade_that_was_chosen(page: tuple[Page, str], site: Path) -> None:
    """All requirements up to the grade are shown at once: a fold could not show which grade they belong to."""
    tab, base = page
    catalog = load_linked(site.with_name(f"{site.name}.content"))
    tab.goto(base + "plan/")
    tab.locator("#plan-target").select_option(label=catalog.role("role-0000").title["en"])
    for grade in ("associate", "lead", "principal"):
        tab.locator("#plan-grade").select_option(grade)
        needed = {
            catalog.skill(skill).title["en"]: catalog.content.levels[catalog.level_at(rank)].value.title["en"]
            for skill, rank in catalog.requirement_ranks("role-0000", essential_only=True, grade=grade).items()
        }
        shown = tab.locator("#plan-asked legend").all_text_contents()
        assert sorted(shown) == sorted(f"{skill} required: {level}" for skill, level in needed.items())
        expect(tab.locator("#plan-rest")).to_be_hidden()


STAGES = """target => {
  const plan = window.raPlan, data = JSON.parse(document.getElementById("ra-plan-data").textContent);
  plan.read(data, data);
  plan.read(data, plan.details);
  const role = data.roles.find(role => role.id === target);
  const stages = grade => plan.aim(data, { ...plan.empty(data), target: role.at, grade }).stages
    .map(stage => Object.fromEntries(stage[1].map(([skill, rank]) => [data.skills[skill].id, rank])));
  return [stages(""), Object.fromEntries(role.ends.map(end => [end[0], stages(end[0])]))];
}"""


@pytest.mark.parametrize("role", ["role-0000", "role-0002", "role-0007"])
def test_the_browser_leads_to_the_grades_of_the_reference(page: tuple[Page, str], site: Path, role: str) -> None:
    """The browser and the reference plan have the same stages, also for a role that lacks the reference grade and uses the nearest one."""
    tab, base = page
    catalog = load_linked(site.with_name(f"{site.name}.content"))

    def stages(grade: str | None = None) -> list[dict[str, int]]:
        return [dict(catalog.ranks_to_reach(role, one)) for one in stages_of(catalog, role, grade)]

    tab.goto(base + "plan/")
    tab.locator("#plan-target").focus()
    tab.wait_for_function("raPlan.details")
    assert tab.evaluate(STAGES, role) == [stages(), {grade: stages(grade) for grade in ends_of(catalog, role)}]
    assert stages()[-1]


def test_the_skill_check_of_a_role_without_the_reference_begins(page: tuple[Page, str], site: Path) -> None:
    tab, base = page
    catalog = load_linked(site.with_name(f"{site.name}.content"))
    assert catalog.reference_of("role-0007") == "lead"
    tab.goto(base + "roles/role-0007/")
    tab.get_by_role("link", name="Check my skills for this role").click()
    expect(tab.locator("#plan-target option:checked")).to_have_text(catalog.role("role-0007").title["en"])
    expect(tab.locator("#plan-grade")).to_have_value("lead")
    expect(tab.locator("#plan-next li").first).to_be_visible()


def test_a_step_without_a_course_says_its_title_once(page: tuple[Page, str]) -> None:
    tab, base = page
    tab.goto(base + "roles/role-0000/")
    tab.get_by_role("link", name="Check my skills for this role").click()
    for card in tab.locator("#plan-next > li").all():
        title = card.locator("h3").inner_text()
        assert card.inner_text().count(title) == 1
        expect(card.get_by_role("link", name=title)).to_be_visible()


def test_only_roles_with_levels_can_be_chosen_and_stand_by_family(page: tuple[Page, str]) -> None:
    tab, base = page
    tab.goto(base + "plan/")
    groups = tab.locator("#plan-target optgroup")
    expect(groups).to_have_count(SIZE.families)
    # Every fourth role of the generated framework states no levels.
    expect(tab.locator("#plan-target optgroup option")).to_have_count(SIZE.roles - SIZE.roles // 4)


def test_the_finder_keeps_to_a_family(page: tuple[Page, str]) -> None:
    tab, base = page
    tab.goto(base)
    tab.locator("#ra-finder summary").click()
    tab.locator("#finder-like").select_option(index=1)
    for family in ("", "data"):
        tab.locator("#finder-family").select_option(family)
        tab.locator("#ra-finder button").click()
        names = tab.locator("#finder-result li a").all_inner_texts()
        assert names
        assert all(name.startswith("Data") for name in names) == bool(family)


def test_roles_can_be_filtered_by_family_and_text(page: tuple[Page, str]) -> None:
    tab, base = page
    tab.goto(base + "roles/")
    rows = tab.locator(".ra-list tbody tr:visible")
    expect(rows).to_have_count(SIZE.roles)
    tab.get_by_role("checkbox", name="Data").check()
    expect(rows).to_have_count(5)
    tab.get_by_role("searchbox", name="Search the list").fill("specialist 13")
    expect(rows).to_have_count(1)


def test_a_phone_shows_the_first_roles_and_folded_families(page: tuple[Page, str]) -> None:
    """All roles show on request, while a filter is set, and in print."""
    tab, base = page
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(base + "roles/")
    rows, whole = (
        tab.locator(".ra-list tbody tr:visible"),
        tab.get_by_role("checkbox", name=f"Show all {SIZE.roles} roles"),
    )
    expect(rows).to_have_count(FIRST)
    assert tab.evaluate("document.documentElement.scrollHeight") < 2_200
    expect(tab.locator(".ra-folds details[open]")).to_have_count(0)
    tab.get_by_role("searchbox", name="Search the list").fill("specialist")
    expect(rows).to_have_count(SIZE.roles)
    expect(whole).to_be_hidden()
    tab.get_by_role("button", name="Reset").click()
    expect(rows).to_have_count(FIRST)
    tab.emulate_media(media="print")
    expect(rows).to_have_count(SIZE.roles)
    expect(whole).to_be_hidden()
    tab.emulate_media(media="screen")
    whole.check()
    expect(rows).to_have_count(SIZE.roles)
    whole.uncheck()
    tab.set_viewport_size({"width": 1280, "height": 844})
    expect(rows).to_have_count(SIZE.roles)
    expect(whole).to_be_hidden()


def test_a_phone_shows_the_first_skills_and_folded_groups(page: tuple[Page, str]) -> None:
    """A phone shows the first rows that a filter finds, and all on request."""
    tab, base = page
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(base + "skills/")
    rows = tab.locator(".ra-list tbody tr:visible")
    expect(rows).to_have_count(FIRST)
    assert tab.evaluate("document.documentElement.scrollHeight") < 2_200
    expect(tab.locator(".ra-folds details[open]")).to_have_count(0)
    expect(tab.get_by_role("checkbox", name=f"Show all {SIZE.skills} skills")).to_be_visible()
    search = tab.get_by_role("searchbox", name="Search the list")
    search.fill("a")
    expect(rows).to_have_count(FOUND)
    found = tab.get_by_role("checkbox", name="Show all results")
    found.check()
    expect(rows).to_have_count(SIZE.skills)
    search.fill("service")
    expect(rows).to_have_count(SIZE.skills // 10)
    expect(found).to_be_hidden()


def test_the_page_of_a_role_leads_into_the_fold_of_its_family(page: tuple[Page, str]) -> None:
    tab, base = page
    tab.goto(base + "roles/role-0001/")
    tab.locator(".ra-facts").get_by_role("link", name="Data", exact=True).click()
    expect(tab.locator(".ra-folds details[open] h2")).to_have_text(["Data"])
    expect(tab.locator(".ra-folds details[open] li")).to_have_count(5)


def test_levels_by_grade_leave_room_for_the_role_on_a_phone(page: tuple[Page, str]) -> None:
    tab, base = page
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(base + "skills/skill-0000/")
    rows = tab.locator(".ra-demand tbody tr")
    assert rows.filter(has=tab.locator(".ra-meta")).count()
    widths = rows.locator("th").evaluate_all("names => names.map(name => name.getBoundingClientRect().width)")
    assert min(widths) > 100


def test_a_list_in_parts_leads_to_the_search_with_the_same_words(page: tuple[Page, str]) -> None:
    tab, base = page
    tab.goto(base + "skills/")
    # The link that a list in parts has; this site has no such list.
    tab.evaluate(
        "document.querySelector('.ra-filter__empty').insertAdjacentHTML('afterbegin', '<a href=\"?q=\">All</a>')"
    )
    tab.get_by_role("searchbox", name="Search the list").fill("xq & specialist 13")
    tab.get_by_role("link", name="All", exact=True).click()
    expect(tab.locator("input[name=query]")).to_have_value("xq & specialist 13")
    expect(tab.locator(".md-search-result__item").first).to_be_visible()


def test_no_element_is_asked_for_a_transition_while_colours_are_set(page: tuple[Page, str]) -> None:
    """A transition without duration costs a browser as much as one of a second: seconds for the cells of a large matrix."""
    tab, base = page
    tab.goto(base + "matrix/")
    names = tab.evaluate(
        """() => {
          document.body.setAttribute("data-md-color-switching", "");
          const found = [...document.querySelectorAll("main *")].flatMap(one => ["", "::before"].map(part => getComputedStyle(one, part)));
          return [...new Set(found.map(style => style.transitionProperty))];
        }"""
    )
    assert names == ["none"]


@pytest.mark.audit
@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 390)])
def test_pages_of_a_framework_are_accessible(site: Path, chromium: Browser, dark: bool, width: int) -> None:
    """axe and the Nu HTML checker find nothing in the pages whose form depends on the shape of a framework."""
    names = ("", "roles/", "matrix/", "roles/role-0000/", "roles/role-0001/", "skills/skill-0000/", "plan/", "quality/")
    with served(site) as address:
        assert access_faults(chromium, [f"{address}/en/{name}" for name in names], dark=dark, width=width) == []
    assert html_faults([site / "en" / name / "index.html" for name in names]) == []
