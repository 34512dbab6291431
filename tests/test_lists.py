"""Lists: their filters, marks and order; links to filtered lists; lists that are split; and views of comparisons."""

from __future__ import annotations

import re

import pytest

from generator import routes
from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.derive.offers import roles_helped, skills_of
from generator.render.lens import Lens, PageLink
from generator.render.pages import Renderer
from generator.render.strings import load_strings
from generator.render.views.catalogue import trainings_view
from generator.render.views.comparison import comparison_view
from generator.render.views.comparisons import comparisons_view
from generator.render.views.facets import Facet, facet
from generator.render.views.lists import skills_view
from generator.render.views.skill import skill_view
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas


def limit_lists(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    """Set the limit above which lists are split to this number of rows."""
    monkeypatch.setattr(routes, "LIST_LIMITS", dict.fromkeys(routes.LIST_LIMITS, rows))


def lens_for(catalog: Catalog, kind: str, key: str = "", language: str = "de") -> Lens:
    plan = plan_routes(Facts(catalog, TODAY))
    chosen = next(item for item in catalog.site.languages if item.id == language)
    return Lens(Facts(catalog, TODAY), plan, load_strings([templates_folder()], chosen), plan.page(kind, key))


def marks_of(catalog: Catalog, title: str) -> dict[str, str]:
    rows = trainings_view(lens_for(catalog, PageKind.TRAININGS)).rows
    return dict(next(row.marks for row in rows if row.link.text == title))


def choices(facets: tuple[Facet, ...], name: str) -> dict[str, int]:
    return {choice.value: choice.count for item in facets if item.name == name for choice in item.choices}


def test_usable_trainings_come_first_then_titles(catalog: Catalog) -> None:
    rows = trainings_view(lens_for(catalog, PageKind.TRAININGS)).rows
    assert [(row.link.text, row.warning) for row in rows] == [
        ("Chart Workshop", "im Umbruch"),
        ("Harbour Evenings", ""),
        ("Keeper's Examination", ""),
        ("Sterne für alle", ""),
        ("The Lamp Handbook", ""),
        ("Tide Tables", ""),
        ("Signals by Lantern", "eingestellt"),
        ("The Good Porter", "zweifelhaft"),
    ]


@pytest.mark.parametrize(
    ("title", "skill", "language"),
    [
        pytest.param("Sterne für alle", "star-reading:seen star-reading:tried weather-lore:seen", "de", id="course"),
        pytest.param("Harbour Evenings", "harbour-piloting:seen weather-lore:seen", "machine", id="machine-translated"),
        pytest.param("Keeper's Examination", "lamp-care:trusted night-watch:tried", "de en", id="exam"),
        pytest.param("Tide Tables", "star-reading weather-lore", "en", id="reference"),
    ],
)
def test_marks(catalog: Catalog, title: str, skill: str, language: str) -> None:
    marks = marks_of(catalog, title)
    assert (marks["skill"], marks["language"]) == (skill, language)


def test_lengths_and_costs_are_ordered_as_numbers(catalog: Catalog) -> None:
    rows = {row.link.text: row for row in trainings_view(lens_for(catalog, PageKind.TRAININGS)).rows}
    assert {title: row.duration_order for title, row in rows.items() if row.duration_order} == {
        "Chart Workshop": "24",
        "Harbour Evenings": "160",
        "Sterne für alle": "10",
        "The Lamp Handbook": "4",
    }
    order = [rows[title].cost_order for title in ("Sterne für alle", "Harbour Evenings", "Chart Workshop")]
    assert order == ["0", "1", "2"]
    assert (rows["The Lamp Handbook"].cost, rows["The Lamp Handbook"].cost_order) == ("Kosten unbekannt", "")


def test_choices_are_counted_and_only_those_that_occur(catalog: Catalog) -> None:
    facets = trainings_view(lens_for(catalog, PageKind.TRAININGS)).facets
    assert choices(facets, "kind") == {"course": 5, "reading": 1, "exam": 1, "reference": 1}
    assert list(choices(facets, "language").items()) == [("de", 3), ("en", 5), ("machine", 1)]
    assert choices(facets, "step") == {"seen": 5, "tried": 5, "trusted": 3, "teaching": 1}
    assert choices(facets, "skill")["weather-lore"] == 4


def test_a_filter_needs_two_choices() -> None:
    assert facet("kind", "PageKind", {"a": "A", "b": "B"}, [("a",), ("a",)]) == ()


def test_many_choices_become_a_list() -> None:
    labels = {str(number): str(number) for number in range(9)}
    assert not facet("kind", "PageKind", labels, [labels], boxes=True)[0].boxes
    del labels["8"]
    assert facet("kind", "PageKind", labels, [labels], boxes=True)[0].boxes


def test_a_role_is_helped_by_steps_on_its_path(catalog: Catalog) -> None:
    # The map maker needs star reading up to "trusted"; the porter needs lamp care only as an optional skill.
    assert "map-maker" in roles_helped(catalog, "star-course")
    assert "lighthouse-keeper" in roles_helped(catalog, "lamp-handbook")
    assert "night-porter" not in roles_helped(catalog, "lamp-handbook")
    assert "map-maker" in roles_helped(catalog, "tide-tables")
    assert skills_of(catalog, "tide-tables") == ("star-reading", "weather-lore")


def test_skills_show_groups_roles_and_other_names(catalog: Catalog) -> None:
    lens = lens_for(catalog, PageKind.SKILLS)
    view = skills_view(lens)
    row = next(row for row in view.rows if row.link.text == "Kartenzeichnen")
    assert dict(row.marks) == {"group": "navigation", "type": "skill", "role": "map-maker"}
    assert "Chart drawing" in row.labels
    assert [row.link.text for row in view.rows] == sorted((row.link.text for row in view.rows), key=lens.sort_key)
    assert view.summary.startswith(f"{len(view.rows)} ")
    groups = {id: record.value.groups for id, record in catalog.content.skills.items()}
    assert max(map(len, groups.values())) > 1  # a skill of several groups is listed under each of them
    members = {
        group: {lens.skill(id) for id, ids in groups.items() if group in ids}
        for ids in groups.values()
        for group in ids
    }
    assert {group.id: (group.count, set(group.skills)) for group in view.groups} == {
        group: (len(links), links) for group, links in members.items()
    }


def test_link_to_a_filtered_list(catalog: Catalog) -> None:
    link = lens_for(catalog, PageKind.ROLE, "map-maker").filtered(
        PageKind.TRAININGS, "all", skill="star-reading", step="tried"
    )
    assert link == PageLink("all", "../../trainings/#?skill=star-reading&step=tried")


def test_no_link_leads_to_the_filters_of_a_list_in_parts(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filters of a split list work on one part only, so a link that sets a filter would show an incomplete result."""
    limit_lists(monkeypatch, 4)
    lens = lens_for(catalog, PageKind.ROLE, "map-maker")
    assert lens.filtered(PageKind.TRAININGS, "all", skill="star-reading") is None


def test_a_long_list_is_split(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine skills with four a page make an overview without rows and three parts that have each skill once."""
    titles = [row.link.text for row in skills_view(lens_for(catalog, PageKind.SKILLS)).rows]
    limit_lists(monkeypatch, 4)
    overview = skills_view(lens_for(catalog, PageKind.SKILLS))
    assert overview.rows == ()
    assert len(overview.parts) == 3
    assert all(group.skills == () and group.count for group in overview.groups)
    parts = [skills_view(lens_for(catalog, PageKind.SKILLS, str(number))) for number in (1, 2, 3)]
    assert [row.link.text for part in parts for row in part.rows] == titles
    assert max(len(part.rows) for part in parts) <= 4
    assert parts[0].title == f"Kompetenzen: {titles[0]} bis {titles[2]}"
    assert len({part.title for part in parts}) == 3


@pytest.mark.parametrize("kind", [PageKind.SKILLS, PageKind.TRAININGS])
@pytest.mark.parametrize("key", ["", "2"])
def test_split_lists_render(catalog: Catalog, kind: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limit_lists(monkeypatch, 5)
    plan = plan_routes(Facts(catalog, TODAY))
    page = Renderer(Facts(catalog, TODAY), plan, templates_folder(), "de").render(plan.page(kind, key))
    assert page.html.count("<tr") == (1 + 4 if key else 0)
    assert page.html.count('aria-current="page"') == bool(key)
    assert page.html.count("nur für diesen Teil der Liste") == page.html.count('href="?q="') == bool(key)


def test_rendered_rows_have_a_label_in_every_cell(catalog: Catalog) -> None:
    """Each cell has a label equal to the head of its column, since on small screens rows become cards without heads."""
    plan = plan_routes(Facts(catalog, TODAY))
    text = Renderer(Facts(catalog, TODAY), plan, templates_folder(), "en").render(plan.page(PageKind.SKILLS)).html
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', text)
    row = next(line for line in text.splitlines() if line.startswith("<tr data-"))
    assert re.findall(r'data-label="([^"]*)"', row) == heads[1:]
    assert re.search(r"<form[^>]* hidden>", text)


def test_comparison_says_what_bridges_the_way(catalog: Catalog) -> None:
    view = comparison_view(lens_for(catalog, PageKind.COMPARISON, "lighthouse-keeper--map-maker"))
    for way in view.ways:
        assert way.by_training + way.by_practice + way.open == way.steps == sum(len(leg.steps) for leg in way.legs)
        assert len(way.legs) == way.skills
        assert all(count > 1 for _, count in way.bridges)
        assert [count for _, count in way.bridges] == sorted((count for _, count in way.bridges), reverse=True)
    assert any(way.bridges for way in view.ways)


def test_comparison_marks_optional_skills(catalog: Catalog) -> None:
    view = comparison_view(lens_for(catalog, PageKind.COMPARISON, "lighthouse-keeper--night-porter"))
    rows = [row for group in view.different for row in group.rows]
    row = next(row for row in rows if row.skill.text == catalog.skill("lamp-care").title["de"])
    assert row.left is not None
    assert row.right is not None
    assert (row.left.essential, row.right.essential, row.higher) == (True, False, -1)
    assert view.has_optional


@pytest.mark.parametrize("key", ["lighthouse-keeper--map-maker", "lighthouse-keeper--night-porter"])
def test_comparison_shows_each_skill_once(catalog: Catalog, key: str) -> None:
    """Different requirements are listed by group, the greatest difference of each role first; equal ones are listed separately."""
    view = comparison_view(lens_for(catalog, PageKind.COMPARISON, key))
    rows = [row for group in view.different for row in group.rows]
    required = [catalog.requirement_ranks(role) for role in key.split("--")]
    assert len({row.skill for row in (*rows, *view.equal)}) == len(required[0].keys() | required[1].keys())
    assert len(rows) + len(view.equal) == view.shared + view.only_left + view.only_right
    assert len(view.equal) == view.same == view.shared - view.left_higher - view.right_higher
    for group in view.different:
        ranks = [
            [side.level.rank if side and side.level else 0 for side in (row.left, row.right)] for row in group.rows
        ]
        order = [(right > left, -abs(right - left)) for left, right in ranks]
        assert order == sorted(order)


def test_overview_of_comparisons_is_bounded(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = comparisons_view(lens_for(catalog, PageKind.COMPARISONS))
    assert len(whole.pairs) == whole.total == 3
    assert [pair.similarity for pair in whole.pairs] == sorted((pair.similarity for pair in whole.pairs), reverse=True)
    monkeypatch.setattr("generator.render.views.comparisons.MOST_PAIRS", 2)
    bounded = comparisons_view(lens_for(catalog, PageKind.COMPARISONS))
    assert (len(bounded.pairs), bounded.total) == (2, 3)


def test_an_overview_shows_the_first_comparisons(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other comparisons are in a folded list."""
    monkeypatch.setattr("generator.render.views.comparisons.FIRST_PAIRS", 1)
    facts = Facts(catalog, TODAY)
    routes = plan_routes(facts)
    text = Renderer(facts, routes, templates_folder(), "en").render(routes.page(PageKind.COMPARISONS)).html
    first, rest = text.split("<details")
    assert first.count("<li>") == 1
    assert rest.count("<li>") == 2
    assert ">2 more pairs</summary>" in rest


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        pytest.param("[en]", "English (machine-translated)", id="one"),
        pytest.param("[de, en]", "German, English (one version machine-translated)", id="which one is not known"),
    ],
)
def test_no_language_is_called_a_translation_that_may_be_none(instruction: str, shown: str, atlas: Atlas) -> None:
    """For a training in several languages the records do not say which is the translation, so no language is called one."""
    atlas.replace("trainings/harbour-evenings.yml", "instruction: [de, en]", f"instruction: {instruction}")
    facts = atlas.facts()
    routes = plan_routes(facts)
    renderer = Renderer(facts, routes, templates_folder(), "en")
    assert shown in renderer.lens(routes.page(PageKind.HOME)).training_line("harbour-evenings").facts
    html = renderer.render(routes.page(PageKind.TRAINING, "harbour-evenings")).html
    assert shown in html


def test_a_skill_says_which_roles_need_it_only_as_optional(catalog: Catalog) -> None:
    lens = lens_for(catalog, PageKind.SKILL, "lamp-care")
    named = {row.level.rank: [link.text for link in row.roles] for row in skill_view(lens).levels if row.roles}
    assert named == {1: ["Nachtportier/in (ergänzend)"], 4: ["Leuchtturmwärter/in"]}
