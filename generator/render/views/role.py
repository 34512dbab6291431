"""The page of a role, its profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.derive.compare import NAMED
from generator.kinds.role import Evidence, MarketNote, Necessity, Role
from generator.model.marks import NONE
from generator.model.parts import Basis
from generator.render.foreign import joined
from generator.render.lens import BasisMark, Lens, PageLink, StatementView
from generator.render.pictures.route import Timetable
from generator.render.views.common import (
    Growth,
    RecordFoot,
    RequirementGroup,
    growth,
    record_foot,
    requirement_groups,
)
from generator.render.views.entries import EntryRow, NextRow, entry_rows, next_rows
from generator.render.views.grade_table import GradeTable, grade_table
from generator.render.views.grades import GradeRow, grade_rows, taken_grade
from generator.render.views.handbooks import profile_link
from generator.render.views.journey import Journey, journey
from generator.render.views.pictures import Picture, path_picture
from generator.render.views.plan_data import plan_link
from generator.render.views.registry import shows
from generator.render.views.roles import family_link
from generator.render.views.shares import SharesView, group_shares
from generator.routes import PageKind

FIRST_TASKS = 5
"""Number of tasks that are shown without unfolding."""


@dataclass(frozen=True, slots=True)
class BoundaryRow:
    """How the role differs from a neighbouring one, with a link to their comparison."""

    role: PageLink
    comparison: PageLink
    text: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A dated observation; ``kind`` names what a labour-market figure is about, and is empty for other evidence."""

    date: str
    text: str
    source: str
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ForecastView:
    """What was forecast for a role, and when."""

    date: str
    text: str
    basis: BasisMark


@dataclass(frozen=True, slots=True)
class RoleView:
    """Everything a role profile shows; ``counted_grade`` is the grade of its figures if the role lacks the reference grade."""

    id: str
    sheet: PageLink | None
    profile: PageLink | None
    plan: PageLink | None
    knows_ways: bool
    title: str
    family: str
    family_link: PageLink | None
    name_forms: tuple[str, ...]
    alternative_titles: tuple[str, ...]
    summary: str
    description: str
    notice: str
    optional_count: int
    counted_grade: str
    skills_text: str
    top_count: int
    top_level: str
    maturity_state: str
    maturity_label: str
    nearest: tuple[PageLink, ...]
    compared: tuple[PageLink, ...]
    grades: tuple[GradeRow, ...]
    grade_table: GradeTable | None
    tasks: tuple[StatementView, ...]
    tools: tuple[str, ...]
    placement: StatementView | None
    requirements_text: str
    growth: Growth
    optional: tuple[RequirementGroup, ...]
    boundary: tuple[BoundaryRow, ...]
    entries: tuple[EntryRow, ...]
    first_results: tuple[StatementView, ...]
    portfolio: StatementView | None
    interview: tuple[StatementView, ...]
    leads_to: tuple[NextRow, ...]
    journey: Journey | None
    path_map: Picture[Timetable] | None
    forecast: ForecastView | None
    evidence: tuple[EvidenceRow, ...]
    market: tuple[EvidenceRow, ...]
    qualification: StatementView | None
    catalogue: PageLink | None
    shares: SharesView | None
    foot: RecordFoot

    @property
    def first_tasks(self) -> tuple[StatementView, ...]:
        """Tasks that are shown without unfolding."""
        return self.tasks[:FIRST_TASKS]

    @property
    def more_tasks(self) -> tuple[StatementView, ...]:
        """Tasks below the fold."""
        return self.tasks[FIRST_TASKS:]


@shows(PageKind.ROLE)
def role_view(lens: Lens) -> RoleView:
    """Make the view of a role profile."""
    id = lens.page.key
    catalog = lens.catalog
    role = catalog.role(id)
    plan = lens.facts.plan_from_nothing(id, lens.language)
    necessities = [item.necessity for item in role.requires if item.level != NONE]
    top = len(catalog.level_ids)
    maturity = role.maturity
    return RoleView(
        id=id,
        sheet=lens.link(PageKind.SHEET, id, text=lens.t("sheet.link")) if lens.routes.has(PageKind.SHEET, id) else None,
        profile=profile_link(lens, id),
        plan=plan_link(lens, id) if catalog.states_levels(id) else None,
        knows_ways=catalog.knows_ways,
        title=lens.role_title(id),
        family=family_title(lens, role),
        family_link=family_link(lens, role.family, family_title(lens, role)) if role.family else None,
        name_forms=name_forms(lens, role),
        alternative_titles=lens.locals(role.alternative_titles),
        summary=lens.local(role.summary),
        description=lens.rich(role.description),
        notice=lens.local(role.notice),
        optional_count=necessities.count(Necessity.OPTIONAL),
        counted_grade=taken_grade(lens, id, own=True),
        skills_text=_skills_text(lens, necessities),
        top_count=sum(catalog.rank(item.level) == top for item in role.requires) if top else 0,
        top_level=lens.level(top).title,
        maturity_state=maturity.state if maturity else "",
        maturity_label=lens.t(f"maturity.{maturity.state}") if maturity else "",
        nearest=tuple(lens.role(other) for other in lens.facts.near[id][:NAMED]),
        compared=_compared(lens, id),
        grades=grade_rows(lens, id),
        grade_table=grade_table(lens, id),
        tasks=tuple(lens.statement(task, role.sources) for task in role.tasks),
        tools=role.tools,
        placement=lens.statement(role.placement, role.sources) if role.placement else None,
        requirements_text=_requirements_text(lens, role),
        growth=growth(lens, id),
        optional=requirement_groups(lens, id, essential=False),
        boundary=tuple(
            BoundaryRow(lens.role(item.role), lens.comparison(id, item.role), lens.local(item.text))
            for item in role.boundary
        ),
        entries=entry_rows(lens, id),
        first_results=tuple(lens.statement(item, role.sources) for item in role.first_results),
        portfolio=lens.statement(role.portfolio, role.sources) if role.portfolio else None,
        interview=tuple(lens.statement(item, role.sources) for item in role.interview),
        leads_to=next_rows(lens, id),
        journey=journey(lens, id, plan),
        path_map=path_picture(lens, id, plan),
        forecast=_forecast(lens, role),
        evidence=tuple(_evidence(lens, role, item) for item in (maturity.evidence if maturity else ())),
        market=market_rows(lens, role),
        qualification=lens.statement(role.formal_qualification, role.sources) if role.formal_qualification else None,
        catalogue=lens.filtered(PageKind.TRAININGS, lens.t("lists.role.all"), role=id),
        shares=group_shares(lens, id),
        foot=record_foot(lens, role),
    )


def _compared(lens: Lens, id: str) -> tuple[PageLink, ...]:
    """Return links to a role's comparisons, named by the other roles; none if there are few roles, whose overview shows all pairs."""
    if len(lens.catalog.content.roles) <= lens.catalog.site.comparisons.all_up_to:
        return ()
    found = ((lens.comparison(id, other), other) for other in lens.facts.near[id])
    return tuple(PageLink(lens.role_title(other), link.href) for link, other in found if link.href)


def _skills_text(lens: Lens, necessities: Sequence[Necessity]) -> str:
    """Return in words how many skills are essential and how many optional; a number of 0 is left out."""
    counts = [(kind, necessities.count(kind)) for kind in Necessity]
    return joined((lens.t(f"role.skills.{kind}", n=number) for kind, number in counts if number), ", ")


def _requirements_text(lens: Lens, role: Role) -> str:
    """Return an explanation of the requirements' levels and reasons; empty if no levels are stated."""
    if not any(item.level for item in role.requires):
        return ""
    reasons = any(item.why for item in role.requires)
    return lens.t("role.requirements.text" if reasons else "role.requirements.levels")


def family_title(lens: Lens, role: Role) -> str:
    """Return the title of a role's family; empty if it has none."""
    return lens.local(lens.catalog.content.families[role.family].value.title) if role.family else ""


def name_forms(lens: Lens, role: Role) -> tuple[str, ...]:
    """Return the forms of a role's name in the page's language, each once: neutral, feminine, masculine."""
    forms = role.name_forms.get(lens.language)
    return tuple(dict.fromkeys(filter(None, (forms.neutral, forms.feminine, forms.masculine)))) if forms else ()


def market_rows(lens: Lens, role: Role) -> tuple[EvidenceRow, ...]:
    """Return a role's labour-market figures, each with its date and source."""
    return tuple(_evidence(lens, role, item) for item in role.market)


def _evidence(lens: Lens, role: Role, item: Evidence) -> EvidenceRow:
    source = role.sources[item.source]
    kind = lens.t(f"market.{item.kind}") if isinstance(item, MarketNote) else ""
    return EvidenceRow(lens.t.date(item.date), lens.local(item.text), source.title, source.url or "", kind)


def _forecast(lens: Lens, role: Role) -> ForecastView | None:
    forecast = role.maturity.forecast if role.maturity else None
    if forecast is None:
        return None
    # A forecast without a source is from the article from which the atlas started.
    basis = Basis.SOURCE if forecast.source else Basis.ARTICLE
    return ForecastView(
        lens.t.date(forecast.date), lens.local(forecast.text), lens.basis(basis, forecast.source, role.sources)
    )
