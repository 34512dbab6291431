"""Learning paths: prerequisites first, each step with its reason and the way to take it."""

from __future__ import annotations

from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import Catalog, Step
from generator.derive.paths import Means, gap, in_prerequisite_order, learning_path, prerequisites_of
from generator.kinds.skill import Prerequisite, Skill
from tests.atlas import Atlas


def steps(text: str) -> tuple[Step, ...]:
    """Return the steps written as in ``a1 b2``: skill and rank."""
    return tuple(Step(part[:-1], int(part[-1])) for part in text.split())


def shown(path: list[tuple[Step, tuple[Step, ...]]]) -> str:
    """Write the steps of a path as ``steps`` reads them."""
    return " ".join(f"{step.skill}{step.rank}" for step, _ in path)


def catalog_of(prerequisites: dict[str, list[tuple[str, int, int]]], levels: int = 4) -> Catalog:
    """Return a catalogue of skills only; ``prerequisites`` has, by skill, needed skills, their levels and the levels that need them."""
    skills = {
        name: SimpleNamespace(
            value=Skill.model_construct(
                title={},
                groups=("only",),
                prerequisites=tuple(
                    Prerequisite.model_construct(skill=skill, level=f"l{level}", from_level=f"l{start}")
                    for skill, level, start in needed
                ),
            )
        )
        for name, needed in prerequisites.items()
    }
    content: Any = SimpleNamespace(
        skills=MappingProxyType(skills),
        levels={f"l{rank}": None for rank in range(1, levels + 1)},
        groups={"only": None},
    )
    return Catalog(content)


@pytest.mark.parametrize(
    ("required", "have", "missing"),
    [
        pytest.param({"a": 2, "b": 1}, {}, "a1 a2 b1", id="from-nothing"),
        pytest.param({"b": 1, "a": 3}, {"a": 1}, "a2 a3 b1", id="some"),
        pytest.param({"a": 2}, {"a": 2}, "", id="enough"),
        pytest.param({"a": 2}, {"a": 4, "z": 1}, "", id="more-than-enough"),
        pytest.param({}, {"a": 1}, "", id="nothing-required"),
    ],
)
def test_gap(required: dict[str, int], have: dict[str, int], missing: str) -> None:
    assert gap(required, have) == steps(missing)


@pytest.mark.parametrize(
    ("prerequisites", "wanted", "ordered"),
    [
        pytest.param({"a": [], "b": []}, "b1 a1 b2 a2", "a1 b1 a2 b2", id="lower-levels-first-then-id"),
        pytest.param({"a": [("b", 2, 1)], "b": []}, "a1 b1 b2", "b1 b2 a1", id="prerequisite-first"),
        pytest.param({"a": [("b", 2, 2)], "b": []}, "a1 a2 b1 b2", "a1 b1 b2 a2", id="needed-from-a-level-on"),
        pytest.param({"a": [("b", 1, 1)], "b": [("c", 1, 1)], "c": []}, "a1 b1 c1", "c1 b1 a1", id="two-steps"),
        pytest.param({"a": [("b", 3, 1)], "b": []}, "a1 b1 b2", "a1 b1 b2", id="not-in-the-path"),
        pytest.param({"a": [("b", 1, 1)], "b": []}, "a2 b1", "b1 a2", id="step-below-is-there-already"),
        pytest.param({"a": [("b", 1, 1)], "b": []}, "", "", id="nothing"),
        pytest.param(
            {"a": [("c", 1, 2)], "b": [("a", 2, 1)], "c": []}, "a1 a2 b1 c1", "a1 c1 a2 b1", id="through-levels"
        ),
    ],
)
def test_order(prerequisites: dict[str, list[tuple[str, int, int]]], wanted: str, ordered: str) -> None:
    assert shown(in_prerequisite_order(catalog_of(prerequisites), steps(wanted))) == ordered


def test_the_reason_names_prerequisites_of_other_skills_in_the_path_only() -> None:
    catalog = catalog_of({"a": [("b", 2, 2), ("c", 1, 2), ("d", 1, 2)], "b": [], "c": [], "d": []})
    path = in_prerequisite_order(catalog, steps("a1 a2 b1 b2 c1"))
    assert dict(path)[Step("a", 2)] == steps("b2 c1")
    assert dict(path)[Step("a", 1)] == dict(path)[Step("b", 2)] == ()


def test_a_cycle_is_refused() -> None:
    catalog = catalog_of({"a": [("b", 1, 1)], "b": [("a", 1, 1)]})
    with pytest.raises(ValueError, match="cycle"):
        in_prerequisite_order(catalog, steps("a1 b1"))


def test_prerequisites_of_a_step(catalog: Catalog) -> None:
    assert prerequisites_of(catalog, Step("harbour-piloting", 1)) == ()
    assert prerequisites_of(catalog, Step("harbour-piloting", 2)) == (Step("chart-drawing", 2),)
    assert prerequisites_of(catalog, Step("harbour-piloting", 3)) == (Step("night-watch", 1),)


def test_the_path_of_a_role(catalog: Catalog) -> None:
    path = learning_path(catalog, "map-maker")
    assert [(item.step.skill, item.step.rank) for item in path] == [
        ("chart-drawing", 1),
        ("harbour-piloting", 1),
        ("star-reading", 1),
        ("star-reading", 2),
        ("chart-drawing", 2),
        ("harbour-piloting", 2),
        ("chart-drawing", 3),
        ("star-reading", 3),
    ]
    by_step = {item.step: item for item in path}
    assert by_step[Step("chart-drawing", 2)].after == (Step("star-reading", 2),)
    assert by_step[Step("harbour-piloting", 2)].after == (Step("chart-drawing", 2),)


@pytest.mark.parametrize(
    ("role", "step", "way", "trainings", "exams", "references"),
    [
        pytest.param(
            "map-maker", Step("star-reading", 1), Means.TRAINING, ("star-course",), (), ("tide-tables",), id="training"
        ),
        pytest.param("map-maker", Step("star-reading", 3), Means.PRACTICE, (), (), ("tide-tables",), id="practice"),
        pytest.param("map-maker", Step("chart-drawing", 1), Means.OPEN, (), (), (), id="open"),
        pytest.param("lighthouse-keeper", Step("lamp-care", 3), Means.PRACTICE, (), ("keeper-exam",), (), id="exam"),
        pytest.param("lighthouse-keeper", Step("lamp-care", 4), Means.OPEN, (), (), (), id="statement-alone"),
        pytest.param("night-porter", Step("guest-care", 1), Means.OPEN, (), (), (), id="only-doubtful"),
    ],
)
def test_how_a_step_is_taken(
    role: str,
    step: Step,
    way: Means,
    trainings: tuple[str, ...],
    exams: tuple[str, ...],
    references: tuple[str, ...],
    catalog: Catalog,
) -> None:
    item = next(item for item in learning_path(catalog, role) if item.step == step)
    assert (item.way, item.trainings, item.exams, item.references) == (way, trainings, exams, references)


@pytest.mark.parametrize(
    ("have", "left"),
    [
        pytest.param({"guest-care": 3, "night-watch": 2, "key-keeping": 2}, "", id="all"),
        pytest.param({"guest-care": 2, "night-watch": 9, "key-keeping": 1}, "key-keeping2 guest-care3", id="some"),
        pytest.param(
            {"lamp-care": 4},
            "key-keeping1 guest-care1 night-watch1 key-keeping2 "
            "guest-care2 night-watch2 guest-care3", id="optional"),
    ],
)  # fmt: skip
def test_what_someone_has_shortens_the_path(have: dict[str, int], left: str, catalog: Catalog) -> None:
    path = learning_path(catalog, "night-porter", have)
    assert " ".join(f"{item.step.skill}{item.step.rank}" for item in path) == left


def test_a_prerequisite_that_someone_has_is_no_reason(catalog: Catalog) -> None:
    path = learning_path(catalog, "map-maker", {"star-reading": 2})
    assert next(item for item in path if item.step == Step("chart-drawing", 2)).after == ()


def test_optional_skills_are_no_part_of_the_path(catalog: Catalog) -> None:
    assert "lamp-care" not in {item.step.skill for item in learning_path(catalog, "night-porter")}


def test_a_role_without_requirements(atlas: Atlas) -> None:
    atlas.write("roles/idler.yml", "title: {de: Nichtstuer/in, en: Idler}\n")
    assert learning_path(atlas.catalog(), "idler") == ()


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, list[tuple[str, int, int]]], dict[str, int], dict[str, int]]:
    """Draw an acyclic graph of skills, the levels that are required, and those that someone has."""
    names = draw(st.permutations([f"s{n}" for n in range(draw(st.integers(1, 12)))]))
    rank = st.integers(1, 4)
    graph = {
        name: [(before, draw(rank), draw(rank)) for before in names[:place] if draw(st.booleans())]
        for place, name in enumerate(names)
    }
    required = {name: draw(rank) for name in names if draw(st.booleans())}
    have = {name: draw(st.integers(0, 4)) for name in names if draw(st.booleans())}
    return graph, required, have


@given(graphs())
def test_paths_are_topological_orders(
    drawn: tuple[dict[str, list[tuple[str, int, int]]], dict[str, int], dict[str, int]],
) -> None:
    graph, required, have = drawn
    catalog = catalog_of(graph)
    wanted = gap(required, have)
    path = in_prerequisite_order(catalog, wanted)
    ordered = [step for step, _ in path]
    assert sorted(ordered, key=lambda step: (step.skill, step.rank)) == list(wanted)
    place = {step: number for number, step in enumerate(ordered)}
    for step, after in path:
        below = Step(step.skill, step.rank - 1)
        assert place.get(below, -1) < place[step]
        needed = [Step(skill, level) for skill, level, start in graph[step.skill] if start == step.rank]
        assert after == tuple(one for one in needed if one in place)
        assert all(place[one] < place[step] for one in after)
    shuffled = tuple(reversed(wanted))
    assert in_prerequisite_order(catalog_of(dict(reversed(graph.items()))), shuffled) == path


def test_the_same_atlas_gives_the_same_paths(catalog: Catalog) -> None:
    again = [learning_path(catalog, role) for role in catalog.content.roles]
    assert again == [learning_path(Catalog(catalog.content), role) for role in catalog.content.roles]
