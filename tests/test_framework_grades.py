"""Grades of a framework made by others: on pages of roles and skills, in the list of roles and in the plan."""

from __future__ import annotations

from lxml import html

from generator.derive.facts import Facts
from generator.model.marks import NONE
from generator.render.views.plan import plan_view
from generator.render.views.plan_data import plan_data
from generator.render.views.role import role_view
from generator.render.views.roles import roles_view
from generator.render.views.skill import skill_view
from generator.routes import PageKind, plan_routes
from tests.frameworks import Pages, lens_on, renderer_of, shown
from tests.generate_framework import GRADES


def test_a_role_in_the_table_is_found_by_the_titles_of_its_grades(large_framework: Facts) -> None:
    rows = {row.link.text: row.labels for row in roles_view(lens_on(large_framework, PageKind.ROLES)).rows}
    assert "Head of Architecture specialist 0" in rows["Architecture specialist 0"]


def test_figures_of_a_role_without_the_reference_name_their_grade(large_framework: Facts) -> None:
    """Figures of a role without the reference grade name their grade on the role's page, in the list of roles and in the plan."""
    catalog = large_framework.catalog
    lacking = {id: at for id in catalog.content.roles if (at := catalog.reference_of(id)) != catalog.reference_grade}
    assert 0 < len(lacking) < len(catalog.content.roles)
    rows = {row.link.text: row.skills for row in roles_view(lens_on(large_framework, PageKind.ROLES)).rows}
    paths = {row.path.text: row.grade for row in plan_view(lens_on(large_framework, PageKind.PLAN)).paths}
    for id in catalog.content.roles:
        lens, count = lens_on(large_framework, PageKind.ROLE, id), len(catalog.requirement_ranks(id))
        title, at = lens.role_title(id), lacking.get(id, "")
        assert role_view(lens).counted_grade == (lens.grade_title(at, id) if at else "")
        assert rows[title] == (f"{count} ({lens.grade_title(at)})" if at else str(count))
        assert paths.get(title, "") in ("", lens.grade_title(at))
    first, grade = next(iter(lacking.items()))
    page = renderer_of(large_framework).render(plan_routes(large_framework).page(PageKind.ROLE, first))
    assert f"essential ({lens_on(large_framework, PageKind.ROLE, first).grade_title(grade, first)})" in shown(page)
    assert any(paths.values())


def test_a_role_of_many_grades_has_a_table_of_them(framework: Facts) -> None:
    catalog = framework.catalog
    role = next(id for id in catalog.content.roles if len(catalog.grades_of(id)) == len(GRADES))
    table = role_view(lens_on(framework, PageKind.ROLE, role)).grade_table
    assert table is not None
    assert [grade.text for grade in table.grades] == [one.title["en"] for one in catalog.role(role).grades if one.title]
    rows = [row for group in table.groups for row in group.rows]
    told = {row.skill.text: [cell.level.rank if cell and cell.level else 0 for cell in row.cells] for row in rows}
    assert told == {
        catalog.skill(item.skill).title["en"]: [
            catalog.rank(level) if (level := catalog.level_at_grade(role, item, grade)) != NONE else 0
            for grade in catalog.grades_of(role)
        ]
        for item in catalog.role(role).requires
    }


def test_a_line_of_many_grades_begins_with_the_first_that_requires_the_skill(framework: Facts) -> None:
    """A line of more than two grades begins with the first that requires the skill; a line of two also says that the first does not."""
    catalog = framework.catalog
    told = set()
    for skill in catalog.content.skills:
        lens = lens_on(framework, PageKind.SKILL, skill)
        for row, requiring in zip(skill_view(lens).roles, catalog.roles_requiring(skill), strict=True):
            grades = catalog.grades_of(requiring.role)
            levels = [catalog.level_at_grade(requiring.role, requiring.requirement, grade) for grade in grades]
            late = levels[0] == NONE != levels[-1] and len(grades) > 1
            if late:
                told.add(len(grades) > 2)
                assert row.grades.startswith(f"{lens.grade_title(grades[0])}: not required") == (len(grades) == 2)
                assert row.grades.count("not required") == (len(grades) == 2)
    assert True in told


def test_grades_that_run_side_by_side_say_what_they_follow(framework: Facts, framework_pages: Pages) -> None:
    catalog = framework.catalog
    role = next(id for id in catalog.content.roles if len(catalog.grades_of(id)) == len(GRADES))
    text = shown(framework_pages[PageKind.ROLE, role])
    senior, lead, principal = (one.title["en"] for one in catalog.role(role).grades[2:5] if one.title)
    assert f"Comes after: {senior}" in text
    assert f"Comes after: {lead}, {principal}" in text


def test_the_plan_leads_to_any_grade_of_a_role(framework: Facts) -> None:
    """The plan leads to any grade of a role by the stages before it, even if grades are parallel, and starts with the reference grade."""
    data = plan_data(lens_on(framework, PageKind.PLAN))
    grades = [grade for grade in GRADES if grade in framework.catalog.content.grades]
    rows = {row[1]: row for row in data["roles"]}
    role = next(id for id in rows if framework.catalog.grades_of(id) == tuple(grades))
    stages, ends, first = (rows[role][place] for place in (3, 6, 7))
    assert [title for title, _ in stages] == [title for _, title, _ in ends]
    ways = {end: [grades[place] for place in way] for end, _, way in ends}
    assert ways["principal"] == ["associate", "practising", "senior", "principal"]
    assert ways["lead"] == ["associate", "practising", "senior", "lead"]
    assert ways["head"] == grades
    assert ends[first][0] == framework.catalog.reference_grade
    assert ends[-1][1].startswith("Head of ")


def test_a_grade_of_a_role_bears_its_own_title_alone(framework: Facts, framework_pages: Pages) -> None:
    """On a role's page, a grade with a title of its own shows its general name only if the title does not contain that name."""
    catalog = framework.catalog
    role = next(id for id in catalog.content.roles if len(catalog.grades_of(id)) == len(GRADES))
    for grade in catalog.role(role).grades:
        assert grade.title
        text = html.fragment_fromstring(framework_pages[PageKind.ROLE, role].html, create_parent="div")
        (row,) = text.xpath(f"//li[@id='grade-{grade.grade}']")
        named = "" if grade.grade != "practising" else " (Practising)"
        assert row.text_content().startswith(f"{grade.title['en']}{named}: Does so as")
