"""Pictures: their geometry is repeatable and stays on the paper; on pages they are complete, small and linked to pages that exist."""

from __future__ import annotations

import posixpath
import re
from itertools import combinations, pairwise

import pytest
from lxml import html

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.derive.families import MATRIX_CELLS, MATRIX_ROLES
from generator.render.pages import Renderer
from generator.render.pictures.boxes import Box, SkillNode
from generator.render.pictures.ladder import MAX_SIDE, Ladder, Rung, Tie, ladder
from generator.render.pictures.route import MAX_LINES, SkillLine, Stop, timetable
from generator.render.pictures.text import cut, width, wrap
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY

PICTURED = (PageKind.ROLE, PageKind.SKILL)
LIMIT = 60_000
"""Most bytes of one picture."""
LEVELS = ("Kennen", "Anwenden", "Beherrschen", "Gestalten")
SIZES = [False, True]
NAME = "Mitbestimmung und Beschäftigtendatenschutz bei KI"


# --- text


def test_longer_and_larger_text_is_wider() -> None:
    assert width("mm", 10) > width("ii", 10)
    assert width("ab", 20) == 2 * width("ab", 10)


@pytest.mark.parametrize(
    ("text", "room", "lines", "expected"),
    [
        ("Daten", 100, 2, ("Daten",)),
        ("Data Governance", 70, 2, ("Data", "Governance")),
        ("Prompt- und Context-Engineering", 80, 3, ("Prompt- und", "Context-", "Engineering")),
        ("KI-Cloud-Architekt/in", 70, 2, ("KI-Cloud-", "Architekt/in")),
        ("eins zwei drei vier", 40, 2, ("eins", "zwei…")),
        ("Experiment-Tracking und mehr", 90, 1, ("Experiment-Tr…",)),
        ("", 30, 2, ("",)),
        ("Grundsätze verant\u00adwortungs\u00advoller KI", 90, 4, ("Grundsätze", "verantwortungs-", "voller KI")),
        ("verant\u00adwortungs\u00advoller", 200, 2, ("verantwortungsvoller",)),
    ],
)
def test_wrapping(text: str, room: float, lines: int, expected: tuple[str, ...]) -> None:
    assert wrap(text, 12, room, lines) == expected


@pytest.mark.parametrize("room", [30, 60, 90, 200])
def test_no_line_is_wider_than_its_room(room: float) -> None:
    assert all(width(line, 12) <= room for line in wrap(NAME, 12, room, 2))
    assert width(cut(NAME, 12, room), 12) <= room


# --- the way

SCALE = dict(enumerate(LEVELS, start=1))


def way(count: int) -> tuple[SkillLine, ...]:
    """Return a path of ``count`` skills with four levels each, where a step of a skill follows that of the skill before."""
    stops = [
        tuple(
            Stop(1 + n + rank * count, (n, rank), rank + 1, "training", ((n - 1, rank),) if n else ())
            for rank in range(4)
        )
        for n in range(count)
    ]
    return tuple(SkillLine(f"{NAME} {n}", f"{n}/", f"{n}", "g", one) for n, one in enumerate(stops))


@pytest.mark.parametrize(("count", "expected"), [(1, False), (2, True), (MAX_LINES, True), (MAX_LINES + 1, False)])
def test_way_is_left_out_where_it_does_not_help(count: int, expected: bool) -> None:
    assert (timetable(way(count), SCALE, tall=False) is not None) is expected


@pytest.mark.parametrize("tall", SIZES)
@pytest.mark.parametrize("levels", [1, 4, 6])
def test_way_stays_on_its_paper_and_stops_stay_apart(tall: bool, levels: int) -> None:
    scale = {rank: f"Stufe mit langem Namen {rank}" for rank in range(1, levels + 1)}
    lines = tuple(
        SkillLine(NAME, "a/", NAME, "g", tuple(Stop(n * levels + rank, (n, rank), rank, "practice") for rank in scale))
        for n in range(3)
    )
    drawing = timetable(lines, scale, tall=tall)
    assert drawing is not None
    stops = [(stop.x, stop.y) for line in drawing.lines for stop in line.stops]
    assert len(set(stops)) == 3 * levels
    names = max(x + width(text, 12.5) for line in drawing.lines for x, _, text in line.names)
    assert all(names <= x - 10.5 for x, _ in stops)
    assert all(x + 10.5 <= drawing.paper.width and y + 10.5 <= drawing.paper.height for x, y in stops)
    assert all(right - left >= 21 for left, right in pairwise(sorted({x for x, _ in stops})))
    assert all(low - high >= 21 for high, low in pairwise(sorted({y for _, y in stops})))
    assert drawing.ways == ("practice",)


@pytest.mark.parametrize("tall", SIZES)
def test_way_keeps_the_order_of_the_path(tall: bool) -> None:
    """Read column by column from above, the numbers of the steps ascend; only the wide picture has room for arrows."""
    drawing = timetable(way(5), SCALE, tall=tall)
    assert drawing is not None
    stops = sorted((stop.x, stop.y, stop.stop.number) for line in drawing.lines for stop in line.stops)
    assert [number for *_, number in stops] == list(range(1, 21))
    assert drawing.waits == 16
    assert sum(len(line.arrows) for line in drawing.lines) == (0 if tall else 16)


# --- ladder


def nodes(*keys: str) -> tuple[SkillNode, ...]:
    return tuple(SkillNode(f"{NAME} {key}", f"{key}/", key, "g") for key in keys)


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


RUNGS = tuple(Rung(rank, title, "", f"#{rank}") for rank, title in enumerate(LEVELS, start=1))


def ties(count: int) -> tuple[Tie, ...]:
    return tuple(Tie(node, ((1, 2), (2, 3))) for node in nodes(*(f"n{n}" for n in range(count))))


def climb(before: int, after: int, *, tall: bool) -> Ladder:
    drawing = ladder(ties(before), RUNGS, ties(after), tall=tall)
    assert drawing is not None
    return drawing


@pytest.mark.parametrize(
    ("before", "after", "tall"), [(*sides, tall) for sides in [(1, 0), (0, 9), (3, 4)] for tall in SIZES]
)
def test_ladder_has_all_boxes_and_lines(before: int, after: int, tall: bool) -> None:
    drawing = climb(before, after, tall=tall)
    assert len(drawing.diagram.boxes) == before + after
    assert len(drawing.diagram.arrows) == 2 * (before + after)
    assert not [pair for pair in combinations(drawing.diagram.boxes, 2) if overlap(*pair)]
    heights = [item.y for item in drawing.rungs]
    assert heights == sorted(heights, reverse=True)
    assert all(item.x + item.width <= drawing.diagram.paper.width for item in drawing.diagram.boxes)
    assert all(item.x + item.width <= drawing.diagram.paper.width for item in drawing.rungs)


def test_ladder_is_left_out_without_ties_and_above_its_bound() -> None:
    assert ladder((), RUNGS, (), tall=False) is None
    assert ladder((), RUNGS, ties(MAX_SIDE + 1), tall=False) is None
    assert ladder((), RUNGS, ties(MAX_SIDE), tall=False) is not None


@pytest.mark.parametrize("tall", SIZES)
def test_drawing_twice_gives_the_same(tall: bool) -> None:
    assert climb(3, 4, tall=tall) == climb(3, 4, tall=tall)
    assert timetable(way(9), SCALE, tall=tall) == timetable(way(9), SCALE, tall=tall)


# --- whole pages


def check_pictures(facts: Facts, language: str) -> None:
    """Assert that the pictures of all pages have names, descriptions and links that lead to pages, and that there are enough of them."""
    plan = plan_routes(facts)
    renderer = Renderer(facts, plan, templates_folder(), language)
    urls = {plan.url(page) for page in plan.pages}
    seen = 0
    for page in plan.pages:
        if page.kind not in PICTURED:
            continue
        address = plan.url(page)
        tree = html.fragment_fromstring(renderer.render(page).html, create_parent="div")
        ids = [str(value) for value in tree.xpath("//figure//@id")]
        assert len(ids) == len(set(ids)), address
        for picture in tree.xpath("//figure//svg[contains(@class, 'ra-picture__svg')]"):
            seen += 1
            check_picture(picture, address, ids, urls)
    assert seen >= 2 * (len(facts.catalog.content.roles) + 2), "too few pictures"


def check_picture(picture: html.HtmlElement, address: str, ids: list[str], urls: set[str]) -> None:
    """Assert the same of one picture on the page at ``address``, whose ids and the addresses of all pages are given."""
    assert len(html.tostring(picture)) < LIMIT, address
    for attribute, tag in (("aria-labelledby", "title"), ("aria-describedby", "desc")):
        named = picture.xpath(f"./{tag}[@id=$id]", id=picture.get(attribute))
        assert named, f"{address}: no {tag}"
        assert named[0].text.strip(), f"{address}: no {tag}"
    assert picture.get("role") == "group"
    assert picture.xpath(".//a"), address
    for link in picture.xpath(".//a"):
        assert link.get("aria-label"), address
        path = link.get("href").partition("#")[0]
        target = posixpath.normpath(posixpath.join(address, path)) + "/"
        assert not path or target in urls, f"{address}: {link.get('href')}"
    for reference in re.findall(r"url\(#([^)]+)\)", html.tostring(picture, encoding="unicode")):
        assert reference in ids, f"{address}: {reference}"


def check_matrix(facts: Facts, language: str) -> None:
    """Assert that the cells of the matrix match the requirements of the roles, and that its size is within its bounds."""
    catalog, plan = facts.catalog, plan_routes(facts)
    page = Renderer(facts, plan, templates_folder(), language).render(plan.page(PageKind.MATRIX))
    tree = html.fragment_fromstring(page.html, create_parent="div")
    heads = tree.xpath("//thead//th/a/@href")
    assert len(heads) == len(catalog.content.roles) <= MATRIX_ROLES
    for column, href in enumerate(heads, start=1):
        role = href.rstrip("/").rpartition("/")[2]
        stated = {
            row.xpath("string(th/a/@href)").rstrip("/").rpartition("/")[2]: row.xpath(
                "string(td[$n]//*[@class='ra-cell__number'])", n=column
            )
            for row in tree.xpath("//tbody/tr[th/@scope='row']")
        }
        assert len(stated) * len(heads) <= MATRIX_CELLS
        for item in catalog.role(role).requires:
            rank = str(catalog.rank(item.level) or "?")
            start = catalog.rank(catalog.level_at_grade(role, item, catalog.grades_of(role)[0]))
            rank = rank if start == catalog.rank(item.level) else f"{start or '–'}→{rank}"
            assert stated.pop(item.skill) == (rank if item.necessity == "essential" else f"({rank})")
        assert set(stated.values()) <= {""}


@pytest.mark.parametrize("language", ["de", "en"])
def test_pictures_are_whole(catalog: Catalog, language: str) -> None:
    check_pictures(Facts(catalog, TODAY), language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_matrix_says_what_the_roles_require(catalog: Catalog, language: str) -> None:
    check_matrix(Facts(catalog, TODAY), language)


@pytest.mark.parametrize(("flowing", "box"), [(8, 0), (1, 1)])
def test_a_wide_matrix_scrolls_in_a_box(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, flowing: int, box: int
) -> None:
    monkeypatch.setattr("generator.render.views.matrix.FLOWING", flowing)
    facts = Facts(catalog, TODAY)
    plan = plan_routes(facts)
    text = Renderer(facts, plan, templates_folder(), "en").render(plan.page(PageKind.MATRIX)).html
    assert text.count('class="ra-scroll"') == box
    assert text.count("ra-matrix--flowing") == 1 - box
