"""Which roles are near an occupation."""

from __future__ import annotations

from typing import cast

import pytest

from generator.catalog import Catalog
from generator.derive.near import KINDRED, NEAR, WayToRole, nearest, ranks_of, ways_from
from generator.derive.plan import LearningPlan, Planner, standing
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
        assert sorted(near, key=ways.index) == sorted([*named, *kindred][:NEAR], key=ways.index)
        assert near


def way(role: str, *, far: bool = False, forecast: bool = False) -> WayToRole:
    plan = cast("LearningPlan", None)  # the plan is not used by ``nearest``
    return WayToRole(role, "full", plan, held=1, named=True, via="", far=far, forecast=forecast)


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ([way("a"), way("b")], "ab"),
        ([way("a", forecast=True), way("b")], "ba"),
        ([way("a", forecast=True), way("b", far=True)], "ab"),
        ([way("a", far=True, forecast=True), way("b", far=True)], "ba"),
        ([way("a", forecast=True), way("b", forecast=True), way("c")], "ab"),
    ],
)
def test_of_near_roles_one_that_is_found_as_a_job_comes_first(ways: list[WayToRole], expected: str) -> None:
    assert "".join(way.role for way in nearest(tuple(ways))) == expected


def test_a_way_above_the_bound_is_far(atlas: Atlas) -> None:
    atlas.write("site.yml", atlas.path("site.yml").read_text() + "bounds: {far_hours: 1}\n")
    catalog = atlas.catalog()
    ways = [way for id in catalog.content.occupations for way in ways_from(Planner(catalog), id)]
    assert {way.far for way in ways if way.hours > 1} == {True}
    assert not any(way.far for way in ways if way.hours <= 1)
