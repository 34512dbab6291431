"""Generated content folders are valid, of the requested size, and the same for the same seed."""

from __future__ import annotations

import datetime
from pathlib import Path

from generator.pipeline import load_facts
from tests.generate_atlas import Size, generate

SMALL = Size(roles=5, skills=41, trainings=20, occupations=3)
LATER = datetime.date(2090, 1, 1)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_generated_atlas_is_valid_and_has_paths(tmp_path: Path) -> None:
    generate(tmp_path, SMALL)
    facts, problems = load_facts(tmp_path, LATER)
    assert [str(problem) for problem in problems] == []
    content = facts.catalog.content
    assert [len(kind) for kind in (content.roles, content.skills, content.trainings, content.occupations)] == [
        5,
        41,
        20,
        3,
    ]
    plan = facts.plan_from_nothing("role-00000", facts.catalog.languages[0])
    assert any(step.after for step in plan.steps)
    assert plan.offers


def test_the_seed_decides_everything(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate(tmp_path / name, Size(roles=2, skills=9, trainings=5, occupations=1, languages=("en",), seed=seed))
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert files(tmp_path / "a") != files(tmp_path / "c")
