"""Rule over ids as names of folders."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.facts import Facts
from generator.kinds import KINDS
from generator.problems import Location, Problem, shown


def ids_are_no_languages(facts: Facts) -> Iterator[Problem]:
    """Ensure that no id is the code of a language of the site: web servers tell by a language's folder how deep a page lies."""
    content = facts.catalog.content
    places = [
        (id, Location(record.path))
        for kind in KINDS
        if kind.page
        for id, record in content.records[kind.plural].items()
    ]
    places += [(id, Location(page.path)) for id, pages in content.pages.items() for page in pages.values()]
    places += [(step, record.locate("from")) for record in content.redirects for step in record.value.old.split("/")]
    for id, place in places:
        if id in facts.catalog.languages:
            hint = "a language of the site has this one"
            yield Problem(place, "language-as-id", shown(id), "another name", hint)
