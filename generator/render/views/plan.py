"""The learning plan's page: what it shows without a script, and the data for the script."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.derive.families import LISTED
from generator.derive.plan import has_path, standing
from generator.model.page import HR
from generator.render.lens import Lens, PageLink
from generator.render.views.grades import taken_grade
from generator.render.views.plan_data import DETAILS, plan_data, script_json
from generator.render.views.prose import page_for
from generator.render.views.registry import shows
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class PathRow:
    """A role with its learning path from nothing; ``grade`` is set if the figures are not those of the reference grade."""

    path: PageLink
    grade: str
    essential: int
    steps: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything the plan's page shows; ``data`` is JSON, safe inside a script element, ``details`` the address of a script.

    If there are many roles, ``paths`` is empty and ``all_roles`` leads to their overview. ``unlevelled`` says how many roles
    cannot be chosen, ``ways`` whether any course or practice is known, ``starts`` whether there are any occupations.
    """

    title: str
    description: str
    paths: tuple[PathRow, ...]
    scale: tuple[tuple[str, str], ...]
    """Levels with their meanings, for readers who estimate their own."""
    areas: tuple[tuple[str, str], ...]
    """Skill groups with their descriptions, for readers who estimate a level in each."""
    all_roles: PageLink
    unlevelled: str
    ways: bool
    starts: bool
    guide: PageLink | None
    data: Markup
    details: str


@shows(PageKind.PLAN)
def plan_view(lens: Lens) -> PlanView:
    """Make the view of the plan's page."""
    rows = []
    catalog = lens.catalog
    few = len(catalog.content.roles) <= LISTED
    unlevelled = sum(not catalog.states_levels(role) for role in catalog.content.roles)
    for role in filter(catalog.states_levels, catalog.content.roles if few else ()):
        figures = standing(catalog, role, {})
        anchor = "path" if has_path(catalog, role) else ""
        rows.append(PathRow(lens.role(role, anchor), taken_grade(lens, role), figures.essential, figures.steps))
    return PlanView(
        title=lens.title(PageKind.PLAN),
        description=lens.t("plan.description" if catalog.knows_ways else "plan.check.description"),
        paths=tuple(rows),
        scale=tuple(
            (lens.local(record.value.title), lens.local(record.value.meaning))
            for record in catalog.content.levels.values()
        ),
        areas=tuple(
            (lens.local(record.value.title), lens.local(record.value.description))
            for record in catalog.content.groups.values()
        ),
        all_roles=lens.link(PageKind.ROLES),
        unlevelled=lens.t.count("plan.unlevelled", unlevelled) if unlevelled else "",
        ways=catalog.knows_ways,
        starts=bool(catalog.content.occupations),
        guide=page_for(lens, HR, "no-appraisal"),
        data=script_json(plan_data(lens)),
        details=lens.routes.relative(lens.page, DETAILS),
    )
