"""Families and groups as trees, and their pages in an atlas whose lists would be too long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as parser

from generator import routes
from generator.derive import families
from generator.derive.branches import Branches
from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.render.pages import Renderer
from generator.render.views import roles
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY
from tests.conftest import Ended
from tests.test_import import ESCO

TREE = Branches(
    ("a", "a1", "a2", "b", "empty"), {"a1": "a", "a2": "a", "b": "b"}, {"a": ("x",), "a1": ("x", "y"), "b": ("z",)}
)


def test_a_branch_counts_each_member_once() -> None:
    assert [TREE.total(id) for id in TREE.order] == [2, 2, 0, 1, 0]


def test_empty_branches_are_left_out() -> None:
    assert TREE.filled == ("a", "a1", "b")
    assert (TREE.below(), TREE.below("a")) == (("a",), ("a1",))


def test_a_circle_ends() -> None:
    circle = Branches(("a", "b"), {"a": "b", "b": "a"}, {"a": ("x",)})
    assert (circle.above("a"), circle.above("b")) == (("b", "a"), ("a", "b"))
    assert circle.total("b") == 1


@pytest.fixture
def facts(run: Callable[..., Ended], tmp_path: Path) -> Facts:
    """Return the facts of the made-up sample of ESCO, which stands for a labour market."""
    run("import", "esco", ESCO, "--out", tmp_path / "content")
    return load_facts(tmp_path / "content", TODAY)[0]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limit lists to two rows."""
    monkeypatch.setattr(routes, "LIST_LIMITS", dict.fromkeys(routes.LIST_LIMITS, 2))


@pytest.fixture
def large(short: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limits so that more than one role counts as many."""
    for module in (routes, families, roles):
        monkeypatch.setattr(module, "LISTED", 1)
    monkeypatch.setattr(roles, "FEW", 1)


def rendered(facts: Facts, language: str, kind: str, key: str = "") -> parser.HtmlElement:
    """Return a page of the market as a tree."""
    plan = plan_routes(facts)
    renderer = Renderer(facts, plan, templates_folder(), language)
    return parser.fromstring(f"<body>{renderer.render(plan.page(kind, key)).html}</body>")


def links(page: parser.HtmlElement) -> list[str]:
    """Return the texts of a page's links, except links to its own headings."""
    return [link.text_content().strip() for link in page.iter("a") if not link.get("href", "").startswith("#")]


@pytest.mark.usefixtures("large")
def test_the_overview_shows_families_and_parts(facts: Facts) -> None:
    found = links(rendered(facts, "de", PageKind.ROLES))
    assert found[:4] == ["Leitende", "Leitende auf Schiffen", "Kundige", "Zeichnende"]
    assert len(found) == 6  # four families, and two parts of the list from A to Z


@pytest.mark.usefixtures("large")
def test_a_family_leads_up_and_down(facts: Facts) -> None:
    assert links(rendered(facts, "en", PageKind.FAMILY, "those-who-lead-ships")) == [
        "Roles",
        "Those who lead",
        "Pilots",
    ]
    found = links(rendered(facts, "en", PageKind.FAMILY, "drawers"))
    assert found == ["Roles", "Those who know", "chart drawer", "lighthouse keeper"]


@pytest.mark.usefixtures("short")
def test_a_group_lists_its_skills(facts: Facts) -> None:
    found = links(rendered(facts, "en", PageKind.GROUP, "tending-lamps"))
    assert found == ["Skills", "skills", "handling and moving", "trim the lamp", "trim the lamp at night"]
    assert "Everything with lamps." in rendered(facts, "en", PageKind.GROUP, "tending-lamps").text_content()


@pytest.mark.usefixtures("large")
def test_each_role_and_skill_can_be_reached_by_branches(facts: Facts) -> None:
    plan = plan_routes(facts)
    for kind, tree, known in (
        (PageKind.FAMILY, facts.family_tree, facts.catalog.content.roles),
        (PageKind.GROUP, facts.group_tree, facts.catalog.content.skills),
    ):
        below = list(tree.below())
        for id in below:
            assert plan.has(kind, id)
            below += tree.below(id)
        assert {member for id in below for member in tree.members.get(id, ())} == set(known)


def test_a_small_atlas_has_no_such_pages(facts: Facts) -> None:
    kinds = plan_routes(facts).kinds
    assert PageKind.FAMILY not in kinds
    assert PageKind.GROUP not in kinds


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_role_without_levels_has_no_invented_step(facts: Facts, language: str) -> None:
    page = rendered(facts, language, PageKind.ROLE, "lighthouse-keeper")
    said = {"de": ("Höchste Stufe", "Lernweg"), "en": ("Highest level", "Learning path")}[language]
    assert not any(text in page.text_content() for text in said)
    assert page.find(".//*[@id='path']") is None
    assert not plan_routes(facts).has(PageKind.PLAN)


def test_a_skill_names_what_it_is_a_part_of(facts: Facts) -> None:
    page = rendered(facts, "en", PageKind.SKILL, "trim-the-lamp-at-night")
    assert "Part of" in page.text_content()
    assert "trim the lamp" in links(page)


def test_above_a_bound_no_pair_gets_a_page(facts: Facts, tmp_path: Path) -> None:
    assert len(facts.pairs) == 3
    path = tmp_path / "content" / "site.yml"
    path.write_text(path.read_text(encoding="utf-8") + "comparisons: {all_up_to: 1, none_above: 2}\n", encoding="utf-8")
    market = load_facts(tmp_path / "content", TODAY)[0]
    assert market.pairs == ()
    assert {PageKind.COMPARISONS, PageKind.MATRIX}.isdisjoint(plan_routes(market).kinds)
