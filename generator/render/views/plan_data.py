"""Data for the learning plan's script, by language: names, level steps, and what offers and practices lift and cost, computed ahead.

``plan_data`` is part of the page and is enough for its first view. ``plan_details`` holds most of the data, skills and trainings,
in a script of its own that the page loads when the reader begins (a script, since nothing else can be loaded from ``file://``).
If there are many roles, their requirements are in it too.

References are positions in the lists; the lists are sorted by id, so that the script breaks ties as the Python
reference does. ``code`` is an id's short form in links. It is made from the id, so a link stays valid when records are
added or removed, unless an added id has the same code by chance (one in 16 million for each pair of ids).

    lists       locale, languages of instruction (id, name), those that readers understand (reads), levels (id, name), groups
                (title), kinds, costs, families (title, where roles are many), unlevelled (roles that state no
                levels), ways (whether any course or practice is known), strings (t), addresses (href: before and after
                the id), pace, far (hours, word), guide (title and address, or nothing)
    skills      [code, id, name, group, [statement per rank], [practice per rank], [[low, high] hours per rank or 0],
                [[from rank, skill, rank]], [[training] per rank], [[exam] per rank]]
    trainings   [code, id, name, provider, address, kind, [language], machine-translated, cost, [amount, currency] or 0,
                [low, high, stated] hours or 0, length in words, tier, [[skill, low rank, high rank]] lifts,
                [[skill, rank]] needs]
    roles       [code, id, name, [[grade's title, [[skill, rank]]]] essential by stage, [[skill, rank]] optional, family or -1,
                [[grade's id, title, [stage]]] ends to choose from, the end to begin with], nothing where there is one end only
    occupations [code, id, name, [[skill, rank]], [role] that name it as a way in]

Ranks count from 1, so a rank's entry in a list per rank is at position ``rank - 1``. The lists of practices, trainings and exams end
at the highest rank that some role requires as essential or that such a requirement presupposes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from generator.catalog import Catalog, Step
from generator.derive.families import FEW, LISTED
from generator.derive.plan import HOURS_PER_WEEK, ends_of, stages_of
from generator.derive.schedule import Scheduler
from generator.derive.times import offer_time
from generator.kinds.skill import SkillLevel
from generator.kinds.training import Cost, Training, TrainingKind
from generator.model.page import FUNDING
from generator.preference import tier
from generator.render.foreign import joined, tagged
from generator.render.lens import Lens, PageLink
from generator.render.views.prose import page_for
from generator.routes import PageKind

_PREFIX, _CHECK_PREFIX = "plan.js.", "plan.check.js."
CODE_LENGTH = 4
DETAILS = "plan/details.js"
"""Path of the script with the details below the language's folder."""
STATE_VERSION = 1
"""Version of the state in the address's fragment; ``assets/plan-state.js`` writes and reads it."""


def short_codes(ids: Iterable[str]) -> dict[str, str]:
    """Return a code for each id: four letters of its hash; if two would be equal, the later id takes letters further on."""
    codes: dict[str, str] = {}
    taken: set[str] = set()
    for id in sorted(ids):
        digest = base64.urlsafe_b64encode(hashlib.sha256(id.encode()).digest()).decode()
        code = next(part for start in range(40) if (part := digest[start : start + CODE_LENGTH]) not in taken)
        taken.add(code)
        codes[id] = code
    return codes


def plan_link(lens: Lens, target: str) -> PageLink:
    """Return a link to the plan with a target role already chosen."""
    code = lens.memory.remember("role-codes", lambda: short_codes(lens.catalog.content.roles))[target]
    return lens.link(PageKind.PLAN, anchor=f"?v={STATE_VERSION}&t={code}", text=lens.t("plan.link"))


def plan_data(lens: Lens) -> dict[str, Any]:
    """Return the data of the page's first view in the lens's language, ready for JSON."""
    catalog, content, t = lens.catalog, lens.catalog.content, lens.t
    trainings = _used_trainings(catalog, _highest(catalog))
    skill_at = _skill_at(catalog)
    guide = page_for(lens, FUNDING)
    instruction = sorted({language for id in trainings for language in catalog.training(id).languages.instruction})
    # Without learning paths the page is a skill check; its own strings replace those that speak of a plan.
    prefixes = (_PREFIX,) if catalog.knows_ways else (_PREFIX, _CHECK_PREFIX)
    strings = {
        key.removeprefix(prefix): text for prefix in prefixes for key, text in t.texts.items() if key.startswith(prefix)
    }
    return {
        "locale": str(t.locale).replace("_", "-"),
        "languages": [[id, t.language_name(id)] for id in instruction],
        "reads": sorted(catalog.site.reads(lens.language) & set(instruction)),
        "levels": [[id, lens.local(record.value.title)] for id, record in content.levels.items()],
        "groups": [lens.local(record.value.title) for record in content.groups.values()],
        "pace": HOURS_PER_WEEK,
        "far": [catalog.site.bounds.far_hours, t("way.far")],
        "guide": [guide.text, guide.href] if guide else [],
        "kinds": {kind: t(f"kind.{kind}") for kind in (TrainingKind.COURSE, TrainingKind.READING)},
        "costs": {cost: t(f"cost.{cost}") for cost in Cost},
        "t": strings
        | {key: t(f"training.{key}") for key in ("machine", "machine.one_of")}
        | {"none": t("level.none"), "estimate": t("way.practice.hours"), "least": t("way.least")}
        | ({} if content.occupations else {"case.target": t("plan.areas.case")}),
        "href": {
            "skill": address_parts(lens, PageKind.SKILL, content.skills),
            "training": address_parts(lens, PageKind.TRAINING, content.trainings),
            "role": address_parts(lens, PageKind.ROLE, content.roles),
        },
        "families": [lens.local(content.families[id].value.title) for id in _families(lens)],
        "ways": int(catalog.knows_ways),
        "roles": _roles(lens, skill_at, short=_many(catalog)),
        "unlevelled": [at for at, id in enumerate(sorted(content.roles)) if not catalog.ranks_to_reach(id)],
        "occupations": _occupations(lens, skill_at),
    }


def plan_details(lens: Lens) -> dict[str, Any]:
    """Return skills and trainings in the lens's language, ready for JSON."""
    highest = _highest(lens.catalog)
    trainings = _used_trainings(lens.catalog, highest)
    skill_at = _skill_at(lens.catalog)
    training_at = {id: place for place, id in enumerate(trainings)}
    return {
        **({"roles": _roles(lens, skill_at, short=False)} if _many(lens.catalog) else {}),
        "skills": _skills(lens, highest, skill_at, training_at),
        "trainings": _trainings(lens, trainings, skill_at),
    }


def plan_script(lens: Lens) -> str:
    """Return the details as a script."""
    return f"raPlan.details = {script_json(plan_details(lens))};\n"


def script_json(value: dict[str, Any]) -> Markup:
    """Return JSON in one line that is safe inside a script element; texts in another language have language tags."""
    return htmlsafe_json_dumps(_tagged(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _tagged(value: Any) -> Any:
    if isinstance(value, str):
        return tagged(value)
    if isinstance(value, Mapping):
        return {key: _tagged(item) for key, item in value.items()}
    return [_tagged(item) for item in value] if isinstance(value, Sequence) else value


def _skill_at(catalog: Catalog) -> dict[str, int]:
    return {id: place for place, id in enumerate(sorted(catalog.content.skills))}


def _highest(catalog: Catalog) -> dict[str, int]:
    """Return the highest rank by skill that any plan can contain: what roles require as essential, and all prerequisites of it."""
    scheduler = Scheduler(catalog)
    highest: dict[str, int] = {}
    for role in catalog.content.roles:
        for end in ends_of(catalog, role):
            asked = [catalog.ranks_to_reach(role, grade) for grade in stages_of(catalog, role, end)]
            for stage in scheduler.with_prerequisites(asked, {}):
                highest |= {skill: rank for skill, rank in stage.items() if rank > highest.get(skill, 0)}
    return highest


def _used_trainings(catalog: Catalog, highest: Mapping[str, int]) -> list[str]:
    steps = [Step(skill, rank) for skill, top in highest.items() for rank in range(1, top + 1)]
    return sorted({id for step in steps for id in (*catalog.trainings_for(step), *catalog.exams_for(step))})


def address_parts(lens: Lens, kind: str, ids: Iterable[str]) -> list[str]:
    """Return what comes before and after an id in addresses of this kind of page."""
    id = next(iter(ids), None)
    if id is None or not lens.routes.has(kind, id):
        return ["", ""]
    before, _, after = lens.link(kind, id).href.rpartition(id)
    return [before, after]


def _skills(
    lens: Lens, highest: Mapping[str, int], skill_at: Mapping[str, int], training_at: Mapping[str, int]
) -> list[list[Any]]:
    catalog = lens.catalog
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
                [_listed(lens.points(level.statement)) if level else "" for level in written],
                [_practice(lens, level) for level in written[: len(steps)]],
                [_practice_hours(level) for level in written[: len(steps)]],
                [
                    [catalog.rank(item.from_level), skill_at[item.skill], catalog.rank(item.level)]
                    for item in skill.prerequisites
                ],
                [[training_at[training] for training in catalog.trainings_for(step)] for step in steps],
                [[training_at[exam] for exam in catalog.exams_for(step)] for step in steps],
            ]
        )
    return rows


def _listed(points: Sequence[str]) -> str:
    """Return a statement as the script shows it: a single point unchanged, several as lines that begin with a bullet."""
    return points[0] if len(points) == 1 else joined((joined(("• ", point), "") for point in points), "\n")


def _practice(lens: Lens, level: SkillLevel | None) -> str:
    return lens.local(level.practice.text) if level and level.practice else ""


def _practice_hours(level: SkillLevel | None) -> list[float] | int:
    hours = level.practice.hours if level and level.practice else None
    return [*map(_short, hours)] if hours else 0


def _short(number: float) -> float:
    """Return a whole number without its fraction, which saves two characters."""
    return int(number) if number == int(number) else number


def _trainings(lens: Lens, ids: list[str], skill_at: Mapping[str, int]) -> list[list[Any]]:
    codes = short_codes(ids)
    return [_training(lens, codes[id], id, skill_at) for id in ids]


def _training(lens: Lens, code: str, id: str, skill_at: Mapping[str, int]) -> list[Any]:
    catalog = lens.catalog
    training = catalog.training(id)
    spoken = training.languages.exam if training.kind == TrainingKind.EXAM else training.languages.instruction
    return [
        code,
        id,
        training.title,
        catalog.content.providers[training.provider].value.title,
        training.url or "",
        training.kind,
        list(spoken),
        int(training.languages.machine_translated),
        training.cost,
        [_short(training.price.amount), training.price.currency] if training.price else 0,
        _hours(training),
        lens.duration(training),
        tier(training),
        [
            [skill_at[item.skill], catalog.rank(item.from_level), catalog.rank(item.to_level)]
            for item in training.teaches
        ],
        [[skill_at[item.skill], catalog.rank(item.level)] for item in training.prerequisites],
    ]


def _hours(training: Training) -> list[float] | int:
    time = offer_time(training)
    return [_short(time.low), _short(time.high), int(time.stated)] if time else 0


def _families(lens: Lens) -> list[str]:
    """Return the families by which the roles to choose from are grouped; none if there are few roles."""
    content = lens.catalog.content
    return [id for id in content.families if id in lens.facts.roles_by_family] if len(content.roles) > FEW else []


def _many(catalog: Catalog) -> bool:
    """Return whether the roles' requirements are too much for the page and so are in the details."""
    return len(catalog.content.roles) > LISTED


def _roles(lens: Lens, skill_at: Mapping[str, int], *, short: bool) -> list[list[Any]]:
    """Return roles with their requirements; with ``short``, only what the list to choose from needs."""
    catalog = lens.catalog
    codes = short_codes(catalog.content.roles)
    family_at: dict[str | None, int] = {family: place for place, family in enumerate(_families(lens))}
    rows: list[list[Any]] = []
    for id in sorted(catalog.content.roles):
        if short:
            rows.append([codes[id], id, lens.role_title(id), [], [], family_at.get(catalog.role(id).family, -1), []])
            continue
        ends = ends_of(catalog, id)
        grades = ends if len(ends) > 1 else stages_of(catalog, id)
        stages = {grade: catalog.ranks_to_reach(id, grade) for grade in grades}
        optional = catalog.requirement_ranks(id) if catalog.states_levels(id) else {}
        essential = {skill for ranks in stages.values() for skill in ranks}
        rows.append(
            [
                codes[id],
                id,
                lens.role_title(id),
                [
                    [lens.grade_title(grade, id), [[skill_at[skill], ranks[skill]] for skill in sorted(ranks)]]
                    for grade, ranks in stages.items()
                ],
                [[skill_at[skill], optional[skill]] for skill in sorted(optional) if skill not in essential],
                family_at.get(catalog.role(id).family, -1),
                *_ends(lens, id, grades),
            ]
        )
    return rows


def _ends(lens: Lens, role: str, grades: Sequence[str]) -> list[Any]:
    """Return the grades that a plan may lead to with the stages on the way, and the index of the one selected at first."""
    catalog = lens.catalog
    ends = ends_of(catalog, role)
    if len(ends) == 1:
        return [[]]
    rows = [
        [
            end,
            lens.grade_title(end, role),
            [place for place, grade in enumerate(grades) if grade in stages_of(catalog, role, end)],
        ]
        for end in ends
    ]
    return [rows, ends.index(catalog.reference_of(role))]


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
            [
                place
                for place, role in enumerate(sorted(content.roles))
                if any(route.occupation == id for route in lens.catalog.role(role).entry_routes)
            ],
        ]
        for id in sorted(content.occupations)
    ]
