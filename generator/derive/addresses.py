"""Addresses of the records and prose pages on the web: where each stands, and which do not open."""

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
    """A place that names an address, and the record it belongs to."""

    place: Location
    record: str


def addresses(catalog: Catalog) -> Mapping[str, tuple[Use, ...]]:
    """All addresses with the places that name them, in the order of the records."""
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
    """Tell whether an address should be mended: there is nothing, or it has failed for long."""
    return link.state is LinkState.DEAD or (link.state is LinkState.FAILING and link.day - link.since >= PATIENCE)


def opened(catalog: Catalog) -> Mapping[str, Link]:
    """What is known of each address that has been opened."""
    return {record.value.url: record.value for record in catalog.content.of(Link).values()}


def dead(catalog: Catalog) -> Iterator[tuple[Link, tuple[Use, ...]]]:
    """List addresses that do not open, with the places that name them."""
    known = [link for link in opened(catalog).values() if is_dead(link)]
    uses = addresses(catalog) if known else {}
    for link in known:
        if link.url in uses:
            yield link, uses[link.url]
