"""Pictures: geometry by table, repeatable, within the paper; on the pages complete, small and well linked."""

from __future__ import annotations

import math
import posixpath
import re
from itertools import combinations, pairwise, permutations, product

import pytest
from lxml import html

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.render.pages import Renderer
from generator.render.pictures.boxes import Box, SkillNode
from generator.render.pictures.ladder import MAX_SIDE, Ladder, Rung, Tie, ladder
from generator.render.pictures.layers import MAX_NODES, chained, layered
from generator.render.pictures.profile import MAX_STOPS, Massif, Stop, bearable, peaked, profile
from generator.render.pictures.rolemap import MapRole, RoleMap, role_map
from generator.render.pictures.scaling import distances, embed
from generator.render.pictures.text import cut, spread, width, wrap
from generator.resources import templates_folder
from generator.routes import MATRIX_CELLS, MATRIX_ROLES, PageKind, plan_routes
from tests.atlas import TODAY

PICTURED = (PageKind.HOME, PageKind.ROLE, PageKind.SKILL, PageKind.COMPARISON, PageKind.COMPARISONS)
LIMIT = 60_000
"""Bytes of one picture (issue 3)."""
LEVELS = ("Kennen", "Anwenden", "Beherrschen", "Gestalten")
SIZES = [False, True]
NAME = "Mitbestimmung und Beschäftigtendatenschutz bei KI"


def stop(text: str, *ranks: int, essential: bool = True) -> Stop:
    return Stop(text, f"{text}/", text, ranks, tuple(essential for _ in ranks))


def massifs(count: int, groups: int = 3, series: int = 1) -> tuple[Massif, ...]:
    stops = [stop(f"{NAME} {n}", *(((n + one) % 4) + 1 for one in range(series))) for n in range(count)]
    return tuple(Massif(f"g{n}", f"Gruppe {n} mit einem langen Namen", tuple(stops[n::groups])) for n in range(groups))


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


def test_spread_keeps_order_distance_and_bounds() -> None:
    widths = [100.0, 80.0, 120.0]
    placed = spread([50.0, 60.0, 70.0], widths, 0, 400, 10)
    edges = [(at - size / 2, at + size / 2) for at, size in zip(placed, widths, strict=True)]
    assert edges[0][0] >= 0
    assert edges[-1][1] <= 400
    assert all(right[0] - left[1] >= 10 - 1e-9 for left, right in pairwise(edges))
    assert spread([50.0, 200.0], [20.0, 20.0], 0, 400, 10) == [50.0, 200.0]


# --- elevation profile


@pytest.mark.parametrize(("count", "expected"), [(2, False), (3, True), (MAX_STOPS, True), (MAX_STOPS + 1, False)])
def test_profile_is_left_out_where_it_does_not_help(count: int, expected: bool) -> None:
    assert bearable(massifs(count)) is expected


def test_the_highest_stands_in_the_middle() -> None:
    ranks = [item.ranks[0] for item in peaked(tuple(stop(str(n), n) for n in (1, 4, 2, 3, 3)))]
    top = ranks.index(max(ranks))
    assert ranks[: top + 1] == sorted(ranks[: top + 1])
    assert ranks[top:] == sorted(ranks[top:], reverse=True)


@pytest.mark.parametrize(("count", "tall"), list(product([3, 30, MAX_STOPS], SIZES)))
def test_profile_stays_on_its_paper(count: int, tall: bool) -> None:
    drawing = profile(massifs(count), LEVELS, tall=tall)
    columns = [column for mountain in drawing.mountains for column in mountain.columns]
    assert len(columns) == count
    assert len(drawing.contours) == len(LEVELS)
    for column in columns:
        left, top, wide, high = column.hit
        assert left >= 0
        assert top >= 0
        assert left + wide <= drawing.paper.width + 0.1
        assert top + high <= drawing.paper.height
        angle = math.radians(-drawing.turn)
        for x, y, line in column.label.lines:
            assert x - width(line, 12) * math.cos(angle) >= 0
            assert y + width(line, 12) * math.sin(angle) <= drawing.paper.height
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", column.area):
            assert 0 <= float(x) <= drawing.paper.width
            assert 0 <= float(y) <= drawing.paper.height


@pytest.mark.parametrize("tall", SIZES)
def test_altitude_grows_with_the_level(tall: bool) -> None:
    group = Massif("g", "G", tuple(stop(f"s{rank}", rank) for rank in (1, 2, 3, 4)))
    columns = profile((group,), LEVELS, tall=tall).mountains[0].columns
    places = {
        column.number.rank: (column.number.x if tall else -column.number.y) for column in columns if column.number
    }
    assert [places[rank] for rank in (1, 2, 3, 4)] == sorted(places.values())


def test_a_second_series_is_a_line_with_dots_only_where_it_requires_something() -> None:
    group = Massif("g", "G", (stop("both", 3, 2), stop("first", 1, 0), stop("second", 0, 4, essential=False)))
    mountain = profile((group,), LEVELS, tall=False).mountains[0]
    dots = {column.stop.text: column.dot for column in mountain.columns}
    assert len(mountain.ridges) == 2
    assert dots["first"] is None
    assert dots["both"] is not None
    assert dots["both"].rank == 2
    assert dots["second"] is not None
    assert not dots["second"].essential
    assert not any(column.number for column in mountain.columns)


# --- layers


def nodes(*keys: str) -> tuple[SkillNode, ...]:
    return tuple(SkillNode(key, f"{NAME} {key}", f"{key}/", key, "g", 2) for key in keys)


@pytest.mark.parametrize(
    ("edges", "layers", "kept"),
    [
        ("ab bc", ("a", "b", "c"), "ab bc"),
        ("ab bc ac", ("a", "b", "c"), "ab bc"),
        ("ac bc", ("ab", "c"), "ac bc"),
        ("ab ba", ("a", "b"), "ab"),
        ("ab bc ca", ("a", "b", "c"), "ab bc"),
        ("ca", ("c", "a"), "ca"),
        ("", (), ""),
    ],
)
def test_chains(edges: str, layers: tuple[str, ...], kept: str) -> None:
    pairs = frozenset((edge[0], edge[1]) for edge in edges.split())
    found, lines = chained(nodes("a", "b", "c"), pairs)
    assert tuple("".join(layer) for layer in found) == layers
    assert lines == frozenset((edge[0], edge[1]) for edge in kept.split())


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


@pytest.mark.parametrize("tall", SIZES)
def test_boxes_of_a_path_do_not_overlap(tall: bool) -> None:
    keys = "abcdefghijkl"
    edges = frozenset({("a", "c"), ("b", "c"), ("c", "d"), ("a", "d"), ("d", "e"), ("b", "e"), ("c", "f"), ("f", "g")})
    drawing = layered(nodes(*keys), edges, "frei", tall=tall)
    assert drawing is not None
    assert {item.node.key for item in drawing.boxes} == set(keys)
    assert not [(a.node.key, b.node.key) for a, b in combinations(drawing.boxes, 2) if overlap(a, b)]
    assert max(item.y + item.height for item in drawing.boxes) <= drawing.paper.height
    place = {item.node.key: item.y if tall else item.x for item in drawing.boxes}
    assert all(place[a] < place[b] for a, b in edges)


def test_path_is_left_out_without_lines_and_above_its_bound() -> None:
    many = tuple(SkillNode(str(n), str(n), "", "", "g") for n in range(MAX_NODES + 1))
    assert layered(nodes("a", "b"), frozenset(), "frei", tall=False) is None
    assert layered(many, frozenset({("0", "1")}), "frei", tall=False) is None
    assert layered(many[1:], frozenset({("1", "2")}), "frei", tall=False) is not None


# --- ladder

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


# --- map


def places(count: int) -> tuple[MapRole, ...]:
    return tuple(MapRole(f"r{n}", f"KI-Modell-Kurator/in {n}", f"r{n}/", f"r{n}") for n in range(count))


def likeness(count: int) -> dict[tuple[str, str], float]:
    return {
        (f"r{a}", f"r{b}"): round(abs(math.sin(1 + min(a, b) * 7 + max(a, b) * 3)) / 2, 3)
        for a, b in permutations(range(count), 2)
    }


def chart(count: int, *, tall: bool) -> RoleMap:
    return role_map(places(count), likeness(count), tall=tall)


def test_scaling_keeps_the_distances_of_a_triangle() -> None:
    wanted = [[0.0, 3.0, 4.0], [3.0, 0.0, 5.0], [4.0, 5.0, 0.0]]
    points = embed(wanted)
    assert all(abs(math.dist(points[i], points[j]) - wanted[i][j]) < 0.01 for i, j in combinations(range(3), 2))


def test_the_more_alike_the_nearer() -> None:
    wanted = distances([[1.0, 0.6, 0.1], [0.6, 1.0, 0.2], [0.1, 0.2, 1.0]])
    assert wanted[0][1] == pytest.approx(0.25)
    assert wanted[0][2] == pytest.approx(1.0)
    assert wanted[0][1] < wanted[1][2] < wanted[0][2]
    assert distances([[1.0, 0.3], [0.3, 1.0]])[0][1] == 0.25


@pytest.mark.parametrize(("count", "tall"), list(product([3, 6, 12, 40], SIZES)))
def test_names_on_the_map_stay_apart_and_on_the_paper(count: int, tall: bool) -> None:
    drawing = chart(count, tall=tall)
    names = []
    for spot in drawing.spots:
        wide = max(width(line, 14) for *_, line in spot.lines)
        left = spot.lines[0][0] - {"start": 0, "middle": wide / 2, "end": wide}[spot.anchor]
        names.append((left, spot.lines[0][1] - 14, wide, 17 * len(spot.lines)))
        assert left >= -0.1
        assert left + wide <= drawing.paper.width + 0.1
        assert 0 <= spot.y <= drawing.paper.height
    crossing = [
        (a, b)
        for a, b in combinations(names, 2)
        if a[0] < b[0] + b[2] - 1 and b[0] < a[0] + a[2] - 1 and a[1] < b[1] + b[3] - 1 and b[1] < a[1] + a[3] - 1
    ]
    assert not crossing


def test_each_role_has_a_road_to_its_nearest() -> None:
    drawing = chart(6, tall=False)
    on_road = {end for road in drawing.roads for end in (road.line[:2], road.line[2:])}
    assert {(spot.x, spot.y) for spot in drawing.spots} == on_road


@pytest.mark.parametrize("tall", SIZES)
def test_drawing_twice_gives_the_same(tall: bool) -> None:
    assert chart(12, tall=tall) == chart(12, tall=tall)
    assert profile(massifs(30), LEVELS, tall=tall) == profile(massifs(30), LEVELS, tall=tall)
    assert climb(3, 4, tall=tall) == climb(3, 4, tall=tall)


# --- whole pages


def check_pictures(facts: Facts, language: str) -> None:
    """Look at the pictures of all pages of an atlas: each has a name, a description and links that lead to pages."""
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
    assert seen >= 2 * (2 * len(facts.catalog.content.roles) + 2), "too few pictures"


def check_picture(picture: html.HtmlElement, address: str, ids: list[str], urls: set[str]) -> None:
    """Look at one picture on the page at an address."""
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
    """Compare the cells of the matrix with the requirements of the roles, and its size with its bounds."""
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
            assert stated.pop(item.skill) == (rank if item.necessity == "essential" else f"({rank})")
        assert set(stated.values()) <= {""}


@pytest.mark.parametrize("language", ["de", "en"])
def test_pictures_are_whole(catalog: Catalog, language: str) -> None:
    check_pictures(Facts(catalog, TODAY), language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_matrix_says_what_the_roles_require(catalog: Catalog, language: str) -> None:
    check_matrix(Facts(catalog, TODAY), language)
