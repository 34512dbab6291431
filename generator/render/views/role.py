"""The role profile."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.derive.paths import Way
from generator.kinds.role import Necessity
from generator.render.lens import BasisMark, Lens, LevelMark, Link, StatementView
from generator.render.pictures.boxes import Diagram
from generator.render.views.common import (
    RecordFoot,
    RequirementGroup,
    StepRow,
    record_foot,
    requirement_groups,
    step_row,
)
from generator.render.views.handbooks import profile_link
from generator.render.views.pictures import Picture, ShapePicture, path_picture, role_shape
from generator.render.views.plan_data import plan_link
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class BoundaryRow:
    """How the role differs from a neighbour, with the way to their comparison."""

    role: Link
    comparison: Link
    text: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A way in from an occupation; ``reached`` of ``essential`` skills are brought at the required level."""

    occupation: str
    summary: str
    carries_over: str
    missing: str
    basis: BasisMark
    reached: int
    essential: int


@dataclass(frozen=True, slots=True)
class Stage:
    """The steps of a learning path that lead to one level."""

    level: LevelMark
    rows: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A dated observation."""

    date: str
    text: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class RoleView:
    """Everything a role profile shows."""

    id: str
    sheet: Link | None
    profile: Link | None
    plan: Link
    title: str
    name_forms: tuple[str, ...]
    alternative_titles: tuple[str, ...]
    summary: str
    description: str
    notice: str
    essential_count: int
    optional_count: int
    top_count: int
    top_level: str
    maturity_state: str
    maturity_label: str
    nearest: tuple[Link, ...]
    tasks: tuple[StatementView, ...]
    placement: StatementView | None
    essential: tuple[RequirementGroup, ...]
    optional: tuple[RequirementGroup, ...]
    shape: ShapePicture | None
    boundary: tuple[BoundaryRow, ...]
    entries: tuple[EntryRow, ...]
    first_results: tuple[StatementView, ...]
    stages: tuple[Stage, ...]
    path_map: Picture[Diagram] | None
    steps: int
    steps_by_practice: int
    steps_open: int
    forecast: str
    evidence: tuple[EvidenceRow, ...]
    qualification: StatementView | None
    catalogue: Link
    foot: RecordFoot


def role_view(lens: Lens) -> RoleView:
    """Make the view of a role profile."""
    id = lens.page.key
    catalog = lens.catalog
    role = catalog.role(id)
    path = lens.facts.path(id)
    necessities = [item.necessity for item in role.requires]
    top = len(catalog.level_ids)
    forms = role.name_forms.get(lens.language)
    maturity = role.maturity
    return RoleView(
        id=id,
        sheet=lens.link(PageKind.SHEET, id, text=lens.t("sheet.link")) if lens.routes.has(PageKind.SHEET, id) else None,
        profile=profile_link(lens, id),
        plan=plan_link(lens, id),
        title=lens.role_title(id),
        name_forms=tuple(dict.fromkeys(form for form in (forms.neutral, forms.feminine, forms.masculine) if form))
        if forms
        else (),
        alternative_titles=lens.locals(role.alternative_titles),
        summary=lens.local(role.summary),
        description=lens.rich(role.description),
        notice=lens.local(role.notice),
        essential_count=necessities.count(Necessity.ESSENTIAL),
        optional_count=necessities.count(Necessity.OPTIONAL),
        top_count=sum(catalog.rank(item.level) == top for item in role.requires),
        top_level=lens.level(top).title,
        maturity_state=maturity.state if maturity else "",
        maturity_label=lens.t(f"maturity.{maturity.state}") if maturity else "",
        nearest=tuple(lens.role(other) for other, _ in lens.facts.neighbours(id)[:2]),
        tasks=tuple(lens.statement(task, role.sources) for task in role.tasks),
        placement=lens.statement(role.placement, role.sources) if role.placement else None,
        essential=requirement_groups(lens, id, essential=True),
        optional=requirement_groups(lens, id, essential=False),
        shape=role_shape(lens, id),
        boundary=tuple(
            BoundaryRow(lens.role(item.role), lens.comparison(id, item.role), lens.local(item.text))
            for item in role.boundary
        ),
        entries=tuple(_entry(lens, id, number) for number in range(len(role.entry_routes))),
        first_results=tuple(lens.statement(item, role.sources) for item in role.first_results),
        stages=tuple(
            Stage(lens.level(rank), tuple(step_row(lens, step) for step in steps))
            for rank, steps in groupby(path, key=lambda step: step.step.rank)
        ),
        path_map=path_picture(lens, id, path),
        steps=len(path),
        steps_by_practice=sum(step.way is Way.PRACTICE for step in path),
        steps_open=sum(step.way is Way.OPEN for step in path),
        forecast=lens.local(maturity.forecast.text) if maturity and maturity.forecast else "",
        evidence=tuple(
            EvidenceRow(
                lens.t.date(item.date),
                lens.local(item.text),
                role.sources[item.source].title,
                role.sources[item.source].url or "",
            )
            for item in (maturity.evidence if maturity else ())
        ),
        qualification=lens.statement(role.formal_qualification, role.sources) if role.formal_qualification else None,
        catalogue=lens.filtered(PageKind.TRAININGS, lens.t("lists.role.all"), role=id),
        foot=record_foot(lens, role),
    )


def _entry(lens: Lens, role_id: str, number: int) -> EntryRow:
    role = lens.catalog.role(role_id)
    route = role.entry_routes[number]
    occupation = lens.catalog.content.occupations[route.occupation].value
    required = lens.catalog.requirement_ranks(role_id, essential_only=True)
    have = {skill: lens.catalog.rank(level) for skill, level in occupation.levels.items()}
    return EntryRow(
        lens.local(occupation.title),
        lens.local(occupation.summary),
        lens.local(route.carries_over),
        lens.local(route.missing),
        lens.basis(route.basis, route.source, role.sources),
        sum(have.get(skill, 0) >= rank for skill, rank in required.items()),
        len(required),
    )
