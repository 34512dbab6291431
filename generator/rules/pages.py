"""Rules over the front matter of prose pages, which decides on a page's address and on the links to it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.facts import Facts
from generator.model.page import AUDIENCES, KINDS_BY_ID
from generator.problems import Location, Problem, Severity, shown


def languages_of_a_page_agree(facts: Facts) -> Iterator[Problem]:
    """Ensure that a page is of the same kind and for the same audience in each language."""
    for texts in facts.catalog.content.pages.values():
        known = [texts[language] for language in facts.catalog.languages if language in texts]
        for key in ("kind", "audience"):
            for page in known[1:]:
                first, expected = known[0], getattr(known[0].front, key)
                found = getattr(page.front, key)
                if found != expected:
                    place = page.node.locate(key) if key in page.front.model_fields_set else Location(page.path)
                    line = f"{key}: {expected}" if expected else f"no {key}:"
                    said = f"{key}: {found}" if found else f"no {key}:"
                    hint = "both are one page: they share its address and the links to it"
                    yield Problem(place, "page-differs", said, f"{line}, as in {shown(first.path)}", hint)


def known_pages_say_what_they_are(facts: Facts) -> Iterator[Problem]:
    """Ensure that pages with a name that the program knows state their kind or audience: links lead to these, not to a name."""
    pages = facts.catalog.content.pages
    served = {page.front.audience for texts in pages.values() for page in texts.values()}
    for id, texts in pages.items():
        for page in (texts[language] for language in facts.catalog.languages if language in texts):
            place = Location(page.path)
            if id in KINDS_BY_ID and "kind" not in page.front.model_fields_set:
                hint = f"without it the page is a guide and stands at guides/{id}/"
                yield Problem(place, "no-kind", "no kind:", f"kind: {id}", hint, Severity.WARNING)
            if id in AUDIENCES and not page.front.audience and id not in served:
                hint = "without it no card, sheet or plan leads to the page"
                yield Problem(place, "no-audience", "no audience:", f"audience: {id}", hint, Severity.WARNING)
