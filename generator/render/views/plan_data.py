"""What the learning plan's script needs, per language: names, level steps and, computed ahead, each step's candidates.

``plan_data`` stands in the page and is enough for its first view; ``plan_details`` holds the bulk, skills and trainings,
in a script of its own that the page loads when the reader begins (a script, since only that loads from ``file://``).

References are positions in the lists; the
lists are sorted by id, so that the script breaks ties as the Python reference does. ``code`` is an id's short form in
links: it hangs on the id alone, so a link stays good when records are added or removed.

    lists       locale, languages of instruction (id, name), levels, groups (id, name), kinds, costs, strings (t),
                addresses (href: before and after the id)
    skills      [code, id, name, group, [statement per rank], [practice per rank], [[from rank, skill, rank]],
                [[training] per rank], [[exam] per rank]]
    trainings   [code, id, name, provider, kind, [language], machine-translated, cost, hours or null,
                length in words, tier, [[skill, rank]]]
    roles       [code, id, name, [[skill, rank]] essential, [[skill, rank]] optional]
    occupations [code, id, name, [[skill, rank]]]

Ranks count from 1, so position ``rank - 1`` in a list per rank; candidates stop at the highest rank that some role
requires as essential.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from generator.catalog import Catalog, Step
from generator.derive.coverage import required_steps
from generator.derive.times import offer_time
from generator.kinds.skill import SkillLevel
from generator.kinds.training import Cost, TrainingKind
from generator.preference import tier
from generator.render.lens import Lens, Link
from generator.render.views.common import practice_hours
from generator.routes import PageKind

_PREFIX = "plan.js."
CODE_LENGTH = 4
DETAILS = "plan/details.js"
"""Where the details lie below the language's folder."""
STATE_VERSION = 1
"""Version of the state in the address's fragment; ``assets/plan-state.js`` writes and reads it."""


def short_codes(ids: Iterable[str]) -> dict[str, str]:
    """Give each id four letters of its hash; where two would be equal, the later id takes letters further on."""
    codes: dict[str, str] = {}
    taken: set[str] = set()
    for id in sorted(ids):
        digest = base64.urlsafe_b64encode(hashlib.sha256(id.encode()).digest()).decode()
        code = next(part for start in range(40) if (part := digest[start : start + CODE_LENGTH]) not in taken)
        taken.add(code)
        codes[id] = code
    return codes


def plan_link(lens: Lens, target: str) -> Link:
    """Link to the plan with a target role already chosen."""
    code = short_codes(lens.catalog.content.roles)[target]
    return lens.link(PageKind.PLAN, anchor=f"?v={STATE_VERSION}&t={code}", text=lens.t("plan.link"))


def plan_data(lens: Lens) -> dict[str, Any]:
    """What the page's first view needs in the lens's language, ready for JSON."""
    catalog, content, t = lens.catalog, lens.catalog.content, lens.t
    trainings = _used_trainings(catalog)
    skill_at = _skill_at(catalog)
    instruction = sorted({language for id in trainings for language in catalog.training(id).languages.instruction})
    strings = {key.removeprefix(_PREFIX): text for key, text in t.texts.items() if key.startswith(_PREFIX)}
    return {
        "locale": str(t.locale).replace("_", "-"),
        "languages": [[id, t.language_name(id)] for id in instruction],
        "levels": [[id, lens.local(record.value.title)] for id, record in content.levels.items()],
        "groups": [[id, lens.local(record.value.title)] for id, record in content.groups.items()],
        "kinds": {kind: t(f"kind.{kind}") for kind in (TrainingKind.COURSE, TrainingKind.READING)},
        "costs": {cost: t(f"cost.{cost}") for cost in Cost},
        "t": strings | {"none": t("level.none"), "machine": t("training.machine")},
        "href": {
            "skill": _address(lens, PageKind.SKILL, content.skills),
            "training": _address(lens, PageKind.TRAINING, content.trainings),
            "role": _address(lens, PageKind.ROLE, content.roles),
        },
        "roles": _roles(lens, skill_at),
        "occupations": _occupations(lens, skill_at),
    }


def plan_details(lens: Lens) -> dict[str, Any]:
    """Skills and trainings in the lens's language, ready for JSON."""
    trainings = _used_trainings(lens.catalog)
    skill_at = _skill_at(lens.catalog)
    training_at = {id: place for place, id in enumerate(trainings)}
    return {
        "skills": _skills(lens, skill_at, training_at),
        "trainings": _trainings(lens, trainings, skill_at),
    }


def plan_script(lens: Lens) -> str:
    """The details as a script."""
    return f"raPlan.details = {script_json(plan_details(lens))};\n"


def script_json(value: dict[str, Any]) -> Markup:
    """JSON in one line that is safe inside a script element."""
    return htmlsafe_json_dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _skill_at(catalog: Catalog) -> dict[str, int]:
    return {id: place for place, id in enumerate(sorted(catalog.content.skills))}


def _used_trainings(catalog: Catalog) -> list[str]:
    steps = required_steps(catalog)
    return sorted({id for step in steps for id in (*catalog.trainings_for(step), *catalog.exams_for(step))})


def _address(lens: Lens, kind: str, ids: Iterable[str]) -> list[str]:
    """What stands before and after an id in a link of this kind."""
    id = next(iter(ids), None)
    if id is None or not lens.routes.has(kind, id):
        return ["", ""]
    before, _, after = lens.link(kind, id).href.rpartition(id)
    return [before, after]


def _skills(lens: Lens, skill_at: Mapping[str, int], training_at: Mapping[str, int]) -> list[list[Any]]:
    catalog = lens.catalog
    highest: dict[str, int] = {step.skill: step.rank for step in required_steps(catalog)}
    codes = short_codes(skill_at)
    rows = []
    for id in skill_at:
        skill = catalog.skill(id)
        written = [skill.levels.get(level) for level in catalog.level_ids]
        steps = [Step(id, rank) for rank in range(1, highest.get(id, 0) + 1)]
        rows.append(
            [
                codes[id],
                id,
                lens.local(skill.title),
                catalog.group_order[skill.group],
                [lens.local(level.statement) if level else "" for level in written],
                [_practice(lens, level) for level in written[: len(steps)]],
                [
                    [catalog.rank(item.from_level), skill_at[item.skill], catalog.rank(item.level)]
                    for item in skill.prerequisites
                ],
                [[training_at[training] for training in catalog.trainings_for(step)] for step in steps],
                [[training_at[exam] for exam in catalog.exams_for(step)] for step in steps],
            ]
        )
    return rows


def _practice(lens: Lens, level: SkillLevel | None) -> str:
    practice = level.practice if level else None
    if practice is None:
        return ""
    hours = practice_hours(lens, practice)
    return f"{lens.local(practice.text)} · {hours}" if hours else lens.local(practice.text)


def _trainings(lens: Lens, ids: list[str], skill_at: Mapping[str, int]) -> list[list[Any]]:
    catalog = lens.catalog
    codes = short_codes(ids)
    rows = []
    for id in ids:
        training = catalog.training(id)
        spoken = training.languages.exam if training.kind == TrainingKind.EXAM else training.languages.instruction
        rows.append(
            [
                codes[id],
                id,
                training.title,
                catalog.content.providers[training.provider].value.title,
                training.kind,
                list(spoken),
                int(training.languages.machine_translated),
                training.cost,
                time.low if (time := offer_time(training)) and time.stated else None,
                lens.duration(training),
                tier(training),
                [[skill_at[item.skill], catalog.rank(item.level)] for item in training.prerequisites],
            ]
        )
    return rows


def _roles(lens: Lens, skill_at: Mapping[str, int]) -> list[list[Any]]:
    codes = short_codes(lens.catalog.content.roles)
    rows = []
    for id in sorted(lens.catalog.content.roles):
        essential = lens.catalog.requirement_ranks(id, essential_only=True)
        optional = lens.catalog.requirement_ranks(id)
        rows.append(
            [
                codes[id],
                id,
                lens.role_title(id),
                [[skill_at[skill], essential[skill]] for skill in sorted(essential)],
                [[skill_at[skill], optional[skill]] for skill in sorted(optional) if skill not in essential],
            ]
        )
    return rows


def _occupations(lens: Lens, skill_at: Mapping[str, int]) -> list[list[Any]]:
    content = lens.catalog.content
    codes = short_codes(content.occupations)
    return [
        [
            codes[id],
            id,
            lens.local(content.occupations[id].value.title),
            [
                [skill_at[skill], lens.catalog.rank(level)]
                for skill, level in sorted(content.occupations[id].value.levels.items())
            ],
        ]
        for id in sorted(content.occupations)
    ]
