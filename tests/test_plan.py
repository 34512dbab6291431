"""The learning plan: which steps, which training for each, what the filters hide, how long it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import Catalog, Step
from generator.derive.paths import learning_path
from generator.derive.plan import (
    Filters,
    Length,
    PlannedStep,
    Profile,
    Standing,
    allowed,
    hidden_by,
    make_plan,
    standing,
)
from tests.atlas import Atlas

KEEPER = Profile("lighthouse-keeper", {})
# Steps that are out of the way in the tests of one step.
REST = {"lamp-care": 4, "night-watch": 2, "star-reading": 2}
ONE_STEP = Profile("lighthouse-keeper", {**REST, "weather-lore": 0})


def course(atlas: Atlas, id: str, teaches: str, extra: str = "") -> None:
    """Add a free English course; ``teaches`` such as ``weather-lore none seen``, several parted by commas."""
    rows = "".join("  - {{skill: {}, from: {}, to: {}}}\n".format(*part.split()) for part in teaches.split(","))
    fixed = {"kind": "course", "cost": "free", "languages": "{page: [en], instruction: [en]}"}
    given = {line.partition(":")[0] for line in extra.splitlines()}
    defaults = "".join(f"{key}: {value}\n" for key, value in fixed.items() if key not in given)
    atlas.write(
        f"trainings/{id}.yml",
        f"title: {id}\nprovider: coast-school\nurl: https://school.example/{id}\nformat: evening-class\n"
        f"{defaults}{extra}teaches:\n{rows}checked: {{date: 2025-05-20, how: public-list}}\nreviewed: 2025-06-01\n",
    )


def step_of(catalog: Catalog, profile: Profile, skill: str, rank: int) -> PlannedStep:
    """Give one step of a plan."""
    return next(step for step in make_plan(catalog, profile).steps if step.step == Step(skill, rank))


def test_the_plan_holds_the_missing_steps_in_the_order_of_the_learning_path(catalog: Catalog) -> None:
    have = {"lamp-care": 2, "star-reading": 1}
    plan = make_plan(catalog, Profile("lighthouse-keeper", have))
    path = learning_path(catalog, "lighthouse-keeper", have)
    assert [(step.step, step.after) for step in plan.steps] == [(step.step, step.after) for step in path]


def test_standing_counts_skills_and_steps(catalog: Catalog) -> None:
    assert standing(catalog, "lighthouse-keeper", {}) == Standing(0, 4, 10, 10)
    assert standing(catalog, "lighthouse-keeper", {"lamp-care": 4, "night-watch": 1, "guest-care": 3}) == Standing(
        1, 4, 5, 10
    )
    # More than asked for does not make up for something else.
    assert standing(catalog, "lighthouse-keeper", {"night-watch": 4}) == Standing(1, 4, 8, 10)


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        pytest.param("state: changing\nsuccessor: none\n", "", id="active before changing"),
        pytest.param(
            "languages: {page: [en], instruction: [en], machine_translated: true}\n", "", id="translated by people"
        ),
        pytest.param("cost: freemium\n", "", id="free before partly free"),
        pytest.param("cost: paid\n", "cost: unknown\n", id="unknown before paid"),
        pytest.param("kind: reading\n", "", id="course before reading"),
        pytest.param("cost: paid\n", "kind: reading\n", id="free reading before paid course"),
        pytest.param(
            "prerequisites: [{skill: storytelling, level: seen}]\n", "cost: paid\n", id="what it presupposes is there"
        ),
    ],
)
def test_of_two_trainings_the_better_one_is_chosen(atlas: Atlas, worse: str, better: str) -> None:
    course(atlas, "a-worse", "storytelling none seen,weather-lore seen tried", worse)
    course(atlas, "b-better", "storytelling none seen,weather-lore seen tried", better)
    catalog = atlas.catalog()
    step = step_of(catalog, replace(ONE_STEP, have={**REST, "weather-lore": 1}), "weather-lore", 2)
    assert (step.best, step.alternatives) == ("b-better", ("a-worse",))
    # Every other page leads with the same training, as far as it can know what the reader brings.
    if "prerequisites" not in worse:
        assert catalog.trainings_for(Step("weather-lore", 2)) == ("b-better", "a-worse")


def test_among_equals_the_one_that_lifts_more_of_the_steps_to_come_is_chosen(atlas: Atlas) -> None:
    course(atlas, "a-narrow", "weather-lore seen tried", "duration: {hours: 2}\n")
    course(atlas, "b-broad", "weather-lore seen tried,lamp-care tried trusted")
    catalog = atlas.catalog()
    have = {**REST, "weather-lore": 1, "lamp-care": 2}
    assert step_of(catalog, replace(KEEPER, have=have), "weather-lore", 2).best == "b-broad"
    # Steps that are behind count no longer.
    have["lamp-care"] = 4
    assert step_of(catalog, replace(KEEPER, have=have), "weather-lore", 2).best == "a-narrow"


def test_a_training_chosen_before_is_chosen_again(atlas: Atlas) -> None:
    course(atlas, "z-both", "lamp-care none seen,weather-lore seen tried", "cost: paid\n")
    course(atlas, "a-later", "weather-lore seen tried")
    atlas.path("trainings/lamp-handbook.yml").unlink()
    plan = make_plan(atlas.catalog(), replace(KEEPER, have={"weather-lore": 1, "star-reading": 2, "night-watch": 2}))
    assert [step.best for step in plan.steps if step.best] == ["z-both", "z-both"]
    assert plan.chosen == ("z-both",)


def test_the_readers_pick_comes_first_but_not_past_the_filters(atlas: Atlas) -> None:
    course(atlas, "dear", "weather-lore none seen", "cost: paid\n")
    catalog = atlas.catalog()
    picked = replace(ONE_STEP, picks=frozenset({"dear"}))
    assert step_of(catalog, ONE_STEP, "weather-lore", 1).best == "star-course"
    assert step_of(catalog, picked, "weather-lore", 1).best == "dear"
    assert step_of(catalog, replace(picked, filters=Filters(free=True)), "weather-lore", 1).best == "star-course"


def test_what_a_training_presupposes_may_come_from_an_earlier_step(atlas: Atlas) -> None:
    course(
        atlas,
        "forecasting",
        "weather-lore seen tried",
        "prerequisites: [{skill: star-reading, level: seen}, {skill: night-watch, level: trusted}]\n",
    )
    step = step_of(atlas.catalog(), KEEPER, "weather-lore", 2)
    assert (step.best, step.too_early) == ("forecasting", (Step("night-watch", 3),))


@pytest.mark.parametrize(
    ("filters", "left", "hidden"),
    [
        (Filters(), ["star-course", "lamp-handbook", "harbour-evenings"], 0),
        (Filters(free=True), ["star-course"], 2),
        (Filters(languages=frozenset({"de"})), ["star-course"], 2),
        (Filters(languages=frozenset({"en"})), ["lamp-handbook"], 2),
        (Filters(languages=frozenset({"de", "en"})), ["star-course", "lamp-handbook"], 1),
        (Filters(kinds=frozenset({"reading"})), ["lamp-handbook"], 2),
        (Filters(free=True, kinds=frozenset({"reading"})), [], 3),
    ],
)
def test_filters_hide_and_say_how_many(catalog: Catalog, filters: Filters, left: list[str], hidden: int) -> None:
    step = step_of(catalog, replace(ONE_STEP, filters=filters), "weather-lore", 1)
    assert [*([step.best] if step.best else []), *step.alternatives] == left
    assert step.hidden == hidden


def test_an_emptied_step_says_what_its_filters_hid(catalog: Catalog) -> None:
    step = Step("weather-lore", 1)
    filters = Filters(free=True, languages=frozenset({"fr"}), kinds=frozenset({"reading"}))
    # harbour-evenings is machine-translated, so it counts for no language.
    assert hidden_by(catalog, filters, step) == {
        "languages": {"de": 1, "en": 1, "fr": 0},
        "free": {"yes": 1, "no": 2},
        "kinds": {"course": 2, "reading": 1},
    }
    assert hidden_by(catalog, Filters(), step) == {}


def test_ticks_change_what_remains_and_never_what_was_chosen(catalog: Catalog) -> None:
    fresh = make_plan(catalog, KEEPER)
    ticked = make_plan(catalog, replace(KEEPER, done={"star-reading": 2, "weather-lore": 1}))
    assert [replace(step, done=False) for step in ticked.steps] == list(fresh.steps)
    assert [step.step for step in ticked.steps if step.done] == [
        Step("star-reading", 1),
        Step("weather-lore", 1),
        Step("star-reading", 2),
    ]
    assert fresh.length == Length(hours=10, unstated=1, without_training=6, weeks=None)
    assert ticked.length == Length(hours=0, unstated=1, without_training=6, weeks=None)


def test_own_estimates_fill_the_gaps_and_weeks_need_all_of_them(catalog: Catalog) -> None:
    profile = replace(KEEPER, hours={"lamp-handbook": 6.5}, hours_per_week=4)
    assert make_plan(catalog, profile).length == Length(16.5, 0, 6, None)
    profile = replace(profile, hours_without_training=8)
    assert make_plan(catalog, profile).length == Length(64.5, 0, 6, 17)
    assert make_plan(catalog, replace(profile, hours_per_week=None)).length.weeks is None
    # An own estimate replaces what the provider states.
    assert make_plan(catalog, replace(profile, hours={"lamp-handbook": 6.5, "star-course": 20})).length.hours == 74.5


def test_a_target_that_is_met_leaves_an_empty_plan(catalog: Catalog) -> None:
    plan = make_plan(catalog, replace(KEEPER, have={**REST, "weather-lore": 2}))
    assert (plan.steps, plan.chosen, plan.length) == ((), (), Length(0, 0, 0, None))


@given(data=st.data())
def test_every_choice_lifts_its_step_and_passes_the_filters(catalog: Catalog, data: st.DataObject) -> None:
    filters = Filters(
        data.draw(st.booleans()),
        data.draw(st.frozensets(st.sampled_from(["de", "en"]))),
        data.draw(st.frozensets(st.sampled_from(["course", "reading"]))),
    )
    have = data.draw(st.dictionaries(st.sampled_from(sorted(catalog.content.skills)), st.integers(0, 4)))
    target = data.draw(st.sampled_from(sorted(catalog.content.roles)))
    plan = make_plan(catalog, Profile(target, have, filters=filters))
    for step in plan.steps:
        offers = [id for id in catalog.trainings_for(step.step) if allowed(catalog, filters, id)]
        assert sorted([step.best, *step.alternatives] if step.best else step.alternatives) == sorted(offers)
        assert bool(step.best) == bool(offers)
    assert plan.chosen == tuple(dict.fromkeys(step.best for step in plan.steps if step.best))
