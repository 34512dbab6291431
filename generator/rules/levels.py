"""Rules over the level statements of skills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.derive.facts import Facts
from generator.model.base import ByLanguage
from generator.problems import Problem, Severity, shown


def levels_are_listed_in_order(facts: Facts) -> Iterator[Problem]:
    """Ensure that a skill lists its levels in the order of the scale, from the lowest up."""
    catalog = facts.catalog
    for record in catalog.content.skills.values():
        ranks = [catalog.rank(level) for level in record.value.levels]
        for level, rank, before in zip(list(record.value.levels)[1:], ranks[1:], ranks, strict=False):
            if rank < before:
                place = record.locate("levels", level, key=True)
                expected = "the order " + ", ".join(catalog.level_ids)
                yield Problem(
                    place,
                    "level-order",
                    f"{shown(level)} after a higher level",
                    expected,
                    "move it up",
                    Severity.WARNING,
                )


def levels_differ(facts: Facts) -> Iterator[Problem]:
    """Ensure that no two levels of a skill have the same statement or the same practice."""
    for record in facts.catalog.content.skills.values():
        seen: dict[tuple[str, str, str], str] = {}
        for level, written in record.value.levels.items():
            for key, texts in (
                ("statement", written.statement),
                ("practice", written.practice.text if written.practice else None),
            ):
                for language, text in _by_language(texts).items():
                    other = seen.setdefault((key, language, " ".join(text.split()).casefold()), level)
                    if other != level:
                        place = record.locate("levels", level, key, language)
                        yield Problem(
                            place,
                            "same-level",
                            f"the {key} of {shown(other)}",
                            "one of its own",
                            "say what is added here",
                        )


def points_agree(facts: Facts) -> Iterator[Problem]:
    """Ensure that a statement of several points has as many in each language, so that none was forgotten in a translation."""
    for record in facts.catalog.content.skills.values():
        for level, written in record.value.levels.items():
            counts = {language: len(text.splitlines()) for language, text in written.statement.items()}
            first = next(iter(counts), "")
            for language, count in counts.items():
                if count != counts[first]:
                    place = record.locate("levels", level, "statement", language)
                    expected = f"{counts[first]} as in {first}"
                    yield Problem(place, "points-differ", f"a statement of {count} points", expected, "translate each")


def _by_language(texts: Mapping[str, str] | None) -> Mapping[str, str]:
    return texts if texts is not None else ByLanguage({})
