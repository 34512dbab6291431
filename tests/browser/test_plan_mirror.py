"""The plan in the browser equals the reference plan, for 200 random readers with filters, picks, ticks and hours per week."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from generator.catalog import Catalog, Step
from generator.derive.facts import Facts
from generator.derive.filters import Filters
from generator.derive.near import EXACT
from generator.derive.plan import HOURS_PER_WEEK, LearningPlan, Planner, Profile, Unit, standing
from generator.derive.times import Length
from generator.pipeline import load_linked
from generator.render.pages import Renderer
from generator.render.views.ways import length_text
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY
from tests.browser.conftest import ROOT, Edition, Watched
from tests.planning import hidden_by

SAID = """() => {
  const plan = window.raPlan, data = JSON.parse(document.getElementById("ra-plan-data").textContent);
  plan.read(data, data);
  plan.read(data, plan.details);
  const words = plan.words(data);
  return Object.fromEntries(data.occupations.map(occupation => {
    const ways = plan.ways(data, { ...plan.empty(data), occupation: occupation.at });
    const length = way => words.stages(way.result, data.pace)[0].text.replace(/^.*?\\)/, ""); // without steps and offers
    return [occupation.id, Object.fromEntries(ways.map(way => [way.role.id, length(way)]))];
  }));
}"""

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
PROFILES, SEED = 200, 20261126

RUN = """profiles => {
  const plan = window.raPlan, data = JSON.parse(document.getElementById("ra-plan-data").textContent);
  plan.read(data, data);
  plan.read(data, plan.details);
  const at = (list, id) => data[list].find(record => record.id === id).at;
  const pairs = object => Object.fromEntries(Object.entries(object).map(([id, value]) => [at("skills", id), value]));
  const step = ([skill, rank]) => [data.skills[skill].id, rank];
  const id = place => place < 0 ? "" : data.trainings[place].id;
  const length = l => [l.low, l.high, l.stated, l.estimated, l.untimed, l.weeks];
  return profiles.map(profile => {
    const state = {
      ...plan.empty(data), target: at("roles", profile.target), filters: profile.filters,
      answers: pairs(profile.have), done: pairs(profile.done),
      picks: profile.picks.map(id => at("trainings", id)), perWeek: profile.perWeek,
    };
    const found = plan.plan(data, state);
    return {
      grades: found.grades.length,
      units: found.units.map(u => [
        id(u.offer),
        u.steps.map(s => [
          ...step([s.skill, s.rank]), s.stage, s.neededFor && step(s.neededFor), s.done
        ]),
        u.alternatives.map(id), u.hidden, u.time && [u.time[0], u.time[1], Boolean(u.time[2])], u.stage, u.done
      ]),
      lengths: found.lengths.map(length),
      money: plan.moneyOf(found.units.filter(u => !u.done && u.offer >= 0).map(u => data.trainings[u.offer])),
      hidden: found.units.flatMap(u => u.steps).map(s => plan.hiddenBy(data, s.skill, s.rank, profile.filters)),
      ways: profile.near ? plan.ways(data, state).map(way => [way.role.id, length(way.length)]) : []
    };
  });
}"""


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    """The shipped atlas."""
    return load_linked(ROOT / "content")


def random_profile(catalog: Catalog, chance: random.Random) -> dict[str, Any]:
    """Return a reader as JSON, with none to nearly all skills and any filters."""
    skills = sorted(catalog.content.skills)
    target = chance.choice(sorted(catalog.content.roles))
    top = len(catalog.level_ids)
    have = {skill: chance.randint(0, top) for skill in chance.sample(skills, k=chance.choice([0, 5, 20, len(skills)]))}
    if chance.random() < 0.03:
        have = dict.fromkeys(skills, top)
    required = catalog.requirement_ranks(target, essential_only=True)
    lifting = sorted(
        {
            id
            for skill, rank in required.items()
            for n in range(rank)
            for id in catalog.trainings_for(Step(skill, n + 1))
        }
    )
    return {
        "target": target,
        "have": have,
        "done": {
            skill: chance.randint(1, top) for skill in chance.sample(sorted(required), k=chance.choice([0, 3, 9]))
        },
        "filters": {
            "free": chance.random() < 0.4,
            "languages": chance.choice([[], [], ["de"], ["en"], ["de", "en"]]),
            "kinds": chance.choice([[], [], ["course"], ["reading"], ["course", "reading"]]),
        },
        "picks": chance.sample(lifting, k=chance.choice([0, 0, 4])),
        "perWeek": chance.choice([None, 5, 7.5]),
        "near": chance.random() < 0.1,
    }


def profile_of(given: dict[str, Any], **changes: Any) -> Profile:
    """Return the reader in the form of the reference plan."""
    values = {
        "target": given["target"],
        "have": given["have"],
        "done": given["done"],
        "filters": Filters(
            given["filters"]["free"], frozenset(given["filters"]["languages"]), frozenset(given["filters"]["kinds"])
        ),
        "picks": frozenset(given["picks"]),
        "hours_per_week": given["perWeek"] or HOURS_PER_WEEK,
    }
    return Profile(**(values | changes))


def expected(planner: Planner, given: dict[str, Any]) -> dict[str, Any]:
    """Return the reference plan in the form of the browser's."""
    catalog, profile = planner.catalog, profile_of(given)
    plan = planner.plan(profile)
    return {
        **_shown(plan),
        "hidden": [_hidden(hidden_by(catalog, profile.filters, step.step)) for step in plan.steps],
        "ways": _ways(planner, given) if given["near"] else [],
    }


def _shown(plan: LearningPlan) -> dict[str, Any]:
    money = plan.money
    return {
        "grades": len(plan.grades),
        "units": [_unit(unit) for unit in plan.units],
        "lengths": [_length(length) for length in plan.lengths],
        "money": {
            "free": money.free, "partly": money.partly, "priced": money.priced, "prices": dict(money.prices),
            "unpriced": money.unpriced, "unknown": money.unknown,
        },
    }  # fmt: skip


def _unit(unit: Unit) -> list[object]:
    steps = [
        [
            *step.step,
            step.stage,
            list(step.needed_for) if step.needed_for else None,
            step.done,
        ]
        for step in unit.steps
    ]
    time = [unit.time.low, unit.time.high, unit.time.stated] if unit.time else 0
    return [unit.offer, steps, list(unit.alternatives), unit.hidden, time, unit.stage, unit.done]


def _length(length: Length) -> list[object]:
    """Return a length as a list; its hours must be exactly equal."""
    return [length.low, length.high, length.stated, length.estimated, length.untimed, list(length.weeks)]


def _hidden(counts: dict[str, dict[str, int]]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        name: [list(pair) for pair in counts[name].items()] for name in ("languages", "kinds") if name in counts
    }
    return shown | ({"free": [counts["free"]["yes"], counts["free"]["no"]]} if "free" in counts else {})


def _ways(planner: Planner, given: dict[str, Any]) -> list[list[object]]:
    """Return the roles with the length up to their first grade, in the order of its hours."""
    catalog, rows = planner.catalog, []
    stands = {
        role: standing(catalog, role, given["have"], catalog.grades_of(role)[0]) for role in catalog.content.roles
    }
    near = sorted((figures.missing, role) for role, figures in stands.items() if figures.essential)[:EXACT]
    for _, role in near:
        first = planner.plan(profile_of(given, target=role)).lengths[0]
        rows.append((first.middle, first.untimed, role, _length(first)))
    return [[role, length] for _, _, role, length in sorted(rows, key=lambda row: row[:3])]


def test_the_browser_plans_as_the_reference_does(watched: Watched, web: Edition, shipped: Catalog) -> None:
    chance = random.Random(SEED)
    profiles = [random_profile(shipped, chance) for _ in range(PROFILES)]
    watched.page.goto(web.url("en", "plan"))
    watched.page.locator("#plan-target").focus()
    watched.page.wait_for_function("raPlan.details")
    found = watched.page.evaluate(RUN, profiles)
    planner = Planner(shipped)
    for profile, plan in zip(profiles, found, strict=True):
        assert plan == expected(planner, profile), profile
    # The profiles cover the cases that they are meant to cover.
    units = [unit for plan in found for unit in plan["units"]]
    steps = [step for unit in units for step in unit[1]]
    assert any(not unit[0] and unit[3] for unit in units), "no unit was emptied by filters"
    assert any(len(unit[1]) > 2 for unit in units), "no offer lifted several steps"
    assert any(unit[2] for unit in units), "nothing had an alternative"
    assert any(step[4] for step in steps), "nothing was done"
    assert any(plan["money"]["unpriced"] for plan in found), "nothing cost anything"
    assert any(not plan["units"] for plan in found), "no target was met"
    assert any(plan["ways"] for plan in found), "nobody looked for near roles"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_plan_says_the_hours_of_the_occupations_pages(
    watched: Watched, web: Edition, shipped: Catalog, language: str
) -> None:
    """For each occupation and near role, the plan and the page of the occupation give the same hours, and the same weeks or months."""
    facts = Facts(shipped, TODAY)
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), language)
    lens = renderer.lens(renderer.routes.page(PageKind.HOME))
    watched.page.goto(web.url(language, "plan"))
    watched.page.locator("#plan-target").focus()
    watched.page.wait_for_function("raPlan.details")
    said = watched.page.evaluate(SAID)
    for id in facts.catalog.content.occupations:
        for way in facts.ways(id, language):
            shown, planned = length_text(lens, way.plan.length), said[id][way.role]
            assert sorted(NUMBER.findall(shown)) == sorted(NUMBER.findall(planned)), (id, way.role)
