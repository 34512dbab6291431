"""Pairs of roles: their likeness, the ways between them, and which pairs get a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import Catalog, Step
from generator.derive.compare import Neighbours, SharedSkill, compare, likeness, similarity
from generator.derive.facts import Facts
from generator.derive.paths import learning_path
from tests.atlas import TODAY, Atlas
from tests.broken import GRADES, PORTER

profiles = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 6))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param({"a": 2, "b": 3}, {"a": 2, "b": 3}, 1.0, id="same"),
        pytest.param({"a": 2}, {"b": 2}, 0.0, id="nothing-shared"),
        pytest.param({"a": 1}, {"a": 4}, 0.25, id="level-apart"),
        pytest.param({"a": 2, "b": 2}, {"a": 2}, 0.5, id="part"),
        pytest.param({"a": 4, "b": 1}, {"a": 2, "c": 3}, 0.25, id="mixed"),
        pytest.param({}, {"a": 1}, 0.0, id="one-empty"),
        pytest.param({}, {}, 0.0, id="both-empty"),
    ],
)
def test_similarity(left: dict[str, int], right: dict[str, int], expected: float) -> None:
    assert similarity(left, right) == expected
    assert similarity(right, left) == expected


@given(profiles, profiles)
def test_similarity_is_symmetric_and_bounded(left: dict[str, int], right: dict[str, int]) -> None:
    value = similarity(left, right)
    assert value == similarity(right, left)
    assert 0 <= value <= 1
    assert (value == 1) == (left == right != {})


def test_a_comparison(catalog: Catalog) -> None:
    found = compare(catalog, "lighthouse-keeper", "map-maker")
    assert (found.left, found.right) == ("lighthouse-keeper", "map-maker")
    assert found.shared == (
        SharedSkill("harbour-piloting", 1, 2),
        SharedSkill("star-reading", 2, 3),
        SharedSkill("weather-lore", 2, 1),
    )
    assert found.only_left == ("lamp-care", "night-watch")
    assert found.only_right == ("chart-drawing", "storytelling")
    # smaller ranks 1 + 2 + 1; larger ranks 2 + 3 + 2; ranks of skills not shared 4 + 2 and 3 + 1
    assert found.similarity == 4 / 17


def way(catalog: Catalog, left: str, right: str) -> tuple[Step, ...]:
    """Return the steps from all requirements of the left role to the essential skills of the right one."""
    return tuple(item.step for item in learning_path(catalog, right, catalog.requirement_ranks(left)))


def test_ways_lead_in_both_directions(catalog: Catalog) -> None:
    found = compare(catalog, "lighthouse-keeper", "map-maker")
    assert (found.to_right, found.to_left) == (5, 7)
    assert way(catalog, "lighthouse-keeper", "map-maker") == (
        Step("chart-drawing", 1),
        Step("chart-drawing", 2),
        Step("harbour-piloting", 2),
        Step("chart-drawing", 3),
        Step("star-reading", 3),
    )
    assert way(catalog, "map-maker", "lighthouse-keeper") == (
        Step("lamp-care", 1),
        Step("night-watch", 1),
        Step("lamp-care", 2),
        Step("weather-lore", 2),
        Step("night-watch", 2),
        Step("lamp-care", 3),
        Step("lamp-care", 4),
    )


def test_a_role_compared_with_itself(catalog: Catalog) -> None:
    found = compare(catalog, "map-maker", "map-maker")
    assert (found.similarity, found.only_left, found.only_right, found.to_left, found.to_right) == (1.0, (), (), 0, 0)


def test_comparing_the_other_way_round_mirrors(catalog: Catalog) -> None:
    one, other = compare(catalog, "map-maker", "night-porter"), compare(catalog, "night-porter", "map-maker")
    assert (one.to_left, one.to_right, one.similarity) == (other.to_right, other.to_left, other.similarity)
    assert (one.only_left, one.only_right) == (other.only_right, other.only_left)


def test_neighbours_come_by_likeness(catalog: Catalog) -> None:
    assert Neighbours(catalog)["lighthouse-keeper"] == ("map-maker", "night-porter")


@pytest.mark.parametrize("levels", [True, False])
def test_neighbours_come_by_the_likeness_that_pages_show(levels: bool, atlas: Atlas) -> None:
    """Neighbours are sorted by the likeness shown on pages: by levels or, if a role of the pair states none, by skills alone."""
    for number in range(9):
        rows = (
            f"  - {{skill: {skill}, {f'level: {level}, ' if levels or number % 2 else ''}necessity: essential}}\n"
            for skill, level in zip(
                ("lamp-care", "night-watch", "storytelling"), ("seen", "tried", "seen"), strict=True
            )
            if (number + len(skill)) % 3
        )
        atlas.write(f"roles/r{number}.yml", f"title: {{de: R{number}, en: R{number}}}\nrequires:\n{''.join(rows)}")
    catalog = atlas.catalog()
    for role, near in Neighbours(catalog).items():
        alike = {other: likeness(catalog, role, other) for other in catalog.content.roles if other != role}
        expected = sorted((other for other in alike if alike[other]), key=lambda other: (-alike[other], other))
        assert list(near) == expected[:6]


def test_roles_that_share_nothing_are_no_neighbours(catalog: Catalog) -> None:
    assert Neighbours(catalog)["map-maker"] == ("lighthouse-keeper",)


def test_a_skill_that_only_a_later_grade_asks_for_is_not_shared(atlas: Atlas) -> None:
    atlas.write("vocabularies/grades.yml", GRADES)
    for skill, level in ("night-watch", "tried"), ("lamp-care", "seen"):
        atlas.replace(PORTER, f"{{skill: {skill}, level: {level}", f"{{skill: {skill}, levels: {{head: {level}}}")
    near = Neighbours(atlas.catalog())
    assert (near["lighthouse-keeper"], near["night-porter"]) == (("map-maker",), ())


def test_all_pairs_up_to_the_limit(catalog: Catalog) -> None:
    assert Facts(catalog, TODAY).pairs == (
        ("lighthouse-keeper", "map-maker"),
        ("lighthouse-keeper", "night-porter"),
        ("map-maker", "night-porter"),
    )


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        pytest.param("{all_up_to: 3, nearest: 1}", 3, id="at-the-limit"),
        pytest.param("{all_up_to: 2, nearest: 1}", 2, id="nearest-of-each"),
        pytest.param("{all_up_to: 1, nearest: 9}", 2, id="those-that-share-something"),
    ],
)
def test_above_the_limit_only_near_pairs(limits: str, expected: int, atlas: Atlas) -> None:
    atlas.replace("site.yml", "{all_up_to: 12, nearest: 6}", limits)
    found = atlas.facts().pairs
    assert len(found) == expected
    assert list(found) == sorted(found)
    assert all(left < right for left, right in found)


def test_pairs_grow_with_the_roles_not_with_their_square(atlas: Atlas) -> None:
    role = "title: {{de: R{n}, en: R{n}}}\nrequires:\n  - {{skill: lamp-care, level: seen, necessity: optional}}\n"
    for number in range(20):
        atlas.write(f"roles/r{number:02}.yml", role.format(n=number))
    atlas.replace("site.yml", "{all_up_to: 12, nearest: 6}", "{all_up_to: 12, nearest: 2}")
    assert len(atlas.facts().pairs) <= 23 * 2


def test_the_nearest_role_is_found_among_many(atlas: Atlas) -> None:
    """The role that shares all skills comes first, however many roles share one skill and however late its id sorts."""
    skills = ("lamp-care", "night-watch", "storytelling")
    rows = "".join(f"  - {{skill: {skill}, level: seen, necessity: essential}}\n" for skill in skills)
    title = "title: {{de: R{0}, en: R{0}}}\nrequires:\n{1}"
    for number in range(70):
        atlas.write(f"roles/r{number:02}.yml", title.format(number, rows.splitlines(keepends=True)[0]))
    for id in ("y", "z"):
        atlas.write(f"roles/{id}.yml", title.format(id, rows))
    assert Neighbours(atlas.catalog())["y"][0] == "z"
