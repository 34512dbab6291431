"""What the pictures of a page are made from: requirements, prerequisites and likeness, in the words of one language.

Each picture comes with a title, a description and where the same facts stand as text; ``None`` where a picture would
not help (too little to see, or too much: see the bounds in ``generator.render.pictures``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Generic, TypeVar

from generator.derive.compare import similarity
from generator.derive.paths import PathStep
from generator.render.hyphens import BREAK, Hyphenator
from generator.render.lens import Lens
from generator.render.pictures.boxes import Diagram, SkillNode
from generator.render.pictures.ladder import Ladder, Rung, Tie, ladder
from generator.render.pictures.layers import MAX_NODES, layered
from generator.render.pictures.profile import Elevation, Massif, Stop, bearable, profile
from generator.render.pictures.rolemap import MAX_ROLES, MIN_ROLES, MapRole, RoleMap, role_map
from generator.render.pictures.text import SOFT_HYPHEN
from generator.routes import PageKind

Layout = TypeVar("Layout")


@dataclass(frozen=True, slots=True)
class Picture(Generic[Layout]):
    """A picture in both orientations; ``id`` is unique on the page."""

    id: str
    title: str
    description: str
    wide: Layout
    tall: Layout


@dataclass(frozen=True, slots=True)
class ShapePicture:
    """A skill shape with the names of its series and of the levels, for the legend."""

    picture: Picture[Elevation]
    series: tuple[str, ...]
    levels: tuple[str, ...]
    has_optional: bool


def role_shape(lens: Lens, role: str) -> ShapePicture | None:
    """Make the skill shape of a role."""
    return _shape(lens, (role,), "picture.shape", role=lens.role_title(role))


def pair_shape(lens: Lens, left: str, right: str) -> ShapePicture | None:
    """Make the skill shapes of two roles, one over the other."""
    return _shape(lens, (left, right), "picture.overlay", left=lens.role_title(left), right=lens.role_title(right))


def _shape(lens: Lens, roles: tuple[str, ...], key: str, **names: str) -> ShapePicture | None:
    catalog = lens.catalog
    ranks = [{item.skill: catalog.rank(item.level) for item in catalog.role(role).requires} for role in roles]
    essential = [catalog.requirement_ranks(role, essential_only=True) for role in roles]
    by_group: dict[str, list[Stop]] = {}
    for skill in dict.fromkeys(skill for series in ranks for skill in series):
        stop = Stop(
            lens.title(PageKind.SKILL, skill),
            lens.skill(skill).href,
            _stop_words(
                lens,
                roles,
                skill,
                [series.get(skill, 0) for series in ranks],
                [skill in series for series in essential],
            ),
            tuple(series.get(skill, 0) for series in ranks),
            tuple(skill in series for series in essential),
        )
        if any(stop.ranks):
            by_group.setdefault(catalog.skill(skill).group, []).append(stop)
    massifs = tuple(
        Massif(group, _group(lens, group), tuple(by_group[group]))
        for group in sorted(by_group, key=catalog.group_order.__getitem__)
    )
    if not bearable(massifs):
        return None
    levels = tuple(lens.level(rank).title for rank in range(1, len(catalog.level_ids) + 1))
    description = lens.t(
        f"{key}.description", groups="; ".join(_group_words(lens, massif) for massif in massifs), **names
    )
    picture = Picture(
        "shape",
        lens.t(f"{key}.title", **names),
        description,
        profile(massifs, levels, tall=False),
        profile(massifs, levels, tall=True),
    )
    optional = any(
        rank and not need
        for massif in massifs
        for stop in massif.stops
        for rank, need in zip(stop.ranks, stop.essential, strict=True)
    )
    return ShapePicture(picture, tuple(lens.role_title(role) for role in roles), levels, optional)


def _stop_words(lens: Lens, roles: tuple[str, ...], skill: str, ranks: list[int], essential: list[bool]) -> str:
    parts = []
    for role, rank, need in zip(roles, ranks, essential, strict=True):
        words = (
            f"{lens.level(rank).title}, {lens.t('essential' if need else 'optional')}"
            if rank
            else lens.t("picture.not_required")
        )
        parts.append(f"{lens.role_title(role)}: {words}" if len(roles) > 1 else words)
    return f"{lens.title(PageKind.SKILL, skill)} – {'; '.join(parts)}"


def _group_words(lens: Lens, massif: Massif) -> str:
    highest = max(max(stop.ranks) for stop in massif.stops)
    return lens.t.count("picture.group", len(massif.stops), group=massif.title, level=lens.level(highest).title)


def _group(lens: Lens, id: str) -> str:
    return lens.local(lens.catalog.content.groups[id].value.title)


def path_picture(lens: Lens, role: str, path: tuple[PathStep, ...]) -> Picture[Diagram] | None:
    """Make the picture of a learning path: its skills, each after what it presupposes."""
    targets: dict[str, int] = {}
    for item in path:
        targets[item.step.skill] = max(item.step.rank, targets.get(item.step.skill, 0))
    if len(targets) > MAX_NODES:
        return None
    edges = frozenset((needed.skill, item.step.skill) for item in path for needed in item.after)
    nodes = tuple(_path_node(lens, skill, rank) for skill, rank in targets.items())
    wide = layered(nodes, edges, lens.t("picture.path.free"), tall=False)
    tall = layered(nodes, edges, lens.t("picture.path.free"), tall=True)
    if wide is None or tall is None:
        return None
    title = lens.t("picture.path.title", role=lens.role_title(role))
    return Picture(
        "path-map", title, lens.t.count("picture.path.description", len(nodes), lines=len(wide.arrows)), wide, tall
    )


def _path_node(lens: Lens, skill: str, rank: int) -> SkillNode:
    level = lens.catalog.level_at(rank)
    words = lens.t("step.at", skill=lens.title(PageKind.SKILL, skill), level=lens.level(rank).title)
    return SkillNode(
        skill,
        _breakable(lens, lens.title(PageKind.SKILL, skill)),
        lens.skill(skill, level).href,
        words,
        lens.catalog.skill(skill).group,
        rank,
    )


def _breakable(lens: Lens, text: str) -> str:
    """Mark with soft hyphens where long words may break."""
    return _hyphenator(str(lens.t.locale)).text(text).replace(BREAK, SOFT_HYPHEN)


@lru_cache
def _hyphenator(locale: str) -> Hyphenator:
    return Hyphenator(locale)


def skill_ladder(lens: Lens, skill: str) -> Picture[Ladder] | None:
    """Make the picture of a skill's levels between its prerequisites and what builds on it."""
    catalog = lens.catalog
    before: dict[str, list[tuple[int, int]]] = {}
    for item in catalog.skill(skill).prerequisites:
        before.setdefault(item.skill, []).append((catalog.rank(item.level), catalog.rank(item.from_level)))
    after = {
        other: [
            (catalog.rank(item.from_level), catalog.rank(item.level))
            for item in catalog.skill(other).prerequisites
            if item.skill == skill
        ]
        for other in catalog.prerequisite_for(skill)
    }
    needed = [catalog.rank(row.requirement.level) for row in catalog.roles_requiring(skill)]
    rungs = tuple(
        Rung(
            rank,
            lens.level(rank).title,
            lens.t.count("picture.ladder.roles", needed.count(rank)) if rank in needed else "",
            f"#{catalog.level_at(rank)}",
        )
        for rank in range(1, len(catalog.level_ids) + 1)
    )
    ties = tuple(_tie(lens, other, pairs, "before") for other, pairs in before.items())
    followers = tuple(_tie(lens, other, pairs, "after") for other, pairs in after.items())
    wide, tall = ladder(ties, rungs, followers, tall=False), ladder(ties, rungs, followers, tall=True)
    if wide is None or tall is None:
        return None
    title = lens.title(PageKind.SKILL, skill)
    sentences = "; ".join(tie.node.words for tie in (*ties, *followers))
    return Picture(
        "ladder",
        lens.t("picture.ladder.title", skill=title),
        lens.t("picture.ladder.description", ties=sentences),
        wide,
        tall,
    )


def _tie(lens: Lens, other: str, pairs: Iterable[tuple[int, int]], side: str) -> Tie:
    ranks = tuple(sorted(pairs))
    title = lens.title(PageKind.SKILL, other)
    parts = [
        lens.t(f"picture.ladder.{side}", there=lens.level(there).title, here=lens.level(here).title)
        for there, here in ranks
    ]
    anchor = lens.catalog.level_at(ranks[0][0])
    node = SkillNode(
        other,
        _breakable(lens, title),
        lens.skill(other, anchor).href,
        f"{title}: {', '.join(parts)}",
        lens.catalog.skill(other).group,
    )
    return Tie(node, ranks)


def roles_map(lens: Lens) -> Picture[RoleMap] | None:
    """Make the map of all roles by likeness."""
    roles = list(lens.catalog.content.roles)
    if not MIN_ROLES <= len(roles) <= MAX_ROLES:
        return None
    ranks = {role: lens.catalog.requirement_ranks(role) for role in roles}
    likeness = {pair: similarity(ranks[pair[0]], ranks[pair[1]]) for pair in permutations(roles, 2)}
    if not any(likeness.values()):
        return None
    words = {role: _nearest_words(lens, role, likeness) for role in roles}
    places = tuple(MapRole(role, lens.role_title(role), lens.role(role).href, words[role]) for role in roles)
    title = lens.t("picture.map.title")
    description = lens.t("picture.map.description", nearest="; ".join(words.values()))
    wide, tall = role_map(places, likeness, tall=False), role_map(places, likeness, tall=True)
    return Picture("role-map", title, description, wide, tall)


def _nearest_words(lens: Lens, role: str, likeness: dict[tuple[str, str], float]) -> str:
    nearest = max((other for one, other in likeness if one == role), key=lambda other: likeness[role, other])
    percent = round(100 * likeness[role, nearest])
    return lens.t("picture.map.nearest", role=lens.role_title(role), other=lens.role_title(nearest), n=percent)
