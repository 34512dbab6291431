"""A role's sheet for HR: the profile on two printed pages, and text blocks for an advertisement and a development conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.kinds.role import Necessity, Requirement, Role
from generator.model.marks import NONE
from generator.model.page import HR
from generator.model.parts import Statement
from generator.render.foreign import joined
from generator.render.lens import Lens, PageLink, StatementView
from generator.render.views.common import RequirementRow, requirement_row
from generator.render.views.entries import EntryRow, NextRow, entry_rows, next_rows
from generator.render.views.grades import GradeRow, grade_rows, levels_by_grade
from generator.render.views.prose import page_for, workbook_address
from generator.render.views.registry import shows
from generator.render.views.role import EvidenceRow, family_title, market_rows, name_forms
from generator.routes import PageKind

FEWEST_ADVERTISED = 3
"""Least number of grades for an advertisement of each; with two, people grow into the second one and are not hired for it."""
ADVERTISED_SKILLS, TALK_SKILLS, TALK_TASKS, AGREED_STEPS = 6, 5, 3, 3
"""Nobody reads an advertisement with more than six skills; a talk has time for three tasks, five skills and three steps."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text to copy, line by line."""

    id: str
    title: str
    help: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What to note before copying it."""
    others: tuple[TextBlock, ...] = ()
    """The texts for the role's other grades."""


@dataclass(frozen=True, slots=True)
class SheetView:
    """Everything a role's sheet shows."""

    title: str
    summary: str
    role: PageLink
    notice: str
    family: str
    maturity: str
    forms: tuple[str, ...]
    grades: tuple[GradeRow, ...]
    tasks: tuple[StatementView, ...]
    tools: tuple[str, ...]
    placement: StatementView | None
    essential: tuple[RequirementRow, ...]
    optional: tuple[RequirementRow, ...]
    boundary: tuple[tuple[PageLink, str], ...]
    entries: tuple[EntryRow, ...]
    first_results: tuple[StatementView, ...]
    portfolio: StatementView | None
    interview: tuple[StatementView, ...]
    leads_to: tuple[NextRow, ...]
    market: tuple[EvidenceRow, ...]
    qualification: StatementView | None
    blocks: tuple[TextBlock, ...]
    workbook: str
    guide: PageLink | None
    reviewed: str


@shows(PageKind.SHEET)
def sheet_view(lens: Lens) -> SheetView:
    """Make the view of a role's sheet."""
    id = lens.page.key
    role = lens.catalog.role(id)
    return SheetView(
        title=lens.title(PageKind.SHEET, id),
        summary=lens.local(role.summary),
        role=lens.role(id),
        notice=lens.local(role.notice),
        family=family_title(lens, role),
        maturity=lens.t(f"maturity.{role.maturity.state}") if role.maturity else "",
        forms=name_forms(lens, role),
        grades=grade_rows(lens, id),
        tasks=tuple(lens.statement(task, role.sources) for task in role.tasks),
        tools=role.tools,
        placement=lens.statement(role.placement, role.sources) if role.placement else None,
        essential=_rows(lens, id, Necessity.ESSENTIAL),
        optional=_rows(lens, id, Necessity.OPTIONAL),
        boundary=tuple((lens.role(item.role), lens.local(item.text)) for item in role.boundary),
        entries=entry_rows(lens, id),
        first_results=tuple(lens.statement(item, role.sources) for item in role.first_results),
        portfolio=lens.statement(role.portfolio, role.sources) if role.portfolio else None,
        interview=tuple(lens.statement(item, role.sources) for item in role.interview),
        leads_to=next_rows(lens, id),
        market=market_rows(lens, role),
        qualification=lens.statement(role.formal_qualification, role.sources) if role.formal_qualification else None,
        blocks=(
            _advertisements(lens, id),
            TextBlock("talk", lens.t("sheet.talk"), lens.t("sheet.talk.help"), tuple(_talk(lens, id))),
        ),
        workbook=workbook_address(lens),
        guide=page_for(lens, HR),
        reviewed=lens.t.date(role.reviewed) if role.reviewed else "",
    )


def _required(lens: Lens, role: Role, necessity: Necessity) -> list[Requirement]:
    """Return the requirements of a necessity, the highest level first, then those named by the article, then by title."""
    items = [item for item in role.requires if item.necessity == necessity]
    return sorted(
        items,
        key=lambda item: (
            -lens.catalog.rank(item.level),
            item.basis != "article",
            lens.title(PageKind.SKILL, item.skill),
        ),
    )


def _rows(lens: Lens, id: str, necessity: Necessity) -> tuple[RequirementRow, ...]:
    items = _required(lens, lens.catalog.role(id), necessity)
    return tuple(requirement_row(lens, id, item, item.level, levels_by_grade(lens, id, item)) for item in items)


def _statement(lens: Lens, skill: str, level: str | None) -> str:
    """Return a skill with its statement at a level; with the level's name if there is no statement."""
    title = lens.title(PageKind.SKILL, skill)
    if level is None:
        return title
    written = lens.catalog.skill(skill).levels.get(level)
    meaning = lens.one_line(written.statement) if written else lens.level(lens.catalog.rank(level)).title
    return joined((title, ": ", meaning), "")


def _advertised_grades(lens: Lens, id: str) -> tuple[str, ...]:
    """Return the grades to write advertisements for, from the first grade that has essential requirements."""
    catalog = lens.catalog
    grades = catalog.grades_of(id)
    asking = [grade for grade in grades if catalog.requirement_ranks(id, essential_only=True, grade=grade)]
    return tuple(asking[: None if len(grades) >= FEWEST_ADVERTISED else 1]) or (catalog.reference_of(id),)


def _advertised(lens: Lens, id: str, grade: str, necessity: Necessity) -> list[tuple[str, str | None]]:
    """Return the skills required at a grade, each with its level there: the highest first, then in the order of ``_required``."""
    catalog = lens.catalog
    items = _required(lens, catalog.role(id), necessity)
    found = [(item.skill, catalog.level_at_grade(id, item, grade)) for item in items]
    return sorted((row for row in found if row[1] != NONE), key=lambda row: -catalog.rank(row[1]))


def _tasks_at(lens: Lens, id: str, grade: str) -> list[str]:
    """Return the tasks at a grade: the role's tasks whose skills are all required there (or that name none), then the grade's own."""
    role = lens.catalog.role(id)
    asked = lens.catalog.requirement_ranks(id, essential_only=True, grade=grade)
    tasks: list[Statement] = [task for task in role.tasks if all(asked.get(skill) for skill in task.skills)]
    tasks += (task for one in role.grades if one.grade == grade for task in one.tasks)
    return [lens.local(task.text) for task in tasks]


def _advertised_name(lens: Lens, id: str, grade: str) -> str:
    """Return the role's own title at a grade, else its neutral name (of the work rather than a person), else the role's title."""
    role = lens.catalog.role(id)
    if any(one.grade == grade and one.title for one in role.grades):
        return lens.grade_title(grade, id)
    forms = role.name_forms.get(lens.language)
    return (forms.neutral if forms else None) or lens.role_title(id)


def _advertisements(lens: Lens, id: str) -> TextBlock:
    """Return the advertisement for the first grade, with those for the other grades."""
    t = lens.t
    first, *others = (
        TextBlock(
            f"advertisement-{grade}",
            lens.grade_title(grade, id),
            "",
            tuple(_advertisement(lens, id, grade)),
            tuple(_about_advertisement(lens, id, grade)),
        )
        for grade in _advertised_grades(lens, id)
    )
    return replace(first, id="advertisement", title=t("sheet.ad"), help=t("sheet.ad.help"), others=tuple(others))


def _about_advertisement(lens: Lens, id: str, grade: str) -> Iterator[str]:
    """Yield notes to read before copying an advertisement: its grade, and the role's notice followed by its alternative titles."""
    role, t = lens.catalog.role(id), lens.t
    if len(lens.catalog.grades_of(id)) > 1:
        yield t("sheet.ad.grade", grade=lens.grade_title(grade, id))
    if role.notice:
        yield lens.local(role.notice)
        if titles := lens.locals(role.alternative_titles):
            yield t("sheet.ad.titles", titles=joined(titles, ", "))


def _advertisement(lens: Lens, id: str, grade: str) -> Iterator[str]:
    role, t = lens.catalog.role(id), lens.t
    yield t("sheet.ad.title", role=_advertised_name(lens, id, grade))
    # The summary follows, since a title that needs a notice would be misread alone.
    summaries = (role.summary, *(one.summary for one in role.grades if one.grade == grade))
    yield from (lens.local(summary) for summary in summaries if summary)
    yield ""
    if tasks := _tasks_at(lens, id, grade):
        yield t("sheet.ad.tasks")
        yield from map(_item, tasks)
        yield ""
    yield t("sheet.ad.skills")
    for skill, level in _advertised(lens, id, grade, Necessity.ESSENTIAL)[:ADVERTISED_SKILLS]:
        yield _item(_statement(lens, skill, level))
    optional = [lens.title(PageKind.SKILL, skill) for skill, _ in _advertised(lens, id, grade, Necessity.OPTIONAL)]
    if optional:
        yield ""
        yield t("sheet.ad.optional", skills=joined(optional, ", "))
    yield ""
    yield t("sheet.ad.learn")
    yield _origin(lens)


def _talk(lens: Lens, id: str) -> Iterator[str]:
    role, t, grade = lens.catalog.role(id), lens.t, _advertised_grades(lens, id)[0]
    yield t("sheet.talk.title", role=lens.role_title(id))
    yield t("sheet.talk.note")
    yield ""
    if tasks := [lens.local(task.text) for task in role.tasks] or _tasks_at(lens, id, grade):
        yield t("sheet.talk.tasks")
        yield from map(_item, tasks[:TALK_TASKS])
        yield ""
    yield t("sheet.talk.skills")
    for skill, level in _advertised(lens, id, grade, Necessity.ESSENTIAL)[:TALK_SKILLS]:
        yield _item(_statement(lens, skill, level))
        yield joined(("  ", t("sheet.talk.example")), "")
    yield ""
    if role.first_results:
        yield t("sheet.talk.results")
        yield from (_item(lens.local(item.text)) for item in role.first_results)
        yield ""
    yield t("sheet.talk.agreed")
    yield from (joined((f"{number}. ", t("sheet.talk.step")), "") for number in range(1, AGREED_STEPS + 1))
    yield ""
    yield _origin(lens)


def _item(text: str) -> str:
    """Return a line of a list."""
    return joined(("- ", text), "")


def _origin(lens: Lens) -> str:
    site = lens.catalog.site
    return lens.t("sheet.origin", site=lens.local(site.title), licence=site.licence.name)
