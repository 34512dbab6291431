"""Make the data of the documents from the site's own views; links lead to chapters of the same document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.derive.attribution import attributions
from generator.derive.facts import Facts
from generator.publish.handbook.values import as_data, chosen
from generator.render.lens import Lens
from generator.render.strings import Strings
from generator.render.version import version_text
from generator.render.views.role import role_view
from generator.render.views.skill import skill_view
from generator.render.views.training import training_view
from generator.routes import Page, PageKind, Routes

_HOME = Page(PageKind.HOME, "", "index.md")
# What of a view goes on paper: no pictures, whose lists say the same, and no links to pages that are no chapter.
_ROLE = (
    "id", "title", "notice", "summary", "description", "essential_count", "optional_count", "top_level", "top_count",
    "nearest", "maturity_state", "maturity_label", "alternative_titles", "name_forms", "tasks", "placement",
    "essential", "optional", "boundary", "entries", "first_results", "stages", "forecast", "evidence", "qualification",
    "foot",
)  # fmt: skip
_SKILL = (
    "id", "title", "type", "group", "labels", "description", "levels", "roles", "opens", "related", "references",
    "foot",
)  # fmt: skip
_TRAINING = (
    "id", "title", "state", "state_label", "successor", "no_successor", "summary", "url", "provider", "kind",
    "kind_label", "format", "cost_label", "duration", "instruction_languages", "machine_translated", "exam_languages",
    "page_languages", "credential", "recognition", "checked", "checked_how", "lifts", "attests", "about",
    "prerequisites", "roles", "foot",
)  # fmt: skip


def handbook_data(facts: Facts, t: Strings) -> dict[str, Any]:
    """Everything that the handbook of a language shows."""
    content = facts.catalog.content
    kinds = ((PageKind.ROLE, content.roles), (PageKind.SKILL, content.skills), (PageKind.TRAINING, content.trainings))
    chapters = tuple(_chapter(kind, id) for kind, records in kinds for id in records)
    routes = Routes(chapters, link=_label(facts.catalog.level_ids))

    def lenses(kind: PageKind) -> Iterator[Lens]:
        return (Lens(facts, routes, t, page) for page in chapters if page.kind is kind)

    return {
        **_frame(facts, t),
        "roles": [_role(lens) for lens in lenses(PageKind.ROLE)],
        "skills": _by_title(_skill(lens) for lens in lenses(PageKind.SKILL)),
        "trainings": _by_title(_training(lens) for lens in lenses(PageKind.TRAINING)),
    }


def profile_data(facts: Facts, t: Strings, role: str) -> dict[str, Any]:
    """Everything that the profile of a role shows; nothing in it is a link to another record."""
    return {**_frame(facts, t), "role": _role(Lens(facts, Routes(()), t, _chapter(PageKind.ROLE, role)))}


def _chapter(kind: PageKind, id: str) -> Page:
    return Page(kind, id, f"{kind}-{id}.md")


def _label(levels: tuple[str, ...]) -> Callable[[Page, str], str]:
    """Make the function that names the label of a chapter, or of a level in a skill's chapter."""

    def label(target: Page, anchor: str) -> str:
        level = f"-{anchor}" if target.kind is PageKind.SKILL and anchor in levels else ""
        return f"#{target.kind}-{target.key}{level}"

    return label


def _role(lens: Lens) -> dict[str, Any]:
    view, t = role_view(lens), lens.t
    texts = [t.count("role.path.text", view.steps)]
    if view.steps_by_practice:
        texts.append(t.count("role.path.practice", view.steps_by_practice))
    if view.steps_open:
        texts.append(t.count("role.path.open", view.steps_open))
    return {
        **chosen(view, _ROLE),
        "draft": lens.is_draft,
        "path_text": " ".join(texts),
        "top_text": t.count("role.top.count", view.top_count),
    }


def _skill(lens: Lens) -> dict[str, Any]:
    return {**chosen(skill_view(lens), _SKILL), "draft": lens.is_draft}


def _training(lens: Lens) -> dict[str, Any]:
    return {**chosen(training_view(lens), _TRAINING), "draft": lens.is_draft}


def _by_title(chapters: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(chapters, key=lambda chapter: (str(chapter["title"]).casefold(), chapter["id"]))


def _frame(facts: Facts, t: Strings) -> dict[str, Any]:
    """What all documents of a language share; their date is the day of the facts."""
    catalog, lens = facts.catalog, Lens(facts, Routes(()), t, _HOME)
    site = catalog.site
    code, _, region = t.language.partition("-")
    return {
        "lang": code,
        "region": region or None,
        "title": lens.local(site.title),
        "tagline": lens.local(site.tagline),
        "description": lens.local(site.description),
        "version": t("handbook.version", version=version_text(facts.version, t), date=t.date(facts.day)),
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
