"""Rules over the grades of roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.catalog import Catalog
from generator.content import Record
from generator.derive.facts import Facts
from generator.kinds.role import Role
from generator.model.marks import NONE
from generator.problems import Problem, Severity, shown

_Fault = tuple[str, str, str, str]
"""Code of a problem, what was found, what is expected, what to do."""


def one_grade_is_the_reference(facts: Facts) -> Iterator[Problem]:
    """Ensure that one of several grades is marked as the reference, at which roles are compared: the default, the last, may be wrong."""
    grades = tuple(facts.catalog.content.grades.values())
    marked = [record for record in grades if record.value.reference]
    if len(grades) > 1 and not marked:
        found, expected = "no grade with reference: true", "the grade at which roles are compared"
        hint = f"write reference: true at that grade; until then it is the last, {shown(grades[-1].id)}"
        yield Problem(grades[-1].locate("id"), "no-reference", found, expected, hint, Severity.WARNING)
    for record in marked[1:]:
        found = f"{shown(record.id)} beside {shown(marked[0].id)}"
        yield Problem(record.locate("reference"), "two-references", found, "one reference grade", "mark one of them")


def grades_stand_in_order(facts: Facts) -> Iterator[Problem]:
    """Ensure that a role lists and names its grades in their order, each once, and only grades that it has."""
    catalog = facts.catalog
    order = {grade: place for place, grade in enumerate(catalog.grades)}
    for record in catalog.content.roles.values():
        role = record.value
        listed = [one.grade for one in role.grades]
        for place, fault in _disorder(listed, order):
            yield Problem(record.locate("grades", place, "grade"), *fault)
        for number, one in enumerate(role.grades):
            for place, before in enumerate(one.after or ()):
                if before not in listed or order[before] >= order[one.grade]:
                    at = record.locate("grades", number, "after", place)
                    expected = f"a grade of this role that comes before {one.grade}"
                    yield Problem(at, "grade-order", shown(before), expected)
        for number, item in enumerate(role.requires):
            names = list(item.levels or ())
            for place, fault in (*_disorder(names, order), *_unlisted(names, listed)):
                yield Problem(record.locate("requires", number, "levels", names[place], key=True), *fault)


def _disorder(names: Sequence[str], order: Mapping[str, int]) -> Iterator[tuple[int, _Fault]]:
    """Yield the index and the fault of each grade that stands twice or after a later grade."""
    highest, seen = -1, set[str]()
    for place, name in enumerate(names):
        if name in seen:
            yield place, ("duplicate-entry", f"{shown(name)} a second time", "each once", "")
        elif order[name] < highest:
            expected = "the order " + ", ".join(order)
            yield place, ("grade-order", f"{shown(name)} after a later grade", expected, "move it up")
        seen.add(name)
        highest = max(highest, order[name])


def _unlisted(names: Sequence[str], listed: Sequence[str]) -> Iterator[tuple[int, _Fault]]:
    """Yield the index and the fault of each grade that a role does not list, if it lists any."""
    for place, name in enumerate(names):
        if listed and name not in listed:
            expected = "a grade of this role: " + ", ".join(listed)
            yield place, ("unlisted-grade", shown(name), expected, "list it under grades: too")


def levels_rise_with_grades(facts: Facts) -> Iterator[Problem]:
    """Ensure that no grade requires a lower level of a skill than the grade before it; only a warning, since that may be meant."""
    catalog = facts.catalog
    for id, record in catalog.content.roles.items():
        yield from _falls(catalog, id, record)


def _falls(catalog: Catalog, id: str, record: Record[Role]) -> Iterator[Problem]:
    for number, item in enumerate(record.value.requires):
        for grade, level in (item.levels or {}).items():
            if level == NONE:
                continue
            for before in catalog.grades_before(id, grade):
                was = catalog.level_at_grade(id, item, before)
                if catalog.rank(level) < catalog.rank(was):
                    place = record.locate("requires", number, "levels", grade)
                    found, expected = f"{level} after {was} at {before}", "a level that does not fall"
                    hint = "leave it if less is really needed there"
                    yield Problem(place, "level-falls", found, expected, hint, Severity.WARNING)
