"""Bounds of quality, set in ``site.yml``: how much an atlas may lack before its check fails.

Only ``rollenatlas check`` asks them: an author whose record lacks something must still be able to preview it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.catalog import Catalog
from generator.content import Record
from generator.derive.facts import Facts
from generator.derive.freshness import FieldState
from generator.derive.plan import standing
from generator.derive.quality import Quality, quality
from generator.kinds.role import Role
from generator.problems import Problem, Severity
from generator.rules.translations import open_translations

SHOWN_TRANSLATIONS = 20
"""Open translations that a check names one by one."""


def quality_is_within_bounds(facts: Facts) -> Iterator[Problem]:
    """Ensure that the figures of the quality page stay within the site's bounds."""
    catalog = facts.catalog
    yield from _role_bounds(catalog)
    for id, record in catalog.content.roles.items():
        if not record.value.draft:
            yield from _grade_bounds(catalog, id, record)
            yield from _occupation_bound(catalog, id, record)
    bounds = catalog.site.quality
    report = quality(catalog, facts.day)
    figures = _figures(report)
    for name, most in bounds.totals().items():
        if figures[name] > most:
            yield _exceeded(catalog, figures[name], most, name)
            if name == "open_translations":
                yield from _first_translations(catalog, report.translations)
    for language, most in bounds.steps_without_language.items():
        lacking = len(report.without_language.get(language, ()))
        if lacking > most:
            yield _exceeded(catalog, lacking, most, "steps_without_language", language)


def _figures(report: Quality) -> dict[str, int]:
    """Count what each bound is about."""
    return {
        "steps_without_training": len(report.without_training),
        "steps_without_free_training": len(report.without_free),
        "steps_open": len(report.open_steps),
        "orphan_skills": len(report.orphans),
        "reviews_overdue": report.overdue,
        "open_translations": len(report.translations),
        "unchecked_trainings": len(report.unchecked),
        "mappings_not_determined": len(report.not_determined),
    }


def _first_translations(catalog: Catalog, states: Sequence[FieldState]) -> Iterator[Problem]:
    """Where to go: the first texts themselves, and how many more there are."""
    texts = open_translations(states)
    yield from texts[:SHOWN_TRANSLATIONS]
    more = len(texts) - SHOWN_TRANSLATIONS
    if more > 0:
        place = catalog.content.site.locate("quality", "open_translations")
        hint = "'rollenatlas translations' lists all of them"
        yield Problem(
            place,
            "more-translations",
            f"{more} more open translations",
            "texts that say the same",
            hint,
            Severity.WARNING,
        )


def _exceeded(catalog: Catalog, found: int, most: int, *path: str) -> Problem:
    place = catalog.content.site.locate("quality", *path)
    hint = "'rollenatlas report' lists them; mend some, or raise the bound with a reason"
    return Problem(place, "bound-exceeded", f"{found} {path[0].replace('_', ' ')}", f"at most {most}", hint)


def _role_bounds(catalog: Catalog) -> Iterator[Problem]:
    bounds = catalog.site.quality
    top = len(catalog.level_ids)
    for record in catalog.content.roles.values():
        role = record.value
        if bounds.requirements_per_role and not record.value.draft:
            low, high = bounds.requirements_per_role
            if not low <= len(role.requires) <= high:
                expected = f"{low} to {high}"
                yield Problem(
                    record.locate("requires"), "requirement-count", f"{len(role.requires)} requirements", expected
                )
        at_top = sum(catalog.rank(item.level) == top for item in role.requires) if top else 0
        if bounds.top_level_per_role is not None and at_top > bounds.top_level_per_role:
            found = f"{at_top} requirements at {catalog.level_at(top)}"
            yield Problem(record.locate("requires"), "top-level-count", found, f"at most {bounds.top_level_per_role}")


def _grade_bounds(catalog: Catalog, id: str, record: Record[Role]) -> Iterator[Problem]:
    bounds = catalog.site.quality
    place = record.locate("requires")
    for grade in catalog.grades_of(id):
        ranks = catalog.requirement_ranks(id, essential_only=True, grade=grade).values()
        low, high = bounds.essential_per_grade.get(grade, (0, len(ranks)))
        if not low <= len(ranks) <= high:
            found = f'{len(ranks)} essential skills at the grade "{grade}"'
            yield Problem(place, "essential-count", found, f"{low} to {high}")
        for level, most in bounds.levels_per_grade.get(grade, {}).items():
            there = sum(rank >= catalog.rank(level) for rank in ranks)
            if there > most:
                found = f'{there} essential skills at {level} or above at the grade "{grade}"'
                yield Problem(place, "level-count", found, f"at most {most}")


def _occupation_bound(catalog: Catalog, id: str, record: Record[Role]) -> Iterator[Problem]:
    """Ensure that some occupation brings enough of the role's first grade."""
    least = catalog.site.quality.nearest_occupation
    first = catalog.grades_of(id)[0]
    brought = {}
    for occupation, job in catalog.content.occupations.items():
        have = {skill: catalog.rank(level) for skill, level in job.value.levels.items()}
        there = standing(catalog, id, have, first)
        brought[occupation] = 100 * (there.steps - there.missing) // there.steps if there.steps else 100
    nearest = max(brought, key=brought.__getitem__, default=None)
    if least is not None and nearest is not None and brought[nearest] < least:
        found = f'{brought[nearest]} % of the level steps of the first grade, brought by "{nearest}"'
        hint = "look whether the grade asks too much, or who really starts in this role"
        yield Problem(record.locate("requires"), "far-occupations", found, f"at least {least} %", hint)
