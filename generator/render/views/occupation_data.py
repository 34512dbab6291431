"""Data on occupations for scripts: the answers of the home page, and what every page shows to readers who come from one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.derive.near import nearest
from generator.render.foreign import joined
from generator.render.lens import Lens, PageLink
from generator.render.views.ways import NearRole, carrying, length_text, near_role, near_title, standing_text

ANSWERS = "occupations/answers"
"""Folder of the home page's answers below the language's folder, with a script for each occupation."""
OCCUPATION_LINES_FILE = "occupations/from.js"
"""Path of the script with the names of the occupations and a line for each role."""


@dataclass(frozen=True, slots=True)
class OccupationAnswer:
    """What the home page shows for an occupation."""

    occupation: PageLink
    title: str
    near: tuple[NearRole, ...]


def occupation_answer(lens: Lens, occupation: str) -> OccupationAnswer:
    """Return the answer for an occupation."""
    link = lens.occupation(occupation)
    near = tuple(near_role(lens, occupation, way) for way in nearest(lens.facts.ways(occupation, lens.language)))
    return OccupationAnswer(carrying(link, occupation), near_title(lens, near), near)


def occupation_lines(lens: Lens) -> dict[str, Any]:
    """Return the name of each occupation and, by role, what is left on the way to it, ready for JSON."""
    content = lens.catalog.content
    return {
        "label": lens.t("from.label"),
        "remove": lens.t("from.remove"),
        "occupations": {
            id: [
                lens.local(record.value.title),
                {
                    way.role: joined(
                        filter(
                            None,
                            (
                                standing_text(lens, way),
                                length_text(lens, way.plan.length),
                                lens.t("way.far") if way.far else "",
                            ),
                        ),
                        " · ",
                    )
                    for way in lens.facts.ways(id, lens.language)
                },
            ]
            for id, record in content.occupations.items()
        },
    }
