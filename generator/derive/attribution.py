"""Attributions that other classifications require wherever their labels and codes are shown."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalog import Catalog
from generator.model.parts import Match

_NOTHING_TAKEN = frozenset({Match.NONE, Match.NOT_DETERMINED})


def attributions(catalog: Catalog) -> tuple[Mapping[str, str], ...]:
    """Return the attribution, by language, of each scheme that some record is mapped to, in the order of the schemes."""
    texts = {id: record.value.attribution for id, record in catalog.content.schemes.items() if record.value.attribution}
    missing = set(texts)
    for record in catalog.content.reviewed:
        missing -= {mapped.scheme for mapped in record.value.mappings if mapped.match not in _NOTHING_TAKEN}
        if not missing:
            break
    return tuple(text for id, text in texts.items() if id not in missing)
