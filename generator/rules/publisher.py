"""Checks of what a public site must have: address, publisher, all translations. Only ``rollenatlas build --publish`` runs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.problems import Problem, Severity
from generator.rules.texts import by_file, marked_texts_are_translated, translations_are_complete


def publisher_is_complete(catalog: Catalog) -> Iterator[Problem]:
    """Yield a problem for each setting missing in ``site.yml``: the site's own address, and what the imprint must state."""
    site = catalog.content.site
    if not site.value.base_url:
        expected = "the address that the site will have, for canonical addresses, sitemaps, previews and the 404 page"
        yield Problem(site.locate("base_url"), "missing-base-url", "no base_url", expected)
    for name in site.value.publisher.missing:
        found, expected = f"no {name} under publisher", "what the imprint must state before the site goes public"
        yield Problem(site.locate("publisher", name), "missing-publisher", found, expected)


def texts_are_translated(facts: Facts) -> Iterator[Problem]:
    """Yield an error for texts that a language lacks or that bear another language's mark, gathered by file; a preview only warns."""
    found = (*translations_are_complete(facts), *marked_texts_are_translated(facts))
    yield from (replace(problem, severity=Severity.ERROR) for problem in by_file(facts, found))
