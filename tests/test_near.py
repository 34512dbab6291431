"""Which roles are near an occupation."""

from __future__ import annotations

from generator.catalog import Catalog
from generator.derive.near import KINDRED, NEAR, nearest, ranks_of, ways_from
from generator.derive.plan import Planner, standing
from tests.atlas import Atlas


def test_the_way_with_the_fewest_hours_comes_first(catalog: Catalog) -> None:
    planner = Planner(catalog)
    for occupation in catalog.content.occupations:
        ways = ways_from(planner, occupation)
        hours = [way.hours for way in ways]
        assert hours == sorted(hours)
        have = ranks_of(catalog, occupation)
        for way in ways:
            assert way.plan.grades[-1] == way.grade == catalog.grades_of(way.role)[0]
            missing = standing(catalog, way.role, have, way.grade).missing
            assert sum(step.needed_for is None for step in way.plan.steps) == missing


def test_a_role_that_names_the_occupation_is_near_before_others(catalog: Catalog) -> None:
    planner = Planner(catalog)
    for occupation in catalog.content.occupations:
        ways = ways_from(planner, occupation)
        near = nearest(ways)
        named = [way for way in ways if way.named]
        kindred = [way for way in ways if not way.named and (way.held >= KINDRED or not named)]
        assert list(near) == [*named, *kindred][:NEAR]
        assert near


def test_a_way_above_the_bound_is_far(atlas: Atlas) -> None:
    atlas.write("site.yml", atlas.path("site.yml").read_text() + "bounds: {far_hours: 1}\n")
    catalog = atlas.catalog()
    ways = [way for id in catalog.content.occupations for way in ways_from(Planner(catalog), id)]
    assert {way.far for way in ways if way.hours > 1} == {True}
    assert not any(way.far for way in ways if way.hours <= 1)
