"""Demand the address of the site and the publisher's data; only ``rollenatlas build --publish`` asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import Catalog
from generator.problems import Problem


def publisher_is_complete(catalog: Catalog) -> Iterator[Problem]:
    """Find what ``site.yml`` lacks: its own address, and what the imprint must state."""
    site = catalog.content.site
    if not site.value.base_url:
        expected = "the address that the site will have, for canonical addresses, sitemaps, previews and the 404 page"
        yield Problem(site.locate("base_url"), "missing-base-url", "no base_url", expected)
    for name in site.value.publisher.missing:
        found, expected = f"no {name} under publisher", "what the imprint must state before the site goes public"
        yield Problem(site.locate("publisher", name), "missing-publisher", found, expected)
