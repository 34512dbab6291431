"""A fault in the JSON of a lock file is shown at its line and column, with what to do."""

from __future__ import annotations

import pytest

from generator.cli.authoring import all_problems
from generator.folder import EXAMPLE_LOCK, OVERLAYS_LOCK
from generator.lock import LOCK_NAME
from tests.atlas import TODAY, Atlas


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (
            '{"records": {\n "x": {"y": {"de": "1"‸,\n }}\n}}',
            "bad-lock",
            'found a comma before "}"; expected no comma after',
        ),
        (
            '{"texts": {"a": [\n "b"‸,\n]}}',
            "bad-lock",
            'found a comma before "]"; expected no comma after the last entry; remove',
        ),
        (
            '{"a": "b"\n ‸"c": "d"}',
            "bad-lock",
            "found no comma before this entry; expected a comma between two entries",
        ),
        ('{"a": ‸b}', "bad-lock", "an edited or broken file"),
        ('{\n‸<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> b\n}', "merge-conflict", "found a merge conflict"),
    ],
)
def test_a_fault_in_the_json_of_a_lock_is_shown_at_its_place(atlas: Atlas, text: str, code: str, says: str) -> None:
    for name in (LOCK_NAME, EXAMPLE_LOCK, OVERLAYS_LOCK):
        atlas.write(name, text)
    found, _, _ = all_problems(atlas.root, TODAY)
    assert sorted(map(atlas.place, found)) == sorted((*mark, code) for mark in atlas.marks)
    assert all(says in str(problem) for problem in found)
