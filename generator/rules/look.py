"""Rule over the drawings in a content folder."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.facts import Facts
from generator.problems import Location, Problem, did_you_mean, shown


def marks_belong_to_roles(facts: Facts) -> Iterator[Problem]:
    """Ensure that the file name of each mark is the id of a role."""
    content = facts.catalog.content
    for id, path in content.look.mark_paths.items():
        if id not in content.roles:
            hint = did_you_mean(id, content.roles) or "rename or remove it"
            yield Problem(Location(path), "unknown-role", shown(id), "the id of a role as the file's name", hint)
