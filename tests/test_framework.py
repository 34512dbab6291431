"""A framework made by others: roles by family, and no page mentions what the framework lacks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from lxml import html

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.derive.families import FEW, LISTED, MATRIX_CELLS, PART_ROLES
from generator.pipeline import load_facts
from generator.publish.workbook import Marked, tables
from generator.render.views.comparison import comparison_view
from generator.render.views.comparisons import MOST_PAIRS, comparisons_view
from generator.render.views.home import home_view
from generator.render.views.lists import skills_view
from generator.render.views.matrix import matrix_view
from generator.render.views.role import role_view
from generator.render.views.roles import roles_view
from generator.render.views.skill import skill_view
from generator.routes import PageKind, plan_routes
from tests import sites
from tests.atlas import TODAY
from tests.browser.test_weight import MOST, first_view
from tests.frameworks import MANY, SMALL, Pages, lens_on, made, renderer_of, shown
from tests.generate_framework import Framework, generate

UNITED_KINGDOM = Framework(roles=52, skills=188, families=7)
"""The size of the United Kingdom's Digital and Data framework."""


# --- parts that a framework lacks


@pytest.mark.parametrize("kind", [PageKind.TRAININGS, PageKind.GLOSSARY, PageKind.OCCUPATIONS])
def test_what_does_not_exist_has_no_overview(kind: str, framework_pages: Pages) -> None:
    assert (kind, "") not in framework_pages


@pytest.mark.parametrize(
    "words",
    [
        "No training",
        "neither a course",
        "rainings",
        "Glossary",
        "From the start to",
        "verdue",
        "step to go",
        "esources",
        "earning plan",
        "whole plan",
        "saved plan",
        "your plan",
    ],
)
def test_no_page_talks_of_what_does_not_exist(words: str, framework_pages: Pages) -> None:
    assert [key for key, page in framework_pages.items() if words in shown(page)] == []


def test_no_line_names_the_origin_that_all_share(framework_pages: Pages) -> None:
    told = (PageKind.DATA, PageKind.CHANGES)
    assert [key for key, page in framework_pages.items() if key[0] not in told and "ditorial" in shown(page)] == []
    assert [key for key, page in framework_pages.items() if "ra-bases" in page.html] == []


def test_a_role_without_levels_gets_no_steps(framework: Facts) -> None:
    """A role without levels has no learning path, no plan and no share of levels."""
    catalog = framework.catalog
    bare = [role for role in catalog.content.roles if not catalog.states_levels(role)]
    assert bare
    for role in bare:
        view = role_view(lens_on(framework, PageKind.ROLE, role))
        assert (view.plan, view.journey, view.requirements_text) == (None, None, "")
        assert framework.plan_from_nothing(role, "en").units == ()
        assert view.skills_text


def test_a_comparison_with_a_role_without_levels_compares_skills_alone(framework: Facts) -> None:
    catalog = framework.catalog
    keys = [key for kind, key in facts_pages(framework) if kind == PageKind.COMPARISON]
    seen = Counter[bool]()
    for key in keys:
        view = comparison_view(lens_on(framework, PageKind.COMPARISON, key))
        bare = [role for role in key.split("--") if not catalog.states_levels(role)]
        assert len(view.unlevelled) == len(bare)
        assert bool(view.ways) != bool(bare)
        assert not (bare and view.equal)  # without stated levels, equality is unknown
        sides = [side for group in view.different for row in group.rows for side in (row.left, row.right) if side]
        assert bool(bare) == any(side.level is None for side in sides)
        seen[bool(bare)] += 1
    assert min(seen[True], seen[False]) > 0


def facts_pages(facts: Facts) -> list[tuple[str, str]]:
    return [(page.kind, page.key) for page in plan_routes(facts).pages]


def test_level_cards_that_say_nothing_are_left_out(framework: Facts, framework_pages: Pages) -> None:
    catalog = framework.catalog
    bare = [id for id, record in catalog.content.skills.items() if not record.value.levels]
    assert bare
    for id in bare:
        highest = max(
            (catalog.highest_rank(row.role, row.requirement) for row in catalog.roles_requiring(id)), default=0
        )
        view = skill_view(lens_on(framework, PageKind.SKILL, id))
        assert [row.level.rank for row in view.levels] == list(range(1, highest + 1))
        assert ('id="levels"' in framework_pages[PageKind.SKILL, id].html) == bool(highest)


def test_the_workbook_holds_what_there_is(framework: Facts, large_framework: Facts) -> None:
    """The workbook has no sheet of trainings if there are none, and no matrix that is too large for one table."""
    names = [[table.name for table in tables(lens_on(one, PageKind.HOME))] for one in (framework, large_framework)]
    assert names == [["Key", "Roles", "Matrix", "Skills"], ["Key", "Roles", "Skills"]]


def test_a_skill_without_a_type_gets_none(framework: Facts, framework_pages: Pages) -> None:
    """A skill without a type has none on its page, in the list and in the workbook."""
    assert {record.value.type for record in framework.catalog.content.skills.values()} == {None}
    assert "· Skill" not in shown(framework_pages[PageKind.SKILL, "skill-0000"])
    view = skills_view(lens_on(framework, PageKind.SKILLS))
    assert "type" not in {*(column.name for column in view.columns), *(facet.name for facet in view.facets)}
    sheet = next(table for table in tables(lens_on(framework, PageKind.HOME)) if table.name == "Skills")
    assert "Type" not in sheet.head


# --- families


def test_the_workbook_s_matrix_invents_no_level(framework: Facts) -> None:
    """In the workbook's matrix, a role that states no levels has "no level stated" in its cells."""
    catalog = framework.catalog
    bare = next(
        id for id, record in catalog.content.roles.items() if record.value.requires and not catalog.states_levels(id)
    )
    sheet = next(table for table in tables(lens_on(framework, PageKind.HOME)) if table.name == "Matrix")
    place = sheet.head.index(lens_on(framework, PageKind.HOME).role_title(bare))
    cells = [row[place] for row in sheet.rows if row[place] is not None]
    assert cells
    assert {cell.text.strip("()") if isinstance(cell, Marked) else cell for cell in cells} == {"no level stated"}


def test_few_roles_are_cards(framework: Facts) -> None:
    home, overview = home_view(lens_on(framework, PageKind.HOME)), roles_view(lens_on(framework, PageKind.ROLES))
    shown = [sum(len(group.roles) for group in groups) for groups in (home.roles, overview.cards)]
    assert shown == [SMALL.roles, SMALL.roles]
    assert SMALL.roles <= FEW
    assert (home.families, overview.families, overview.rows) == ((), (), ())


def test_of_two_roles_nothing_names_the_nearest_and_one_group_is_no_share(tmp_path: Path) -> None:
    generate(tmp_path, Framework(roles=2, skills=20, families=1))
    for path in (tmp_path / "skills").iterdir():
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump({**record, "groups": ["method"]}), encoding="utf-8")
    cards = home_view(lens_on(load_facts(tmp_path, TODAY)[0], PageKind.HOME)).roles[0].roles
    assert [(card.nearest, card.shares) for card in cards] == [(None, None)] * 2


def test_families_part_the_cards_where_each_role_names_one(framework: Facts, catalog: Catalog) -> None:
    """Cards are grouped by family only if each role names one; the page of a role then links to its family's cards."""
    overview = roles_view(lens_on(framework, PageKind.ROLES))
    assert [group.id for group in overview.cards] == list(framework.roles_by_family)
    assert len(overview.cards) > 1
    page = renderer_of(framework).render(plan_routes(framework).page(PageKind.ROLES))
    assert re.findall(r'<h2 id="family-[^"]+">|<h3 class="ra-card__title">', page.html)[:2] == [
        f'<h2 id="family-{overview.cards[0].id}">', '<h3 class="ra-card__title">',
    ]  # fmt: skip
    role = overview.cards[0].roles[0].id
    link = role_view(lens_on(framework, PageKind.ROLE, role)).family_link
    assert link is not None
    assert link.href == f"../#family-{overview.cards[0].id}"
    plain = roles_view(lens_on(Facts(catalog, TODAY), PageKind.ROLES))
    assert [group.id for group in plain.cards] == [""]


def test_many_roles_stand_by_family(large_framework: Facts) -> None:
    """The home page lists families with their numbers of roles; the overview lists the roles by family and in a table."""
    content = large_framework.catalog.content
    home = home_view(lens_on(large_framework, PageKind.HOME))
    assert FEW < MANY.roles <= LISTED
    assert home.roles == ()
    assert [family.link.text for family in home.families] == [
        record.value.title["en"] for record in content.families.values()
    ]
    overview = roles_view(lens_on(large_framework, PageKind.ROLES))
    named = [(family.id, link.text) for family in overview.families for link in family.roles]
    assert sorted(named) == sorted((record.value.family, record.value.title["en"]) for record in content.roles.values())
    assert len(overview.rows) == MANY.roles
    anchors = {f'id="family-{family}"' for family in content.families}
    text = renderer_of(large_framework).render(plan_routes(large_framework).page(PageKind.ROLES)).html
    assert anchors == {anchor for anchor in anchors if anchor in text}
    assert text.index('id="filter"') < min(map(text.index, anchors))


def test_a_matrix_of_many_roles_is_split_by_family(large_framework: Facts) -> None:
    """Each role is in exactly one part of the matrix, with other roles of its family only, and each part fits on a page."""
    parts = large_framework.matrix
    assert len(parts) > 1
    assert Counter(role for part in parts for role in part.roles) == Counter(
        list(large_framework.catalog.content.roles)
    )
    overview = matrix_view(lens_on(large_framework, PageKind.MATRIX))
    assert len(overview.parts) == len(parts)
    assert overview.groups == ()
    for number, part in enumerate(parts, start=1):
        assert {large_framework.catalog.role(role).family for role in part.roles} == {part.family}
        view = matrix_view(lens_on(large_framework, PageKind.MATRIX, str(number)))
        assert overview.parts[number - 1].roles == tuple(role.text for role in view.roles)
        rows = [row for group in view.groups for row in group.rows]
        assert len(view.roles) == len(part.roles) <= PART_ROLES
        assert len(rows) * len(view.roles) <= MATRIX_CELLS
        cells = sum(cell is not None for row in rows for cell in row.cells)
        assert cells == sum(len(large_framework.catalog.role(role).requires) for role in part.roles)


def test_the_plan_says_how_many_roles_it_does_not_offer(framework: Facts, framework_pages: Pages) -> None:
    without = sum(not framework.catalog.states_levels(role) for role in framework.catalog.content.roles)
    assert without > 1
    assert f"{without} roles state no levels and so cannot be chosen." in shown(framework_pages[PageKind.PLAN, ""])


def test_without_occupations_the_first_door_is_the_skill_check(framework: Facts, framework_pages: Pages) -> None:
    door = html.fragment_fromstring(framework_pages[PageKind.HOME, ""].html, create_parent="div").xpath(
        "//ul[@class='ra-next']/li"
    )[0]
    assert door.xpath("string(a/@href)") == "plan/"
    assert "which levels a role still needs" in door.text_content()


def test_comparisons_of_many_roles_stand_by_family(large_framework: Facts) -> None:
    """Each family lists its most similar pairs, sorted by likeness; the pages of roles link to all pairs."""
    view = comparisons_view(lens_on(large_framework, PageKind.COMPARISONS))
    assert view.pairs == ()
    assert [family.id for family in view.families] == list(large_framework.catalog.content.families)
    for family in view.families:
        assert 0 < len(family.pairs) <= -(-MOST_PAIRS // len(view.families))
        assert [pair.similarity for pair in family.pairs] == sorted(
            (pair.similarity for pair in family.pairs), reverse=True
        )
        for pair in family.pairs:
            sides = pair.link.href.rstrip("/").rpartition("/")[2].split("--")
            assert family.id in {large_framework.catalog.role(side).family for side in sides}
    led_to = {
        link.href.rstrip("/").rpartition("/")[2]
        for role in large_framework.catalog.content.roles
        for link in role_view(lens_on(large_framework, PageKind.ROLE, role)).compared
    }
    assert led_to == {"--".join(pair) for pair in large_framework.pairs}


def test_a_matrix_has_no_column_for_a_role_that_requires_nothing(tmp_path: Path) -> None:
    """Roles that require nothing have no column, don't cause a split, and a family of only such roles has no table."""
    generate(tmp_path, Framework(roles=PART_ROLES + 2, skills=20, families=2))
    for role in ("role-0000", "role-0004"):
        path = tmp_path / f"roles/{role}.yml"
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump({**record, "requires": [], "family": "design"}), encoding="utf-8")
    families = tmp_path / "vocabularies/families.yml"
    design = {"id": "design", "title": "Design", "description": "Roles in design."}
    families.write_text(
        yaml.safe_dump([*yaml.safe_load(families.read_text(encoding="utf-8")), design]), encoding="utf-8"
    )
    facts, _ = load_facts(tmp_path, TODAY)
    (part,) = facts.matrix
    assert len(part.roles) == PART_ROLES
    assert {"role-0000", "role-0004"}.isdisjoint(part.roles)


def test_a_matrix_of_more_roles_than_a_screen_has_columns_is_split(tmp_path: Path) -> None:
    """The workbook still has its matrix, as a spreadsheet has room for more columns."""
    facts = made(tmp_path, Framework(roles=PART_ROLES + 1, skills=20, families=2))
    assert [part.family for part in facts.matrix] == list(facts.catalog.content.families)
    assert "Matrix" in [table.name for table in tables(lens_on(facts, PageKind.HOME))]


# --- whole sites


@pytest.mark.parametrize(
    "size",
    [pytest.param(SMALL, id="small"), pytest.param(UNITED_KINGDOM, id="whole", marks=pytest.mark.audit)],
)
def test_a_framework_builds_and_is_light(size: Framework, tmp_path: Path) -> None:
    """Plain MkDocs builds a framework without a warning, and no page exceeds the weight allowed for the first view of any atlas."""
    generate(tmp_path / "content", size)
    sites.build(tmp_path / "site", tmp_path / "content")
    found = sorted((tmp_path / "site").rglob("*.html"))
    assert len(found) > size.roles + size.skills
    assert [page.name for page in found if first_view(page) > MOST] == []
