"""The role finder of the home page: four questions for readers without a target.

A role's *interest* is the number of its essential level steps in the group that the reader likes, less those in the
group that the reader leaves to others, as a share of all its steps; its *distance* is the number of level steps missing
from the starting occupation. The last question decides which of the two counts first; the other one breaks ties, then
the role's id. ``assets/finder.js`` only sorts by these figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.catalog import Catalog
from generator.derive.plan import standing
from generator.render.lens import Lens
from generator.render.views.plan_data import script_json, short_codes
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can be chosen, by its position."""

    value: int
    title: str


@dataclass(frozen=True, slots=True)
class FinderView:
    """The finder's answers; ``data`` is JSON that is safe inside a script element."""

    occupations: tuple[Answer, ...]
    groups: tuple[Answer, ...]
    data: Markup


def finder_view(lens: Lens) -> FinderView | None:
    """Make the finder; there is none without roles, occupations or a plan to lead to."""
    content = lens.catalog.content
    if not (content.roles and content.occupations and lens.routes.has(PageKind.PLAN)):
        return None
    occupations = sorted(content.occupations)
    titles = [Answer(place, lens.local(content.occupations[id].value.title)) for place, id in enumerate(occupations)]
    return FinderView(
        tuple(sorted(titles, key=lambda choice: choice.title.casefold())),
        tuple(Answer(place, lens.local(record.value.title)) for place, record in enumerate(content.groups.values())),
        script_json(_data(lens, occupations)),
    )


def _data(lens: Lens, occupations: list[str]) -> dict[str, Any]:
    catalog = lens.catalog
    starts = [
        {skill: catalog.rank(level) for skill, level in catalog.content.occupations[id].value.levels.items()}
        for id in occupations
    ]
    role_codes, occupation_codes = short_codes(catalog.content.roles), short_codes(occupations)
    return {
        "plan": lens.link(PageKind.PLAN).href,
        "reason": lens.t("finder.reason"),
        "link": lens.t("finder.plan"),
        "groups": [lens.local(record.value.title) for record in catalog.content.groups.values()],
        "occupations": [occupation_codes[id] for id in occupations],
        "roles": [
            {
                "code": role_codes[role],
                "title": lens.role_title(role),
                "href": lens.role(role).href,
                "steps": _steps_by_group(catalog, role),
                "missing": [standing(catalog, role, have).missing for have in starts],
            }
            for role in sorted(catalog.content.roles)
        ],
    }


def _steps_by_group(catalog: Catalog, role: str) -> list[int]:
    steps = [0] * len(catalog.group_order)
    for skill, rank in catalog.requirement_ranks(role, essential_only=True).items():
        steps[catalog.group_order[catalog.skill(skill).group]] += rank
    return steps
