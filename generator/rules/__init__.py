"""Rules of content: each yields problems; none prints, raises or changes anything. The registry is explicit.

The docstring of a rule says what it ensures; it yields a problem for each place where that fails. All rules run on a
linked catalogue, whatever the others found, so that an author sees every problem at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.derive.facts import Facts
from generator.problems import Problem, Severity, in_order
from generator.rules import (
    addresses,
    dates,
    grades,
    ids,
    lengths,
    levels,
    look,
    markdown,
    pages,
    prerequisites,
    roles,
    sharing,
    skills,
    sources,
    style,
    texts,
    trainings,
    waivers,
)

Rule = Callable[[Facts], Iterator[Problem]]

WORDING: tuple[Rule, ...] = (
    texts.translations_differ,
    texts.plain_text_holds_no_markup,
    markdown.links_are_plain_addresses,
    markdown.references_give_what_shows,
    style.openings_have_their_form,
    style.endings_have_their_form,
    style.marks_are_the_languages_own,
    style.filler_is_left_out,
    style.quotes_are_the_languages_own,
    style.terms_are_used,
    style.compounds_are_joined,
    style.first_uses_explain,
    sharing.records_share_no_sentence,
    lengths.texts_have_a_fit_length,
    lengths.languages_are_equally_long,
    lengths.paragraphs_are_kept,
    dates.dates_are_past,
    sources.evidence_is_as_old_as_its_source,
)
"""Rules of words and dates: a preview can show pages in spite of them."""

STRUCTURE: tuple[Rule, ...] = (
    texts.translations_are_complete,
    texts.marked_texts_are_translated,
    ids.ids_are_no_languages,
    pages.languages_of_a_page_agree,
    pages.known_pages_say_what_they_are,
    dates.reviews_are_not_overdue,
    dates.reviews_come_before_dates,
    dates.reviews_come_before_written_dates,
    grades.one_grade_is_the_reference,
    grades.grades_stand_in_order,
    grades.levels_rise_with_grades,
    prerequisites.prerequisites_have_no_cycle,
    prerequisites.prerequisites_are_unique,
    prerequisites.roles_hold_their_prerequisites,
    roles.requirements_are_unique,
    roles.tasks_take_required_skills,
    roles.levels_are_stated_for_all_or_none,
    roles.roles_name_other_roles,
    roles.statements_from_a_source_name_it,
    addresses.addresses_open,
    markdown.links_lead_somewhere,
    skills.skills_are_required_by_a_role,
    skills.relations_are_sensible,
    skills.level_statements_are_complete,
    levels.levels_are_listed_in_order,
    levels.levels_differ,
    levels.points_agree,
    trainings.trainings_concern_a_skill,
    trainings.skills_are_named_once,
    trainings.training_levels_ascend,
    trainings.offers_can_be_reached,
    trainings.lengths_are_stated_or_estimated,
    trainings.urls_are_unique,
    trainings.retired_ones_name_a_successor,
    trainings.successors_are_given,
    trainings.languages_fit_the_kind,
    look.marks_belong_to_roles,
)
"""All other rules: from content that they refuse, figures and plans can't be made."""


def check(facts: Facts) -> tuple[Problem, ...]:
    """Run all rules, apply the exceptions, and return the problems sorted."""
    return excuse(facts, find_problems(facts))


def find_problems(facts: Facts) -> tuple[Problem, ...]:
    """Run all rules and return the problems; exceptions are not applied yet."""
    return tuple(_found((*STRUCTURE, *WORDING), facts, lambda: None))


def excuse(facts: Facts, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Apply the exceptions to the problems of all rules, and return the rest sorted."""
    return in_order(waivers.apply(facts, problems))


def check_structure(facts: Facts, before_each: Callable[[], None] = lambda: None) -> tuple[Problem, ...]:
    """Run the rules of ``STRUCTURE``, each after a call of ``before_each``; exceptions are not applied yet."""
    return tuple(_found(STRUCTURE, facts, before_each))


def check_wording(
    facts: Facts, structure: tuple[Problem, ...], before_each: Callable[[], None] = lambda: None
) -> tuple[Problem, ...]:
    """Run the rules of ``WORDING``, each after a call of ``before_each``, and return their problems and those of ``structure``.

    The exceptions are applied to both; the problems come sorted.
    """
    return excuse(facts, (*structure, *_found(WORDING, facts, before_each)))


def _found(rules: Iterable[Rule], facts: Facts, before_each: Callable[[], None]) -> Iterator[Problem]:
    for rule in rules:
        before_each()
        yield from rule(facts)


def wording_problems(facts: Facts) -> tuple[Problem, ...]:
    """Run the rules of ``WORDING`` alone; exceptions that excuse nothing are not reported, as other rules may need them."""
    found = (problem for rule in WORDING for problem in rule(facts))
    return tuple(problem for problem in found if not waivers.excused(facts, problem))


def forbids_pages(facts: Facts, structure: tuple[Problem, ...]) -> bool:
    """Return whether one of the problems that ``check_structure`` found is an error that no exception excuses."""
    found = {problem for problem in structure if problem.severity is Severity.ERROR}
    return bool(found) and any(problem in found for problem in waivers.apply(facts, structure))
