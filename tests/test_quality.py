"""The quality report: its figures, its bounds, its forms and its page."""

from __future__ import annotations

import datetime
import html
import json
import re
import shutil

import pytest
from click.testing import CliRunner

from generator.catalog import Catalog, Step
from generator.cli.authoring import report
from generator.cli.quality_report import quality_as_data, quality_as_text
from generator.derive.facts import Facts
from generator.derive.freshness import confirm, translation_states
from generator.derive.quality import quality
from generator.derive.reviews import add_months, reviews
from generator.lock import write_lock
from generator.problems import Severity
from generator.releases.snapshot import snapshot
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from generator.rules.bounds import quality_is_within_bounds
from generator.rules.translations import open_translations, texts_of
from tests.atlas import TODAY, Atlas


def test_steps_without_training_are_told_apart(catalog: Catalog) -> None:
    found = quality(catalog, TODAY)
    assert set(found.practice_steps) | set(found.open_steps) == set(found.without_training)
    assert Step("lamp-care", 3) in found.practice_steps  # the record says how to practise this step
    assert Step("lamp-care", 4) in found.open_steps  # neither training nor practice
    assert Step("lamp-care", 1) in found.without_free
    assert Step("star-reading", 1) in found.without_language["en"]
    assert Step("star-reading", 1) not in found.without_language["de"]
    # A step that no training covers is not counted again as one without a free or a German training.
    lacking = set(found.without_free) | {step for steps in found.without_language.values() for step in steps}
    assert lacking.isdisjoint(found.without_training)


def test_counts_and_origins(catalog: Catalog) -> None:
    found = quality(catalog, TODAY)
    assert (found.counts["roles"], found.counts["skills"], found.counts["trainings"]) == (3, 9, 7)
    assert found.not_determined == (("skills/star-reading", "guild"),)
    by_role = [bases for role, bases in found.bases.items() if role]
    assert found.bases[""] == {
        basis: sum(bases[basis] for bases in by_role) for basis in ("article", "source", "editorial")
    }
    assert sum(check.trainings for check in found.checks) + len(found.unchecked) == len(catalog.content.trainings)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-11-24", 24, "2027-11-24"),
        ("2025-12-01", 1, "2026-01-01"),
    ],
)
def test_months_are_calendar_months(day: str, months: int, expected: str) -> None:
    assert add_months(datetime.date.fromisoformat(day), months).isoformat() == expected


def test_reviews_come_by_their_day_and_a_page_counts_once(catalog: Catalog) -> None:
    due = reviews(catalog)
    assert list(due) == sorted(due)
    assert [one.day.isoformat() for one in due if one.record == "pages/about"] == ["2026-06-01"]


def test_overdue_depends_on_the_day_that_is_passed_in(catalog: Catalog) -> None:
    due = reviews(catalog)
    assert quality(catalog, None).overdue == 0
    assert quality(catalog, due[0].day).overdue == 0
    assert quality(catalog, due[0].day + datetime.timedelta(days=1)).overdue == sum(
        one.day == due[0].day for one in due
    )
    assert quality(catalog, datetime.date(2100, 1, 1)).overdue == len(due)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "steps_open: 40",
            "steps_open: ‸9",
            ("bound-exceeded", "steps open: 10", "at most 9 (quality.steps_open in site.yml)"),
        ),
        ("steps_open: 40", "steps_open: 10", None),
        (
            "{de: 40, en: 40}",
            "{de: 40, en: ‸2}",
            (
                "bound-exceeded",
                "steps without language: 3",
                "at most 2 (quality.steps_without_language.en in site.yml)",
            ),
        ),
        (
            "mappings_not_determined: 1",
            "mappings_not_determined: ‸0",
            ("bound-exceeded", "mappings not determined: 1", "at most 0 (quality.mappings_not_determined in site.yml)"),
        ),
    ],
)
def test_bounds_of_the_whole_atlas(atlas: Atlas, old: str, new: str, expected: tuple[str, str, str] | None) -> None:
    atlas.write("site.yml", atlas.read("site.yml").replace(old, new))
    problems = list(quality_is_within_bounds(atlas.facts()))
    assert [(one.code, one.found, one.expected) for one in problems] == ([expected] if expected else [])
    assert [atlas.place(one)[:3] for one in problems] == atlas.marks


def test_a_retired_training_names_the_step_that_it_leaves(atlas: Atlas) -> None:
    """The steps of a retired training are listed before those that never had a training, and first of all those since the last release."""
    before = len(quality(atlas.catalog(), None).without_training)
    atlas.replace("site.yml", "steps_without_training: 40", f"steps_without_training: {before}")
    assert list(quality_is_within_bounds(atlas.facts())) == []
    atlas.replace("trainings/star-course.yml", "state: active", "state: retired\nsuccessor: none")
    (problem,) = quality_is_within_bounds(atlas.facts())
    assert len(problem.concerns) > before
    lost = ["star-reading: seen", "star-reading: tried", "guest-care: seen", "guest-care: tried"]
    assert [name for name in problem.concerns if name in lost] == lost, problem.concerns
    assert "star-reading: seen, star-reading: tried" in str(problem)


def test_what_came_since_the_last_release_is_named_first(atlas: Atlas) -> None:
    """Steps and skills that are new since the last release are listed first; without a release none is called new."""
    atlas.replace("site.yml", "steps_without_training: 40", "steps_without_training: 1")
    atlas.write("releases/3.0.0.json", snapshot(atlas.catalog(), "3.0.0", TODAY).model_dump_json(exclude_defaults=True))
    (problem,) = quality_is_within_bounds(atlas.facts())
    assert "since release" not in problem.hint
    weather = atlas.read("skills/weather-lore.yml")
    for id in ("zither-playing", "zoo-keeping"):
        atlas.write(f"skills/{id}.yml", weather)
    row = "  - {skill: zither-playing, level: seen, necessity: essential}\n"
    atlas.replace("roles/night-porter.yml", "requires:\n", f"requires:\n{row}")
    steps, orphans = quality_is_within_bounds(atlas.facts())
    assert steps.concerns[0] == "zither-playing: seen"
    assert "; 1 of them came since release 3.0.0 and stand first; these: zither-playing: seen, " in str(steps)
    assert "1 of them came since release 3.0.0" in str(orphans)
    shutil.rmtree(atlas.root / "releases")
    assert "since release" not in str(next(quality_is_within_bounds(atlas.facts())))


@pytest.mark.parametrize(
    ("most", "codes"),
    [
        pytest.param("200", [], id="within"),
        pytest.param("0", ["bound-exceeded", *["unconfirmed-translation"] * 20, "more-translations"], id="exceeded"),
    ],
)
def test_open_translations_are_named_where_they_stand(atlas: Atlas, most: str, codes: list[str]) -> None:
    """If the bound is exceeded, the first 20 places get warnings, and the number of texts at further places is given."""
    atlas.replace("site.yml", "open_translations: 200", f"open_translations: {most}")
    catalog = atlas.catalog()
    found = list(quality_is_within_bounds(Facts(catalog, TODAY)))
    assert [one.code for one in found] == codes
    if found:
        first, *texts, more = found
        everywhere = open_translations(quality(catalog, TODAY).translations)
        assert tuple(texts) == everywhere[:20]
        assert (first.found, more.found) == (
            f"open translations: {sum(map(texts_of, everywhere))}",
            f"{sum(map(texts_of, everywhere[20:]))} more open translations",
        )
        assert {one.severity for one in (*texts, more)} == {Severity.WARNING}


def test_what_nobody_has_confirmed_is_one_line_for_each_record_and_what_is_missing_none(atlas: Atlas) -> None:
    """A missing text needs no confirmation and is reported by another rule of the check, which says what to do."""
    atlas.replace("occupations/baker.yml", "title: {de: Bäcker/in, en: Baker}", "title: {de: Bäcker/in}")
    atlas.replace("site.yml", "open_translations: 200", "open_translations: 0")
    states = [
        one
        for one in translation_states(atlas.catalog())
        if one.field.record.startswith(("roles/", "occupations/baker"))
    ]
    told = open_translations(states)
    assert [(one.code, texts_of(one)) for one in told if "occupations/baker" in str(one)] == [
        ("missing-translation", 1),
        ("unconfirmed-translation", 1),
    ]
    assert "--confirm" not in str(told[0])
    of_roles = [one for one in told if "/roles/" in one.location.path]
    assert len(of_roles) == len({one.location.path for one in of_roles}) == 3
    assert re.search(r"found \d+ texts that nobody has confirmed; .*--confirm .*; these: title, ", str(of_roles[0]))
    assert "missing-translation" not in {one.code for one in quality_is_within_bounds(atlas.facts())}


def test_bounds_of_roles(atlas: Atlas) -> None:
    text = atlas.read("site.yml")
    text = text.replace("requirements_per_role: [1, 30]", "requirements_per_role: [5, 30]")
    atlas.write("site.yml", text.replace("top_level_per_role: 5", "top_level_per_role: 0"))
    found = {(one.code, atlas.place(one)[0], one.found) for one in quality_is_within_bounds(atlas.facts())}
    assert ("top-level-count", "roles/lighthouse-keeper.yml", "1 requirements at teaching") in found
    assert {code for code, _, _ in found} == {"requirement-count", "top-level-count"}


@pytest.mark.parametrize(
    ("bound", "codes"),
    [
        ("essential_per_grade: {full: [1, 30]}", set()),
        ("essential_per_grade: {full: [20, 30]}", {"essential-count"}),
        ("essential_per_grade: {full: [1, 1]}", {"essential-count"}),
        ("levels_per_grade: {full: {teaching: 9}}", set()),
        ("levels_per_grade: {full: {seen: 0}}", {"level-count"}),
        ("nearest_occupation: 0", set()),
        ("nearest_occupation: 100", {"far-occupations"}),
    ],
)
def test_bounds_of_grades_and_occupations(atlas: Atlas, bound: str, codes: set[str]) -> None:
    atlas.replace("site.yml", "quality:\n", f"quality:\n  {bound}\n")
    found = {one.code for one in quality_is_within_bounds(atlas.facts())}
    assert found == codes


@pytest.mark.parametrize(
    ("bound", "code"),
    [
        ("essential_per_grade: {strat: [1, 2]}", "unknown-grade"),
        ("levels_per_grade: {full: {teeching: 1}}", "unknown-level"),
    ],
)
def test_bounds_name_grades_and_levels_that_there_are(atlas: Atlas, bound: str, code: str) -> None:
    atlas.replace("site.yml", "quality:\n", f"quality:\n  {bound}\n")
    (problem,) = atlas.problems()
    assert (problem.code, atlas.place(problem)[0]) == (code, "site.yml")


def test_a_bound_that_is_exceeded_does_not_stop_a_preview(atlas: Atlas) -> None:
    atlas.replace("site.yml", "steps_open: 40", "steps_open: 0")
    assert atlas.problems() == ()


def test_the_report_is_text_or_json(catalog: Catalog) -> None:
    found = quality(catalog, TODAY)
    data = json.loads(json.dumps(quality_as_data(found, TODAY)))
    assert data["day"] == TODAY.isoformat()
    assert {"skill": "lamp-care", "rank": 4} in data["open_steps"]
    assert data["not_determined"] == [{"record": "skills/star-reading", "scheme": "guild"}]
    assert data["reviews"][0].keys() == {"day", "record", "last"}
    text = quality_as_text(catalog, found, TODAY)
    assert "lamp-care: teaching" in text
    assert "Mappings not determined: 1" in text


def test_the_command_prints_both_forms(atlas: Atlas) -> None:
    content = ["--content", str(atlas.root)]
    assert "3 roles, 9 skills" in CliRunner().invoke(report, content, obj=TODAY).output
    assert (
        json.loads(CliRunner().invoke(report, [*content, "--format", "json"], obj=TODAY).output)["counts"]["roles"] == 3
    )


def test_pages_know_the_confirmations_that_the_command_knows(atlas: Atlas) -> None:
    """Pages are made from records without places in files, which know confirmations of entries in lists too."""
    write_lock(atlas.root, confirm(atlas.catalog()))
    atlas.replace("occupations/baker.yml", "en: Baker", "en: Bread maker")
    atlas.replace("vocabularies/levels.yml", "en: Seen", "en: Seen once")
    light = atlas.facts().without_places()
    assert {one.field.record for one in quality(light.catalog, TODAY).translations} == {
        "occupations/baker",
        "levels/seen",
    }
    text = html.unescape(
        Renderer(light, plan_routes(light), templates_folder(), "en")
        .render(plan_routes(light).page(PageKind.QUALITY))
        .html
    )
    section = text.split('<h2 id="translations"')[1].split("<h2")[0]
    assert "Seen once" in section
    assert "Bread maker" in section
    assert "/seen" not in section


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_lists_gaps_with_links(catalog: Catalog, language: str) -> None:
    renderer = Renderer(Facts(catalog, TODAY), plan_routes(Facts(catalog, TODAY)), templates_folder(), language)
    text = html.unescape(renderer.render(renderer.routes.page(PageKind.QUALITY)).html)
    for anchor in ("coverage", "reviews", "translations", "checks", "mappings", "origin"):
        assert f'<h2 id="{anchor}"' in text
    assert 'href="../skills/lamp-care/#teaching"' in text
    assert 'href="../skills/star-reading/"' in text


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_lists_dead_addresses_once_they_are_known(atlas: Atlas, language: str) -> None:
    def page() -> str:
        facts = atlas.facts()
        renderer = Renderer(facts, plan_routes(facts), templates_folder(), language)
        return html.unescape(renderer.render(renderer.routes.page(PageKind.QUALITY)).html)

    assert 'id="addresses"' not in page()
    atlas.write(
        "links.yml",
        "- {url: https://school.example/stars, state: dead, status: 404, day: 2025-06-30, since: 2025-06-01}\n"
        "- {url: https://school.example/exam, state: ok, status: 200, day: 2025-06-30, since: 2025-06-01}\n"
        "- {url: https://gone.example/, state: dead, status: 404, day: 2025-06-30, since: 2025-06-01}\n",
    )
    section = page().split('<h2 id="addresses"')[1].split("<h2")[0]
    assert 'href="../trainings/star-course/"' in section
    assert "keeper-exam" not in section
    assert ": 1<" in section
