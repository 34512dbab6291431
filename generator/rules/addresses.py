"""Rule over the addresses that ``rollenatlas links`` has opened."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.addresses import dead
from generator.derive.facts import Facts
from generator.problems import Problem, Severity, shown


def addresses_open(facts: Facts) -> Iterator[Problem]:
    """Ensure that no record has an address that does not open."""
    expected, hint = "an address that opens", "look where it went; 'rollenatlas links' opens it again"
    for link, uses in dead(facts.catalog):
        reason = link.note or (f"status {link.status}" if link.status else str(link.state))
        found = f"{shown(link.url)}, which does not open since {link.since} ({reason})"
        for use in uses:
            yield Problem(use.place, "dead-address", found, expected, hint, Severity.WARNING)
