"""Calendar months, due reviews, dates in the future, and the dates of pages and builds."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.derive.facts import Facts
from generator.derive.reviews import ReviewDue, add_months, reviews
from generator.pipeline import load_facts
from generator.publish import clock
from generator.publish.dates import Dates, PageDates
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import Page, PageKind, plan_routes
from tests.atlas import TODAY, Atlas
from tests.generate_framework import Framework, generate


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        pytest.param("2026-11-24", 6, "2027-05-24", id="half-a-year"),
        pytest.param("2026-11-24", 12, "2027-11-24", id="a-year"),
        pytest.param("2026-11-24", 1, "2026-12-24", id="to-december"),
        pytest.param("2026-12-24", 1, "2027-01-24", id="over-new-year"),
        pytest.param("2026-01-24", 11, "2026-12-24", id="january-to-december"),
        pytest.param("2026-01-31", 1, "2026-02-28", id="short-february"),
        pytest.param("2027-12-31", 2, "2028-02-29", id="leap-february"),
        pytest.param("2028-02-29", 12, "2029-02-28", id="leap-day"),
        pytest.param("2026-08-31", 1, "2026-09-30", id="30-days"),
        pytest.param("2026-08-30", 6, "2027-02-28", id="30-to-february"),
        pytest.param("2026-08-31", 0, "2026-08-31", id="none"),
        pytest.param("2026-08-31", 25, "2028-09-30", id="two-years-and-one"),
    ],
)
def test_add_months(day: str, months: int, later: str) -> None:
    assert add_months(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(later)


@pytest.mark.parametrize(
    ("volatility", "due"),
    [
        pytest.param("high", "2025-12-01", id="high"),
        pytest.param("medium", "2026-06-01", id="medium"),
        pytest.param("low", "2027-06-01", id="low"),
    ],
)
def test_a_review_is_overdue_the_day_after_it_is_due(volatility: str, due: str, atlas: Atlas) -> None:
    atlas.replace("occupations/baker.yml", "reviewed: 2025-06-01", f"reviewed: ‸2025-06-01\nvolatility: {volatility}")
    day = datetime.date.fromisoformat(due)
    overdue = [(*atlas.marks[0], "review-overdue")]

    def found(today: datetime.date) -> list[tuple[str, int, int, str]]:
        return [place for problem in atlas.problems(today) if (place := atlas.place(problem))[0].endswith("baker.yml")]

    assert found(day) == []
    assert found(day + datetime.timedelta(days=1)) == overdue


NAMED = "review_by: [2025-08-15]"


@pytest.mark.parametrize(
    ("reviewed", "named", "today", "codes"),
    [
        pytest.param("2025-06-01", NAMED, "2025-07-15", [], id="far"),
        pytest.param("2025-06-01", NAMED, "2025-07-16", ["date-near"], id="near"),
        pytest.param("2025-06-01", NAMED, "2025-08-15", ["date-near"], id="the day itself"),
        pytest.param("2025-06-01", NAMED, "2025-08-16", ["review-overdue"], id="passed"),
        pytest.param("2025-07-15", NAMED, "2025-08-15", ["date-near"], id="reviewed a day too early"),
        pytest.param("2025-07-16", NAMED, "2025-08-20", [], id="reviewed shortly before"),
        pytest.param("2025-08-20", NAMED, "2025-08-20", [], id="reviewed since"),
        pytest.param(
            "2025-07-16", "review_by: [2025-08-15, 2025-08-30]", "2025-08-01", ["date-near"], id="the second day"
        ),
        pytest.param("", NAMED, "2025-07-15", [], id="far and never reviewed"),
        pytest.param("", NAMED, "2025-08-20", ["date-near"], id="passed and never reviewed"),
    ],
)
@pytest.mark.parametrize("name", ["occupations/baker.yml", "pages/tower-guide.de.md"])
def test_a_review_is_asked_for_before_a_day_that_the_text_names(
    name: str, reviewed: str, named: str, today: str, codes: list[str], atlas: Atlas
) -> None:
    atlas.replace(name, "reviewed: 2025-06-01", f"reviewed: {reviewed}\n{named}" if reviewed else named)
    problems = [one for one in atlas.problems(datetime.date.fromisoformat(today)) if one.location.path.endswith(name)]
    assert [one.code for one in problems] == codes


def test_the_days_ahead_are_the_sites(atlas: Atlas) -> None:
    """The site's settings say how many days ahead a review is asked for; the problem is placed at the day and names days."""
    atlas.write("site.yml", atlas.read("site.yml") + "review_days_ahead: 5\n")
    atlas.replace("occupations/baker.yml", "reviewed: 2025-06-01", "reviewed: 2025-06-01\nreview_by: [‸2025-07-05]")
    assert atlas.places() == [(*atlas.marks[0], "date-near")]
    (problem,) = atlas.problems()
    assert problem.found == "2025-07-05, but the last review is of 2025-06-01"
    assert problem.expected == "a review from 2025-06-30 to 2025-07-05"
    assert atlas.problems(TODAY - datetime.timedelta(days=1)) == ()


@pytest.mark.parametrize(
    ("reviewed", "named", "codes"),
    [
        pytest.param("2025-05-31", "", ["date-near"], id="reviewed too early"),
        pytest.param("2025-06-02", "", [], id="reviewed shortly before"),
        pytest.param("2025-05-31", "review_by: [2025-07-02]", ["date-near"], id="named too: said once"),
        pytest.param("2025-05-31", "review_by: [2025-12-31]", ["date-near"], id="another day named"),
    ],
)
def test_a_day_written_out_in_a_page_is_asked_for_too(
    reviewed: str, named: str, codes: list[str], atlas: Atlas
) -> None:
    """A day written out in the text of a page is asked for too, placed at its words, which a line break may separate."""
    name = "pages/tower-guide.de.md"
    atlas.replace(name, "reviewed: 2025-06-01", f"reviewed: {reviewed}\n{named}" if named else f"reviewed: {reviewed}")
    atlas.replace(name, "Prüfen Sie den Vorrat.", "Ab 12. Juli gilt, ab ‸2. Juli\n2025 auch hier.")
    problems = [one for one in atlas.problems() if one.location.path.endswith(name)]
    assert [one.code for one in problems] == codes
    if codes and not named:
        assert [atlas.place(one)[:3] for one in problems] == atlas.marks


@pytest.mark.parametrize("name", ["occupations/baker", "pages/tower-guide"])
def test_a_day_that_the_text_names_is_a_review_to_come(name: str, atlas: Atlas) -> None:
    file = f"{name}.yml" if name.startswith("o") else f"{name}.en.md"
    atlas.replace(file, "reviewed: 2025-06-01", "reviewed: 2025-06-01\nreview_by: [2025-07-05]")
    assert reviews(atlas.catalog())[0] == ReviewDue(datetime.date(2025, 7, 5), name, datetime.date(2025, 6, 1))


@pytest.mark.parametrize(
    ("date", "ahead"),
    [
        pytest.param("2025-06-30", False, id="today"),
        pytest.param("2025-07-01", False, id="tomorrow-for-other-time-zones"),
        pytest.param("2025-07-02", True, id="day-after"),
        pytest.param("2025-06", False, id="this-month"),
        pytest.param("2025-07", False, id="month-of-tomorrow"),
        pytest.param("2025-08", True, id="next-month-but-one"),
        pytest.param("2025", False, id="this-year"),
        pytest.param("2026", True, id="next-year"),
    ],
)
def test_partial_dates_ahead(date: str, ahead: bool, atlas: Atlas) -> None:
    atlas.replace("roles/lighthouse-keeper.yml", "- date: 2024-11", f"- date: ‸{date}")
    assert atlas.places() == ([(*atlas.marks[0], "future-date")] if ahead else [])


def test_an_id_that_is_called_date_is_no_date(atlas: Atlas) -> None:
    atlas.write("skills/date.yml", "title: {de: Datteln, en: Dates}\ntype: skill\ngroup: craft\n")
    atlas.replace("occupations/baker.yml", "levels: {night-watch: tried}", "levels: {date: tried}")
    assert [code for *_, code in atlas.places()] == ["orphan-skill"]


@pytest.mark.parametrize(
    ("kind", "key", "modified", "reviewed"),
    [
        pytest.param(PageKind.ROLE, "map-maker", "2025-06-20", "2025-06-20", id="role"),
        pytest.param(PageKind.SHEET, "map-maker", "2025-06-20", "2025-06-20", id="sheet"),
        pytest.param(PageKind.SHEET, "lighthouse-keeper", "2025-06-01", "2025-06-01", id="another role's sheet"),
        pytest.param(PageKind.COMPARISON, "lighthouse-keeper--map-maker", "2025-06-20", "2025-06-01", id="comparison"),
        pytest.param(PageKind.ROLES, "", "2025-06-20", "2025-06-01", id="roles"),
        pytest.param(PageKind.SKILLS, "", "2025-06-01", "2025-04-01", id="skills"),
        pytest.param(PageKind.MATRIX, "", "2025-06-20", "2025-04-01", id="matrix"),
        pytest.param(PageKind.HOME, "", "2025-06-22", "2025-03-01", id="home"),
        pytest.param(PageKind.TRAINING, "tide-tables", "2025-06-22", "2025-03-01", id="training checked later"),
        pytest.param(PageKind.PROSE, "about", "2025-06-01", "2025-06-01", id="prose"),
    ],
)
def test_dates_of_pages(kind: str, key: str, modified: str, reviewed: str, atlas: Atlas) -> None:
    """A page of several records has the newest of their dates of change and the oldest of their dates of review."""
    for name, day in (
        ("roles/map-maker.yml", "2025-06-20"),
        ("skills/lamp-care.yml", "2025-04-01"),
        ("trainings/tide-tables.yml", "2025-03-01"),
    ):
        atlas.replace(name, "reviewed: 2025-06-01", f"reviewed: {day}")
    atlas.replace("trainings/tide-tables.yml", "date: 2025-05-20", "date: 2025-06-22")
    facts = atlas.facts()
    found = PageDates(facts).of(plan_routes(facts).page(kind, key))
    assert found == Dates(datetime.date.fromisoformat(modified), datetime.date.fromisoformat(reviewed))


def test_what_was_never_reviewed_leaves_its_pages_without_a_review(atlas: Atlas) -> None:
    """A page that lists records has no date of review while one of these was never reviewed."""
    atlas.drop("skills/lamp-care.yml", "^reviewed: 2025-06-01\n")
    facts = atlas.facts()
    dates, plan = PageDates(facts), plan_routes(facts)
    assert [dates.of(plan.page(kind)).reviewed for kind in (PageKind.SKILLS, PageKind.HOME)] == [None, None]
    assert dates.of(plan.page(PageKind.ROLES)).reviewed == datetime.date(2025, 6, 1)


def test_a_branch_is_as_new_as_its_own_members(atlas: Atlas) -> None:
    """A branch is as new as the newest of its own members; a branch without members of its own has no date."""
    atlas.replace("skills/lamp-care.yml", "reviewed: 2025-06-01", "reviewed: 2025-06-30")
    facts = atlas.facts()
    (with_it,) = (group for group, members in facts.group_tree.members.items() if "lamp-care" in members)
    other = next(group for group, members in facts.group_tree.members.items() if "lamp-care" not in members)
    dates = PageDates(facts)
    days = [dates.of(Page(PageKind.GROUP, group, "")).modified for group in (with_it, other, "none")]
    assert days == [datetime.date(2025, 6, 30), datetime.date(2025, 6, 1), None]
    assert dates.of(Page(PageKind.FAMILY, "none", "")) == Dates()


@pytest.mark.parametrize(
    ("name", "old", "day"),
    [
        pytest.param("", "", "2025-06-01", id="as it is"),
        pytest.param("roles/map-maker.yml", "reviewed: 2025-06-01", "2025-06-11", id="a record's review"),
        pytest.param("pages/about.en.md", "reviewed: 2025-06-01", "2025-06-12", id="a prose page's review"),
        pytest.param("trainings/tide-tables.yml", "date: 2025-05-20", "2025-06-13", id="a training's check"),
        pytest.param("releases/1.1.0.json", '"date": "2025-03-01', "2025-06-14", id="a release"),
    ],
)
def test_without_git_the_build_is_of_the_newest_day(
    name: str, old: str, day: str, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without git and without a given time, the day of a build is the newest day of a review, check or release in the content."""
    if name:
        atlas.replace(name, old, f"{old[:-10]}{day}")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("PATH", "")
    assert clock.day_of(clock.build_moment(atlas.root, atlas.catalog())) == datetime.date.fromisoformat(day)


def test_a_build_whose_day_nothing_tells_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If there is no git, no given time and no day in the records, the build has no date, and the quality page shows none."""
    generate(tmp_path, Framework(roles=2, skills=8, families=1))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("PATH", "")
    catalog = load_facts(tmp_path, TODAY)[0].catalog
    facts = Facts(catalog, clock.day_of(clock.build_moment(tmp_path, catalog)))
    routes = plan_routes(facts)
    renderer = Renderer(facts, routes, templates_folder(), "en")
    assert facts.stated_day is None
    html = renderer.render(routes.page(PageKind.QUALITY)).html
    assert "1970" not in html
    assert "As of" not in html
