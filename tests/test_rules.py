"""Each rule by a table: content that it accepts, and content that it refuses with the number of problems.

The broken records of ``tests/broken`` show the messages; this table shows the bounds of each rule.
"""

# ruff: noqa: E501 - one row of the table a line

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator import rules
from generator.problems import Severity
from generator.rules import Rule, dates, prerequisites, roles, skills, texts, trainings
from tests.atlas import TODAY, Atlas
from tests.broken import (
    BAKER,
    CHARTS,
    COURSE,
    EXAM,
    KEEPER,
    KEYS,
    MAPS,
    PORTER,
    STARS,
    TABLES,
    WORKSHOP,
    both,
    cut,
    swap,
    write,
)

Break = Callable[[Atlas], None]
EVERY_RULE = (*rules.WORDING, *rules.STRUCTURE)


def nothing(atlas: Atlas) -> None:
    """Leave the atlas as it is."""


OTHER = "trainings/other.yml"
OTHER_TEXT = (
    "title: Other\nprovider: coast-school\nurl: {url}\nkind: course\nformat: book\nlanguages: {{instruction: [en]}}\n"
    "teaches: [{{skill: storytelling, from: none, to: seen}}]\n"
)


def other_url(url: str) -> Break:
    """Return a change that adds a training with this address; ``star-course`` has https://school.example/stars."""
    return write(OTHER, OTHER_TEXT.format(url=url))


def needs(level: str, start: str) -> Break:
    """Return a change by which key keeping, which the porter requires at "tried", presupposes lamp care, optional for the porter."""
    return swap(KEYS, "reviewed:", f"prerequisites: [{{skill: lamp-care, level: {level}, from: {start}}}]\nreviewed:")


# rule, name, change, number of problems
GOOD_AND_BAD: list[tuple[Rule, str, Break, int]] = [
    (texts.translations_are_complete, "complete", nothing, 0),
    (texts.translations_are_complete, "other-names-in-one-language", swap(BAKER, "summary:", "alternative_titles: {de: [x]}\nsummary:"), 0),
    (texts.translations_are_complete, "no-other-names", swap(BAKER, "summary:", "alternative_titles: {}\nsummary:"), 0),
    (texts.translations_are_complete, "forms-in-one-language", cut(KEEPER, r"^  en: \{neutral: Lighthouse service\}\n"), 0),
    (texts.translations_are_complete, "site", swap("site.yml", "title: {de: Küstenatlas, en: Coast Atlas}", "title: {de: Küstenatlas}"), 1),
    (texts.translations_are_complete, "level", swap("vocabularies/levels.yml", "{de: Gesehen, en: Seen}", "{de: Gesehen}"), 1),
    (texts.translations_are_complete, "glossary", swap("glossary.yml", "term: {de: Tide, en: Tide}", "term: {en: Tide}"), 1),
    (texts.marked_texts_are_translated, "other-brackets", swap(BAKER, "{de: Bäcker/in, en: Baker}", "{de: '[de] Bäcker/in', en: '[a b] Baker'}"), 0),
    (texts.marked_texts_are_translated, "mark-of-another-language", swap(BAKER, "{de: Bäcker/in, en: Baker}", "{de: '[en] Baker', en: Baker}"), 1),
    (texts.translations_differ, "same-name", swap(BAKER, "en: Baker}", "en: Bäcker/in}"), 0),
    (texts.translations_differ, "three-same-words", swap(BAKER, "  de: Ist nachts schon wach.\n  en: Is awake at night already.", "  de: one two three\n  en: one two three"), 0),
    (texts.translations_differ, "four-same-words", swap(BAKER, "  de: Ist nachts schon wach.\n  en: Is awake at night already.", "  de: one two three four\n  en: one two three four"), 1),
    (texts.translations_differ, "name-of-the-organisation", swap("site.yml", "{de: Küstenatlas, en: Coast Atlas}", "{de: Atlas of Our Own Coast, en: Atlas of Our Own Coast}"), 0),
    (texts.translations_differ, "published-name-of-a-certificate", swap(COURSE, "{de: Bescheinigung der Küstenschule, en: Confirmation by the coast school}", "{de: Certified Star Reader Associate, en: Certified Star Reader Associate}"), 0),
    (texts.translations_differ, "published-label-of-a-scheme", swap(STARS, "{de: Sterne lesen, en: read stars}", "{de: reading stars at night, en: reading stars at night}"), 0),
    (texts.plain_text_holds_no_markup, "markdown-in-description", nothing, 0),
    (texts.plain_text_holds_no_markup, "signs-of-all-kinds", swap(BAKER, "en: Is awake at night already.", "en: C# & a|b * 2 < 3 > 1_000 [x] {y} ~ $"), 0),
    (texts.plain_text_holds_no_markup, "tag", swap(BAKER, "en: Is awake at night already.", "en: Is <b>awake</b>."), 1),
    (texts.plain_text_holds_no_markup, "link", swap(BAKER, "en: Is awake at night already.", 'en: "Is [awake](https://x.example)."'), 1),
    (texts.plain_text_holds_no_markup, "template", swap(BAKER, "en: Is awake at night already.", 'en: "Is {{ awake }}."'), 1),
    (texts.plain_text_holds_no_markup, "code", swap(BAKER, "en: Is awake at night already.", 'en: "Is `awake`."'), 1),
    (dates.dates_are_past, "past", nothing, 0),
    (dates.dates_are_past, "redirect-ahead", swap("redirects.yml", "2025-02-01", "2025-12-01"), 1),
    (dates.dates_are_past, "check-ahead", swap(COURSE, "date: 2025-05-20", "date: 2025-12-01"), 1),
    (dates.dates_are_past, "source-ahead", swap(COURSE, "date: 2025}", "date: 2026}"), 1),
    (dates.reviews_are_not_overdue, "not-yet", nothing, 0),
    (dates.reviews_are_not_overdue, "never-reviewed", cut(BAKER, r"^reviewed: .*\n"), 0),
    (dates.reviews_are_not_overdue, "overdue", swap(BAKER, "2025-06-01", "2024-01-01"), 1),
    (dates.reviews_are_not_overdue, "page-without-term", swap("pages/tower-guide.de.md", "2025-06-01", "2001-01-01"), 0),
    (dates.reviews_come_before_dates, "no-days", nothing, 0),
    (dates.reviews_come_before_dates, "far", swap(BAKER, "reviewed: 2025-06-01", "reviewed: 2025-06-01\nreview_by: [2025-07-31]"), 0),
    (dates.reviews_come_before_dates, "two-near", swap(BAKER, "reviewed: 2025-06-01", "reviewed: 2025-06-01\nreview_by: [2025-07-30, 2025-07-12]"), 2),
    (dates.reviews_come_before_written_dates, "far", swap(BAKER, "Ist nachts schon wach.", "Ab 31. Juli 2025 wach."), 0),
    (dates.reviews_come_before_written_dates, "passed", swap(BAKER, "Ist nachts schon wach.", "Seit 29. Juni 2025 wach."), 0),
    (dates.reviews_come_before_written_dates, "another-day", swap(BAKER, "Ist nachts schon wach.", "Ab 22. Juli 2026 wach."), 0),
    (dates.reviews_come_before_written_dates, "in-both-languages", both(swap(BAKER, "Ist nachts schon wach.", "Ab 2. Juli 2025 wach."), swap(BAKER, "Is awake at night already.", "Awake from 2 July 2025 on.")), 2),
    (prerequisites.prerequisites_have_no_cycle, "two-steps", nothing, 0),
    (prerequisites.prerequisites_have_no_cycle, "two-ways-to-one", swap("skills/harbour-piloting.yml", "prerequisites:\n", "prerequisites:\n  - {skill: star-reading, level: seen, from: seen}\n"), 0),
    (prerequisites.prerequisites_have_no_cycle, "of-three", swap(STARS, "related: [weather-lore]", "prerequisites: [{skill: harbour-piloting, level: seen, from: seen}]"), 1),
    (prerequisites.prerequisites_have_no_cycle, "two-cycles", both(swap(STARS, "related: [weather-lore]", "prerequisites: [{skill: chart-drawing, level: seen, from: seen}]"), swap(KEYS, "reviewed:", "prerequisites: [{skill: key-keeping, level: seen, from: seen}]\nreviewed:")), 2),
    (prerequisites.prerequisites_are_unique, "once-per-level", swap(CHARTS, "prerequisites:\n", "prerequisites:\n  - {skill: star-reading, level: trusted, from: teaching}\n"), 0),
    (prerequisites.prerequisites_are_unique, "twice", swap(CHARTS, "prerequisites:\n", "prerequisites:\n  - {skill: star-reading, level: seen, from: tried}\n"), 1),
    (prerequisites.roles_hold_their_prerequisites, "held", nothing, 0),
    (prerequisites.roles_hold_their_prerequisites, "needed-from-a-higher-level", needs("tried", "trusted"), 0),
    (prerequisites.roles_hold_their_prerequisites, "only-optional", needs("seen", "tried"), 1),
    (prerequisites.roles_hold_their_prerequisites, "needed-from-a-lower-level", needs("seen", "seen"), 1),
    (prerequisites.roles_hold_their_prerequisites, "of-an-optional-skill", swap(MAPS, "    level: seen\n    necessity: optional\n    why: {de: Vermessen", "    level: tried\n    necessity: optional\n    why: {de: Vermessen"), 0),
    (roles.requirements_are_unique, "each-once", nothing, 0),
    (roles.requirements_are_unique, "route-twice", swap(MAPS, "maturity:", "  - {occupation: archivist, carries_over: {de: x, en: x}, missing: {de: x, en: x}}\nmaturity:"), 1),
    (roles.tasks_take_required_skills, "required", swap(KEEPER, "    basis: article\n  - de: Das Wetter", "    basis: article\n    skills: [lamp-care]\n  - de: Das Wetter"), 0),
    (roles.tasks_take_required_skills, "of-another-role", swap(KEEPER, "    basis: article\n  - de: Das Wetter", "    basis: article\n    skills: [lamp-care, chart-reading]\n  - de: Das Wetter"), 1),
    (roles.levels_are_stated_for_all_or_none, "for-all", nothing, 0),
    (roles.levels_are_stated_for_all_or_none, "for-none", lambda atlas: atlas.write(PORTER, "title: {de: x, en: x}\nrequires:\n  - {skill: lamp-care, necessity: essential}\n"), 0),
    (roles.levels_are_stated_for_all_or_none, "without-requirements", write("roles/idler.yml", "title: {de: x, en: x}\n"), 0),
    (roles.levels_are_stated_for_all_or_none, "for-some", swap(PORTER, "{skill: lamp-care, level: seen,", "{skill: lamp-care,"), 1),
    (roles.roles_name_other_roles, "other", nothing, 0),
    (roles.roles_name_other_roles, "own", swap(MAPS, "role: lighthouse-keeper", "role: map-maker"), 1),
    (roles.statements_from_a_source_name_it, "named", nothing, 0),
    (roles.statements_from_a_source_name_it, "of-a-role", swap(KEEPER, "basis: source\n  source: almanac\nmaturity", "basis: source\nmaturity"), 1),
    (roles.statements_from_a_source_name_it, "of-a-training", swap(COURSE, "basis: source, source: almanac}", "basis: source}"), 1),
    (skills.skills_are_required_by_a_role, "required", nothing, 0),
    (skills.skills_are_required_by_a_role, "orphan", write("skills/glue.yml", "title: {de: x, en: x}\ngroup: craft\n"), 1),
    (skills.relations_are_sensible, "other-skill", nothing, 0),
    (skills.relations_are_sensible, "own-and-twice", swap(STARS, "related: [weather-lore]", "related: [star-reading, weather-lore, weather-lore]"), 2),
    (skills.level_statements_are_complete, "up-to-the-required", nothing, 0),
    (skills.level_statements_are_complete, "a-gap-below", cut(KEYS, r"^  seen:\n.*\n.*\n.*\n"), 1),
    (skills.level_statements_are_complete, "no-statements-at-all", cut(KEYS, r"^levels:\n(  .*\n)+"), 0),
    (trainings.trainings_concern_a_skill, "each-kind", nothing, 0),
    (trainings.trainings_concern_a_skill, "reading-that-attests", swap("trainings/lamp-handbook.yml", "teaches:\n", "attests: [{skill: lamp-care, level: seen}]\nteaches:\n"), 1),
    (trainings.trainings_concern_a_skill, "reference-about-nothing", cut(TABLES, r"^about: .*\n"), 1),
    (trainings.trainings_concern_a_skill, "exam-that-only-teaches", swap(EXAM, "attests:\n  - {skill: lamp-care, level: trusted}\n  - {skill: night-watch, level: tried}", "teaches: [{skill: lamp-care, from: none, to: seen}]"), 2),
    (trainings.skills_are_named_once, "once", nothing, 0),
    (trainings.skills_are_named_once, "two-steps-of-a-skill", swap(COURSE, "teaches:\n", "teaches:\n  - {skill: weather-lore, from: seen, to: tried}\n"), 0),
    (trainings.skills_are_named_once, "attested-at-two-levels", swap(EXAM, "attests:\n", "attests:\n  - {skill: lamp-care, level: seen}\n"), 1),
    (trainings.skills_are_named_once, "about-twice", swap(TABLES, "about: [star-reading,", "about: [weather-lore, star-reading,"), 1),
    (trainings.skills_are_named_once, "presupposed-twice", swap(EXAM, "prerequisites:\n", "prerequisites:\n  - {skill: lamp-care, level: seen}\n"), 1),
    (trainings.training_levels_ascend, "upwards", nothing, 0),
    (trainings.training_levels_ascend, "downwards", swap(WORKSHOP, "from: seen, to: trusted", "from: trusted, to: tried"), 1),
    (trainings.offers_can_be_reached, "with-address", nothing, 0),
    (trainings.offers_can_be_reached, "without-address", cut(COURSE, r"^url: .*\n"), 1),
    (trainings.offers_can_be_reached, "without-address-of-ones-own", both(cut(COURSE, r"^url: .*\n"), swap("vocabularies/providers.yml", "Küstenschule Beispiel}", "Küstenschule Beispiel, own: true}")), 0),
    (trainings.lengths_are_stated_or_estimated, "stated", nothing, 0),
    (trainings.lengths_are_stated_or_estimated, "estimated", swap(COURSE, "duration: {hours: [10, 20], source: almanac}", "effort: {hours: 12}"), 0),
    (trainings.lengths_are_stated_or_estimated, "weeks-stated-hours-estimated", swap(COURSE, "duration: {hours: [10, 20], source: almanac}", "duration: {weeks: 3}\neffort: {hours: 12}"), 0),
    (trainings.lengths_are_stated_or_estimated, "both", swap(COURSE, "duration:", "effort: {hours: 12}\nduration:"), 1),
    (trainings.urls_are_unique, "other-path", other_url("https://school.example/stars-2"), 0),
    (trainings.urls_are_unique, "case-of-the-path", other_url("https://school.example/Stars"), 0),
    (trainings.urls_are_unique, "other-query", other_url("https://school.example/stars?day=2"), 0),
    (trainings.urls_are_unique, "other-fragment", other_url("https://school.example/stars#two"), 0),
    (trainings.urls_are_unique, "other-port", other_url("https://school.example:8443/stars"), 0),
    (trainings.urls_are_unique, "same", other_url("https://school.example/stars"), 1),
    (trainings.urls_are_unique, "final-slash", other_url("https://school.example/stars/"), 1),
    (trainings.urls_are_unique, "case-of-the-host", other_url("HTTPS://School.Example/stars"), 1),
    (trainings.urls_are_unique, "http", other_url("http://school.example/stars"), 1),
    (trainings.retired_ones_name_a_successor, "named", nothing, 0),
    (trainings.retired_ones_name_a_successor, "none", swap("trainings/signal-course.yml", "successor: star-course", "successor: none"), 0),
    (trainings.retired_ones_name_a_successor, "changing-without", cut(WORKSHOP, r"^successor: .*\n"), 0),
    (trainings.retired_ones_name_a_successor, "doubtful-with", swap("trainings/porter-class.yml", "state: doubtful", "state: doubtful\nsuccessor: none"), 1),
    (trainings.retired_ones_name_a_successor, "retired-without", cut("trainings/signal-course.yml", r"^successor: .*\n"), 1),
    (trainings.successors_are_given, "given", nothing, 0),
    (trainings.successors_are_given, "of-a-changing-one", swap(WORKSHOP, "successor: harbour-evenings", "successor: signal-course"), 1),
    (trainings.successors_are_given, "each-other", both(swap("trainings/signal-course.yml", "successor: star-course", "successor: chart-workshop"), swap(WORKSHOP, "state: changing\nsuccessor: harbour-evenings", "state: retired\nsuccessor: signal-course")), 2),
    (trainings.languages_fit_the_kind, "stated", nothing, 0),
    (trainings.languages_fit_the_kind, "reference-without", cut(TABLES, r"^languages: .*\n"), 0),
    (trainings.languages_fit_the_kind, "course-without", cut(WORKSHOP, r"^languages: .*\n"), 1),
    (trainings.languages_fit_the_kind, "exam-without", cut(EXAM, r"^languages: .*\n"), 1),
]  # fmt: skip
OWN = (dates, prerequisites, roles, skills, texts, trainings)


@pytest.mark.parametrize(
    ("rule", "change", "count"),
    [pytest.param(rule, change, count, id=f"{rule.__name__}-{name}") for rule, name, change, count in GOOD_AND_BAD],
)
def test_rule(rule: Rule, change: Break, count: int, atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    change(atlas)
    monkeypatch.setattr(rules, "STRUCTURE", (rule,))
    monkeypatch.setattr(rules, "WORDING", ())
    problems = atlas.problems(TODAY)
    assert len(problems) == count, [str(problem) for problem in problems]


def test_each_rule_has_good_and_bad_rows() -> None:
    modules = {module.__name__ for module in OWN}
    wanted = {rule.__name__ for rule in EVERY_RULE if rule.__module__ in modules}
    assert wanted == {rule.__name__ for rule, *_, count in GOOD_AND_BAD if count == 0}
    assert wanted == {rule.__name__ for rule, *_, count in GOOD_AND_BAD if count > 0}


def test_rules_say_what_they_ensure() -> None:
    assert [rule.__name__ for rule in EVERY_RULE if not (rule.__doc__ or "").startswith("Ensure ")] == []
    assert len(set(EVERY_RULE)) == len(EVERY_RULE)


def test_a_third_language_asks_for_every_text(atlas: Atlas) -> None:
    atlas.replace("site.yml", "  - {id: en, ", "  - {id: fr, title: Français}\n  - {id: en, ")
    problems = atlas.problems()
    assert {problem.code for problem in problems} == {"missing-translation"}
    files = {atlas.place(problem)[0] for problem in problems}
    assert {path.split("/")[0] for path in files} == {
        "site.yml", "roles", "skills", "trainings", "occupations", "vocabularies", "glossary.yml", "pages",
    }  # fmt: skip


def test_a_long_chain_of_prerequisites(atlas: Atlas) -> None:
    for number in range(1500):
        needed = f"prerequisites: [{{skill: s{number + 1}, level: seen, from: seen}}]\n" if number < 1499 else ""
        atlas.write(f"skills/s{number}.yml", f"title: {{de: x, en: x}}\ngroup: craft\n{needed}")
    assert {problem.code for problem in atlas.problems()} == {"orphan-skill"}


def test_an_exception_lets_a_problem_pass(atlas: Atlas) -> None:
    atlas.write("skills/glue.yml", "title: {de: Leim, en: Glue}\ngroup: craft\n")
    atlas.write("exceptions.yml", "- {code: orphan-skill, record: skills/glue, reason: x, until: 2025-06-30}\n")
    assert atlas.problems() == ()


def test_an_exception_lets_it_pass_from_within_the_folder_too(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside the content folder, messages show paths without a folder."""
    atlas.write("skills/glue.yml", "title: {de: Leim, en: Glue}\ngroup: craft\n")
    atlas.write("exceptions.yml", "- {code: orphan-skill, record: skills/glue, reason: x, until: 2025-06-30}\n")
    monkeypatch.chdir(atlas.root)
    assert Atlas(Path()).problems() == ()


def test_an_exception_holds_for_its_record_and_code_only(atlas: Atlas) -> None:
    for name in ("glue", "superglue"):
        atlas.write(f"skills/{name}.yml", "title: {de: Leim, en: Glue}\ngroup: craft\n")
    atlas.write("exceptions.yml", "- {code: orphan-skill, record: skills/glue, reason: x, until: 2025-12-31}\n")
    assert atlas.places() == [("skills/superglue.yml", 1, 1, "orphan-skill")]


def test_an_exception_that_is_over_excuses_nothing(atlas: Atlas) -> None:
    atlas.write("skills/glue.yml", "title: {de: Leim, en: Glue}\ngroup: craft\n")
    atlas.write("exceptions.yml", "- {code: orphan-skill, record: skills/glue, reason: x, until: 2025-06-29}\n")
    assert [code for *_, code in atlas.places()] == ["exception-over", "orphan-skill"]


def test_an_exception_is_judged_whatever_else_is_wrong(atlas: Atlas) -> None:
    """A missing prerequisite that is accepted stays accepted while another record has an error."""
    needs("seen", "tried")(atlas)
    waiver = "- {code: missing-prerequisite, record: roles/night-porter, reason: x, until: 2025-12-31}\n"
    atlas.write("exceptions.yml", waiver)
    assert atlas.problems() == ()
    atlas.replace("occupations/baker.yml", "reviewed: 2025-06-01", "reviewed: ‸2026-06-01")
    assert atlas.places() == [(*atlas.marks[-1], "future-date")]


def test_warnings_let_the_atlas_pass(atlas: Atlas) -> None:
    atlas.write("skills/glue.yml", "title: {de: Leim, en: Glue}\ngroup: craft\n")
    _, problems = atlas.load()
    assert [problem.severity for problem in problems] == [Severity.WARNING]
