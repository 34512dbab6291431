"""Make the data of the documents from the site's own views; links lead to chapters of the same document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from generator.derive.attribution import attributions
from generator.publish.handbook.values import as_data, chosen
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.render.version import version_text
from generator.render.views.common import requirement_groups
from generator.render.views.grades import level_words_at
from generator.render.views.role import role_view
from generator.render.views.skill import skill_view
from generator.render.views.training import training_view
from generator.routes import Page, PageKind, Routes

_HOME = Page(PageKind.HOME, "", "index.md")
# Fields of a view that are not printed: pictures, whose content is in lists too, and links to pages that are not chapters.
_NOT_ON_PAPER = frozenset(
    {"sheet", "profile", "plan", "catalogue", "family_link", "grade_table", "shares", "path_map", "ladder", "growth"}
)


def handbook_data(renderer: Renderer) -> dict[str, Any]:
    """Return all data that the handbook of the renderer's language shows."""
    content = renderer.catalog.content
    kinds = ((PageKind.ROLE, content.roles), (PageKind.SKILL, content.skills), (PageKind.TRAINING, content.trainings))
    chapters = tuple(_chapter(kind, id) for kind, records in kinds for id in records)
    book = replace(renderer, routes=Routes(chapters, link=_label(renderer.catalog.level_ids)))
    lens = book.lens(_HOME)

    def made(kind: str, make: Callable[[Lens], dict[str, Any]]) -> list[dict[str, Any]]:
        return [make(book.lens(page)) for page in chapters if page.kind == kind]

    def by_title(chapter: dict[str, Any]) -> tuple[object, ...]:
        return lens.sort_key(str(chapter["title"])), chapter["id"]

    return {
        **_frame(lens),
        "roles": made(PageKind.ROLE, _role),
        "skills": sorted(made(PageKind.SKILL, _skill), key=by_title),
        "trainings": sorted(made(PageKind.TRAINING, _training), key=by_title),
    }


def profile_data(renderer: Renderer, role: str) -> dict[str, Any]:
    """Return all data that the profile of a role shows; they contain no link to another record."""
    lens = replace(renderer, routes=Routes(())).lens(_chapter(PageKind.ROLE, role))
    return {**_frame(lens), "role": {**_role(lens), **_level_table(lens, role)}}


def _level_table(lens: Lens, role: str) -> dict[str, Any]:
    """Return the table of a role's skills: titles of the columns, one for each grade, and the levels at these grades by skill."""
    catalog = lens.catalog
    grades = catalog.grades_of(role) if catalog.states_levels(role) else ()
    titles = [lens.grade_title(grade, role) for grade in grades]
    return {
        "columns": titles if len(titles) != 1 else [lens.t("skill.level")],
        "levels": {
            lens.skill(item.skill).text: [level_words_at(lens, role, item, grade) for grade in grades]
            for item in catalog.role(role).requires
        },
    }


def _chapter(kind: str, id: str) -> Page:
    return Page(kind, id, f"{kind}-{id}.md")


def _label(levels: tuple[str, ...]) -> Callable[[Page, str], str]:
    """Return the function that gives the label of a chapter, or of a level in a skill's chapter."""

    def label(target: Page, anchor: str) -> str:
        level = f"-{anchor}" if target.kind == PageKind.SKILL and anchor in levels else ""
        return f"#{target.kind}-{target.key}{level}"

    return label


def _role(lens: Lens) -> dict[str, Any]:
    view = role_view(lens)
    return {
        **_on_paper(view),
        # The page shows the essential skills grade by grade; a document lists them all at once.
        "essential": as_data(requirement_groups(lens, view.id, essential=True)),
        "draft": lens.is_draft,
        "top_text": lens.t.count("role.top.count", view.top_count),
    }


def _skill(lens: Lens) -> dict[str, Any]:
    return {**_on_paper(skill_view(lens)), "draft": lens.is_draft}


def _training(lens: Lens) -> dict[str, Any]:
    return {**_on_paper(training_view(lens)), "draft": lens.is_draft}


def _on_paper(view: Any) -> dict[str, Any]:
    return chosen(view, (field.name for field in fields(view) if field.name not in _NOT_ON_PAPER))


def _frame(lens: Lens) -> dict[str, Any]:
    """Return the data that all documents of a language share; their date is the day of the facts."""
    catalog, facts, t = lens.catalog, lens.facts, lens.t
    site = catalog.site
    version, day = version_text(facts.version, t), facts.stated_day
    code, _, region = t.language.partition("-")
    return {
        "lang": code,
        "region": region or None,
        "title": lens.local(site.title),
        "tagline": lens.local(site.tagline),
        "description": lens.local(site.description),
        "version": t("handbook.version", version=version, date=t.date(day)) if day else version,
        "publisher": site.publisher.name,
        "preview": t("publisher.preview") if site.publisher.missing else "",
        "address": site.base_url,
        "licence": as_data({"name": site.licence.name, "url": site.licence.url}),
        "attributions": [lens.local(text) for text in attributions(catalog)],
        "levels": [
            {"title": lens.local(record.value.title), "meaning": lens.local(record.value.meaning)}
            for record in catalog.content.levels.values()
        ],
        "t": dict(t.texts),
    }
