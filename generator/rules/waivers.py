"""Apply exceptions, which accept problems for a while, with a reason. An unused or expired exception is a problem itself."""

from __future__ import annotations

from collections.abc import Iterable

from generator.derive.facts import Facts
from generator.kinds.exception import Waiver
from generator.problems import Problem, shown


def apply(facts: Facts, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems except those that an exception names by code and record, and the problems of the exceptions themselves.

    The record is the path below the content folder without ``.yml``, such as ``roles/map-maker``.
    """
    kept = list(problems)
    for record in facts.catalog.content.exceptions:
        waiver = record.value
        matching = [problem for problem in kept if _concerns(waiver, problem)]
        if waiver.until < facts.day:
            place = record.locate("until")
            kept.append(
                Problem(
                    place,
                    "exception-over",
                    f"an exception until {waiver.until}",
                    "a day to come",
                    "mend the record, or give a new day and reason",
                )
            )
        elif not matching:
            found = f"no {shown(waiver.code)} in {shown(waiver.record)}"
            kept.append(Problem(record.locate(), "unused-exception", found, "a problem that it excuses", "remove it"))
        else:
            kept = [problem for problem in kept if problem not in matching]
    return kept


def excused(facts: Facts, problem: Problem) -> bool:
    """Return whether an exception that has not expired names a problem."""
    waivers = (record.value for record in facts.catalog.content.exceptions)
    return any(waiver.until >= facts.day and _concerns(waiver, problem) for waiver in waivers)


def _concerns(waiver: Waiver, problem: Problem) -> bool:
    path = problem.location.path.removesuffix(".yml")
    return problem.code == waiver.code and f"/{path}".endswith(f"/{waiver.record}")
