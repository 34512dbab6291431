"""Plans with the live content: from each occupation and from nothing to each role, with filters."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest

from generator.catalog import Catalog
from generator.derive.filters import Filters
from generator.derive.near import NEAR, nearest, ranks_of, ways_from
from generator.derive.plan import Planner, Profile
from tests.planning import contradictions

MOST_OFFERS = 8
"""Most offers on the way from the nearest occupation to the first grade of a role."""


@pytest.fixture(scope="module")
def planner(live: Catalog) -> Planner:
    return Planner(live)


@pytest.mark.parametrize("free", [False, True])
@pytest.mark.parametrize("languages", [(), ("de",), ("en",)])
def test_no_plan_contradicts_itself(planner: Planner, languages: tuple[str, ...], *, free: bool) -> None:
    catalog = planner.catalog
    starts: dict[str, Mapping[str, int]] = {"": {}} | {id: ranks_of(catalog, id) for id in catalog.content.occupations}
    filters = Filters(free, frozenset(languages))
    found = {}
    for (start, have), role in product(starts.items(), catalog.content.roles):
        for grade in catalog.grades_of(role):
            profile = Profile(role, have, filters=filters, grade=grade)
            plan = planner.plan(profile)
            faults = contradictions(catalog, profile, plan)
            if faults or plan.length.untimed:
                found[start, role, grade] = faults or plan.length
    assert found == {}


@pytest.mark.parametrize("language", ["de", "en"])
def test_few_offers_lead_from_the_nearest_occupation_to_each_role(planner: Planner, language: str) -> None:
    catalog = planner.catalog
    reads = catalog.site.reads(language)
    ways = [way for id in catalog.content.occupations for way in ways_from(planner, id, reads)]
    for role in catalog.content.roles:
        shortest = min((way for way in ways if way.role == role), key=lambda way: way.hours)
        assert len(shortest.plan.offers) <= MOST_OFFERS, role
        assert not shortest.far, role


def test_each_occupation_has_a_role_that_names_it(planner: Planner) -> None:
    for id in planner.catalog.content.occupations:
        near = nearest(ways_from(planner, id))
        assert near[0].named, id
        assert len(near) <= NEAR


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_way_to_the_start_is_the_same_on_all_pages(planner: Planner, language: str) -> None:
    """The page of an occupation, which plans to the first grade, and the page of the plan, which plans to the last, agree on the start."""
    catalog = planner.catalog
    reads = catalog.site.reads(language)
    for id in catalog.content.occupations:
        for way in ways_from(planner, id, reads):
            whole = planner.plan(Profile(way.role, ranks_of(catalog, id), filters=Filters(languages=reads)))
            assert whole.lengths[0] == way.plan.length, (id, way.role)
            assert [unit.offer for unit in whole.units if not unit.stage] == [unit.offer for unit in way.plan.units]
