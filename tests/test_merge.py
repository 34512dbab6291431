"""Merging records: the plan names the levels and necessities that it removes, those that stay, and comments removed with them."""

from __future__ import annotations

import pytest

from generator.workbench.document import read_pieces
from generator.workbench.dropping import comments_told, values_told
from generator.workbench.renaming import plan_merge
from tests.atlas import TODAY, Atlas

PORTER, BAKER = "roles/night-porter.yml", "occupations/baker.yml"


def test_levels_and_necessities_that_go_are_named(atlas: Atlas) -> None:
    atlas.replace(PORTER, "  - {skill: lamp-care,", "  # Only in winter.\n  - {skill: lamp-care,")
    atlas.replace(PORTER, "necessity: optional}", "necessity: optional}  # or never")
    atlas.replace(
        BAKER, "levels: {night-watch: tried}", "levels:\n  night-watch: tried\n  # at dusk\n  lamp-care: seen"
    )
    plan = plan_merge(atlas.root, "skill", "lamp-care", "night-watch", TODAY)
    root = atlas.root.as_posix()
    assert (
        f'{root}/{PORTER}:10:5: taken away, since "night-watch" has its own; goes: level seen, necessity optional; '
        'stays: level tried, necessity essential; with its comments "# Only in winter. # or never"'
    ) in plan.notes
    [told] = [note for note in plan.notes if note.startswith(f"{root}/{BAKER}:8:")]
    assert told.endswith('"night-watch" stands beside it; goes: seen; stays: tried; with its comment "# at dusk"')
    for name, word in ((PORTER, "winter"), (PORTER, "never"), (BAKER, "dusk")):
        assert word not in (plan.workspace.text(name) or "")


@pytest.mark.parametrize(
    ("dropped", "kept", "told"),
    [
        ("{skill: a, level: x}", "{skill: b, level: x}", "; both say the same"),
        ("{skill: a, level: x, why: {de: …}}", "{skill: b, level: y}", "; goes: level x, why; stays: level y"),
        ("{skill: a}", "{skill: b, level: y}", "; goes: nothing; stays: level y"),
        ("{skill: a, levels: {start: x}}", "{skill: b}", "; goes: levels start: x; stays: nothing"),
        ("x", "y", "; goes: x; stays: y"),
    ],
)
def test_values_that_differ(dropped: str, kept: str, told: str) -> None:
    one, other = read_pieces(dropped), read_pieces(kept)
    assert one is not None
    assert values_told(one, other, besides="skill") == told


def test_a_sign_in_a_text_is_no_comment() -> None:
    text = '- {skill: a, why: "No # here"}\n- b\n'
    root = read_pieces(text)
    assert root is not None
    assert comments_told(text, root.items[0], whole_lines=True) == ""
