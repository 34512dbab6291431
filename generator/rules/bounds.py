"""Bounds of quality, set in ``site.yml``: how much an atlas may lack before its check fails.

Above a bound ``check`` fails and ``build --publish`` refuses; preview and plain builds report it and go on, since an author
whose record lacks something must still be able to look at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.catalog import SUGGESTED_STATES, Catalog
from generator.content import Record
from generator.derive.facts import Facts
from generator.derive.freshness import FieldState, Freshness
from generator.derive.plan import standing
from generator.derive.quality import Quality, step_names
from generator.kinds.role import Role
from generator.problems import Problem, Severity
from generator.rules.since_release import SinceRelease
from generator.rules.translations import open_translations, texts_of

SHOWN_TRANSLATIONS = 20
"""Most open translations that a check lists."""
_HINTS = {
    "open_translations": "translate what is missing; read the languages of the others side by side, then: "
    "rollenatlas translations --confirm PATH"
}
"""What to do if a bound is exceeded, by bound, where fixing one of many is not enough."""


def quality_is_within_bounds(facts: Facts) -> Iterator[Problem]:
    """Ensure that the figures of the quality page stay within the site's bounds."""
    catalog = facts.catalog
    yield from _role_bounds(catalog)
    for id, record in catalog.content.roles.items():
        if not record.value.draft:
            yield from _grade_bounds(catalog, id, record)
            yield from _occupation_bound(catalog, id, record)
    bounds = catalog.site.quality
    totals = bounds.totals()
    if not (totals or bounds.steps_without_language):
        return
    report = facts.quality
    figures = _figures(catalog, report)
    lost, news = _lost_steps(catalog), SinceRelease(catalog)
    for name, most in totals.items():
        if len(figures[name]) > most:
            yield _exceeded(catalog, figures[name], most, lost, news, name)
            if name == "open_translations":
                yield from _first_translations(catalog, report.translations)
    for language, most in bounds.steps_without_language.items():
        lacking = step_names(catalog, report.without_language.get(language, ()))
        if len(lacking) > most:
            yield _exceeded(catalog, lacking, most, lost, news, "steps_without_language", language)


def _figures(catalog: Catalog, report: Quality) -> dict[str, tuple[str, ...]]:
    """Return the names of what each bound counts, by bound."""
    return {
        "steps_without_training": step_names(catalog, report.without_training),
        "steps_without_free_training": step_names(catalog, report.without_free),
        "steps_open": step_names(catalog, report.open_steps),
        "orphan_skills": report.orphans,
        "reviews_overdue": tuple(review.record for review in report.reviews[: report.overdue]),
        "open_translations": tuple(f"{one.field.record} {one.field.key}" for one in report.translations),
        "unchecked_trainings": report.unchecked,
        "mappings_not_determined": tuple(f"{record} ({scheme})" for record, scheme in report.not_determined),
    }


def _lost_steps(catalog: Catalog) -> frozenset[str]:
    """Return the steps lifted by trainings that are no longer suggested: they are listed first, as a recent change may have lost them."""
    steps = (
        step
        for record in catalog.content.trainings.values()
        if record.value.state not in SUGGESTED_STATES
        for lift in record.value.teaches
        for step in catalog.lifted(lift)
    )
    return frozenset(step_names(catalog, steps))


def _first_translations(catalog: Catalog, states: Sequence[FieldState]) -> Iterator[Problem]:
    """Yield the first open translations and the number of the others; missing texts are left out, as another rule reports them."""
    texts = open_translations(state for state in states if state.state is not Freshness.MISSING)
    yield from texts[:SHOWN_TRANSLATIONS]
    more = sum(map(texts_of, texts[SHOWN_TRANSLATIONS:]))
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


def _exceeded(
    catalog: Catalog, found: Sequence[str], most: int, lost: frozenset[str], news: SinceRelease, *path: str
) -> Problem:
    place = catalog.content.site.locate("quality", *path)
    hint = _HINTS.get(
        path[0], "'rollenatlas report' lists them; fix some, or raise the bound and write the reason above it"
    )
    new = frozenset(name for name in found if news.is_new(path[0], name))
    if new:
        hint += f"; {len(new)} of them came since release {news.version} and stand first"
    names = tuple(sorted(found, key=lambda name: (name not in new, name not in lost)))
    figure = f"{path[0].replace('_', ' ')}: {len(found)}"
    return Problem(place, "bound-exceeded", figure, f"at most {most} ({_key(*path)})", hint, concerns=names)


def _key(*path: str) -> str:
    """Return the name of the key that sets a bound, with its file."""
    return f"{'.'.join(('quality', *path))} in site.yml"


def _role_bounds(catalog: Catalog) -> Iterator[Problem]:
    bounds = catalog.site.quality
    top = len(catalog.level_ids)
    for record in catalog.content.roles.values():
        role = record.value
        if bounds.requirements_per_role and not record.value.draft:
            low, high = bounds.requirements_per_role
            if not low <= len(role.requires) <= high:
                expected = f"{low} to {high} ({_key('requirements_per_role')})"
                found = f"{len(role.requires)} requirements"
                hint = "remove one for each new one, or raise the bound and write the reason above it"
                hint = hint if len(role.requires) > high else ""
                yield Problem(record.locate("requires"), "requirement-count", found, expected, hint)
        at_top = sum(catalog.rank(item.level) == top for item in role.requires) if top else 0
        if bounds.top_level_per_role is not None and at_top > bounds.top_level_per_role:
            found = f"{at_top} requirements at {catalog.level_at(top)}"
            expected = f"at most {bounds.top_level_per_role} ({_key('top_level_per_role')})"
            skills = tuple(item.skill for item in role.requires if catalog.rank(item.level) == top)
            yield Problem(record.locate("requires"), "top-level-count", found, expected, concerns=skills)


def _grade_bounds(catalog: Catalog, id: str, record: Record[Role]) -> Iterator[Problem]:
    bounds = catalog.site.quality
    for grade in catalog.grades_of(id):
        ranks = catalog.requirement_ranks(id, essential_only=True, grade=grade)
        low, high = bounds.essential_per_grade.get(grade, (0, len(ranks)))
        if not low <= len(ranks) <= high:
            found = f'{len(ranks)} essential skills at the grade "{grade}"'
            expected = f"{low} to {high} ({_key('essential_per_grade', grade)})"
            yield Problem(record.locate("requires"), "essential-count", found, expected)
        for level, most in bounds.levels_per_grade.get(grade, {}).items():
            there = tuple(skill for skill, rank in ranks.items() if rank >= catalog.rank(level))
            if len(there) > most:
                found = f'{len(there)} essential skills at {level} or above at the grade "{grade}"'
                expected = f"at most {most} ({_key('levels_per_grade', grade, level)})"
                yield Problem(record.locate("requires"), "level-count", found, expected, concerns=there)


def _occupation_bound(catalog: Catalog, id: str, record: Record[Role]) -> Iterator[Problem]:
    """Ensure that some occupation brings enough of the level steps (in per cent) of the role's first grade."""
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
        yield Problem(
            record.locate("requires"),
            "far-occupations",
            found,
            f"at least {least} % ({_key('nearest_occupation')})",
            hint,
        )
