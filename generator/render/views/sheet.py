"""A role's sheet for HR: the profile on two printed pages, text blocks for an advertisement and a development talk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalog import NO_LEVEL
from generator.kinds.role import Necessity, Requirement, Role
from generator.render.lens import BasisMark, Lens, LevelMark, Link, StatementView
from generator.render.views.entries import EntryRow, NextRow, entry_rows, next_rows
from generator.render.views.grades import GradeRow, grade_rows, levels_by_grade, required_level
from generator.render.views.prose import page_for
from generator.render.views.registry import shows
from generator.render.views.role import EvidenceRow, family_title, market_rows
from generator.routes import DATA, PageKind, workbook_name

ADVERTISED_SKILLS, TALKED_SKILLS, TALKED_TASKS, AGREED_STEPS = 6, 5, 3, 3
"""Nobody reads an advertisement of more than six skills; a talk has time for three tasks, five skills, three steps."""


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A required skill with the reason; ``grades`` says the levels by grade where there are several."""

    skill: Link
    level: LevelMark | None
    grades: str
    why: str
    basis: BasisMark


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text to copy, line by line."""

    id: str
    title: str
    help: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """Everything a role's sheet shows."""

    id: str
    title: str
    summary: str
    role: Link
    notice: str
    family: str
    maturity: str
    forms: tuple[str, ...]
    grades: tuple[GradeRow, ...]
    tasks: tuple[StatementView, ...]
    tools: tuple[str, ...]
    placement: StatementView | None
    essential: tuple[SkillLine, ...]
    optional: tuple[SkillLine, ...]
    boundary: tuple[tuple[Link, str], ...]
    entries: tuple[EntryRow, ...]
    first_results: tuple[StatementView, ...]
    portfolio: StatementView | None
    interview: tuple[StatementView, ...]
    leads_to: tuple[NextRow, ...]
    market: tuple[EvidenceRow, ...]
    qualification: StatementView | None
    blocks: tuple[TextBlock, ...]
    workbook: str
    guide: Link | None
    reviewed: str


@shows(PageKind.SHEET)
def sheet_view(lens: Lens) -> SheetView:
    """Make the view of a role's sheet."""
    id = lens.page.key
    role = lens.catalog.role(id)
    forms = role.name_forms.get(lens.language)
    return SheetView(
        id=id,
        title=lens.title(PageKind.SHEET, id),
        summary=lens.local(role.summary),
        role=lens.role(id),
        notice=lens.local(role.notice),
        family=family_title(lens, role),
        maturity=lens.t(f"maturity.{role.maturity.state}") if role.maturity else "",
        forms=tuple(dict.fromkeys(form for form in (forms.neutral, forms.feminine, forms.masculine) if form))
        if forms
        else (),
        grades=grade_rows(lens, id),
        tasks=tuple(lens.statement(task, role.sources) for task in role.tasks),
        tools=role.tools,
        placement=lens.statement(role.placement, role.sources) if role.placement else None,
        essential=tuple(_skill_lines(lens, id, Necessity.ESSENTIAL)),
        optional=tuple(_skill_lines(lens, id, Necessity.OPTIONAL)),
        boundary=tuple((lens.role(item.role), lens.local(item.text)) for item in role.boundary),
        entries=entry_rows(lens, id),
        first_results=tuple(lens.statement(item, role.sources) for item in role.first_results),
        portfolio=lens.statement(role.portfolio, role.sources) if role.portfolio else None,
        interview=tuple(lens.statement(item, role.sources) for item in role.interview),
        leads_to=next_rows(lens, id),
        market=market_rows(lens, role),
        qualification=lens.statement(role.formal_qualification, role.sources) if role.formal_qualification else None,
        blocks=(
            TextBlock("advertisement", lens.t("sheet.ad"), lens.t("sheet.ad.help"), tuple(_advertisement(lens, id))),
            TextBlock("talk", lens.t("sheet.talk"), lens.t("sheet.talk.help"), tuple(_talk(lens, id))),
        ),
        workbook=lens.routes.relative(
            lens.page, f"../{DATA}/{workbook_name(lens.catalog.site.short_name, lens.language)}"
        ),
        guide=page_for(lens, "hr"),
        reviewed=lens.t.date(role.reviewed) if role.reviewed else "",
    )


def _required(lens: Lens, role: Role, necessity: Necessity) -> list[Requirement]:
    """Requirements of a necessity, the highest level first, then what the article names, then by title."""
    items = [item for item in role.requires if item.necessity == necessity]
    return sorted(
        items,
        key=lambda item: (
            -lens.catalog.rank(item.level),
            item.basis != "article",
            lens.title(PageKind.SKILL, item.skill),
        ),
    )


def _skill_lines(lens: Lens, id: str, necessity: Necessity) -> Iterator[SkillLine]:
    role = lens.catalog.role(id)
    for item in _required(lens, role, necessity):
        yield SkillLine(
            lens.skill(item.skill),
            required_level(lens, item),
            levels_by_grade(lens, id, item),
            lens.local(item.why),
            lens.basis(item.basis, item.source, role.sources),
        )


def _needed(lens: Lens, role: Role, necessity: Necessity) -> list[Requirement]:
    """Those of them that the role requires at the reference grade, for which texts to copy are written."""
    return [item for item in _required(lens, role, necessity) if item.level != NO_LEVEL]


def _statement(lens: Lens, item: Requirement) -> str:
    """What one can do at the required level; the level's name where nothing is written."""
    level = lens.catalog.skill(item.skill).levels.get(item.level or "")
    return lens.local(level.statement) if level else lens.level(lens.catalog.rank(item.level)).title


def _advertisement(lens: Lens, id: str) -> Iterator[str]:
    role, t = lens.catalog.role(id), lens.t
    yield t("sheet.ad.title", role=lens.role_title(id))
    yield ""
    if role.tasks:
        yield t("sheet.ad.tasks")
        yield from (f"- {lens.local(task.text)}" for task in role.tasks)
        yield ""
    yield t("sheet.ad.skills")
    for item in _needed(lens, role, Necessity.ESSENTIAL)[:ADVERTISED_SKILLS]:
        yield f"- {lens.title(PageKind.SKILL, item.skill)}: {_statement(lens, item)}"
    optional = [lens.title(PageKind.SKILL, item.skill) for item in _needed(lens, role, Necessity.OPTIONAL)]
    if optional:
        yield ""
        yield t("sheet.ad.optional", skills=", ".join(optional))
    yield ""
    yield t("sheet.ad.learn")
    yield _origin(lens)


def _talk(lens: Lens, id: str) -> Iterator[str]:
    role, t = lens.catalog.role(id), lens.t
    yield t("sheet.talk.title", role=lens.role_title(id))
    yield t("sheet.talk.note")
    yield ""
    if role.tasks:
        yield t("sheet.talk.tasks")
        yield from (f"- {lens.local(task.text)}" for task in role.tasks[:TALKED_TASKS])
        yield ""
    yield t("sheet.talk.skills")
    for item in _needed(lens, role, Necessity.ESSENTIAL)[:TALKED_SKILLS]:
        yield f"- {lens.title(PageKind.SKILL, item.skill)}: {_statement(lens, item)}"
        yield f"  {t('sheet.talk.example')}"
    yield ""
    if role.first_results:
        yield t("sheet.talk.results")
        yield from (f"- {lens.local(item.text)}" for item in role.first_results)
        yield ""
    yield t("sheet.talk.agreed")
    yield from (f"{number}. {t('sheet.talk.step')}" for number in range(1, AGREED_STEPS + 1))
    yield ""
    yield _origin(lens)


def _origin(lens: Lens) -> str:
    site = lens.catalog.site
    return lens.t("sheet.origin", site=lens.local(site.title), licence=site.licence.name)
