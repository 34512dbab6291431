"""What stands in the documents: the site's own views, linked inside the document."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.derive.attribution import attributions
from generator.derive.facts import Facts
from generator.model.site import Language
from generator.publish.handbook.values import as_data
from generator.render.lens import Lens
from generator.render.strings import load_strings
from generator.render.version import version_text
from generator.render.views.role import RoleView, role_view
from generator.render.views.skill import SkillView, skill_view
from generator.render.views.training import TrainingView, training_view
from generator.routes import Page, PageKind, Routes

_HOME = Page(PageKind.HOME, "", "index.md")


@dataclass(frozen=True)
class BookRoutes(Routes):
    """Routes whose pages are the chapters of one document; all other pages of the site are no link in it."""

    levels: tuple[str, ...] = ()

    def href(self, origin: Page, target: Page, anchor: str = "") -> str:
        """Label of a chapter, or of a level in a skill's chapter."""
        label = f"#{target.kind}-{target.key}"
        return f"{label}-{anchor}" if target.kind is PageKind.SKILL and anchor in self.levels else label


def handbook_data(facts: Facts, templates: Path, language: Language) -> dict[str, Any]:
    """Everything that the handbook of a language shows."""
    content = facts.catalog.content
    kinds = ((PageKind.ROLE, content.roles), (PageKind.SKILL, content.skills), (PageKind.TRAINING, content.trainings))
    chapters = tuple(Page(kind, id, f"{kind}-{id}.md") for kind, records in kinds for id in records)
    lens = _lens(facts, templates, language, chapters)

    def lenses(kind: PageKind) -> Iterable[Lens]:
        return (Lens(facts, lens.routes, lens.t, page) for page in chapters if page.kind is kind)

    return {
        **_frame(lens, language),
        "roles": [_role(each) for each in lenses(PageKind.ROLE)],
        "skills": _by_title([_chapter(each, skill_view(each)) for each in lenses(PageKind.SKILL)]),
        "trainings": _by_title([_chapter(each, training_view(each)) for each in lenses(PageKind.TRAINING)]),
    }


def profile_data(facts: Facts, templates: Path, language: Language, role: str) -> dict[str, Any]:
    """Everything that the profile of a role shows."""
    lens = _lens(facts, templates, language, ())
    return {
        **_frame(lens, language),
        "role": _role(Lens(facts, lens.routes, lens.t, Page(PageKind.ROLE, role, f"role-{role}.md"))),
    }


def _lens(facts: Facts, templates: Path, language: Language, chapters: tuple[Page, ...]) -> Lens:
    return Lens(facts, BookRoutes(chapters, levels=facts.catalog.level_ids), load_strings(templates, language), _HOME)


def _chapter(lens: Lens, view: RoleView | SkillView | TrainingView) -> dict[str, Any]:
    data: dict[str, Any] = as_data(view)
    return {**data, "draft": lens.is_draft}


def _role(lens: Lens) -> dict[str, Any]:
    view: RoleView = role_view(lens)
    texts = [lens.t.count("role.path.text", view.steps)]
    if view.steps_by_practice:
        texts.append(lens.t.count("role.path.practice", view.steps_by_practice))
    if view.steps_open:
        texts.append(lens.t.count("role.path.open", view.steps_open))
    return {
        **_chapter(lens, view),
        "path_text": " ".join(texts),
        "top_text": lens.t.count("role.top.count", view.top_count),
    }


def _by_title(views: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(views, key=lambda view: (str(view["title"]).casefold(), view["id"]))


def _frame(lens: Lens, language: Language) -> dict[str, Any]:
    """What all documents of a language share."""
    site = lens.catalog.site
    day = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "0"))))
    code, _, region = language.id.partition("-")
    return {
        "lang": code,
        "region": region or None,
        "title": lens.local(site.title),
        "tagline": lens.local(site.tagline),
        "description": lens.local(site.description),
        "version": lens.t("handbook.version", version=version_text(lens.catalog, lens.t), date=lens.t.date(day)),
        "publisher": site.publisher.name,
        "preview": lens.t("publisher.preview") if site.publisher.missing else "",
        "address": site.base_url,
        "licence": as_data({"name": site.licence.name, "url": site.licence.url}),
        "attributions": [lens.local(text) for text in attributions(lens.catalog)],
        "levels": [
            {"title": lens.local(record.value.title), "meaning": lens.local(record.value.meaning)}
            for record in lens.catalog.content.levels.values()
        ],
        "t": dict(lens.t.texts),
    }
