"""The notice on a page with texts that are older than their versions in another language."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.freshness import FieldState, Freshness, states
from generator.derive.passages import page_fields, record_fields, record_key
from generator.render.lens import Lens
from generator.routes import RECORDS, PageKind


def stale_notice(lens: Lens) -> str:
    """Return a notice of how many texts of the page are behind, and in which languages they are newer; empty if none is."""
    behind = [state for state in _states(lens) if state.state is Freshness.STALE and lens.language in state.behind]
    if not behind:
        return ""
    newer = [language for language in lens.catalog.languages if any(language not in state.behind for state in behind)]
    return lens.t.count("freshness.stale", len(behind), languages=lens.languages(newer))


def _states(lens: Lens) -> Iterator[FieldState]:
    """Yield the states of the texts of the page's own record, prose page or glossary terms."""
    catalog, key = lens.catalog, lens.page.key
    content = catalog.content
    confirmed = content.confirmed
    if not confirmed or len(catalog.languages) < 2:
        return
    if lens.page.kind == PageKind.PROSE:
        yield from states(catalog, page_fields(key, content.pages[key]), confirmed.get(f"pages/{key}", {}))
    elif lens.page.kind == PageKind.GLOSSARY:
        for term in content.glossary.values():
            yield from states(catalog, record_fields(term), confirmed.get(record_key(term), {}))
    elif lens.page.kind in RECORDS:
        record = content.records[RECORDS[lens.page.kind]][key]
        yield from states(catalog, record_fields(record), confirmed.get(record_key(record), {}))
