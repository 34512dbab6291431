"""The learning plan: its steps and offers, what filters remove, the order, the hours and the costs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import Catalog, Step
from generator.derive.filters import Filters, allowed
from generator.derive.paths import learning_path
from generator.derive.plan import LearningPlan, Profile, Standing, standing
from generator.derive.times import Length, Money, Time
from generator.pipeline import load_linked
from tests.atlas import Atlas
from tests.planning import contradictions, hidden_by, make_plan

KEEPER = Profile("lighthouse-keeper", {})
# The other skills of the role, at the levels that it requires: tests of one step have these already.
REST = {"lamp-care": 4, "night-watch": 2, "star-reading": 2}
ONE_STEP = Profile("lighthouse-keeper", {**REST, "weather-lore": 0})


def course(atlas: Atlas, id: str, teaches: str, extra: str = "") -> None:
    """Add a free English course of 10 hours. ``teaches`` is such as ``weather-lore none seen``; several are separated by commas."""
    rows = "".join("  - {{skill: {}, from: {}, to: {}}}\n".format(*part.split()) for part in teaches.split(","))
    fixed = {
        "kind": "course",
        "cost": "free",
        "languages": "{page: [en], instruction: [en]}",
        "duration": "{hours: 10}",
    }
    given = {line.partition(":")[0] for line in extra.splitlines()}
    defaults = "".join(f"{key}: {value}\n" for key, value in fixed.items() if key not in given)
    atlas.write(
        f"trainings/{id}.yml",
        f"title: {id}\nprovider: coast-school\nurl: https://school.example/{id}\nformat: evening-class\n"
        f"{defaults}{extra}teaches:\n{rows}checked: {{date: 2025-05-20, how: public-list}}\nreviewed: 2025-06-01\n",
    )


def cost_more(atlas: Atlas) -> None:
    """Mark the fictional atlas's own offers for the first step as changing, so that others are preferred."""
    for id in ("star-course", "lamp-handbook", "harbour-evenings"):
        record = atlas.path(f"trainings/{id}.yml").read_text(encoding="utf-8")
        rows = (line for line in record.splitlines() if not line.startswith(("state:", "successor:")))
        atlas.write(f"trainings/{id}.yml", "\n".join([*rows, "state: changing", "successor: none", ""]))


def units(plan: LearningPlan) -> list[tuple[str, list[str]]]:
    """Return the units of a plan, each as its offer and its steps."""
    return [(unit.offer, [f"{step.step.skill} {step.step.rank}" for step in unit.steps]) for unit in plan.units]


def test_a_plan_holds_the_missing_steps(catalog: Catalog) -> None:
    have = {"lamp-care": 2, "star-reading": 1}
    plan = make_plan(catalog, Profile("lighthouse-keeper", have))
    path = learning_path(catalog, "lighthouse-keeper", have)
    assert sorted(step.step for step in plan.steps) == sorted(step.step for step in path)


def test_standing_counts_skills_and_steps(catalog: Catalog) -> None:
    assert standing(catalog, "lighthouse-keeper", {}) == Standing(0, 4, 10, 10)
    assert standing(catalog, "lighthouse-keeper", {"lamp-care": 4, "night-watch": 1, "guest-care": 3}) == Standing(
        1, 4, 5, 10
    )
    # A level above the required one does not make up for a missing one.
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
        pytest.param("duration: {hours: 11}\n", "", id="fewer hours"),
        pytest.param("duration: {hours: [10, 12]}\n", "", id="the middle of a range counts"),
        pytest.param(
            "duration: unknown\neffort: {hours: [9, 13]}\n", "", id="an estimate counts as hours where none are stated"
        ),
        pytest.param("duration: unknown\n", "duration: {hours: 39}\n", id="silence about hours is no advantage"),
        pytest.param(
            "prerequisites: [{skill: storytelling, level: seen}]\n",
            "cost: paid\n",
            id="what it presupposes lies on no way",
        ),
    ],
)
def test_of_two_offers_the_better_one_is_chosen(atlas: Atlas, worse: str, better: str) -> None:
    course(atlas, "a-worse", "weather-lore seen tried", worse)
    course(atlas, "b-better", "weather-lore seen tried", better)
    catalog = atlas.catalog()
    (unit,) = make_plan(catalog, replace(ONE_STEP, have={**REST, "weather-lore": 1})).units
    assert (unit.offer, unit.alternatives) == ("b-better", ("a-worse",))


def test_an_offer_that_lifts_several_steps_shares_its_cost_among_them(atlas: Atlas) -> None:
    course(atlas, "a-narrow", "weather-lore seen tried", "duration: {hours: 4}\n")
    course(atlas, "b-broad", "weather-lore seen tried,lamp-care tried trusted", "duration: {hours: 12}\n")
    catalog = atlas.catalog()
    have = {**REST, "weather-lore": 1, "lamp-care": 2}
    # 22 hours for two steps are less per step than 14 for one: ten hours of each figure stand for the cost of having an offer.
    assert ("b-broad", ["weather-lore 2", "lamp-care 3"]) in units(make_plan(catalog, replace(KEEPER, have=have)))
    have["lamp-care"] = 4  # a step that is already taken does not count
    assert units(make_plan(catalog, replace(KEEPER, have=have))) == [("a-narrow", ["weather-lore 2"])]


def test_an_offer_is_left_out_when_the_others_lift_as_much(atlas: Atlas) -> None:
    """The free course is chosen first, but the paid one, which another step needs, covers its step too, so the free one is left out."""
    course(atlas, "a-free", "weather-lore seen tried")
    course(atlas, "b-both", "weather-lore seen tried,lamp-care tried trusted", "cost: paid\n")
    atlas.path("trainings/lamp-handbook.yml").unlink()
    have = {**REST, "weather-lore": 1, "lamp-care": 2}
    free_only = Filters(free=True)
    plan = make_plan(atlas.catalog(), replace(KEEPER, have=have))
    assert plan.offers == ("b-both",)
    assert make_plan(atlas.catalog(), replace(KEEPER, have=have, filters=free_only)).offers == ("a-free",)


def test_the_readers_pick_comes_first_but_not_past_the_filters(atlas: Atlas) -> None:
    course(atlas, "dear", "weather-lore none seen", "cost: paid\n")
    catalog = atlas.catalog()
    one = replace(ONE_STEP, have={**REST, "weather-lore": 0})
    picked = replace(one, picks=frozenset({"dear"}))

    def first(profile: Profile) -> str:
        return next(unit.offer for unit in make_plan(catalog, profile).units if unit.steps[0].step.rank == 1)

    assert first(one) == "star-course"
    assert first(picked) == "dear"
    assert first(replace(picked, filters=Filters(free=True))) == "star-course"


def test_an_offer_comes_after_what_it_presupposes(atlas: Atlas) -> None:
    course(atlas, "forecasting", "weather-lore none tried", "prerequisites: [{skill: night-watch, level: tried}]\n")
    plan = make_plan(atlas.catalog(), replace(KEEPER, have={"lamp-care": 4, "star-reading": 2}))
    order = [f"{step.step.skill} {step.step.rank}" for step in plan.steps]
    assert order.index("night-watch 2") < order.index("weather-lore 1")
    assert "forecasting" in plan.offers


def test_a_step_that_needs_another_skill_brings_it_along(atlas: Atlas) -> None:
    """A step that the role does not require says which step needs it."""
    record = atlas.path("skills/weather-lore.yml").read_text(encoding="utf-8")
    needs = "prerequisites:\n  - {skill: storytelling, level: seen, from: tried}\n"
    atlas.write("skills/weather-lore.yml", record + needs)
    catalog = load_linked(atlas.root)  # without the rule that a role requires what its skills need
    plan = make_plan(catalog, replace(ONE_STEP, have={**REST, "weather-lore": 1}))
    assert [(step.step, step.needed_for) for step in plan.steps] == [
        (Step("storytelling", 1), Step("weather-lore", 2)),
        (Step("weather-lore", 2), None),
    ]


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
def test_filters_take_offers_away_and_say_how_many(
    catalog: Catalog, filters: Filters, left: list[str], hidden: int
) -> None:
    plan = make_plan(catalog, replace(ONE_STEP, filters=filters))
    unit = next(unit for unit in plan.units if unit.steps[0].step == Step("weather-lore", 1))
    assert sorted([*([unit.offer] if unit.offer else []), *unit.alternatives]) == sorted(left)
    assert unit.hidden == hidden
    assert sorted(step.step for step in plan.steps) == [Step("weather-lore", 1), Step("weather-lore", 2)]


def test_a_step_left_without_offers_says_what_its_filters_hid(catalog: Catalog) -> None:
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
    assert units(ticked) == units(fresh)
    assert {step.step for step in ticked.steps if step.done} == {
        Step("star-reading", 1),
        Step("weather-lore", 1),
        Step("star-reading", 2),
    }
    assert ticked.length.untimed + ticked.length.high < fresh.length.untimed + fresh.length.high


def test_time_is_stated_or_estimated_or_counted_as_missing(atlas: Atlas) -> None:
    course(atlas, "stated", "weather-lore none seen", "duration: {hours: [10, 20]}\n")
    course(atlas, "guessed", "weather-lore seen tried", "duration: {weeks: 3}\neffort: {hours: [4, 5]}\n")
    cost_more(atlas)
    catalog = atlas.catalog()
    profile = replace(ONE_STEP, hours_per_week=4)
    plan = make_plan(catalog, profile)
    assert [unit.time for unit in plan.units] == [Time(10, 20, stated=True), Time(4, 5, stated=False)]
    assert plan.length == Length(14, 25, 15, 4.5, 0, (4, 7))
    # A unit without hours is counted as untimed, not as zero hours.
    plan = make_plan(catalog, replace(profile, filters=Filters(free=True, kinds=frozenset({"reading"}))))
    assert plan.length == Length(0, 0, 0, 0, 2, (0, 0))


def test_money_counts_what_is_known(atlas: Atlas) -> None:
    price = "cost: paid\nprice: {amount: 165, currency: EUR, date: 2025-04, source: list}\n"
    price += "sources: {list: {title: A list}}\n"
    course(atlas, "priced", "weather-lore none seen", price)
    course(atlas, "free", "weather-lore seen tried")
    cost_more(atlas)
    assert make_plan(atlas.catalog(), ONE_STEP).money == Money(
        free=1, partly=0, priced=1, prices={"EUR": 165}, unpriced=0, unknown=0
    )


def test_a_target_that_is_met_leaves_an_empty_plan(catalog: Catalog) -> None:
    plan = make_plan(catalog, replace(KEEPER, have={**REST, "weather-lore": 2}))
    assert (plan.units, plan.length) == ((), Length(0, 0, 0, 0, 0, (0, 0)))


@given(data=st.data())
def test_no_plan_contradicts_itself(catalog: Catalog, data: st.DataObject) -> None:
    filters = Filters(
        data.draw(st.booleans()),
        data.draw(st.frozensets(st.sampled_from(["de", "en"]))),
        data.draw(st.frozensets(st.sampled_from(["course", "reading"]))),
    )
    have = data.draw(st.dictionaries(st.sampled_from(sorted(catalog.content.skills)), st.integers(0, 4)))
    target = data.draw(st.sampled_from(sorted(catalog.content.roles)))
    profile = Profile(target, have, filters=filters)
    plan = make_plan(catalog, profile)
    assert contradictions(catalog, profile, plan) == []
    assert len(set(plan.offers)) == len(plan.offers)
    assert all(allowed(catalog, filters, id) for unit in plan.units for id in (*unit.alternatives, unit.offer) if id)
    without = make_plan(catalog, replace(profile, filters=Filters()))
    assert {step.step for step in plan.steps} == {step.step for step in without.steps}


@given(data=st.data())
def test_the_way_to_the_first_grade_is_the_same_whatever_comes_after_it(catalog: Catalog, data: st.DataObject) -> None:
    have = data.draw(st.dictionaries(st.sampled_from(sorted(catalog.content.skills)), st.integers(0, 4)))
    role = data.draw(st.sampled_from(sorted(catalog.content.roles)))
    whole = make_plan(catalog, Profile(role, have))
    start = make_plan(catalog, Profile(role, have, grade=catalog.grades_of(role)[0]))
    assert whole.lengths[0] == start.length
    assert [unit.offer for unit in whole.units if not unit.stage] == [unit.offer for unit in start.units]
