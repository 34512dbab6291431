"""The browser's plan is the reference's plan: 200 random readers with filters, picks, ticks and estimates."""

from __future__ import annotations

import random
from typing import Any

import pytest

from generator.catalog import Catalog, Step
from generator.derive.plan import Filters, LearningPlan, Profile, hidden_by, make_plan, standing
from generator.pipeline import load_linked
from tests.browser.conftest import ROOT, Edition, Watched

PROFILES, SEED = 200, 20261124

RUN = """profiles => {
  const plan = window.raPlan, data = JSON.parse(document.getElementById("ra-plan-data").textContent);
  plan.read(data, data);
  plan.read(data, plan.details);
  const at = (list, id) => data[list].find(record => record.id === id).at;
  const pairs = object => Object.fromEntries(Object.entries(object).map(([id, value]) => [at("skills", id), value]));
  const step = ([skill, rank]) => [data.skills[skill].id, rank];
  const training = place => place < 0 ? "" : data.trainings[place].id;
  return profiles.map(profile => {
    const state = {
      occupation: -1, target: at("roles", profile.target), filters: profile.filters,
      answers: pairs(profile.have), done: pairs(profile.done),
      picks: profile.picks.map(id => at("trainings", id)), without: profile.without, perWeek: profile.perWeek,
      hours: Object.fromEntries(Object.entries(profile.hours).map(([id, value]) => [at("trainings", id), value]))
    };
    const found = plan.plan(data, state);
    return {
      steps: found.steps.map(s => [
        ...step([s.skill, s.rank]), s.after.map(step), training(s.best), s.alternatives.map(training), s.hidden,
        s.tooEarly.map(step), s.done
      ]),
      chosen: found.chosen.map(training), length: found.length,
      hidden: found.steps.map(s => plan.hiddenBy(data, s.skill, s.rank, profile.filters)),
      standing: data.roles.map(role => {
        return [role.id, plan.standing(role, plan.withDone(plan.have(data, state), state.done))];
      })
    };
  });
}"""


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    """The shipped atlas; a plan depends on no day."""
    return load_linked(ROOT / "content")


def random_profile(catalog: Catalog, chance: random.Random) -> dict[str, Any]:
    """A reader as JSON: from nothing to nearly everything, any filters."""
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
        "done": {skill: chance.randint(1, top) for skill in chance.sample(sorted(required), k=chance.choice([0, 3]))},
        "filters": {
            "free": chance.random() < 0.4,
            "languages": chance.choice([[], [], ["de"], ["en"], ["de", "en"]]),
            "kinds": chance.choice([[], [], ["course"], ["reading"], ["course", "reading"]]),
        },
        "picks": chance.sample(lifting, k=chance.choice([0, 0, 4])),
        "hours": {
            id: chance.randint(1, 80) / 2 for id in chance.sample(lifting, k=chance.choice([0, 5, len(lifting)]))
        },
        "without": chance.choice([None, 2.5]),
        "perWeek": chance.choice([None, 5]),
    }


def expected(catalog: Catalog, given: dict[str, Any]) -> dict[str, Any]:
    """What the reference says, in the browser's form."""
    filters = Filters(
        given["filters"]["free"], frozenset(given["filters"]["languages"]), frozenset(given["filters"]["kinds"])
    )
    plan = make_plan(
        catalog,
        Profile(
            given["target"],
            given["have"],
            given["done"],
            filters,
            frozenset(given["picks"]),
            given["hours"],
            given["without"],
            given["perWeek"],
        ),
    )
    effective = {
        skill: max(given["have"].get(skill, 0), given["done"].get(skill, 0))
        for skill in (*given["have"], *given["done"])
    }
    return {
        **_shown(plan),
        "hidden": [_hidden(hidden_by(catalog, filters, step.step)) for step in plan.steps],
        "standing": [[role, _standing(catalog, role, effective)] for role in sorted(catalog.content.roles)],
    }


def _pairs(steps: tuple[Step, ...]) -> list[list[object]]:
    return [[step.skill, step.rank] for step in steps]


def _shown(plan: LearningPlan) -> dict[str, Any]:
    return {
        "steps": [
            [
                step.step.skill, step.step.rank, _pairs(step.after), step.best, list(step.alternatives), step.hidden,
                _pairs(step.too_early), step.done,
            ]
            for step in plan.steps
        ],
        "chosen": list(plan.chosen),
        "length": {
            "hours": pytest.approx(plan.length.hours), "unstated": plan.length.unstated,
            "without": plan.length.without_training, "weeks": plan.length.weeks,
        },
    }  # fmt: skip


def _hidden(counts: dict[str, dict[str, int]]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        name: [list(pair) for pair in counts[name].items()] for name in ("languages", "kinds") if name in counts
    }
    return shown | ({"free": [counts["free"]["yes"], counts["free"]["no"]]} if "free" in counts else {})


def _standing(catalog: Catalog, role: str, have: dict[str, int]) -> dict[str, int]:
    figures = standing(catalog, role, have)
    return {
        "reached": figures.reached,
        "essential": figures.essential,
        "missing": figures.missing,
        "steps": figures.steps,
    }


def test_the_browser_plans_as_the_reference_does(watched: Watched, web: Edition, shipped: Catalog) -> None:
    chance = random.Random(SEED)
    profiles = [random_profile(shipped, chance) for _ in range(PROFILES)]
    watched.page.goto(web.url("en", "plan"))
    watched.page.locator("#plan-target").focus()
    watched.page.wait_for_function("raPlan.details")
    found = watched.page.evaluate(RUN, profiles)
    for profile, plan in zip(profiles, found, strict=True):
        assert plan == expected(shipped, profile), profile
    # The profiles reach what they are meant to test.
    steps = [step for plan in found for step in plan["steps"]]
    assert any(not step[3] and step[5] for step in steps), "no step was emptied by filters"
    assert any(step[6] for step in steps), "nothing was too early"
    assert any(plan["length"]["weeks"] for plan in found), "no plan had weeks"
    assert any(not plan["steps"] for plan in found), "no target was met"
