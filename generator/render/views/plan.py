"""The learning plan's page: what stands on it without a script, and the data for the script."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.derive.plan import standing
from generator.render.lens import Lens, Link
from generator.render.views.plan_data import DETAILS, plan_data, script_json
from generator.render.views.prose import page_for
from generator.render.views.registry import shows
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class PathRow:
    """A role with its learning path from nothing."""

    path: Link
    essential: int
    steps: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything the plan's page shows; ``data`` is JSON that is safe inside a script element, ``details`` a script."""

    title: str
    description: str
    paths: tuple[PathRow, ...]
    guide: Link | None
    data: Markup
    details: str


@shows(PageKind.PLAN)
def plan_view(lens: Lens) -> PlanView:
    """Make the view of the plan's page."""
    rows = []
    catalog = lens.catalog
    for role in filter(catalog.states_levels, catalog.content.roles):
        figures = standing(catalog, role, {})
        shows_path = figures.steps and catalog.knows_ways
        rows.append(PathRow(lens.role(role, "path" if shows_path else ""), figures.essential, figures.steps))
    return PlanView(
        title=lens.title(PageKind.PLAN),
        description=lens.t("plan.description"),
        paths=tuple(rows),
        guide=page_for(lens, "hr", "no-appraisal"),
        data=script_json(plan_data(lens)),
        details=lens.routes.relative(lens.page, DETAILS),
    )
