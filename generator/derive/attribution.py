"""What other classifications want to be said of them where their labels and codes stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalog import Catalog
from generator.model.parts import Mapped, Match

_NOTHING_TAKEN = frozenset({Match.NONE, Match.NOT_DETERMINED})


def attributions(catalog: Catalog) -> tuple[Mapping[str, str], ...]:
    """Attribution by language of each scheme that some record is mapped to, in the order of the schemes."""
    used = {mapped.scheme for mapped in _mappings(catalog) if mapped.match not in _NOTHING_TAKEN}
    schemes = catalog.content.schemes.items()
    return tuple(record.value.attribution for id, record in schemes if id in used and record.value.attribution)


def _mappings(catalog: Catalog) -> Iterator[Mapped]:
    for record in catalog.content.reviewed:
        yield from record.value.mappings
