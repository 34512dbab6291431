"""Problems with an atlas's own colours of low contrast name their place, their ratio and the ratio needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.render.contrast import contrast, contrast_problems
from generator.resources import templates_folder
from tests.atlas import Atlas
from tests.conftest import Ended


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_the_ratio_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def test_a_faint_colour_is_named_where_it_stands(atlas: Atlas, run: Callable[..., Ended]) -> None:
    """Each scheme of a colour is checked on its own, on the ground with the lowest contrast."""
    assert list(contrast_problems(atlas.catalog(), templates_folder())) == []
    atlas.write("look/colours.yml", '# ours\nwater: {light: "#777777", dark: "#8fb7f5"}\n')
    ended = run("check", "--content", atlas.root)
    (line,) = [line for line in ended.err.splitlines() if "low-contrast" in line]
    assert line.startswith(f"{atlas.root.as_posix()}/look/colours.yml:2:16: warning[low-contrast]: ")
    assert '"water" #777777 on "sunk" #ececf0: 3.8 to 1; expected a contrast of at least 4.5 to 1' in line


def test_an_own_ground_is_named_for_the_text_on_it(atlas: Atlas) -> None:
    """An atlas's own ground is reported, at its place, for each colour of text of the program that is hard to read on it."""
    atlas.write("look/colours.yml", 'notice: {light: "#fdf2cc", dark: "#8a8a8a"}\n')
    problems = list(contrast_problems(atlas.catalog(), templates_folder()))
    assert {(problem.location.line, problem.location.column) for problem in problems} == {(1, 34)}
    assert [problem.found.split()[0] for problem in problems] == ['"ink"', '"muted"', '"water"', '"route"']


def test_groups_need_less(atlas: Atlas) -> None:
    """Colours of groups need a ratio of 3 only, as they are used for lines and signs, never for text."""
    title = "title: {de: Handwerk, en: Craft}"
    colour = 'colour: {light: "#888888", dark: "#333333"}'
    atlas.replace("vocabularies/groups.yml", title, f"{title}\n  {colour}")
    (problem,) = contrast_problems(atlas.catalog(), templates_folder())
    assert (problem.location.line, problem.found.split()[:2]) == (8, ['"craft"', "#333333"])
    assert "at least 3 to 1" in problem.expected
