"""The meaning of grades: levels by grade with inheritance, parallel grades, and the views and derivations that use a grade."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import html

from generator.derive.coverage import required_steps
from generator.derive.paths import learning_path
from generator.derive.plan import Profile, ends_of, stages_of, standing
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import Atlas
from tests.broken import GRADES, PORTER
from tests.broken.second import without_grades
from tests.conftest import Ended
from tests.planning import make_plan


def graded(atlas: Atlas, levels: str, *, grades: str = "", vocabulary: str = GRADES) -> Atlas:
    """Let the night porter require guest care at the given levels and have the given grades."""
    atlas.write("vocabularies/grades.yml", vocabulary)
    atlas.replace(PORTER, "level: trusted, necessity", f"{levels}, necessity")
    if grades:
        atlas.replace(PORTER, "requires:\n", f"grades: {grades}\nrequires:\n")
    return atlas


def test_without_grades_there_is_one_stage_without_a_name(atlas: Atlas) -> None:
    without_grades(atlas)
    catalog = atlas.catalog()
    assert (catalog.grades, catalog.reference_grade, catalog.grades_of("night-porter")) == (("",), "", ("",))
    requirement = catalog.role("night-porter").requires[0]
    assert catalog.level_at_grade("night-porter", requirement, "") == "trusted"


@pytest.mark.parametrize(
    ("levels", "ranks"),
    [
        pytest.param("level: trusted", {"start": 0, "full": 3, "head": 3}, id="short-for-the-reference"),
        pytest.param("levels: {full: trusted}", {"start": 0, "full": 3, "head": 3}, id="the-same-at-length"),
        pytest.param("levels: {start: seen}", {"start": 1, "full": 1, "head": 1}, id="holds-on"),
        pytest.param("levels: {start: seen, full: trusted}", {"start": 1, "full": 3, "head": 3}, id="rises"),
        pytest.param("levels: {start: seen, head: teaching}", {"start": 1, "full": 1, "head": 4}, id="skips-a-grade"),
        pytest.param("levels: {head: teaching}", {"start": 0, "full": 0, "head": 4}, id="begins-late"),
        pytest.param("levels: {start: tried, full: none}", {"start": 2, "full": 0, "head": 0}, id="ends"),
        pytest.param("levels: {start: tried, full: none, head: seen}", {"start": 2, "full": 0, "head": 1}, id="again"),
    ],
)
def test_a_level_holds_until_another_is_named(levels: str, ranks: dict[str, int], atlas: Atlas) -> None:
    catalog = graded(atlas, levels).catalog()
    found = {at: catalog.requirement_ranks("night-porter", grade=at).get("guest-care", 0) for at in catalog.grades}
    assert found == ranks
    assert catalog.reference_grade == "full"
    assert catalog.requirement_ranks("night-porter").get("guest-care", 0) == ranks["full"]
    # Code that ignores grades reads the level at the reference grade.
    assert catalog.rank(catalog.role("night-porter").requires[0].level) == ranks["full"]


def test_the_last_grade_is_the_reference_unless_one_is_marked(atlas: Atlas) -> None:
    catalog = graded(atlas, "level: trusted", vocabulary=GRADES.replace(", reference: true", "")).catalog()
    assert catalog.reference_grade == "head"


def test_several_grades_without_a_mark_bring_a_warning(atlas: Atlas, run: Callable[..., Ended]) -> None:
    """Several grades without a mark cause a warning that says what to write."""
    graded(atlas, "level: trusted", vocabulary=GRADES.replace(", reference: true", ""))
    ended = run("check", "--content", atlas.root)
    assert ended.code == 0
    (line,) = [line for line in ended.err.splitlines() if "no-reference" in line]
    assert "vocabularies/grades.yml:3:" in line
    assert "warning" in line
    assert line.endswith('write reference: true at that grade; until then it is the last, "head"')


def test_a_single_grade_needs_no_mark(atlas: Atlas) -> None:
    without_grades(atlas)
    atlas.write("vocabularies/grades.yml", "- {id: full, title: {de: Voll, en: Full}}\n")
    assert "no-reference" not in {problem.code for problem in atlas.load()[1]}


@pytest.mark.parametrize(
    ("levels", "grades", "expected"),
    [
        pytest.param("level: trusted", "", ("full",), id="the-reference"),
        pytest.param("levels: {start: seen}", "", ("start", "full"), id="and-those-that-are-named"),
        pytest.param("level: trusted", "[{grade: start}, {grade: head}]", ("start", "head"), id="as-listed"),
    ],
)
def test_grades_of_a_role(levels: str, grades: str, expected: tuple[str, ...], atlas: Atlas) -> None:
    assert graded(atlas, levels, grades=grades).catalog().grades_of("night-porter") == expected


FIVE = "".join(
    f"- {{id: {id}, title: {{de: {id}, en: {id}}}{', reference: true' if id == 'c' else ''}}}\n" for id in "abcde"
)
"""Five grades, the third of which is the reference."""


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        pytest.param("abcde", "c", id="its-own"),
        pytest.param("de", "d", id="above"),
        pytest.param("ab", "b", id="below"),
        pytest.param("bd", "b", id="the-lower-of-two-equally-near"),
        pytest.param("ad", "d", id="the-nearer-above"),
    ],
)
def test_a_role_without_the_reference_is_taken_at_its_nearest_grade(grades: str, expected: str, atlas: Atlas) -> None:
    without_grades(atlas)
    listed = f"[{', '.join(f'{{grade: {grade}}}' for grade in grades)}]"
    levels = ", ".join(f"{grade}: {'seen' if grade < expected else 'tried'}" for grade in grades)
    catalog = graded(atlas, f"levels: {{{levels}}}", grades=listed, vocabulary=FIVE).catalog()
    assert catalog.reference_of("night-porter") == expected
    # A requirement with a single level has that level at this grade.
    assert catalog.ranks_to_reach("night-porter") == {"guest-care": 2, "night-watch": 2, "key-keeping": 2}
    assert catalog.rank(catalog.role("night-porter").requires[0].level) == 2


def test_levels_that_begin_after_the_reference_give_a_role_no_grade_without_any(atlas: Atlas) -> None:
    without_grades(atlas)
    atlas.write("vocabularies/grades.yml", FIVE)
    text = atlas.read(PORTER)
    for level in ("trusted", "tried", "seen"):
        text = text.replace(f"level: {level}", f"levels: {{d: {level}}}")
    atlas.write(PORTER, text)
    catalog = atlas.catalog()
    assert catalog.grades_of("night-porter") == ("d",)
    assert catalog.ranks_to_reach("night-porter")["guest-care"] == 3


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        pytest.param("de", "de", id="the-reference-and-a-later-one"),
        pytest.param("bd", "bd", id="two-around-it"),
        pytest.param("ac", "c", id="the-start-and-the-reference"),
        pytest.param("d", "d", id="one"),
    ],
)
def test_a_plan_leads_to_each_grade_that_it_does_not_speak_of_anyway(grades: str, expected: str, atlas: Atlas) -> None:
    without_grades(atlas)
    listed = f"[{', '.join(f'{{grade: {grade}}}' for grade in grades)}]"
    catalog = graded(atlas, f"levels: {{{grades[-1]}: trusted}}", grades=listed, vocabulary=FIVE).catalog()
    assert "".join(ends_of(catalog, "night-porter")) == expected
    assert stages_of(catalog, "night-porter")[-1] == catalog.reference_of("night-porter")


def test_tracks_side_by_side_take_over_from_the_grades_before_them(atlas: Atlas) -> None:
    vocabulary = "".join(f"- {{id: {id}, title: {{de: {id}, en: {id}}}}}\n" for id in ("start", "tower", "sea", "head"))
    grades = "[{grade: start}, {grade: tower}, {grade: sea, after: [start]}, {grade: head, after: [tower, sea]}]"
    levels = "levels: {start: seen, tower: trusted, sea: tried}"
    without_grades(atlas)
    catalog = graded(atlas, levels, grades=grades, vocabulary=vocabulary).catalog()
    ranks = [catalog.requirement_ranks("night-porter", grade=grade).get("guest-care", 0) for grade in catalog.grades]
    assert ranks == [1, 3, 2, 3]
    assert catalog.grades_before("night-porter", "head") == ("tower", "sea")


def test_a_grade_has_its_own_set_path_and_plan(atlas: Atlas) -> None:
    catalog = graded(atlas, "levels: {start: seen, full: trusted}").catalog()
    assert catalog.requirement_ranks("night-porter", essential_only=True, grade="start") == {"guest-care": 1}
    assert [str(row.step.rank) for row in learning_path(catalog, "night-porter", grade="start")] == ["1"]
    assert len(make_plan(catalog, Profile("night-porter", {}, grade="start")).steps) == 1
    assert standing(catalog, "night-porter", {"guest-care": 1}, grade="start").missing == 0
    assert standing(catalog, "night-porter", {"guest-care": 1}).missing == 6
    assert {step.rank for step in required_steps(catalog) if step.skill == "guest-care"} == {1, 2, 3}


def test_what_only_a_later_grade_needs_counts_for_the_catalogue(atlas: Atlas) -> None:
    catalog = graded(atlas, "levels: {head: teaching}").catalog()
    assert {step.rank for step in required_steps(catalog) if step.skill == "guest-care"} == {1, 2, 3, 4}
    assert catalog.roles_requiring("guest-care")[0].role == "night-porter"


@pytest.mark.parametrize(
    ("levels", "grades", "cell", "lacking", "plus"),
    [
        pytest.param("level: trusted", "", "3", False, False, id="one-grade"),
        pytest.param("levels: {start: seen, head: teaching}", "", "1+", False, True, id="more-later"),
        pytest.param("levels: {start: seen, full: tried}", "", "1→2", False, False, id="more-at-the-reference"),
        pytest.param("levels: {start: seen}", "[{grade: start}]", "1", True, False, id="without-the-reference"),
        pytest.param("levels: {head: tried}", "[{grade: head}]", "2", True, False, id="only-above-the-reference"),
    ],
)
def test_the_matrix_says_of_which_grade_its_levels_are(
    levels: str, grades: str, cell: str, lacking: bool, plus: bool, atlas: Atlas
) -> None:
    graded(atlas, levels, grades=grades)
    if grades:
        text = atlas.read(PORTER).replace(
            "level: tried", "levels: {start: tried}" if "start" in grades else "levels: {head: tried}"
        )
        atlas.write(
            PORTER, text.replace("level: seen", "levels: {head: seen}" if "head" in grades else "levels: {start: seen}")
        )
    page, shown = matrix_of(atlas)
    assert shown == cell
    text = page.text_content()
    assert ("for a role without it" in text) == lacking
    assert ("A plus sign" in text) == plus
    assert "no level stated" not in text


def matrix_of(atlas: Atlas) -> tuple[html.HtmlElement, str]:
    """Return the matrix as a tree, and the text of its cell for the night porter's guest care."""
    facts = atlas.facts()
    plan = plan_routes(facts)
    page = html.fragment_fromstring(
        Renderer(facts, plan, templates_folder(), "en").render(plan.page(PageKind.MATRIX)).html, create_parent="div"
    )
    row = page.xpath("//tr[th/a[contains(@href, 'guest-care')]]")[0]
    return page, row.xpath("string(td[3]//*[@class='ra-cell__number'])")


@pytest.mark.parametrize("grades", ["", "[{grade: start}, {grade: full}, {grade: head}]"])
def test_the_matrix_explains_a_requirement_without_a_level(grades: str, atlas: Atlas) -> None:
    """A requirement without a level shows as having none stated, whatever grades there are, and not as one that rises later."""
    graded(atlas, "level: trusted", grades=grades)
    atlas.write(PORTER, re.sub(r"level: \w+, ", "", atlas.read(PORTER)))
    page, shown = matrix_of(atlas)
    assert shown == "?"
    assert "A plus sign" not in page.text_content()
    (key,) = page.xpath("//ul[@class='ra-matrix__key']/li[contains(., '?')]")
    assert key.text_content() == "? no level stated"
