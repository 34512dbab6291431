"""Web addresses in records and prose pages: the places that use each address, and the addresses that do not open."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.catalog import Catalog
from generator.derive.passages import Field, fields, record_key
from generator.kinds import BY_MODEL
from generator.kinds.link import Link, LinkState
from generator.markdown import SUBSET
from generator.model.marks import Address, TextRole, find
from generator.problems import Location

PATIENCE = datetime.timedelta(days=14)
"""How long an address may fail before it counts as dead: servers are down now and then."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place that uses an address, and the key of the record or page that holds the place."""

    place: Location
    record: str


def address_uses(catalog: Catalog) -> Mapping[str, tuple[Use, ...]]:
    """Return all addresses with the places that use them, in the order of the records."""
    found: dict[str, list[Use]] = defaultdict(list)
    for record in catalog.content.all_records:
        kind = BY_MODEL.get(type(record.value))
        if kind is None or kind.authored:
            for path, _, url, _ in find(record.value, Address):
                found[url].append(Use(record.locate(*path), record_key(record)))
    for id, pages in catalog.content.pages.items():
        for page in pages.values():
            for path, _, url, _ in find(page.front, Address):
                found[url].append(Use(page.node.locate(*path), f"pages/{id}"))
    for field in fields(catalog):
        if field.role is TextRole.MARKDOWN:
            for url, place in _in_markdown(field):
                found[url].append(Use(place, field.record))
    return {url: tuple(uses) for url, uses in found.items()}


def _in_markdown(field: Field) -> Iterator[tuple[str, Location]]:
    for language, text in field.texts.items():
        for block in SUBSET.parse(text) if "](" in text else ():
            for token in block.children or ():
                href = str(token.attrs.get("href", ""))
                if href.startswith(("http://", "https://")):
                    yield href, field.locate(language, max(0, text.find(href)))


def is_dead(link: Link) -> bool:
    """Return whether an address should be replaced: it leads to nothing, or it has failed for ``PATIENCE`` or longer."""
    return link.state is LinkState.DEAD or (link.state is LinkState.FAILING and link.day - link.since >= PATIENCE)


def opened(catalog: Catalog) -> Mapping[str, Link]:
    """Return the ``Link`` record of each address that has been opened, by address."""
    return {record.value.url: record.value for record in catalog.content.of(Link).values()}


def dead(catalog: Catalog) -> Iterator[tuple[Link, tuple[Use, ...]]]:
    """Yield the addresses in use that are dead, each with the places that use it."""
    known = [link for link in opened(catalog).values() if is_dead(link)]
    uses = address_uses(catalog) if known else {}
    for link in known:
        if link.url in uses:
            yield link, uses[link.url]
